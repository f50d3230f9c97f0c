"""The ledger: `record`, `status` and `log`."""

from pathlib import Path
from typing import Annotated

import typer

from sciplan.cli import console
from sciplan.cli.context import confirmation, one_plan, session_of, writer
from sciplan.cli.options import (
    AsOfOption,
    ByOption,
    EvidenceOption,
    FormatOption,
    KnownAtOption,
    PlanArgument,
    PlanOption,
    StatesOption,
    YearOption,
)
from sciplan.errors import EXIT_NO
from sciplan.i18n import N_


def status(
    context: typer.Context,
    plan: PlanArgument = None,
    plan_option: PlanOption = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    milestone: Annotated[
        str | None, typer.Option("--milestone", metavar="KEY", help=N_("As of this milestone."))
    ] = None,
    agency: Annotated[
        str | None, typer.Option("--agency", metavar="AGENCY", help=N_("What this agency leads or answers for."))
    ] = None,
    section: Annotated[str | None, typer.Option("--section", metavar="KEY", help=N_("Of this section only."))] = None,
    region: Annotated[
        str | None, typer.Option("--region", metavar="REGION", help=N_("This region, judged by itself."))
    ] = None,
    behind: Annotated[bool, typer.Option("--behind", help=N_("Only what is behind, overdue or missed."))] = False,
    everything: StatesOption = False,
    sort: Annotated[str, typer.Option("--sort", metavar="worst|plan|gap|due", help=N_("In which order."))] = "worst",
    fail_on: Annotated[
        str | None, typer.Option("--fail-on", metavar="STATUS", help=N_("Exit with 1 at this status or a worse one."))
    ] = None,
    form: FormatOption = "table",
) -> None:
    """Judge the targets of a plan, the worst first."""
    from sciplan.app.status import StatusRequest, fails
    from sciplan.app.status import status as judge
    from sciplan.report.overview import Overview

    session = session_of(context)
    console.check_format(form)
    request = StatusRequest(
        one_plan(plan, plan_option), as_of, known_at, milestone, everything, agency, section, region, behind, sort
    )
    report = judge(session.database, request, session.now.today)
    failed = fail_on is not None and fails(report, fail_on)
    if isinstance(report, Overview):
        from sciplan.render.overview import overview_page

        console.show(form, overview_page(report))
    else:
        from sciplan.render.status import status_page

        console.show(form, status_page(report))
    if failed:
        raise typer.Exit(EXIT_NO)


def record(
    context: typer.Context,
    target: Annotated[str, typer.Argument(metavar="TARGET", help=N_("The target's key, or PLAN:TARGET."))],
    value: Annotated[str, typer.Argument(metavar="VALUE", help=N_("12000, 1.2万, 56.3%, 264万/592.4万, or a state."))],
    year: Annotated[str | None, typer.Option("--year", "-y", metavar="YEAR", help=N_("For this year."))] = None,
    period: Annotated[
        str | None, typer.Option("--period", metavar="PERIOD", help=N_("For 2023H1, 2023Q2, 2023-05 or ..2023Q2."))
    ] = None,
    region: Annotated[
        str | None, typer.Option("--region", metavar="REGION", help=N_("For this region, not the plan's."))
    ] = None,
    agency: Annotated[
        str | None, typer.Option("--agency", metavar="AGENCY", help=N_("This agency's part, not the whole."))
    ] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help=N_("A remark."))] = None,
    evidence: EvidenceOption = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help=N_("As if it were this day."))] = None,
    by: ByOption = None,
    plan: PlanOption = None,
) -> None:
    """Append one figure or state to the ledger."""
    from sciplan.app.recording import Request
    from sciplan.app.recording import record as append
    from sciplan.render.recorded import recorded_text

    session = session_of(context)
    files = tuple(Path(file) for file in evidence or ())
    request = Request(target, value, plan, year, period, region, agency, note, files, as_of)
    console.out(recorded_text(append(session.database, request, writer(session, by), session.now, confirmation())))


def log(
    context: typer.Context,
    target: Annotated[str | None, typer.Option("--target", metavar="TARGET", help=N_("Of this target only."))] = None,
    agency: Annotated[str | None, typer.Option("--agency", metavar="AGENCY", help=N_("Of this agency only."))] = None,
    region: Annotated[str | None, typer.Option("--region", metavar="REGION", help=N_("Of this region only."))] = None,
    year: YearOption = None,
    batch: Annotated[str | None, typer.Option("--batch", metavar="bBATCH", help=N_("Of this batch only."))] = None,
    plan: PlanOption = None,
    form: FormatOption = "table",
) -> None:
    """List entries in the order in which they were written."""
    from sciplan.app.ledger_log import LogRequest
    from sciplan.app.ledger_log import log as read_log
    from sciplan.render import ledger_log as render

    console.check_format(form)
    request = LogRequest(plan, target, agency, region, year, batch)
    entries = read_log(session_of(context).database, request)
    console.show(form, render.log_page(entries))
