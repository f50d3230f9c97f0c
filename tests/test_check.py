"""`check`: which figures of a ledger cannot all be right, and an exit code to go by."""

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sciplan.app.importing import Import, import_file
from sciplan.clock import Now
from sciplan.paths import national_figures_folder
from tests.conftest import NOW, Sciplan
from tests.rows import rows

TINY = str(Path(__file__).parent / "plans" / "tiny.yaml")


@pytest.fixture
def tiny(national: Path, sciplan: Sciplan) -> Path:
    """Give a database with the tiny plan as its default."""
    assert sciplan("plan", "load", TINY).code == 0
    assert sciplan("use", "tiny").code == 0
    return national


@pytest.fixture
def broken(tiny: Path, sciplan: Sciplan) -> Path:
    """Give a ledger whose year, whole, level, state and baseline have something against them."""
    for arguments in (
        ("training", "31", "--year", "2022"),
        ("training", "10", "--period", "2022H1"),
        ("training", "20", "--period", "2022H2"),
        ("share", "40%", "--year", "2023", "--agency", "edu"),
        ("share", "1/3", "--year", "2023", "--agency", "agri"),
        ("share", "21%", "--year", "2020"),
        ("publicity", "done", "--year", "2022"),
        ("publicity", "in-progress", "--year", "2022", "--agency", "edu"),
        ("spending", "3", "--year", "2022", "--region", "630100"),
    ):
        done = sciplan("record", *arguments)
        assert done.code == 0, done.err
    return tiny


def test_an_empty_ledger_is_in_order(tiny: Path, sciplan: Sciplan) -> None:
    """Nothing to compare is nothing found: exit code 0, and a line that says so."""
    done = sciplan("check")
    assert (done.code, done.err) == (0, "")
    head = ["小方案（示例）", "as of 2026-03-02", "", "Nothing disagrees; 0 entries compared"]
    assert done.out.splitlines() == [*head, "0 entries · fingerprint a7bfb55046f6"]


def test_figures_that_agree(tiny: Path, sciplan: Sciplan) -> None:
    """Figures that contain each other and agree are silent; the exit code is 0."""
    for value, period in (("30", "2022"), ("10", "2022H1"), ("20", "2022H2"), ("30", "..2022")):
        assert sciplan("record", "training", value, "--period", period).code == 0
    done = sciplan("check", "tiny")
    assert (done.code, done.out.splitlines()[-2]) == (0, "Nothing disagrees; 4 entries compared")


def test_what_a_person_reads(broken: Path, sciplan: Sciplan) -> None:
    """A sentence names target, region, period, both figures and the entries; beside it stands what to do."""
    done = sciplan("check")
    assert (done.code, done.err) == (1, "")
    for shown in (
        "培训: 青海省 2022 is 31人次 (entry 1), but the figures for 2022H1, 2022H2 make 30人次 (entries 2, 3).",
        "  Find out which is right, and correct or retract the other.",
        "宣传: 青海省 2022 is “done” (entry 7), but not 青海省 教育厅 2022: “in progress” (entry 8).",
        "覆盖率: 青海省 2023 is reported by several agencies (农业农村厅, 教育厅): "
        "from 33.333333% (entry 5) to 40% (entry 4).",
        "覆盖率: 青海省 2020 is 21% (entry 6), but the plan states 20% as the baseline.",
        "4 disagreements; 9 entries compared",
    ):
        assert shown in done.out


def test_the_document(broken: Path, sciplan: Sciplan) -> None:
    """The JSON document is `sciplan/check/1`: codes, both figures as strings, and the entries of each."""
    done = sciplan("check", "--format", "json")
    document = json.loads(done.out)
    assert (done.code, document["schema"], document["plan"], document["compared"]) == (1, "sciplan/check/1", "tiny", 9)
    [(digest,)] = rows(broken, "SELECT digest FROM batch ORDER BY number DESC LIMIT 1")
    assert document["ledger"] == {"entries": 9, "fingerprint": digest}
    found = {one["code"]: one for one in document["disagreements"]}
    assert list(found) == ["period-total", "several-agencies", "baseline-figure", "states-differ"]
    total, agencies = found["period-total"], found["several-agencies"]
    assert (total["target"], total["region"], total["agency"], total["period"]) == ("training", "630000", None, "2022")
    assert (total["amount"], total["entries"], total["other"], total["other_entries"]) == ("31", [1], "30", [2, 3])
    assert (agencies["agency"], agencies["other_agencies"]) == ("agri", ["edu"])
    assert (found["states-differ"]["amount"], found["states-differ"]["unit"]) == ("done", None)
    assert found["baseline-figure"]["other_entries"] == []
    assert total["message"].startswith("培训: ")
    assert total["hint"]


def test_rows_and_markdown(broken: Path, sciplan: Sciplan) -> None:
    """CSV has the members of the JSON objects as columns, Markdown the table; both exit with 1."""
    document = json.loads(sciplan("check", "--format", "json").out)
    done = sciplan("check", "-f", "csv")
    records = list(csv.DictReader(io.StringIO(done.out)))
    assert (done.code, [list(record) for record in records]) == (1, [list(one) for one in document["disagreements"]])
    markdown = sciplan("check", "-f", "md")
    assert (markdown.code, markdown.out.startswith("# 小方案（示例）\n\n| What disagrees | What to do |")) == (1, True)


def test_the_same_figure_of_two_agencies(tiny: Path, sciplan: Sciplan) -> None:
    """Two agencies with one figure may have measured the same or a part each: the sentence asks which."""
    for agency in ("edu", "agri"):
        assert sciplan("record", "share", "40%", "--year", "2023", "--agency", agency).code == 0
    told = "覆盖率: 青海省 2023 is 40% for each of several agencies (教育厅, 农业农村厅; entry 1, entry 2)"
    assert told in " ".join(sciplan("check", "tiny").out.split())


def test_what_was_known_then(broken: Path, sciplan: Sciplan) -> None:
    """`--known-at` asks about an earlier ledger, `--as-of` leaves out what was not over yet."""
    assert sciplan("check", "--known-at", "b3").code == 0
    then = json.loads(sciplan("check", "--known-at", "b5", "--format", "json").out)
    assert (then["compared"], len(then["disagreements"])) == (3, 1)
    assert sciplan("check", "--as-of", "2022-11-30").out.splitlines()[-2] == "1 disagreement; 2 entries compared"
    assert "as known at" in sciplan("check", "--known-at", "b3").out


def test_a_correction_settles_it(broken: Path, sciplan: Sciplan) -> None:
    """A corrected entry no longer disagrees; the one it superseded is not compared."""
    assert sciplan("correct", "1", "30", "--reason", "typed wrong").code == 0
    codes = {one["code"] for one in json.loads(sciplan("check", "--format", "json").out)["disagreements"]}
    assert "period-total" not in codes


def test_nothing_is_written_and_no_status_changes(broken: Path, sciplan: Sciplan) -> None:
    """`check` only looks: the ledger and every status are the same before and after."""
    before = sciplan("status", "--all", "--format", "json").out, broken.read_bytes()
    sciplan("check")
    assert (sciplan("status", "--all", "--format", "json").out, broken.read_bytes()) == before


def test_the_state_of_this_month_is_compared(tiny: Path, sciplan: Sciplan) -> None:
    """A state counts from the day it is recorded, also before its month is over."""
    now = Now(datetime(2023, 5, 10, tzinfo=UTC), date(2023, 5, 10))
    assert sciplan("record", "publicity", "done", now=now).code == 0
    assert sciplan("record", "publicity", "in-progress", "--agency", "edu", now=now).code == 0
    assert sciplan("check", now=now).code == 1


def test_without_a_default_a_plan_must_be_named(national: Path, sciplan: Sciplan) -> None:
    """With several plans and no default, the plan is asked for; with -p it is found."""
    assert sciplan("plan", "load", TINY).code == 0
    assert (sciplan("check").code, sciplan("check", "-p", "tiny").code) == (2, 0)


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["atlantis"], 3, "There is no plan “atlantis” in this database."),
        (["tiny", "-p", "national-2021-2035"], 2, "Two plans are named"),
        (["--as-of", "someday"], 2, "“someday” is not a date."),
        (["--as-of="], 2, "--as-of needs a value."),
        (["--known-at", "b99"], 3, "There is no batch b99."),
        (["--known-at", "b1"], 3, "was not loaded yet"),
        (["--format", "pdf"], 2, "There is no format “pdf”."),
        (["tiny", "training"], 2, "“training” is more than this command takes."),
        ([""], 2, "PLAN needs a value."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_questions(arguments: list[str], code: int, sentence: str, tiny: Path, sciplan: Sciplan) -> None:
    """A wrong question gets one sentence on stderr and its own exit code, never 1."""
    done = sciplan("check", *arguments)
    assert (done.code, done.out, sentence in done.err) == (code, "", True), done.err


def test_the_published_figures_agree(national: Path, sciplan: Sciplan) -> None:
    """The bundled plan with its published figures has nothing to look at."""
    for file in national_figures_folder().glob("*.csv"):
        import_file(national, Import(str(file), "national-2021-2035", "tester"), NOW)
    done = sciplan("check", "national-2021-2035")
    assert (done.code, done.out.splitlines()[-2]) == (0, "Nothing disagrees; 5 entries compared")
