"""Reports of one period taken together, where that makes the same judgement as one by one.

Regions of which none lies in another, and which have all reported for the same periods, differ in nothing that a sum
looks at: what they reported for a period is one report of their sum. Where a target names its regions, they must be
those. Anything else (a region that has not reported yet, parts of agencies, states, goals of each region) is judged
from the reports themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

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


class Judgeable(NamedTuple):
    """A target as it can be judged, with the reports to judge it from."""

    target: Target
    reports: Sequence[Reported]


class Merging:
    """Which targets of a plan can be judged from what is merged; a set of regions is looked into once."""

    def __init__(self, plan: Plan) -> None:
        """Begin for a plan."""
        self._plan = plan
        self._sets: dict[str, frozenset[str] | None] = {"": None}

    def judgeable(self, target: Target, found: Sequence[Merged]) -> Judgeable | None:
        """Give what makes the same judgement as the reports one by one; None if only those do."""
        singles = [one.single for one in found if one.single is not None]
        if len(singles) == len(found):
            return Judgeable(target, singles)
        regions = self._regions(found)
        if regions is None or (target.regions and regions != frozenset(target.regions)):
            return None
        if not all(self._adds_up(target, one.content) for one in found):
            return None
        reports = [Reported(one.period, self._plan.region, WHOLE, one.content) for one in found if one.content]
        return Judgeable(target._replace(regions=()), reports)

    def _regions(self, found: Sequence[Merged]) -> frozenset[str] | None:
        """Give the regions that have all reported for each period; None if some have not, or one lies in another."""
        sets = {self._apart(text) for text in {one.regions for one in found}}
        return sets.pop() if len(sets) == 1 else None

    def _apart(self, text: str) -> frozenset[str] | None:
        if text not in self._sets:
            codes = text.split(",")
            regions = frozenset(codes)
            known = len(regions) == len(codes) and all(code in self._plan.region_by_code for code in codes)
            apart = known and all(regions.isdisjoint(self._plan.within(code)[1:]) for code in codes)
            self._sets[text] = regions if apart else None
        return self._sets[text]

    def _adds_up(self, target: Target, content: Content | None) -> bool:
        """Say whether the sum of what regions reported stands for all of it, as `series` puts reports together."""
        if content is None or target.combine == EACH or target.kind == STATE:
            return False
        ratio = is_ratio(holder_of(self._plan, target).unit)
        if content.value is not None:
            return not ratio and not target.take_numerator
        return target.take_numerator or (ratio and target.kind != CUMULATIVE)
