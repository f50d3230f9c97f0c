"""What is due and not reported: `owed`."""

import typer

from sciplan.cli import console
from sciplan.cli.context import one_plan, session_of
from sciplan.cli.options import (
    AsOfOption,
    FormatOption,
    KnownAtOption,
    PartyOption,
    PlanArgument,
    PlanOption,
    StatesOption,
    YearOption,
)


def owed(
    context: typer.Context,
    plan: PlanArgument = None,
    plan_option: PlanOption = None,
    year: YearOption = None,
    agency: PartyOption = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    everything: StatesOption = False,
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
