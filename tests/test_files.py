"""Files that are written for people: beside their place first, and never over another one unasked."""

import os
from pathlib import Path

import pytest

from sciplan.errors import Refused
from sciplan.files import UNFINISHED, unfinished_file, write_file
from sciplan.storage import backups
from tests.conftest import Sciplan
from tests.rows import rows

DATABASE = Path("sciplan.db")
DIGESTS = "SELECT digest FROM batch ORDER BY number"


def names() -> set[str]:
    """Give the names of the files in the current folder."""
    return {file.name for file in Path().iterdir()}


def test_what_a_killed_process_left_stops_nobody(national: Path, sciplan: Sciplan) -> None:
    """A file that an earlier process of the same number left, as in a container, is in nobody's way, and stays."""
    left = {f".sciplan.{os.getpid()}.new", f".copy.db.{os.getpid()}.new", f".other.db.{os.getpid()}.new"}
    for name in left:
        Path(name).write_text("left")
    assert sciplan("db", "backup", "copy.db").code == 0
    assert sciplan("--database", "other.db", "init", "changle-2021-2025").code == 0
    write_file(Path("a.txt"), b"a", force=False, database=DATABASE)
    assert names() == {*left, "sciplan.db", "copy.db", "other.db", "a.txt"}
    assert {Path(name).read_text() for name in left} == {"left"}


def test_an_unfinished_file() -> None:
    """It is private, lies beside its place, has a name of its own that `doctor` knows, and goes with SQLite's files."""
    folder = Path.cwd()
    place = folder / f"{'方' * 80}.docx"
    with unfinished_file(place) as one:
        with unfinished_file(place) as other:
            assert one != other
        assert (one.parent, one.stat().st_mode & 0o777) == (folder, 0o600)
        for ending in ("", "-journal", "-wal", "-shm"):
            one.with_name(one.name + ending).touch()
        found = list(folder.iterdir())
        assert len(found) == 4
        assert all(UNFINISHED.fullmatch(file.name) for file in found)
    assert list(folder.iterdir()) == []
    assert UNFINISHED.fullmatch(".report.docx.123.new")
    assert not UNFINISHED.fullmatch("report.docx.new")


def test_a_folder_that_is_not_there() -> None:
    """Where no file can be made the folder is named, and not a file that nobody asked for."""
    with pytest.raises(FileNotFoundError) as caught:
        write_file(Path("nowhere/a.txt"), b"a", force=False, database=DATABASE)
    assert caught.value.filename == "nowhere"


def test_a_file_that_appears_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that somebody else puts in the place while ours is being written is replaced with `force` only."""
    place = Path("a.txt")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lambda _handle: place.write_text("theirs"))
        with pytest.raises(Refused, match=r"a\.txt exists already; nothing was written"):
            write_file(place, b"ours", force=False, database=DATABASE)
    assert (place.read_text(), names()) == ("theirs", {"a.txt"})
    write_file(place, b"ours", force=True, database=DATABASE)
    assert place.read_text() == "ours"


def test_a_backup_that_appears_meanwhile(national: Path, sciplan: Sciplan, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two backups to one place the second is refused; what is told of one is what that copy holds."""
    sound = backups.check_sound

    def taken(copy: Path, database: Path) -> None:
        Path("copy.db").write_text("theirs")
        sound(copy, database)

    with monkeypatch.context() as patch:
        patch.setattr(backups, "check_sound", taken)
        done = sciplan("db", "backup", "copy.db")
        assert (done.code, "copy.db exists already; nothing was written" in done.err) == (3, True)
        assert Path("copy.db").read_text() == "theirs"
        patch.setattr("sciplan.files.sync_folder", lambda folder: (folder / "copy.db").write_text("theirs"))
        done = sciplan("db", "backup", "copy.db", "--force")
        assert (done.code, rows(national, DIGESTS)[-1][0][:12] in done.out) == (0, True)
