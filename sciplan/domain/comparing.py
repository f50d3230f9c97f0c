"""What figures make that lie inside another one, and whether they agree with it; exact, without judgement.

A percentage or quotient that stands as one number was rounded by somebody: it agrees with numerators and denominators
that round to it. Everything else agrees only when it is equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from sciplan.domain.cover import clashing, filled, kept, unfilled
from sciplan.domain.ledger import Reported
from sciplan.domain.period import Period
from sciplan.domain.plan import LEVEL, STATE, Plan, Target
from sciplan.domain.quantity import is_ratio
from sciplan.domain.series import together

_EXACT = Fraction(0)


@dataclass(frozen=True)
class Figures:
    """The live reports of one target that holds entries, in the order in which they were written."""

    plan: Plan
    target: Target
    reports: tuple[Reported, ...]

    @cached_property
    def by_region(self) -> dict[str, list[Reported]]:
        """The reports for each region itself."""
        found: dict[str, list[Reported]] = {}
        for one in self.reports:
            found.setdefault(one.region, []).append(one)
        return found

    @cached_property
    def below(self) -> dict[str, list[Reported]]:
        """The reports for the regions below each region."""
        found: dict[str, list[Reported]] = {}
        for one in self.reports:
            for code in self.plan.within(one.region)[1:]:
                found.setdefault(code, []).append(one)
        return found

    @property
    def measured(self) -> bool:
        """Whether the figures are of a date, so that those of one date are compared."""
        return self.target.kind in (LEVEL, STATE)

    @property
    def ratio(self) -> bool:
        """Whether the figures are percentages or quotients, which pool and never add up."""
        return is_ratio(self.target.unit)


@dataclass(frozen=True, slots=True)
class Said:
    """An amount, and by how much it may be off because it was rounded."""

    amount: Fraction
    slack: Fraction = _EXACT

    def agrees(self, other: Said) -> bool:
        """Say whether two amounts are equal; a rounded one may differ from an exact one by what rounding takes."""
        slacks = (self.slack, other.slack)
        return abs(self.amount - other.amount) <= (max(slacks) if _EXACT in slacks else _EXACT)


def said(figures: Figures, reports: Sequence[Reported]) -> Said | None:
    """Give what reports that do not contain each other make together, or None if they make nothing."""
    if not reports or (not figures.measured and clashing(figures.plan, reports)):
        return None
    amount = together(reports, figures.target.unit, numerator=False)
    alone = reports[0].content.value if len(reports) == 1 else None
    return None if amount is None else Said(amount, rounding(figures, alone))


def rounding(figures: Figures, value: Decimal | None) -> Fraction:
    """Give half of the last decimal place of a percentage or quotient that stands as one number; else 0."""
    if value is None or not figures.ratio:
        return _EXACT
    decimals = len(f"{value:f}".partition(".")[2])
    return Fraction(1, 2 * 10**decimals)


def making(figures: Figures, reports: Sequence[Reported], period: Period) -> list[Reported]:
    """Give those of some reports that judgement would put together for a period.

    Judgement gives up where periods of wider and finer places cross; here the finer ones give way, once the wider ones
    say it all.
    """
    if figures.measured:
        return kept(figures.plan, [one for one in reports if one.period.end == period.end], measured=True)
    counted = kept(figures.plan, [one for one in reports if period.contains(one.period)], measured=False)
    counted = unfilled(figures.plan, counted)
    return [one for one in counted if one.period.end == period.end] if _unpooled(figures, counted) else counted


def cover(figures: Figures, reports: Sequence[Reported], period: Period) -> bool:
    """Say whether the reports of one place leave nothing of a period out."""
    if figures.measured or _unpooled(figures, reports):
        return any(one.period.end == period.end for one in reports)
    return filled(reports, period)


def _unpooled(figures: Figures, reports: Sequence[Reported]) -> bool:
    """Say whether reports are ratios that cannot be pooled over time, so that the last one stands for the period."""
    return figures.ratio and any(one.content.numerator is None for one in reports)
