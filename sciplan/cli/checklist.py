"""What must be ready for a review: `checklist`."""

from typing import Annotated

import typer

from sciplan.cli.context import one_plan, session_of
from sciplan.cli.options import ForceOption, KnownAtOption, PartyOption, PlanArgument, PlanOption
from sciplan.cli.papers import Delivery, FormOption, OutputOption, TemplateOption, deliver
from sciplan.i18n import N_


def checklist(
    context: typer.Context,
    milestone: Annotated[str, typer.Argument(metavar="MILESTONE", help=N_("Such as midterm or final."))],
    plan: PlanArgument = None,
    plan_option: PlanOption = None,
    agency: PartyOption = None,
    known_at: KnownAtOption = None,
    output: OutputOption = None,
    form: FormOption = None,
    template: TemplateOption = None,
    force: ForceOption = False,
) -> None:
    """List for each agency what it must have ready for a review: weak points first, and what is missing."""
    from sciplan.app.checklists import ChecklistRequest
    from sciplan.app.checklists import checklist as answer
    from sciplan.render.checklist import checklist_paper

    session = session_of(context)
    request = ChecklistRequest(milestone, one_plan(plan, plan_option), agency, known_at)
    delivery = Delivery(form, output, template, force)
    deliver(session, delivery, lambda: checklist_paper(answer(session.database, request)))
