"""The bytes of a file that comes in: a private copy, so that what is checked is what is read, and its SHA-256."""

from __future__ import annotations

import hashlib
import io
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from sciplan.files import open_to_read
from sciplan.i18n import _
from sciplan.text import visible

STANDARD_INPUT = "-"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """A file that comes in: its name, the folder it lies in (None for standard input), its bytes and their digest."""

    name: str
    folder: Path | None
    stream: IO[bytes]
    size: int
    sha256: str
    opened: ExitStack

    @property
    def shown(self) -> str:
        """What it is called in a sentence."""
        return shown_name(self.name)

    def text(self, encoding: str) -> IO[str]:
        """Give all of it as text, line breaks untouched, until the file is done with."""
        self.stream.seek(0)
        return self.opened.enter_context(io.TextIOWrapper(self.stream, encoding=encoding, newline=""))

    def beginning(self, length: int = 8192) -> bytes:
        """Give the first bytes."""
        self.stream.seek(0)
        return self.stream.read(length)


def shown_name(name: str) -> str:
    """Give what a file is called in a sentence; the ledger knows standard input as `-` in every language."""
    return _("standard input") if name == STANDARD_INPUT else name


@contextmanager
def open_source(named: str) -> Iterator[Source]:
    """Copy a file, or standard input for `-`, to a nameless temporary file; raise `Refused` if it cannot be read."""
    if named == STANDARD_INPUT:
        with _copied(sys.stdin.buffer, STANDARD_INPUT, None) as source:
            yield source
        return
    path = Path(named)
    with open_to_read(path) as stream, _copied(stream, visible(path.name), path.parent) as source:
        yield source


@contextmanager
def _copied(stream: BinaryIO, name: str, folder: Path | None) -> Iterator[Source]:
    digest = hashlib.sha256()
    size = 0
    with tempfile.TemporaryFile(prefix="sciplan-") as copy, ExitStack() as opened:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            copy.write(chunk)
            size += len(chunk)
        yield Source(name, folder, copy, size, digest.hexdigest(), opened)
