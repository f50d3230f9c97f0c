"""`status`: the contract for scripts, the check vectors, and what a person reads."""

import csv
import io
import json
from datetime import timedelta
from pathlib import Path

import pytest

from sciplan.app.importing import Import, import_file
from sciplan.clock import Now
from sciplan.paths import national_figures_folder
from tests.conftest import NOW, Sciplan
from tests.rows import rows

TARGET_KEYS = [
    "key",
    "name",
    "section",
    "kind",
    "unit",
    "goal",
    "due",
    "binding",
    "baseline",
    "value",
    "value_at",
    "attainment",
    "expected",
    "pace",
    "gap",
    "projection",
    "effort",
    "status",
    "notices",
    "lead",
    "responsible",
]


@pytest.fixture
def surveyed(national: Path) -> Path:
    """Give a database with the published survey results."""
    for file in national_figures_folder().glob("*.csv"):
        import_file(national, Import(str(file), "national-2021-2035", "tester"), NOW)
    return national


def test_the_document_has_its_keys_in_order(surveyed: Path, sciplan: Sciplan) -> None:
    """The JSON document is `sciplan/status/1`: fixed keys in a fixed order, the ledger's fingerprint among them."""
    document = json.loads(sciplan("status", "national-2021-2035", "--format", "json", "--as-of", "2023-12-31").out)
    assert list(document) == [
        "schema",
        "plan",
        "as_of",
        "known_at",
        "milestone",
        "ledger",
        "summary",
        "targets",
    ]
    assert document["schema"] == "sciplan/status/1"
    assert (document["plan"], document["as_of"], document["known_at"]) == ("national-2021-2035", "2023-12-31", None)
    assert document["milestone"] == "y2025"
    [(digest,)] = rows(surveyed, "SELECT digest FROM batch ORDER BY number DESC LIMIT 1")
    assert document["ledger"] == {"entries": 5, "fingerprint": digest}
    assert list(document["summary"].items()) == [
        ("missed", 0),
        ("far-behind", 0),
        ("overdue", 0),
        ("behind", 0),
        ("no-baseline", 0),
        ("no-data", 0),
        ("on-track", 2),
        ("met", 0),
    ]
    assert [list(target) for target in document["targets"]] == [TARGET_KEYS, TARGET_KEYS]


@pytest.mark.parametrize(
    ("as_of", "value", "attainment", "expected", "pace", "gap"),
    [
        ("2022-12-31", "12.93", "53.378378", "40", "1.334459", "13.378378"),
        ("2023-12-31", "14.14", "80.630631", "60", "1.343844", "20.630631"),
    ],
)
def test_check_vectors(
    as_of: str,
    value: str,
    attainment: str,
    expected: str,
    pace: str,
    gap: str,
    surveyed: Path,
    sciplan: Sciplan,
) -> None:
    """The survey results give the check vectors of the design, as decimal strings of at most six places."""
    document = json.loads(sciplan("status", "national-2021-2035", "--format", "json", "--as-of", as_of).out)
    [target] = [target for target in document["targets"] if target["key"] == "literacy-2025"]
    found = {key: target[key] for key in ("value", "value_at", "attainment", "expected", "pace", "gap", "status")}
    assert found == {
        "value": value,
        "value_at": as_of,
        "attainment": attainment,
        "expected": expected,
        "pace": pace,
        "gap": gap,
        "status": "on-track",
    }
    assert target["goal"] == {"more_than": "15"}
    assert target["baseline"] == {"value": "10.56", "year": 2020}


def test_the_vectors_on_the_screen(surveyed: Path, sciplan: Sciplan) -> None:
    """A person reads the same figures, rounded to one place."""
    text = sciplan("status", "national-2021-2035", "--as-of", "2022-12-31").out
    [line] = [line for line in text.splitlines() if "2025年）" in line and "●" in line]
    for shown in ("12.93%", "> 15%", "53.4%", "40.0%", "+13.4"):
        assert shown in line


def test_one_series_serves_two_targets(surveyed: Path, sciplan: Sciplan) -> None:
    """The target for 2035 is judged on the figures of the one for 2025, along its checkpoint."""
    document = json.loads(sciplan("status", "--format", "json", "--as-of", "2025-12-31").out)
    targets = {target["key"]: target for target in document["targets"]}
    assert targets["literacy-2025"]["status"] == "met"
    assert targets["literacy-2035"]["status"] == "on-track"
    assert targets["literacy-2035"]["value"] == targets["literacy-2025"]["value"] == "16.74"


def test_csv_has_the_same_rows(surveyed: Path, sciplan: Sciplan) -> None:
    """CSV has the members of the JSON targets as columns."""
    records = list(csv.DictReader(io.StringIO(sciplan("status", "--format", "csv", "--as-of", "2022-12-31").out)))
    assert [list(record) for record in records] == [TARGET_KEYS, TARGET_KEYS]
    assert (records[0]["gap"], records[0]["goal"]) == ("13.378378", "more_than=15")


def test_markdown_is_a_table(surveyed: Path, sciplan: Sciplan) -> None:
    """Markdown begins with the plan's name and has one row for each target."""
    text = sciplan("status", "--format", "md", "--as-of", "2022-12-31").out
    assert text.startswith("# 全民科学素质行动规划纲要（2021—2035年）\n\n| Status |")
    assert text.count("\n| ● on track |") == 2


def test_earlier_knowledge_comes_back(surveyed: Path, sciplan: Sciplan) -> None:
    """`--known-at` with a batch, its fingerprint or its time gives what was said then, although more is known now."""
    before = sciplan("status", "--format", "json", "--as-of", "2023-12-31", "--known-at", "b2").out
    [(digest, at)] = rows(surveyed, "SELECT digest, at FROM batch WHERE number = 2")
    later = Now(NOW.utc + timedelta(days=1), NOW.today)
    sciplan("record", "literacy-2025", "11.5%", "--year", "2021", now=later)
    shown = at[:19]  # reports show seconds
    for moment in ("b2", digest, digest[:12], digest[:12].upper(), at, f"{shown}Z", f"{shown[:16]}Z", f"{shown}+00:00"):
        assert sciplan("status", "--format", "json", "--as-of", "2023-12-31", "--known-at", moment).out == before
    document = json.loads(before)
    assert (document["known_at"], document["ledger"]["fingerprint"]) == (at, digest)


@pytest.mark.parametrize(
    ("moment", "code", "sentence"),
    [
        ("b99", 3, "There is no batch b99."),
        ("abcdefabcdef", 3, "No state of this ledger has the fingerprint abcdefabcdef."),
        ("yesterday", 2, "“yesterday” is neither a time, nor a batch, nor a fingerprint."),
        ("0001-01-01T00:00+23:59", 2, "is neither a time, nor a batch, nor a fingerprint."),
        ("9999-12-31T23:59:59-23:59", 2, "is neither a time, nor a batch, nor a fingerprint."),
        ("2026", 2, "“2026” is neither a time, nor a batch, nor a fingerprint."),
        ("2026-11", 2, "“2026-11” is neither a time"),
        ("2026-W47", 2, "“2026-W47” is neither a time"),
        ("1999-01-01", 3, "The ledger held nothing yet at 1999-01-01."),
        ("b0", 3, "The ledger held nothing yet at b0."),
    ],
)
def test_moments_that_are_none(moment: str, code: int, sentence: str, surveyed: Path, sciplan: Sciplan) -> None:
    """A moment that cannot be found is refused in one sentence."""
    done = sciplan("status", "--known-at", moment)
    assert (done.code, sentence in done.err, done.out) == (code, True, "")


def test_before_the_plan_was_loaded(national: Path, sciplan: Sciplan) -> None:
    """A plan that came later than the moment asked for was not known then."""
    assert sciplan("plan", "load", str(Path(__file__).parent / "plans" / "tiny.yaml")).code == 0
    done = sciplan("status", "tiny", "--known-at", "b1")
    assert (done.code, "was not loaded yet" in done.err) == (3, True)


def test_a_milestone_is_looked_at_on_its_last_day(surveyed: Path, sciplan: Sciplan) -> None:
    """`--milestone` sets the date; any unique part of its name will do."""
    for named in ("y2025", "2025年"):
        document = json.loads(sciplan("status", "--format", "json", "--milestone", named).out)
        assert (document["as_of"], document["milestone"]) == ("2025-12-31", "y2025")


def test_states_are_left_out_unless_asked_for(national: Path, sciplan: Sciplan) -> None:
    """Commitments without a number appear with `--all`; without it their number is told."""
    assert sciplan("plan", "load", str(Path(__file__).parent / "plans" / "tiny.yaml")).code == 0
    short, full = sciplan("status", "tiny"), sciplan("status", "tiny", "--all")
    assert "1 commitment without a number is not listed; --all lists it" in short.out
    assert "宣传" not in short.out
    assert "宣传" in full.out


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["status", "--as-of", "2023-02-30"], 2, "“2023-02-30” is not a date."),
        (["status", "--as-of="], 2, "--as-of needs a value."),
        (["status", ""], 2, "PLAN needs a value."),
        (["-"], 2, "There is no command “-”."),
        (["log", "--year", "abc"], 2, "“abc” is not a year."),
        (["log", "--batch", "bb3"], 2, "“bb3” is not a batch."),
        (["status", "--as-of", "9999-12-31"], 2, "“9999-12-31” is not a date."),
        (["status", "--as-of", "soon"], 2, "“soon” is not a date."),
        (["status", "--as-of", "2023-12-31", "--milestone", "y2025"], 2, "Give --as-of or --milestone, not both."),
        (["status", "--milestone", "mid"], 3, "There is no milestone “mid” in this plan."),
        (["status", "--milestone", "年"], 3, "“年” can mean 2 things"),
        (["status", "atlantis"], 3, "There is no plan “atlantis” in this database."),
        (["status", "national", "--plan", "other"], 2, "Two plans are named"),
        (["status", "--format", "pdf"], 2, "There is no format “pdf”."),
        (["status", "--format"], 2, "--format needs a value."),
        (["status", "--nonsense"], 2, "There is no option --nonsense."),
        (["status", "one", "two"], 2, "“two” is more than this command takes."),
        (["stauts"], 2, "There is no command “stauts”."),
        (["plan"], 2, "A command is missing."),
        (["use"], 2, "PLAN is missing."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_questions(arguments: list[str], code: int, sentence: str, surveyed: Path, sciplan: Sciplan) -> None:
    """A wrong question gets one sentence on stderr, the right exit code, and nothing on stdout."""
    done = sciplan(*arguments)
    assert (done.code, done.out) == (code, "")
    assert done.err.startswith("Error: ")
    assert sentence in done.err
    assert "Traceback" not in done.err
