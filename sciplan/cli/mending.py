"""Mending the ledger: `correct` and `retract`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sciplan.cli import console
from sciplan.cli.context import session_of, writer
from sciplan.cli.options import ByOption, EvidenceOption
from sciplan.i18n import N_

if TYPE_CHECKING:
    from sciplan.app.correcting import Correction

EntryArgument = Annotated[str, typer.Argument(metavar="ENTRY", help=N_("The entry's number, as “log” shows it."))]
ReasonOption = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help=N_("Why; kept with the entry."))]


def correct(
    context: typer.Context,
    entry: EntryArgument,
    value: Annotated[str, typer.Argument(metavar="VALUE", help=N_("What it should say."))],
    reason: ReasonOption = None,
    evidence: EvidenceOption = None,
    by: ByOption = None,
) -> None:
    """Supersede an entry by another value; the old one stays in the ledger."""
    from sciplan.app.correcting import Correction

    _write(context, Correction(entry, reason, value, tuple(Path(file) for file in evidence or ())), by)


def retract(context: typer.Context, entry: EntryArgument, reason: ReasonOption = None, by: ByOption = None) -> None:
    """Empty an entry's slot; the entry stays in the ledger."""
    from sciplan.app.correcting import Correction

    _write(context, Correction(entry, reason), by)


def _write(context: typer.Context, request: "Correction", by: str | None) -> None:
    from sciplan.app.correcting import correct as append
    from sciplan.render.recorded import corrected_text

    session = session_of(context)
    console.out(corrected_text(append(session.database, request, writer(session, by), session.now)))
