"""The report that a leader signs: `report`."""

from typing import Annotated

import typer

from sciplan.cli.context import one_plan, session_of
from sciplan.cli.options import ForceOption, KnownAtOption, PlanArgument, PlanOption
from sciplan.cli.papers import Delivery, FormOption, OutputOption, TemplateOption, deliver
from sciplan.i18n import N_


def report(
    context: typer.Context,
    occasion: Annotated[
        str, typer.Argument(metavar="annual|MILESTONE", help=N_("For a year, or for a milestone such as midterm."))
    ],
    plan: PlanArgument = None,
    plan_option: PlanOption = None,
    year: Annotated[
        str | None, typer.Option("--year", "-y", metavar="YEAR", help=N_("The year, if not the last one."))
    ] = None,
    notes: Annotated[
        str | None, typer.Option("--notes", metavar="FILE.yaml", help=N_("Paragraphs of your own, by section key."))
    ] = None,
    known_at: KnownAtOption = None,
    output: OutputOption = None,
    form: FormOption = None,
    template: TemplateOption = None,
    force: ForceOption = False,
) -> None:
    """Write the report on a plan: what was done, what is behind, what is still needed, and what it all rests on."""
    from sciplan.app.reviews import ReviewRequest, review
    from sciplan.render.review import review_paper

    session = session_of(context)
    request = ReviewRequest(occasion, one_plan(plan, plan_option), year, known_at, notes)
    delivery = Delivery(form, output, template, force)
    deliver(session, delivery, lambda: review_paper(review(session.database, request, session.now.today)))
