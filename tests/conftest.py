"""Fixtures that more than one test file uses."""

import io
import os
import pickle
import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import cast

import pytest

from sciplan.cli.main import run
from sciplan.clock import Now

NOW = Now(datetime(2026, 3, 2, 1, 30, tzinfo=UTC), date(2026, 3, 2))
"""The moment at which tests run: 09:30 in Beijing on 2 March 2026."""


NOBODY = 65534
"""The user who owns nothing."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update`, which rewrites transcripts and golden files from what the program says now."""
    parser.addoption("--update", action="store_true", help="rewrite transcripts and golden files")


@dataclass(frozen=True, slots=True)
class Run:
    """What a command came to."""

    code: int
    out: str
    err: str


Sciplan = Callable[..., Run]


def run_sciplan(*arguments: str, now: Now = NOW) -> Run:
    """Run a command line in this process with a fixed clock."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(arguments, now)
    return Run(code, out.getvalue(), err.getvalue())


def without_privileges(*arguments: str) -> Run:
    """Run a command line as somebody whom file permissions stop; the superuser becomes nobody in a child."""
    if os.geteuid() != 0:
        return run_sciplan(*arguments)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.setegid(NOBODY)
        os.seteuid(NOBODY)
        done = run_sciplan(*arguments)
        os.write(writing, pickle.dumps(done))
        os._exit(0)
    os.waitpid(child, 0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        return cast("Run", pickle.loads(stream.read()))  # noqa: S301 - written by our own child


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every test runs in an empty folder, in English, as the user `tester`, far from the user's own files."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "SCIPLAN_DATABASE", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("SCIPLAN_LANG", "en")
    monkeypatch.setenv("SCIPLAN_USER", "tester")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data-home"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state-home"))
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)


@pytest.fixture
def sciplan() -> Sciplan:
    """Run a command line in the test's folder and give exit code, stdout and stderr."""
    return run_sciplan


@pytest.fixture(scope="session")
def _national_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("national") / "sciplan.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCIPLAN_LANG", "en")
        patch.setenv("SCIPLAN_USER", "tester")
        done = run_sciplan("--database", str(path), "init", "national-2021-2035")
    assert done.code == 0, done.err
    return path


@pytest.fixture
def national(_national_database: Path, tmp_path: Path) -> Path:
    """Give a database of its own that holds the national outline and no entries."""
    return Path(shutil.copy(_national_database, tmp_path / "work" / "sciplan.db"))
