"""A status in one breath: what was promised, reported and expected, the arithmetic, the rule, and what follows."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from sciplan.domain.period import grade_word
from sciplan.domain.plan import ANNUAL, EACH, ONGOING, REQUIRED, STATE
from sciplan.domain.trajectory import FAILED, PASSED
from sciplan.i18n import _, ngettext, pgettext
from sciplan.render import derived, figures, words
from sciplan.render.chart import figure_text
from sciplan.render.facts import Fact
from sciplan.render.reasons import named_periods, reason
from sciplan.report.target import TargetPage

_HUNDRED = 100
_MOST = 6
"""How many people a sentence names."""


def breath(page: TargetPage) -> list[Fact]:
    """Give the facts that explain the status in one breath."""
    evaluation = page.evaluation
    notices = [words.notice_text(notice, page.plan) for notice in evaluation.notices]
    return [
        (_("Promised"), promised(page)),
        (_("Reported"), reported(page)),
        (pgettext("figure", "Expected"), expected(page)),
        (_("Figures"), arithmetic(page)),
        (_("Rule {number}").format(number=evaluation.rule), f"{reason(page)} → {words.status_word(evaluation.status)}"),
        (_("Next"), follows(page)),
        (_("Notes"), _("; ").join(notices)),
    ]


def promised(page: TargetPage) -> str:
    """Give what was promised, until when, how firmly, and who leads."""
    target = page.target
    goal = words.goal_text(target)
    if target.kind == ANNUAL:
        period = grade_word(target.every)
        text = _("{goal} every {period} until {date}").format(goal=goal, period=period, date=target.due)
    elif target.goal.form == ONGOING:
        text = _("{goal} until {date}").format(goal=goal, date=target.due)
    else:
        text = _("{goal} by {date}").format(goal=goal, date=target.due)
    if target.binding != REQUIRED:
        text += f" [{words.binding_word(target.binding)}]"
    names = page.lead_names or page.responsible_names
    return f"{text} · {_(', ').join(names)}" if names else text


def reported(page: TargetPage) -> str:
    """Give the value that is judged, its date, and who stands behind the figures."""
    evaluation = page.evaluation
    value = words.value_text(page.target, evaluation)
    if not value:
        return _("nothing that can be judged") if page.reporters else _("nothing")
    text = _("{value} at {date}").format(value=value, date=evaluation.value_at)
    names = _(", ").join(page.reporters[:_MOST]) + (" …" if len(page.reporters) > _MOST else "")
    return _("{text}, by {names}").format(text=text, names=names) if names else text


def expected(page: TargetPage) -> str:
    """Give what was expected by the day of the value, and the distance from it; nothing where there is no pace."""
    progress, explanation = page.evaluation.progress, page.explanation
    if progress.expected is None or progress.gap is None:
        return ""
    sentence = (
        _("{value} by then; {points} points ahead")
        if progress.gap >= 0
        else _("{value} by then; {points} points behind")
    )
    points = figures.faithful(abs(progress.gap), 1, (0,))
    return sentence.format(
        value=derived.amount_text(page.target, explanation.expected_value), points=figures.number(points)
    )


def arithmetic(page: TargetPage) -> str:
    """Write the arithmetic of the status out: attained, expected, pace, projection."""
    if page.target.kind == ANNUAL:
        return _periods(page)
    progress = page.evaluation.progress
    parts = [_attained(page)]
    if progress.expected is not None:
        parts.append(_("expected {share}").format(share=_share(progress.expected)))
    if progress.pace is not None:
        pace = figures.faithful(progress.pace, 2, (page.plan.on_track, page.plan.behind))
        parts.append(_("pace {pace}").format(pace=figures.number(pace)))
    if progress.projection is not None and page.target.due > page.as_of:
        reached = derived.rounded_amount(page.target, derived.projection_amount(page.target, progress.projection))
        projection = figures.number(reached) + ("%" if derived.is_share(page.target) else "")
        parts.append(
            _("at this pace {value} by {when}").format(value=projection, when=_when(page))
            if page.target.combine != EACH
            else _("at this pace {value} of regions by {when}").format(value=projection, when=_when(page))
        )
    return _("; ").join(part for part in parts if part)


def _attained(page: TargetPage) -> str:
    """Give the way that is done as a sum: v of T where the way begins at 0, else (v - b) ÷ (T - b)."""
    evaluation, goal = page.evaluation, page.explanation.goal
    done, value = evaluation.progress.attainment, evaluation.value
    if done is None or value is None or goal is None:
        return ""
    told = {
        "value": _plain(page, value),
        "goal": _plain(page, goal),
        "share": _share(done),
        "baseline": _plain(page, evaluation.baseline or Fraction()),
    }
    if page.target.combine == EACH:
        return _("{value} of {goal} of the regions").format(**told)
    if not evaluation.baseline:
        return _("{value} of {goal} = {share}").format(**told)
    return _("({value} - {baseline}) ÷ ({goal} - {baseline}) = {share}").format(**told)


def _periods(page: TargetPage) -> str:
    results = [point for point in page.points if point.outcome in (PASSED, FAILED)]
    if not results:
        return ""
    passed = sum(point.outcome == PASSED for point in results)
    text = ngettext("{passed} of {number} period passed", "{passed} of {number} periods passed", len(results))
    parts = [text.format(passed=passed, number=len(results))]
    latest = results[-1]
    if latest.expected is not None:
        told = {name: figure_text(page.target, getattr(latest, name)) for name in ("value", "expected")}
        parts.append(_("latest {period}: {value} for a goal of {expected}").format(period=latest.period, **told))
    return _("; ").join(parts)


def follows(page: TargetPage) -> str:
    """Say what is owed, what is still to go and how fast, and what is reported next."""
    explanation = page.explanation
    parts = []
    late = [debt for debt in explanation.owed if debt.late]
    if late:
        text = ngettext("overdue by {days} day: {periods}", "overdue by up to {days} days: {periods}", late[0].days)
        parts.append(text.format(days=figures.number(Decimal(late[0].days)), periods=named_periods(late)))
    parts += [
        _("{period} is due by {date}").format(period=debt.period, date=debt.deadline)
        for debt in explanation.owed
        if not debt.late
    ]
    if explanation.remaining is not None and page.target.kind != STATE:
        parts.append(_remaining(page, explanation.remaining))
    parts.append(_speed(page))
    if explanation.coming and explanation.coming[0] not in [debt.period for debt in explanation.owed]:
        period, day = explanation.coming
        parts.append(_("{period} is to be reported by {date}").format(period=period, date=day))
    return _("; ").join(part for part in parts if part) or _("nothing more is due")


def _remaining(page: TargetPage, remaining: Fraction) -> str:
    """Say how far it still is, upwards or downwards; what must be exceeded is not reached by coming up to it."""
    if remaining == 0:
        return _("the goal must be exceeded")
    sentence = _("{amount} to go") if remaining > 0 else _("{amount} still to fall")
    return sentence.format(amount=derived.difference_text(page.target, abs(remaining)))


def _speed(page: TargetPage) -> str:
    """Say how fast it must go from now on, beside how fast it went, while there is time and a way to go."""
    explanation, effort = page.explanation, page.evaluation.progress.effort
    if explanation.required is None or explanation.achieved is None or not effort or page.as_of >= page.target.due:
        return ""
    sentence = (
        _("{required} a year needed, {effort} times the {achieved} a year so far")
        if explanation.required > 0
        else _("a fall of {required} a year needed, {effort} times the {achieved} a year so far")
    )
    return sentence.format(
        required=derived.difference_text(page.target, abs(explanation.required)),
        achieved=derived.difference_text(page.target, abs(explanation.achieved)),
        effort=figures.number(figures.faithful(effort, 2, (0, 1))),
    )


def _when(page: TargetPage) -> str:
    due = page.target.due
    return _("the end of {year}").format(year=due.year) if (due.month, due.day) == (12, 31) else due.isoformat()


def _share(share: Fraction) -> str:
    return f"{figures.number(figures.faithful(share * _HUNDRED, 1, (0, _HUNDRED)))}%"


def _plain(page: TargetPage, figure: Fraction) -> str:
    goal = page.explanation.goal
    return figures.number(figures.reported(figure, [goal])) + ("%" if page.target.combine == EACH else "")
