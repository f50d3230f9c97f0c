"""Goals, units and the ways of putting figures together fit a target's kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciplan.domain.checks.finding import TARGETS, Finding
from sciplan.domain.period import YEAR
from sciplan.domain.plan import (
    ANNUAL,
    AT_MOST,
    BASELINE,
    CHECKPOINTS,
    CUMULATIVE,
    DONE,
    EACH,
    LEVEL,
    ONGOING,
    POOLED,
    PREVIOUS,
    STATE,
    SUM,
)
from sciplan.domain.quantity import PERCENT, is_ratio
from sciplan.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sciplan.domain.plan import Plan, Target


def check_goal_kind(plan: Plan) -> Iterator[Finding]:
    """A goal has a form that its target's kind can reach."""
    for target in plan.targets:
        message = _goal_mistake(target)
        if message:
            hint = _("Change the goal or the kind; docs/plan-files.md lists what goes together.")
            yield Finding("goal-kind", message, (TARGETS, target.key, "goal"), hint)


def _goal_mistake(target: Target) -> str:
    goal, kind = target.goal, target.kind
    is_state_goal = goal.form in (DONE, ONGOING)
    if kind == STATE and not is_state_goal:
        return _("The goal of a state is “done” or “ongoing”.")
    if kind != STATE and is_state_goal:
        return _("“{form}” is a goal for states only.").format(form=goal.form)
    if kind == CUMULATIVE and goal.form == AT_MOST:
        return _("What adds up over the years cannot have the goal “at_most”.")
    if goal.reference == PREVIOUS and kind != ANNUAL:
        return _("Only an annual target has a previous period to be compared with.")
    if goal.reference == BASELINE and kind not in (LEVEL, ANNUAL):
        return _("Only a level or an annual target has a baseline to be compared with.")
    return ""


def check_sampled(plan: Plan) -> Iterator[Finding]:
    """Only a level that is a percentage is known from a sample."""
    for target in plan.targets:
        if target.sampled and (target.kind != LEVEL or target.unit != PERCENT):
            message = _("Only a level in “%” is measured by a sample.")
            hint = _("Leave “sampled” out, or correct the kind or the unit.")
            yield Finding("sampled-kind", message, (TARGETS, target.key, "sampled"), hint)


def check_own_level(plan: Plan) -> Iterator[Finding]:
    """Only named regions have a level of their own."""
    for target in plan.targets:
        if target.own_level and not target.regions:
            message = _("This target names no regions whose own figures it could ask for.")
            hint = _("Give “regions”, or leave “own_level” out.")
            yield Finding("own-level-regions", message, (TARGETS, target.key, "own_level"), hint)


def check_goal_size(plan: Plan) -> Iterator[Finding]:
    """A goal is not negative, and a percentage not above 100."""
    for target in plan.targets:
        path = (TARGETS, target.key, "goal", target.goal.form)
        ends = [end for end in (target.goal.value, target.goal.upper) if end is not None]
        if any(end < 0 for end in ends):
            yield Finding("goal-negative", _("A goal cannot be below zero."), path, _("Check the number."))
        if target.unit == PERCENT and any(end > 100 for end in ends):
            hint = _("Check the number and the unit; 0.152 of a whole is 15.2 here.")
            yield Finding("goal-percent", _("A goal cannot be above 100 %."), path, hint)


def check_range(plan: Plan) -> Iterator[Finding]:
    """A range goes from the lower to the upper end."""
    for target in plan.targets:
        low, high = target.goal.value, target.goal.upper
        if low is not None and high is not None and low >= high:
            yield Finding(
                "range-order",
                _("The range runs backwards: {low} to {high}.").format(low=low, high=high),
                (TARGETS, target.key, "goal", "between"),
                _("Write the lower end first; a single value is “at_least”."),
            )


def check_baseline_kind(plan: Plan) -> Iterator[Finding]:
    """Only levels and annual targets have a baseline."""
    for target in plan.targets:
        if target.baseline is not None and target.kind not in (LEVEL, ANNUAL):
            message = _("A target of kind “{kind}” has no baseline.").format(kind=target.kind)
            hint = _("Leave the baseline out: a cumulative target starts at 0, a state at not-started.")
            yield Finding("baseline-kind", message, (TARGETS, target.key, "baseline"), hint)


def check_every(plan: Plan) -> Iterator[Finding]:
    """Only annual targets are judged period by period."""
    for target in plan.targets:
        if target.every != YEAR and target.kind != ANNUAL:
            message = _("“every” is for annual targets; this one is of kind “{kind}”.").format(kind=target.kind)
            yield Finding("every-kind", message, (TARGETS, target.key, "every"), _("Leave it out."))


def check_trajectory(plan: Plan) -> Iterator[Finding]:
    """Only cumulative targets and levels are judged by pace, so only they have checkpoints."""
    for target in plan.targets:
        if target.trajectory == CHECKPOINTS and target.kind in (ANNUAL, STATE):
            message = _("A target of kind “{kind}” has no checkpoints.").format(kind=target.kind)
            yield Finding("trajectory-kind", message, (TARGETS, target.key, "trajectory"), _("Leave them out."))


def check_unit(plan: Plan) -> Iterator[Finding]:
    """Figures have a unit and states have none."""
    for target in plan.targets:
        if target.kind == STATE and target.unit:
            message = _("A state has no unit.")
            yield Finding("unit-on-state", message, (TARGETS, target.key, "unit"), _("Leave it out."))
        if target.kind != STATE and not target.unit:
            message = _("The target's figures have no unit.")
            hint = _('Add “unit”: 人次, 个, "%", 元/人 or another.')
            yield Finding("unit-missing", message, (TARGETS, target.key), hint)


def check_combine(plan: Plan) -> Iterator[Finding]:
    """Regions are judged each only when named, counts are not pooled, and ratios are not added up."""
    for target in plan.targets:
        path = (TARGETS, target.key, "combine")
        if target.combine == EACH and not target.regions:
            message = _("“combine: each” needs to know which regions.")
            yield Finding("combine-regions", message, path, _("Name them, or their level, under “regions”."))
        if target.combine == POOLED and target.kind in (CUMULATIVE, STATE):
            message = _("Values of kind “{kind}” cannot be pooled.").format(kind=target.kind)
            yield Finding("combine-kind", message, path, _("Leave “combine” out."))
        if target.combine == SUM and is_ratio(target.unit):
            message = _("Figures in {unit} cannot be added up.").format(unit=target.unit)
            hint = _("Use a level or annual target that is pooled, or a unit that is counted.")
            yield Finding("combine-unit", message, path, hint)


def check_judgement(plan: Plan) -> Iterator[Finding]:
    """The pace for behind lies below that for on track."""
    if plan.behind >= plan.on_track:
        yield Finding(
            "judgement-order",
            _("The pace for behind ({behind}) is not below that for on track ({on_track}).").format(
                behind=plan.behind, on_track=plan.on_track
            ),
            ("judgement", "behind"),
            _("Make it smaller."),
        )


CHECKS: tuple[Callable[[Plan], Iterator[Finding]], ...] = (
    check_goal_kind,
    check_goal_size,
    check_range,
    check_baseline_kind,
    check_every,
    check_trajectory,
    check_sampled,
    check_own_level,
    check_unit,
    check_combine,
    check_judgement,
)
