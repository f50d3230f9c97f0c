"""Reports of one period taken together, where that makes the same judgement as one by one.

Nothing that adds up looks at what a single region reported, only at what all did, and at who has reported at all. So
regions of which none lies in another are taken together: what they reported for a period is one report of their sum,
and of those that have reported for the same periods one stands for all. This holds while reports of different sets of
regions share no day. Where they do, and for whatever else does not add up so (parts of agencies, states, goals of each
region, percentages without counts, figures of regions that are not those that must report), a target is judged from
the reports themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from sciplan.domain.evaluate import evaluate
from sciplan.domain.evaluation import LATER_PARTIAL, Evaluation
from sciplan.domain.facts import holder_of
from sciplan.domain.ledger import WHOLE, Content, Reported
from sciplan.domain.period import Period
from sciplan.domain.plan import CUMULATIVE, EACH, STATE, Plan, Target
from sciplan.domain.quantity import is_ratio


class Merged(NamedTuple):
    """What is live for a target and a period together.

    `regions` are the codes of those who reported, separated by commas, one for each report. `content` is the sum of all
    values, or of all numerators and denominators; None where reports are of several sorts, states, or parts of
    agencies. `single` is the report itself where there is only one.
    """

    period: Period
    regions: str
    content: Content | None
    single: Reported | None = None


_NOBODY: Mapping[str, Sequence[str]] = MappingProxyType({})


class Judgeable(NamedTuple):
    """A target as it can be judged, and the reports to judge it from; `stand_for` says for which regions one stands."""

    target: Target
    reports: Sequence[Reported]
    stand_for: Mapping[str, Sequence[str]] = _NOBODY


def judged(plan: Plan, target: Target, one: Judgeable, as_of: date) -> Evaluation:
    """Judge a target on a date from what it can be judged from."""
    found = evaluate(plan, one.target, one.reports, as_of)
    if not one.stand_for or not any(notice.code == LATER_PARTIAL for notice in found.notices):
        return found
    notices = []
    for notice in found.notices:
        if notice.code == LATER_PARTIAL:
            meant = {code for region in notice.items for code in one.stand_for[region]}
            notice = notice._replace(items=tuple(code for code in target.regions if code in meant))
        notices.append(notice)
    return found._replace(notices=tuple(notices))


class Merging:
    """Which targets of a plan can be judged from what is merged; a set of regions is looked into once."""

    def __init__(self, plan: Plan) -> None:
        """Begin for a plan."""
        self._plan = plan
        self._sets: dict[str, frozenset[str] | None] = {"": None}

    def judgeable(self, target: Target, found: Sequence[Merged]) -> Judgeable | None:
        """Give what makes the same judgement as the reports one by one; None if only those do."""
        merged = None if target.combine == EACH or target.kind == STATE else self._merged(target, found)
        singles = [one.single for one in found if one.single is not None]
        return Judgeable(target, singles) if merged is None and len(singles) == len(found) else merged

    def _merged(self, target: Target, found: Sequence[Merged]) -> Judgeable | None:
        reports, sets = [], []
        for one in found:
            regions, content = self._apart(one.regions), _whole(one)
            if regions is None or content is None or not self._adds_up(target, content):
                return None
            reports.append(Reported(one.period, self._plan.region, WHOLE, content))
            sets.append(regions)
        return self._together(target, reports, sets)

    def _together(
        self, target: Target, reports: Sequence[Reported], sets: Sequence[frozenset[str]]
    ) -> Judgeable | None:
        """Give what can be judged from one report for each period, made by a set of regions."""
        everybody = frozenset(target.regions)
        behind = [None if not everybody or one in (everybody, {self._plan.region}) else one for one in sets]
        some = [one for one in behind if one is not None]
        if (some or len(set(sets)) > 1) and not _share_no_day(reports):
            return None
        if not some:
            return Judgeable(target._replace(regions=()), reports)
        if not all(one <= everybody for one in some) or self._apart(",".join(target.regions)) is None:
            return None
        return _by_class(target, reports, behind)

    def _apart(self, text: str) -> frozenset[str] | None:
        """Give the regions of a list, or None if one lies in another, stands twice, or is not of the plan."""
        if text not in self._sets:
            codes = text.split(",")
            regions = frozenset(codes)
            known = len(regions) == len(codes) and all(code in self._plan.region_by_code for code in codes)
            apart = known and all(regions.isdisjoint(self._plan.within(code)[1:]) for code in codes)
            self._sets[text] = regions if apart else None
        return self._sets[text]

    def _adds_up(self, target: Target, content: Content) -> bool:
        """Say whether the sum of what regions reported stands for all of it, as `series` puts reports together."""
        ratio = is_ratio(holder_of(self._plan, target).unit)
        if content.value is not None:
            return not ratio and not target.take_numerator
        return content.numerator is not None and (target.take_numerator or (ratio and target.kind != CUMULATIVE))


def _whole(one: Merged) -> Content | None:
    """Give what all reports of a period say together; None for the part of an agency."""
    if one.single is None:
        return one.content
    return one.single.content if one.single.agency == WHOLE else None


def _share_no_day(reports: Sequence[Reported]) -> bool:
    periods = sorted((one.period.start, one.period.end) for one in reports)
    return all(end < start for (_start, end), (start, _end) in pairwise(periods))


def _by_class(target: Target, reports: Sequence[Reported], sets: Sequence[frozenset[str] | None]) -> Judgeable:
    """Give what is judged where only some have reported for a period: the first region of each class, with the sum.

    The regions of a class have reported for the same periods. What they reported is all with one of them: only the sum
    of all is looked at, and of the others that they have reported. None is the set of all regions.
    """
    classes: dict[tuple[bool, ...], list[str]] = {}
    for code in target.regions:
        classes.setdefault(tuple(one is None or code in one for one in sets), []).append(code)
    found = []
    for number, (report, one) in enumerate(zip(reports, sets, strict=True)):
        if one is None:
            found.append(report)
            continue
        first, *others = (codes[0] for reported, codes in classes.items() if reported[number])
        found.append(report._replace(region=first))
        found += [report._replace(region=code, content=_nothing(report.content)) for code in others]
    stand_for = {codes[0]: tuple(codes) for codes in classes.values()}
    return Judgeable(target._replace(regions=tuple(stand_for)), found, stand_for)


def _nothing(content: Content) -> Content:
    """Give the content of the same sort that adds nothing."""
    return Content(Decimal(0)) if content.value is not None else Content(None, Decimal(0), Decimal(0))
