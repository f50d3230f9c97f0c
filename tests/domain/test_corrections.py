"""Corrections and retractions: what becomes of them at the end of a slot's chain."""

import hashlib

import pytest

from sciplan.domain.appending import CONFLICT, NEW, SAME, SUPERSEDED, Decision, Draft, decide
from sciplan.domain.ledger import CORRECTION, RETRACTION, Content, Entry, EvidenceFile, Slot
from tests.domain.builders import content

SLOT = Slot("p", "t", "2022", "qinghai")
FILE = EvidenceFile("proof.pdf", b"proof")
HELD = Entry(7, 1, SLOT, content("5"))
RETRACTED = Entry(8, 2, SLOT, Content(), kind=RETRACTION, supersedes=7)


def correction(said: str, entry: int = 7, *evidence: EvidenceFile) -> Draft:
    """Give the correction of an entry."""
    return Draft(SLOT, content(said), said, "why", evidence, CORRECTION, entry)


RETRACT = Draft(SLOT, Content(), "", "why", kind=RETRACTION, corrects=7)


@pytest.mark.parametrize(
    ("draft", "end", "decision"),
    [
        (correction("6"), HELD, Decision(NEW, 7)),
        (correction("5"), HELD, Decision(SAME, 7)),
        (correction("5", 7, FILE), HELD, Decision(NEW, 7)),
        (correction("6", 6), HELD, Decision(SUPERSEDED, 7)),
        (correction("6"), RETRACTED, Decision(SUPERSEDED, 8)),
        (correction("6", 8), RETRACTED, Decision(SUPERSEDED, 8)),
        (correction("6"), None, Decision(SUPERSEDED, None)),
        (RETRACT, HELD, Decision(NEW, 7)),
        (RETRACT, RETRACTED, Decision(SUPERSEDED, 8)),
    ],
)
def test_only_the_end_of_a_chain_is_corrected(draft: Draft, end: Entry | None, decision: Decision) -> None:
    """A correction needs its entry to stand still, and to change something: the content or the proof."""
    assert decide(draft, end) == decision


def test_a_plain_report_never_corrects() -> None:
    """Without saying which entry it corrects, another value is a conflict."""
    assert decide(Draft(SLOT, content("6"), "6"), HELD) == Decision(CONFLICT, 7)


def test_a_file_is_named_by_its_content() -> None:
    """The name under which evidence is kept is its SHA-256; what it was called is not part of it."""
    assert FILE.sha256 == EvidenceFile("other", b"proof").sha256 == hashlib.sha256(b"proof").hexdigest()
