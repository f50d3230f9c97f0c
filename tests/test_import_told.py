"""What an import tells beside its figures: totals wherever they stand, parts of agencies, and which slot is meant."""

import os
import pty
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from sciplan.app.rows import CODES
from sciplan.exchange import cells
from sciplan.exchange.columns import NAMES
from tests.conftest import run_sciplan
from tests.returns import HEAD, Office, book, office, put
from tests.transcripts import ROOT

NUMBERED: list[Sequence[object]] = [
    ["序号", "指标", "年度", "数值（万人次）"],
    [1, "培训", 2022, 1],
    [2, "培训", 2023, 1.2],
]


@pytest.fixture(name="ours")
def _ours() -> Office:
    return office()


def test_a_total_in_a_column_that_is_not_read(ours: Office) -> None:
    """合计 beside the running numbers makes its row a total: it is no figure, and must fit."""
    said = ours.refuses(book([*NUMBERED, ["合计", None, None, 2.1]]), name="r.xlsx")
    assert said[0].startswith("r.xlsx:Sheet!D4: control-total: The total of training says 21000, the rows make 22000.")
    ours.imports(book([*NUMBERED, ["合 计", None, None, 2.2]]), name="r.xlsx")
    assert ours.figures() == [("training", "2022", "1万"), ("training", "2023", "1.2万")]


def test_totals_are_not_told_of_a_file_with_mistakes(ours: Office) -> None:
    """Where a row is rejected no total can fit, so that only the row is told."""
    said = ours.refuses(HEAD + "training,2022,10\ntraining,2023,x\ntraining,合计,30\n")
    assert [line.split(": ")[1] for line in said] == ["wrong-figure", "refused, 1 problem; nothing was imported."]


def test_a_total_in_the_file_and_one_beside_it(ours: Office) -> None:
    """Each total is told under the file in which it stands."""
    put("t.csv", "target,value\ntraining,30\n")
    said = ours.refuses(HEAD + "training,2022,10\ntraining,2023,12\ntraining,合计,21\n", "--control", "t.csv")
    assert [line.partition(":")[0] + line.partition("says")[2] for line in said[:2]] == [
        "r.csv 21, the rows make 22. Look for a row that is missing, doubled or mistyped; nothing was imported.",
        "t.csv 30, the rows make 22. Look for a row that is missing, doubled or mistyped; nothing was imported.",
    ]


def test_the_part_of_one_agency(ours: Office) -> None:
    """A figure under 填报单位 is that agency's part, and that is said."""
    done = ours.imports("指标,年度,数值,填报单位\n培训,2022,10,教育厅\n培训,2023,12,\n")
    assert done.out.endswith("\n  1 row is the part of one agency, not the whole.\n")
    assert [row[3] for row in ours.live()] == ["edu", ""]


def test_the_region_of_a_conflict(ours: Office) -> None:
    """Where several regions report, a conflict says which one it is about."""
    table = "指标,年度,地区,数值\n经费,2022,西宁市,{}\n"
    ours.imports(table.format(2))
    [conflict, _refused] = ours.refuses(table.format(3))
    assert conflict.startswith("r.csv:2: conflict: spending 2022 西宁市 already holds 2 (entry 1), not 3.")


def test_a_dry_run_of_a_file_with_mistakes(ours: Office) -> None:
    """A dry run also says what would come in without the mistakes, and how many rows have them."""
    said = ours.refuses(HEAD + "training,2022,10\ntraining,2023,x\nnobody,2023,1\n", "--dry-run")
    assert said[-1] == "  Without its problems it would bring 1 new, 0 corrected, 0 as before; 2 rows rejected."


@pytest.mark.parametrize("title", ["注；a;b;c;d", "表，一；二", 'a"b;c', ""])
def test_titles_do_not_say_what_separates(title: str, ours: Office) -> None:
    """The separator is the one with which the headings are understood, whatever stands above them."""
    ours.imports(f"{title}\n指标,年度,数值\n培训,2022,10\n")
    assert ours.figures() == [("training", "2022", "10")]


def test_a_note_without_a_figure(ours: Office) -> None:
    """A note needs a figure to stand with; one without is counted, so that nobody takes it for kept."""
    done = ours.imports("target,year,value,note\ntraining,2022,10,\ntraining,2023,,later\nshare,2023,,\n")
    assert done.out.endswith(
        "\n  2 rows without a figure.\n  1 of them has a note, which is not kept without a figure.\n"
    )


def test_the_codes_and_headings_are_documented() -> None:
    """`docs/returns.md` has every code of a problem, none that there is not, and every heading that is understood."""
    text = (ROOT / "docs" / "returns.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`([a-z]+(?:-[a-z]+)*)`", text.partition("| code |")[2])) | {"unreadable", "conflict"}
    told -= {"yaml-…"}
    used = {*CODES.values(), cells.ERROR, cells.UNCACHED, cells.FORMATTED}
    for file in (*(ROOT / "sciplan" / "exchange").glob("*.py"), *(ROOT / "sciplan" / "app").glob("*.py")):
        source = file.read_text(encoding="utf-8")
        found = re.findall(r'(?:findings\.add|refuse|Problem)\(\s*"([a-z-]+)"|code = "([a-z-]+)"', source)
        used |= {one or other for one, other in found}
    assert told == used
    assert [name for name in NAMES if name not in text.casefold()] == []


def test_totals_are_seen_however_plain_the_rows_are(ours: Office) -> None:
    """A word in a column that is not read keeps a row from being taken for a plain figure."""
    rows = "序号,指标,年度,数值\n1,培训,2022,10\n2,培训,2023,12\n"
    ours.refuses(f"{rows}合计,培训,2024,23\n")
    ours.refuses(f"{rows}小计,培训,2024,22\n")
    ours.imports(f"{rows}合计,培训,,22\n")
    assert [figure[1] for figure in ours.figures()] == ["2022", "2023"]


def test_decimals_and_percentages_in_bulk(ours: Office) -> None:
    """Plain rows with a point, a percentage or a heading's unit are the same entries as when they come alone."""
    ours.imports("指标,年度,数值\n培训,2022,10.5\n培训,2023,0012\n覆盖率,2022,40\n覆盖率,2023,40.25\n")
    assert [(row[0], row[4], row[8]) for row in ours.live()] == [
        ("share", 40 * 10**6, "40"),
        ("share", 40_250_000, "40.25"),
        ("training", 10_500_000, "10.5"),
        ("training", 12 * 10**6, "0012"),
    ]
    ours.imports("指标,年度,数值（人次）\n培训,2021,7\n", name="h.csv")
    assert ("training", "2021", "7") in ours.figures()
    said = ours.refuses("指标,年度,数值\n覆盖率,2024,100.5\n培训,2024,1.1234567\n")
    assert [line.partition(": ")[0] for line in said] == ["r.csv:2", "r.csv:3", "r.csv"]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("r.csv", "Rejected rows are written as a workbook."),
        ("nowhere/x.xlsx", "There is no folder nowhere."),
        ("in.xlsx", "in.xlsx is to be imported itself."),
    ],
)
def test_where_rejected_rows_cannot_go(place: str, said: str, ours: Office) -> None:
    """Rejected rows never replace a return, and a place that cannot be is told before anything comes in."""
    put("in.xlsx", book([["指标", "年度", "数值"], ["培训", 2022, "x"]]))
    before = Path("in.xlsx").read_bytes()
    assert said in ours.leaves("import", "in.xlsx", "--errors-to", place, "--force", code=2)[0]
    assert Path("in.xlsx").read_bytes() == before


def test_the_rejected_rows_of_a_form(ours: Office) -> None:
    """A form's rejected rows are sent back as they are shown, and come in once they are mended."""
    assert run_sciplan("form", "--year", "2023", "-o", "f.xlsx").code == 0
    form = openpyxl.load_workbook("f.xlsx")
    form.worksheets[0]["I5"], form.worksheets[0]["M5"] = "12人", "电话核实"
    extra = form.create_sheet("补充")
    extra.append(["另有", 5])
    form.save("f.xlsx")
    ours.leaves("import", "f.xlsx", "--errors-to", "e.xlsx")
    sheet = openpyxl.load_workbook("e.xlsx").worksheets[0]
    heading, row = ([cell.value for cell in line] for line in sheet.iter_rows())
    assert heading[2:] == ["指标", "期间", "地区", "计量单位", "数值", "分子", "分母", "状态", "备注"]
    assert row[2:] == ["培训", "2023", "青海省", "人次", "12人", "", "", "", "电话核实"]
    sheet["G2"] = "12"
    sheet.parent.save("mended.xlsx")
    assert run_sciplan("import", "mended.xlsx").code == 0
    assert ours.figures() == [("training", "2023", "12")]
    form.worksheets[0]["I5"] = 12
    form.save("g.xlsx")
    assert "Not read: sheet 补充." in run_sciplan("import", "g.xlsx").out


def test_several_files_are_counted(ours: Office) -> None:
    """After several files it is said how many there were, and which were refused."""
    put("a.csv", HEAD + "training,2022,10\n")
    put("b.csv", HEAD + "training,2023,x\n")
    assert run_sciplan("import", "a.csv", "b.csv").err.endswith("2 files, 1 refused: b.csv.\n")
    assert run_sciplan("import", "a.csv", "a.csv").err == "2 files, none refused.\n"


def test_a_name_that_ends_like_a_total(ours: Office) -> None:
    """A total over nothing, or one that says nothing, is told or passed over; it is never a figure."""
    assert "there is nothing above it" in ours.refuses(HEAD + "合计,2023,5\n")[0]
    ours.imports(HEAD + "training,2022,10\nshare,2022,30\n合计,,\n")
    assert len(ours.figures()) == 2


def test_a_bar_is_drawn_on_a_terminal(ours: Office) -> None:
    """On a terminal a long file has a progress bar on stderr, and nothing of it is left in the output."""
    lines = "".join(f"training,{2021 + number % 5},{number},n{number % 7}\n" for number in range(3000))
    put("long.csv", "target,year,value,note\n" + lines)
    seen = in_terminal("import", "long.csv", "--dry-run")
    assert "%" in seen
    assert "long.csv" in seen


def in_terminal(*arguments: str) -> str:
    """Run a command on a terminal of its own and give everything that it shows."""
    process, terminal = pty.fork()
    if process == 0:
        os.execvpe(  # noqa: S606
            sys.executable, [sys.executable, "-m", "sciplan", *arguments], {**os.environ, "TERM": "xterm"}
        )
    shown = b""
    try:
        while part := os.read(terminal, 65536):
            shown += part
    except OSError:  # the terminal is gone with its process
        pass
    os.close(terminal)
    os.waitpid(process, 0)
    return shown.decode(errors="replace")


def test_a_mapped_heading_keeps_its_unit(ours: Office) -> None:
    """However a heading is mapped, the unit in its brackets counts."""
    for mapped in ("完成情况（万人次）=value", "完成情况=value"):
        put("r.csv", "指标,年度,完成情况（万人次）\n培训,2022,1.2\n")
        assert run_sciplan("import", "r.csv", "--map", mapped).code == 0
    assert ours.figures() == [("training", "2022", "1.2万")]


@pytest.mark.parametrize("year", ["20221", "20225", "202213", "2022.0"])
def test_a_year_that_is_mistyped(year: str, ours: Office) -> None:
    """A digit too many makes no month of a year."""
    assert "wrong-period" in ours.refuses(HEAD + f"training,{year},5\n")[0]


def test_the_database_is_no_evidence(ours: Office) -> None:
    """The database in use is not read as evidence, under whatever name, nor is what lies outside the folder."""
    Path("link.db").symlink_to("sciplan.db")
    os.link("sciplan.db", "hard.db")
    Path("out.txt").symlink_to("/etc/hostname")
    row = "target,period,state,evidence\npublicity,2023-05,verified,{}\n"
    for name in ("sciplan.db", "link.db", "hard.db", "./sciplan.db"):
        assert "missing-evidence" in ours.refuses(row.format(name))[0]
        assert "is the database itself" in ours.refuses(row.format(name))[0]
    assert "does not lie beside the file" in ours.refuses(row.format("out.txt"))[0]


def test_a_total_above_its_rows(ours: Office) -> None:
    """A total counts as its target's rows do, wherever it stands."""
    ours.imports("指标,年度,数值（万人次）\n合计,,3\n培训,2022,1\n培训,2023,2\n")
    assert [figure[2] for figure in ours.figures()] == ["1万", "2万"]


@pytest.mark.parametrize("change", [("E5", "万"), ("C5", "2022"), ("D5", "西宁市")])
def test_a_form_whose_grey_cells_were_changed(change: tuple[str, str], ours: Office) -> None:
    """A unit that counts in 万 counts so; another period or region than the row was made with is refused."""
    assert run_sciplan("form", "--year", "2023", "-o", "f.xlsx").code == 0
    form = openpyxl.load_workbook("f.xlsx")
    form.worksheets[0]["I5"] = 2
    place, text = change
    form.worksheets[0][place] = f"{text}人次" if text == "万" else text
    form.save("f.xlsx")
    if text == "万":
        assert run_sciplan("import", "f.xlsx").code == 0
        assert ours.figures() == [("training", "2023", "2万")]
    else:
        assert "moved-name" in ours.leaves("import", "f.xlsx")[0]
