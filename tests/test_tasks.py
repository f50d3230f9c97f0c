"""`tasks`: the key tasks of a year and their division, on a screen, for scripts, and as a workbook that goes round."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sciplan.domain.form_layout import HIDDEN_SHEET
from sciplan.domain.tasks_layout import COLUMNS, headings
from tests.conftest import Run, Sciplan, run_sciplan
from tests.quota_books import (
    ALL_CONTESTS,
    CONTESTS,
    FIRST,
    SHARE,
    TRAINING,
    agree,
    filled_in,
    office,
    sheet_of,
    written,
)
from tests.test_form import HOSTILE
from tests.transcripts import ROOT


@pytest.fixture(autouse=True)
def _database() -> None:
    office()


def tasks(year: str, *options: str) -> Run:
    """List the tasks of a year."""
    done = run_sciplan("tasks", year, *options)
    assert done.code == 0, done.err
    return done


def document(year: str, *options: str) -> Any:  # noqa: ANN401 - JSON
    """Give the JSON document of a year."""
    return json.loads(tasks(year, "--format", "json", *options).out)


def test_the_list_as_a_person_reads_it(sciplan: Sciplan) -> None:
    """Each part of the plan has a table: what the year is to bring, who leads, until when, and what else there is."""
    sciplan("record", "publicity", "in-progress", "--period", "2023-12")
    out = tasks("2024").out
    assert out.startswith("示例方案: key tasks and their division for 2024\n6 tasks\n\n1 重点任务\n")
    assert "2 保障\n" in out
    lines = {line.split()[1]: " ".join(line.split()) for line in out.splitlines() if line[:5].strip().isdigit()}
    assert lines == {
        "农民培训": "1 农民培训 10,000人次 more, 40,000人次 in all 农业局 教育局 2024-12-31",
        "覆盖率": "2 覆盖率 65% by the end of the year 教育局 2024-12-31"
        " striving; 6 percentage points short at the end of 2023",
        "竞赛": "3 竞赛 at least 2次 in each half-year 农业局 教育局 2024-12-31 not reported: 2023H1, 2023H2",
        "竞赛总数": "4 竞赛总数 10次 more, 10次 in all 农业局 教育局 2024-12-31 not reported: 2023",
        "宣传": "5 宣传 ongoing 农业局 教育局 2024-12-31",
        "经费": "6 经费 at least 2元/人 in each region in the year 成员单位 2024-12-31 not reported: 2022, 2023",
    }
    assert "· as of 2023-12-31 · as known at 2026-03-02 01:30:00 UTC · 5 entries · fingerprint " in out


def test_the_document_for_scripts() -> None:
    """JSON has its contract, and every number as a decimal string; what means nothing is null."""
    found = document("2024")
    assert {name: found[name] for name in ("schema", "plan", "revision", "year", "as_of", "known_at", "settled")} == {
        "schema": "sciplan/tasks/1",
        "plan": "office",
        "revision": 1,
        "year": 2024,
        "as_of": "2023-12-31",
        "known_at": None,
        "settled": 0,
    }
    assert found["tasks"][1] == {
        "number": 2,
        "target": "share",
        "name": "覆盖率",
        "section": "farmers",
        "kind": "level",
        "unit": "%",
        "goal": {"at_least": "80"},
        "due": "2025-12-31",
        "binding": "striving",
        "reached": "50",
        "reached_at": "2023-12-31",
        "left": "30",
        "years": "2",
        "shortfall": "6",
        "share": "15",
        "by_end": "65",
        "proposed": "65",
        "agreed": None,
        "agreed_by_end": None,
        "agreed_batch": None,
        "lead": ["edu"],
        "responsible": [],
        "deadline": "2024-12-31",
        "missing": [],
        "quota": None,
    }
    numbers = [found["tasks"][2][name] for name in ("reached", "left", "years", "shortfall", "share", "proposed")]
    assert numbers == [None] * 6


def test_the_rows_as_csv() -> None:
    """CSV has the same rows, a column each."""
    rows = list(csv.DictReader(io.StringIO(tasks("2024", "--format", "csv").out)))
    assert [row["target"] for row in rows] == ["training", "share", "contests", "contests-all", "publicity", "spending"]
    assert (rows[0]["goal"], rows[0]["proposed"], rows[3]["missing"]) == ("at_least=50000", "10000", "2023")


def test_what_is_finished_is_left_out(sciplan: Sciplan) -> None:
    """A count that reached its goal before the year is not listed, and how many there are is said."""
    sciplan("correct", "3", "32000", "--reason", "late returns")
    assert "5 tasks; 1 finished before and left out\n" in tasks("2024").out
    assert document("2024")["settled"] == 1
    assert document("2023")["settled"] == 0


def test_the_last_year_has_all_that_is_left() -> None:
    """In the due year the goal itself stands: a count brings the rest, a level its goal, and nothing is agreed."""
    out = tasks("2025").out
    assert "20,000人次 more, at least 50,000人次 in all" in out
    assert "at least 80% by the end of 2025" in out
    sheet = sheet_of(written("2025"))
    assert [sheet[f"J{row}"].value for row in range(FIRST, FIRST + 6)] == [None] * 6
    assert all(sheet[f"J{row}"].protection.locked for row in range(FIRST, FIRST + 6))


def test_the_list_as_it_was_known() -> None:
    """What is agreed shows from its batch on, with the batch; known before, it is only proposed."""
    agree(filled_in({TRAINING: 12000, SHARE: 61}))
    out = tasks("2024").out
    assert "12,000人次 more, 42,000人次 in all" in out
    assert "agreed (b7)" in out
    assert "61% by the end of the year" in out
    before = tasks("2024", "--known-at", "b6").out
    assert "10,000人次 more, 40,000人次 in all" in before
    assert "as of 2023-12-31 · as known at 2026-03-02 01:30:00 UTC" in before
    assert document("2024")["tasks"][0]["quota"]["checkpoint"] == "42000"


def test_a_document_in_every_format(sciplan: Sciplan) -> None:
    """The file's name says the format; an existing file is not replaced unasked."""
    for ending in ("docx", "html", "md", "json", "csv", "xlsx"):
        assert sciplan("tasks", "2024", "-o", f"t.{ending}").err == f"Wrote t.{ending}.\n"
        assert sciplan("tasks", "2024", "-o", f"t.{ending}").code == 3


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("2030",), 3, "2030 is outside the plan, which runs from 2021 to 2025."),
        (("2020",), 3, "2020 is outside the plan"),
        (("24",), 2, "“24” is not a year."),
        (("2024", "nobody"), 3, "There is no plan “nobody” in this database."),
        (("2024", "--known-at", "b1"), 3, "was not loaded yet at that moment"),
        (("2024", "--known-at", "b99"), 3, "There is no batch b99."),
        ((), 2, "YEAR"),
    ],
)
def test_what_cannot_be_asked(arguments: tuple[str, ...], code: int, said: str, sciplan: Sciplan) -> None:
    """A year outside the plan, an unknown plan or moment is one clear sentence."""
    done = sciplan("tasks", *arguments)
    assert (done.code, said in done.err) == (code, True), done.err


def test_the_workbook_is_protected() -> None:
    """Only what is agreed, the person, the quarters and the remarks are open; sorting and filtering are allowed."""
    sheet = sheet_of(written())
    assert sheet.protection.sheet
    assert not sheet.protection.sort
    assert not sheet.protection.autoFilter
    assert [cell.value for cell in sheet[4]] == list(headings("zh"))
    unlocked = {
        COLUMNS[cell.column - 1]
        for row in sheet.iter_rows(min_row=FIRST, max_row=FIRST + 5)
        for cell in row
        if not cell.protection.locked
    }
    assert unlocked == {"agreed", "person", "quarter1", "quarter2", "quarter3", "quarter4", "remarks"}
    assert [sheet[place].protection.locked for place in (TRAINING, SHARE, CONTESTS, ALL_CONTESTS)] == [0, 0, 1, 0]


def test_the_workbook_has_its_figures() -> None:
    """What was reached, is left and is proposed are numbers; the value at the end follows what is typed."""
    book = written()
    sheet = sheet_of(book)
    assert [sheet.cell(FIRST, place).value for place in range(1, 11)] == [
        "1",
        "农民培训",
        "人次",
        30000,
        sheet["E5"].value,
        20000,
        2,
        0,
        10000,
        10000,
    ]
    assert sheet["K5"].value == '=IF(ISNUMBER(J5),D5+J5,"")'
    assert sheet["K6"].value == '=IF(ISNUMBER(J6),J6,"")'
    assert openpyxl.load_workbook("tasks.xlsx", data_only=True).worksheets[0]["K5"].value == 40000
    rules = {
        str(rule.sqref): (rule.type, rule.operator, rule.formula1) for rule in sheet.data_validations.dataValidation
    }
    assert rules[TRAINING] == ("decimal", "greaterThanOrEqual", "0")
    assert rules[SHARE][0] == "decimal"
    assert set(rules) == {TRAINING, SHARE, ALL_CONTESTS}


def test_the_workbook_is_ready_to_print() -> None:
    """Headings stay in sight and on every page; it is A4 across, one page wide, with its provenance below."""
    sheet = sheet_of(written())
    assert sheet.freeze_panes == f"A{FIRST}"
    assert sheet.auto_filter.ref == "A4:T10"
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.print_title_rows == "$4:$4"
    assert "示例方案" in str(sheet[f"A{FIRST + 7}"].value)


def test_the_hidden_sheet_says_what_each_row_is() -> None:
    """It cannot be shown from a menu, and names plan, revision, year and every target with its base."""
    hidden = written()[HIDDEN_SHEET]
    assert hidden.sheet_state == "veryHidden"
    cells = [tuple(str(cell) for cell in row if cell is not None) for row in hidden.iter_rows(values_only=True)]
    assert cells[:5] == [("sciplan-tasks/1",), ("plan", "office"), ("revision", "1"), ("year", "2024"), ("header", "4")]
    assert cells[9:11] == [("1", "training", "农民培训", "30000"), ("2", "share", "覆盖率", "")]


def test_the_same_tasks_give_the_same_bytes() -> None:
    """A file that is made again is the same file."""
    written(name="one.xlsx")
    written(name="two.xlsx")
    assert Path("one.xlsx").read_bytes() == Path("two.xlsx").read_bytes()


def test_hostile_names_stay_text(sciplan: Sciplan) -> None:
    """Names that look like formulas or links are text in the workbook, and the file comes back all the same."""
    Path("hostile.yaml").write_text(HOSTILE, "utf-8")
    assert sciplan("plan", "load", "hostile.yaml").code == 0
    sheet = sheet_of(written("2022", "h.xlsx", "--plan", "hostile"))
    cells = [cell for row in sheet.iter_rows(max_row=FIRST + 3) for cell in row if cell.value is not None]
    assert [cell.value for cell in cells if cell.data_type == "f"] == ['=IF(ISNUMBER(J5),D5+J5,"")']
    assert sheet["B5"].value == "@SUM(A1)"
    assert not any(cell.hyperlink for cell in cells)
    assert sciplan("tasks", "2022", "hostile", "--import", "h.xlsx").code == 0
    assert sciplan("tasks", "2022", "hostile", "--format", "csv").code == 0


def test_every_bundled_plan_has_its_tasks(sciplan: Sciplan) -> None:
    """For each year of Qinghai's plan there is a list, a proposal lies within the goal, and its workbook comes back."""
    assert sciplan("--database", "q.db", "init", "qinghai-2021-2025").code == 0
    for year in range(2021, 2026):
        done = sciplan("--database", "q.db", "tasks", str(year), "--format", "json")
        rows = json.loads(done.out)["tasks"]
        assert len(rows) > 200
        assert all(row["deadline"] <= "2025-12-31" for row in rows)
        asked = [row for row in rows if row["proposed"] is not None or row["kind"] == "annual"]
        assert asked
        assert all(row["deadline"] == f"{year}-12-31" for row in asked)
    assert sciplan("--database", "q.db", "tasks", "2022", "-o", "q.xlsx").code == 0
    done = sciplan("--database", "q.db", "tasks", "2022", "--import", "q.xlsx")
    assert done.code == 0, done.err


def test_what_is_overdue_stays_on_the_list(national: Path, sciplan: Sciplan) -> None:
    """What was due before the year and is not done is still a task, said to be overdue, until it is done."""
    text = (
        (ROOT / "tests" / "plans" / "office.yaml")
        .read_text("utf-8")
        .replace(
            "targets:\n", "targets:\n  - {key: law, name: 条例, section: farmers, kind: state, goal: done, due: 2022}\n"
        )
    )
    Path("plan.yaml").write_text(text.replace("key: office", "key: late"), "utf-8")
    assert sciplan("plan", "load", "plan.yaml").code == 0
    [law] = [row for row in json.loads(tasks_of(sciplan, "late")) if row["target"] == "law"]
    assert law["deadline"] == "2022-12-31"
    assert "overdue, was due by the end of 2022" in sciplan("tasks", "2024", "late").out
    assert sciplan("record", "late:law", "done", "--year", "2023").code == 0
    assert not [row for row in json.loads(tasks_of(sciplan, "late")) if row["target"] == "law"]


def tasks_of(sciplan: Sciplan, plan: str) -> str:
    """Give the tasks of 2024 of a plan."""
    return json.dumps(json.loads(sciplan("tasks", "2024", plan, "--format", "json").out)["tasks"])


def test_what_is_to_be_done_later_goes_on(sciplan: Sciplan) -> None:
    """A measure that is due after the year keeps its own deadline."""
    assert sciplan("--database", "q.db", "init", "qinghai-2021-2025").code == 0
    done = sciplan("--database", "q.db", "tasks", "2023", "--format", "json")
    later = [row for row in json.loads(done.out)["tasks"] if row["goal"] == "done" and row["due"] == "2025-12-31"]
    assert later
    assert all(row["deadline"] == "2025-12-31" for row in later)
