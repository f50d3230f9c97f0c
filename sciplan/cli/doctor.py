"""Whether sciplan can work here: `doctor`."""

import sys
from functools import partial
from typing import Annotated

import typer

from sciplan.cli import console
from sciplan.cli.context import session_of, who
from sciplan.errors import EXIT_NO
from sciplan.i18n import N_

FORMATS = ("table", "json")


def doctor(
    context: typer.Context,
    form: Annotated[str, typer.Option("--format", "-f", metavar="table|json", help=N_("How to print it."))] = "table",
) -> None:
    """Check what sciplan needs: the machine, the place of the database, the database; each failure with its remedy."""
    from sciplan.app.doctor import examine
    from sciplan.render.doctor import closing_line, doctor_document, doctor_table
    from sciplan.render.records import json_text
    from sciplan.report.doctor import FAILURE

    console.check_format(form, FORMATS)
    session = session_of(context)
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    diagnosis = examine(session.database_option, partial(who, None), encoding, session.now)
    if form == "json":
        console.out_data(json_text(doctor_document(diagnosis)))
    else:
        console.show_parts((), [("", doctor_table(diagnosis))], [closing_line(diagnosis)])
    if diagnosis.outcome == FAILURE:
        raise typer.Exit(EXIT_NO)
