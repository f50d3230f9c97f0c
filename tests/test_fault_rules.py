"""What a connection of ours holds SQLite to, and where there is no room or no permission."""

from pathlib import Path

import pytest

from benchmarks.faults import clocks, shortage, upgrades
from sciplan.storage.connection import connect, reading, writing

PRAGMAS = {
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "synchronous": 2,
    "trusted_schema": 0,
    "journal_mode": "delete",
}


@pytest.mark.parametrize("write", [True, False])
def test_every_connection(write: bool, national: Path) -> None:
    """References, triggers of REPLACE, a COMMIT that waits for the disk, and a journal that goes with it."""
    connection = connect(national, write=write)
    try:
        found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS}
        assert connection.execute("PRAGMA query_only").fetchone()[0] == (not write)
    finally:
        connection.close()
    assert found == PRAGMAS


def test_transactions(national: Path) -> None:
    """A writer holds the lock from its start; a reader reads in one transaction; both wait for others."""
    with writing(national) as connection:
        assert connection.in_transaction
        assert connection.execute("PRAGMA busy_timeout").fetchone()[0] == 30_000
    with reading(national) as connection:
        assert connection.in_transaction


def test_no_room_and_no_permission() -> None:
    """A full disk, a limit of size, and a read-only file or folder leave the last commit, and one clear message."""
    outcome = shortage.shortages()
    assert outcome.passed, outcome


def test_clocks() -> None:
    """A clock that is set back and other time zones keep the order of batches and the years of figures."""
    outcome = clocks.clocks()
    assert outcome.passed, outcome
    assert outcome.figures == "order kept, warned, right years"


def test_what_was_missed_is_not_told_as_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """The figures of the benchmark say what was measured, also where that is not what was hoped for."""
    monkeypatch.setattr(clocks, "SET_BACK", clocks.LATER)
    outcome = clocks.clocks()
    assert (outcome.passed, outcome.figures) == (False, "order kept, NOT warned, right years")
    monkeypatch.setattr(shortage, "CASES", {"read-only file": (shortage.CASES["read-only file"][0], ("no such word",))})
    outcome = shortage.shortages()
    assert (outcome.passed, outcome.figures.endswith("one clear message in 0")) == (False, True)
    monkeypatch.setattr(upgrades, "verify", lambda *_arguments, **_named: "not verified")
    outcome = upgrades.upgrades(1, entries=0, installed=False)
    assert (outcome.passed, outcome.figures.endswith("; 0 mixed, 1 retries failed")) == (False, True)
