"""Word documents after GB/T 9704: pages, fonts, tables, annexes."""

import re

from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from sciplan.render.document import Cell, Document, Grid
from sciplan.render.table import Column
from sciplan.render.word_document import word_document
from sciplan.render.word_title import title_lines
from tests.paper_files import font, grid_width, member, style, word
from tests.paper_samples import FINGERPRINT, STATUSES, document


def test_a_word_document_has_the_pages_of_the_standard() -> None:
    """A4 with the margins of GB/T 9704, 22 lines to a page, and a page number outside on each."""
    content = word_document(document())
    opened = word(content)
    section = opened.sections[0]
    assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (210, 297)
    edges = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(edge / Mm(1)) for edge in edges] == [37, 26, 35, 28]
    assert '<w:docGrid w:type="lines" w:linePitch="579"/>' in member(content, "word/document.xml")
    assert opened.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        [line] = footer.paragraphs
        assert line.text == "— 1 —"
        assert " PAGE " in [code.text for code in line._p.iter(qn("w:instrText"))]
        assert line._p.find(".//" + qn("w:jc")).get(qn("w:val")) == side
        assert line.style.font.size == Pt(14)


def test_a_word_document_has_the_fonts_of_the_standard() -> None:
    """Each style names its Chinese font; fonts that are missing have others beside them, and no theme decides."""
    content = word_document(document())
    opened = word(content)
    expected = {
        "Normal": ("仿宋_GB2312", 16),
        "Title": ("方正小标宋简体", 22),
        "Heading 1": ("黑体", 16),
        "Heading 2": ("楷体_GB2312", 16),
        "Heading 3": ("仿宋_GB2312", 16),
        "sciplan page number": ("宋体", 14),
    }
    for name, (chinese, size) in expected.items():
        assert font(style(opened, name)) == chinese
        assert opened.styles[name].font.size == Pt(size)
        assert not opened.styles[name].font.bold
        assert f'w:name="{chinese}"><w:altName' in member(content, "word/fontTable.xml")
    for number in (1, 2, 3):
        assert opened.styles[f"Heading {number}"].paragraph_format.keep_with_next
    assert opened.styles["Normal"].paragraph_format.line_spacing == Pt(28.95)
    assert not re.search(r"Theme", member(content, "word/styles.xml"))


def test_an_english_document_is_in_times() -> None:
    """In an English document Chinese names are the only thing in a Chinese font."""
    opened = word(word_document(document("en")))
    assert opened.styles["Normal"].font.name == "Times New Roman"
    assert font(style(opened, "Heading 1")) == "宋体"
    assert opened.styles["Heading 1"].font.bold
    assert not opened.styles["Heading 3"].font.bold


def test_headings_are_headings() -> None:
    """Title, lines, headings and running text have their styles; one heading begins a page."""
    opened = word(word_document(document()))
    said = [(line.style.name, line.text) for line in opened.paragraphs]
    assert said[:3] == [("Title", "科学素质纲要实施情况报告"), ("sciplan line", "（2023年度）"), ("sciplan line", "")]
    assert [name for name, _ in said[3:9:2]] == ["Heading 1", "Heading 2", "Heading 3"]
    assert said[3][1] == "一、甲01"
    assert [line.text for line in opened.paragraphs if line.paragraph_format.page_break_before] == ["二、甲02"]
    assert said[-1] == ("sciplan last line", FINGERPRINT)


def test_tables_of_word_documents_hold_together() -> None:
    """A table is as wide as the text, repeats its headings, breaks no row, and says its lights in words and colours."""
    opened = word(word_document(document(rows=8)))
    upright, across = opened.tables[0], opened.tables[2]
    for table, room in ((upright, 156), (across, 225)):
        width = grid_width(table)
        assert abs(width / 1440 * 25.4 - room) < 0.1
        assert table.style.name == "Table Grid"
        rows = table._tbl.findall(qn("w:tr"))
        assert [row.find(".//" + qn("w:tblHeader")) is not None for row in rows] == [True, *[False] * (len(rows) - 1)]
        assert all(row.find(".//" + qn("w:cantSplit")) is not None for row in rows)
    assert len(opened.tables) == 3, "a table without rows is not there"
    fills = {
        across.rows[row].cells[7].text: across.rows[row].cells[7]._tc.find(".//" + qn("w:shd")).get(qn("w:fill"))
        for row in range(1, 9)
    }
    assert set(fills) == set(STATUSES)
    assert len(set(fills.values())) == len(STATUSES)
    assert across.rows[1].cells[5].paragraphs[0].alignment is not None
    assert across.rows[1].cells[1].paragraphs[0].alignment is None


def test_a_row_too_high_for_a_page_may_be_broken() -> None:
    """A very long text does not disappear below the end of a page."""
    grid = Grid((Column("A"), Column("B")), ((Cell("x"), Cell("长" * 1500)),))
    [table] = word(word_document(Document("t", (), (grid,), "", "zh"))).tables
    assert table._tbl.findall(qn("w:tr"))[1].find(".//" + qn("w:cantSplit")) is None


def test_many_columns_get_smaller_type() -> None:
    """Where words would be broken, a table is set smaller; it stays as wide as the text."""
    columns = tuple(Column(f"heading{number}") for number in range(12))
    grid = Grid(columns, (tuple(Cell("1,234,567") for _ in columns),))
    [table] = word(word_document(Document("t", (), (grid,), "", "zh"))).tables
    assert table.rows[1].cells[0].paragraphs[0].runs[0].font.size == Pt(7.5)


def test_annexes_lie_across() -> None:
    """An annex begins a section that lies across, with its mark and title; all of a landscape document does."""
    opened = word(word_document(document()))
    assert [section.orientation for section in opened.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
    assert all(section.footer.is_linked_to_previous for section in list(opened.sections)[1:])
    names = [(line.style.name, line.text) for line in opened.paragraphs]
    place = names.index(("sciplan annex", "附件1"))
    assert names[place + 1 : place + 3] == [("sciplan annex", ""), ("Title", "目标任务完成情况")]
    whole = Document("t", (), (), "", "zh", landscape=True)
    assert [section.orientation for section in word(word_document(whole)).sections] == [WD_ORIENT.LANDSCAPE]


def test_signatures_stand_on_one_line() -> None:
    """Places to sign are spread over one line that stays with what is signed."""
    opened = word(word_document(document()))
    [line] = [line for line in opened.paragraphs if line.style.name == "sciplan signatures"]
    assert line.text == "填报人：\t审核人：\t负责人："
    assert len(line.paragraph_format.tab_stops) == 2
    last_row = opened.tables[1].rows[-1]
    assert all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in last_row.cells)


def test_a_title_is_broken_where_its_parts_meet() -> None:
    """After the plan's name in marks, else before the years in brackets, and never within a year."""
    plan = "青海省全民科学素质行动规划纲要实施方案（2021—2025年）"
    assert title_lines(f"《{plan}》2024年度重点任务及分工", 62) == (f"《{plan}》", "2024年度重点任务及分工")
    assert title_lines(f"{plan}中期评估报告", 44) == (
        "青海省全民科学素质行动规划纲要实施方案",
        "（2021—2025年）中期评估报告",
    )
    assert title_lines("中期评估报告", 44) == ("中期评估报告",)
    assert title_lines("很长的标题" * 9, 40) == ("很长的标题" * 9,)
