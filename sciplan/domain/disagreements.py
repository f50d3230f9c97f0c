"""Figures in the ledger that cannot all be right, for a person to look at (design §5, containment).

Judgement takes the widest figure and leaves out those inside it; here they are held against each other. Nothing is
changed and no status follows. Every rule has the same shape: from the figures of a target to disagreements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sciplan.domain.comparing import Figures, Said, cover, making, rounding, said
from sciplan.domain.cover import clashes, kept
from sciplan.domain.ledger import WHOLE, Reported
from sciplan.domain.period import GRADES, TO_DATE, Period, year_period
from sciplan.domain.plan import FINISHED, LEVEL, NOT_STARTED, STATE, VERIFIED, Plan, Target
from sciplan.domain.series import apart

PERIOD_TOTAL = "period-total"
TO_DATE_TOTAL = "to-date-total"
REGION_TOTAL = "region-total"
AGENCY_TOTAL = "agency-total"
SEVERAL_AGENCIES = "several-agencies"
STATES_DIFFER = "states-differ"
OVERLAP = "overlap"
BASELINE_FIGURE = "baseline-figure"
CODES = (
    PERIOD_TOTAL,
    TO_DATE_TOTAL,
    REGION_TOTAL,
    AGENCY_TOTAL,
    SEVERAL_AGENCIES,
    STATES_DIFFER,
    OVERLAP,
    BASELINE_FIGURE,
)

Amount = Fraction | str | None
"""In the target's unit, or a state; None is a figure that cannot be computed."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two statements of the ledger, or of the ledger and the plan, about one thing.

    `stated` says `amount`; `against` says `other` (nothing stands in it when the plan itself does). `target` is the
    key, `region` and `period` are those of the wider statement.
    """

    code: str
    target: str
    region: str
    period: str
    stated: tuple[Reported, ...]
    against: tuple[Reported, ...]
    amount: Amount
    other: Amount

    @property
    def entries(self) -> tuple[int, ...]:
        """The numbers of the entries involved, the stated ones first."""
        return tuple(one.entry for one in (*self.stated, *self.against))


def disagreements(plan: Plan, target: Target, reports: Sequence[Reported]) -> list[Disagreement]:
    """Give what disagrees among the live reports of a target; one that borrows its figures has none of its own."""
    if target.figures_of:
        return []
    figures = Figures(plan, target, tuple(sorted(reports, key=_number)))
    return [found for rule in RULES for found in rule(figures)]


def _number(report: Reported) -> int:
    return report.entry


def check_totals(figures: Figures) -> Iterator[Disagreement]:
    """A year, half or quarter is what the finer periods inside it make."""
    yield from _totals(figures, PERIOD_TOTAL, [one for one in figures.reports if one.period.grade != TO_DATE])


def check_totals_to_date(figures: Figures) -> Iterator[Disagreement]:
    """A total to date is what the periods up to it make."""
    yield from _totals(figures, TO_DATE_TOTAL, [one for one in figures.reports if one.period.grade == TO_DATE])


def _totals(figures: Figures, code: str, totals: Sequence[Reported]) -> Iterator[Disagreement]:
    places: dict[tuple[str, str], list[Reported]] = {}
    for one in figures.reports:
        places.setdefault((one.region, one.agency), []).append(one)
    for total in totals:
        finer = [one for one in places[total.region, total.agency] if _finer(figures, one.period, total.period)]
        for inside in _ways_to_add(finer):
            parts = making(figures, inside, total.period)
            found = _compared(figures, code, total, parts, complete=cover(figures, parts, total.period))
            if found:
                yield found
                break


def _finer(figures: Figures, period: Period, wider: Period) -> bool:
    covered = period.end == wider.end if figures.measured else wider.contains(period)
    return covered and (period.days, -GRADES.index(period.grade)) < (wider.days, -GRADES.index(wider.grade))


def _ways_to_add(finer: Sequence[Reported]) -> Iterator[list[Reported]]:
    """Give the calendar periods, and the latest total to date with what came after it."""
    calendar = [one for one in finer if one.period.grade != TO_DATE]
    yield calendar
    totals = [one for one in finer if one.period.grade == TO_DATE]
    if totals:
        last = max(totals, key=lambda one: one.period.end)
        yield [last, *(one for one in calendar if one.period.start > last.period.end)]


def check_regions(figures: Figures) -> Iterator[Disagreement]:
    """A region's own figure is what the regions below it make, once all of them have reported.

    While some have not, their sum may stay below it and not exceed it.
    """
    for wide in figures.reports:
        if wide.region in figures.below:
            inside = _of_agency(figures.below[wide.region], wide.agency)
            parts = making(figures, inside, wide.period)
            complete = _all_reported(figures, wide.region, wide)
            found = _compared(figures, REGION_TOTAL, wide, parts, complete=complete)
            if found and not _agree_together(figures, wide):
                yield found


def _of_agency(reports: Sequence[Reported], agency: str) -> list[Reported]:
    return [one for one in reports if agency in (WHOLE, one.agency)]


def _all_reported(figures: Figures, code: str, wide: Reported) -> bool:
    """Say whether each region directly below one has reported, itself or through all the regions below it."""
    plan = figures.plan
    named = [region for region in figures.target.regions if code in plan.within(region)[1:]]
    parts = named or [region.code for region in plan.regions if region.parent == code]
    return bool(parts) and all(
        _has_reported(figures, part, wide) or _all_reported(figures, part, wide) for part in parts
    )


def _has_reported(figures: Figures, code: str, wide: Reported) -> bool:
    own = _of_agency(figures.by_region.get(code, ()), wide.agency)
    return cover(figures, making(figures, own, wide.period), wide.period)


def check_agencies(figures: Figures) -> Iterator[Disagreement]:
    """The whole is what the agencies beside it make."""
    for wide in figures.reports:
        inside = _agencies_beside(figures, wide)
        parts = making(figures, inside, wide.period)
        complete = all(
            cover(figures, [one for one in parts if one.agency == agency], wide.period)
            for agency in {one.agency for one in parts}
        )
        found = _compared(figures, AGENCY_TOTAL, wide, parts, complete=complete)
        if found and not _agree_together(figures, wide):
            yield found
        elif parts and said(figures, parts) is None:
            yield from _beside(figures, wide, parts)


def _beside(figures: Figures, wide: Reported, parts: Sequence[Reported]) -> Iterator[Disagreement]:
    """Hold figures that make nothing together against the whole one by one."""
    whole = said(figures, [wide])
    own = [(one, figure) for one in parts if (figure := said(figures, [one]))]
    others = [(one, figure) for one, figure in own if whole and not whole.agrees(figure)]
    if whole and others:
        yield _found(
            figures, AGENCY_TOTAL, (wide,), [one for one, _figure in others], whole.amount, others[0][1].amount
        )


def _agencies_beside(figures: Figures, wide: Reported) -> list[Reported]:
    if wide.agency != WHOLE:
        return []
    return [one for one in figures.by_region[wide.region] if one.agency != WHOLE]


def _agree_together(figures: Figures, wide: Reported) -> bool:
    """Say whether a whole is what its agencies and the regions below it make together, since both count."""
    inside = [*_agencies_beside(figures, wide), *_of_agency(figures.below.get(wide.region, ()), wide.agency)]
    whole, parts = said(figures, [wide]), said(figures, making(figures, inside, wide.period))
    return whole is not None and parts is not None and whole.agrees(parts)


def _compared(
    figures: Figures, code: str, wide: Reported, parts: Sequence[Reported], *, complete: bool
) -> Disagreement | None:
    """Hold a figure against the ones inside it; while these are not complete, counts may only not exceed it."""
    whole, inside = said(figures, [wide]), said(figures, parts)
    if whole is None or inside is None or whole.agrees(inside):
        return None
    if not complete and (figures.ratio or inside.amount < whole.amount):
        return None
    return _found(figures, code, (wide,), parts, whole.amount, inside.amount)


def _found(
    figures: Figures, code: str, stated: Sequence[Reported], against: Sequence[Reported], amount: Amount, other: Amount
) -> Disagreement:
    first = stated[0]
    against = tuple(sorted(against, key=_number))
    return Disagreement(
        code, figures.target.key, first.region, first.period.text, tuple(stated), against, amount, other
    )


def check_several_agencies(figures: Figures) -> Iterator[Disagreement]:
    """A level that several agencies measured on one date has a whole: else nobody knows if they measured the same."""
    if figures.target.kind != LEVEL:
        return
    groups: dict[tuple[str, object], list[Reported]] = {}
    for one in kept(figures.plan, figures.reports, measured=True):
        groups.setdefault((one.region, one.period.end), []).append(one)
    for reports in groups.values():
        by_amount = sorted((whole.amount, one.entry, one) for one in reports if (whole := said(figures, [one])))
        if len(by_amount) > 1:
            (least, _entry, first), *others = by_amount
            against = [one for _amount, _entry, one in others]
            yield _found(figures, SEVERAL_AGENCIES, (first,), against, least, others[-1][0])


def check_states(figures: Figures) -> Iterator[Disagreement]:
    """What is done as a whole is done in every part, and what has not started has not started in any."""
    ends: dict[object, list[Reported]] = {}
    for one in figures.reports if figures.target.kind == STATE else ():
        ends.setdefault(one.period.end, []).append(one)
    for reports in ends.values():
        for wide in reports:
            against = [one for one in reports if _contradicts(figures, one, wide)]
            if against:
                states = wide.content.state, against[0].content.state
                yield _found(figures, STATES_DIFFER, (wide,), against, *states)


def _contradicts(figures: Figures, one: Reported, wide: Reported) -> bool:
    if (one.region, one.agency) == (wide.region, wide.agency):
        return _finer(figures, one.period, wide.period) and one.content.state != wide.content.state
    if wide.agency not in (WHOLE, one.agency) or wide.region not in figures.plan.within(one.region):
        return False
    if wide.content.state == NOT_STARTED:
        return one.content.state != NOT_STARTED
    finished = (FINISHED, VERIFIED)
    return wide.content.state in finished and one.content.state not in finished


def check_overlaps(figures: Figures) -> Iterator[Disagreement]:
    """Reports that share days lie one inside the other; else neither counts, because no sum of them is right."""
    pairs: dict[tuple[Reported, Reported], None] = {}
    for group in apart(figures.reports) if not figures.measured else ():
        for end in sorted({one.period.end for one in group}):
            known = kept(figures.plan, [one for one in group if one.period.end <= end], measured=False)
            pairs.update(dict.fromkeys(clashes(figures.plan, known)))
    for wide, other in pairs:
        amounts = (whole.amount if (whole := said(figures, [one])) else None for one in (wide, other))
        yield _found(figures, OVERLAP, (wide,), (other,), *amounts)


def check_baselines(figures: Figures) -> Iterator[Disagreement]:
    """What was reported for the baseline year is the baseline that the plan states."""
    plan = figures.plan
    whole = [one for one in figures.reports if (one.region, one.agency) == (plan.region, WHOLE)]
    borrowers = [one for one in plan.targets if one.figures_of == figures.target.key and not one.take_numerator]
    for baseline in dict.fromkeys(one.baseline for one in (figures.target, *borrowers)):
        if baseline is None or baseline.value is None or baseline.year is None:
            continue
        year = year_period(baseline.year)
        stated = Said(Fraction(baseline.value), rounding(figures, baseline.value))
        parts = making(figures, whole, year)
        found = said(figures, parts)
        if found and cover(figures, parts, year) and not found.agrees(stated):
            yield _found(figures, BASELINE_FIGURE, parts, (), found.amount, stated.amount)


RULES: tuple[Callable[[Figures], Iterator[Disagreement]], ...] = (
    check_totals,
    check_totals_to_date,
    check_regions,
    check_agencies,
    check_several_agencies,
    check_states,
    check_overlaps,
    check_baselines,
)
