"""What the ledger shows of each agency: `scorecard`."""

from typing import Annotated

import typer

from sciplan.cli.context import session_of
from sciplan.cli.options import AsOfOption, ForceOption, KnownAtOption, PlanOption
from sciplan.cli.papers import Delivery, FormOption, OutputOption, TemplateOption, deliver
from sciplan.i18n import N_


def scorecard(
    context: typer.Context,
    agency: Annotated[
        str | None, typer.Argument(metavar="[AGENCY]", show_default=False, help=N_("The agency or group; all if none."))
    ] = None,
    plan: PlanOption = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    output: OutputOption = None,
    form: FormOption = None,
    template: TemplateOption = None,
    force: ForceOption = False,
) -> None:
    """Assess agencies by what the ledger shows."""
    from sciplan.app.scorecards import ScorecardRequest
    from sciplan.app.scorecards import scorecard as answer
    from sciplan.render.scorecard import scorecard_paper

    session = session_of(context)
    request = ScorecardRequest(plan, agency, as_of, known_at)
    delivery = Delivery(form, output, template, force)
    deliver(session, delivery, lambda: scorecard_paper(answer(session.database, request, session.now.today)))
