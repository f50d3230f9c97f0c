"""Whether the figures of the ledger agree: `check`."""

import typer

from sciplan.cli import console
from sciplan.cli.context import one_plan, session_of
from sciplan.cli.options import AsOfOption, FormatOption, KnownAtOption, PlanArgument, PlanOption
from sciplan.errors import EXIT_NO


def check(
    context: typer.Context,
    plan: PlanArgument = None,
    plan_option: PlanOption = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    form: FormatOption = "table",
) -> None:
    """List figures that cannot all be right; exit with 1 if there are any."""
    from sciplan.app.check import CheckRequest
    from sciplan.app.check import check as look
    from sciplan.render import disagreements as render

    console.check_format(form)
    session = session_of(context)
    request = CheckRequest(one_plan(plan, plan_option), as_of, known_at)
    report = look(session.database, request, session.now.today)
    console.show(form, render.check_page(report))
    if report.rows:
        raise typer.Exit(EXIT_NO)
