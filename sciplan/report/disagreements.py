"""What disagrees in the ledger of one plan, target by target in the plan's order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sciplan.domain.disagreements import Disagreement, disagreements
from sciplan.domain.facts import reports_until
from sciplan.domain.ledger import Reported
from sciplan.domain.plan import Plan, Target
from sciplan.report.ledger_note import LedgerNote


@dataclass(frozen=True, slots=True)
class DisagreementRow:
    """A disagreement with the target whose figures it is about."""

    target: Target
    found: Disagreement


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What disagrees on a date, and the ledger it was looked for in; `compared` is the number of live entries."""

    plan: Plan
    as_of: date
    known_at: str | None
    ledger: LedgerNote
    compared: int
    rows: tuple[DisagreementRow, ...]


def build_check(
    plan: Plan, reports: Mapping[str, Sequence[Reported]], ledger: LedgerNote, as_of: date, known_at: str | None
) -> CheckReport:
    """Look for disagreements in what is live in the ledger; figures that several targets share are looked at once."""
    rows: list[DisagreementRow] = []
    compared = 0
    for target in plan.targets:
        seen = reports_until(target, reports.get(target.key, ()), as_of)
        compared += len(seen)
        rows += [DisagreementRow(target, found) for found in disagreements(plan, target, seen)]
    return CheckReport(plan, as_of, known_at, ledger, compared, tuple(rows))
