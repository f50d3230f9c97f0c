"""Workbooks of tables: to sort, filter, add up and print."""

import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from sciplan.render.document import Cell, Grid
from sciplan.render.table import Column
from tests.paper_files import book
from tests.paper_samples import FINGERPRINT, STATUSES, targets


def sheet_of(grid: Grid) -> Any:  # noqa: ANN401 - openpyxl has no types
    """Give the only sheet of a workbook, as it is read."""
    return openpyxl.load_workbook(io.BytesIO(book({"指标": grid})))["指标"]


def test_a_sheet_can_be_worked_with() -> None:
    """Headings are the first row, frozen and filtered; what it was made from stands below; it prints across."""
    sheet = sheet_of(targets(5, "zh"))
    assert [cell.value for cell in sheet[1]][:3] == ["序号", "目标任务", "量化指标"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:I6"
    assert (sheet["A7"].value, sheet["A8"].value) == (None, FINGERPRINT)
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.oddFooter.right.text == "第 &P 页 共 &N 页"
    assert sheet.oddFooter.left.text == "科学素质 && 指标"


def test_few_columns_are_not_frozen() -> None:
    """Only of more than six columns do the first two stay in sight."""
    assert sheet_of(Grid((Column("A"),), ((Cell("1"),),))).freeze_panes == "A2"


@pytest.mark.parametrize(
    ("text", "number", "value", "shape"),
    [
        ("1,234.50", "1234.5", 1234.5, "#,##0.00"),
        ("53.4%", "53.4", 0.534, "#,##0.0%"),
        ("100%", "100", 1, "#,##0%"),
        ("+20.6", "20.6", 20.6, "+#,##0.0;-#,##0.0"),
        ("-30.0", "-30", -30, "#,##0.0"),
        ("0", "0", 0, "#,##0"),
        ("999,999,999,999.999", "999999999999.999", 999999999999.999, "#,##0.000"),
        ("999,999,999,999.9999", "999999999999.9999", "999,999,999,999.9999", "General"),
        ("12 个", "12", 12, '#,##0" 个"'),
        ("≥ 50", "50", 50, '"≥ "#,##0'),
        ("87.5%的地区", "87.5", 0.875, '#,##0.0%"的地区"'),
        ("10–25个", "10", "10–25个", "General"),
        ("about 12", "13", "about 12", "General"),
        ("007", None, "007", "General"),
    ],
)
def test_figures_are_numbers(text: str, number: str | None, value: object, shape: str) -> None:
    """A figure is a number that looks as its text does; what Excel would round, or is more than a number, is text."""
    cell = sheet_of(Grid((Column("A"),), ((Cell(text, Decimal(number) if number else None),),)))["A2"]
    assert (cell.value, cell.number_format) == (value, shape)


def test_words_colour_a_sheet() -> None:
    """Each status has a rule of its own that goes by its words."""
    rules = [
        rule.formula
        for area in sheet_of(targets(8, "zh")).conditional_formatting
        for rule in area.rules
        if str(area.sqref) == "H2:H9"
    ]
    assert sorted(rules) == sorted([f'"{text}"'] for text in STATUSES)


def test_sheets_have_names_that_excel_takes() -> None:
    """Names are shortened, freed from forbidden signs, and different also where only capitals differ."""
    grid = Grid((Column("A"),), ())
    names = ["指标/表", "指标:表", "'quoted'", "x" * 40, "X" * 40, "History", "\x00", ""]
    opened = openpyxl.load_workbook(io.BytesIO(book(dict.fromkeys(names, grid))))
    expected = ["指标_表", "指标_表 2", "quoted", "x" * 31, "X" * 29 + " 2", "History 2", "7", "8"]
    assert opened.sheetnames == expected
    assert all(len(name) <= 31 for name in expected)
