"""Running sciplan in processes of its own: the installed command, or a fork that has its modules loaded already."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ENVIRONMENT = {"SCIPLAN_LANG": "en", "SCIPLAN_USER": "faults"}
_PATIENCE = 120.0
"""Seconds after which a process is taken for one that hangs."""


@dataclass(frozen=True, slots=True)
class Done:
    """How a process ended: exit code (negative for a signal), what it printed, time in seconds, most memory in MiB.

    Memory is that of the installed command; a fork shares that of its parent.
    """

    code: int
    out: str
    err: str
    seconds: float
    processor: float
    resident: float


@dataclass(slots=True)
class Child:
    """A process that runs a command line; `beside` is what its output is written to."""

    pid: int
    beside: Path
    begun: float
    ended: Done | None = None

    def alive(self) -> bool:
        """Say whether it still runs."""
        if self.ended is None:
            pid, status, used = os.wait4(self.pid, os.WNOHANG)
            if pid:
                self.ended = self._done(status, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
        return self.ended is None

    def kill(self) -> None:
        """Kill it, as a power cut would."""
        if self.alive():
            os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> Done:
        """Give how it ended; one that hangs is killed."""
        while self.alive():
            if time.monotonic() - self.begun > _PATIENCE:
                self.kill()
            time.sleep(0.001)
        if self.ended is None:
            raise AssertionError
        return self.ended

    def _done(self, status: int, processor: float, resident: float) -> Done:
        texts = []
        for ending in (".out", ".err"):
            file = self.beside.with_name(self.beside.name + ending)
            texts.append(file.read_text(encoding="utf-8", errors="replace"))
            file.unlink()
        seconds = time.monotonic() - self.begun
        return Done(os.waitstatus_to_exitcode(status), texts[0], texts[1], seconds, processor, resident)


def start(
    arguments: Sequence[str], folder: Path, *, installed: bool, before: Callable[[], None] = lambda: None
) -> Child:
    """Start a command line in a folder: the installed command, or a fork of this process that does `before` first."""
    beside = folder / f".{time.monotonic_ns()}"
    begun = time.monotonic()
    pid = _installed(arguments, folder, beside) if installed else _forked(arguments, folder, beside, before)
    return Child(pid, beside, begun)


def run(arguments: Sequence[str], folder: Path, *, installed: bool) -> Done:
    """Run a command line to its end."""
    return start(arguments, folder, installed=installed).wait()


def until_journal(child: Child, database: Path, *, there: bool = True) -> float:
    """Wait until SQLite has begun, or ended, its journal, or the process has ended; give seconds since its start.

    The journal is there from the first page that a write changes to its COMMIT.
    """
    journal = database.with_name(f"{database.name}-journal")
    while journal.exists() != there and child.alive():
        time.sleep(0.0002)
    return time.monotonic() - child.begun


def verify(database: Path, folder: Path, *, installed: bool) -> str:
    """Give what `sciplan db verify` says against a ledger; nothing if it finds it whole."""
    done = run(["--database", str(database), "db", "verify"], folder, installed=installed)
    return f"db verify: {done.code} {done.out}{done.err}" if done.code else ""


def _opened(beside: Path) -> tuple[int, int]:
    out, err = (
        os.open(beside.with_name(beside.name + ending), os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        for ending in (".out", ".err")
    )
    return out, err


def _installed(arguments: Sequence[str], folder: Path, beside: Path) -> int:
    out, err = _opened(beside)
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "sciplan", *arguments],
            cwd=folder,
            env={**os.environ, **ENVIRONMENT},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
        )
    finally:
        os.close(out)
        os.close(err)
    process.returncode = 0  # we wait for it ourselves, to learn what memory it took
    return process.pid


def _forked(arguments: Sequence[str], folder: Path, beside: Path, before: Callable[[], None]) -> int:
    from sciplan.cli.main import run as run_here

    out, err = _opened(beside)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid:
        os.close(out)
        os.close(err)
        return pid
    code = 99
    with contextlib.suppress(BaseException):
        os.chdir(folder)
        os.environ.update(ENVIRONMENT)
        os.dup2(out, 1)
        os.dup2(err, 2)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8")
        sys.stderr = os.fdopen(2, "w", encoding="utf-8")
        before()
        code = run_here(list(arguments))
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)
