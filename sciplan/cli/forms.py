"""The yearly form for agencies: `form`."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sciplan.cli import console
from sciplan.cli.context import one_plan, session_of
from sciplan.cli.options import ForceOption, PartyOption, PlanArgument, PlanOption
from sciplan.errors import UsageError
from sciplan.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciplan.report.form import FormSheet

ENDING = ".xlsx"


def form(
    context: typer.Context,
    year: Annotated[str, typer.Option("--year", "-y", metavar="YEAR", help=N_("For this year."))],
    output: Annotated[
        str,
        typer.Option("--output", "-o", metavar="FILE|FOLDER/", help=N_("Into this file; a file per agency here.")),
    ],
    plan: PlanArgument = None,
    plan_option: PlanOption = None,
    agency: PartyOption = None,
    force: ForceOption = False,
) -> None:
    """Make the yearly form that agencies fill in: what is not reported, a row each."""
    from sciplan.app.forms import FormRequest, forms_by_agency, one_form

    session = session_of(context)
    request = FormRequest(year, one_plan(plan, plan_option), agency)
    target = Path(output)
    many = output.endswith(("/", os.sep)) or target.is_dir() or not target.suffix
    if many:
        found = forms_by_agency(session.database, request, session.now.today)
        sheets = {target / name: sheet for name, sheet in found.items()}
    elif target.suffix.lower() == ENDING:
        sheet = one_form(session.database, request, session.now.today)
        sheets = {target: sheet} if sheet.lines else {}
    else:
        raise UsageError(
            _("A form is a workbook."),
            _("Name it with -o FILE.xlsx, or name a folder for a form per agency: -o FOLDER/."),
        )
    if not sheets:
        console.say(_("Nothing is left to report for {year}; no form was written.").format(year=year))
        return
    _write(sheets, target if many else None, force=force, database=session.database)


def _write(sheets: "Mapping[Path, FormSheet]", folder: Path | None, *, force: bool, database: Path) -> None:
    """Write all of the forms, into a folder that is made for them, or none where the place of one is taken."""
    from sciplan.files import check_place, write_file
    from sciplan.render.form_book import form_workbook

    for path in sheets:
        check_place(path, force=force, database=database)
    if folder is not None:
        folder.mkdir(exist_ok=True)
    for path, sheet in sheets.items():
        write_file(path, form_workbook(sheet), force=force, database=database)
        rows = ngettext("{number} row", "{number} rows", len(sheet.lines)).format(number=len(sheet.lines))
        console.say(_("Wrote {path}: {rows}.").format(path=path, rows=rows))
