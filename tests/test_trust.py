"""What cannot happen to the ledger: replaced rows, forked chains, half loads, and races."""

import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from sciplan.app.importing import Import, import_figures
from sciplan.app.recording import Request, record
from sciplan.errors import Refused
from sciplan.planfile import read_plan
from sciplan.storage.appender import Writing
from sciplan.storage.definitions import NewRevision, store_revisions
from sciplan.storage.schema import create
from tests.conftest import NOW, Sciplan, run_sciplan
from tests.rows import rows

TINY = Path(__file__).parent / "plans" / "tiny.yaml"
RECORD = ("record", "literacy-2025", "12.93%", "--year", "2022")
ATTACKS = (
    "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE id = 1",
    "REPLACE INTO batch SELECT * FROM batch WHERE number = 1",
    "INSERT OR REPLACE INTO batch SELECT 99, at, who, command, file, file_sha256, entries, form, digest FROM batch",
    "INSERT INTO entry SELECT 2, batch, target_id, period, region, agency, value, numerator, denominator, state, kind,"
    " NULL, typed, note FROM entry WHERE id = 1",
    "INSERT INTO entry SELECT 2, batch, target_id, period, region, agency, value, numerator, denominator, state, kind,"
    " 1, typed, note FROM entry WHERE id = 1",
    "INSERT INTO entry SELECT 2, 1, target_id, '2023', region, agency, value, numerator, denominator, state, kind,"
    " NULL, typed, note FROM entry WHERE id = 1",
    "INSERT OR REPLACE INTO plan SELECT * FROM plan",
    "INSERT OR REPLACE INTO target SELECT * FROM target",
    "INSERT OR REPLACE INTO revision SELECT * FROM revision",
    "INSERT OR REPLACE INTO definition SELECT * FROM definition",
    "UPDATE entry SET value = 1",
    "DELETE FROM batch",
    "INSERT INTO entry (id, batch) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET value = 1",
)


@pytest.mark.parametrize("attack", ATTACKS, ids=range(len(ATTACKS)))
def test_no_row_is_replaced(attack: str, national: Path, sciplan: Sciplan) -> None:
    """Another program that knows nothing of our settings cannot change, delete, replace or reorder a row."""
    assert sciplan(*RECORD).code == 0
    before = rows(national, "SELECT * FROM v_entry"), rows(national, "SELECT * FROM batch")
    connection = sqlite3.connect(national)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(attack)
    connection.close()
    assert (rows(national, "SELECT * FROM v_entry"), rows(national, "SELECT * FROM batch")) == before


def test_an_interrupted_init_leaves_nothing() -> None:
    """When creating a database breaks off while it is filled, nothing of it is left."""

    def breaks_off(unfinished: Path) -> None:
        assert unfinished.stat().st_size > 0
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        create(Path("sciplan.db").absolute(), breaks_off)
    assert list(Path().iterdir()) == []


def test_init_signs_its_batches(national: Path) -> None:
    """The batches of `init` say so."""
    assert rows(national, "SELECT command, who FROM batch") == [("init", "tester")]


def test_two_plans_load_together_or_not_at_all(national: Path) -> None:
    """When the second of two plans cannot be stored, the first one is not either."""

    def refuse(_connection: sqlite3.Connection) -> None:
        raise Refused("no")

    plan, problems = read_plan(TINY)
    assert plan is not None, problems
    writing = Writing("tester", NOW.utc, "plan load")
    revisions = [
        NewRevision(plan, writing, lambda _connection: None),
        NewRevision(replace(plan, key="other"), writing, refuse),
    ]
    before = national.read_bytes()
    with pytest.raises(Refused):
        store_revisions(national, revisions)
    assert national.read_bytes() == before


def test_a_plan_that_changes_while_one_records(national: Path) -> None:
    """An entry is not stored for a target that a load took away while somebody was asked what he meant."""
    Path("tiny.yaml").write_text(TINY.read_text(encoding="utf-8"), encoding="utf-8")
    assert run_sciplan("plan", "load", "tiny.yaml").code == 0
    text = Path("tiny.yaml").read_text(encoding="utf-8").replace("key: training,", "key: training-2,")

    def load_meanwhile(_question: str) -> bool:
        Path("tiny.yaml").write_text(text, encoding="utf-8")
        return run_sciplan("plan", "load", "tiny.yaml", "--yes").code == 0

    with pytest.raises(Refused, match="another revision of tiny"):
        record(national, Request("培训", "5", plan="tiny", year="2022"), "tester", NOW, load_meanwhile)
    assert rows(national, "SELECT count(*) FROM entry") == [(0,)]


def test_one_slot_twice_in_a_file(national: Path) -> None:
    """The same figure twice in a file is one entry; two figures for one slot refuse the whole file."""
    Path("same.csv").write_text("target,year,value\nliteracy-2025,2022,12.93\nliteracy-2025,2022,12.930\n", "utf-8")
    Path("other.csv").write_text("target,year,value\nliteracy-2025,2023,14\nliteracy-2025,2023,15\n", "utf-8")
    done = import_figures(national, Import(Path("same.csv"), "national-2021-2035", "tester"), NOW)
    assert [decision.outcome for decision in done.decisions] == ["new", "same"]
    with pytest.raises(Refused, match="literacy-2025 2023 is given twice, as 14 and as 15"):
        import_figures(national, Import(Path("other.csv"), "national-2021-2035", "tester"), NOW)
    assert rows(national, "SELECT typed FROM entry") == [("12.93",)]


def test_writers_take_turns(national: Path) -> None:
    """Eight processes that record at once make eight entries in one unforked chain, each batch after the other."""
    program = "import sys; from sciplan.cli.main import run; sys.exit(run(sys.argv[1:]))"
    results = []

    def one(number: int) -> None:
        arguments = ("record", "literacy-2025", f"{number}%", "--period", f"2022-{number:02d}")
        done = subprocess.run([sys.executable, "-c", program, "--database", str(national), *arguments], check=False)
        results.append(done.returncode)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [0] * 8
    assert rows(national, "SELECT number FROM batch ORDER BY number") == [(number,) for number in range(1, 10)]
    assert rows(national, "SELECT count(*), count(DISTINCT batch) FROM entry") == [(8, 8)]
