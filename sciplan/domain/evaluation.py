"""What a judgement says: the eight statuses, the notices, and the figures they rest on."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from sciplan.domain.formulas import Progress

MET, ON_TRACK, BEHIND, FAR_BEHIND, MISSED = "met", "on-track", "behind", "far-behind", "missed"
OVERDUE, NO_DATA, NO_BASELINE = "overdue", "no-data", "no-baseline"
STATUSES = (MISSED, FAR_BEHIND, OVERDUE, BEHIND, NO_BASELINE, NO_DATA, ON_TRACK, MET)
"""Worst first: the order in which they are listed and counted."""

LIGHTS = {
    MET: "green",
    ON_TRACK: "green",
    BEHIND: "yellow",
    FAR_BEHIND: "red",
    MISSED: "red",
    OVERDUE: "grey",
    NO_DATA: "grey",
    NO_BASELINE: "grey",
}

REACHED_LATE = "reached-late"
ABOVE_RANGE = "above-range"
REPORT_OVERDUE = "report-overdue"
FIRST_VALUE_AS_BASELINE = "first-value-as-baseline"
LATER_PARTIAL = "later-partial"
REGIONS_WITHOUT_BASELINE = "regions-without-baseline"
NOT_COMPUTABLE = "not-computable"
OVERLAPPING = "overlapping-reports"
NOT_JUDGED = "not-judged"
TWO_POINTS_ONLY = "two-points-only"
STALE_VALUE = "stale-value"
SAMPLING_ERROR = "sampling-error"
NOTICES = (
    REACHED_LATE,
    ABOVE_RANGE,
    REPORT_OVERDUE,
    FIRST_VALUE_AS_BASELINE,
    LATER_PARTIAL,
    REGIONS_WITHOUT_BASELINE,
    NOT_COMPUTABLE,
    OVERLAPPING,
    NOT_JUDGED,
    TWO_POINTS_ONLY,
    STALE_VALUE,
    SAMPLING_ERROR,
)


class Notice(NamedTuple):
    """Something to know beside the status; `items` are the periods, regions, years or points it is about."""

    code: str
    items: tuple[str, ...] = ()


class PeriodResult(NamedTuple):
    """How one period of an annual target came out; `passed` is None when it could not be judged."""

    end: date
    value: Fraction | None
    passed: bool | None


class Evaluation(NamedTuple):
    """The judgement of one target on one date; `rule` is the number of the rule of design §6 that gave the status.

    `value` is in the target's unit; with `combine: each` it is the percentage of regions that reach the goal.
    `value_at` is the end of the period it was reported for. `progress` holds the figures of design §6 as fractions
    (the gap in percentage points).
    """

    status: str
    rule: int
    value: Fraction | None = None
    state: str | None = None
    value_at: date | None = None
    baseline: Fraction | None = None
    baseline_at: date | None = None
    progress: Progress = Progress()
    notices: tuple[Notice, ...] = ()
    periods: tuple[PeriodResult, ...] = ()
    values: tuple[tuple[date, Fraction | None], ...] = ()
