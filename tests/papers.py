"""What documents say, as text that can be compared and read in a difference."""

import io
import zipfile
from collections.abc import Iterator

import openpyxl
from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph


def docx_text(content: bytes) -> str:
    """Give paragraphs with their styles, tables row by row, and how the pages of each section lie."""
    word = Document(io.BytesIO(content))
    lines = [_block(block) for block in word.iter_inner_content()]
    pages = [f"pages: {section.orientation}" for section in word.sections]
    footers = [f"footer: {paragraph.text}" for paragraph in word.sections[0].footer.paragraphs]
    return "\n".join([*lines, *pages, *footers]) + "\n"


def _block(block: Paragraph | Table) -> str:
    if isinstance(block, Paragraph):
        return f"[{block.style.name if block.style else ''}] {block.text}"
    return "\n".join(" | ".join(cell.text for cell in row.cells) for row in block.rows)


def xlsx_text(content: bytes) -> str:
    """Give every cell with its number format, and how each sheet is frozen, filtered and printed."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(_sheet(sheet) for sheet in book.worksheets) + "\n"


def _sheet(sheet: object) -> str:
    lines = [
        f"== {sheet.title} {sheet.sheet_state}, frozen {sheet.freeze_panes}, filter {sheet.auto_filter.ref}, "  # type: ignore[attr-defined]
        f"{sheet.page_setup.orientation}, repeated {sheet.print_title_rows}"  # type: ignore[attr-defined]
    ]
    for row in sheet.iter_rows():  # type: ignore[attr-defined]
        cells = (f"{cell.value!r} {cell.number_format}" for cell in row if cell.value is not None)
        lines.append(" | ".join(cells))
    return "\n".join(lines)


def parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Give the parts of a zipped document by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)
