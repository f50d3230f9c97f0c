"""Reports as files: each format is made from the same document, in the language of the plan."""

from __future__ import annotations

from sciplan.i18n import speaking
from sciplan.render.document import Paper
from sciplan.render.records import csv_text, json_text

DOCX, XLSX, HTML, MARKDOWN, JSON, CSV = "docx", "xlsx", "html", "md", "json", "csv"
FORMATS = (DOCX, XLSX, HTML, MARKDOWN, JSON, CSV)


def paper_content(paper: Paper, form: str, template: bytes | None = None) -> bytes:
    """Give a report in a format; a `template` is the office's own Word document, whose styles are used.

    Raises `Refused` for a template that is none.
    """
    with speaking(paper.language):
        if form == DOCX:
            from sciplan.render.word_document import word_document

            return word_document(paper.document(), template)
        if form == XLSX:
            return _workbook(paper)
        if form == HTML:
            from sciplan.render.web_page import web_page

            return web_page(paper.document())
        return _text(paper, form).encode()


def _workbook(paper: Paper) -> bytes:
    if paper.workbook is not None:
        return paper.workbook()
    from sciplan.render.grid_book import grid_workbook

    document = paper.document()
    return grid_workbook(paper.sheets(), document.title, document.last_line, document.language)


def _text(paper: Paper, form: str) -> str:
    if form == JSON:
        return json_text(paper.member())
    if form == CSV:
        return csv_text(paper.records(), paper.names)
    from sciplan.render.markdown import markdown_document

    return markdown_document(paper.document())
