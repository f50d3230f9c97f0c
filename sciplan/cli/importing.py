"""Files of figures into the ledger: `import`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sciplan.cli import console
from sciplan.cli.context import Session, session_of, writer
from sciplan.cli.options import ByOption, ForceOption, PlanOption
from sciplan.errors import Refused
from sciplan.i18n import N_, _

if TYPE_CHECKING:
    from sciplan.app.importing import Import
    from sciplan.report.imported import Imported

FORMATS = ("table", "json")


def import_files(
    context: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE...", help=N_("Forms, workbooks, CSV, JSON or YAML; folders; - for input.")),
    ],
    plan: PlanOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Show what would come in; write nothing."))] = False,
    correct: Annotated[
        bool, typer.Option("--correct", help=N_("Correct what the ledger holds otherwise; needs --reason."))
    ] = False,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help=N_("Why; kept with each correction."))
    ] = None,
    control: Annotated[
        str | None, typer.Option("--control", metavar="FILE", help=N_("The totals that the rows must make."))
    ] = None,
    errors_to: Annotated[
        str | None, typer.Option("--errors-to", metavar="FILE.xlsx", help=N_("Write rejected rows, if any, here."))
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", metavar="NAME", help=N_("The encoding of the text, such as gbk."))
    ] = None,
    sheet: Annotated[
        str | None, typer.Option("--sheet", metavar="NAME", help=N_("The sheet, where a workbook has several."))
    ] = None,
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="HEADING=COLUMN", help=N_("What another heading means; may be repeated.")),
    ] = None,
    period: Annotated[
        str | None, typer.Option("--period", metavar="PERIOD", help=N_("For rows that name no period."))
    ] = None,
    force: ForceOption = False,
    by: ByOption = None,
    form: Annotated[str, typer.Option("--format", "-f", metavar="table|json", help=N_("How to print it."))] = "table",
) -> None:
    """Import files of figures, each as one batch, or not at all."""
    from sciplan.app import import_options, importing
    from sciplan.files import check_place, write_file
    from sciplan.render.imported import imported_document
    from sciplan.render.records import json_text
    from sciplan.render.rejected import rejected_workbook

    console.check_format(form, FORMATS)
    session = session_of(context)
    names = import_options.files_of(files)
    why = import_options.check_request(correct, reason, names, control)
    reading = import_options.reading(encoding, sheet, mapping or (), period)
    place = Path(errors_to) if errors_to else None
    if place is not None:
        import_options.check_errors_to(place, [*names, *([control] if control else [])])
        check_place(place, force=force, database=session.database)
    author = writer(session, by)
    requests = [importing.Import(name, plan, author, reading, why, control, dry_run) for name in names]
    done = _import_all(session, requests, told=form == "table")
    if form == "json":
        console.out_data(json_text(imported_document(done)))
    if place is not None and any(result.rejected.rows for result in done):
        write_file(place, rejected_workbook(done), force=force, database=session.database)
        console.say(_("Wrote {path}.").format(path=place))
    if any(result.refused for result in done):
        raise typer.Exit(Refused.exit_code)


def _import_all(session: Session, requests: "list[Import]", *, told: bool) -> "list[Imported]":
    """Import one file after the other; each is told as soon as it is done, where that is wanted."""
    from sciplan.app.importing import import_file
    from sciplan.render.imported import closing_text

    done = []
    for request in requests:
        with console.progress(request.file) as progress:
            done.append(import_file(session.database, request, session.now, progress))
        if told:
            _tell(done[-1])
    if told and len(done) > 1:
        console.say(closing_text(done))
    return done


def _tell(result: "Imported") -> None:
    from sciplan.render.imported import imported_text
    from sciplan.render.plans import problem_lines

    if result.problems:
        console.say("\n".join(problem_lines(result.problems)))
    text = imported_text(result)
    if result.refused:
        console.say(text)
    else:
        console.out(text)
