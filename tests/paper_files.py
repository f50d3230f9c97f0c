"""Word documents and workbooks as tests read them."""

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from sciplan.i18n import speaking
from sciplan.render.document import Grid
from sciplan.render.grid_book import grid_workbook
from tests.paper_samples import FINGERPRINT


def word(content: bytes) -> Any:  # noqa: ANN401 - python-docx says None of what is there
    """Open a Word document."""
    return docx.Document(io.BytesIO(content))


def member(content: bytes, name: str) -> str:
    """Give a file of a package as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name).decode()


def style(opened: WordFile, name: str) -> Any:  # noqa: ANN401 - lxml has no types
    """Give the XML of a style by its name."""
    return opened.styles[name].element


def font(element: Any) -> str | None:  # noqa: ANN401
    """Give the font of Chinese characters of a style."""
    fonts = element.find(".//" + qn("w:rFonts"))
    return None if fonts is None else fonts.get(qn("w:eastAsia"))


def grid_width(table: Any) -> int:  # noqa: ANN401
    """Give the width of a table in twips."""
    return sum(int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.findall(qn("w:gridCol")))


def words_of(opened: WordFile) -> str:
    """Give all that a Word document says."""
    return "".join(node.text or "" for node in opened.element.iter(qn("w:t")))


def template(change: Callable[[WordFile], object] = lambda _made: None) -> bytes:
    """Give an office's document: a letterhead, a footer, text, and headings of another size."""
    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height, section.left_margin = Mm(210), Mm(297), Mm(20)
    section.header.paragraphs[0].text = "纲要办文件"
    section.footer.paragraphs[0].text = "地址"
    made.styles["Heading 1"].element.rPr.get_or_add_sz().val = Pt(20)
    made.add_heading("旧标题")
    made.add_paragraph("旧内容", "List Bullet")
    made.add_table(2, 2)
    change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def book(sheets: Mapping[str, Grid], language: str = "zh") -> bytes:
    """Give a workbook of tables."""
    with speaking(language):
        return grid_workbook(sheets, "科学素质 & 指标", FINGERPRINT, language)
