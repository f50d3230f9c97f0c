"""Writing files for people: whole or not at all, and never over another file unasked."""

from __future__ import annotations

import os
from pathlib import Path

from sciplan.errors import Refused
from sciplan.i18n import _


def write_file(path: Path, content: bytes, *, force: bool) -> None:
    """Write a file beside its place and move it there when it is whole; it is readable by its owner alone.

    Raises `Refused` when the file exists and `force` is not given, and `OSError` when it cannot be written.
    """
    if path.exists() and not force:
        raise Refused(
            _("{path} exists already; nothing was written.").format(path=path),
            _("Choose another name, or add --force to replace it."),
        )
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
