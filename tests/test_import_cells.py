"""What a workbook shows is what comes in: number formats, units in titles, and sheets that are built to do harm."""

import time
from collections.abc import Sequence

import openpyxl
import pytest

from tests.returns import Office, book, office, row_xml, saved, sheet_xml

TITLES = ["指标", "年度", "数值"]


@pytest.fixture(name="ours")
def _ours() -> Office:
    return office()


def formatted(value: float, number_format: str, target: str = "覆盖率") -> bytes:
    """Give a workbook with one figure in some number format."""
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.append(TITLES)
    sheet.append((target, 2023, value))
    sheet["C2"].number_format = number_format
    return saved(made)


@pytest.mark.parametrize(
    ("value", "number_format", "typed"),
    [(0.5, "0.0%", "50%"), (0.9, "0.0_%", "0.9"), (0.9, "0.0;-0.0%", "0.9"), (0.5, "0.00%;[Red]-0.00%", "50%")],
)
def test_percent_formats(value: float, number_format: str, typed: str, ours: Office) -> None:
    """A cell is a percentage where its format multiplies by a hundred, and not where a % only stands in it."""
    ours.imports(formatted(value, number_format), name="r.xlsx")
    assert [figure[2] for figure in ours.figures()] == [typed]


@pytest.mark.parametrize("number_format", ['0.0"%"', "0.0\\%", '0"万"', '0!.0,"万"'])
def test_units_that_a_format_shows(number_format: str, ours: Office) -> None:
    """A unit that is shown by the format and is not in the number makes the figure doubtful: it is refused."""
    [said, _refused] = ours.refuses(formatted(5, number_format), name="r.xlsx")
    assert said.startswith("r.xlsx:Sheet!C2: cell-format: The number format of the cell shows a unit")


def test_a_number_beyond_all_counting(ours: Office) -> None:
    """The largest numbers of a workbook are refused in their cells, and the file is not called damaged."""
    [said, _refused] = ours.refuses(formatted(1e308, "General"), name="r.xlsx")
    assert said.startswith("r.xlsx:Sheet!C2: ")
    assert "is too long for a figure" in said


def test_hostile_insides(ours: Office) -> None:
    """A small file that holds millions of cells, rows or texts is refused at once, and so are cells out of order."""
    cells = "<c/>" * 1_200_000
    for data in (f'<row r="1">{cells}</row>', '<row r="1"/>' * 400_000):
        begun = time.process_time()
        said = ours.refuses(sheet_xml(data), name="r.xlsx")
        assert "unpacks to" in said[0] or "larger inside" in said[0]
        assert time.process_time() - begun < 5
    header = row_xml(1, *TITLES)
    swapped = '<row r="2"><c r="C2"><v>5</v></c><c r="B2"><v>2023</v></c></row>'
    assert "is damaged" in ours.refuses(sheet_xml(header + swapped), name="r.xlsx")[0]


def test_the_unit_above_the_table(ours: Office) -> None:
    """A title that counts in 万 holds for every figure below it; an agency's name is no unit."""
    above: list[Sequence[object]] = [["表一", "", "（单位：万人次）"], TITLES, ["培训", 2023, 1.2]]
    ours.imports(book(above), name="r.xlsx")
    assert ours.figures() == [("training", "2023", "1.2万")]
    named: list[Sequence[object]] = [["单位：省教育厅"], TITLES, ["培训", 2022, 12]]
    ours.imports(book(named), name="s.xlsx")
    wrong: list[Sequence[object]] = [["计量单位：元"], TITLES, ["培训", 2021, 12]]
    assert "is counted in 人次, not in 元" in ours.refuses(book(wrong), name="t.xlsx")[0]
