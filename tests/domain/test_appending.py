"""What appending a report to its slot comes to."""

import pytest

from sciplan.domain.appending import CONFLICT, NEW, SAME, Decision, Draft, decide
from sciplan.domain.ledger import CORRECTION, RETRACTION, Content, Entry, Slot
from tests.domain.builders import content

SLOT = Slot("p", "t", "2022", "qinghai")


def draft(said: str) -> Draft:
    """Give a draft that says something."""
    return Draft(SLOT, content(said), said)


def test_an_empty_slot_takes_a_report() -> None:
    """A slot's first entry supersedes nothing."""
    assert decide(draft("5"), None) == Decision(NEW)


def test_a_slot_emptied_by_a_retraction_takes_a_report() -> None:
    """A later record supersedes the retraction."""
    assert decide(draft("5"), Entry(7, 3, SLOT, Content(), RETRACTION, 6)) == Decision(NEW, 7)


@pytest.mark.parametrize("kind", ["record", CORRECTION])
@pytest.mark.parametrize(
    ("held", "said", "outcome"),
    [
        ("5", "5", SAME),
        ("5", "5.000", SAME),
        ("5", "6", CONFLICT),
        ("1/4", "1/4", SAME),
        ("1/4", "2/8", CONFLICT),
        ("25", "1/4", CONFLICT),
        ("done", "done", SAME),
        ("done", "verified", CONFLICT),
    ],
)
def test_a_filled_slot_takes_nothing(kind: str, held: str, said: str, outcome: str) -> None:
    """The same again is nothing new; something else is a conflict; nothing is overwritten or doubled."""
    assert decide(draft(said), Entry(7, 3, SLOT, content(held), kind)) == Decision(outcome, 7)
