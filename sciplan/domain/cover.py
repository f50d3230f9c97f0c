"""Containment: which of several overlapping reports count (design §5).

A region's own report replaces those of its children, the whole replaces the agencies, a coarser period replaces the
finer ones inside it. What remains can be added up without counting anything twice.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date

from sciplan.domain.ledger import WHOLE, Reported
from sciplan.domain.period import GRADES, Period
from sciplan.domain.plan import Plan

_GRADE_RANK = {grade: rank for rank, grade in enumerate(GRADES)}


def _order(plan: Plan, reports: Iterable[Reported]) -> Callable[[Reported], tuple[int, bool, int, int, str, str]]:
    depth = {code: len(plan.within(code)) for code in {report.region for report in reports}}

    def rank(report: Reported) -> tuple[int, bool, int, int, str, str]:
        return (
            depth[report.region],
            report.agency != WHOLE,
            _GRADE_RANK[report.period.grade],
            -report.period.end.toordinal(),
            report.region,
            report.agency,
        )

    return rank


def kept(plan: Plan, reports: Collection[Reported], *, measured: bool) -> list[Reported]:
    """Give the reports that count, the widest first: none of them lies inside another one.

    For figures that are `measured` at a date (levels and states) a period lies in another one when both end on the
    same day; for figures that add up, when all its days are in the other one.
    """
    if len(reports) < 2:
        return list(reports)
    covers = _same_end if measured else Period.contains
    counted: list[Reported] = []
    known: dict[tuple[str, str], list[Reported]] = {}
    for report in sorted(reports, key=_order(plan, reports)):
        if not any(covers(wider.period, report.period) for wider in _related(plan, report, known)):
            counted.append(report)
            known.setdefault((report.region, report.agency), []).append(report)
    return counted


def unfilled(plan: Plan, counted: Iterable[Reported]) -> list[Reported]:
    """Leave out of reports that add up, the widest first, those whose days several for wider places fill together.

    A region's two quarters say all that a half-year of a county in it could.
    """
    known: dict[tuple[str, str], list[Reported]] = {}
    left = []
    for report in counted:
        if not filled(_related(plan, report, known), report.period):
            left.append(report)
            known.setdefault((report.region, report.agency), []).append(report)
    return left


def filled(reports: Iterable[Reported], period: Period) -> bool:
    """Say whether reports leave no day of a period out."""
    day = period.start
    for report in sorted(reports, key=by_start):
        if report.period.start <= day <= report.period.end:
            if report.period.end >= period.end:
                return True
            day = date.fromordinal(report.period.end.toordinal() + 1)
    return False


def by_start(report: Reported) -> tuple[date, date]:
    """Give what sorts reports by time."""
    return report.period.start, report.period.end


def clashing(plan: Plan, counted: Collection[Reported]) -> bool:
    """Say whether reports that add up share ground without one lying inside the other, so that no sum is right."""
    return len(counted) > 1 and any(True for _pair in clashes(plan, counted))


def clashes(plan: Plan, counted: Iterable[Reported]) -> Iterator[tuple[Reported, Reported]]:
    """Give each pair of such reports, the one for the wider place first."""
    known: dict[tuple[str, str], list[Reported]] = {}
    for report in counted:
        for wider in _related(plan, report, known):
            if wider.period.overlaps(report.period):
                yield wider, report
        known.setdefault((report.region, report.agency), []).append(report)


def _related(plan: Plan, report: Reported, known: dict[tuple[str, str], list[Reported]]) -> list[Reported]:
    """Give the reports that are known for a report's own place and for those that hold it."""
    found: list[Reported] = []
    for code in plan.within(report.region):
        found += known.get((code, WHOLE), ())
        if report.agency != WHOLE:
            found += known.get((code, report.agency), ())
    return found


def _same_end(wider: Period, period: Period) -> bool:
    return wider.end == period.end
