"""The live entries of a plan, with the files that prove them."""

from __future__ import annotations

from dataclasses import dataclass

from sciplan.domain.ledger import Entry, EvidenceFile
from sciplan.domain.plan import Plan


@dataclass(frozen=True, slots=True)
class ExportRow:
    """A live entry with its evidence, each file under the name by which it lies beside the export."""

    entry: Entry
    evidence: tuple[tuple[str, EvidenceFile], ...] = ()


@dataclass(frozen=True, slots=True)
class Export:
    """What is live under a plan, in the order in which it was written."""

    plan: Plan
    rows: tuple[ExportRow, ...]

    @property
    def files(self) -> list[tuple[str, EvidenceFile]]:
        """All evidence, by the name by which it lies beside the export."""
        return [file for row in self.rows for file in row.evidence]
