"""The canonical form of a batch is fixed: what was signed with one release verifies with every later one."""

import hashlib
from pathlib import Path

from sciplan.storage.canonical import (
    NO_DIGEST,
    BatchHeader,
    StoredEntry,
    batch_digest,
    entry_item,
    revision_item,
)
from sciplan.storage.plantext import plan_text, read_plan_text
from tests.conftest import Sciplan
from tests.rows import rows

HEADER = BatchHeader(7, "2026-03-02T01:30:00.000000+00:00", "张三\t", "record", "a\\b.csv", None, 1)
ENTRY = StoredEntry(
    id=12,
    plan="qinghai-2021-2025",
    target="literacy",
    period="2023",
    region="630000",
    agency="",
    value=14_140_000,
    numerator=None,
    denominator=None,
    state=None,
    kind="record",
    supersedes=None,
    typed="14.14%",
    note="one\ntwo",
)


def test_an_entry_is_one_line_of_all_its_columns() -> None:
    """An absent column is empty, and what would break the line is escaped."""
    assert entry_item(ENTRY) == (
        "entry\t12\tqinghai-2021-2025\tliteracy\t2023\t630000\t\t14140000\t\t\t\trecord\t\t14.14%\tone\\ntwo"
    )


def test_the_form_is_what_it_has_always_been() -> None:
    """The digest of a fixed batch is a fixed number: SHA-256 of exactly these bytes."""
    items = [revision_item("p", 1, '{"key":"p"}'), entry_item(ENTRY)]
    text = (
        "sciplan-batch/1\n"
        + "0" * 64
        + "\nbatch\t7\t2026-03-02T01:30:00.000000+00:00\t张三\\t\trecord\ta\\\\b.csv\t\t1\n"
        + 'revision\tp\t1\t{"key":"p"}\n'
        + items[1]
        + "\n"
    )
    assert batch_digest(NO_DIGEST, HEADER, items) == hashlib.sha256(text.encode()).hexdigest()
    assert batch_digest(NO_DIGEST, HEADER, items) == VECTOR


VECTOR = "5dd9a9fbdf19259edcad6505d24f555218c428a65b979cb9b90b1b387f5fb94a"


def test_every_column_counts() -> None:
    """Changing any column of an entry or of the batch changes the digest."""
    plain = batch_digest(NO_DIGEST, HEADER, [entry_item(ENTRY)])
    seen = {plain, batch_digest("1" * 64, HEADER, [entry_item(ENTRY)])}
    changed: dict[str, object] = {"id": 13, "supersedes": 3, "note": None, "value": 1, "agency": "edu", "typed": "x"}
    for name, value in changed.items():
        other = StoredEntry(**{**{field: getattr(ENTRY, field) for field in ENTRY.__slots__}, name: value})
        seen.add(batch_digest(NO_DIGEST, HEADER, [entry_item(other)]))
    for name, value in {"number": 8, "at": "x", "who": "y", "command": "z", "file": None, "entries": 2}.items():
        header = BatchHeader(**{**{field: getattr(HEADER, field) for field in HEADER.__slots__}, name: value})
        seen.add(batch_digest(NO_DIGEST, header, [entry_item(ENTRY)]))
    assert len(seen) == 2 + len(changed) + 6


def test_each_batch_is_a_link_of_the_chain(national: Path, sciplan: Sciplan) -> None:
    """A batch's digest can be derived again from its predecessor's and what it brought."""
    sciplan("record", "literacy-2025", "12.93%", "--year", "2022", "--note", "survey\\2022")
    sciplan("record", "literacy-2025", "14.14%", "--year", "2023")
    previous = NO_DIGEST
    for number, at, who, command, file, sha, entries, digest in rows(
        national, "SELECT number, at, who, command, file, file_sha256, entries, digest FROM batch ORDER BY number"
    ):
        items = [
            revision_item(plan, revision, text)
            for plan, revision, text in rows(
                national, "SELECT plan, number, text FROM v_revision WHERE batch = ?", number
            )
        ]
        columns = ", ".join(StoredEntry.__slots__)
        items += [
            entry_item(StoredEntry(*entry))
            for entry in rows(national, f"SELECT {columns} FROM v_entry WHERE batch = ? ORDER BY id", number)
        ]
        header = BatchHeader(number, at, who, command, file, sha, entries)
        assert batch_digest(previous, header, items) == digest
        previous = digest
    assert number == 3


def test_a_plan_comes_back_from_its_text(national: Path) -> None:
    """What is read from a revision's text has exactly the same text."""
    [(text,)] = rows(national, "SELECT text FROM revision")
    assert plan_text(read_plan_text(text)) == text
