"""Who is in what: `matrix` and `agencies`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sciplan.cli import console
from sciplan.cli.context import one_plan, session_of
from sciplan.cli.options import (
    AsOfOption,
    ForceOption,
    FormatOption,
    KnownAtOption,
    PlanArgument,
    PlanOption,
    StatesOption,
)
from sciplan.i18n import N_, _

if TYPE_CHECKING:
    from sciplan.report.matrix import Matrix


def matrix(
    context: typer.Context,
    plan: PlanArgument = None,
    plan_option: PlanOption = None,
    by: Annotated[str, typer.Option("--by", metavar="section|target", help=N_("Against what."))] = "section",
    expand: Annotated[bool, typer.Option("--expand", help=N_("Members in the place of groups."))] = False,
    everything: StatesOption = False,
    known_at: KnownAtOption = None,
    form: Annotated[
        str | None, typer.Option("--format", "-f", metavar="table|json|csv|md|xlsx", help=N_("How to print rows."))
    ] = None,
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help=N_("Into this file."))] = None,
    force: ForceOption = False,
) -> None:
    """Show who leads and who answers for what."""
    from sciplan.app import overviews
    from sciplan.report.matrix import MatrixQuestion

    chosen = console.output_format(form, output, (*console.FORMATS, console.XLSX), "table")
    question = MatrixQuestion(by, expand, everything)
    found = overviews.matrix(session_of(context).database, one_plan(plan, plan_option), question, known_at)
    if output is None:
        _print(found, chosen)
    else:
        from sciplan.files import write_file

        write_file(Path(output), _content(found, chosen), force=force, database=session_of(context).database)
        console.say(_("Wrote {path}.").format(path=output))


def _print(found: "Matrix", form: str) -> None:
    from sciplan.render import matrix as render

    if form == "table":
        table, legend = render.screen_table(found)
        console.show_parts([found.plan.name], [("", table)], legend)
    else:
        console.out_data(_content(found, form).decode("utf-8"))


def _content(found: "Matrix", form: str) -> bytes:
    from sciplan.render import matrix as render
    from sciplan.render.records import json_text, table_csv
    from sciplan.render.table import markdown_table, plain_table

    if form == console.XLSX:
        from sciplan.render.xlsx import workbook

        return workbook(render.full_table(found), found.plan.name)
    if form == "json":
        return json_text(render.matrix_document(found)).encode()
    table = render.full_table(found)
    text = {"csv": table_csv, "md": markdown_table, "table": plain_table}[form](table)
    return text.encode()


def agencies(
    context: typer.Context,
    agency: Annotated[
        str | None, typer.Argument(metavar="[AGENCY]", show_default=False, help=N_("The agency; all if none."))
    ] = None,
    plan: PlanOption = None,
    as_of: AsOfOption = None,
    known_at: KnownAtOption = None,
    form: FormatOption = "table",
) -> None:
    """Show what agencies lead, answer for and owe."""
    from sciplan.app import overviews
    from sciplan.render import agencies as render

    console.check_format(form)
    session = session_of(context)
    request = overviews.AgencyRequest(plan, agency, as_of, known_at)
    report = overviews.agencies(session.database, request, session.now.today)
    if form in ("json", "csv") or agency is None:
        console.show(form, render.agency_page(report))
    else:
        [duties] = report.agencies
        heading = render.agency_heading(report, duties)
        if form == "md":
            console.show_markdown_parts(heading, list(render.agency_parts(duties)))
        else:
            console.show_parts(heading, list(render.agency_parts(duties)))
