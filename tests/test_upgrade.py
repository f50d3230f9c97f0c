"""Databases of earlier schemas: brought up to date whole, or left as they were; and the rules mean what they meant."""

import os
import shutil
import signal
import sqlite3
import time
from itertools import product
from pathlib import Path

import pytest

from benchmarks.faults.aged import age
from sciplan.paths import migrations_folder
from sciplan.storage import engine, kept, schema, tables
from tests.conftest import NOW, Sciplan, run_sciplan
from tests.rows import rows

TINY = str(Path(__file__).parent / "plans" / "tiny.yaml")
OLD_RULES = (
    "kind IN ('record', 'correction', 'retraction')",
    "kind = 'record' OR supersedes IS NOT NULL",
    "supersedes < id",
    "denominator > 0",
    "state IN ('not-started', 'in-progress', 'done', 'verified')",
    "abs(value) < 1000000000000000000 AND abs(numerator) < 1000000000000000000 AND denominator < 1000000000000000000",
    "CASE WHEN kind = 'retraction' THEN 0 ELSE 1 END = CASE WHEN value IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN numerator IS NULL THEN 0 ELSE 1 END + CASE WHEN state IS NULL THEN 0 ELSE 1 END"
    " AND CASE WHEN numerator IS NULL THEN 0 ELSE 1 END = CASE WHEN denominator IS NULL THEN 0 ELSE 1 END",
)
AMOUNTS = (None, 0, 1, -1, 10**18 - 1, 10**18, 1 - 10**18, -(10**18))
CONTENTS = (
    "SELECT * FROM v_entry",
    "SELECT * FROM v_live_entry",
    "SELECT * FROM v_evidence",
    "SELECT * FROM v_target",
    "SELECT * FROM entry",
    "SELECT * FROM batch",
    "SELECT * FROM evidence",
    "SELECT * FROM file",
    "SELECT name, sql FROM sqlite_master WHERE type = 'view' AND name <> 'v_quota' ORDER BY name",
)


@pytest.fixture
def old(national: Path, sciplan: Sciplan) -> Path:
    """Give a database of schema 0002 that holds records, corrections, a retraction, a ratio, states and evidence."""
    Path("a.pdf").write_bytes(b"proof")
    for arguments in (
        ("plan", "load", TINY),
        ("use", "tiny"),
        ("record", "training", "12000", "--year", "2022"),
        ("correct", "1", "13000", "--reason", "digits swapped"),
        ("record", "training", "1", "--year", "2023", "--note", "n", "--evidence", "a.pdf"),
        ("retract", "3", "--reason", "wrong year"),
        ("record", "share", "12/100", "--year", "2022"),
        ("record", "publicity", "verified", "--period", "2022-12", "--evidence", "a.pdf"),
        ("correct", "2", "14000", "--reason", "once more"),
    ):
        done = sciplan(*arguments)
        assert done.code == 0, done.err
    age(national, "0002")
    assert schema.schema_revision(national) == "0002"
    return national


def contents(path: Path) -> list[object]:
    """Give everything that figures, reports and fingerprints are made from."""
    return [rows(path, query) for query in CONTENTS]


def test_an_upgrade_changes_no_row(old: Path, national: Path, sciplan: Sciplan) -> None:
    """Entries, digests, evidence and views are the same before and after; triggers and references are whole."""
    before = contents(old)
    assert len(rows(old, "SELECT * FROM entry")) == 7
    done = sciplan("db", "upgrade")
    assert done.code == 0, done.err
    assert contents(old) == before
    assert rows(old, "PRAGMA foreign_key_check") == rows(old, "PRAGMA integrity_check")[1:] == []
    fresh = Path("fresh.db").absolute()
    assert sciplan("--database", str(fresh), "init", "national-2021-2035").code == 0
    objects = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    assert rows(old, objects) == rows(fresh, objects)
    assert sciplan("correct", "7", "15000", "--reason", "r").code == 0
    assert sciplan("log", "--batch", "b9").out.count("\n") == 2


def test_the_first_schema(national: Path, sciplan: Sciplan) -> None:
    """A database of the very first schema is brought up to date as well."""
    age(national, "0001")
    digests = rows(national, "SELECT digest FROM batch")
    done = sciplan("db", "upgrade")
    assert done.code == 0, done.err
    assert rows(national, "SELECT digest FROM batch") == digests
    assert sciplan("record", "literacy-2025", "12.93%", "--year", "2022").code == 0


def test_a_copy_from_before_is_kept(old: Path, sciplan: Sciplan) -> None:
    """An older database asks for `db upgrade`, which keeps a private, whole copy of it and says where."""
    done = sciplan("record", "training", "5", "--year", "2021")
    assert (done.code, "sciplan db upgrade" in done.err) == (4, True)
    digests = rows(old, "SELECT digest FROM batch")
    done = sciplan("db", "upgrade")
    [copy] = Path().glob("sciplan-before-upgrade-*.db")
    assert (done.code, copy.name in done.out) == (0, True)
    assert copy.stat().st_mode & 0o777 == 0o600
    assert rows(copy, "SELECT digest FROM batch") == rows(old, "SELECT digest FROM batch") == digests
    assert (schema.schema_revision(copy), schema.schema_revision(old)) == ("0002", schema.REVISIONS[-1])


def test_ten_copies_are_kept(old: Path, sciplan: Sciplan) -> None:
    """Of the copies made before upgrades the last ten stay; what merely looks like one is never deleted."""
    ours = [f"sciplan-before-upgrade-2025010{day}-120000.db" for day in range(1, 10)]
    ours += ["sciplan-before-upgrade-20250109-120000-2.db", "sciplan-before-upgrade-20250109-120000-10.db"]
    others = [
        "sciplan-backup-20240101-120000.db",
        "sciplan-before-upgrade-mine.db",
        "other-before-upgrade-20240101-120000.db",
    ]
    for name in (*ours, *others):
        Path(name).touch()
    done = sciplan("db", "upgrade")
    assert (done.code, f"Deleted 2 older copies: {ours[0]}, {ours[1]}" in done.out) == (0, True)
    left = {file.name for file in Path().iterdir()}
    assert left >= {*ours[2:], *others}
    assert len([name for name in left if name.startswith("sciplan-before-upgrade-2")]) == 10


def test_a_copy_just_made_is_kept(old: Path, sciplan: Sciplan) -> None:
    """Where the clock was once wrong, and ten older copies sort behind the one just made, one of those goes."""
    ours = [f"sciplan-before-upgrade-2099010{day}-120000{zone}.db" for day in range(1, 6) for zone in ("", "Z")]
    for name in ours:
        Path(name).touch()
    done = sciplan("db", "upgrade")
    [made] = Path().glob("sciplan-before-upgrade-2026*.db")
    assert (done.code, made.name in done.out, f"Deleted 1 older copy: {ours[0]}" in done.out) == (0, True, True)
    assert made.name == f"sciplan-before-upgrade-{NOW.utc:%Y%m%d-%H%M%SZ}.db"
    assert {file.name for file in Path().glob("sciplan-before-upgrade-2099*")} == set(ours[1:])


def test_a_copy_that_cannot_be_deleted(old: Path, sciplan: Sciplan, monkeypatch: pytest.MonkeyPatch) -> None:
    """An older copy that stays where it is is named, and no failure of the upgrade; nor is a folder without a list."""
    ours = [f"sciplan-before-upgrade-202501{day}-120000.db" for day in range(10, 22)]
    for name in ours:
        Path(name).touch()
    unlink = Path.unlink

    def some(path: Path, missing_ok: bool = False) -> None:
        if path.name in (ours[1], ""):
            raise PermissionError(1, "Operation not permitted", str(path))
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", some)
    done = sciplan("db", "upgrade")
    [made] = Path().glob("sciplan-before-upgrade-2026*.db")
    assert (done.code, made.name in done.out) == (0, True), done.err
    assert f"Deleted 2 older copies: {ours[0]}, {ours[2]}" in done.out
    assert f"1 older copy could not be deleted: {ours[1]}" in done.err
    monkeypatch.setattr(Path, "iterdir", some)
    assert kept.remove_old(Path(ours[1]), made) == ([], [])


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("entry", "SET value = value + 1 WHERE id = 1"),
        ("batch", "SET who = 'x' WHERE number = 1"),
        ("evidence", "SET name = 'x'"),
        ("file", "SET content = CAST('prooF' AS BLOB)"),
        ("revision", "SET text = text || ' '"),
        ("definition", "SET goal_value = goal_value + 1"),
    ],
)
def test_an_upgrade_that_would_change_a_figure(
    table: str, change: str, old: Path, sciplan: Sciplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A migration that lets anything change is stopped before its end, and the database stays as it is."""
    folder = Path(shutil.copytree(migrations_folder(), "migrations"))
    last = folder / "versions" / f"{schema.REVISIONS[-1]}_slip.py"
    for file in (folder / "versions").glob(f"{schema.REVISIONS[-1]}_*.py"):
        file.rename(last)
    slip = "".join(
        f"    op.execute({statement!r})\n"
        for statement in (f"DROP TRIGGER {table}_no_update", f"UPDATE {table} {change}")
    )
    last.write_text(
        last.read_text("utf-8").replace("def upgrade() -> None:\n", f"def upgrade() -> None:\n{slip}"), "utf-8"
    )
    monkeypatch.setattr(schema, "migrations_folder", lambda: folder)
    before = old.read_bytes()
    done = sciplan("db", "upgrade")
    assert (done.code, "would have changed figures" in done.err) == (4, True)
    assert old.read_bytes() == before


def test_a_killed_upgrade(old: Path, tmp_path: Path, sciplan: Sciplan) -> None:
    """Killed at any moment, an upgrade leaves the old database or the new one, with all its figures; a retry works."""
    kept = Path(shutil.copy(old, tmp_path / "kept.db"))
    before = contents(old)
    began = time.monotonic()
    assert sciplan("db", "upgrade").code == 0
    lasts = time.monotonic() - began
    revisions = set()
    for number in range(6):
        shutil.copy(kept, old)
        child = os.fork()
        if child == 0:
            run_sciplan("db", "upgrade")
            os._exit(0)
        time.sleep(lasts * (number + 1) / 6)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        revisions.add(schema.schema_revision(old))
        assert contents(old) == before
        assert rows(old, "PRAGMA integrity_check") == [("ok",)]
        assert sciplan("db", "upgrade").code == 0
        assert contents(old) == before
    assert revisions <= {"0002", schema.REVISIONS[-1]}


@pytest.mark.parametrize("fault", [KeyboardInterrupt, RuntimeError])
def test_an_upgrade_that_breaks_off(
    fault: type[BaseException], old: Path, sciplan: Sciplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the upgrade breaks off just before its end, the old database is as it was."""

    def breaks_off(*_arguments: object) -> None:
        raise fault

    before = old.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(engine, "_require_whole", breaks_off)
        assert sciplan("db", "upgrade").code != 0
    assert old.read_bytes() == before
    assert sciplan("db", "upgrade").code == 0


@pytest.mark.parametrize(
    "attack",
    [
        "INSERT INTO entry SELECT 8, batch, target_id, '2020', region, agency, value, numerator, denominator, state,"
        " 'record', NULL, typed, note FROM entry WHERE id = 7",
        "INSERT INTO evidence SELECT 99, 0, sha256, 'x' FROM file",
    ],
    ids=["an entry more than the batch says", "evidence of no entry"],
)
def test_what_another_program_wrote_stops_the_upgrade(attack: str, old: Path, sciplan: Sciplan) -> None:
    """Rows that sciplan never wrote are found, and the database stays as it is."""
    connection = sqlite3.connect(old)
    connection.execute(attack)
    connection.commit()
    connection.close()
    before = old.read_bytes()
    done = sciplan("db", "upgrade")
    assert (done.code, "holds rows that sciplan never wrote" in done.err) == (4, True)
    assert old.read_bytes() == before


def test_the_rules_mean_what_they_meant() -> None:
    """For all combinations of contents, bounds, kinds and order, the new checks take exactly what the old ones took."""
    combinations = list(
        product(
            AMOUNTS,
            AMOUNTS,
            (None, -1, 0, 1, 10**18 - 1, 10**18),
            (None, "done", "verified", "finished", ""),
            ("record", "correction", "retraction", "other"),
            (None, 4, 5, 6),
        )
    )
    connection = sqlite3.connect(":memory:")
    columns = "value, numerator, denominator, state, kind, supersedes"
    connection.execute(f"CREATE TABLE t ({columns})")
    connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?)", combinations)
    taken = []
    for rules in (OLD_RULES, (tables.ENTRY_CHAIN, tables.ENTRY_CONTENT)):
        where = " AND ".join(f"({rule}) IS NOT FALSE" for rule in rules)
        query = f"SELECT {columns} FROM (SELECT 5 AS id, {columns} FROM t) WHERE {where} ORDER BY 1, 2, 3, 4, 5, 6"
        taken.append(connection.execute(query).fetchall())
    connection.close()
    assert taken[0] == taken[1]
    assert 50 < len(taken[0]) < len(combinations) // 100


def test_the_migration_makes_these_rules(national: Path) -> None:
    """The checks of a migrated database are, to the character, those that `tables.py` states."""
    [(sql,)] = rows(national, "SELECT sql FROM sqlite_master WHERE name = 'entry'")
    assert f"CONSTRAINT ck_entry_chain CHECK ({tables.ENTRY_CHAIN})" in sql
    assert f"CONSTRAINT ck_entry_content CHECK ({tables.ENTRY_CONTENT})" in sql
