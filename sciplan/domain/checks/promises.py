"""Slips of the document itself: promises that contradict each other, the outline, or the plan above."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sciplan.domain.checks.finding import TARGETS, Finding
from sciplan.domain.period import periods_between
from sciplan.domain.plan import ANNUAL, AT_LEAST, AT_MOST, CUMULATIVE, LEVEL
from sciplan.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sciplan.domain.plan import Plan, Target

_ASIDE = re.compile(r"（[^）]*）|\([^)]*\)|\s")


def check_declared(plan: Plan) -> Iterator[Finding]:
    """The outline has as many actions, projects and measures as the document says."""
    found = {
        "actions": sum(section.kind == "action" for section in plan.sections),
        "projects": sum(section.kind == "project" for section in plan.sections),
        "measures": sum(target.measure for target in plan.targets),
    }
    for what, number in plan.declares:
        if found[what] != number:
            message = _("The document declares {number} {what}; the file has {found}.")
            yield Finding(
                "declared-count",
                message.format(number=number, what=what, found=found[what]),
                ("declares", what),
                _("Look for what was left out or counted twice."),
            )


def check_same_promise(plan: Plan) -> Iterator[Finding]:
    """What is promised twice under one name has one figure."""
    first: dict[tuple[str, str, str], Target] = {}
    for target in plan.targets:
        if target.goal.value is None:
            continue
        promise = (_ASIDE.sub("", target.name), target.kind, target.unit)
        other = first.setdefault(promise, target)
        if other.goal != target.goal and other.due == target.due:
            yield Finding(
                "two-figures",
                _("“{key}” promises the same as “{other}”, with another figure.").format(
                    key=target.key, other=other.key
                ),
                (TARGETS, target.key, "goal"),
                _("Keep one target with both clauses in “source”, and say in a note how they differ."),
                information=True,
            )


def check_yearly_total(plan: Plan) -> Iterator[Finding]:
    """So much a year, for as many years as the plan has, makes the total that is promised on the same figures."""
    for target in plan.targets:
        yearly = plan.target_by_key.get(target.figures_of or "")
        if yearly is None or target.kind != CUMULATIVE or yearly.kind != ANNUAL:
            continue
        if target.goal.form != AT_LEAST or yearly.goal.form != AT_LEAST:
            continue
        if target.goal.value is None or yearly.goal.value is None:
            continue
        number = len(periods_between(plan.start, target.due, yearly.every))
        if yearly.goal.value * number != target.goal.value:
            yield Finding(
                "yearly-total",
                _("{number} times {yearly} is {product}, not {total}.").format(
                    number=number,
                    yearly=yearly.goal.value,
                    product=yearly.goal.value * number,
                    total=target.goal.value,
                ),
                (TARGETS, target.key, "goal"),
                _("Check both figures; where the document has them so, say it in a note."),
                information=True,
            )


def check_below_baseline(plan: Plan) -> Iterator[Finding]:
    """A goal asks for more than there was at the start."""
    for target in plan.targets:
        baseline = target.baseline.value if target.baseline else None
        if target.kind != LEVEL or baseline is None or target.goal.value is None:
            continue
        rises = target.goal.form != AT_MOST
        if target.goal.value < baseline if rises else target.goal.value > baseline:
            yield Finding(
                "goal-behind-baseline",
                _("The goal {goal} lies behind the baseline {baseline}.").format(
                    goal=target.goal.value, baseline=baseline
                ),
                (TARGETS, target.key, "goal"),
                _("Check both figures; where the document has them so, say it in a note."),
                information=True,
            )


def check_higher_goal(plan: Plan) -> Iterator[Finding]:
    """A goal is that of the plan that it carries out, or it is worth knowing that it is not."""
    for target in plan.targets:
        if target.higher_goal is None or target.goal.value is None:
            continue
        above = target.higher_goal.value
        if target.goal.value != above:
            sentence = (
                _("The goal {goal} is below {above} in {document}.")
                if target.goal.value < above
                else _("The goal {goal} is above {above} in {document}.")
            )
            yield Finding(
                "higher-goal",
                sentence.format(goal=target.goal.value, above=above, document=target.higher_goal.document),
                (TARGETS, target.key, "higher_goal"),
                _("This is no mistake; expect to be asked about it."),
                information=True,
            )


CHECKS: tuple[Callable[[Plan], Iterator[Finding]], ...] = (
    check_declared,
    check_same_promise,
    check_yearly_total,
    check_below_baseline,
    check_higher_goal,
)
