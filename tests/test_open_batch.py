"""A batch that is being filled: in bulk or one by one, the ledger comes out the same, to the digest."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciplan.domain.appending import CONFLICT, NEW, SAME, SUPERSEDED, Draft
from sciplan.domain.ledger import CORRECTION, RETRACTION, Content, EvidenceFile, Slot
from sciplan.errors import Refused
from sciplan.storage import reader
from sciplan.storage.appender import append_drafts
from sciplan.storage.canonical import (
    NO_DIGEST,
    BatchHeader,
    FirstRow,
    StoredEntry,
    batch_digest,
    digest_of_blocks,
    entry_item,
    first_items,
)
from sciplan.storage.chain import Writing
from sciplan.storage.connection import writing
from sciplan.storage.open_batch import OpenBatch
from tests.conftest import NOW, Sciplan
from tests.rows import rows

TINY = str(Path(__file__).parent / "plans" / "tiny.yaml")
WRITING = Writing("tester", NOW.utc, "import", "a.csv", "0" * 64)
TEXT = st.text(st.sampled_from("ab\\\t\n\r-'\"%万"), max_size=6)
ROWS = st.lists(st.tuples(st.just(1), TEXT, TEXT, st.integers(-(10**18), 10**18), TEXT), max_size=5)


@pytest.fixture
def tiny(national: Path, sciplan: Sciplan) -> Path:
    """Give a database with the tiny plan and no entries."""
    assert sciplan("plan", "load", TINY).code == 0
    assert sciplan("use", "tiny").code == 0
    return national


@contextmanager
def open_batch(path: Path) -> Iterator[OpenBatch]:
    """Give a batch in a transaction that is committed at the end."""
    with writing(path) as connection, OpenBatch(connection, WRITING) as batch:
        yield batch


def slot(number: int) -> Slot:
    """Give one of many slots."""
    return Slot("tiny", "training", f"{2000 + number // 12}-{number % 12 + 1:02d}", "630000")


def row(path: Path, number: int, value: int = 12_000) -> FirstRow:
    """Give a row for a slot."""
    with writing(path) as connection:
        target = reader.target_ids(connection, "tiny")["training"]
    one = slot(number)
    return target, one.period, one.region, value * 10**6, str(value)


def draft(number: int, value: int = 12_000) -> Draft:
    """Give the same report as a draft."""
    return Draft(slot(number), Content(Decimal(value)), str(value))


@given(st.text(st.sampled_from("ab-\\\t"), max_size=4), TEXT, st.integers(1, 10**12), ROWS)
def test_bulk_lines_are_the_lines_of_entries(plan: str, key: str, first: int, given_rows: list[FirstRow]) -> None:
    """Whatever the text of a row holds, its line is the one that every entry has."""
    lines = [
        entry_item(
            StoredEntry(number, plan, key, period, region, "", value, None, None, None, "record", None, typed, None)
        )
        + "\n"
        for number, (_target, period, region, value, typed) in enumerate(given_rows, first)
    ]
    assert first_items(plan, {1: key}, first, given_rows) == "".join(lines)


def test_a_digest_of_blocks_is_a_digest_of_lines() -> None:
    """However its bytes are cut, what a batch brought has one digest."""
    header = BatchHeader(7, "2026", "张三", "import", None, None, 2)
    blocks = "张\n三\n".encode()
    cut = [blocks[place : place + 1] for place in range(len(blocks))]
    assert digest_of_blocks(NO_DIGEST, header, cut) == batch_digest(NO_DIGEST, header, ["张", "三"])


def test_bulk_and_one_by_one_are_the_same(tiny: Path) -> None:
    """Rows in bulk and the same reports as drafts make the same entries and the same fingerprint."""
    other = Path("other.db")
    other.write_bytes(tiny.read_bytes())
    bulk = [row(tiny, number) for number in range(200)]
    with open_batch(tiny) as batch:
        assert batch.add_first("tiny", bulk[:150])
        assert batch.add_first("tiny", bulk[150:])
        assert (batch.number, batch.entries) == (3, 200)
        link = batch.close()
    with writing(other) as connection:
        appended = append_drafts(connection, WRITING, [draft(number) for number in range(200)])
    assert link == appended.link is not None
    assert rows(tiny, "SELECT * FROM entry") == rows(other, "SELECT * FROM entry")
    assert rows(tiny, "SELECT * FROM batch") == rows(other, "SELECT * FROM batch")
    assert rows(tiny, "PRAGMA foreign_key_check") == []


def test_a_filled_slot_stops_rows_in_bulk(tiny: Path) -> None:
    """Slots that are filled, in the ledger, in this batch, or twice among the rows, append none of the rows."""
    with open_batch(tiny) as batch:
        assert batch.add(draft(0)).entry == 1
        batch.close()
    filled, *many = (row(tiny, number) for number in range(200))
    with open_batch(tiny) as batch:
        assert not batch.add_first("tiny", [*many, filled])
        assert batch.entries == 0
        assert batch.add_first("tiny", many[:100])
        assert not batch.add_first("tiny", [*many[100:], many[99]])
        assert not batch.add_first("tiny", [*many[100:], many[150]])
        assert batch.entries == 100
        assert [batch.add(draft(number)).decision.outcome for number in (0, 5, 150)] == [SAME, SAME, NEW]
        assert batch.add(draft(5, 13)).decision.outcome == CONFLICT
        link = batch.close()
    assert link is not None
    assert rows(tiny, "SELECT max(id), count(*) FROM entry") == [(102, 102)]
    assert rows(tiny, "SELECT entries, digest FROM batch ORDER BY number DESC LIMIT 1") == [(101, link.digest)]


def test_a_retracted_slot_is_not_for_bulk(tiny: Path) -> None:
    """A slot that a retraction emptied is filled one by one, so that its chain goes on."""
    with open_batch(tiny) as batch:
        batch.add(draft(0))
        retraction = draft(0)._replace(content=Content(), typed="", kind=RETRACTION, corrects=1)
        outcome = batch.add(retraction)
        assert (outcome.decision.outcome, outcome.entry) == (NEW, 2)
        assert outcome.held is not None
        assert (outcome.held.id, outcome.held.batch) == (1, batch.number)
        batch.close()
    again = row(tiny, 0)
    with open_batch(tiny) as batch:
        assert not batch.add_first("tiny", [again])
        assert batch.add(draft(0)).entry == 3
        assert batch.add(draft(0, 5)._replace(kind=CORRECTION, corrects=1)).decision.outcome == SUPERSEDED
        batch.close()
    assert rows(tiny, "SELECT id, supersedes FROM entry") == [(1, None), (2, 1), (3, 2)]


def test_an_empty_batch_is_none(tiny: Path) -> None:
    """When nothing new came, there is no batch."""
    before = tiny.read_bytes()
    with open_batch(tiny) as batch:
        assert batch.add_first("tiny", [])
        assert batch.close() is None
    assert tiny.read_bytes() == before


def test_what_is_no_row_at_all(tiny: Path) -> None:
    """An amount past every bound or a target that does not exist is a fault, not a filled slot."""
    good = row(tiny, 0)
    for bad in ((*good[:3], 10**18, ""), (99, *good[1:])):
        with writing(tiny) as connection, OpenBatch(connection, WRITING) as batch:
            with pytest.raises(sqlite3.IntegrityError):
                batch.add_first("tiny", [bad])
            assert batch.entries == 0
            assert batch.close() is None
    assert rows(tiny, "SELECT count(*) FROM entry") == [(0,)]


def test_totals_are_bounded_however_they_come(tiny: Path) -> None:
    """The bound counts what the ledger holds, rows in bulk and drafts; not rows that were not appended."""
    largest = 999_999_999_999
    eight = [row(tiny, number, largest) for number in range(8)]
    ninth, tenth = row(tiny, 8, largest), row(tiny, 9, largest)
    with open_batch(tiny) as batch:
        assert batch.add_first("tiny", eight[:4])
        assert not batch.add_first("tiny", [*eight[4:], ninth, tenth, tenth])
        assert batch.add_first("tiny", eight[4:])
        batch.close()
    before = tiny.read_bytes()
    for several, drafts in (
        ([ninth, tenth], []),
        ([ninth, replace_value(tenth, -largest)], []),
        ([ninth], [draft(9, largest)]),
    ):
        with writing(tiny) as connection, OpenBatch(connection, WRITING) as batch:
            assert batch.add_first("tiny", several)
            for one in drafts:
                batch.add(one)
            with pytest.raises(Refused, match="training would add up to more than"):
                batch.close()
            connection.execute("ROLLBACK")
        assert tiny.read_bytes() == before


def test_one_period_past_what_sums_hold(tiny: Path) -> None:
    """Figures of one period that not even SQLite can add up are refused like all others past the bound."""
    target, period, *_rest = row(tiny, 0)
    ten = [(target, period, f"63{number:04d}", 999_999_999_999 * 10**6, "999999999999") for number in range(10)]
    with writing(tiny) as connection, OpenBatch(connection, WRITING) as batch:
        assert batch.add_first("tiny", ten)
        with pytest.raises(Refused, match="training would add up to more than"):
            batch.close()
        connection.execute("ROLLBACK")


def test_corrections_and_first_figures_past_what_sums_hold(tiny: Path) -> None:
    """The same where the corrected figures and the first ones are each within what SQLite adds up."""
    target, period, *_rest = row(tiny, 0)
    largest = (999_999_999_999 * 10**6, "999999999999")

    def slot_of(number: int) -> Slot:
        return Slot("tiny", "training", period, f"63{number:04d}")

    with open_batch(tiny) as batch:
        assert batch.add_first("tiny", [(target, period, f"63{number:04d}", 5, "5") for number in range(5)])
        batch.close()
    with writing(tiny) as connection, OpenBatch(connection, WRITING) as batch:
        for number in range(5):
            batch.add(
                Draft(
                    slot_of(number),
                    Content(Decimal(999_999_999_999)),
                    largest[1],
                    note="digits",
                    kind=CORRECTION,
                    corrects=number + 1,
                )
            )
        assert batch.add_first("tiny", [(target, period, f"64{number:04d}", *largest) for number in range(5)])
        with pytest.raises(Refused, match="training would add up to more than"):
            batch.close()
        connection.execute("ROLLBACK")


def replace_value(one: FirstRow, value: int) -> FirstRow:
    """Give the row with another value."""
    return (*one[:3], value * 10**6, str(value))


def test_evidence_stays_with_its_entry(tiny: Path) -> None:
    """Between rows in bulk, an entry's files follow its line, and the digest is that of the canonical form."""
    first = row(tiny, 0)
    proven = draft(1)._replace(evidence=(EvidenceFile("a", b"1"), EvidenceFile("b", b"1")))
    with open_batch(tiny) as batch:
        assert batch.add_first("tiny", [first])
        batch.add(proven)
        batch.add(draft(2))
        batch.close()
    assert rows(tiny, "SELECT entry, position, name FROM evidence") == [(2, 0, "a"), (2, 1, "b")]
    assert rows(tiny, "SELECT count(*) FROM file") == [(1,)]


def test_a_large_batch_is_signed_whole(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch too large for memory is signed from its temporary file, with the same digest."""
    other = Path("other.db")
    other.write_bytes(tiny.read_bytes())
    many = [row(tiny, number) for number in range(300)]
    with open_batch(other) as batch:
        batch.add_first("tiny", many)
        link = batch.close()
    monkeypatch.setattr("sciplan.storage.open_batch._SPOOLED", 100)
    monkeypatch.setattr("sciplan.storage.open_batch._BLOCK", 7)
    with open_batch(tiny) as batch:
        batch.add_first("tiny", many)
        assert batch.close() == link


def test_a_batch_that_is_not_closed_is_not_kept(tiny: Path) -> None:
    """Entries without their batch cannot be committed, not even by us."""
    before = tiny.read_bytes()
    with pytest.raises(RuntimeError), open_batch(tiny) as batch:
        batch.add(draft(0))
    assert tiny.read_bytes() == before


def test_a_very_large_batch_lifts_the_guard(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The trigger against other programs is back when a large batch is closed, and when it is not kept."""
    triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    before = rows(tiny, triggers)
    monkeypatch.setattr("sciplan.storage.open_batch._MANY", 100)
    many = [row(tiny, number) for number in range(300)]
    with writing(tiny) as connection, OpenBatch(connection, WRITING) as batch:
        for place in range(0, 300, 100):
            assert batch.add_first("tiny", many[place : place + 100])
        assert ("entry_no_replace",) not in connection.execute("SELECT name FROM sqlite_master").fetchall()
        assert not batch.add_first("tiny", many[:1])
        assert batch.add(draft(299)).decision.outcome == SAME
        connection.execute("ROLLBACK")
    assert rows(tiny, triggers) == before
    with open_batch(tiny) as batch:
        for place in range(0, 300, 100):
            assert batch.add_first("tiny", many[place : place + 100])
        batch.close()
    assert rows(tiny, triggers) == before
    assert rows(tiny, "SELECT count(*) FROM v_entry") == [(300,)]
