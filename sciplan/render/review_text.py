"""The sentences of a report: generated from facts alone, in the language in use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sciplan.domain.evaluation import NO_BASELINE, NO_DATA
from sciplan.domain.period import grade_word
from sciplan.domain.plan import ANNUAL, BINDINGS, CUMULATIVE, EACH, FINISHED, IN_PROGRESS, NOT_STARTED, VERIFIED
from sciplan.domain.quantity import is_ratio
from sciplan.domain.yearly import added_in
from sciplan.i18n import _, pgettext
from sciplan.render import figures, words
from sciplan.render.chart import figure_text
from sciplan.report.assessed import Assessed, by_section, state_counts, status_counts
from sciplan.report.review import Review

_MANY = 20
"""So many names and no more stand in a sentence."""


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
    """Give how many have each status, the best first."""
    text = _("{status} {number}")
    return _(", ").join(
        text.format(status=words.status_word(name), number=number) for name, number in status_counts(items)
    )


def _by_binding(review: Review) -> list[str]:
    groups = [(name, [one for one in review.targets if one.target.binding == name]) for name in BINDINGS]
    groups = [(name, items) for name, items in groups if items]
    if len(groups) == 1:
        return []
    text = _("{binding} {number} ({counts})")
    told = (
        text.format(binding=words.binding_word(name), number=len(items), counts=_counts(items))
        for name, items in groups
    )
    return [_("Among them: {groups}.").format(groups=_("; ").join(told))]


def _state_counts(items: Sequence[Assessed]) -> str:
    found = state_counts(items)
    counted = (
        (_("done {number}"), found.done),
        (_("in progress {number}"), found.in_progress),
        (_("not started {number}"), found.not_started),
        (_("judged region by region {number}"), found.by_region),
        (_("not reported {number}"), found.unreported),
    )
    return _(", ").join(text.format(number=number) for text, number in counted if number)


def target_sentence(review: Review, item: Assessed) -> str:
    """Say of a target what was reached, of what, and how that stands to what was expected."""
    clauses = [_reached(review, item), _progress(item), _failed(item), words.status_word(item.status)]
    text = _("; ").join(clause for clause in clauses if clause)
    return _("{name}: {text}.").format(name=item.target.name, text=text)


def _reached(review: Review, item: Assessed) -> str:
    target, evaluation = item.target, item.row.evaluation
    goal = words.goal_phrase(target)
    value = words.value_text(target, evaluation)
    if evaluation.value_at is None:
        return _("no figure yet, for a goal of {goal}").format(goal=goal)
    told = {"value": value, "when": words.when_text(evaluation.value_at), "goal": goal}
    if not value:
        return _("figures of {when} cannot be judged, for a goal of {goal}").format(**told)
    if target.combine == EACH:
        return _of_regions(review, item, told)
    if target.kind == CUMULATIVE:
        return _in_all(review, item, told)
    if target.kind == ANNUAL:
        counted = not is_ratio(target.unit)
        text = (
            _("{value} in {when}, for a goal of {goal} every {period}")
            if counted
            else pgettext("ratio", "{value} in {when}, for a goal of {goal} every {period}")
        )
        return text.format(**told, period=grade_word(target.every))
    return _("{value} in {when}, for a goal of {goal}").format(**told)


def _of_regions(review: Review, item: Assessed, told: Mapping[str, str]) -> str:
    regional = review.regions_of(item.target.key)
    if regional is None:
        return _("{value} in {when}, for a goal of {goal}").format(**told)
    text = _("{reached} of {number} regions reach it in {when}, for a goal of {goal}")
    return text.format(**told, reached=regional.reached, number=len(regional.results))


def _in_all(review: Review, item: Assessed, told: Mapping[str, str]) -> str:
    target = item.target
    added = None if review.year is None else added_in(review.plan, target, item.row.evaluation, review.year)
    if added is None:
        return _("{value} in all by {when}, for a goal of {goal}").format(**told)
    text = _("{added} in {year}, {value} in all, for a goal of {goal}")
    said = text.format(**told, added=figure_text(target, added), year=review.year)
    agreed = review.agreed.get(target.key)
    if agreed is None:
        return said
    return _("{text} ({amount} was agreed for the year)").format(text=said, amount=figure_text(target, agreed))


def _progress(item: Assessed) -> str:
    progress = item.row.evaluation.progress
    if progress.attainment is None or item.target.kind == ANNUAL or item.target.combine == EACH:
        return ""
    share = figures.percent(progress.attainment)
    if progress.gap is None:
        return _("{share} attained").format(share=share)
    if progress.gap == 0:
        return _("{share} attained, just as expected").format(share=share)
    text = (
        _("{share} attained, {points} points ahead of what was expected")
        if progress.gap > 0
        else _("{share} attained, {points} points behind what was expected")
    )
    return text.format(share=share, points=figures.number(figures.faithful(abs(progress.gap), 1, (0,))))


def _failed(item: Assessed) -> str:
    """Name the periods judged alone that fell short, where the latest figure does not show it."""
    if not item.failed:
        return ""
    return _("goal not reached in {periods}").format(periods=words.periods_text(item.failed))


def measure_sentences(items: Sequence[Assessed]) -> list[str]:
    """Say how the measures of a section stand, and name those that are done, under way, or not started."""
    if not items:
        return []
    said = [_("Of {number} measures: {counts}.").format(number=len(items), counts=_state_counts(items))]
    named = (
        (_("Done: {names}."), (FINISHED, VERIFIED)),
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
    targets, measures = review.targets, review.measures
    told = (
        (_("Targets behind or not reported ({number}): {names}."), [one for one in targets if one.weak]),
        (_("Measures behind or not reported ({number}): {names}."), [one for one in measures if one.weak]),
        (
            _("Targets without a baseline to judge them by ({number}): {names}."),
            [one for one in targets if one.status == NO_BASELINE],
        ),
        (_("Targets without a figure ({number}): {names}."), [one for one in targets if one.status == NO_DATA]),
        (_("Measures without a report ({number}): {names}."), [one for one in measures if one.status == NO_DATA]),
    )
    said = [text.format(number=len(items), names=_names(items)) for text, items in told if items]
    if review.disagreeing:
        text = _("Targets whose figures cannot all be right and must be checked ({number}): {names}.")
        said.append(text.format(number=len(review.disagreeing), names=_("; ").join(review.disagreeing)))
    return said


def _names(items: Sequence[Assessed]) -> str:
    """Name them; of many, say only how many stand in which section."""
    if len(items) <= _MANY:
        return _("; ").join(item.target.name for item in items)
    return _(", ").join(_("{name} {number}").format(name=name, number=number) for name, number in by_section(items))
