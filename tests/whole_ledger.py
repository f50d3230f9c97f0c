"""A ledger with every kind of batch, and what another program can do to its file."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from sciplan.app.verifying import verify
from tests.conftest import run_sciplan
from tests.quota_books import OFFICE, SHARE, TRAINING, filled_in, office

MONTHS = [f"{year}-{month:02}" for year in (2021, 2022) for month in range(1, 13)]


@cache
def _template() -> Path:
    folder = Path(mkdtemp(prefix="sciplan-"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCIPLAN_LANG", "en")
        patch.setenv("SCIPLAN_USER", "tester")
        patch.chdir(folder)
        office()
        text = OFFICE.read_text(encoding="utf-8")
        Path("office.yaml").write_text(text.replace("at_least: 50000", "at_least: 60000"), encoding="utf-8")
        Path("a.pdf").write_bytes(b"proof")
        Path("b.pdf").write_bytes(b"more\x00proof" * 500)
        lines = [f"training,{month},630200,{number}" for number, month in enumerate(MONTHS)]
        Path("months.csv").write_text("\n".join(["target,period,region,value", *lines]), encoding="utf-8")
        Path("slips.csv").write_text("target,period,region,value\ntraining,2023-01,630200,7\n", encoding="utf-8")
        _run("correct", "1", "9000", "--reason", "digits\\swapped")
        _run("plan", "load", "office.yaml", "--yes")
        _run("record", "publicity", "done", "--period", "2022-12", "--evidence", "a.pdf", "--evidence", "b.pdf")
        _run("retract", "2", "--reason", "wrong year")
        _run("record", "training", "10001", "--year", "2022", "--note", "again")
        _run("record", "share", "12/100", "--year", "2025", "--as-of", "2026-01-05", "--evidence", "a.pdf")
        _run("import", "months.csv")
        _run("tasks", "2024", "--import", filled_in({TRAINING: 12000, SHARE: "61.5"}))
        _run("import", "slips.csv")
        _run("batch", "undo", "b15", "--reason", "twice")
    return folder / "sciplan.db"


def _run(*arguments: str) -> None:
    done = run_sciplan(*arguments)
    assert done.code == 0, done.err


def whole_ledger() -> Path:
    """Give a new database in the current folder with every kind of batch: 16 of them, the last one an undo."""
    return Path(shutil.copy(_template(), "sciplan.db")).absolute()


def codes(path: Path) -> list[str]:
    """Give the codes of what verifying finds."""
    return [flaw.code for flaw in verify(path, None).flaws]


@contextmanager
def hostile(path: Path) -> Iterator[sqlite3.Connection]:
    """Write to a database as a program that knows its rules and lifts them: without triggers, checks and references.

    The triggers are put back afterwards, to the letter.
    """
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _sql in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    yield connection
    for _name, sql in triggers:
        connection.execute(sql)
    connection.commit()
    connection.close()
