"""Options that several commands take, each written once."""

from typing import Annotated

import typer

from sciplan.i18n import N_

PlanArgument = Annotated[str | None, typer.Argument(metavar="[PLAN]", show_default=False, help=N_("The plan."))]
PlanOption = Annotated[
    str | None, typer.Option("--plan", "-p", metavar="PLAN", help=N_("The plan, if not the default one."))
]
FormatOption = Annotated[
    str, typer.Option("--format", "-f", metavar="table|json|csv|md", help=N_("How to print rows."))
]
ByOption = Annotated[str | None, typer.Option("--by", metavar="WHO", help=N_("Who writes, if not you."))]
EvidenceOption = Annotated[
    list[str] | None, typer.Option("--evidence", metavar="FILE", help=N_("A file that proves it; may be repeated."))
]
FilesArgument = Annotated[list[str], typer.Argument(metavar="FILE...", help=N_("Plan files."))]
KnownAtOption = Annotated[
    str | None,
    typer.Option("--known-at", metavar="TIME|bBATCH|FINGERPRINT", help=N_("As the ledger was known then.")),
]
AsOfOption = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help=N_("On this date, not today."))]
StatesOption = Annotated[bool, typer.Option("--all", help=N_("Commitments without a number too."))]
YearOption = Annotated[str | None, typer.Option("--year", "-y", metavar="YEAR", help=N_("For this year only."))]
PartyOption = Annotated[
    str | None, typer.Option("--agency", metavar="AGENCY", help=N_("Of this agency or group only."))
]
ForceOption = Annotated[bool, typer.Option("--force", help=N_("Replace the file."))]
