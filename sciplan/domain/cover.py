"""Containment: which of several overlapping reports count (design §5).

A region's own report replaces those of its children, the whole replaces the agencies, a coarser period replaces the
finer ones inside it. What remains can be added up without counting anything twice.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

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


def _overlap(one: Period, other: Period) -> bool:
    return one.overlaps(other)


def _same_end(one: Period, other: Period) -> bool:
    return one.end == other.end


def kept(plan: Plan, reports: Collection[Reported], *, measured: bool) -> list[Reported]:
    """Give the reports that count, the widest first: none of them covers ground that another one covers.

    For figures that are `measured` at a date (levels and states) two reports meet when their periods end on the
    same day; for figures that add up, when their periods share a day.
    """
    meets = _same_end if measured else _overlap
    counted: list[Reported] = []
    by_region: dict[str, list[Reported]] = {}
    for report in sorted(reports, key=_order(plan, reports)):
        related = (other for code in plan.within(report.region) for other in by_region.get(code, ()))
        if not any(
            meets(report.period, other.period) and (other.agency in (WHOLE, report.agency)) for other in related
        ):
            counted.append(report)
            by_region.setdefault(report.region, []).append(report)
    return counted
