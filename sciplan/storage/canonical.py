"""The canonical form of a batch, which its digest is made of (design §5).

Version 1, UTF-8, a line each: the form's name, the previous digest, the batch's own columns, then in order what it
brought. Columns are separated by tabs; backslash, tab, line feed and carriage return inside text are written as
`\\\\`, `\\t`, `\\n`, `\\r`; an absent column is `\\-`. A test holds the form to a fixed vector.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

FORM = 1
NO_DIGEST = "0" * 64
_ABSENT = "\\-"
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


@dataclass(frozen=True, slots=True)
class BatchHeader:
    """A batch's own columns: its number, UTC time (ISO, microseconds), who, which command, which file."""

    number: int
    at: str
    who: str
    command: str
    file: str | None
    file_sha256: str | None
    entries: int


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry as its row holds it, the target by plan and key; amounts in millionths."""

    id: int
    plan: str
    target: str
    period: str
    region: str
    agency: str
    value: int | None
    numerator: int | None
    denominator: int | None
    state: str | None
    kind: str
    supersedes: int | None
    typed: str
    note: str | None


def batch_digest(previous: str, header: BatchHeader, items: Iterable[str]) -> str:
    """Give the SHA-256, in hexadecimal, of a batch that follows the one with the digest `previous`."""
    digest = hashlib.sha256()
    for line in _lines(previous, header, items):
        digest.update(line.encode("utf-8"))
        digest.update(b"\n")
    return digest.hexdigest()


def _lines(previous: str, header: BatchHeader, items: Iterable[str]) -> Iterator[str]:
    yield f"sciplan-batch/{FORM}"
    yield previous
    yield _columns(
        "batch",
        header.number,
        header.at,
        header.who,
        header.command,
        header.file,
        header.file_sha256,
        header.entries,
    )
    yield from items


def revision_item(plan: str, number: int, text: str) -> str:
    """Give the line of a plan revision with its canonical text."""
    return _columns("revision", plan, number, text)


def entry_item(entry: StoredEntry) -> str:
    """Give the line of an entry: every column of it."""
    return _columns(
        "entry",
        entry.id,
        entry.plan,
        entry.target,
        entry.period,
        entry.region,
        entry.agency,
        entry.value,
        entry.numerator,
        entry.denominator,
        entry.state,
        entry.kind,
        entry.supersedes,
        entry.typed,
        entry.note,
    )


def evidence_item(entry: int, sha256: str, size: int, name: str) -> str:
    """Give the line of a file that an entry brought; it follows the entry's own line."""
    return _columns("evidence", entry, sha256, size, name)


def _columns(*columns: str | int | None) -> str:
    return "\t".join(
        _ABSENT if column is None else column.translate(_ESCAPES) if isinstance(column, str) else str(column)
        for column in columns
    )
