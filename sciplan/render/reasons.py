"""Why a target has its status: a sentence for each outcome of each rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sciplan.domain import explain as reasons
from sciplan.domain.owed import Owed
from sciplan.domain.trajectory import FAILED
from sciplan.i18n import _
from sciplan.render import figures, words
from sciplan.report.target import TargetPage

_MOST = 6
"""How many periods a sentence names."""


def reason(page: TargetPage) -> str:
    """Give the sentence for the outcome of the rule that gave the status."""
    plan, pace = page.plan, page.evaluation.progress.pace
    failed = [point.period for point in page.points if point.outcome == FAILED]
    late = [debt for debt in page.explanation.owed if debt.late]
    return _REASONS[page.explanation.reason]().format(
        failed=_(", ").join(failed),
        latest=failed[-1] if failed else "",
        late=named_periods(late),
        pace="" if pace is None else figures.number(figures.faithful(pace, 2, (plan.on_track, plan.behind))),
        on_track=plan.on_track,
        behind=plan.behind,
    )


def named_periods(debts: Sequence[Owed]) -> str:
    """Name the periods that are owed; of many only the first."""
    return words.some_of([str(debt.period) for debt in debts], _MOST)


_REASONS: dict[str, Callable[[], str]] = {
    reasons.DUE_MET: lambda: _("the due date has come and the goal is reached"),
    reasons.DUE_MISSED: lambda: _("the due date has come and the goal is not reached"),
    reasons.DUE_OVERDUE: lambda: _("the due date has come and its figures are not reported"),
    reasons.ALL_PASSED: lambda: _("all periods are over and every one reached the goal"),
    reasons.ONE_FAILED: lambda: _("all periods are over and {failed} did not reach the goal"),
    reasons.PERIODS_MISSING: lambda: _("all periods are over and figures did not come: {late}"),
    reasons.NO_FIGURE: lambda: _("nothing is reported that could be judged, and nothing was due"),
    reasons.NOT_COMPUTABLE: lambda: _("what is reported makes no value together"),
    reasons.NO_REFERENCE: lambda: _("there is nothing to compare the figures with"),
    reasons.PASSED_SO_FAR: lambda: _("every period judged so far reached the goal"),
    reasons.EARLIER_FAILED: lambda: _("{failed} did not reach the goal; the latest period did"),
    reasons.LATEST_FAILED: lambda: _("the latest period judged, {latest}, did not reach the goal"),
    reasons.REACHED: lambda: _("the goal is reached before it is due"),
    reasons.UNDER_WAY: lambda: _("it is under way"),
    reasons.NOT_STARTED_EARLY: lambda: _("it is not started, and less than half of the time has passed"),
    reasons.NOT_STARTED_LATE: lambda: _("it is not started, and half of the time has passed"),
    reasons.NOT_GOING_ON: lambda: _("it should be going on and is not started"),
    reasons.SILENT: lambda: _("the last figures were far behind, and {late} did not come"),
    reasons.FIGURES_MISSING: lambda: _("figures that were due did not come: {late}"),
    reasons.NO_PACE_BEFORE_DUE: lambda: _("all of it is expected on the due date only, and reports come in"),
    reasons.FELL_BACK: lambda: _("the baseline was at the goal already, and the value does not reach it"),
    reasons.WRONG_WAY: lambda: _("the value is on the wrong side of the baseline"),
    reasons.NOTHING_EXPECTED: lambda: _("nothing was expected yet"),
    reasons.PACE_ENOUGH: lambda: _("the pace {pace} is at least {on_track}"),
    reasons.PACE_SHORT: lambda: _("the pace {pace} is below {on_track}, but at least {behind}"),
    reasons.PACE_FAR_SHORT: lambda: _("the pace {pace} is below {behind}"),
}
