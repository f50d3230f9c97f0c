"""`scorecard`: what the ledger shows of each agency, every number with what stands behind it."""

import csv
import io
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from sciplan.clock import Now
from tests.conftest import Run, Sciplan, run_sciplan
from tests.transcripts import ROOT

OFFICE = Path(__file__).parent / "plans" / "office.yaml"
MORE = """
  - {key: platform, name: 平台, section: farmers, kind: state, goal: done, lead: [edu], responsible: [agri]}
  - {key: audit, name: 审计, section: farmers, kind: state, goal: done, lead: [edu], responsible: [agri]}
"""
"""Two commitments that end, for the plan whose figures are due by the end of March."""

RETURNS = sorted((ROOT / "examples" / "qinghai" / "returns").iterdir())


def at(moment: str, *arguments: str) -> None:
    """Run a command at noon, UTC, of a day, or at a time of it."""
    when = datetime.fromisoformat(moment if "T" in moment else f"{moment}T12:00").replace(tzinfo=UTC)
    done = run_sciplan(*arguments, now=Now(when, when.date()))
    assert done.code == 0, done.err


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a ledger written over three years; its figures are due by 31 March."""
    folder = tmp_path_factory.mktemp("scorecard")
    plan, proof, database = folder / "office.yaml", folder / "proof.txt", folder / "sciplan.db"
    plan.write_text(OFFICE.read_text(encoding="utf-8") + MORE, encoding="utf-8")
    proof.write_text("counted", encoding="utf-8")
    evidence = ("--evidence", str(proof))
    xining, haidong = ("--region", "630100"), ("--region", "630200")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCIPLAN_LANG", "en")
        patch.setenv("SCIPLAN_USER", "tester")
        patch.setenv("SCIPLAN_DATABASE", str(database))
        for moment, *command in (
            ("2021-06-01", "init", "national-2021-2035"),
            ("2021-06-01", "plan", "load", str(plan)),
            ("2021-06-01", "use", "office"),
            ("2022-03-30", "record", "training", "8000", "--year", "2021"),  # 1
            ("2022-04-02", "correct", "1", "9000", "--reason", "miscounted", *evidence),  # 2
            ("2023-03-01", "record", "training", "10000", "--year", "2022"),  # 3
            ("2023-03-15", "retract", "3", "--reason", "not checked"),  # 4
            ("2023-03-20", "record", "spending", "3/1", "--year", "2022", *xining, *evidence),  # 5
            ("2023-04-20", "record", "spending", "1/1", "--year", "2022", *haidong),  # 6
            ("2023-05-01", "record", "training", "10000", "--year", "2022"),  # 7
            ("2024-03-30", "record", "spending", "4/1", "--year", "2023", *xining),  # 8
            ("2024-03-30", "record", "spending", "4/1", "--year", "2023", *haidong),  # 9
            ("2024-03-30", "record", "contests", "2", "--period", "2023H1"),  # 10
            ("2024-03-30", "record", "share", "60/100", "--year", "2023"),  # 11
            ("2024-04-10", "record", "contests", "3", "--period", "2023H2"),  # 12
            ("2024-04-10", "record", "publicity", "in-progress"),  # 13
            ("2024-04-10", "record", "platform", "verified", *evidence),  # 14
            ("2024-05-01", "retract", "11", "--reason", "another survey"),  # 15
        ):
            at(moment, *command)
    return database


@pytest.fixture
def ask(ledger: Path, sciplan: Sciplan) -> Sciplan:
    """Ask for the scorecard of that ledger, on 1 June 2024."""

    def asked(*arguments: str, as_of: str = "2024-06-01") -> Run:
        return sciplan("--database", str(ledger), "scorecard", *arguments, "--as-of", as_of)

    return asked


def shares(ask: Sciplan, *arguments: str, **when: str) -> dict[str, str]:
    """Give by agency: on track, on time, done, going on, with evidence."""
    document = json.loads(ask(*arguments, "--format", "json", **when).out)
    names = ("on_track", "on_time", "done", "going_on", "evidence")
    return {
        agency["key"]: " ".join(f"{agency[name]['part']}/{agency[name]['whole']}" for name in names)
        for agency in document["agencies"]
    }


def filed(ask: Sciplan, agency: str, *arguments: str, **when: str) -> list[str]:
    """Give each figure that fell due for an agency: target, period, how it came in, and by which entries."""
    [score] = json.loads(ask(agency, *arguments, "--format", "json", **when).out)["agencies"]
    return [
        f"{item['target']} {item['period']} "
        f"{'on time' if item['on_time'] else 'late' if item['complete'] else 'not in'} {item['entries']}"
        for item in score["on_time"]["items"]
    ]


def test_the_shares_of_all_agencies(ask: Sciplan) -> None:
    """Agencies that answer for something stand in the plan's order, each with its shares; the others do not."""
    assert shares(ask) == {"agri": "1/4 3/7 0/0 1/1 2/9", "edu": "0/2 1/3 1/2 0/0 2/5"}


def test_grey_is_not_green(ask: Sciplan) -> None:
    """What is overdue counts among all targets and not among those on track."""
    [score] = json.loads(ask("agri", "--format", "json").out)["agencies"]
    assert [(item["target"], item["status"], item["through"]) for item in score["on_track"]["items"]] == [
        ("training", "overdue", None),
        ("contests", "met", None),
        ("contests-all", "far-behind", None),
        ("spending", "missed", "成员单位"),
    ]


def test_what_came_in_on_time(ask: Sciplan) -> None:
    """A later correction leaves a figure punctual; retracted before the deadline it is late; a region can be late."""
    assert filed(ask, "agri") == [
        "training 2021 on time [1]",
        "training 2022 late [7]",
        "training 2023 not in []",
        "contests 2023H1 on time [10]",
        "contests 2023H2 late [12]",
        "spending 2022 late [5, 6]",
        "spending 2023 on time [8, 9]",
    ]


def test_what_was_retracted_is_not_in(ask: Sciplan) -> None:
    """A figure that came in on time and was retracted is not in; before that was known, it was."""
    assert filed(ask, "edu")[0] == "share 2023 not in []"
    assert filed(ask, "edu", "--known-at", "2024-04-05")[0] == "share 2023 on time [11]"
    assert shares(ask, "edu", "--known-at", "2024-04-05")["edu"].split()[1] == "2/3"


def test_since_when_figures_are_complete(ask: Sciplan) -> None:
    """It is when the last of them came; a correction does not move it, and what is not in has no such time."""
    [score] = json.loads(ask("agri", "--format", "json").out)["agencies"]
    since = {(item["target"], item["period"]): item["complete_since"] for item in score["on_time"]["items"]}
    assert since["training", "2021"] == "2022-03-30T12:00:00.000000+00:00"
    assert since["training", "2022"] == "2023-05-01T12:00:00.000000+00:00"
    assert since["spending", "2022"] == "2023-04-20T12:00:00.000000+00:00"
    assert since["training", "2023"] is None


def test_before_a_deadline_only_what_is_in_counts(ask: Sciplan) -> None:
    """In January 2024 the figures of 2023 are not late yet: those that are in count, the others do not."""
    assert filed(ask, "agri", "--known-at", "2024-06-01", as_of="2024-01-15") == [
        "training 2021 on time [1]",
        "training 2022 late [7]",
        "contests 2023H1 on time [10]",
        "contests 2023H2 late [12]",
        "spending 2022 late [5, 6]",
        "spending 2023 on time [8, 9]",
    ]


def test_a_deadline_to_come_is_looked_at_as_known_then(ask: Sciplan) -> None:
    """On 30 March what is in is on time for 31 March; later writes change nothing of that."""
    assert filed(ask, "edu", "--known-at", "2024-03-30T13:00Z", as_of="2024-03-30") == [
        "share 2023 on time [11]",
        "spending 2022 late [5, 6]",
        "spending 2023 on time [8, 9]",
    ]


def test_a_group_is_assessed_as_itself(ask: Sciplan) -> None:
    """A group has what it is named for, not what its members are named for otherwise."""
    assert shares(ask, "成员单位") == {"members": "0/1 1/2 0/0 0/0 1/4"}


def test_who_answers_for_nothing(ask: Sciplan) -> None:
    """An agency that leads nothing has nothing to assess, which is not 0 %."""
    assert shares(ask, "fin") == {"fin": "0/0 0/0 0/0 0/0 0/0"}
    done = ask("fin")
    assert done.out.count("There is nothing to assess.") == 4
    assert "%" not in done.out


def test_an_entry_counts_once(ask: Sciplan) -> None:
    """Entries that two targets are judged on stand once, each with whether a file is kept with it."""
    [score] = json.loads(ask("agri", "--format", "json").out)["agencies"]
    kept = {item["entry"]: item["kept"] for item in score["evidence"]["items"]}
    assert kept == {2: True, 5: True, **dict.fromkeys((6, 7, 8, 9, 10, 12, 13), False)}


def test_the_table_of_all(ask: Sciplan) -> None:
    """Each share stands with its numbers; below the table it says how they are counted."""
    done = ask()
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[:2] == ["示例方案: assessment of agencies", "As of 2024-06-01"]
    assert [line.split() for line in lines if line.startswith(("农业局", "教育局"))] == [
        ["农业局", "1/4", "25.0%", "3/7", "42.9%", "—", "1/1", "2/9", "22.2%"],
        ["教育局", "0/2", "0.0%", "1/3", "33.3%", "1/2", "—", "2/5", "40.0%"],
    ]
    assert "财政局" not in done.out
    assert any(line.startswith("On time: ") for line in lines)
    assert "The ledger began" not in done.out
    assert "示例方案 · as of 2024-06-01 · as known at 2024-05-01 12:00:00 UTC" in lines[-1]


def test_the_page_of_one(ask: Sciplan) -> None:
    """Each share is a sentence, and below it stands what it counts, weak ones first, with the entries."""
    done = ask("教育局")
    assert "0 of 2 targets with figures are met or on track (0.0%)." in done.out
    assert "1 of 3 figures that fell due came in by their deadline (33.3%)." in done.out
    assert "1 of 2 measures that are to be done are done (50.0%)." in done.out
    assert "2 of 5 entries that count have a file (40.0%)." in done.out
    rows = [" ".join(line.split()) for line in done.out.splitlines()]
    places = [
        rows.index(row)
        for row in (
            "经费 × missed each ≥ 2元/人 100% of regions 成员单位 5–6, 8–9",
            "覆盖率 [striving] ○ overdue ≥ 80%",
            "覆盖率 2023 2024-03-31 not complete",
            "经费 2022 2023-03-31 2023-04-20 12:00 late 成员单位 5–6",
            "经费 2023 2024-03-31 2024-03-30 12:00 on time 成员单位 8–9",
            "审计 done no data",
            "平台 done verified 14",
            "6 经费 2022 海东市 成员单位",
        )
    ]
    assert places == sorted(places)


def test_measures_that_go_on(ask: Sciplan) -> None:
    """An agency whose measures all go on is told how many do, and nothing of measures that end."""
    out = ask("agri").out
    assert "1 of 1 measure without an end is going on (100.0%)." in out
    assert "to be done" not in out.split("How it is counted")[0]


def test_rows_for_scripts(ask: Sciplan) -> None:
    """CSV has a row for each agency: each share as its part and its whole."""
    rows = list(csv.reader(io.StringIO(ask("--format", "csv").out)))
    assert rows[0][:6] == ["key", "name", "on_track", "targets", "on_time", "figures_due"]
    assert rows[1] == ["agri", "农业局", "1", "4", "3", "7", "0", "0", "1", "1", "2", "9"]


@pytest.fixture
def _in_beijing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let local time be that of Beijing."""
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("_in_beijing")
def test_a_deadline_ends_where_the_clerk_is(sciplan: Sciplan) -> None:
    """In Beijing 31 March ends at 16:00 UTC: what is recorded a minute before is on time, a minute later it is not."""
    at("2021-06-01", "init", "national-2021-2035")
    at("2021-06-01", "plan", "load", str(OFFICE))
    at("2022-03-31T15:59", "record", "training", "1", "--year", "2021", "--plan", "office")
    at("2023-03-31T16:01", "record", "training", "1", "--year", "2022", "--plan", "office")
    asked = ("scorecard", "agri", "--plan", "office", "--as-of", "2023-06-01", "--format", "json")
    [score] = json.loads(sciplan(*asked).out)["agencies"]
    items = {item["period"]: item["on_time"] for item in score["on_time"]["items"] if item["target"] == "training"}
    assert items == {"2021": True, "2022": False}


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["nobody"], 3, "There is no agency “nobody” in this plan."),
        (["局"], 3, "“局” can mean 3 things"),
        (["--plan", "atlantis"], 3, "There is no plan “atlantis” in this database."),
        (["--known-at", "2021-05-31"], 3, "The ledger held nothing yet at 2021-05-31."),
        (["--known-at", "yesterday"], 2, "“yesterday” is neither a time, nor a batch, nor a fingerprint."),
        (["--as-of", "never"], 2, "“never” is not a date."),
        (["--format", "pdf"], 2, "There is no format “pdf”."),
        (["--format", "docx"], 2, "A Word document needs a file."),
        (["--template", "t.docx"], 2, "A template is for Word documents."),
        (["-o", "there.csv"], 3, "there.csv exists already; nothing was written."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_questions(arguments: list[str], code: int, sentence: str, ledger: Path, sciplan: Sciplan) -> None:
    """A wrong question gets one sentence, the right exit code, and no file."""
    Path("there.csv").write_text("mine", encoding="utf-8")
    done = sciplan("--database", str(ledger), "scorecard", *arguments)
    assert (done.code, done.out, sentence in done.err) == (code, "", True)
    assert Path("there.csv").read_text(encoding="utf-8") == "mine"


def test_into_a_file(ask: Sciplan) -> None:
    """A file holds what the screen would show, in its format."""
    done = ask("-o", "scorecard.csv")
    assert (done.code, done.out, done.err) == (0, "", "Wrote scorecard.csv.\n")
    assert Path("scorecard.csv").read_text(encoding="utf-8-sig") == ask("--format", "csv").out


def test_the_longest_name_of_a_file(ask: Sciplan) -> None:
    """What stands beside a file while it is written has a short name of its own, so that 255 bytes are not too many."""
    name = f"{'长' * 83}.csv"
    assert ask("-o", name).code == 0
    assert list(Path().glob("*.csv")) == [Path(name)]


def test_a_workbook_has_a_sheet_for_each_kind_of_item(ask: Sciplan) -> None:
    """Beside all agencies it lists targets, figures, measures and entries, the agency before each row."""
    assert ask("-o", "scorecard.xlsx").code == 0
    book = openpyxl.load_workbook("scorecard.xlsx")
    rows = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    items = {name: [row for row in found if row[0] in ("农业局", "教育局")] for name, found in rows.items()}
    assert [len(found) for found in items.values()] == [2, 6, 10, 3, 10]


def test_a_whole_province(sciplan: Sciplan) -> None:
    """Qinghai with 228 commitments and five years of returns is assessed at once; its ledger began afterwards."""
    assert sciplan("init", "qinghai-2021-2025").code == 0
    assert sciplan("import", *map(str, RETURNS)).code == 0
    before = time.process_time()
    done = sciplan("scorecard", "--as-of", "2025-12-31", "--format", "json")
    assert time.process_time() - before < 1.5
    agencies = {agency["key"]: agency for agency in json.loads(done.out)["agencies"]}
    assert len(agencies) == 33
    edu = agencies["edu"]
    assert [item["period"] for item in edu["on_time"]["items"]] == ["2021", "2022", "2023", "2024", "2025"]
    assert {agency["on_time"]["part"] for agency in agencies.values()} == {0}
    assert "The ledger began on 2026-03-02; " in sciplan("scorecard", "--as-of", "2025-12-31").out
