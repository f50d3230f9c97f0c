"""Batches: `batch list`, `batch show` and `batch undo`."""

from typing import Annotated

import typer

from sciplan.cli import console
from sciplan.cli.context import session_of, writer
from sciplan.cli.options import ByOption, FormatOption
from sciplan.i18n import N_

BatchArgument = Annotated[str, typer.Argument(metavar="BATCH", help=N_("The batch's number, like b12."))]


def list_batches(context: typer.Context, form: FormatOption = "table") -> None:
    """List what was written at once, the newest last."""
    from sciplan.app import batches
    from sciplan.render.batches import list_page

    console.check_format(form)
    console.show(form, list_page(batches.listed(session_of(context).database)))


def show(context: typer.Context, batch: BatchArgument, form: FormatOption = "table") -> None:
    """Show a batch with its entries."""
    from sciplan.app import batches
    from sciplan.render.batches import batch_page

    console.check_format(form)
    console.show(form, batch_page(batches.page(session_of(context).database, batch)))


def undo(
    context: typer.Context,
    batch: BatchArgument,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help=N_("Why; kept with each entry."))
    ] = None,
    by: ByOption = None,
) -> None:
    """Take a batch back; its entries stay in the ledger."""
    from sciplan.app import batches
    from sciplan.render.batches import undone_text

    session = session_of(context)
    with console.progress(batch) as progress:
        done = batches.undo(session.database, batch, reason, writer(session, by), session.now, progress)
    console.out(undone_text(done))
