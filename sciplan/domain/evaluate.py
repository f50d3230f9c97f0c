"""The rules of judgement, in their order: the first one that applies gives the status (design §6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from sciplan.domain import evaluation as words
from sciplan.domain.evaluation import Evaluation, Notice, PeriodResult
from sciplan.domain.facts import Facts, above_range, course_of, deadline, due_periods, gather
from sciplan.domain.formulas import Course, Progress, progress
from sciplan.domain.goals import satisfied, state_reached
from sciplan.domain.ledger import Reported
from sciplan.domain.period import years_between
from sciplan.domain.plan import (
    ANNUAL,
    AT_DUE,
    AT_MOST,
    BASELINE,
    CUMULATIVE,
    DONE,
    EACH,
    LEVEL,
    NOT_STARTED,
    PREVIOUS,
    STATE,
    Plan,
    Target,
)
from sciplan.domain.regions import earlier_value
from sciplan.domain.uncertainty import uncertainties

_HUNDRED = Fraction(100)


class Case(NamedTuple):
    """One target on one date, with all that the rules look at."""

    plan: Plan
    target: Target
    as_of: date
    facts: Facts
    course: Course | None
    periods: tuple[PeriodResult, ...]
    day: date | None
    value: Fraction | None
    state: str | None
    progress: Progress

    def reaches(self, value: Fraction | None) -> bool:
        """Say whether a value of the whole reaches the goal."""
        if value is None:
            return False
        if self.target.combine == EACH:
            return value >= _HUNDRED
        return satisfied(self.target.goal, value, self.facts.baseline)

    @property
    def reached(self) -> bool:
        """Whether the latest value or state reaches the goal."""
        if self.target.kind == STATE:
            return self.state is not None and state_reached(self.target.goal, self.state)
        return self.reaches(self.value)

    @property
    def settled(self) -> bool:
        """Whether the goal is reached for good, so that nothing more need be reported."""
        return self.reached and (self.target.kind == CUMULATIVE or self.target.goal.form == DONE)

    @property
    def missing(self) -> bool:
        """Whether a value that was due is missing."""
        return bool(self.facts.missing) and not self.settled

    @property
    def judged(self) -> bool:
        """Whether at least one period of an annual target could be judged."""
        return any(result.passed is not None for result in self.periods)

    @property
    def failed(self) -> list[PeriodResult]:
        """The judged periods of an annual target that did not reach the goal."""
        return [result for result in self.periods if result.passed is False]

    @property
    def uncomputable(self) -> bool:
        """Whether something was reported that makes no value; with `each` it only fails its region."""
        annual = self.target.kind == ANNUAL
        values = [result.value for result in self.periods] if annual else self.facts.series.values.values()
        return self.target.combine != EACH and None in values


def evaluate(plan: Plan, target: Target, reports: Sequence[Reported], as_of: date) -> Evaluation:
    """Judge a target on a date from the live reports of the target that holds its entries.

    Reports whose period ends after `as_of` are ignored. Everything is exact; rounding is for display.
    """
    return judge(case_of(plan, target, reports, as_of))


def judge(case: Case) -> Evaluation:
    """Give the judgement of the first rule that applies."""
    target = case.target
    rule, status = next((number, status) for number, rule in enumerate(RULES, 1) if (status := rule(case)) is not None)
    shown_baseline = case.facts.baseline if target.kind == LEVEL and target.combine != EACH else None
    return Evaluation(
        status=status,
        rule=rule,
        value=case.value,
        state=case.state,
        value_at=case.day,
        baseline=shown_baseline,
        baseline_at=None if shown_baseline is None else case.facts.baseline_at,
        progress=case.progress,
        notices=tuple(_notices(case)),
        periods=case.periods,
        values=tuple(sorted(case.facts.series.values.items())),
    )


def case_of(plan: Plan, target: Target, reports: Sequence[Reported], as_of: date) -> Case:
    """Gather what is known of a target on a date, as `evaluate` does, and put together what the rules look at."""
    return build_case(plan, target, gather(plan, target, reports, as_of), as_of)


def build_case(plan: Plan, target: Target, facts: Facts, as_of: date) -> Case:
    """Put together what the rules look at."""
    series = facts.series
    periods = _judged_periods(plan, target, facts) if target.kind == ANNUAL else ()
    judged = [result.end for result in periods if result.passed is not None]
    days = (judged or [result.end for result in periods]) if target.kind == ANNUAL else series.dates
    day = days[-1] if days else None
    value = None if day is None else series.values.get(day)
    state = None if day is None else series.states.get(day)
    course = None if target.kind == STATE else course_of(target, facts)
    figures = Progress()
    falling = target.kind == ANNUAL and target.goal.form == AT_MOST  # v / T would read the wrong way round
    if course and value is not None and day is not None and not falling and not starts_reached(target, facts):
        figures = progress(course, value, day, paced=target.trajectory != AT_DUE and target.kind != ANNUAL)
    return Case(plan, target, as_of, facts, course, periods, day, value, state, figures)


def starts_reached(target: Target, facts: Facts) -> bool:
    """Say whether the baseline already satisfies the goal, so that there is no way to go."""
    if target.kind != LEVEL or target.combine == EACH or facts.baseline is None:
        return False
    return satisfied(target.goal, facts.baseline, facts.baseline)


def _judged_periods(plan: Plan, target: Target, facts: Facts) -> tuple[PeriodResult, ...]:
    """Judge each reported period of an annual target alone."""
    results = []
    for period in due_periods(plan, target):
        if period.end in facts.series.values:
            value = facts.series.values[period.end]
            results.append(PeriodResult(period.end, value, _passed(plan, target, facts, value, period.end)))
    return tuple(results)


def _passed(plan: Plan, target: Target, facts: Facts, value: Fraction | None, end: date) -> bool | None:
    if value is None:
        return None
    if target.combine == EACH:
        return value >= _HUNDRED
    reference = annual_reference(plan, target, facts, end)
    if target.goal.reference and reference is None:
        return None
    return satisfied(target.goal, value, reference)


def annual_reference(plan: Plan, target: Target, facts: Facts, end: date) -> Fraction | None:
    """Give what the period that ends on a date is compared with, for a goal that refers to another value."""
    if target.goal.reference == PREVIOUS:
        return earlier_value(target, facts.series, end, plan.start, _annual_baseline(target, facts))
    return _annual_baseline(target, facts) if target.goal.reference == BASELINE else None


def _annual_baseline(target: Target, facts: Facts) -> Fraction | None:
    stated = target.baseline.value if target.baseline else None
    return facts.series.baseline if stated is None else Fraction(stated)


def rule_due(case: Case) -> str | None:
    """1. The due date has come, and its period is reported or its reporting day is over."""
    periods = due_periods(case.plan, case.target)
    over = case.as_of > deadline(case.plan, periods[-1]) if periods else case.as_of >= case.target.due
    if not (case.facts.due_reported or over):
        return None
    if case.target.kind == ANNUAL:
        return _annual_outcome(case)
    if case.as_of < case.target.due:
        return None
    if case.settled:
        return words.MET
    if not case.facts.due_reported:
        return words.OVERDUE
    if case.value is None and case.target.kind != STATE:
        return None
    return words.MET if case.reached else words.MISSED


def _annual_outcome(case: Case) -> str | None:
    if case.failed:
        return words.MISSED
    if case.facts.missing or not case.facts.due_reported:
        return words.OVERDUE
    if len(case.periods) < len(due_periods(case.plan, case.target)):
        return None  # an earlier period is still awaited
    # A period that cannot be judged has not passed, unless only because nothing comes before it.
    if case.uncomputable or not case.judged:
        return _nothing_to_judge(case)
    return words.MET


def _nothing_to_judge(case: Case) -> str:
    compared = case.facts.series.dates and case.target.goal.reference and not case.uncomputable
    return words.NO_BASELINE if compared else words.NO_DATA


def rule_annual(case: Case) -> str | None:
    """2. An annual target is judged by its reported periods; a surplus in one never repairs another."""
    if case.target.kind != ANNUAL or not case.judged:
        return None
    if case.failed and case.failed[-1].end == case.day:
        return words.FAR_BEHIND
    if case.missing:
        return None
    return words.BEHIND if case.failed else words.ON_TRACK


def rule_reached(case: Case) -> str | None:
    """3. The goal is reached (what is ongoing is never finished before its due date)."""
    if case.target.kind == ANNUAL or (case.target.kind == STATE and case.target.goal.form != DONE):
        return None
    return words.MET if case.reached else None


def rule_state(case: Case) -> str | None:
    """4. A state has no pace: it is under way, or time is running out."""
    if case.state is None or case.missing:
        return None
    if case.state != NOT_STARTED:
        return words.ON_TRACK
    if case.target.goal.form != DONE:
        return words.BEHIND
    start = case.plan.start - timedelta(days=1)
    passed = years_between(start, case.as_of) * 2 >= years_between(start, case.target.due)
    return words.BEHIND if passed else words.ON_TRACK


def rule_silent_far_behind(case: Case) -> str | None:
    """5. The last judgement was far behind, and what was due since has not come."""
    since = case.day is not None and any(period.end > case.day for period in case.facts.missing)
    return words.FAR_BEHIND if since and _by_pace(case) == words.FAR_BEHIND else None


def rule_missing(case: Case) -> str | None:
    """6. A value that was due is missing."""
    return words.OVERDUE if case.missing else None


def rule_nothing(case: Case) -> str | None:
    """7. Nothing is reported that can be judged, or there is nothing to judge it by."""
    if case.target.kind == ANNUAL or case.value is None:
        return _nothing_to_judge(case)
    return words.NO_BASELINE if case.course is None else None


def rule_pace(case: Case) -> str | None:
    """8. By the pace along the trajectory."""
    return _by_pace(case)


def _by_pace(case: Case) -> str | None:
    if case.course is None or case.value is None or case.target.kind == ANNUAL:
        return None
    done, due = case.progress.attainment, case.progress.expected
    if done is None:
        return words.FAR_BEHIND
    if due is None:
        return words.ON_TRACK
    if done < 0 or done < Fraction(case.plan.behind) * due:
        return words.FAR_BEHIND
    return words.ON_TRACK if done >= Fraction(case.plan.on_track) * due else words.BEHIND


RULES: tuple[Callable[[Case], str | None], ...] = (
    rule_due,
    rule_annual,
    rule_reached,
    rule_state,
    rule_silent_far_behind,
    rule_missing,
    rule_nothing,
    rule_pace,
)


def _notices(case: Case) -> list[Notice]:
    facts, target = case.facts, case.target
    found = []
    if case.settled and _first_reached(case) > target.due:
        found.append(Notice(words.REACHED_LATE))
    if above_range(target, case.value):
        found.append(Notice(words.ABOVE_RANGE))
    if case.missing:
        found.append(Notice(words.REPORT_OVERDUE, tuple(period.text for period in facts.missing)))
    if facts.first_value_as_baseline:
        found.append(Notice(words.FIRST_VALUE_AS_BASELINE))
    if facts.waited_for:
        found.append(Notice(words.LATER_PARTIAL, facts.waited_for))
    if facts.left_out:
        found.append(Notice(words.REGIONS_WITHOUT_BASELINE, facts.left_out))
    unjudged = tuple(str(one.end.year) for one in case.periods if one.passed is None and one.value is not None)
    if unjudged:
        found.append(Notice(words.NOT_JUDGED, unjudged))
    if any(series.clashing for series in (facts.series, *facts.named)):
        found.append(Notice(words.OVERLAPPING))
    elif case.uncomputable:
        found.append(Notice(words.NOT_COMPUTABLE))
    return [*found, *uncertainties(case)]


def _first_reached(case: Case) -> date:
    series = case.facts.series
    if case.target.kind == STATE:
        return min(day for day, state in series.states.items() if state_reached(case.target.goal, state))
    return min(day for day, value in series.values.items() if case.reaches(value))
