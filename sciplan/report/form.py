"""The yearly form: what an agency is asked for a year, with what is known to compare its answers with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from sciplan.domain.by_region import region_results
from sciplan.domain.evaluate import case_of
from sciplan.domain.ledger import Reported
from sciplan.domain.owed import Owed, owed_for_year
from sciplan.domain.plan import ANNUAL, AT_DUE, EACH, LEVEL, STATE, Plan, Target
from sciplan.domain.trajectory import expected_on
from sciplan.report.owed import concerns
from sciplan.report.status import agency_name

NOBODY = ""
"""The party of what nobody answers for."""


@dataclass(frozen=True, slots=True)
class LastKnown:
    """The latest value or state before a period, and the date that it is of."""

    value: Fraction | None
    state: str | None
    day: date


@dataclass(frozen=True, slots=True)
class FormLine:
    """One slot that is asked for: a target, a period and a region.

    `judged` is the target whose goal the figure is held against: the one that holds the figures while it is due, else
    the first one that borrows them. `whole` says that the region is all that it is judged on; only then there is an
    expected value. `agencies` are those that lead, else those responsible.
    """

    target: Target
    judged: Target
    debt: Owed
    region: str
    agencies: tuple[str, ...]
    whole: bool
    last: LastKnown | None
    expected: Fraction | None


@dataclass(frozen=True, slots=True)
class FormSheet:
    """One form, in the order of the plan: for all (`party` is None), for an agency or group, or for `NOBODY`."""

    plan: Plan
    revision: int
    year: int
    party: str | None
    lines: tuple[FormLine, ...]

    @property
    def party_name(self) -> str | None:
        """The name of the agency or group, if the form is for one."""
        return agency_name(self.plan, self.party) if self.party else None

    @property
    def deadline(self) -> date:
        """When all of it must be in."""
        return max(line.debt.deadline for line in self.lines)


def build_form(
    plan: Plan, revision: int, reports: Mapping[str, Sequence[Reported]], year: int, today: date
) -> FormSheet:
    """Ask for everything that falls due in a year and is not reported; what is reported early counts too."""
    as_of = max(today, date(year, 12, 31))
    lines: list[FormLine] = []
    for target in plan.targets:
        known = reports.get(target.key, ())
        for debt in owed_for_year(plan, target, known, year, as_of):
            lines += [_line(plan, target, known, debt, region, as_of) for region in debt.regions or (plan.region,)]
    return FormSheet(plan, revision, year, None, tuple(lines))


def for_party(sheet: FormSheet, party: str) -> FormSheet:
    """Keep what an agency or group is asked, by itself or as a member of a group."""
    lines = tuple(line for line in sheet.lines if concerns(sheet.plan, party, line.agencies))
    return replace(sheet, party=party, lines=lines)


def by_party(sheet: FormSheet) -> tuple[FormSheet, ...]:
    """Give a form for each agency and group that is asked something, in the plan's order, then one for nobody.

    A joint target stands in the form of each of its leads. Of a form for one party only that party and the groups that
    it is a member of get forms.
    """
    plan = sheet.plan
    parties = [key for key in (*plan.agency_by_key, *plan.group_by_key) if concerns(plan, sheet.party, (key,))]
    lines = {key: tuple(line for line in sheet.lines if key in line.agencies) for key in parties}
    if sheet.party is None:
        lines[NOBODY] = tuple(line for line in sheet.lines if not line.agencies)
    return tuple(replace(sheet, party=key, lines=found) for key, found in lines.items() if found)


def _line(plan: Plan, target: Target, reports: Sequence[Reported], debt: Owed, region: str, as_of: date) -> FormLine:
    lead, responsible = plan.answerable(target)
    judged = target if target.key in debt.waiting else plan.target_by_key[debt.waiting[0]]
    whole = judged.combine != EACH and (judged.regions or (plan.region,)) == (region,)
    expected = None
    if whole and judged.kind not in (ANNUAL, STATE) and judged.trajectory != AT_DUE:
        expected = expected_on(case_of(plan, judged, reports, as_of), debt.period.end)
    before = debt.period.start - timedelta(days=1)
    last = _last(plan, judged, reports, before) if whole else _last_of(plan, judged, reports, before, region)
    return FormLine(target, judged, debt, region, lead or responsible, whole, last, expected)


def _last(plan: Plan, target: Target, reports: Sequence[Reported], day: date) -> LastKnown | None:
    """Give the latest value or state of the whole; a level starts from its baseline."""
    case = case_of(plan, target, reports, day)
    if case.day is not None:
        return LastKnown(case.value, case.state, case.day)
    facts = case.facts
    if target.kind != LEVEL or facts.baseline is None or facts.baseline_at is None:
        return None
    return LastKnown(facts.baseline, None, facts.baseline_at)


def _last_of(plan: Plan, target: Target, reports: Sequence[Reported], day: date, region: str) -> LastKnown | None:
    """Give the latest value or state of one of several regions."""
    for result in region_results(case_of(plan, target, reports, day), reports):
        if result.code == region and result.day is not None:
            return LastKnown(result.value, result.state, result.day)
    return None
