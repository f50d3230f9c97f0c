"""The canonical form of a batch is fixed: what was signed with one release verifies with every later one."""

import hashlib
from pathlib import Path

from sciplan.storage.canonical import (
    NO_DIGEST,
    BatchHeader,
    StoredEntry,
    batch_digest,
    entry_item,
    quota_item,
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
    """An absent column is marked, which an empty one is not, and what would break the line is escaped."""
    assert entry_item(ENTRY) == (
        "entry\t12\tqinghai-2021-2025\tliteracy\t2023\t630000\t\t14140000\t\\-\t\\-\t\\-\trecord\t\\-\t14.14%\tone\\ntwo"
    )


def test_the_form_is_what_it_has_always_been() -> None:
    """The digest of a fixed batch is a fixed number: SHA-256 of exactly these bytes."""
    items = [revision_item("p", 1, '{"key":"p"}'), entry_item(ENTRY)]
    text = (
        "sciplan-batch/1\n"
        + "0" * 64
        + "\nbatch\t7\t2026-03-02T01:30:00.000000+00:00\t张三\\t\trecord\ta\\\\b.csv\t\\-\t1\n"
        + 'revision\tp\t1\t{"key":"p"}\n'
        + items[1]
        + "\n"
    )
    assert batch_digest(NO_DIGEST, HEADER, items) == hashlib.sha256(text.encode()).hexdigest()
    assert batch_digest(NO_DIGEST, HEADER, items) == VECTOR


VECTOR = "430de8c89eac17daeb54f2e0e4478c31efc7ad40311fbb4fe61dbf5b2b543faa"


def test_a_quota_is_one_line_of_all_its_columns() -> None:
    """A quota's amounts are in millionths; those of one that was withdrawn are marked as absent."""
    items = [
        quota_item("office", "training", 2024, 12_000_000_000, 42_000_000_000, "1.2万"),
        quota_item("office", "share", 2024, None, None, ""),
    ]
    assert items == [
        "quota\toffice\ttraining\t2024\t12000000000\t42000000000\t1.2万",
        "quota\toffice\tshare\t2024\t\\-\t\\-\t",
    ]
    header = BatchHeader(8, "2026-03-02T01:30:00.000000+00:00", "张三", "tasks office 2024 --import", "t.xlsx", None, 0)
    assert batch_digest(VECTOR, header, items) == QUOTA_VECTOR


QUOTA_VECTOR = "6a256f01ac8f9d4dda4ce561e05607c405dc9cdcb2b2f1fd58aa842290dca061"


def test_every_column_counts() -> None:
    """Changing any column of an entry or of the batch, to another value or to none, changes the digest."""
    seen = [batch_digest(NO_DIGEST, HEADER, [entry_item(ENTRY)]), batch_digest("1" * 64, HEADER, [entry_item(ENTRY)])]
    for name in ENTRY._fields:
        for value in ("another", 99, "", None):
            if value != getattr(ENTRY, name):
                changed = {**{slot: getattr(ENTRY, slot) for slot in ENTRY._fields}, name: value}
                seen.append(batch_digest(NO_DIGEST, HEADER, [entry_item(StoredEntry(**changed))]))
    for name in HEADER._fields:
        for value in ("another", 99, "", None):
            if value != getattr(HEADER, name):
                changed = {**{slot: getattr(HEADER, slot) for slot in HEADER._fields}, name: value}
                seen.append(batch_digest(NO_DIGEST, BatchHeader(**changed), [entry_item(ENTRY)]))
    assert len(seen) == len(set(seen)) > 60


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
        columns = ", ".join(StoredEntry._fields)
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
