"""What is due and not reported: `owed`."""

from typing import Annotated

import typer

from sciplan.cli import console
from sciplan.cli.context import one_plan, session_of
from sciplan.cli.options import FormatOption, KnownAtOption, PlanArgument, PlanOption
from sciplan.i18n import N_


def owed(
    context: typer.Context,
    plan: PlanArgument = None,
    plan_option: PlanOption = None,
    year: Annotated[str | None, typer.Option("--year", "-y", metavar="YEAR", help=N_("For this year only."))] = None,
    agency: Annotated[
        str | None, typer.Option("--agency", metavar="AGENCY", help=N_("Of this agency or group only."))
    ] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help=N_("On this date, not today."))] = None,
    known_at: KnownAtOption = None,
    everything: Annotated[bool, typer.Option("--all", help=N_("Commitments without a number too."))] = False,
    form: FormatOption = "table",
) -> None:
    """List what is due and not reported, by agency, the longest overdue first."""
    from sciplan.app.owed import OwedRequest, owed_report
    from sciplan.render import owed as render

    console.check_format(form)
    session = session_of(context)
    request = OwedRequest(one_plan(plan, plan_option), year, agency, as_of, known_at, everything)
    report = owed_report(session.database, request, session.now.today)
    console.show(form, render.owed_page(report))
