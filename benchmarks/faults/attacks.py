"""Attacks through SQL, with triggers dropped where they are in the way: refused, or found by `db verify`."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from pathlib import Path

from benchmarks.faults.damage import seen
from benchmarks.faults.offices import here, small
from benchmarks.faults.outcome import Outcome

DIGEST = "'" + "0" * 63 + "1'"
SILENT = "CREATE TRIGGER mine BEFORE INSERT ON evidence BEGIN SELECT RAISE(IGNORE); END; PRAGMA writable_schema = ON;"
ATTACKS = {
    "UPDATE of a figure": "UPDATE entry SET value = value + 1 WHERE id = 1",
    "DELETE of an entry": "DELETE FROM entry WHERE id = 2",
    "INSERT OR REPLACE": "INSERT OR REPLACE INTO entry SELECT id, batch, target_id, period, region, agency, 7, NULL,"
    " NULL, NULL, kind, supersedes, typed, note FROM entry WHERE id = 1",
    "REPLACE of a batch": "REPLACE INTO batch SELECT * FROM batch WHERE number = 3",
    "UPSERT": "INSERT INTO entry SELECT * FROM entry WHERE id = 1 ON CONFLICT (id) DO UPDATE SET value = 1",
    "INSERT OR IGNORE out of turn": "INSERT OR IGNORE INTO quota SELECT 3, target_id, year, 1, 1, '1' FROM quota",
    "a cascade that is dropped": "PRAGMA foreign_keys = OFF; DROP TABLE target",
    "a figure without its trigger": "DROP TRIGGER entry_no_update; UPDATE entry SET value = 5 WHERE id = 1",
    "a batch without its trigger": "DROP TRIGGER batch_no_delete; DELETE FROM batch"
    " WHERE number = (SELECT max(number) FROM batch)",
    "a note, the trigger put back": """
        CREATE TEMP TABLE kept AS SELECT sql FROM sqlite_master WHERE name = 'entry_no_update';
        DROP TRIGGER entry_no_update;
        UPDATE entry SET note = 'x' WHERE id = 2;
        CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END
    """,
    "another file as evidence": "DROP TRIGGER file_no_update; UPDATE file SET content = zeroblob(size)",
    "a plan's text": "DROP TRIGGER revision_no_update; UPDATE revision SET text = replace(text, '50000', '40000')",
    "a plan's layout": "DROP TRIGGER definition_no_update; UPDATE definition SET goal_value = 1 WHERE goal_value > 1",
    "a quota": "DROP TRIGGER quota_no_update; UPDATE quota SET amount = 1",
    "a quota more": "DROP TRIGGER quota_no_replace; INSERT INTO quota SELECT batch, target_id, 2025, 1, 1, '1'"
    " FROM quota",
    "who wrote a batch": "DROP TRIGGER batch_no_update; UPDATE batch SET who = 'somebody' WHERE number = 3",
    "when it was written": "DROP TRIGGER batch_no_update; UPDATE batch SET at = '2020-01-01T00:00:00.000000+00:00'"
    " WHERE number = 3",
    "a digest": f"DROP TRIGGER batch_no_update; UPDATE batch SET digest = {DIGEST} WHERE number = 3",
    "the rules of the schema": "PRAGMA writable_schema = ON;"
    " UPDATE sqlite_master SET sql = replace(sql, 'RAISE(ABORT', 'max(1') WHERE type = 'trigger'",
    "rules that are only text": "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(replace(sql,"
    " 'SELECT RAISE', 'SELECT \"RAISE'), 'append-only'')', 'append-only'')\"') WHERE type = 'trigger'",
    "a join on a text": "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql ="
    " replace(sql, 'ON b.number = e.batch', 'ON \"b.number = e.batch\"')",
    "nothing that is a text": "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql ="
    " replace(sql, 'NEW.supersedes IS NULL', 'NEW.supersedes IS \"NULL\"')",
    "a kind with a quote in it": "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql ="
    " replace(sql, '''retraction''', '''retr\"action''') WHERE type = 'view'",
    "a trigger under SQLite's name": f"{SILENT} UPDATE sqlite_master SET name = 'sqlite_mine',"
    " sql = replace(sql, 'mine', 'sqlite_mine') WHERE name = 'mine'",
    "a trigger that is called a table": f"{SILENT} UPDATE sqlite_master SET type = 'table', name = 'sqlite_stat1',"
    " tbl_name = 'sqlite_stat1' WHERE name = 'mine'",
    "a view that lies": "DROP VIEW v_live_entry; CREATE VIEW v_live_entry AS SELECT * FROM v_entry WHERE id > 3",
    "another trigger": "CREATE TRIGGER quiet AFTER INSERT ON batch BEGIN UPDATE setting SET value = 'x'; END",
    "an index": "DROP INDEX uq_entry_first",
    "a second fork": "DROP INDEX uq_entry_supersedes; DROP TRIGGER entry_no_replace; INSERT INTO entry SELECT"
    " (SELECT max(id) + 1 FROM entry), (SELECT max(number) FROM batch), target_id, period, region, agency, 9, NULL,"
    " NULL, NULL, kind, supersedes, '9', note FROM entry WHERE supersedes = 1",
    "an entry of no batch": "INSERT INTO entry SELECT (SELECT max(id) + 1 FROM entry), (SELECT max(number) + 1 FROM"
    " batch), target_id, '2025', region, agency, value, numerator, denominator, state, 'record', NULL, typed, note"
    " FROM entry WHERE id = 1",
}
"""What a hostile program says, by what it is after; the tables' own rules stop the first ones."""


def attacks() -> Outcome:
    """Make every attack on a fresh copy of a ledger."""
    missed = []
    refused = found = 0
    with tempfile.TemporaryDirectory(prefix="sciplan-faults-") as name:
        folder = Path(name)
        whole = small(folder)
        before = seen(whole)
        for attack, script in ATTACKS.items():
            path = Path(shutil.copy(whole, folder / "attacked.db"))
            stopped = _made(path, script)
            code, _out, _err = here(path, "db", "verify", folder=folder, code=None)
            if stopped and code == 0 and seen(path) == before:
                refused += 1
            elif not stopped and code == 1:
                found += 1
            else:
                missed.append(f"{attack}: refused {stopped}, verify {code}")
    figures = f"{refused} refused, {found} found by verify, {len(missed)} missed"
    return Outcome("attacks through SQL", len(ATTACKS), figures, tuple(missed))


def _made(path: Path, script: str) -> bool:
    """Make an attack as another program would, which knows none of our settings; say whether it was refused."""
    connection = sqlite3.connect(path)
    try:
        connection.executescript(script)
        connection.commit()
    except sqlite3.Error:
        connection.rollback()
        return True
    finally:
        connection.close()
    return False
