"""Restores that run at once, or beside something else: what was there is kept, and nothing acknowledged is lost."""

import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sciplan.app import backups
from sciplan.errors import StorageFault
from sciplan.storage import restoring
from tests.conftest import NOW, Sciplan
from tests.rows import rows

DIGESTS = "SELECT digest FROM batch ORDER BY number"
REPLACED = "was replaced by another one meanwhile; nothing was written"


def chain(path: Path) -> tuple[str, ...]:
    """Give the digests of a ledger."""
    return tuple(digest for (digest,) in rows(path, DIGESTS))


@pytest.fixture
def copies(national: Path, sciplan: Sciplan) -> list[Path]:
    """Give three ledgers that differ in their second batch from the one in use, and from each other."""
    made = []
    for value in ("12%", "13%", "14%"):
        made.append(Path(f"copy-{value[:2]}.db"))
        assert sciplan("db", "backup", str(made[-1])).code == 0
        assert sciplan("--database", str(made[-1]), "record", "literacy-2025", value, "--year", "2022").code == 0
    assert sciplan("record", "literacy-2025", "11%", "--year", "2022").code == 0
    return made


def refused_because_of(other: Path, name: str, copy: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Restore a copy, and see it refused because another ledger came into the place before a function was called."""
    expected = chain(other)
    did = getattr(restoring, name)

    def late(*arguments: object) -> object:
        if other.exists():
            other.replace(place)
        return did(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(restoring, name, late)
        with pytest.raises(StorageFault, match=REPLACED):
            backups.restore(place, copy, NOW, lambda _prospect: None)
    assert chain(place) == expected


def test_restores_at_once(copies: list[Path], national: Path) -> None:
    """Of restores that wait for the same writer each keeps what it replaces, or is told that it came too late."""
    writer = sqlite3.connect(national, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    before = chain(national)
    command = [sys.executable, "-m", "sciplan", "db", "restore", "--yes"]
    started = [
        subprocess.Popen([*command, str(copy)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for copy in copies
    ]
    for process in started:  # each says what it would do before it waits
        assert process.stderr is not None
        while "To be restored" not in (line := process.stderr.readline()):
            assert line
    time.sleep(0.5)
    writer.close()
    ended = [(copy, process.communicate(), process.returncode) for copy, process in zip(copies, started, strict=True)]
    assert [code for _copy, _said, code in ended if code not in (0, 4)] == []
    assert all(REPLACED in err for _copy, (_out, err), code in ended if code == 4)
    restored = [chain(copy) for copy, _said, code in ended if code == 0]
    kept = [chain(file) for file in Path().glob("sciplan-before-restore-*.db")]
    assert restored
    assert sorted([*kept, chain(national)]) == sorted([before, *restored])


def test_another_file_comes_while_the_lock_is_waited_for(
    copies: list[Path], national: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has come into the place before the lock was held, or before the move, is neither replaced nor lost."""
    for name in ("begin_immediate", "keep_image"):
        refused_because_of(copies.pop(), name, copies[0], national, monkeypatch)


def test_a_sound_database_comes_in_the_place_of_a_damaged_one(
    copies: list[Path], national: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another restore has put in the place of a damaged database is neither copied byte by byte nor replaced."""
    for name in ("keep", "left_beside"):
        national.write_bytes(b"noise" * 1000)
        refused_because_of(copies.pop(), name, copies[0], national, monkeypatch)
    assert {file.read_bytes()[:5] for file in Path().glob("sciplan-before-restore-*")} == {b"noise"}


def test_a_database_comes_where_none_was(copies: list[Path], national: Path) -> None:
    """A database that somebody creates while another one is restored there is not replaced."""
    national.unlink()
    expected = chain(copies[1])

    def late(_prospect: object) -> None:
        copies[1].replace(national)

    with pytest.raises(StorageFault, match=REPLACED):
        backups.restore(national, copies[0], NOW, late)
    assert chain(national) == expected
