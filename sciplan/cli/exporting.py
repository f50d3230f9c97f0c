"""Live entries out of the ledger: `export`."""

from pathlib import Path
from typing import Annotated

import typer

from sciplan.cli import console
from sciplan.cli.context import one_plan, session_of
from sciplan.cli.options import ForceOption, KnownAtOption, PlanArgument, PlanOption
from sciplan.i18n import N_, _, ngettext

FORMATS = ("csv", "json", "xlsx")


def export(
    context: typer.Context,
    plan: PlanArgument = None,
    plan_option: PlanOption = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help=N_("Into this file: .csv, .xlsx or .json."))
    ] = None,
    known_at: KnownAtOption = None,
    form: Annotated[
        str | None, typer.Option("--format", "-f", metavar="csv|json|xlsx", help=N_("How to write it."))
    ] = None,
    force: ForceOption = False,
) -> None:
    """Write what is live under a plan in the columns that `import` reads, with the evidence beside it."""
    from sciplan.app.exporting import export as read
    from sciplan.files import check_place, write_file
    from sciplan.render import export as render

    chosen = console.output_format(form, output, FORMATS, "csv")
    session = session_of(context)
    named = one_plan(plan, plan_option)
    if output is None:
        found = read(session.database, named, known_at, "")
        console.out_data(render.export_json(found) if chosen == "json" else render.export_csv(found))
        if found.files:
            console.say(_("Evidence is not part of this; write a file with -o to have it beside it."))
        return
    path = Path(output)
    folder = f"{path.stem}-evidence"
    found = read(session.database, named, known_at, folder)
    places = [path, *(path.parent / name for name, _file in found.files)]
    for place in places:
        check_place(place, force=force, database=session.database)
    if found.files:
        (path.parent / folder).mkdir(mode=0o700, exist_ok=True)
    for name, file in found.files:
        write_file(path.parent / name, file.content, force=force, database=session.database)
    write_file(path, render.export_content(found, chosen), force=force, database=session.database)
    count = ngettext("{number} entry", "{number} entries", len(found.rows)).format(number=f"{len(found.rows):,}")
    console.say(_("Wrote {path}: {count}.").format(path=path, count=count))
