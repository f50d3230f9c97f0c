"""The canonical form of a batch, which its digest is made of (design §5).

Version 1, UTF-8, a line each: the form's name, the previous digest, the batch's own columns, then in order what it
brought. Columns are separated by tabs; backslash, tab, line feed and carriage return inside text are written as
`\\\\`, `\\t`, `\\n`, `\\r`; an absent column is `\\-`. A test holds the form to a fixed vector.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

FORM = 1
NO_DIGEST = "0" * 64
_ABSENT = "\\-"
_PLAIN_RECORD = "\t\\-\t\\-\t\\-\trecord\t\\-\t"
"""What stands between value and typed figure in the line of a value that supersedes nothing."""
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})

FirstRow = tuple[int, str, str, int, str]
"""A first report of a plain value for the whole, without a note: target id, period, region, value in millionths, and
the figure as typed."""


class BatchHeader(NamedTuple):
    """A batch's own columns: its number, UTC time (ISO, microseconds), who, which command, which file."""

    number: int
    at: str
    who: str
    command: str
    file: str | None
    file_sha256: str | None
    entries: int


class StoredEntry(NamedTuple):
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
    return digest_of_blocks(previous, header, (f"{item}\n".encode() for item in items))


def digest_of_blocks(previous: str, header: BatchHeader, blocks: Iterable[bytes]) -> str:
    """Give the same digest when the lines of what the batch brought are bytes already, cut anywhere."""
    import hashlib  # only here, because readers import this module too

    columns = _columns(
        "batch",
        header.number,
        header.at,
        header.who,
        header.command,
        header.file,
        header.file_sha256,
        header.entries,
    )
    digest = hashlib.sha256(f"sciplan-batch/{FORM}\n{previous}\n{columns}\n".encode())
    for block in blocks:
        digest.update(block)
    return digest.hexdigest()


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


def first_items(plan: str, keys: Mapping[int, str], first: int, rows: Sequence[FirstRow]) -> str:
    """Give the lines, each with its end, of entries from the number `first` on: what `entry_item` gives, but fast.

    `keys` are those of the targets by id.
    """
    texts = "".join([plan, *{keys[row[0]] for row in rows}, *[f"{row[1]}{row[2]}{row[4]}" for row in rows]])
    if "\\" in texts or not texts.isprintable():  # something of it may have to be escaped
        entries = (_first_entry(plan, keys[row[0]], number, row) for number, row in enumerate(rows, first))
        return "".join(f"{entry_item(entry)}\n" for entry in entries)
    return "".join(
        [
            f"entry\t{number}\t{plan}\t{keys[target]}\t{period}\t{region}\t\t{value}{_PLAIN_RECORD}{typed}\t\\-\n"
            for number, (target, period, region, value, typed) in enumerate(rows, first)
        ]
    )


def _first_entry(plan: str, key: str, number: int, row: FirstRow) -> StoredEntry:
    _target, period, region, value, typed = row
    return StoredEntry(number, plan, key, period, region, "", value, None, None, None, "record", None, typed, None)


def evidence_item(entry: int, sha256: str, size: int, name: str) -> str:
    """Give the line of a file that an entry brought; it follows the entry's own line."""
    return _columns("evidence", entry, sha256, size, name)


def quota_item(plan: str, target: str, year: int, amount: int | None, checkpoint: int | None, typed: str) -> str:
    """Give the line of an agreed quota; amounts in millionths, both absent where it was withdrawn."""
    return _columns("quota", plan, target, year, amount, checkpoint, typed)


def _columns(*columns: str | int | None) -> str:
    return "\t".join(
        _ABSENT if column is None else column.translate(_ESCAPES) if isinstance(column, str) else str(column)
        for column in columns
    )
