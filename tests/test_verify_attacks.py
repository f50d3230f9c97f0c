"""What other programs can do to a database by SQL: all of it is refused, or found by verifying."""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from sciplan.app.verifying import verify
from sciplan.storage import tables  # noqa: F401 - fills the metadata
from sciplan.storage.canonical import BatchHeader, batch_digest
from tests.conftest import Sciplan
from tests.rows import rows
from tests.whole_ledger import codes, hostile, whole_ledger

SHELL = pytest.mark.skipif(
    shutil.which("sqlite3") is None and "CI" not in os.environ, reason="the sqlite3 shell is not installed"
)
COLUMNS = [
    ("alembic_version", "version_num"),
    *((table.name, column.name) for table in SQLModel.metadata.sorted_tables for column in table.columns.values()),
]
LAST = "(SELECT max(rowid) FROM {table})"
FIRST = "(SELECT min(rowid) FROM {table})"
SAME_ENTRY = (
    "INSERT INTO entry SELECT {id}, {batch}, target_id, {period}, region, agency, value, numerator, denominator,"
    " state, kind, supersedes, typed, note FROM entry WHERE id = 1"
)

REFUSED = {
    "update": "UPDATE entry SET value = 1",
    "update or replace": "UPDATE OR REPLACE entry SET id = 1 WHERE id = 2",
    "update or ignore": "UPDATE OR IGNORE entry SET value = 1",
    "delete": "DELETE FROM entry",
    "delete a batch": "DELETE FROM batch WHERE number = (SELECT max(number) FROM batch)",
    "replace": "REPLACE INTO entry SELECT * FROM entry WHERE id = 1",
    "replace a file": "REPLACE INTO file SELECT sha256, 1, x'00' FROM file LIMIT 1",
    "replace evidence": "REPLACE INTO evidence SELECT entry, position, sha256, 'other' FROM evidence LIMIT 1",
    "replace a quota": "REPLACE INTO quota SELECT batch, target_id, year, 1, 1, '1' FROM quota LIMIT 1",
    "upsert": "INSERT INTO batch SELECT * FROM batch WHERE number = 1 ON CONFLICT DO UPDATE SET who = 'x'",
    "insert or ignore": SAME_ENTRY.format(id="1", batch="1", period="period").replace("INSERT", "INSERT OR IGNORE"),
    "an entry into a closed batch": SAME_ENTRY.format(id="36", batch="16", period="'2030'"),
    "a fork": "INSERT INTO entry SELECT 36, 17, target_id, period, region, agency, 1, NULL, NULL, NULL, 'correction',"
    " 1, typed, note FROM entry WHERE id = 1",
    "evidence for an old entry": "INSERT INTO evidence SELECT 1, 0, sha256, 'late.pdf' FROM file LIMIT 1",
    "a revision of an old batch": "INSERT INTO revision SELECT 99, plan_id, number + 1, batch, name, level, region,"
    " start_date, end_date, text FROM revision ORDER BY id DESC LIMIT 1",
    "a definition in an old revision": "INSERT INTO definition SELECT 1, 3, 99, name, section, kind, unit, goal,"
    " goal_value, goal_upper, due, binding, baseline_value, baseline_year, combine, figures_of, measure"
    " FROM definition LIMIT 1",
    "an agency in an old revision": "INSERT INTO agency SELECT revision_id, 'new', name, full_name, level FROM agency",
    "a quota in an old batch": "INSERT INTO quota SELECT 4, target_id, 2025, amount, checkpoint, typed FROM quota",
    "a quota in a batch of a plan": "INSERT INTO quota SELECT 1, target_id, 2025, amount, checkpoint, typed FROM quota",
}
"""What the rules of the database stop, as long as nobody switches them off."""

SILENT = "CREATE TRIGGER mine BEFORE INSERT ON evidence BEGIN SELECT RAISE(IGNORE); END; PRAGMA writable_schema = ON;"
OTHERWISE = "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql ="

FOUND = {
    "another trigger": "CREATE TRIGGER mine AFTER INSERT ON entry BEGIN SELECT 1; END",
    "another view": "CREATE VIEW mine AS SELECT * FROM entry",
    "another table": "CREATE TABLE mine (a)",
    "another index": "CREATE INDEX mine ON entry (typed)",
    "a column more": "ALTER TABLE entry ADD COLUMN mine TEXT",
    "a table of another name": "ALTER TABLE quota RENAME TO mine",
    "a trigger less": "DROP TRIGGER entry_no_delete",
    "a trigger that lets through": "DROP TRIGGER batch_no_update; CREATE TRIGGER batch_no_update BEFORE UPDATE ON batch"
    " WHEN false BEGIN SELECT RAISE(ABORT, 'batch is append-only'); END",
    "a fork": "DROP INDEX uq_entry_supersedes; DROP TRIGGER entry_no_replace; INSERT INTO entry SELECT 36, 17,"
    " target_id, period, region, agency, 1, NULL, NULL, NULL, 'correction', 1, typed, note FROM entry WHERE id = 1",
    "an index less": "DROP INDEX uq_entry_first",
    "a view less": "DROP VIEW v_live_entry",
    "a view that shows less": "DROP VIEW v_live_entry; CREATE VIEW v_live_entry AS SELECT * FROM v_entry WHERE id > 1",
    "a table less": "PRAGMA foreign_keys = OFF; DROP TABLE quota",
    "a check less, behind SQLite's back": "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql ="
    " replace(sql, 'STRICT', '') WHERE name = 'entry'",
    "a trigger rewritten behind SQLite's back": "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql ="
    " replace(sql, 'BEFORE DELETE', 'AFTER DELETE') WHERE name = 'entry_no_delete'",
    "a trigger under one of SQLite's names": f"{SILENT} UPDATE sqlite_master SET name = 'sqlite_mine',"
    " sql = replace(sql, 'mine', 'sqlite_mine') WHERE name = 'mine'",
    "a trigger that is called a table of SQLite's": f"{SILENT} UPDATE sqlite_master SET type = 'table',"
    " name = 'sqlite_stat1', tbl_name = 'sqlite_stat1' WHERE name = 'mine'",
    "a trigger that is called as one of ours": f"{SILENT} CREATE TEMP TABLE kept AS SELECT name, sql FROM sqlite_master"
    " WHERE name IN ('mine', 'evidence_no_delete'); UPDATE sqlite_master SET sql = (SELECT sql FROM kept WHERE"
    " kept.name <> sqlite_master.name), name = 'evidence_no_delete' WHERE name IN (SELECT name FROM kept)",
    "rules that are text": f"{OTHERWISE} replace(replace(sql, 'SELECT RAISE', 'SELECT \"RAISE'),"
    " 'append-only'')', 'append-only'')\"') WHERE type = 'trigger'",
    "a kind with a quote in it": f"{OTHERWISE} replace(sql, '''retraction''', '''retr\"action''') WHERE type = 'view'",
    "a kind with a space in it": f"{OTHERWISE} replace(sql, 'is append-only', 'is  append-only')",
    "a join on text": f"{OTHERWISE} replace(sql, 'ON b.number = e.batch', 'ON \"b.number = e.batch\"')",
    "nothing that is text": f"{OTHERWISE} replace(sql, 'NEW.supersedes IS NULL', 'NEW.supersedes IS \"NULL\"')",
    "a comment": f"{OTHERWISE} replace(sql, 'SELECT RAISE', '/* */ SELECT RAISE')",
    "an index of another table behind SQLite's back": "PRAGMA writable_schema = ON; UPDATE sqlite_master SET tbl_name ="
    " 'mine' WHERE name = 'sqlite_autoindex_evidence_1'",
    "another journal": "PRAGMA journal_mode = WAL",
    "another version beside this one": "INSERT INTO alembic_version VALUES ('0004')",
    "a later version beside this one": "INSERT INTO alembic_version VALUES ('9999')",
    "no version": "DELETE FROM alembic_version",
    "a version that there is not": "UPDATE alembic_version SET version_num = 'mine'",
    "a setting": "INSERT INTO setting VALUES ('mine', '1')",
    "a default plan that is none": "UPDATE setting SET value = 'none'",
    "a file of no entry": "INSERT INTO file SELECT printf('%064d', 1), 1, x'00'",
    "a plan without a revision": "INSERT INTO plan VALUES (99, 'mine')",
    "a target of no plan": "INSERT INTO target VALUES (99, 1, 'mine')",
    "an entry without a batch": SAME_ENTRY.format(id="36", batch="17", period="'2030'"),
    "a batch of nothing": "INSERT INTO batch SELECT 17, at, who, command, file, file_sha256, 0, form,"
    " '0' || substr(digest, 1, 63) FROM batch WHERE number = 4",
    "a batch from before": "INSERT INTO batch SELECT 17, '1999', who, command, file, file_sha256, 0, form,"
    " '0' || substr(digest, 1, 63) FROM batch WHERE number = 4",
}
"""What any program can do to a file that it may write, and verifying tells."""

MENDED_TRIGGERS = {
    "a deleted entry": "DELETE FROM entry WHERE id = 1",
    "the last entry deleted": "DELETE FROM entry WHERE id = 35",
    "the last batch deleted": "DELETE FROM batch WHERE number = 16",
    "a batch deleted from the middle": "DELETE FROM batch WHERE number = 6",
    "two entries in each other's place": "UPDATE entry SET id = CASE id WHEN 3 THEN -4 ELSE -3 END WHERE id IN (3, 4);"
    " UPDATE entry SET id = -id WHERE id < 0",
    "an entry moved to the next batch": "UPDATE entry SET batch = batch + 1 WHERE id = 3",
    "evidence taken away": "DELETE FROM evidence WHERE position = 1",
    "evidence of nothing": "INSERT INTO evidence SELECT 99, 0, sha256, 'x' FROM file LIMIT 1",
    "evidence added": "INSERT INTO evidence SELECT 1, 0, sha256, 'x' FROM file LIMIT 1",
    "a quota taken away": "DELETE FROM quota WHERE rowid = 1",
    "a quota added": "INSERT INTO quota SELECT batch, target_id, 2025, amount, checkpoint, typed FROM quota",
    "a revision taken away": "DELETE FROM revision WHERE id = (SELECT max(id) FROM revision)",
    "a target laid out as another": "UPDATE definition SET target_id = -target_id WHERE position = 0",
    "a responsibility taken away": "DELETE FROM responsibility WHERE rowid = 1",
    "a region added": "INSERT INTO region SELECT revision_id, '999999', name, level, parent FROM region LIMIT 1",
    "all plans taken away": "DELETE FROM plan",
    "an amount past the bound": "UPDATE entry SET value = 9223372036854775807 WHERE id = 3",
    "a digest that is none": "UPDATE batch SET digest = printf('%064d', 0) WHERE number = 3",
    "another form": "UPDATE batch SET form = 2 WHERE number = 3",
    "a text that is no plan's": "UPDATE revision SET text = '[' WHERE id = 1",
    "a text without its plan": "UPDATE revision SET text = '{}' WHERE id = 1",
    "the text of another plan": "UPDATE revision SET text = (SELECT text FROM revision WHERE id = 2) WHERE id = 1",
    "a count past all": "UPDATE batch SET entries = 4611686018427387904 WHERE number = 5",
    "a count below none": "UPDATE batch SET entries = -5 WHERE number = 5",
}
"""What a program can do that drops the triggers and puts them back."""


@pytest.fixture
def ledger() -> Path:
    """Give a database with every kind of batch."""
    return whole_ledger()


WITHOUT_TRIGGERS = {
    "another figure": "UPDATE entry SET value = 1 WHERE id = 3",
    "an entry less": "DELETE FROM entry WHERE id = 35",
    "another writer": "UPDATE batch SET who = 'somebody' WHERE number = 3",
    "another file": "UPDATE file SET content = zeroblob(size)",
    "another quota": "UPDATE quota SET amount = 1",
}
"""What a program does that switches the triggers off for itself; in the file they are still there."""


def state(path: Path) -> object:
    """Give every row of the tables that the chain proves."""
    return [rows(path, f"SELECT * FROM {table.name} ORDER BY rowid") for table in SQLModel.metadata.sorted_tables]


@pytest.mark.parametrize("attack", REFUSED.values(), ids=REFUSED)
def test_refused(attack: str, ledger: Path) -> None:
    """The database itself refuses it, to a program without references, without checks, and with a copy attached."""
    before = state(ledger)
    connection = sqlite3.connect(ledger)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute("PRAGMA recursive_triggers = OFF")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(attack)
    connection.close()
    assert state(ledger) == before
    assert codes(ledger) == []


@pytest.mark.parametrize("attack", FOUND.values(), ids=FOUND)
def test_found(attack: str, ledger: Path) -> None:
    """What no rule of a database can stop is found."""
    connection = sqlite3.connect(ledger, isolation_level=None)
    connection.executescript(attack)
    connection.close()
    assert codes(ledger) != []


@SHELL
@pytest.mark.parametrize("attack", WITHOUT_TRIGGERS.values(), ids=WITHOUT_TRIGGERS)
def test_found_where_triggers_were_switched_off(attack: str, ledger: Path) -> None:
    """A program may switch all triggers off; what it did then is found."""
    script = f".dbconfig enable_trigger off\n{attack};\n"
    done = subprocess.run(["sqlite3", "-batch", str(ledger)], input=script, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert codes(ledger) != []


@pytest.mark.parametrize("attack", MENDED_TRIGGERS.values(), ids=MENDED_TRIGGERS)
def test_found_behind_the_triggers(attack: str, ledger: Path) -> None:
    """Rows that were deleted, inserted, moved or bent while the triggers were away are found."""
    with hostile(ledger) as connection:
        connection.executescript(attack)
    assert codes(ledger) != []


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=[".".join(pair) for pair in COLUMNS])
def test_every_column_is_proved(table: str, column: str, ledger: Path) -> None:
    """Whichever column of whichever table is changed, in its first row or its last, verifying finds it."""
    content = ledger.read_bytes()
    for which in (FIRST, LAST):
        ledger.write_bytes(content)
        with hostile(ledger) as connection:
            [(value, kind)] = connection.execute(
                f"SELECT {column}, typeof({column}) FROM {table} WHERE rowid = {which.format(table=table)}"
            ).fetchall()
            other = _another(connection, table, column, value, kind)
            connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = {which.format(table=table)}", (other,))
        assert codes(ledger) != [], (value, other)


def _another(connection: sqlite3.Connection, table: str, column: str, value: object, kind: str) -> object:
    if kind == "integer":
        return int(str(value)) + 1000
    if kind == "text":
        return f"{value}x"
    if kind == "blob":
        return b"x"
    types = {name: of for _place, name, of, *_rest in connection.execute(f"PRAGMA table_info({table})")}
    return 6 if types[column] == "INTEGER" else "x"


def test_flaws_are_told_once(ledger: Path) -> None:
    """A count that is wrong does not make every later batch look wrong."""
    with hostile(ledger) as connection:
        connection.execute("UPDATE batch SET entries = entries + 1 WHERE number = 5")
    flaws = verify(ledger, None).flaws
    assert {flaw.batch for flaw in flaws} == {5}
    assert {flaw.code for flaw in flaws} == {"batch-digest", "batch-entries"}


def test_many_flaws_are_summed_up(ledger: Path) -> None:
    """Of very many flaws of one kind the first are told, and that there are more."""
    with hostile(ledger) as connection:
        for number in range(100):
            connection.execute(f"CREATE TABLE mine_{number} (a)")
    found = codes(ledger)
    assert (found.count("foreign-object"), found.count("more")) == (20, 1)


def test_a_rebuilt_chain_needs_a_printed_fingerprint(ledger: Path) -> None:
    """Who has file and program can rebuild the chain, and it verifies; the fingerprint of a printed report tells."""
    [(printed,)] = rows(ledger, "SELECT digest FROM batch WHERE number = 16")
    text = "another reason"
    with hostile(ledger) as connection:
        connection.execute("DELETE FROM entry WHERE batch = 16")
        connection.execute("DELETE FROM batch WHERE number > 14")
        connection.execute("DELETE FROM entry WHERE batch > 14")
        [(previous,)] = connection.execute("SELECT digest FROM batch WHERE number = 13").fetchall()
        connection.execute("UPDATE batch SET who = ? WHERE number = 14", (text,))
        columns = "number, at, who, command, file, file_sha256, entries"
        header = BatchHeader(*connection.execute(f"SELECT {columns} FROM batch WHERE number = 14").fetchone())
        items = [
            "\t".join(("quota", *(str(one) for one in row)))
            for row in connection.execute(
                "SELECT plan, target, year, amount, checkpoint, typed FROM v_quota WHERE batch = 14"
            )
        ]
        digest = batch_digest(previous, header, items)
        connection.execute("UPDATE batch SET digest = ? WHERE number = 14", (digest,))
    assert verify(ledger, None).verified
    assert not verify(ledger, printed).verified


def test_a_database_in_wal_is_switched_back(ledger: Path, sciplan: Sciplan) -> None:
    """The next write switches a database back that another program has switched to write-ahead logging."""
    connection = sqlite3.connect(ledger)
    assert connection.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    connection.close()
    done = sciplan("db", "verify")
    assert (done.code, "switched the way of writing to wal" in done.out) == (1, True)
    assert done.out.splitlines()[-1] == (
        "not verified: 1 problem, and nothing that was recorded is changed. Do what is said about it."
    )
    assert "Write nothing more" not in done.out
    assert sciplan("record", "training", "5", "--year", "2024").code == 0
    assert rows(ledger, "PRAGMA journal_mode") == [("delete",)]
    assert sciplan("db", "verify").code == 0


def test_a_setting_and_more(ledger: Path, sciplan: Sciplan) -> None:
    """Whoever set another default plan touched no entry; beside a changed entry that is no comfort."""
    connection = sqlite3.connect(ledger, isolation_level=None)
    connection.executescript("UPDATE setting SET value = 'none'; INSERT INTO setting VALUES ('mine', '1')")
    connection.close()
    assert "not verified: 2 problems, and nothing that was recorded" in sciplan("db", "verify").out
    with hostile(ledger) as connection:
        connection.execute("UPDATE entry SET value = 1 WHERE id = 3")
    assert "Write nothing more to this database" in sciplan("db", "verify").out


def test_a_database_that_stays_in_wal(ledger: Path, sciplan: Sciplan, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the other program is at it, nothing is written, and the message says what to do."""
    monkeypatch.setattr("sciplan.storage.connection.BUSY_SECONDS", 1)
    connection = sqlite3.connect(ledger, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN")
    connection.execute("SELECT count(*) FROM entry").fetchone()
    done = sciplan("record", "training", "5", "--year", "2024")
    connection.close()
    assert (done.code, "Close that program and try again" in done.err) == (4, True)
    assert rows(ledger, "SELECT count(*) FROM entry") == [(35,)]
