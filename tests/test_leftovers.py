"""What a writer that was killed left beside a place of a database: no other database may come to lie there."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from sciplan.app import backups
from sciplan.errors import StorageFault
from sciplan.storage import schema
from tests.conftest import NOW, Sciplan
from tests.rows import rows

RECORD = ("record", "literacy-2025", "12.93%", "--year", "2022")
DIGESTS = "SELECT digest FROM batch ORDER BY number"


@pytest.fixture
def copy(national: Path, sciplan: Sciplan) -> Path:
    """Give a backup; at `gone.db` is a database, of which a killed writer left the journal."""
    assert sciplan("db", "backup", "copy.db").code == sciplan(*RECORD).code == 0
    Path("there").mkdir()
    crash(national, Path("there/gone.db"))
    return Path("copy.db")


def crash(database: Path, place: Path) -> None:
    """Give a copy of a database at a place as a writer leaves it that is killed in the middle."""
    writer = sqlite3.connect(database, isolation_level=None)
    writer.execute("PRAGMA cache_size = 1")
    writer.execute("BEGIN IMMEDIATE")
    writer.executemany("INSERT INTO setting VALUES (?, ?)", ((f"k{number}", "v" * 500) for number in range(2000)))
    for ending in ("", "-journal"):
        shutil.copy(f"{database}{ending}", f"{place}{ending}")
    writer.close()


def test_a_journal_is_played_back(copy: Path, sciplan: Sciplan) -> None:
    """Such a journal belongs to its database: with it that is whole, and beside another one it would break that."""
    assert sciplan("--database", "other.db", "init", "changle-2021-2025").code == 0
    shutil.copy("there/gone.db-journal", "other.db-journal")
    with pytest.raises((sqlite3.DatabaseError, AssertionError)):
        assert rows(Path("other.db"), "PRAGMA integrity_check") == [("ok",)]
    assert rows(Path("there/gone.db"), "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--database", "there/gone.db", "init", "national-2021-2035"),
        ("--database", "there/gone.db", "db", "restore", "copy.db"),
        ("db", "backup", "there/gone.db"),
        ("db", "backup", "there/gone.db", "--force"),
    ],
    ids=["init", "restore", "backup", "backup --force"],
)
@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
def test_nothing_is_put_beside_it(ending: str, arguments: tuple[str, ...], copy: Path, sciplan: Sciplan) -> None:
    """Where a file of SQLite's lies no database is created, restored or backed up to; the file is named, and stays."""
    journal = Path("there/gone.db-journal").rename(f"there/gone.db{ending}")
    before = journal.read_bytes()
    database = Path("there/gone.db")
    if "--force" not in arguments:
        database.unlink()
    files = sorted(Path("there").iterdir())
    done = sciplan(*arguments)
    assert (done.code, f"gone.db{ending} lies there" in done.err, "move" in done.err) == (4, True, True), done.err
    assert sorted(Path("there").iterdir()) == files
    assert journal.read_bytes() == before


def test_one_that_comes_meanwhile(copy: Path) -> None:
    """It is looked for again directly before the database comes into its place."""
    Path("there/gone.db").unlink()
    journal = Path("there/gone.db-journal").rename("journal")
    for put in (
        lambda leave: schema.create(Path("there/gone.db"), leave),
        lambda leave: backups.restore(Path("there/gone.db"), copy, NOW, leave),
    ):
        with pytest.raises(StorageFault, match=r"gone\.db-journal lies there"):
            put(lambda _any: shutil.copy(journal, "there/gone.db-journal"))
        assert [file.name for file in Path("there").iterdir()] == ["gone.db-journal"]
        Path("there/gone.db-journal").unlink()


def test_a_name_of_ours_is_another_one(copy: Path, national: Path, sciplan: Sciplan) -> None:
    """Beside such a file a copy that has its name from sciplan gets the next one."""
    assert sciplan("db", "backup").code == 0
    [first] = Path().glob("sciplan-backup-*.db")
    first.rename("gone.db")
    Path(f"{first}-journal").touch()
    assert sciplan("db", "backup").code == 0
    [second] = Path().glob("sciplan-backup-*.db")
    assert second.name == f"{first.stem}-2.db"
