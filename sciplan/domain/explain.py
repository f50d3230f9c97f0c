"""Why a target has its status: the outcome of the rule that gave it, and the figures that a sentence needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from sciplan.domain import evaluation as words
from sciplan.domain.evaluate import Case
from sciplan.domain.evaluation import Evaluation
from sciplan.domain.facts import bound
from sciplan.domain.formulas import expected_value, yearly_changes
from sciplan.domain.ledger import Reported
from sciplan.domain.owed import Owed, next_due, unreported
from sciplan.domain.period import Period
from sciplan.domain.plan import ANNUAL, AT_DUE, AT_MOST, DONE, EACH, NOT_STARTED, STATE

DUE_MET, DUE_MISSED, DUE_OVERDUE = "due-met", "due-missed", "due-overdue"
ALL_PASSED, ONE_FAILED, PERIODS_MISSING = "all-passed", "one-failed", "periods-missing"
NO_FIGURE, NOT_COMPUTABLE, NO_REFERENCE = "no-figure", "not-computable", "no-reference"
PASSED_SO_FAR, EARLIER_FAILED, LATEST_FAILED = "passed-so-far", "earlier-failed", "latest-failed"
REACHED = "reached"
UNDER_WAY, NOT_STARTED_EARLY, NOT_STARTED_LATE, NOT_GOING_ON = (
    "under-way",
    "not-started-early",
    "not-started-late",
    "not-going-on",
)
SILENT = "silent-far-behind"
FIGURES_MISSING = "figures-missing"
NO_PACE_BEFORE_DUE, FELL_BACK, WRONG_WAY = "no-pace-before-due", "fell-back", "wrong-way"
NOTHING_EXPECTED, PACE_ENOUGH, PACE_SHORT, PACE_FAR_SHORT = (
    "nothing-expected",
    "pace-enough",
    "pace-short",
    "pace-far-short",
)
REASONS = (
    DUE_MET,
    DUE_MISSED,
    DUE_OVERDUE,
    ALL_PASSED,
    ONE_FAILED,
    PERIODS_MISSING,
    NO_FIGURE,
    NOT_COMPUTABLE,
    NO_REFERENCE,
    PASSED_SO_FAR,
    EARLIER_FAILED,
    LATEST_FAILED,
    REACHED,
    UNDER_WAY,
    NOT_STARTED_EARLY,
    NOT_STARTED_LATE,
    NOT_GOING_ON,
    SILENT,
    FIGURES_MISSING,
    NO_PACE_BEFORE_DUE,
    FELL_BACK,
    WRONG_WAY,
    NOTHING_EXPECTED,
    PACE_ENOUGH,
    PACE_SHORT,
    PACE_FAR_SHORT,
)


class Explanation(NamedTuple):
    """Why a status was given, and what follows.

    `goal` is T; `share` v / T where that reads the right way round; `expected_value` what was expected on the value's
    day; `remaining` what the goal still asks for; `required` and `achieved` the yearly changes. Each is None where it
    means nothing. `coming` is the next period to be reported, with its deadline; `owed` what is not reported yet.
    """

    reason: str
    goal: Fraction | None
    share: Fraction | None
    expected_value: Fraction | None
    remaining: Fraction | None
    required: Fraction | None
    achieved: Fraction | None
    owed: tuple[Owed, ...]
    coming: tuple[Period, date] | None


def explain(case: Case, evaluation: Evaluation) -> Explanation:
    """Explain the judgement of a case."""
    goal = None if case.target.kind == ANNUAL else bound(case.target, case.target.goal, case.facts.baseline)
    required, achieved = _changes(case, evaluation)
    return Explanation(
        reason=_REASONS_OF_RULES[evaluation.rule](case, evaluation.status),
        goal=goal,
        share=_share(case, goal),
        expected_value=_expected(case, evaluation),
        remaining=None if case.value is None or goal is None or case.reached else goal - case.value,
        required=required,
        achieved=achieved,
        owed=unreported(case),
        coming=next_due(case),
    )


def counted(case: Case) -> tuple[Reported, ...]:
    """Give the reports behind the value: those until its date that lie in no wider one; none without a value."""
    if case.value is None and case.target.kind != STATE and case.target.combine != EACH:
        return ()
    series = case.facts.named if case.target.combine == EACH else (case.facts.series,)
    day = None if case.target.kind == STATE else case.day
    return tuple(report for one in series for report in one.counted if day is None or report.period.end <= day)


def _share(case: Case, goal: Fraction | None) -> Fraction | None:
    if case.value is None or goal is None or goal <= 0:
        return None
    return None if case.target.goal.form == AT_MOST and case.target.combine != EACH else case.value / goal


def _expected(case: Case, evaluation: Evaluation) -> Fraction | None:
    if evaluation.progress.expected is None or case.course is None or case.day is None:
        return None
    return expected_value(case.course, case.day)


def _changes(case: Case, evaluation: Evaluation) -> tuple[Fraction | None, Fraction | None]:
    if evaluation.progress.effort is None or case.course is None or case.value is None or case.day is None:
        return None, None
    return yearly_changes(case.course, case.value, case.day)


def _after_due(case: Case, status: str) -> str:
    annual = case.target.kind == ANNUAL
    if status == words.MET:
        return ALL_PASSED if annual else DUE_MET
    if status == words.MISSED:
        return ONE_FAILED if annual else DUE_MISSED
    if status == words.OVERDUE:
        return PERIODS_MISSING if annual else DUE_OVERDUE
    return _unjudged(case, status)


def _unjudged(case: Case, status: str) -> str:
    if status == words.NO_BASELINE:
        return NO_REFERENCE
    return NOT_COMPUTABLE if case.uncomputable else NO_FIGURE


def _by_periods(_case: Case, status: str) -> str:
    return {words.FAR_BEHIND: LATEST_FAILED, words.BEHIND: EARLIER_FAILED}.get(status, PASSED_SO_FAR)


def _by_state(case: Case, status: str) -> str:
    if case.state != NOT_STARTED:
        return UNDER_WAY
    if case.target.goal.form != DONE:
        return NOT_GOING_ON
    return NOT_STARTED_LATE if status == words.BEHIND else NOT_STARTED_EARLY


def _by_pace(case: Case, status: str) -> str:
    done, due = case.progress.attainment, case.progress.expected
    if done is None:
        return FELL_BACK
    if case.target.trajectory == AT_DUE:
        return NO_PACE_BEFORE_DUE
    if done < 0:
        return WRONG_WAY
    if not due:
        return NOTHING_EXPECTED
    return {words.ON_TRACK: PACE_ENOUGH, words.BEHIND: PACE_SHORT}.get(status, PACE_FAR_SHORT)


_REASONS_OF_RULES: dict[int, Callable[[Case, str], str]] = {
    1: _after_due,
    2: _by_periods,
    3: lambda _case, _status: REACHED,
    4: _by_state,
    5: lambda _case, _status: SILENT,
    6: lambda _case, _status: FIGURES_MISSING,
    7: _unjudged,
    8: _by_pace,
}
