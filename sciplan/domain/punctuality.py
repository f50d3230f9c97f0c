"""Whether figures came in on time: period by period, by what the ledger held when the deadline ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sciplan.domain.evaluate import Case, case_of
from sciplan.domain.facts import Facts, all_reported, deadline, due_periods, gather
from sciplan.domain.ledger import RETRACTION, LoggedEntry, Reported
from sciplan.domain.period import Period
from sciplan.domain.plan import ANNUAL, CUMULATIVE, STATE, Plan, Target


@dataclass(frozen=True, slots=True)
class Filing:
    """The figures of a period that fell due, and whether they were handed in.

    `complete` says that they are in from all who must report, `on_time` that they were at the end of their deadline
    too. `entries` are the numbers of the entries that show it: of figures in time those that counted at the deadline,
    else those that count now.
    """

    period: Period
    deadline: date
    on_time: bool
    complete: bool
    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A period for which the figures of one target are due."""

    case: Case
    period: Period

    def reported(self, facts: Facts) -> bool:
        """Say whether its figures are in, by what is known of its target."""
        return all_reported(facts.named, self.period)

    def entries(self, facts: Facts, within: Period) -> set[int]:
        """Give the numbers of the entries that are reported for it and share days with the period `within`."""
        counted = (report for series in facts.named for report in series.counted if report.period.overlaps(within))
        return {report.entry for report in counted if _speaks_of(self.case.target.kind, report.period, self.period)}


def deadlines(plan: Plan) -> tuple[date, ...]:
    """Give the deadlines of all figures of a plan, in order."""
    with_figures = (target for target in plan.targets if target.kind != STATE)
    return tuple(sorted({deadline(plan, period) for target in with_figures for period in due_periods(plan, target)}))


def filings(
    plan: Plan,
    target: Target,
    reports: Sequence[Reported],
    reports_at: Mapping[date, Sequence[Reported]],
    as_of: date,
) -> tuple[Filing, ...]:
    """Give what a target's figures came to, period by period, in order of time.

    `reports` are its live reports, `reports_at` those that were live at the end of each of the `deadlines`. Periods
    count once their deadline is over, or once they are over and reported. A target of `figures_of` hands in nothing
    of its own: as with `owed`, the target that holds the entries owes them for those that are judged on them too, and
    a period of theirs that shares days with one of its own is part of that. States have no figures.
    """
    if target.figures_of or target.kind == STATE:
        return ()
    found = [
        _filing(together, reports_at[deadline(plan, together[0].period)])
        for together in _wanted(plan, target, reports, as_of)
        if _fell_due(together, as_of)
    ]
    return tuple(sorted(found, key=lambda filing: (filing.period.end, filing.period.start)))


def _wanted(plan: Plan, target: Target, reports: Sequence[Reported], as_of: date) -> list[list[_Wanted]]:
    """Give what was due, what is handed in at once together, the period that gives the deadline first."""
    own = case_of(plan, target, reports, as_of)
    groups = [[_Wanted(own, period)] for period in _due(own)]
    for other in plan.targets:
        if other.figures_of == target.key and other.kind != STATE:
            case = case_of(plan, other, reports, as_of)
            for period in _due(case):
                _join(groups, _Wanted(case, period))
    return groups


def _join(groups: list[list[_Wanted]], wanted: _Wanted) -> None:
    shared = [group for group in groups if group[0].period.overlaps(wanted.period)]
    if shared:
        max(shared, key=lambda group: group[0].period.end).append(wanted)
    else:
        groups.append([wanted])


def _due(case: Case) -> list[Period]:
    """Give the periods for which a target's figures are due; none after a goal is reached for good."""
    periods = due_periods(case.plan, case.target)
    if not case.settled:
        return periods
    reached = min(day for day, value in case.facts.series.values.items() if case.reaches(value))
    return [period for period in periods if period.end <= reached]


def _fell_due(together: Sequence[_Wanted], as_of: date) -> bool:
    first = together[0]
    return deadline(first.case.plan, first.period) < as_of or (first.period.end <= as_of and _complete(together))


def _complete(together: Sequence[_Wanted]) -> bool:
    return all(wanted.reported(wanted.case.facts) for wanted in together)


def _filing(together: Sequence[_Wanted], then: Sequence[Reported]) -> Filing:
    period, complete = together[0].period, _complete(together)
    now = [wanted.case.facts for wanted in together]
    before = [gather(wanted.case.plan, wanted.case.target, then, wanted.case.as_of) for wanted in together]
    on_time = complete and all(wanted.reported(facts) for wanted, facts in zip(together, before, strict=True))
    shown = zip(together, before if on_time else now, strict=True)
    entries = set[int]().union(*(wanted.entries(facts, period) for wanted, facts in shown))
    return Filing(period, deadline(together[0].case.plan, period), on_time, complete, tuple(sorted(entries)))


def _speaks_of(kind: str, reported: Period, period: Period) -> bool:
    if kind == CUMULATIVE:
        return reported.overlaps(period)
    return period.contains(reported) if kind == ANNUAL else reported.end == period.end


def filled_since(entries: Iterable[LoggedEntry]) -> dict[int, str]:
    """Give for each entry, in the order written, the UTC time since which its slot is filled without a break.

    It is the time of the first entry that it corrects, or of the first one after a retraction.
    """
    since: dict[int, str] = {}
    for logged in entries:
        entry = logged.entry
        if entry.kind != RETRACTION:
            since[entry.id] = since.get(entry.supersedes or 0, logged.recorded_at)
    return since
