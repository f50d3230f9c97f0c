"""`record` and `log`: figures go in once, exactly as typed, or not at all."""

import json
import shutil
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sciplan.clock import Now
from tests.conftest import Sciplan, without_privileges
from tests.rows import rows

TINY = str(Path(__file__).parent / "plans" / "tiny.yaml")


@pytest.fixture
def tiny(national: Path, sciplan: Sciplan) -> Path:
    """Give a database with the tiny plan as its default."""
    assert sciplan("plan", "load", TINY).code == 0
    assert sciplan("use", "tiny").code == 0
    return national


@pytest.mark.parametrize(
    ("target", "typed", "stored"),
    [
        ("training", "12,000", (12_000_000_000, None, None, None)),
        ("training", "1.2万", (12_000_000_000, None, None, None)),
        ("training", "１２０００", (12_000_000_000, None, None, None)),
        ("training", "1.2万人次", (12_000_000_000, None, None, None)),
        ("training", "0.000001", (1, None, None, None)),
        ("share", "56.3%", (56_300_000, None, None, None)),
        ("share", "56.3", (56_300_000, None, None, None)),
        ("share", "264万/592.4万", (None, 2_640_000_000_000, 5_924_000_000_000, None)),
        ("publicity", "in-progress", (None, None, None, "in-progress")),
        ("publicity", "已完成", (None, None, None, "done")),
    ],
)
def test_figures_are_stored_exactly(
    target: str, typed: str, stored: tuple[object, ...], tiny: Path, sciplan: Sciplan
) -> None:
    """A figure as people write it is kept in whole millionths, beside the text that was typed."""
    done = sciplan("record", target, typed, "--year", "2022")
    assert (done.code, "Recorded as entry 1 in batch b3" in done.out) == (0, True), done.err
    [row] = rows(tiny, "SELECT value, numerator, denominator, state, typed FROM entry")
    assert row == (*stored, typed)


def test_the_same_again_is_nothing_new(tiny: Path, sciplan: Sciplan) -> None:
    """The same content in a filled slot is skipped, however it is written, and said to be there."""
    sciplan("record", "training", "12000", "--year", "2022")
    done = sciplan("record", "training", "1.2万", "--year", "2022")
    assert (done.code, "already holds this; nothing was written" in done.out) == (0, True)
    assert rows(tiny, "SELECT count(*), max(batch) FROM entry") == [(1, 3)]


def test_another_value_is_refused(tiny: Path, sciplan: Sciplan) -> None:
    """A different value in a filled slot is a conflict: refused with the way out, the ledger unchanged."""
    sciplan("record", "training", "12000", "--year", "2022")
    before = tiny.read_bytes()
    done = sciplan("record", "training", "12001", "--year", "2022")
    assert done.code == 3
    assert done.err == (
        "Error: training 2022 already holds 12000 (entry 1); 12001 was not recorded.\n"
        "  If the earlier figure is wrong, correct entry 1 and give the reason.\n"
    )
    assert tiny.read_bytes() == before


def test_slots_are_kept_apart(tiny: Path, sciplan: Sciplan) -> None:
    """Region and agency make slots of their own."""
    for place in ([], ["--region", "630100"], ["--agency", "edu"], ["--region", "630100", "--agency", "agri"]):
        assert sciplan("record", "training", "5", "--year", "2022", *place).code == 0
    assert rows(tiny, "SELECT region, agency FROM entry ORDER BY id") == [
        ("630000", ""),
        ("630100", ""),
        ("630000", "edu"),
        ("630100", "agri"),
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["training", "NaN", "--year", "2022"], 3, "“NaN” is not a number."),
        (["training", "1e5", "--year", "2022"], 3, "“1e5” is not a number."),
        (["training", "Infinity", "--year", "2022"], 3, "“Infinity” is not a number."),
        (["training", "1_000", "--year", "2022"], 3, "“1_000” is not a number."),
        (["training", "1,00", "--year", "2022"], 3, "“1,00” is not a number."),
        (["training", "٣", "--year", "2022"], 3, "“٣” is not a number."),
        (["training", "", "--year", "2022"], 2, "VALUE needs a value."),
        (["", "5", "--year", "2022"], 2, "TARGET needs a value."),
        (["training", " ", "--year", "2022"], 3, "“ ” is not a number."),
        (["training", "12人", "--year", "2022"], 3, "training is counted in 人次, not in 人."),
        (["training", "-5", "--year", "2022"], 3, "“-5” is negative; no figure is."),
        (["share", "100.01%", "--year", "2022"], 3, "“100.01%” is more than 100 %."),
        (["share", "5/3", "--year", "2022"], 3, "“5/3” is more than 100 %."),
        (["training", "5", "--year="], 2, "--year needs a value."),
        (["training", "5", "--year", "2022", "--note="], 2, "--note needs a value."),
        (["training", "5", "--year", "2022", "--by="], 2, "--by needs a value."),
        (["training", "5", "--year", "2022", "--by", " "], 2, "Who is writing?"),
        (["training", "5", "--year", "2022", "--database="], 2, "--database needs a value."),
        (["training", "5", "--year", "2022", "--database"], 2, "--database needs a value."),
        (["tiny:training", "5", "--year", "2022", "-p", "national-2021-2035"], 2, "Two plans are named"),
        (["training", "5", "--year", "2022", "--note", "a\udcc3b"], 3, "The text is not UTF-8."),
        (["spending", "4/1", "--year", "2022"], 3, "spending is reported region by region; 青海省 is none of them."),
        (["publicity", "done"], 3, "2026-03 is outside the plan"),
        (["--year", "2022", "--", "training", "-5"], 3, "“-5” is negative, which training cannot be."),
        (["training", "1.0000001", "--year", "2022"], 3, "“1.0000001” has more than six decimals."),
        (["training", "1000000000000", "--year", "2022"], 3, "is too large"),
        (["training", "9" * 40, "--year", "2022"], 3, "is too long for a figure"),
        (["training", "12%", "--year", "2022"], 3, "training is counted in 人次, not in %."),
        (["training", "1/2", "--year", "2022"], 3, "training is counted in 人次; a ratio cannot be counted."),
        (["share", "1/0", "--year", "2022"], 3, "“1/0” divides by 0, which no ratio can."),
        (["training", "5"], 2, "For which year is the figure?"),
        (["training", "5", "--year", "2022", "--period", "2022"], 2, "Give --year or --period, not both."),
        (["training", "5", "--year", "22"], 2, "“22” is not a period."),
        (["training", "5", "--year", "2022H1"], 2, "“2022H1” is not a period."),
        (["training", "5", "--period", "2022Q5"], 2, "“2022Q5” is not a period."),
        (["training", "5", "--year", "2019"], 3, "2019 is outside the plan, which runs from 2021 to 2025."),
        (["training", "5", "--year", "2020"], 3, "2020 is outside the plan"),
        (["training", "5", "--year", "2026"], 3, "2026 is outside the plan"),
        (["share", "5", "--period", "..2022"], 3, "Only cumulative targets have totals to date; share has none."),
        (["contests", "5", "--year", "2022"], 3, "contests is judged half-year by half-year; 2022 is too long."),
        (["contests-all", "5", "--year", "2022"], 3, "contests-all is judged on the figures of contests."),
        (["publicity", "5", "--year", "2022"], 3, "“5” is not a state; publicity has no number."),
        (["publicity", "verified", "--year", "2022"], 3, "“verified” needs evidence"),
        (["trainig", "5", "--year", "2022"], 3, "There is no target “trainig” in this plan."),
        (["train", "5", "--year", "2022"], 3, "“train” is not a whole key."),
        (["contest", "5", "--year", "2022"], 3, "“contest” can mean 2 things"),
        (["training", "5", "--year", "2022", "--region", "999999"], 3, "There is no region “999999” in this plan."),
        (["training", "5", "--year", "2022", "--region", "西宁"], 3, "“西宁” is not a whole key."),
        (["training", "5", "--year", "2022", "--agency", "nobody"], 3, "There is no agency “nobody” in this plan."),
        (["training", "5", "--year", "2022", "--note", "a\x1b[31mb"], 3, "a character that cannot be seen (U+001B)"),
        (["training", "5", "--year", "2022", "--note", "a\u202eb"], 3, "a character that cannot be seen (U+202E)"),
        (["training", "5", "--year", "2022", "--note", "x" * 2001], 3, "The text is 2001 characters long"),
        (["training", "5", "--year", "2022", "--by", "a\nb"], 3, "a character that cannot be seen (U+000A)"),
        (["training", "5", "--year", "2022", "--plan", "atlantis"], 3, "There is no plan “atlantis”"),
        (["atlantis:training", "5", "--year", "2022"], 3, "There is no plan “atlantis”"),
        (["training"], 2, "VALUE is missing."),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else None,
)
def test_wrong_input_writes_nothing(
    arguments: list[str], code: int, sentence: str, tiny: Path, sciplan: Sciplan
) -> None:
    """What cannot be a figure of this target is refused in one sentence, and the file does not change by a byte."""
    before = tiny.read_bytes()
    done = sciplan("record", *arguments)
    assert (done.code, done.out) == (code, "")
    assert done.err.startswith("Error: ")
    assert sentence in done.err
    assert tiny.read_bytes() == before


def test_near_names_are_suggested(tiny: Path, sciplan: Sciplan) -> None:
    """A misspelt target is answered with the near ones."""
    assert "Did you mean training (培训)?" in sciplan("record", "trainig", "5", "--year", "2022").err


def test_a_period_must_be_over(tiny: Path, sciplan: Sciplan) -> None:
    """A period that is not over is refused, except the current month of a level or state."""
    now = Now(datetime(2024, 5, 20, 3, tzinfo=UTC), date(2024, 5, 20))
    assert (
        "2024 is not over yet: it ends on 2024-12-31."
        in sciplan("record", "training", "5", "--year", "2024", now=now).err
    )
    assert "2024-05 is not over yet" in sciplan("record", "training", "5", "--period", "2024-05", now=now).err
    assert sciplan("record", "share", "5%", "--period", "2024-05", now=now).code == 0
    assert sciplan("record", "training", "5", "--period", "2024-04", now=now).code == 0
    assert sciplan("record", "publicity", "done", now=now).code == 0
    assert "● on track" in sciplan("status", "--all", "--as-of", "2024-05-20").out
    assert rows(tiny, "SELECT period FROM entry ORDER BY id") == [("2024-05",), ("2024-04",), ("2024-05",)]


def test_baseline_years_are_accepted(tiny: Path, sciplan: Sciplan) -> None:
    """The year before the plan takes baselines of levels and annual figures."""
    assert sciplan("record", "spending", "2/1", "--year", "2020", "--region", "630100").code == 0


def test_new_year_in_beijing(tiny: Path, sciplan: Sciplan) -> None:
    """On New Year's morning in Beijing last year is over, although UTC still counts it."""
    now = Now(datetime(2023, 12, 31, 23, 30, tzinfo=UTC), date(2024, 1, 1))
    assert sciplan("record", "training", "5", "--year", "2023", now=now).code == 0
    assert rows(tiny, "SELECT period FROM entry") == [("2023",)]


def test_time_never_runs_backwards(tiny: Path, sciplan: Sciplan) -> None:
    """A batch is never older than the one before it, even when the clock was set back."""
    early = Now(datetime(2024, 1, 1, tzinfo=UTC), date(2024, 1, 1))
    sciplan("record", "training", "5", "--year", "2022")
    sciplan("record", "training", "6", "--year", "2023", now=early)
    times = [at for (at,) in rows(tiny, "SELECT at FROM batch ORDER BY number")]
    assert times == sorted(times)


def test_totals_stay_exact(tiny: Path, sciplan: Sciplan) -> None:
    """Figures that would add up past what sums hold exactly are refused as a whole."""
    for month in range(1, 10):
        done = sciplan("record", "training", "999999999999", "--period", f"2022-{month:02d}")
        assert done.code == 0, done.err
    done = sciplan("record", "training", "999999999999", "--period", "2022-10")
    assert (done.code, "would add up to more than 9,000,000,000,000" in done.err) == (3, True)
    assert rows(tiny, "SELECT count(*) FROM entry") == [(9,)]


def test_the_log_is_the_ledger(tiny: Path, sciplan: Sciplan) -> None:
    """`log` gives the entries in the order in which they were written, with the members of the contract."""
    sciplan("record", "training", "5", "--year", "2022", "--note", "首次填报", "--by", "张三")
    sciplan("record", "share", "1/2", "--year", "2023", "--region", "630100", "--agency", "edu")
    sciplan("record", "publicity", "done", "--period", "2023-05")
    document = json.loads(sciplan("log", "--format", "json").out)
    assert document["schema"] == "sciplan/log/1"
    first, second, third = document["entries"]
    assert first == {
        "id": 1,
        "batch": 3,
        "plan": "tiny",
        "target": "training",
        "year": 2022,
        "period": "2022",
        "region": "630000",
        "agency": None,
        "value": "5",
        "numerator": None,
        "denominator": None,
        "state": None,
        "kind": "record",
        "supersedes": None,
        "recorded_at": "2026-03-02T01:30:00.000000+00:00",
        "recorded_by": "张三",
        "note": "首次填报",
    }
    assert (second["numerator"], second["denominator"], second["agency"]) == ("1", "2", "edu")
    assert (third["state"], third["period"]) == ("done", "2023-05")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--target", "training"], [1, 2]),
        (["--target", "tiny:training", "--year", "2022"], [1]),
        (["--region", "西宁"], [3]),
        (["--agency", "教育"], [3]),
        (["--batch", "b4"], [2]),
        (["--batch", "4"], [2]),
        (["--plan", "national"], []),
        ([], [1, 2, 3]),
    ],
    ids=lambda value: " ".join(value) if value and isinstance(value[0], str) else "",
)
def test_log_filters(arguments: list[str], expected: list[int], tiny: Path, sciplan: Sciplan) -> None:
    """Filters take any unique part of a name, and a plan of their own."""
    sciplan("record", "training", "5", "--year", "2022")
    sciplan("record", "training", "5", "--year", "2023")
    sciplan("record", "share", "5%", "--year", "2023", "--region", "630100", "--agency", "edu")
    document = json.loads(sciplan("log", "--format", "json", *[str(part) for part in arguments]).out)
    assert [entry["id"] for entry in document["entries"]] == expected


def test_log_of_nothing(tiny: Path, sciplan: Sciplan) -> None:
    """An empty ledger says so on stderr; as data it is empty."""
    assert "There are no such entries." in sciplan("log").err
    assert sciplan("log", "--format", "csv").out.count("\n") == 1


def test_read_only_database(national: Path, sciplan: Sciplan) -> None:
    """A database that cannot be written to is said to be so, with exit code 4, and can still be read."""
    assert sciplan("status").code == 0
    with tempfile.TemporaryDirectory() as folder:
        shared = Path(shutil.copy(national, folder))
        shared.chmod(0o444)
        shared.parent.chmod(0o555)
        option = ("--database", str(shared))
        done = without_privileges(*option, "record", "literacy-2025", "5", "--year", "2022")
        assert (done.code, "is read-only" in done.err) == (4, True)
        assert without_privileges(*option, "status").code == 0
        done = without_privileges("--database", f"{folder}/new.db", "init")
        assert (done.code, "No database can be created" in done.err) == (4, True)
        shared.parent.chmod(0o700)
        done = without_privileges(*option, "status")
        assert (done.code, "permission is missing" in done.err) == (4, True)
        assert rows(shared, "SELECT count(*) FROM entry") == [(0,)]
