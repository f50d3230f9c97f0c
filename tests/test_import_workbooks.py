"""Workbooks that come in, plain ones and forms, and those that must not."""

import io
import time
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook

from tests.conftest import run_sciplan
from tests.returns import HEAD, SHEET, TINY, Office, book, office, put, rezipped, row_xml, saved, sheet_xml

TITLES = ("指标", "年度", "数值")
PLAIN = book([TITLES, ("培训", 2023, 12000)])
HEADER = row_xml(1, "target", "year", "value")
FIRST = row_xml(2, "training", 2023, 5)
BEFORE = HEADER + '<row r="2"><c r="A2" t="inlineStr"><is><t>training</t></is></c><c r="B2"><v>2023</v></c>'
LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
OUTSIDE = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hosts">]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
AGAIN = "Open it in a spreadsheet program, save it again, and send that."
DAMAGED = f": unreadable: r.xlsx is damaged: it cannot be read as a workbook. {AGAIN}"
SWOLLEN = ": unreadable: r.xlsx contains XML definitions, which no spreadsheet program writes. Do not open it; ask"
MONTH = datetime(2023, 5, 1)  # noqa: DTZ001 - cells have no zone
DAY = datetime(2023, 5, 7)  # noqa: DTZ001


@pytest.fixture(name="ours")
def _ours() -> Office:
    return office()


def shown_as(target: str, value: float, number_format: str) -> bytes:
    """Give a workbook with a number that is shown in another way."""
    made = openpyxl.load_workbook(io.BytesIO(book([TITLES, (target, 2023, value)])))
    made.worksheets[0]["C2"].number_format = number_format
    return saved(made)


def sheets(*names: str) -> bytes:
    """Give a workbook with a figure on several sheets."""
    made = openpyxl.load_workbook(io.BytesIO(PLAIN))
    for name in names:
        for row in (TITLES, ("培训", 2022, 5)):
            made[name].append(row) if name in made.sheetnames else made.create_sheet(name).append(row)
    return saved(made)


def archive(name: str, content: bytes) -> bytes:
    """Give an archive with one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, content)
    return out.getvalue()


def shown(period: object, number_format: str) -> bytes:
    """Give a workbook with one figure, whose period is a date shown in some format."""
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.append(TITLES)
    sheet.append(("培训", period, 5))
    sheet["B2"].number_format = number_format
    return saved(made)


REFUSED: dict[str, tuple[str, bytes, str]] = {
    "a formula never computed": (
        "r.xlsx",
        sheet_xml(BEFORE + '<c r="C2"><f>1+1</f></c></row>'),
        ":Sheet!C2: formula-without-value: The cell holds a formula without its result: =1+1. Open the workbook",
    ),
    "#N/A": (
        "r.xlsx",
        sheet_xml(BEFORE + '<c r="C2" t="e"><v>#N/A</v></c></row>'),
        ":Sheet!C2: cell-error: The cell shows #N/A. Mend the formula, or type the figure.",
    ),
    "a division by zero": (
        "r.xlsx",
        sheet_xml(BEFORE + '<c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'),
        ":Sheet!C2: cell-error: The cell shows #DIV/0!.",
    ),
    "merged rows": (
        "r.xlsx",
        book([TITLES, ("培训", 2022, 5), ("", 2023, 6)], "A2:A3"),
        ":Sheet!A2: merged-cells: Rows 2 to 3 share one merged cell. Unmerge it and fill in every row.",
    ),
    "a stray cell beside": (
        "r.xlsx",
        sheet_xml(BEFORE + '<c r="C2"><v>5</v></c><c r="XFD2"><v>9</v></c></row>'),
        ":Sheet!XFD2: stray-cell: “9” stands beside the table, in a column without a heading. Delete it.",
    ),
    "a stray cell at the far end": (
        "r.xlsx",
        sheet_xml(HEADER + FIRST + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        ":Sheet!XFD1048576: stray-cell: “1” stands beside the table",
    ),
    "a bomb": (
        "r.xlsx",
        rezipped(PLAIN, {"xl/media/x": bytes(151_000_000)}),
        ": unreadable: r.xlsx unpacks to 151 MB. Save it as CSV, which may have any size, or split it.",
    ),
    "a small bomb": (
        "r.xlsx",
        rezipped(PLAIN, {"xl/media/x": bytes(30_000_000)}),
        ": unreadable: r.xlsx unpacks to 30",
    ),
    "laughs in the sheet": ("r.xlsx", sheet_xml(HEADER + FIRST, prolog=LAUGHS), SWOLLEN),
    "an outside entity in the sheet": ("r.xlsx", sheet_xml(HEADER + FIRST, prolog=OUTSIDE), SWOLLEN),
    "laughs in the texts": ("r.xlsx", rezipped(PLAIN, {"xl/sharedStrings.xml": f"{LAUGHS}<sst/>".encode()}), SWOLLEN),
    "laughs in UTF-16": (
        "r.xlsx",
        rezipped(PLAIN, {"xl/sharedStrings.xml": f"{LAUGHS}<sst/>".encode("utf-16")}),
        SWOLLEN,
    ),
    "an outside entity in the book": (
        "r.xlsx",
        rezipped(PLAIN, {"xl/workbook.xml": f"{OUTSIDE}<workbook/>".encode()}),
        SWOLLEN,
    ),
    ".xls": ("r.xls", OLE, ": unreadable: r.xls is a workbook of the old kind (.xls). Save it as .xlsx."),
    ".xls under another name": ("r.xlsx", OLE, ": unreadable: r.xlsx is a workbook of the old kind (.xls)."),
    "a password": (
        "r.xlsx",
        OLE + "EncryptedPackage".encode("utf-16-le"),
        ": unreadable: r.xlsx is protected by a password. Save it without a password and send it again.",
    ),
    ".xlsm": (
        "r.xlsm",
        PLAIN,
        ": unreadable: r.xlsm is a workbook with macros (.xlsm). Save it as .xlsx, which has none.",
    ),
    "macros": (
        "r.xlsx",
        rezipped(PLAIN, {"xl/vbaProject.bin": b"x"}),
        ": unreadable: r.xlsx is a workbook with macros (.xlsm).",
    ),
    "a letter": (
        "r.docx",
        archive("word/document.xml", b"<w/>"),
        ": unreadable: r.docx is no workbook that can be read. Save it as .xlsx or CSV.",
    ),
    "a PDF": ("r.pdf", b"%PDF-1.7\n", ": unreadable: r.pdf is a PDF. Ask for the workbook it was made from."),
    "a web page": (
        "r.xls",
        b"<html><table></table></html>",
        ": unreadable: r.xls is a web page and not a workbook. Open it in a spreadsheet program and save it as .xlsx.",
    ),
    "text": ("r.xlsx", HEAD.encode(), ": unreadable: r.xlsx is not a workbook, whatever its name says."),
    "half a workbook": ("r.xlsx", PLAIN[: len(PLAIN) // 2], DAMAGED),
    "half a sheet": ("r.xlsx", rezipped(PLAIN, {SHEET: b"<worksheet><sheetData>"}), DAMAGED),
    "no references": ("r.xlsx", rezipped(PLAIN, {"xl/_rels/workbook.xml.rels": b"<x/>"}), DAMAGED),
    "no part that is a workbook": (
        "r.xlsx",
        rezipped(
            PLAIN,
            {"[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'},
        ),
        DAMAGED,
    ),
    "rows out of order": (
        "r.xlsx",
        sheet_xml(HEADER + row_xml(3, "training", 2023, 5) + row_xml(2, "training", 2022, 5)),
        DAMAGED,
    ),
    "a row past the last": (
        "r.xlsx",
        sheet_xml(HEADER + FIRST + '<row r="99999999999"><c><v>1</v></c></row>'),
        DAMAGED,
    ),
    "a column past the last": (
        "r.xlsx",
        sheet_xml(HEADER + FIRST + '<row r="3"><c r="ZZZZ3"><v>1</v></c></row>'),
        DAMAGED,
    ),
    "a percent cell for a count": (
        "r.xlsx",
        shown_as("培训", 0.152, "0.0%"),
        ":Sheet!C2: wrong-figure: training is counted in 人次, not in %. Give the number in 人次.",
    ),
    "another unit": (
        "r.xlsx",
        book([(*TITLES, "计量单位"), ("培训", 2023, 5, "人")]),
        ":Sheet!D2: wrong-unit: training is counted in 人次, not in 人.",
    ),
    "a state at its cell": (
        "r.xlsx",
        book([(*TITLES, "状态"), ("宣传", "2023-05", "", "half")]),
        ":Sheet!D2: wrong-state: “half” is not a state;",
    ),
    "a ratio at its cell": (
        "r.xlsx",
        book([(*TITLES, "分子", "分母"), ("覆盖率", 2023, "", 1, 0)]),
        ":Sheet!D2: wrong-figure: “1/0” divides by 0",
    ),
    "TRUE": ("r.xlsx", book([TITLES, ("培训", 2023, True)]), ":Sheet!C2: wrong-figure: “TRUE” is not a number."),
    "a day": ("r.xlsx", book([TITLES, ("培训", DAY, 5)]), ":Sheet!B2: wrong-period: “2023-05-07” is not a period."),
    "a total that does not fit": (
        "r.xlsx",
        book([TITLES, ("培训", 2022, 5), ("合计", "", 6)]),
        ":Sheet!C3: control-total: The total of training says 6, the rows make 5.",
    ),
    "a subtotal": (
        "r.xlsx",
        book([TITLES, ("培训", 2022, 5), ("小计", "", 5)]),
        ":Sheet!A3: subtotal: The row is a subtotal",
    ),
    "a missing column": (
        "r.xlsx",
        book([("说明",), TITLES[:2]]),
        ":Sheet!A2: missing-column: The column “value” is missing",
    ),
    "nothing": ("r.xlsx", book([]), ":Sheet: empty-file: The sheet holds no rows. Check that it is the right file."),
    "several sheets": (
        "r.xlsx",
        sheets("二"),
        ": unreadable: r.xlsx has several sheets with figures: Sheet, 二. Name one with --sheet NAME.",
    ),
}
TAKEN: dict[str, tuple[bytes, list[tuple[str, str, str]]]] = {
    "titles above": (
        book([("统计表",), ("", "制表：某某"), TITLES, ("培训", 2022, 5)], "A1:C1", "B2:C2"),
        [("training", "2022", "5")],
    ),
    "a merged total that fits": (
        book([TITLES, ("培训", 2022, 5), ("培训", 2023, 6), ("合计", "", 11)], "A4:B4"),
        [("training", "2022", "5"), ("training", "2023", "6")],
    ),
    "a false small size": (
        sheet_xml(HEADER + FIRST, before='<dimension ref="A1"/>'),
        [("training", "2023", "5")],
    ),
    "a false large size": (
        sheet_xml(HEADER + FIRST, before='<dimension ref="A1:XFD1048576"/>'),
        [("training", "2023", "5")],
    ),
    "a computed formula": (
        sheet_xml(BEFORE + '<c r="C2"><f>1+1</f><v>2</v></c></row>'),
        [("training", "2023", "2")],
    ),
    "a percent cell": (shown_as("覆盖率", 0.152, "0.0%"), [("share", "2023", "15.2%")]),
    "a sum of floats": (book([TITLES, ("培训", 2023, 0.1 + 0.2)]), [("training", "2023", "0.3")]),
    "a month that became a date": (shown(MONTH, "yyyy-mm"), [("training", "2023-05", "5")]),
    "a year that is a date": (shown(MONTH, 'yyyy"年"'), [("training", "2023", "5")]),
    "万 in the heading": (
        book([("指标", "年度", "数值（万人次）"), ("培训", "2023年", 1.2), ("合计", "", 1.2)]),
        [("training", "2023", "1.2万")],
    ),
}


@pytest.mark.parametrize(("name", "content", "said"), REFUSED.values(), ids=REFUSED)
def test_refused(name: str, content: bytes, said: str, ours: Office) -> None:
    """What is wrong with a workbook is told with its cell, in time, and not a byte of the ledger changes."""
    began = time.process_time()
    lines = ours.refuses(content, name=name)
    assert lines[0].startswith(f"{name}{said}"), lines
    assert lines[1] == f"{name}: refused, 1 problem; nothing was imported."
    assert time.process_time() - began < 5


@pytest.mark.parametrize(("content", "figures"), TAKEN.values(), ids=TAKEN)
def test_taken(content: bytes, figures: list[tuple[str, str, str]], ours: Office) -> None:
    """What a cell shows is what comes in; titles, totals and false sizes are no figures."""
    ours.imports(content, name="r.xlsx")
    assert ours.figures() == figures


def test_sheets(ours: Office) -> None:
    """One of several sheets is named with --sheet; the others are said not to be read."""
    [first, _last] = ours.refuses(sheets("二"), "--sheet", "三", name="r.xlsx")
    assert first == "r.xlsx: unreadable: r.xlsx has no sheet “三”. There are: Sheet, 二."
    assert "  Not read: sheet Sheet.\n" in ours.imports(sheets("二"), "--sheet", "二", name="r.xlsx").out
    assert ours.figures() == [("training", "2022", "5")]


FORM_ROWS = [
    ("contests", "2023H1", "3"),
    ("publicity", "2023", "已完成"),
    ("share", "2023", "1/2"),
    ("training", "2023", "12000"),
]


def fill(*changes: Callable[[Workbook, Any], object]) -> bytes:
    """Make the form of 2023, fill it in, and change it in other ways."""
    assert run_sciplan("form", "--year", "2023", "-o", "form.xlsx", "--force").code == 0
    made = openpyxl.load_workbook("form.xlsx")
    sheet = made.worksheets[0]
    for number, column, answer in ((1, "I", 12000), (2, "J", 1), (2, "K", 2), (3, "I", 3), (13, "L", "已完成")):
        sheet[f"{column}{4 + number}"] = answer
    for change in changes:
        change(made, sheet)
    return saved(made)


def cells(**values: object) -> Callable[[Workbook, Any], object]:
    """Give a change that sets cells of the visible sheet."""

    def change(_book: Workbook, sheet: Any) -> None:  # noqa: ANN401
        for place, value in values.items():
            sheet[place] = value

    return change


def per_cent(_book: Workbook, sheet: Any) -> None:  # noqa: ANN401
    """Give a count as a percent cell."""
    sheet["I5"] = 0.152
    sheet["I5"].number_format = "0.0%"


def turned(_book: Workbook, sheet: Any) -> None:  # noqa: ANN401
    """Sort the rows the other way round."""
    rows = [[cell.value for cell in row] for row in sheet["A5:M17"]]
    for number, row in enumerate(reversed(rows), 5):
        for place, value in enumerate(row, 1):
            sheet.cell(number, place).value = value


GOOD_FORMS: dict[str, Callable[[Workbook, Any], object]] = {
    "as it was sent": cells(),
    "signed": cells(A19="填表人：张三", J19="2024-01-05"),
    "sorted": turned,
    "a name mended": cells(B5="培训（改）"),
    "numbers as numbers": cells(A5=1, C5=2023),
    "a title less": lambda _book, sheet: sheet.delete_rows(1),
    "a sheet more": lambda made, _sheet: made.create_sheet("说明").append(["x"]),
    "a sheet renamed": lambda _book, sheet: setattr(sheet, "title", "二〇二三"),
}
BAD_FORMS: dict[str, tuple[Callable[[Workbook, Any], object], str]] = {
    "another plan": (
        lambda made, _sheet: made["sciplan"].__setitem__("B2", "qinghai"),
        ": unreadable: This is a form of the plan qinghai, not of tiny. Name its plan with --plan qinghai",
    ),
    "no hidden sheet": (
        lambda made, _sheet: made.__delitem__("sciplan"),
        ":填报表!A4: form-incomplete: This is a form whose hidden sheet is gone or damaged, so its rows cannot be told",
    ),
    "a damaged hidden sheet": (
        lambda made, _sheet: made["sciplan"].__setitem__("B2", None),
        ":填报表!A4: form-incomplete: This is a form whose hidden sheet is gone or damaged",
    ),
    "other headings": (cells(B4="指标名"), ":填报表!A4: form-incomplete: The headings of the form were changed."),
    "a column more": (lambda _book, sheet: sheet.insert_cols(2), ":填报表!A4: form-incomplete: The headings"),
    "an added row": (
        cells(A18="14", B18="新", I18=5),
        ":填报表!A18: unknown-row: The row has no number of this form. Fill in the rows that are there;",
    ),
    "a row without a number": (cells(B18="新", I18=5), ":填报表!A18: unknown-row: The row was added to the form."),
    "a number twice": (
        cells(A8="1", B8="培训", C8="2023", I8=6),
        ":填报表!A8: repeated-row: Row number 1 stands twice; first in row 5. Keep the right one.",
    ),
    "a name elsewhere": (
        cells(B5="覆盖率"),
        ":填报表!B5: moved-name: Row number 1 is that of “培训 青海省 2023”, but “覆盖率 青海省 2023” stands in it.",
    ),
    "a region elsewhere": (
        cells(D9="海东市", I9=1),
        ":填报表!B9: moved-name: Row number 5 is that of “经费 西宁市 2023”",
    ),
    "a period elsewhere": (cells(C7="2023H2"), ":填报表!B7: moved-name: Row number 3 is that of “竞赛 青海省 2023H1”"),
    "a percent cell": (
        per_cent,
        ":填报表!I5: wrong-figure: training is counted in 人次, not in %.",
    ),
    "another unit": (cells(I5="12000人"), ":填报表!I5: wrong-figure: training is counted in 人次, not in 人."),
    "an agency for another one": (
        lambda made, _sheet: made["sciplan"].__setitem__("E10", "agri"),
        ":填报表!A5: unknown-agency: agri neither leads nor answers for training.",
    ),
    "merged answers": (lambda _book, sheet: sheet.merge_cells("I5:I6"), ":填报表!I5: merged-cells: Rows 5 to 6 share"),
    "a formula": (cells(I5="=1+1"), ":填报表!I5: formula-without-value:"),
    "words beside": (cells(N5="外"), ":填报表!N5: stray-cell: “外” stands beside the table"),
}


@pytest.mark.parametrize("change", GOOD_FORMS.values(), ids=GOOD_FORMS)
def test_forms(change: Callable[[Workbook, Any], object], ours: Office) -> None:
    """A form comes back right however its rows are sorted, with or without what people write around them."""
    done = ours.imports(fill(change), name="f.xlsx")
    assert done.out.startswith("f.xlsx: 4 new, 0 corrected, 0 as before, batch b3, fingerprint ")
    assert "  9 rows without a figure.\n" in done.out
    assert ours.figures() == FORM_ROWS


@pytest.mark.parametrize(("change", "said"), BAD_FORMS.values(), ids=BAD_FORMS)
def test_bad_forms(change: Callable[[Workbook, Any], object], said: str, ours: Office) -> None:
    """A form that was changed so that a figure could go astray is refused, and told where."""
    lines = ours.refuses(fill(change), name="f.xlsx")
    assert lines[0].startswith(f"f.xlsx{said}"), lines


def test_a_form_of_an_older_revision(ours: Office) -> None:
    """A form made before the plan was changed is refused."""
    form = fill()
    text = TINY.read_text(encoding="utf-8").replace("name: 培训,", "name: 农民培训,")
    assert run_sciplan("plan", "load", put("tiny.yaml", text), "--yes").code == 0
    assert ours.refuses(form, name="f.xlsx")[0] == (
        "f.xlsx: unreadable: The form was made for revision 1 of tiny; revision 2 holds now."
        " Make a new form with “sciplan form”, and copy the answers into it."
    )
