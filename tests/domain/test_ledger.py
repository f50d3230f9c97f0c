"""Chains of entries: which are live."""

from sciplan.domain.ledger import CORRECTION, RETRACTION, Content, Entry, Slot, live_entries
from tests.domain.builders import content

SLOT = Slot("p", "t", "2022", "qinghai")
OTHER = Slot("p", "t", "2022", "xining", "edu")


def entry(number: int, slot: Slot = SLOT, kind: str = "record", supersedes: int | None = None) -> Entry:
    """Give an entry whose value is its number; a retraction has none."""
    says = Content() if kind == RETRACTION else content(str(number))
    return Entry(number, number, slot, says, kind, supersedes)


def test_a_first_entry_is_live() -> None:
    """What nothing supersedes is live, in the order given."""
    assert live_entries([entry(2, OTHER), entry(1)]) == [entry(2, OTHER), entry(1)]


def test_a_correction_takes_the_place_of_what_it_supersedes() -> None:
    """Of a chain of corrections only the end is live; the other slot is untouched."""
    chain = [entry(1), entry(2, kind=CORRECTION, supersedes=1), entry(3, kind=CORRECTION, supersedes=2)]
    assert [one.id for one in live_entries([*chain, entry(4, OTHER)])] == [3, 4]


def test_a_retraction_empties_the_slot() -> None:
    """A chain that ends in a retraction has no live entry."""
    assert live_entries([entry(1), entry(2, kind=RETRACTION, supersedes=1)]) == []


def test_a_record_after_a_retraction_is_live() -> None:
    """A later record supersedes the retraction and fills the slot again."""
    chain = [entry(1), entry(2, kind=RETRACTION, supersedes=1), entry(3, supersedes=2)]
    assert [one.id for one in live_entries(chain)] == [3]
