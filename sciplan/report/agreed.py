"""What became of a workbook of a year's tasks that was read back."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sciplan.domain.plan import Target
from sciplan.domain.problems import Problem
from sciplan.report.imported import REFUSED


@dataclass(frozen=True, slots=True)
class AgreedChange:
    """One quota that is new, changed or withdrawn: of which target, what stood before and what stands now.

    `by_end` is the value to be reached by the year's end.
    """

    target: Target
    before: Decimal | None
    after: Decimal | None
    by_end: Decimal | None


@dataclass(frozen=True, slots=True)
class AgreedQuotas:
    """What became of one file: the batch it made, or why none; `outcome` is one of those of `report.imported`.

    `agreed` counts quotas for which none stood, `changed` those that stand in the place of another, `withdrawn` those
    whose cells were emptied, `same` those that stood already. Where there are problems nothing was written.
    """

    file: str
    sha256: str
    outcome: str
    plan: str | None = None
    year: int | None = None
    batch: int | None = None
    fingerprint: str | None = None
    agreed: int = 0
    changed: int = 0
    withdrawn: int = 0
    same: int = 0
    dry_run: bool = False
    problems: tuple[Problem, ...] = ()
    changes: tuple[AgreedChange, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether the file was refused."""
        return self.outcome == REFUSED
