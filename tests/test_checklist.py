"""`checklist`: what each agency must have ready for a review."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import Sciplan

OFFICE = Path(__file__).parent / "plans" / "office.yaml"


@pytest.fixture
def office(national: Path, sciplan: Sciplan) -> Sciplan:
    """Run commands on a database with a small plan and some figures of it."""
    Path("proof.txt").write_text("proof")
    for command in (
        ("plan", "load", str(OFFICE)),
        ("use", "office"),
        ("record", "training", "8000", "--year", "2021", "--evidence", "proof.txt"),
        ("record", "training", "10000", "--year", "2022"),
        ("record", "contests", "1", "--period", "2023H1"),
        ("record", "contests", "2", "--period", "2023H2"),
        ("record", "spending", "3/1", "--year", "2022", "--region", "630100"),
    ):
        assert sciplan(*command).code == 0
    return sciplan


def document(sciplan: Sciplan, *options: str) -> dict[str, Any]:
    """Give the checklist for the mid-term review as JSON."""
    done = sciplan("checklist", "midterm", "--format", "json", *options)
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def part(found: dict[str, Any], agency: str | None) -> dict[str, Any]:
    """Give the part of one agency."""
    [one] = [one for one in found["agencies"] if one["agency"] == agency]
    return dict(one)


def test_who_leads_answers(office: Sciplan) -> None:
    """A target stands with its leads, and where nobody leads with those responsible, by themselves or in a group."""
    found = document(office)
    assert [one["agency"] for one in found["agencies"]] == ["agri", "edu"]
    assert {row["key"]: row["through"] for row in part(found, "edu")["targets"]} == {
        "share": None,
        "spending": "成员单位",
    }
    assert [row["key"] for row in part(found, "agri")["measures"]] == ["publicity"]


def test_weak_points_stand_first(office: Sciplan) -> None:
    """The targets of an agency are in the order in which `status` lists them, the worst first."""
    rows = part(document(office), "agri")["targets"]
    assert [(row["key"], row["status"]) for row in rows] == [
        ("contests", "missed"),
        ("contests-all", "far-behind"),
        ("spending", "overdue"),
        ("training", "behind"),
    ]


def test_what_is_missing_is_told(office: Sciplan) -> None:
    """Periods that are over and not reported are named with their deadline and regions."""
    found = document(office)
    training = next(row for row in part(found, "agri")["targets"] if row["key"] == "training")
    assert training["missing"] == [{"period": "2023", "deadline": "2024-03-31", "regions": []}]
    spending = next(row for row in part(found, "agri")["targets"] if row["key"] == "spending")
    assert [debt["period"] for debt in spending["missing"]] == ["2022", "2023"]
    assert spending["missing"][0]["regions"] == ["630200"]


def test_evidence_is_counted_by_entry(office: Sciplan) -> None:
    """Of the two entries that count for the training, the one without a file is named."""
    training = next(row for row in part(document(office), "agri")["targets"] if row["key"] == "training")
    assert (training["entries"], training["unproven"]) == ([1, 2], [2])


def test_what_an_agency_only_supports_is_counted(office: Sciplan) -> None:
    """The education office answers for two targets and supports four that the agriculture office leads."""
    found = part(document(office), "edu")
    assert (len(found["targets"]), len(found["measures"]), found["supports"]) == (2, 0, 4)


def test_an_agency_is_asked_the_same_alone_and_among_all(office: Sciplan) -> None:
    """Its part in the whole checklist is its own checklist."""
    for agency in ("agri", "edu"):
        assert part(document(office), agency) == part(document(office, "--agency", agency), agency)


def test_one_agency_alone(office: Sciplan) -> None:
    """With an agency there is its part only, with what it answers for as a member of a group."""
    found = document(office, "--agency", "教育局")
    assert [one["agency"] for one in found["agencies"]] == ["edu"]
    assert {row["key"] for row in found["agencies"][0]["targets"]} == {"share", "spending"}


def test_what_was_known_earlier(office: Sciplan) -> None:
    """A checklist as known at an earlier batch is made from what the ledger held then."""
    found = document(office, "--known-at", "b3")
    training = next(row for row in part(found, "agri")["targets"] if row["key"] == "training")
    assert (training["value"], found["ledger"]["entries"]) == ("8000", 1)


def test_a_box_to_tick_and_a_place_to_sign(office: Sciplan) -> None:
    """On the screen each row has a box, and each part ends with places to sign."""
    out = office("checklist", "midterm").out
    assert out.count("□") == 7
    assert out.count("Filled in by:    Checked by:    Seal:    Date:") == 2


def test_the_last_line_says_what_it_was_made_from(office: Sciplan) -> None:
    """Plan, date, the time of the last batch, entries and the whole fingerprint stand in the last line."""
    found = document(office)
    assert office("checklist", "midterm").out.splitlines()[-1] == (
        "示例方案 · as of 2023-12-31 · as known at 2026-03-02 01:30:00 UTC · 5 entries · fingerprint "
        + found["ledger"]["fingerprint"]
    )


def test_the_workbook_has_a_sheet_for_each_thing(office: Sciplan) -> None:
    """The workbook lists all agencies below one another, for filters, with real numbers."""
    assert office("checklist", "midterm", "-o", "list.xlsx").code == 0
    book = openpyxl.load_workbook("list.xlsx")
    assert book.sheetnames == ["汇总", "指标", "举措", "未报"]
    heading, first, *_rest = book["指标"].iter_rows(values_only=True)
    told = dict(zip(heading, first, strict=True))
    assert (told["单位"], told["指标"], told["现值"]) == ("农业局", "竞赛", 2)


def test_a_plan_without_that_milestone_says_what_it_has(sciplan: Sciplan) -> None:
    """Zhongwei has no mid-term review: its milestones are named."""
    sciplan("init", "zhongwei-2021-2025")
    done = sciplan("checklist", "midterm")
    assert done.code == 3
    assert done.err == (
        "Error: There is no milestone “midterm” in this plan.\n"
        "  There are: launch (启动实施), implementation (深入实施), final (总结评估).\n"
    )


def test_a_plan_without_a_schedule_says_so(sciplan: Sciplan) -> None:
    """Changle has no schedule at all."""
    sciplan("init", "changle-2021-2025")
    done = sciplan("checklist", "final")
    assert (done.code, done.out) == (3, "")
    assert done.err == (
        "Error: The plan 昌乐县全民科学素质行动规划纲要实施方案（2021-2025年） has no schedule, and so no milestones.\n"
        "  “sciplan status --as-of DATE” and “sciplan report annual” look at any date.\n"
    )


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--agency", "nobody"], 3, "There is no agency “nobody” in this plan."),
        (["--plan", "other"], 3, "There is no plan “other” in this database."),
        (["--known-at", "b99"], 3, "There is no batch b99."),
        (["--format", "pdf"], 2, "There is no format “pdf”."),
        (["-o", "list.pdf"], 2, "There is no format “pdf”."),
        (["--format", "docx"], 2, "A Word document needs a file."),
        (["--format", "xlsx"], 2, "A workbook needs a file."),
        (["-o", "list.xlsx", "--template", "t.docx"], 2, "A template is for Word documents."),
        (["-o", "nowhere/list.docx"], 4, "nowhere"),
        (["-o", "list.docx", "--template", "none.docx"], 3, "none.docx cannot be read"),
        (["-o", "taken.docx"], 3, "taken.docx exists already; nothing was written."),
        (["-o", "sciplan.db", "--format", "md", "--force"], 3, "sciplan.db is the database itself."),
        (["-o", "folder", "--format", "md"], 3, "folder is not an ordinary file."),
    ],
)
def test_what_cannot_be(office: Sciplan, options: list[str], code: int, message: str) -> None:
    """Each mistake is one message with its exit code, and nothing is written."""
    Path("taken.docx").write_bytes(b"kept")
    Path("folder").mkdir()
    before = sorted(path.name for path in Path().iterdir())
    done = office("checklist", "midterm", *options)
    assert (done.code, done.out) == (code, "")
    assert message in done.err
    assert sorted(path.name for path in Path().iterdir()) == before
    assert Path("taken.docx").read_bytes() == b"kept"


def test_an_existing_file_is_replaced_when_asked(office: Sciplan) -> None:
    """With --force the old file gives way to the whole new one."""
    Path("taken.md").write_text("old")
    assert office("checklist", "midterm", "-o", "taken.md", "--force").code == 0
    assert Path("taken.md").read_text(encoding="utf-8").startswith("# 示例方案中期评估材料准备清单\n")


def test_a_file_needs_an_ending(office: Sciplan) -> None:
    """Without an ending and without a format nobody knows which kind of file is wanted."""
    done = office("checklist", "midterm", "-o", "list")
    assert (done.code, Path("list").exists()) == (2, False)
    assert done.err.startswith("Error: Which kind of file is list to be?")
    assert office("checklist", "midterm", "-o", "list", "--format", "md").code == 0
