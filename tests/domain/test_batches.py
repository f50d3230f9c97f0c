"""Undoing a batch: what each entry becomes, and which batches count as undone."""

from decimal import Decimal

import pytest

from sciplan.domain.batches import undo_command, undoing, undone_by
from sciplan.domain.ledger import CORRECTION, RECORD, RETRACTION, Content, Entry, EvidenceFile, Slot

SLOT = Slot("plan", "target", "2023", "630000")
FILE = EvidenceFile("a.pdf", b"a")


def entry(number: int, kind: str, value: int | None, supersedes: int | None = None) -> Entry:
    """Give an entry of the slot."""
    content = Content() if value is None else Content(Decimal(value))
    return Entry(number, number, SLOT, content, kind, supersedes, "" if value is None else f"{value} typed")


def test_a_record_is_retracted() -> None:
    """What came in is taken back, also where it came after a retraction."""
    for former in (None, entry(2, RETRACTION, None, 1)):
        draft = undoing(entry(3, RECORD, 5), former, (), "wrong file")
        assert (draft.kind, draft.corrects, draft.content, draft.note) == (RETRACTION, 3, Content(), "wrong file")


def test_a_correction_is_corrected_back() -> None:
    """What stood before stands again, as it was typed, with the files that proved it."""
    draft = undoing(entry(2, CORRECTION, 6, 1), entry(1, RECORD, 5), (FILE,), "wrong file")
    assert (draft.kind, draft.corrects, draft.content.value) == (CORRECTION, 2, Decimal(5))
    assert (draft.typed, draft.evidence, draft.slot) == ("5 typed", (FILE,), SLOT)


def test_a_retraction_is_recorded_again() -> None:
    """What was taken back comes back as a record."""
    draft = undoing(entry(2, RETRACTION, None, 1), entry(1, RECORD, 5), (FILE,), "wrong file")
    assert (draft.kind, draft.corrects, draft.content.value, draft.evidence) == (RECORD, None, Decimal(5), (FILE,))


@pytest.mark.parametrize(
    ("undos", "undone"),
    [
        ({}, {}),
        ({5: 3}, {3: 5}),
        ({5: 3, 6: 5}, {5: 6}),
        ({5: 3, 6: 5, 7: 3}, {3: 7, 5: 6}),
        ({5: 3, 6: 5, 7: 6}, {3: 5, 6: 7}),
    ],
)
def test_an_undo_that_was_undone_does_not_count(undos: dict[int, int], undone: dict[int, int]) -> None:
    """A batch is undone by the last batch that undid it and was not undone itself."""
    commands = {number: undo_command(batch) for number, batch in undos.items()} | {1: "init", 4: "import plan"}
    assert undone_by(commands) == undone
