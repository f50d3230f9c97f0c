"""Reports that are documents: the options they share, and how they are printed or written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sciplan.cli import console
from sciplan.errors import UsageError
from sciplan.files import check_place, read_file, write_file
from sciplan.i18n import N_, _
from sciplan.text import visible

if TYPE_CHECKING:
    from sciplan.cli.context import Session
    from sciplan.render.document import Block, Document, Paper
    from sciplan.render.table import Table

TABLE = "table"
FORMATS = (TABLE, "md", "json", "csv", "html", "docx", "xlsx")
_WORD = "docx"
_MOST = 20_000_000
"""Bytes of a template."""

_MARK = "\ufeff"
"""By it Excel knows that a CSV file is UTF-8."""

OutputOption = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help=N_("Into this file, in the format that its ending names.")),
]
FormOption = Annotated[
    str | None, typer.Option("--format", "-f", metavar="|".join(FORMATS), help=N_("How to print or write it."))
]
TemplateOption = Annotated[
    str | None, typer.Option("--template", metavar="FILE.docx", help=N_("With the styles of this Word document."))
]


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where a report goes, as typed: format, file, template, and whether an existing file may be replaced."""

    form: str | None
    output: str | None
    template: str | None
    force: bool

    @property
    def chosen(self) -> str:
        """The format; raises `UsageError` for one that there is not, or that does not fit what else was said."""
        if self.output is not None and self.form is None and not Path(self.output).suffix:
            raise UsageError(
                _("Which kind of file is {path} to be?").format(path=self.output),
                _("Give it an ending, such as {path}.docx, or say it with --format.").format(path=self.output),
            )
        chosen = console.output_format(self.form, self.output, FORMATS, TABLE)
        if self.template is not None and chosen != _WORD:
            raise UsageError(_("A template is for Word documents."), _("Add -o FILE.docx."))
        return chosen


def deliver(session: Session, delivery: Delivery, make: Callable[[], Paper]) -> None:
    """Print a report, or write it into a file; what cannot be written is told before it is made."""
    chosen = delivery.chosen
    path = Path(delivery.output) if delivery.output else None
    if path is not None:
        check_place(path, force=delivery.force, database=session.database)
    template = read_file(Path(delivery.template), _MOST) if delivery.template else None
    paper = make()
    if chosen == TABLE and path is None:
        console.out_drawn(screen_text(paper.document(), console.drawn))
        return
    if path is None:
        console.out_data(_content(paper, chosen, None).decode())
        return
    mark = _MARK.encode() if chosen == "csv" else b""
    write_file(path, mark + _content(paper, chosen, template), force=delivery.force, database=session.database)
    console.say(_("Wrote {path}.").format(path=path))


def _content(paper: Paper, form: str, template: bytes | None) -> bytes:
    from sciplan.render.papers import paper_content
    from sciplan.render.table import plain_table

    return (
        screen_text(paper.document(), plain_table).encode() if form == TABLE else paper_content(paper, form, template)
    )


def screen_text(document: Document, drawn: Callable[[Table], str]) -> str:
    """Give a document as a screen shows it, its tables as they are drawn there."""
    above = "\n".join(visible(line) for line in (document.title, *document.lines))
    pieces = (above, *(_block_text(block, drawn) for block in document.blocks), visible(document.last_line))
    return "\n\n".join(piece.strip("\n") for piece in pieces if piece) + "\n"


def _block_text(block: Block, drawn: Callable[[Table], str]) -> str:
    from sciplan.render.document import Annex, Grid, Signatures

    if isinstance(block, Grid):
        caption = f"{visible(block.caption)}\n" if block.caption else ""
        return caption + (drawn(block.table) if block.rows else "")
    if isinstance(block, Signatures):
        return "    ".join(block.labels)
    return visible(f"{block.mark} {block.title}" if isinstance(block, Annex) else block.text)
