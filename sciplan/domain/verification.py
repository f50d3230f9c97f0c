"""What can be wrong with a ledger as a whole, beyond any one figure: the flaws that verifying finds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

CODES = (
    UNREADABLE := "unreadable",
    DAMAGED := "damaged",
    JOURNAL := "journal",
    VERSION := "version",
    MISSING_OBJECT := "missing-object",
    ALTERED_OBJECT := "altered-object",
    FOREIGN_OBJECT := "foreign-object",
    BROKEN_REFERENCE := "broken-reference",
    BATCH_NUMBER := "batch-number",
    BATCH_TIME := "batch-time",
    BATCH_FORM := "batch-form",
    BATCH_ENTRIES := "batch-entries",
    BATCH_DIGEST := "batch-digest",
    ENTRY_WITHOUT_BATCH := "entry-without-batch",
    ENTRY_CHAIN := "entry-chain",
    WRONG_SUMMARY := "wrong-summary",
    EVIDENCE_ORDER := "evidence-order",
    FILE_CONTENT := "file-content",
    FILE_UNUSED := "file-unused",
    REVISION_NUMBER := "revision-number",
    REVISION_TEXT := "revision-text",
    REVISION_LAYOUT := "revision-layout",
    NAME_UNUSED := "name-unused",
    SETTING := "setting",
    MORE := "more",
)
"""Every code that a flaw can have."""


AROUND_THE_LEDGER = (JOURNAL, SETTING, WRONG_SUMMARY)
"""What can be wrong though all that was recorded is right."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is not as sciplan left it: its code, the table, and as far as known the batch, entry and name.

    `name` is that of an object, file, plan or part, or what SQLite says.
    """

    code: str
    table: str = ""
    batch: int | None = None
    entry: int | None = None
    name: str = ""


def doubtful_from(flaws: Iterable[Flaw]) -> int | None:
    """Give the first batch whose digest proves nothing, nor that of any later one; None if all of them do."""
    return min((flaw.batch or 1 for flaw in flaws if _shakes_the_chain(flaw)), default=None)


def _shakes_the_chain(flaw: Flaw) -> bool:
    """Say whether a digest that the ledger carries may be another than that of its rows, or the rows be others."""
    if flaw.code in (MISSING_OBJECT, ALTERED_OBJECT):
        return flaw.name.startswith("table ")
    return flaw.code in (UNREADABLE, DAMAGED, BATCH_NUMBER, BATCH_TIME, BATCH_FORM, BATCH_ENTRIES, BATCH_DIGEST)


@dataclass(frozen=True, slots=True)
class Looked:
    """How many rows of a ledger were looked at."""

    batches: int
    entries: int
    files: int
    plans: int
    revisions: int
    quotas: int
