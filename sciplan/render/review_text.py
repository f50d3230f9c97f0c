"""The sentences of a report: generated from facts alone, in the language in use."""

from __future__ import annotations

from collections.abc import Sequence

from sciplan.domain import evaluation as statuses
from sciplan.domain.evaluation import STATUSES
from sciplan.domain.period import grade_word
from sciplan.domain.plan import ANNUAL, BINDINGS, CUMULATIVE, EACH, FINISHED, IN_PROGRESS, NOT_STARTED, VERIFIED
from sciplan.domain.yearly import added_in
from sciplan.i18n import _
from sciplan.render import figures, words
from sciplan.render.chart import figure_text
from sciplan.report.assessed import Assessed
from sciplan.report.review import Review

_DONE = (FINISHED, VERIFIED)


def title(review: Review) -> str:
    """Give the title of a report."""
    if review.milestone is not None:
        return _("{plan}: report on the {milestone}").format(plan=review.plan.name, milestone=review.milestone.name)
    return _("{plan}: annual report for {year}").format(plan=review.plan.name, year=review.year)


def overview(review: Review) -> list[str]:
    """Say how all targets and measures stand."""
    said = []
    day = words.long_date(review.as_of)
    if review.targets:
        text = _("By {date}, of {number} targets with figures: {counts}.")
        said.append(text.format(date=day, number=len(review.targets), counts=_counts(review.targets)))
        said += _by_binding(review)
    if review.measures:
        text = _("By {date}, of {number} measures: {counts}.")
        said.append(text.format(date=day, number=len(review.measures), counts=_state_counts(review.measures)))
    return said


def _counts(items: Sequence[Assessed]) -> str:
    """Give how many have each status, the best first, as a leader reads it."""
    found = [(name, sum(item.status == name for item in items)) for name in reversed(STATUSES)]
    return _(", ").join(
        _("{status} {number}").format(status=words.status_word(name), number=number) for name, number in found if number
    )


def _by_binding(review: Review) -> list[str]:
    groups = [(name, [one for one in review.targets if one.target.binding == name]) for name in BINDINGS]
    groups = [(name, items) for name, items in groups if items]
    if len(groups) == 1:
        return []
    text = _("Of the {binding} ones, {number}: {counts}.")
    return [
        text.format(binding=words.binding_word(name), number=len(items), counts=_counts(items))
        for name, items in groups
    ]


def _state_counts(items: Sequence[Assessed]) -> str:
    states = [item.row.evaluation.state for item in items]
    done = sum(state in _DONE for state in states)
    shares = sum(
        state is None and item.row.evaluation.value is not None for state, item in zip(states, items, strict=True)
    )
    counted = (
        (_("done {number}"), done),
        (_("in progress {number}"), states.count(IN_PROGRESS)),
        (_("not started {number}"), states.count(NOT_STARTED)),
        (_("judged region by region {number}"), shares),
        (_("not reported {number}"), states.count(None) - shares),
    )
    return _(", ").join(text.format(number=number) for text, number in counted if number)


def target_sentence(review: Review, item: Assessed) -> str:
    """Say of a target what was reached, of what, and how that stands to what was expected."""
    clauses = [_reached(review, item), _progress(item), words.status_word(item.status)]
    text = _("; ").join(clause for clause in clauses if clause)
    return _("{name}: {text}.").format(name=item.target.name, text=text)


def _reached(review: Review, item: Assessed) -> str:
    target, evaluation = item.target, item.row.evaluation
    goal = words.goal_phrase(target)
    value = words.value_text(target, evaluation)
    if not value:
        return _("no figure yet, for a goal of {goal}").format(goal=goal)
    when = words.when_text(evaluation.value_at or review.as_of)
    if target.combine == EACH:
        return _("{value} in {when}, for a goal of {goal}").format(value=value, when=when, goal=goal)
    if target.kind == CUMULATIVE:
        added = None if review.year is None else added_in(review.plan, target, evaluation, review.year)
        if added is not None:
            text = _("{added} in {year}, {value} in all, for a goal of {goal}")
            return text.format(added=figure_text(target, added), year=review.year, value=value, goal=goal)
        return _("{value} in all by {when}, for a goal of {goal}").format(value=value, when=when, goal=goal)
    if target.kind == ANNUAL:
        text = _("{value} in {when}, for a goal of {goal} every {period}")
        return text.format(value=value, when=when, goal=goal, period=grade_word(target.every))
    return _("{value} in {when}, for a goal of {goal}").format(value=value, when=when, goal=goal)


def _progress(item: Assessed) -> str:
    progress = item.row.evaluation.progress
    if progress.attainment is None or item.target.kind == ANNUAL:
        return ""
    share = figures.percent(progress.attainment)
    if progress.gap is None:
        return _("{share} attained").format(share=share)
    text = (
        _("{share} attained, {points} points ahead of what was expected")
        if progress.gap >= 0
        else _("{share} attained, {points} points behind what was expected")
    )
    return text.format(share=share, points=figures.number(figures.faithful(abs(progress.gap), 1, (0,))))


def measure_sentences(items: Sequence[Assessed]) -> list[str]:
    """Say how the measures of a section stand, and name those that are done, under way, or not started."""
    if not items:
        return []
    said = [_("Of {number} measures: {counts}.").format(number=len(items), counts=_state_counts(items))]
    named = (
        (_("Done: {names}."), _DONE),
        (_("In progress: {names}."), (IN_PROGRESS,)),
        (_("Not started: {names}."), (NOT_STARTED,)),
    )
    for text, states in named:
        names = [item.target.name for item in items if item.row.evaluation.state in states]
        if names:
            said.append(text.format(names=_("; ").join(names)))
    return said


def problems(review: Review) -> list[str]:
    """Say what is wrong: what is behind, what did not come, what cannot be judged, and what cannot all be right."""
    said = []
    figures_behind = [item for item in review.targets if item.weak]
    if figures_behind:
        text = _("Targets behind or not reported ({number}): {names}.")
        said.append(text.format(number=len(figures_behind), names=_names(figures_behind)))
    idle = [item for item in review.measures if item.weak]
    if idle:
        text = _("Measures behind or not reported ({number}): {names}.")
        said.append(text.format(number=len(idle), names=_names(idle)))
    for status, text in (
        (statuses.NO_BASELINE, _("Targets without a baseline to judge them by ({number}): {names}.")),
        (statuses.NO_DATA, _("Targets without a figure ({number}): {names}.")),
    ):
        found = [item for item in review.targets if item.status == status]
        if found:
            said.append(text.format(number=len(found), names=_names(found)))
    silent = [item for item in review.measures if item.status == statuses.NO_DATA]
    if silent:
        sections = dict.fromkeys(item.row.section_name for item in silent)
        counted = (
            _("{name} {number}").format(name=name, number=sum(item.row.section_name == name for item in silent))
            for name in sections
        )
        text = _("Measures without a report ({number}): {names}.")
        said.append(text.format(number=len(silent), names=_(", ").join(counted)))
    if review.disagreeing:
        text = _("Targets whose figures cannot all be right and must be checked ({number}): {names}.")
        said.append(text.format(number=len(review.disagreeing), names=_(", ").join(review.disagreeing)))
    return said


def _names(items: Sequence[Assessed]) -> str:
    return _(", ").join(item.target.name for item in items)
