"""Writing files for people: whole or not at all, and never over another file unasked."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sciplan.errors import Refused
from sciplan.faults import reason
from sciplan.i18n import _

OF_SQLITE = ("-journal", "-wal", "-shm")
"""What SQLite puts behind the name of a database to name its own files, of what it has not finished."""

UNFINISHED = re.compile(r"\..+\.[0-9a-z_]+\.new(-journal|-wal|-shm)?")
"""The names of files that were not finished, which a process that was killed leaves behind."""

_LONGEST = 40
"""So many characters of a name go into that of the unfinished file; a name may have 255 bytes, four a character."""


def open_ordinary(path: Path) -> BinaryIO:
    """Open a file to read; raise `NotOrdinary` for a folder, a pipe or a device, and `OSError` where that fails.

    A path that no system could have raises `ValueError`.
    """
    # Without O_NONBLOCK the opening of a pipe waits for a writer; Windows has no such flag and no such pipes.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise NotOrdinary(path)
    return os.fdopen(handle, "rb")


class NotOrdinary(Refused):
    """A path under which no ordinary file lies."""

    def __init__(self, path: Path) -> None:
        """Say which one."""
        super().__init__(
            _("{path} is not an ordinary file.").format(path=path),
            _("Name the file itself, not a folder or a device."),
        )


def open_to_read(path: Path) -> BinaryIO:
    """Open an ordinary file to read; raise `Refused` where that cannot be."""
    try:
        return open_ordinary(path)
    except (OSError, ValueError) as fault:
        raise _unreadable(path, fault) from fault


def read_file(path: Path, most: int) -> bytes:
    """Give the content of an ordinary file of at most so many bytes; raise `Refused` for anything else."""
    with open_to_read(path) as stream:
        try:
            content = stream.read(most + 1)
        except OSError as fault:
            raise _unreadable(path, fault) from fault
    if len(content) > most:
        raise Refused(
            _("{path} is larger than {most} MB.").format(path=path, most=most // 1_000_000), _("Make it smaller.")
        )
    return content


def _unreadable(path: Path, fault: OSError | ValueError) -> Refused:
    cause = reason(fault) if isinstance(fault, OSError) else str(fault)
    return Refused(_("{path} cannot be read: {reason}.").format(path=path, reason=cause), _("Check the path."))


def write_file(path: Path, content: bytes, *, force: bool, database: Path) -> None:
    """Write a file beside its place and move it there when it is whole; it is readable by its owner alone.

    Raises `Refused` when `check_place` does, or would by the end; `OSError` when the file cannot be written.
    """
    check_place(path, force=force, database=database)
    with unfinished_file(path) as unfinished:
        with unfinished.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        move_to(unfinished, path, force=force)


@contextmanager
def unfinished_file(place: Path) -> Iterator[Path]:
    """Give a private, empty file beside a place, to be filled and moved there; else nothing is left of it.

    Its name is its own, whatever a process that was killed has left there. What SQLite put beside it goes as well.
    Raises `OSError` where the operating system refuses.
    """
    import tempfile

    try:
        handle, name = tempfile.mkstemp(prefix=f".{place.name[:_LONGEST]}.", suffix=".new", dir=place.parent)
    except OSError as fault:  # it is the folder that cannot be used, and nobody knows the name of the file
        raise OSError(fault.errno, fault.strerror, str(place.parent)) from fault
    os.close(handle)
    unfinished = Path(name)
    try:
        yield unfinished
    finally:
        for ending in ("", *OF_SQLITE):
            unfinished.with_name(unfinished.name + ending).unlink(missing_ok=True)


def may(path: Path, mode: int) -> bool:
    """Say whether whoever runs this may use a path so (`os.R_OK`, `os.W_OK` …); nobody may what cannot be reached."""
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)


def move_to(unfinished: Path, path: Path, *, force: bool) -> None:
    """Move a file that is whole to its place, for good.

    Without `force` it raises `Refused` if somebody has taken the place since it was found free.
    """
    if force:
        unfinished.replace(path)
        sync_folder(path.parent)
        return
    try:
        move_new(unfinished, path)
    except FileExistsError as fault:
        raise _taken(path) from fault


def move_new(unfinished: Path, path: Path) -> None:
    """Move a file to a place that nobody has, for good; raise `FileExistsError` if somebody was faster."""
    try:
        os.link(unfinished, path)
    except FileExistsError:
        raise
    except OSError:  # not every file system can give a file a second name
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))  # the place is ours from here on
        try:
            unfinished.replace(path)
        except OSError:
            path.unlink(missing_ok=True)
            raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Let a folder's names reach the disk, so that a file that was moved into it is there after a power cut."""
    if os.name == "nt":  # a folder cannot be opened there, and names are journalled
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as fault:  # some file systems do not do this for folders
        if fault.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def is_of_database(path: Path, database: Path) -> bool:
    """Say whether a path is that of a database or of one of the files that SQLite puts beside it."""
    for ending in ("", *OF_SQLITE):
        own = database.with_name(database.name + ending)
        if path.resolve() == own.resolve() or (path.exists() and own.exists() and path.samefile(own)):
            return True
    return False


def check_place(path: Path, *, force: bool, database: Path) -> None:
    """Raise `Refused` if a file must not be written at a path.

    It must not when the place is taken and `force` is not given, when it is not that of an ordinary file, or when it is
    the `database` in use.
    """
    taken = path.exists() or path.is_symlink()
    if taken and not path.is_file():
        raise NotOrdinary(path)
    if is_of_database(path, database):
        raise Refused(_("{path} is the database itself.").format(path=path), _("Choose another name."))
    if taken and not force:
        raise _taken(path)


def _taken(path: Path) -> Refused:
    return Refused(
        _("{path} exists already; nothing was written.").format(path=path),
        _("Choose another name, or add --force to replace it."),
    )
