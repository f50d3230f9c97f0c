"""Documents as Markdown; what would be markup in a text is escaped."""

from __future__ import annotations

import re

from sciplan.render.document import Annex, Block, Document, Grid, Heading, Signatures
from sciplan.render.table import escaped, markdown_table

_LISTED = re.compile(r"([0-9]+)[.)](?:\s|$)")


def markdown_document(document: Document) -> str:
    """Give a document as Markdown, its title as the only heading of the first level."""
    pieces = [
        f"# {escaped(document.title)}",
        "  \n".join(_started(escaped(line)) for line in document.lines),
        *(_block_text(block) for block in document.blocks),
        _started(escaped(document.last_line)),
    ]
    return "\n\n".join(piece.rstrip("\n") for piece in pieces if piece) + "\n"


def _block_text(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * (block.level + 1)} {escaped(block.text)}"
    if isinstance(block, Annex):
        return f"## {escaped(block.mark)} {escaped(block.title)}"
    if isinstance(block, Signatures):
        return "    ".join(f"{escaped(label)} \\_\\_\\_\\_\\_\\_" for label in block.labels)
    if isinstance(block, Grid):
        return _grid_text(block)
    return _started(escaped(block.text))


def _grid_text(grid: Grid) -> str:
    if not grid.rows:
        return ""
    caption = f"**{escaped(grid.caption)}**\n\n" if grid.caption else ""
    return caption + markdown_table(grid.table)


def _started(text: str) -> str:
    """Give running text whose beginning is not taken for a list."""
    if match := _LISTED.match(text):
        return f"{match[1]}\\{text[match.end(1) :]}"
    return f"\\{text}" if text[:1] in ("+", "-", "=") else text
