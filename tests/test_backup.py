"""Copies of the database: whole, private and verified; and restored without losing what was there."""

import errno
import os
import shutil
import sqlite3
import stat
import tempfile
from pathlib import Path

import pytest

from benchmarks.faults.aged import age
from sciplan.app import backups
from sciplan.errors import Refused, StorageFault
from sciplan.storage import filesystem
from sciplan.storage.connection import begin_immediate, connect, explain
from tests.conftest import NOW, Sciplan, without_privileges
from tests.rows import rows

RECORD = ("record", "literacy-2025", "12.93%", "--year", "2022")
SECOND = ("record", "literacy-2025", "14.14%", "--year", "2023")
DIGESTS = "SELECT digest FROM batch ORDER BY number"


def mode(path: Path) -> int:
    """Give the permissions of a file."""
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def copy(national: Path, sciplan: Sciplan) -> Path:
    """Give a backup of a ledger with one entry; the ledger itself holds a second one since."""
    assert sciplan(*RECORD).code == 0
    assert sciplan("db", "backup", "copy.db").code == 0
    assert sciplan(*SECOND).code == 0
    return Path("copy.db").absolute()


def test_a_backup_is_the_database(national: Path, sciplan: Sciplan) -> None:
    """A backup holds every row, is private, has the time in its name, and is told with entries and fingerprint."""
    assert sciplan(*RECORD).code == 0
    done = sciplan("db", "backup")
    [made] = Path().glob("sciplan-backup-*.db")
    assert made.name == f"sciplan-backup-{NOW.utc:%Y%m%d-%H%M%SZ}.db"
    fingerprint = rows(national, DIGESTS)[-1][0][:12]
    assert (done.code, f"{made.name} and verified: 1 entry · fingerprint {fingerprint}" in done.out) == (0, True)
    assert mode(made) == 0o600
    for query in (
        "SELECT * FROM v_entry",
        "SELECT * FROM batch",
        "SELECT text FROM revision",
        "SELECT name FROM sqlite_master",
    ):
        assert rows(made, query) == rows(national, query)
    assert sorted(file.name for file in Path().iterdir()) == sorted([made.name, "sciplan.db"])
    assert sciplan("--database", made.name, "status").code == 0


def test_two_backups_in_one_second(national: Path, sciplan: Sciplan) -> None:
    """A second backup of the same second gets a name of its own."""
    assert sciplan("db", "backup").code == sciplan("db", "backup").code == 0
    assert len(list(Path().glob("sciplan-backup-*.db"))) == 2


def test_a_backup_replaces_nothing_unasked(national: Path, sciplan: Sciplan) -> None:
    """A file that is there is replaced with --force only, and the database itself never."""
    Path("copy.db").write_text("mine")
    done = sciplan("db", "backup", "copy.db")
    assert (done.code, "exists already" in done.err, Path("copy.db").read_text()) == (3, True, "mine")
    assert sciplan("db", "backup", "copy.db", "--force").code == 0
    assert rows(Path("copy.db"), DIGESTS) == rows(national, DIGESTS)
    for name in ("sciplan.db", "sciplan.db-journal"):
        done = sciplan("db", "backup", name, "--force")
        assert (done.code, "is the database itself" in done.err) == (3, True)


def test_a_backup_where_nothing_can_be_written(national: Path, sciplan: Sciplan) -> None:
    """A folder that does not exist, or is not ours, is said to be the reason; nothing is left behind."""
    done = sciplan("db", "backup", "nowhere/copy.db")
    assert (done.code, "There is no folder nowhere." in done.err) == (4, True)
    with tempfile.TemporaryDirectory() as folder:
        shared = Path(shutil.copy(national, folder))
        shared.chmod(0o444)
        shared.parent.chmod(0o555)
        done = without_privileges("--database", str(shared), "db", "backup")
        assert (done.code, "No copy can be written" in done.err, "permission is missing" in done.err) == (4, True, True)
        assert [file.name for file in Path(folder).iterdir()] == ["sciplan.db"]
    assert [file.name for file in Path().iterdir()] == ["sciplan.db"]


def test_no_backup_of_what_is_not_sound(national: Path, sciplan: Sciplan) -> None:
    """A ledger that another program changed makes no backup that one could take for good."""
    assert sciplan(*RECORD).code == 0
    change(national, "UPDATE entry SET value = value + 1")
    done = sciplan("db", "backup", "copy.db")
    assert (done.code, "does not hold what sciplan wrote" in done.err) == (4, True)
    assert [file.name for file in Path().iterdir()] == ["sciplan.db"]


def change(path: Path, statement: str) -> None:
    """Change the entries of a database as its rules forbid."""
    connection = sqlite3.connect(path, isolation_level=None)
    [(trigger,)] = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'entry_no_update'").fetchall()
    connection.execute("DROP TRIGGER entry_no_update")
    connection.execute(statement)
    connection.execute(trigger)
    connection.close()


def test_an_earlier_state_comes_back(copy: Path, national: Path, sciplan: Sciplan) -> None:
    """A backup takes the place of the database, with what was there and what is there now; the former is kept."""
    before = rows(national, "SELECT * FROM entry")
    done = sciplan("db", "restore", str(copy), "--yes")
    assert done.code == 0, done.err
    assert "an earlier state of the same ledger: what came after batch b2 is not in it" in done.err
    assert "sciplan.db: 1 entry · fingerprint" in done.out
    assert "Before it was: 2 entries · fingerprint" in done.out
    [kept] = Path().glob("sciplan-before-restore-*.db")
    assert kept.name in done.out
    assert rows(kept, "SELECT * FROM entry") == before
    assert rows(national, DIGESTS) == rows(copy, DIGESTS)
    assert (mode(kept), mode(national)) == (0o600, 0o600)
    assert sciplan("record", "literacy-2025", "14.15%", "--year", "2023").code == 0
    done = sciplan("db", "restore", str(kept), "--yes")
    assert (done.code, "Both began as the same ledger and differ after batch b2." in done.err) == (0, True), done.err
    assert rows(national, "SELECT * FROM entry") == before
    names = {file.name for file in Path().iterdir() if not file.name.startswith("sciplan-before-restore-")}
    assert names == {"sciplan.db", "copy.db"}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ([], "Both have the same batches, and the same fingerprint."),
        ([("retract", "1", "--reason", "r")], "It is a later state of the same ledger"),
    ],
)
def test_what_is_restored_is_compared(
    changes: list[tuple[str, ...]], sentence: str, national: Path, sciplan: Sciplan
) -> None:
    """The file is said to be the same, later, branched off, or another ledger."""
    assert sciplan(*RECORD).code == 0
    shutil.copy(national, "copy.db")
    for arguments in changes:
        assert sciplan("--database", "copy.db", *arguments).code == 0
    assert sentence in sciplan("db", "restore", "copy.db", "--yes").err


def test_branched_and_other_ledgers(national: Path, sciplan: Sciplan) -> None:
    """Two ledgers of the same beginning, and two that have nothing in common, are told apart."""
    shutil.copy(national, "copy.db")
    assert sciplan("--database", "copy.db", *SECOND).code == sciplan(*RECORD).code == 0
    assert "the same ledger and differ after batch b1" in sciplan("db", "restore", "copy.db", "--yes").err
    assert sciplan("--database", "other.db", "init", "changle-2021-2025").code == 0
    assert "It is another ledger" in sciplan("db", "restore", "other.db", "--yes").err
    assert rows(national, DIGESTS) == rows(Path("other.db"), DIGESTS)


def test_a_script_says_yes(copy: Path, national: Path, sciplan: Sciplan) -> None:
    """Where nobody can be asked nothing is replaced without --yes, and what would change is told."""
    before = national.read_bytes()
    done = sciplan("db", "restore", str(copy))
    assert (done.code, "add --yes" in done.err, "In use:" in done.err) == (3, True, True)
    assert national.read_bytes() == before
    assert sorted(file.name for file in Path().iterdir()) == ["copy.db", "sciplan.db"]


def test_who_does_not_agree(copy: Path, national: Path) -> None:
    """When the person at the terminal says no, nothing is replaced."""

    def refuse(_prospect: object) -> None:
        raise Refused("no")

    before = national.read_bytes()
    with pytest.raises(Refused):
        backups.restore(national, copy, NOW, refuse)
    assert national.read_bytes() == before


def test_where_there_is_no_database_yet(copy: Path, national: Path, sciplan: Sciplan) -> None:
    """On a new computer a backup becomes the database without a question."""
    national.unlink()
    done = sciplan("db", "restore", str(copy))
    assert (done.code, "Restored" in done.out, "Before" in done.out) == (0, True, False)
    assert sciplan(*SECOND).code == 0


@pytest.mark.parametrize("content", [b"", os.urandom(5000), None], ids=["empty", "noise", "missing"])
def test_what_is_no_backup(content: bytes | None, national: Path, sciplan: Sciplan) -> None:
    """A file that is no sciplan database is refused, and the database stays as it is."""
    if content is not None:
        Path("copy.db").write_bytes(content)
    before = national.read_bytes()
    assert sciplan("db", "restore", "copy.db", "--yes").code == 4
    assert sciplan("db", "restore", "sciplan.db", "--yes").code == 3
    assert sciplan("db", "restore", ".", "--yes").code == 3
    assert national.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "reason"),
    [("text.db", "text.db is not a database."), ("half.db", "The database half.db is damaged.")],
)
def test_the_advice_is_about_the_backup(name: str, reason: str, copy: Path, national: Path, sciplan: Sciplan) -> None:
    """What is wrong with a backup never leads to advice about the database in use."""
    Path("text.db").write_text("no database", encoding="utf-8")
    Path("half.db").write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    done = sciplan("db", "restore", name, "--yes")
    assert done.code == 4
    assert done.err == (
        f"Error: {name} cannot be restored: {reason}\n"
        "  What is in use is as it was. Choose another backup; "
        f"“sciplan --database {name} db verify” says what is wrong with this one.\n"
    )


def test_a_backup_that_is_not_there(national: Path, sciplan: Sciplan) -> None:
    """A wrong name is told as that."""
    done = sciplan("db", "restore", "nothing.db", "--yes")
    assert (done.code, done.err) == (
        4,
        "Error: There is no backup nothing.db.\n  Check its name and its folder.\n",
    )


def test_what_is_in_use_was_changed(copy: Path, national: Path, sciplan: Sciplan) -> None:
    """Before anything is restored, it is told that what is in use is not what its batches say."""
    change(national, "UPDATE entry SET value = value + 1")
    told = sciplan("db", "restore", str(copy), "--yes").err
    assert "What is in use does not verify (" in told
    assert sciplan("db", "verify").code == 0


def test_what_is_in_use_is_older(copy: Path, national: Path, sciplan: Sciplan) -> None:
    """A database of an older version is not called changed because its schema differs from that of today."""
    age(national, "0002")
    done = sciplan("db", "restore", str(copy), "--yes")
    assert (done.code, "does not verify" in done.err) == (0, False)
    assert sciplan("db", "verify").code == 0


def test_a_backup_that_somebody_changed(copy: Path, national: Path, sciplan: Sciplan) -> None:
    """A backup whose figures were changed does not verify and is not restored."""
    change(copy, "UPDATE entry SET value = value + 1")
    before = national.read_bytes()
    done = sciplan("db", "restore", str(copy), "--yes")
    assert (done.code, "does not hold what sciplan wrote" in done.err) == (4, True)
    assert national.read_bytes() == before


def test_a_backup_of_an_older_version(national: Path, sciplan: Sciplan) -> None:
    """An older backup is brought up to date on its way in, and itself stays as it is."""
    assert sciplan(*RECORD).code == 0
    shutil.copy(national, "copy.db")
    age(Path("copy.db").absolute(), "0002")
    before = Path("copy.db").read_bytes()
    assert sciplan("db", "restore", "copy.db", "--yes").code == 0
    assert Path("copy.db").read_bytes() == before
    assert sciplan(*SECOND).code == 0


@pytest.mark.parametrize("links", [True, False], ids=["", "without hard links"])
def test_a_damaged_database_is_set_aside(
    links: bool, copy: Path, national: Path, sciplan: Sciplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that nobody can read any more is kept byte by byte, with its journals, private, and replaced."""

    def cannot(*_names: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    if not links:
        monkeypatch.setattr(os, "link", cannot)
    noise = os.urandom(9000)
    national.write_bytes(noise)
    for ending in ("-journal", "-shm"):
        Path(f"sciplan.db{ending}").write_bytes(bytes(512))
    for file in Path().glob("sciplan.db*"):
        file.chmod(0o644)
    done = sciplan("db", "restore", str(copy), "--yes")
    assert (done.code, "is damaged; nobody can say what is in it" in done.err) == (0, True), done.err
    kept = sorted(Path().glob("sciplan-before-restore-*"))
    assert [file.read_bytes() for file in kept] == [noise, bytes(512), bytes(512)]
    assert [mode(file) for file in (*kept, national)] == [0o600] * 4
    assert sorted(file.name for file in Path().iterdir()) == sorted(
        ["copy.db", "sciplan.db", *(file.name for file in kept)]
    )
    assert rows(national, DIGESTS) == rows(copy, DIGESTS)


def test_no_connection_to_a_damaged_database_stays(national: Path) -> None:
    """A database that cannot be opened is not held open by the fault that says so."""
    national.write_bytes(os.urandom(9000))
    before = len(list(Path("/proc/self/fd").iterdir()))
    with pytest.raises(StorageFault) as caught:
        connect(national, write=True)
    assert caught.value.__cause__ is not None
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_writer_in_waiting(copy: Path, national: Path, sciplan: Sciplan) -> None:
    """A program that had the replaced file open cannot write into it any more: nothing acknowledged is lost."""
    waiting = connect(national, write=True)
    assert sciplan("db", "restore", str(copy), "--yes").code == 0
    begin_immediate(waiting)
    with pytest.raises(sqlite3.OperationalError) as caught:
        waiting.execute("INSERT INTO setting VALUES ('a', 'b')")
    waiting.close()
    assert "was replaced by another one meanwhile" in explain(caught.value, national).message


def test_nothing_is_replaced_while_somebody_writes(
    copy: Path, national: Path, sciplan: Sciplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another program is writing nothing is replaced, and it is said so."""
    monkeypatch.setattr("sciplan.storage.connection.BUSY_SECONDS", 0)
    writer = sqlite3.connect(national, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    done = sciplan("db", "restore", str(copy), "--yes")
    writer.close()
    assert (done.code, "Another program is writing" in done.err) == (4, True)
    assert rows(national, "SELECT count(*) FROM entry") == [(2,)]
    assert sorted(file.name for file in Path().iterdir()) == ["copy.db", "sciplan.db"]


def test_no_log_of_the_old_is_read_into_the_new(copy: Path, national: Path, sciplan: Sciplan) -> None:
    """What another program left in a write-ahead log goes into the kept copy, not into the restored database."""
    writer = sqlite3.connect(national, isolation_level=None)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("INSERT INTO setting VALUES ('a', 'b')")
    for ending in ("", "-wal", "-shm"):
        shutil.copy(f"sciplan.db{ending}", f"crashed.db{ending}")
    writer.close()
    done = sciplan("--database", "crashed.db", "db", "restore", str(copy), "--yes")
    assert done.code == 0, done.err
    [kept] = Path().glob("crashed-before-restore-*.db")
    assert ("a", "b") in rows(kept, "SELECT * FROM setting")
    assert rows(Path("crashed.db"), "SELECT * FROM setting") == []
    assert rows(Path("crashed.db"), DIGESTS) == rows(copy, DIGESTS)
    assert not list(Path().glob("crashed.db-*"))


def test_a_link_stays_a_link(copy: Path, national: Path, sciplan: Sciplan) -> None:
    """Where the database is a link, the file that it leads to is replaced."""
    Path("data").mkdir()
    national.rename("data/real.db")
    Path("sciplan.db").symlink_to("data/real.db")
    assert sciplan("db", "restore", str(copy), "--yes").code == 0
    assert Path("sciplan.db").is_symlink()
    assert rows(Path("data/real.db"), DIGESTS) == rows(copy, DIGESTS)


MOUNTS = "/dev/sda1 / ext4 rw 0 0\n//server/share {place} cifs rw 0 0\nbroken\n"


def test_network_shares(
    copy: Path, national: Path, tmp_path: Path, sciplan: Sciplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No database is created on a network share; a backup may lie there, and the warning says what it is good for."""
    share = tmp_path / "the share"
    share.mkdir()
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS.format(place=str(share).replace(" ", "\\040")))
    monkeypatch.setattr(filesystem, "MOUNTS", mounts)
    there = ("--database", str(share / "new.db"))
    for arguments in (("init", "national-2021-2035"), ("db", "restore", str(copy))):
        done = sciplan(*there, *arguments)
        assert (done.code, "would lie on a network share (cifs)" in done.err) == (4, True), arguments
    assert list(share.iterdir()) == []
    done = sciplan("db", "backup", str(share / "copy.db"))
    assert (done.code, "It lies on a network share (cifs)" in done.err) == (0, True)
    done = sciplan("--database", str(share / "copy.db"), "db", "restore", str(copy), "--yes")
    assert (done.code, "It lies on a network share (cifs)" in done.err) == (0, True)
    assert filesystem.file_system(national) == "ext4"
    monkeypatch.setattr(filesystem, "MOUNTS", tmp_path / "none")
    assert filesystem.file_system(national) == ""


def test_a_copy_that_cannot_be_made_changes_nothing(
    copy: Path, national: Path, sciplan: Sciplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the copy of the database in use cannot be made, nothing is restored."""

    def full(*_arguments: object) -> None:
        raise StorageFault("full")

    monkeypatch.setattr("sciplan.storage.restoring.keep_image", full)
    before = national.read_bytes()
    assert sciplan("db", "restore", str(copy), "--yes").code == 4
    assert national.read_bytes() == before
