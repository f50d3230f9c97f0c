"""One target in full: `show`."""

from typing import TYPE_CHECKING, Annotated

import typer

from sciplan.cli import console
from sciplan.cli.context import session_of
from sciplan.cli.options import AsOfOption, KnownAtOption, PlanOption
from sciplan.i18n import N_, _

if TYPE_CHECKING:
    from sciplan.report.target import TargetPage

FORMATS = ("table", "json", "md")


def show(
    context: typer.Context,
    target: Annotated[str, typer.Argument(metavar="TARGET", help=N_("The target or measure, or PLAN:TARGET."))],
    plan: PlanOption = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    form: Annotated[
        str, typer.Option("--format", "-f", metavar="table|json|md", help=N_("How to print it."))
    ] = "table",
) -> None:
    """Explain one target: what was promised, reported and expected, why it stands as it does, and what follows."""
    from sciplan.app.target import TargetRequest, target_page

    console.check_format(form, FORMATS)
    session = session_of(context)
    page = target_page(session.database, TargetRequest(target, plan, as_of, known_at), session.now.today)
    if form == "json":
        from sciplan.render.records import json_text
        from sciplan.render.target_json import target_document

        console.out_data(json_text(target_document(page)))
    elif form == "md":
        _print_markdown(page)
    else:
        _print(page)


def _print(page: "TargetPage") -> None:
    from sciplan.render.breath import breath
    from sciplan.render.facts import fact_lines
    from sciplan.render.target import definition, target_heading, target_parts

    width = console.width()
    heading = [*target_heading(page), "", *fact_lines(breath(page), width)]
    heading += ["", _("Definition"), *fact_lines(definition(page), width)]
    console.show_parts(heading, list(target_parts(page)))


def _print_markdown(page: "TargetPage") -> None:
    from sciplan.render.breath import breath
    from sciplan.render.target import definition_table, target_heading, target_parts

    told = [_("{label}: {text}").format(label=label, text=text) for label, text in breath(page) if text]
    parts = [(_("Definition"), definition_table(page)), *target_parts(page)]
    console.show_markdown_parts([*target_heading(page), *told], parts)
