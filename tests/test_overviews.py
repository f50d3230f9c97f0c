"""`matrix`, `agencies` and `plan show --clauses`: who is in what, and what came of each clause."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from sciplan.app.importing import Import, import_file
from sciplan.report.clauses import clause_order
from tests.conftest import NOW, Sciplan, run_sciplan
from tests.transcripts import ROOT

TINY = str(ROOT / "tests" / "plans" / "tiny.yaml")

EVERY_PLAN = ("qinghai-2021-2025", "zhongwei-2021-2025", "changle-2021-2025")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a database with every bundled plan."""
    path = tmp_path_factory.mktemp("office") / "sciplan.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCIPLAN_LANG", "en")
        patch.setenv("SCIPLAN_USER", "tester")
        assert run_sciplan("--database", str(path), "init").code == 0
    return path


@pytest.fixture
def ask(office: Path, sciplan: Sciplan) -> Sciplan:
    """Run a command on that database."""
    return lambda *arguments: sciplan("--database", str(office), *arguments)


def test_the_matrix_by_section(ask: Sciplan) -> None:
    """Agencies stand against numbered sections with their marks, and a legend says which section is which."""
    lines = ask("matrix", "qinghai").out.splitlines()
    [edu] = [line for line in lines if line.startswith("省教育厅")]
    assert "●" in edu
    assert " 2 二（一）1 青少年科学素质提升行动" in lines
    assert "● lead, ○ responsible" in lines


def test_groups_are_expanded_on_request(ask: Sciplan) -> None:
    """A group is an agency of its own, unless its members are asked for; a lead of one's own outranks the group."""
    plain = json.loads(ask("matrix", "qinghai", "--format", "json").out)
    expanded = json.loads(ask("matrix", "qinghai", "--format", "json", "--expand").out)
    officials, wide = (
        next(item for item in document["items"] if item["key"] == "officials") for document in (plain, expanded)
    )
    assert (officials["lead"], officials["responsible"]) == (["organisation-dept", "party-school"], ["members"])
    assert wide["lead"] == officials["lead"]
    assert len(wide["responsible"]) == 28
    assert "members" not in {agency["key"] for agency in expanded["agencies"]}


def test_measures_with_their_own_agencies(ask: Sciplan) -> None:
    """Where a section names nobody, as in Changle, the agencies of its measures stand for it."""
    document = json.loads(ask("matrix", "changle", "--format", "json").out)
    assert len(document["items"]) >= 9
    youth = next(item for item in document["items"] if item["clause"] == "三（一）")
    assert youth["lead"] == []
    assert len(youth["responsible"]) >= 13


@pytest.mark.parametrize("by", ["section", "target"])
def test_the_matrix_in_files(by: str, ask: Sciplan) -> None:
    """CSV, Markdown and a workbook hold the same cells, with whole names."""
    table = list(csv.reader(io.StringIO(ask("matrix", "qinghai", "--by", by, "--format", "csv").out)))
    assert ask("matrix", "qinghai", "--by", by, "-o", "m.xlsx").code == 0
    sheet = openpyxl.load_workbook("m.xlsx").active
    assert sheet is not None
    assert [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)] == table
    assert sheet.freeze_panes == "C2"
    markdown = ask("matrix", "qinghai", "--by", by, "--format", "md").out
    assert markdown.count("\n") == len(table) + 1


def test_the_same_workbook_has_the_same_bytes(ask: Sciplan) -> None:
    """Two workbooks of one matrix are equal to the byte, and private."""
    for name in ("a.xlsx", "b.xlsx"):
        assert ask("matrix", "qinghai", "-o", name).code == 0
    assert Path("a.xlsx").read_bytes() == Path("b.xlsx").read_bytes()
    assert Path("a.xlsx").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["matrix", "qinghai", "-o", "there.xlsx"], 3, "there.xlsx exists already; nothing was written."),
        (["matrix", "qinghai", "-o", "nowhere/m.xlsx"], 4, "cannot be used: it does not exist."),
        (["matrix", "qinghai", "-o", "m.pdf"], 2, "There is no format “pdf”."),
        (["matrix", "qinghai", "--format", "xlsx"], 2, "A workbook needs a file."),
        (["matrix", "qinghai", "--by", "agency"], 2, "There is no matrix by “agency”."),
        (["matrix"], 2, "Which plan?"),
        (["agencies", "nobody", "-p", "qinghai"], 3, "There is no agency “nobody” in this plan."),
        (["agencies", "省", "-p", "qinghai"], 3, "“省” can mean"),
        (["agencies", "-p", "qinghai", "--as-of", "never"], 2, "“never” is not a date."),
        (["plan", "show", "qinghai", "--format", "json"], 2, "An outline is a tree, not rows."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_questions(arguments: list[str], code: int, sentence: str, ask: Sciplan) -> None:
    """A wrong question gets one sentence, the right exit code, and no file."""
    Path("there.xlsx").write_text("mine", encoding="utf-8")
    done = ask(*arguments)
    assert (done.code, done.out, sentence in done.err) == (code, "", True)
    assert [file.name for file in Path().iterdir()] == ["there.xlsx"]
    assert Path("there.xlsx").read_text(encoding="utf-8") == "mine"


def test_a_file_is_replaced_by_force(ask: Sciplan) -> None:
    """`--force` replaces a file, and says what was written."""
    Path("m.csv").write_text("old", encoding="utf-8")
    done = ask("matrix", "qinghai", "-o", "m.csv", "--force")
    assert (done.code, done.err) == (0, "Wrote m.csv.\n")
    assert Path("m.csv").read_text(encoding="utf-8").startswith("Clause,Item,")


def test_what_an_agency_owes(ask: Sciplan) -> None:
    """An agency owes the overdue figures of the targets that it leads, each with its periods."""
    document = json.loads(ask("agencies", "省教育厅", "-p", "qinghai", "--as-of", "2024-03-01", "--format", "json").out)
    [agency] = document["agencies"]
    assert agency["leads"] == ["youth"]
    assert {debt["target"]: debt["periods"] for debt in agency["owes"]} == {
        "teachers-yearly": ["2021", "2022", "2023"],
    }


def test_an_agency_in_full(ask: Sciplan) -> None:
    """The page of an agency says what it leads, answers for (and through which group), and owes."""
    text = ask("agencies", "卫健委", "-p", "qinghai", "--as-of", "2024-03-01").out
    assert text.startswith("省卫生健康委（青海省卫生健康委员会")
    for part in ("In: 省纲要办各成员单位", "\nLeads\n", "\nAnswers for\n", "\nOwes\n", "全省居民健康素养"):
        assert part in text
    assert ask("agencies", "省卫生健康委", "-p", "qinghai", "--format", "md").out.count("\n## ") == 3


def test_owed_states_are_counted(ask: Sciplan) -> None:
    """What an agency owes without a number is counted, with the command that lists it."""
    command = ("-p", "changle", "--as-of", "2026-03-02")
    text = ask("agencies", "organisation-dept", *command).out
    document = json.loads(ask("agencies", "organisation-dept", *command, "--format", "json").out)
    number = document["agencies"][0]["states_owed"]
    assert number > 0
    assert f"Overdue too: {number} commitments without a number; sciplan owed changle-2021-2025 --agency " in text
    owed = json.loads(ask("owed", *command, "--agency", "organisation-dept", "--all", "--format", "json").out)["owed"]
    assert number == len({row["target"] for row in owed if row["days_overdue"] > 0})


def test_all_agencies(ask: Sciplan) -> None:
    """Without a name every agency has a line."""
    records = list(csv.DictReader(io.StringIO(ask("agencies", "-p", "qinghai", "--format", "csv").out)))
    assert len(records) == 33
    assert (
        len(ask("agencies", "-p", "qinghai").out.splitlines()) == 33 + 6
    )  # two lines of heading, an empty one, the headings of the columns, and the ledger after another empty one
    assert ask("agencies", "-p", "qinghai", "--format", "md").out.startswith("# 青海省")


@pytest.mark.parametrize("plan", EVERY_PLAN)
def test_everything_has_its_clause(plan: str, ask: Sciplan) -> None:
    """Every section, measure and target of the documents' plans says which clause it comes from."""
    document = json.loads(ask("plan", "show", plan, "--clauses", "--format", "json").out)
    assert [item["key"] for item in document["items"] if not item["clause"]] == []
    clauses = [item["clause"] for item in document["items"]]
    assert clauses == sorted(clauses, key=clause_order)


def test_clauses_in_their_order() -> None:
    """Clauses sort as the document has them, and what is written otherwise comes last."""
    clauses = ["附件", "二（二）10", "十一", "二（二）2", "一（三）", "二（一）1", "二", "十", "二（十二）", ""]
    assert sorted(clauses, key=clause_order) == [
        "一（三）",
        "二",
        "二（一）1",
        "二（二）2",
        "二（二）10",
        "二（十二）",
        "十",
        "十一",
        "",
        "附件",
    ]


def test_clauses_to_tick_off(ask: Sciplan) -> None:
    """A clause stands once, before the first item that comes from it; a target with two clauses stands under both."""
    text = ask("plan", "show", "qinghai", "--clauses").out
    assert sum(line.startswith("二（一）1 ") for line in text.splitlines()) == 1
    assert text.count("  farmer-training") == 2
    assert ask("plan", "show", "qinghai", "--clauses", "--format", "md").out.startswith("# 青海省")
    assert ask("plan", "show", "qinghai", "--clauses", "--format", "csv").out.startswith("clause,kind,key,name,")
    items = json.loads(ask("plan", "show", "changle", "--clauses", "--format", "json").out)["items"]
    assert all(item["lead"] or item["responsible"] for item in items if item["kind"] == "measure")


def test_the_inspection_gives_the_baseline(sciplan: Sciplan) -> None:
    """The figure of the inspection of 2020 comes in as an entry of that year, with its source."""
    assert sciplan("init", "qinghai-2021-2025").code == 0
    file = ROOT / "examples" / "qinghai" / "baseline-2020.csv"
    import_file(Path("sciplan.db"), Import(str(file), "qinghai-2021-2025", "tester"), NOW)
    [entry] = json.loads(sciplan("log", "--format", "json").out)["entries"]
    assert (entry["target"], entry["year"], entry["value"]) == ("funding-province", 2020, "2")
    assert "督查情况通报" in entry["note"]


def test_every_overview_says_as_known_when(national: Path, sciplan: Sciplan) -> None:
    """What is asked as known earlier says so, as table and as JSON."""
    assert sciplan("plan", "load", TINY).code == 0
    assert sciplan("use", "tiny").code == 0
    arguments = ("--as-of", "2023-12-31", "--known-at", "b2")
    assert "as of 2023-12-31 · as known at " in sciplan("agencies", *arguments).out
    assert "as of 2023-12-31 · as known at " in sciplan("agencies", "edu", *arguments).out
    for command in ("agencies", "status"):
        assert json.loads(sciplan(command, *arguments, "--format", "json").out)["known_at"] is not None
        assert json.loads(sciplan(command, "--format", "json").out)["known_at"] is None


def test_several_plans_as_known_then(national: Path, sciplan: Sciplan) -> None:
    """The line per plan says as of when, and as known when."""
    assert sciplan("plan", "load", TINY).code == 0
    done = sciplan("status", "--as-of", "2023-12-31", "--known-at", "b2")
    assert done.out.startswith("as of 2023-12-31 · as known at ")
