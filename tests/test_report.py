"""`report`: what a leader signs, from facts alone."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sciplan.text import cells
from tests.conftest import NOW, Sciplan, run_sciplan

OFFICE = Path(__file__).parent / "plans" / "office.yaml"
ENGLISH = """\
format: 1
key: county
name: County plan
language: en
level: county
region: "370725"
period: [2021, 2025]
document: {title: County plan}
agencies:
  - {key: farms, name: Farm office}
milestones:
  - {key: midterm, name: mid-term review, when: 2023, review: true}
sections:
  - {key: work, kind: action, name: Work, lead: [farms]}
  - {key: idle, kind: action, name: Idle, lead: [farms]}
targets:
  - {key: trained, name: Farmers trained, section: work, kind: cumulative, unit: people, goal: {at_least: 50000}}
  - key: rate
    name: Coverage
    section: work
    kind: level
    unit: "%"
    goal: {at_least: 15}
    baseline: {value: 10, year: 2020}
  - key: sites
    name: Sites
    section: work
    kind: level
    unit: sites
    goal: {between: [10, 25]}
    baseline: {value: 0, year: 2020}
  - {key: law, name: Law, section: work, kind: state, goal: done}
  - {key: silent, name: Silent, section: idle, kind: state, goal: done}
"""


@pytest.fixture
def county(national: Path, sciplan: Sciplan) -> Sciplan:
    """Run commands on a database with an English plan and some figures of it."""
    Path("county.yaml").write_text(ENGLISH)
    for command in (
        ("plan", "load", "county.yaml"),
        ("use", "county"),
        ("record", "trained", "8000", "--year", "2021"),
        ("record", "trained", "12000", "--year", "2022"),
        ("record", "trained", "18000", "--year", "2023"),
        ("record", "rate", "12%", "--year", "2023"),
        ("record", "law", "done", "--period", "2023-06"),
    ):
        assert sciplan(*command).code == 0
    return sciplan


def text(sciplan: Sciplan, *command: str) -> str:
    """Give a report as Markdown."""
    done = sciplan("report", *command, "--format", "md")
    assert done.code == 0, done.err
    return done.out


def document(sciplan: Sciplan, *command: str) -> dict[str, Any]:
    """Give a report as JSON."""
    found: dict[str, Any] = json.loads(sciplan("report", *command, "--format", "json").out)
    return found


def test_sentences_say_what_was_reached_and_how_that_stands(county: Sciplan) -> None:
    """38,000 of 50,000 at the end of 2023 is 76 %, 16 points ahead of the 60 % expected."""
    out = text(county, "midterm")
    assert (
        "Farmers trained: 38,000 people in all by 2023, for a goal of at least 50,000 people; 76.0% attained, "
        "16 points ahead of what was expected; on track." in out
    )
    assert (
        "Coverage: 12% in 2023, for a goal of at least 15%; 40.0% attained, 20 points behind what was expected; behind."
        in out
    )


def test_an_annual_report_says_what_the_year_brought(county: Sciplan) -> None:
    """Of a cumulative target it tells the year's own part beside the whole."""
    out = text(county, "annual", "--year", "2023")
    assert out.startswith("# County plan: annual report for 2023\n")
    assert "Farmers trained: 18,000 people in 2023, 38,000 people in all, for a goal of at least 50,000 people" in out


def test_the_year_is_the_last_one_that_is_over(county: Sciplan) -> None:
    """In March 2026 it is 2025, the plan's last; as of its end."""
    found = document(county, "annual")
    assert (found["year"], found["as_of"], found["milestone"]) == (2025, "2025-12-31", None)


def test_what_has_nothing_to_say_is_left_out(county: Sciplan) -> None:
    """A section of which nothing is reported has no heading, and there is no part on regions without any."""
    out = text(county, "midterm")
    assert "Work" in out
    assert "Idle\n" not in out
    assert "Regions" not in out
    assert "Measures without a report (1): Silent." in out


def test_what_is_behind_stands_with_by_how_much(county: Sciplan) -> None:
    """The behind are listed worst first, with the gap and where the pace leads."""
    found = document(county, "midterm")
    assert found["behind"] == ["sites", "rate"]
    out = text(county, "midterm")
    assert "| Coverage | Farm office | 12% | ≥ 15% | -20.0 | 13.33% | ▲ behind |" in out


def test_effort_says_how_fast_it_must_go(county: Sciplan) -> None:
    """Three points are left in two years, 1.5 a year, after two thirds of a point a year: 2.25 times as fast."""
    [first, _second] = document(county, "midterm")["efforts"]
    assert first == {
        "target": "rate",
        "remaining": "3",
        "required": "1.5",
        "achieved": "0.666667",
        "effort": "2.25",
    }


def test_every_figure_stands_with_its_entry(county: Sciplan) -> None:
    """The annex names entry, batch, time and author of each figure that counts."""
    assert county("report", "midterm", "-o", "report.xlsx").code == 0
    sheet = openpyxl.load_workbook("report.xlsx")["Entries"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("Target", "Unit", "Period", "Region", "Value", "Entry", "Batch", "Recorded (UTC)", "By", "Files")
    assert rows[1] == ("Farmers trained", "people", "2021", "昌乐县", 8000, 1, "b3", "2026-03-02", "tester", 0)
    assert len([row for row in rows[1:] if row[4] is not None]) == 4


def test_agencies_are_counted_side_by_side(county: Sciplan) -> None:
    """The farm office has one of three targets on track, and one of two measures done."""
    [agency] = document(county, "midterm")["agencies"]
    assert (agency["on_track"], agency["targets"], agency["done"], agency["to_be_done"]) == (1, 3, 1, 2)


def test_what_was_known_then_gives_the_report_of_then(county: Sciplan) -> None:
    """A report as known at an earlier batch is the same before and after later figures came in."""
    before = text(county, "midterm", "--known-at", "b5")
    county("correct", "1", "9000", "--reason", "miscounted")
    assert text(county, "midterm", "--known-at", "b5") == before


def test_own_paragraphs_stand_in_their_sections(county: Sciplan) -> None:
    """A clerk's paragraphs follow what is generated, also of sections with nothing else to say."""
    Path("notes.yaml").write_text(
        "overview: Written by the\n  plan office.\nidle: [First., Second.]\nclosing: <script>alert(1)</script>\n"
    )
    out = text(county, "midterm", "--notes", "notes.yaml")
    assert out.index("Written by the plan office.") < out.index("What was done") < out.index("Idle\n")
    assert "Idle\n\nFirst.\n\nSecond.\n" in out
    assert "\\<script\\>alert(1)\\</script\\>" in out


@pytest.mark.parametrize(
    ("notes", "message"),
    [
        ("nowhere: x\n", "notes.yaml:1:1: unknown-section: There is no section “nowhere” in this plan."),
        ("work: {a: b}\n", "notes.yaml:1:7: wrong-shape: A text or a list of texts belongs here."),
        ("work: [a, [b]]\n", "notes.yaml:1:11: wrong-shape: A text or a list of texts belongs here."),
        ("- a\n", "notes.yaml: wrong-shape: The file holds no paragraphs by section."),
        ("work: a\nwork: b\n", "notes.yaml:2:1: duplicate-field: “work” stands twice; first in line 1."),
        ("work: &a b\n", "notes.yaml:1:7: yaml-anchor: Anchors (&) and aliases (*) are not used here."),
        ("work: 'a\u202eb'\n", "control-character"),
        ("work: [", "yaml-syntax"),
    ],
)
def test_paragraphs_that_cannot_be_used(county: Sciplan, notes: str, message: str) -> None:
    """Each problem has its place; nothing is written."""
    Path("notes.yaml").write_text(notes, encoding="utf-8")
    done = county("report", "midterm", "--notes", "notes.yaml", "-o", "x.md")
    assert (done.code, done.out, Path("x.md").exists()) == (3, "", False)
    assert message in done.err


def test_all_problems_of_paragraphs_are_told_at_once(county: Sciplan) -> None:
    """Two unknown sections and a wrong shape are three problems."""
    Path("notes.yaml").write_text("a: x\nb: x\nwork: {c: d}\n")
    done = county("report", "midterm", "--notes", "notes.yaml")
    assert done.err.count("notes.yaml:") == 3


def test_paragraphs_that_are_no_text(county: Sciplan) -> None:
    """A file that is not UTF-8, or that is not there, is refused by its name."""
    Path("notes.yaml").write_bytes("work: 培训".encode("gbk"))
    assert "notes.yaml is not UTF-8 text." in county("report", "midterm", "--notes", "notes.yaml").err
    assert "none.yaml cannot be read" in county("report", "midterm", "--notes", "none.yaml").err
    Path("notes.yaml").write_text("")
    assert county("report", "midterm", "--notes", "notes.yaml").code == 0


@pytest.mark.parametrize(
    ("command", "code", "message"),
    [
        (["final"], 3, "There is no milestone “final” in this plan.\n  There are: midterm (mid-term review)."),
        (["midterm", "--year", "2023"], 2, "--year goes with “sciplan report annual”."),
        (["annual", "--year", "2030"], 3, "2030 is outside the plan, which runs from 2021 to 2025."),
        (["annual", "--year", "zwei"], 2, "“zwei” is not a year."),
        (["midterm", "--known-at", "b1"], 3, "was not loaded yet"),
        ([], 2, "annual|MILESTONE"),
    ],
)
def test_what_cannot_be(county: Sciplan, command: list[str], code: int, message: str) -> None:
    """Each mistake is one message with its exit code."""
    done = county("report", *command)
    assert (done.code, done.out) == (code, "")
    assert message in done.err


def test_before_the_first_year_is_over(county: Sciplan) -> None:
    """In 2021 no year of the plan is over, unless one is named."""
    early = type(NOW)(NOW.utc.replace(year=2021), NOW.today.replace(year=2021))
    done = run_sciplan("report", "annual", now=early)
    assert (done.code, "No year of the plan is over yet." in done.err) == (3, True)


def test_a_plan_without_any_figure(sciplan: Sciplan, national: Path) -> None:
    """A report on an empty ledger says what is missing, and nothing else."""
    sciplan("plan", "load", str(OFFICE))
    done = sciplan("report", "midterm", "--plan", "office", "--format", "md")
    assert done.code == 0
    assert "未报" in done.out
    assert "| 农民培训 |" in done.out


@pytest.fixture
def office(national: Path, sciplan: Sciplan) -> Sciplan:
    """Run commands on a database with the small Chinese plan as its default one."""
    assert sciplan("plan", "load", str(OFFICE)).code == 0
    assert sciplan("use", "office").code == 0
    return sciplan


def test_periods_that_fell_short_are_named(office: Sciplan) -> None:
    """Where an earlier half-year failed, the sentence and the table say so: the latest figure does not show it."""
    office("record", "contests", "1", "--period", "2023H1")
    office("record", "contests", "2", "--period", "2023H2")
    out = text(office, "midterm")
    assert "竞赛：2023年完成2次，目标为每半年不少于2次；2023H1未达标；未达成。" in out
    assert "| 竞赛 | 农业局 | 2次 | ≥ 2次 |  |  | × 未达成 | 2023H1未达标 |" in out


def test_figures_that_cannot_be_judged_are_not_called_missing(office: Sciplan) -> None:
    """What was reported without anything to compare it with is said to be reported."""
    plan = OFFICE.read_text("utf-8").replace("key: office", "key: other")
    plan += (
        "  - {key: more, name: 逐年提高, section: funds, kind: annual, unit: 元, goal: {more_than: previous},"
        ' regions: ["630100", "630200"], combine: each}\n'
    )
    Path("other.yaml").write_text(plan, "utf-8")
    assert office("plan", "load", "other.yaml").code == 0
    for region in ("630100", "630200"):
        assert office("record", "other:more", "5", "--year", "2021", "--region", region).code == 0
    done = office("report", "annual", "other", "--year", "2021", "--format", "md")
    assert "逐年提高：2021年数据已报，无法研判，目标各地区均高于上年" in done.out


def test_regions_are_counted(office: Sciplan) -> None:
    """Goals of each region are told as so many of so many, with the names of those that fall short."""
    office("record", "spending", "3/1", "--year", "2022", "--region", "630100")
    office("record", "spending", "5/4", "--year", "2022", "--region", "630200")
    out = text(office, "annual", "--year", "2022")
    assert "经费：2022年2个应报地区中1个达标，目标各地区均不低于2元/人；2022年未达标；严重滞后。" in out
    assert "| 经费 | 2 | 2 | 1 | 海东市 |" in out


def test_an_annual_report_says_what_was_agreed(office: Sciplan) -> None:
    """What a year brought stands beside what was agreed for it."""
    office("record", "training", "8000", "--year", "2021")
    assert office("tasks", "2022", "-o", "t.xlsx").code == 0
    assert office("tasks", "2022", "--import", "t.xlsx").code == 0
    office("record", "training", "9000", "--year", "2022")
    out = text(office, "annual", "--year", "2022")
    assert "农民培训：2022年新增9,000人次，累计17,000人次，目标不少于50,000人次（当年商定10,500人次）" in out


def test_many_names_become_counts(sciplan: Sciplan) -> None:
    """More names than a sentence holds are counted by section."""
    assert sciplan("init", "qinghai-2021-2025").code == 0
    out = sciplan("report", "midterm", "--format", "md").out
    [line] = [line for line in out.splitlines() if line.startswith("尚未填报的举措")]
    assert "妇女科学素质提升行动13项" in line
    assert len(line) < 600


@pytest.mark.parametrize("columns", [80, 120])
def test_screens_stay_readable(county: Sciplan, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a narrow terminal columns are left out, and named, before words are torn apart."""
    from sciplan.cli import console

    monkeypatch.setattr(console, "width", lambda: columns)
    out = county("report", "midterm").out
    assert max(map(cells, out.splitlines())) >= columns // 2
    table = out[out.index("Main") if "Main" in out else out.index("Target ") :]
    assert "Farmers trained" in table
