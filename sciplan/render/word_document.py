"""Documents as Word files, made with python-docx: after GB/T 9704, or with the styles of the office's own document."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from sciplan.render import word_styles as styles
from sciplan.render.document import Annex, Block, Document, Grid, Heading, Signatures
from sciplan.render.word_blank import blank
from sciplan.render.word_package import packed
from sciplan.render.word_table import word_table
from sciplan.render.word_template import opened
from sciplan.render.word_title import title_lines
from sciplan.render.word_xml import node, paragraph, run
from sciplan.text import cells

_LABEL_CELL = 140
"""Twips of a cell of what stands before a signature: half of 14 points."""

_TITLE_CELL = 220
"""Twips of a cell of a title: half of 22 points."""


@dataclass(frozen=True, slots=True)
class _Paper:
    """A Word document under work; `ids` are the identifiers of its styles by name."""

    word: Any
    ids: Mapping[str, str]

    def add(self, element: Any) -> Any:  # noqa: ANN401 - lxml has no types
        self.word.element.body.sectPr.addprevious(element)
        return element

    def say(self, style: str, text: str, *properties: Any) -> Any:  # noqa: ANN401
        return self.add(paragraph(self.ids[style], run(text), properties=properties))

    @property
    def width(self) -> int:
        """Of the text, in twips."""
        from docx.shared import Twips

        section = self.word.sections[-1]
        taken = (section.left_margin, section.right_margin, section.gutter)
        return int(section.page_width - sum(edge or 0 for edge in taken)) // Twips(1)


def word_document(document: Document, template: bytes | None = None) -> bytes:
    """Give a document as a Word file; the same document gives the same bytes.

    With a `template` its pages, styles, headers and footers are used. Raises `Refused` for one that is none.
    """
    word = blank(document.language) if template is None else opened(template, document.language)
    paper = _Paper(word, styles.style_ids(word))
    if document.landscape:
        _turn(word.sections[-1])
    _add_title(paper, document.title, own=template is None)
    for line in document.lines:
        paper.say(styles.LINE, line)
    paper.say(styles.LINE, "")
    for block in document.blocks:
        _add_block(paper, block)
    paper.say(styles.LAST, document.last_line)
    return packed(word, document.title, document.language)


def _add_title(paper: _Paper, title: str, *, own: bool) -> None:
    """Write a title; in our own type it is known how much a line holds."""
    lines = title_lines(title, paper.width // _TITLE_CELL) if own else (title,)
    runs = [
        piece for place, line in enumerate(lines) for piece in (*([node("r", node("br"))] if place else []), run(line))
    ]
    paper.add(paragraph(paper.ids[styles.TITLE], *runs))


def _add_block(paper: _Paper, block: Block) -> None:
    if isinstance(block, Heading):
        new_page = (node("pageBreakBefore"),) if block.new_page else ()
        paper.say(styles.HEADINGS[block.level - 1], block.text, *new_page)
    elif isinstance(block, Grid):
        _add_grid(paper, block)
    elif isinstance(block, Signatures):
        _add_signatures(paper, block)
    elif isinstance(block, Annex):
        _begin_annex(paper, block)
    else:
        paper.say(styles.NORMAL, block.text)


def _add_grid(paper: _Paper, grid: Grid) -> None:
    if not grid.rows:
        return
    if grid.caption:
        paper.say(styles.CAPTION, grid.caption)
    paper.add(word_table(grid, paper.width, paper.ids))
    # Two tables without a paragraph between them would be one.
    paper.add(paragraph(paper.ids[styles.GAP]))


def _add_signatures(paper: _Paper, signatures: Signatures) -> None:
    """Spread the labels over a line, with room to write behind each, that does not stand on a page alone."""
    _keep_with_next(paper.word.element.body.sectPr.getprevious())
    lengths = [cells(label) * _LABEL_CELL for label in signatures.labels]
    room = max(paper.width - sum(lengths), 0) // max(len(lengths), 1)
    stops = accumulate(length + room for length in lengths[:-1])
    properties = (node("keepLines"), node("tabs", *(node("tab", val="left", pos=stop) for stop in stops)))
    runs = [
        piece
        for place, label in enumerate(signatures.labels)
        for piece in (*([node("r", node("tab"))] if place else []), run(label))
    ]
    paper.add(paragraph(paper.ids[styles.SIGNATURES], *runs, properties=properties))


def _keep_with_next(last: Any) -> None:  # noqa: ANN401
    """Keep a paragraph on the page of the next one; if it only stands below a table, the table's last row too."""
    for kept in (last, *last.xpath("./preceding-sibling::*[1][self::w:tbl]/w:tr[last()]/w:tc/w:p")):
        kept.get_or_add_pPr().get_or_add_keepNext()


def _begin_annex(paper: _Paper, annex: Annex) -> None:
    """End the section in its last paragraph, so that no empty one stands before the new page, and lie across."""
    from docx.enum.section import WD_SECTION

    running = paper.word.element.body.sectPr
    running.getprevious().get_or_add_pPr().append(deepcopy(running))
    # What a section does not say of headers and footers it has from the one before; numbers run on.
    for told_once in running.xpath("./w:headerReference | ./w:footerReference | ./w:titlePg | ./w:pgNumType"):
        running.remove(told_once)
    section = paper.word.sections[-1]
    section.start_type = WD_SECTION.NEW_PAGE
    _turn(section)
    paper.say(styles.MARK, annex.mark)
    paper.say(styles.MARK, "")
    paper.say(styles.TITLE, annex.title)


def _turn(section: Any) -> None:  # noqa: ANN401
    """Lay the pages of a section across: what was its top is its left."""
    from docx.enum.section import WD_ORIENT

    if section.page_width >= section.page_height:
        return
    section.page_width, section.page_height = section.page_height, section.page_width
    section.orientation = WD_ORIENT.LANDSCAPE
    below = (section.bottom_margin or 0) - (section.footer_distance or 0)
    top, right, bottom, left = (
        edge or 0 for edge in (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    )
    section.left_margin, section.top_margin, section.right_margin, section.bottom_margin = top, left, bottom, right
    section.footer_distance = max(right - below, right // 4)
