"""What cannot happen to the ledger: replaced rows, forked chains, half loads, and races."""

import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from sciplan.app.importing import Import, import_file
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
ENTRY = (
    "INSERT INTO entry SELECT {id}, {batch}, target_id, {period}, region, agency, value, numerator, denominator, state,"
    " {kind}, {supersedes}, typed, note FROM entry WHERE id = 1"
)
"""The first entry again with another number, batch, period, kind and predecessor."""
BATCH = (
    "INSERT INTO batch SELECT {number}, at, who, command, file, file_sha256, {entries}, form,"
    " '0' || substr(digest, 1, 63) FROM batch WHERE number = 2"
)


def entry(
    id: str = "2",  # noqa: A002 - the column's name
    batch: str = "batch + 1",
    period: str = "'2023'",
    kind: str = "kind",
    supersedes: str = "NULL",
) -> str:
    """Give the statement that writes an entry, by default one in its turn."""
    return ENTRY.format(id=id, batch=batch, period=period, kind=kind, supersedes=supersedes)


ATTACKS = {
    "replace an entry": "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE id = 1",
    "replace a batch": "REPLACE INTO batch SELECT * FROM batch WHERE number = 1",
    "replace by digest": "INSERT OR REPLACE INTO batch SELECT 99, at, who, command, file, file_sha256, entries, form,"
    " digest FROM batch",
    "replace a slot": entry(period="period").replace("INSERT", "INSERT OR REPLACE", 1),
    "a slot's second first entry": entry(period="period"),
    "a record over what stands": entry(period="period", supersedes="1"),
    "into the last batch": entry(batch="batch"),
    "into an old batch": entry(batch="1"),
    "into a later batch": entry(batch="batch + 2"),
    "leaving out a number": entry(id="3"),
    "a number of SQLite's choice": entry(id="NULL"),
    "a negative number": entry(id="-1"),
    "over another slot": entry(kind="'correction'", supersedes="1"),
    "over nothing": entry(kind="'correction'", supersedes="7"),
    "over itself": entry(kind="'correction'", supersedes="2"),
    "a batch out of turn": BATCH.format(number=4, entries=0),
    "a batch of entries that are not there": BATCH.format(number=3, entries=1),
    "a batch of fewer than none": BATCH.format(number=3, entries=-1),
    "replace plans": "INSERT OR REPLACE INTO plan SELECT * FROM plan",
    "replace targets": "INSERT OR REPLACE INTO target SELECT * FROM target",
    "replace revisions": "INSERT OR REPLACE INTO revision SELECT * FROM revision",
    "replace definitions": "INSERT OR REPLACE INTO definition SELECT * FROM definition",
    "update": "UPDATE entry SET value = 1",
    "delete": "DELETE FROM batch",
    "upsert": "INSERT INTO entry (id, batch) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET value = 1",
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_no_row_is_replaced(attack: str, national: Path, sciplan: Sciplan) -> None:
    """Another program that knows nothing of our settings cannot change, delete, replace or reorder a row."""
    assert sciplan(*RECORD).code == 0
    before = rows(national, "SELECT * FROM v_entry"), rows(national, "SELECT * FROM batch")
    connection = sqlite3.connect(national)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(attack)
    connection.close()
    assert (rows(national, "SELECT * FROM v_entry"), rows(national, "SELECT * FROM batch")) == before


def test_a_chain_does_not_fork(national: Path, sciplan: Sciplan) -> None:
    """A second correction of the same entry is refused by the database itself."""
    assert sciplan(*RECORD).code == 0
    assert sciplan("correct", "1", "13%", "--reason", "r").code == 0
    connection = sqlite3.connect(national)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(entry(id="3", batch="4", period="period", kind="'correction'", supersedes="1"))
    connection.execute(entry(id="3", batch="4", period="period", kind="'correction'", supersedes="2"))
    connection.close()


def test_entries_need_their_batch(national: Path, sciplan: Sciplan) -> None:
    """A batch that counts the entries before it wrong is refused."""
    assert sciplan(*RECORD).code == 0
    before = national.read_bytes()
    connection = sqlite3.connect(national, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("BEGIN")
    connection.execute(entry())
    for entries in (0, 2):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(BATCH.format(number=3, entries=entries))
    connection.close()
    assert national.read_bytes() == before


def test_entries_that_got_in_without_a_batch(national: Path, sciplan: Sciplan) -> None:
    """An entry that another program commits without a batch counts nowhere, and nothing more is written."""
    assert sciplan(*RECORD).code == 0
    reports = ("status", "--format", "json", "--all"), ("log",), ("batch", "list")
    before = [sciplan(*report).out for report in reports]
    connection = sqlite3.connect(national)
    connection.execute(entry())
    connection.commit()
    connection.close()
    assert [sciplan(*report).out for report in reports] == before
    done = sciplan("record", "literacy-2025", "14.14%", "--year", "2024")
    assert (done.code, "does not do what it should" in done.err) == (4, True)


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
    done = import_file(national, Import("same.csv", "national-2021-2035", "tester"), NOW)
    assert (done.outcome, done.new, done.same) == ("imported", 1, 1)
    refused = import_file(national, Import("other.csv", "national-2021-2035", "tester"), NOW)
    [problem] = refused.problems
    assert "literacy-2025 2023 is given twice, as 14 in row 2 and as 15 here" in problem.message
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
