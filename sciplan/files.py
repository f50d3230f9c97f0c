"""Writing files for people: whole or not at all, and never over another file unasked."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from sciplan.errors import Refused
from sciplan.faults import reason
from sciplan.i18n import _

_OF_DATABASE = ("", "-journal", "-wal", "-shm")
"""What SQLite puts behind the name of a database to name its own files."""


def read_file(path: Path, most: int) -> bytes:
    """Give the content of an ordinary file of at most so many bytes; raise `Refused` for anything else."""
    try:
        # Without O_NONBLOCK the opening of a pipe waits for a writer; Windows has no such flag and no such pipes.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError) as fault:
        cause = reason(fault) if isinstance(fault, OSError) else str(fault)
        raise Refused(
            _("{path} cannot be read: {reason}.").format(path=path, reason=cause), _("Check the path.")
        ) from fault
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise Refused(
                _("{path} is not an ordinary file.").format(path=path),
                _("Name the file itself, not a folder or a device."),
            )
        with os.fdopen(handle, "rb", closefd=False) as stream:
            content = stream.read(most + 1)
    except OSError as fault:
        raise Refused(
            _("{path} cannot be read: {reason}.").format(path=path, reason=reason(fault)), _("Check the path.")
        ) from fault
    finally:
        os.close(handle)
    if len(content) > most:
        raise Refused(
            _("{path} is larger than {most} MB.").format(path=path, most=most // 1_000_000), _("Make it smaller.")
        )
    return content


def write_file(path: Path, content: bytes, *, force: bool, database: Path) -> None:
    """Write a file beside its place and move it there when it is whole; it is readable by its owner alone.

    Raises `Refused` when `check_place` does; `OSError` when the file cannot be written.
    """
    check_place(path, force=force, database=database)
    if not path.parent.exists():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path.parent))
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        handle = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def check_place(path: Path, *, force: bool, database: Path) -> None:
    """Raise `Refused` if a file must not be written at a path.

    It must not when the place is taken and `force` is not given, when it is not that of an ordinary file, or when it is
    the `database` in use.
    """
    taken = path.exists() or path.is_symlink()
    if taken and not path.is_file():
        raise Refused(
            _("{path} is not an ordinary file.").format(path=path),
            _("Name the file itself, not a folder or a device."),
        )
    own = [database.with_name(database.name + ending).resolve() for ending in _OF_DATABASE]
    if path.resolve() in own or (path.exists() and path.samefile(database)):
        raise Refused(_("{path} is the database itself.").format(path=path), _("Choose another name."))
    if taken and not force:
        raise Refused(
            _("{path} exists already; nothing was written.").format(path=path),
            _("Choose another name, or add --force to replace it."),
        )
