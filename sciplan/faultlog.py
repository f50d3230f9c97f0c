"""The private log of faults of our own: where a traceback goes, so that no user has to look at one.

It says where a fault arose, and neither figures nor names: no arguments of the command line, no local variables, and of
an exception its type alone, because its text may quote what was typed.
"""

from __future__ import annotations

import os
import platform
import sqlite3
import traceback
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sciplan import __version__
from sciplan.paths import fault_log

MOST = 1_000_000
"""Bytes; older faults make room for newer ones."""

_RULE = "=" * 60


def keep_fault(command: str, at: datetime, error: BaseException) -> Path | None:
    """Write down where a fault arose, in which command, and give the log; None if that cannot be written.

    Whatever comes in the way of that must not come before the fault itself.
    """
    try:
        path = fault_log()
        _append(path, "".join(f"{line}\n" for line in _lines(command, at, error)))
    except Exception:
        return None
    return path


def _lines(command: str, at: datetime, error: BaseException) -> Iterator[str]:
    yield _RULE
    yield f"{at.isoformat(timespec='seconds')} sciplan {command}".rstrip()
    versions = f"sciplan {__version__}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    yield f"{versions}, {platform.system()}"
    yield from _trace(traceback.TracebackException.from_exception(error))


def _trace(error: traceback.TracebackException) -> Iterator[str]:
    """Give an exception and what it came from, the earliest first, each with its frames and its type."""
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier is not None:
        yield from _trace(earlier)
        yield "which led to:"
    for frame in error.stack:
        yield f"  {frame.filename}:{frame.lineno} in {frame.name}: {frame.line}"
    yield str(error.exc_type.__name__)


def _append(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > MOST:
        _shorten(path)
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "wb") as stream:
        path.chmod(0o600)
        stream.write(text.encode("utf-8", errors="backslashreplace"))


def _shorten(path: Path) -> None:
    """Keep the newer half of a log, from the beginning of a fault on."""
    newer = path.read_bytes()[-MOST // 2 :]
    start = newer.find(f"{_RULE}\n".encode())
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.new")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(newer[max(start, 0) :])
    unfinished.replace(path)
