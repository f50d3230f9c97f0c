"""Targets that are judged on the entries of another (`figures_of`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciplan.domain.checks.finding import TARGETS, Finding, Suggestions
from sciplan.domain.plan import CUMULATIVE, LEVEL, STATE
from sciplan.domain.quantity import is_ratio
from sciplan.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sciplan.domain.plan import Plan, Target


def check_figures_of(plan: Plan) -> Iterator[Finding]:
    """A target borrows the figures of one that is there and has its own, not of itself."""
    targets = Suggestions(plan.target_by_key)
    for target in plan.targets:
        key = target.figures_of
        path = (TARGETS, target.key, "figures_of")
        if key is None:
            continue
        source = plan.target_by_key.get(key)
        if source is None:
            message = _("No target has the key “{key}”.").format(key=key)
            hint = targets.advice(key, _("Add the target, or correct the key."))
            yield Finding("unknown-target", message, path, hint)
        elif source.key == target.key:
            message = _("A target cannot borrow its own figures.")
            yield Finding("figures-of-chain", message, path, _("Leave “figures_of” out."))
        elif source.figures_of is not None:
            message = _("“{key}” borrows its own figures from “{other}”.").format(key=key, other=source.figures_of)
            yield Finding("figures-of-chain", message, path, _("Name the target that is reported."))


def check_shared_kind(plan: Plan) -> Iterator[Finding]:
    """States and figures are not exchanged, nor what is added in a period and what is measured at its end."""
    for target, source in _borrowers(plan):
        kinds = {target.kind, source.kind}
        if (STATE in kinds and len(kinds) > 1) or kinds == {CUMULATIVE, LEVEL}:
            yield Finding(
                "figures-of-kind",
                _("A target of kind “{kind}” cannot be judged on figures of kind “{other}”.").format(
                    kind=target.kind, other=source.kind
                ),
                (TARGETS, target.key, "figures_of"),
                _("Let it have figures of its own."),
            )


def check_shared_unit(plan: Plan) -> Iterator[Finding]:
    """Borrowed figures are in the target's unit, unless it takes their numerators."""
    for target, source in _borrowers(plan):
        has_figures = STATE not in (target.kind, source.kind)
        if has_figures and target.unit != source.unit and not target.take_numerator:
            yield Finding(
                "figures-of-unit",
                _("The figures of “{key}” are in {other}, this target is in {unit}.").format(
                    key=source.key, other=source.unit, unit=target.unit
                ),
                (TARGETS, target.key, "figures_of"),
                _("Use the same unit; to use the numerators of ratios, add “take: numerator”."),
            )


def check_take(plan: Plan) -> Iterator[Finding]:
    """Numerators are taken from the borrowed figures, and these are ratios."""
    for target in plan.targets:
        if target.take_numerator and target.figures_of is None:
            message = _("“take” says nothing without “figures_of”.")
            hint = _("Name the target whose figures are used, or leave “take” out.")
            yield Finding("take-alone", message, (TARGETS, target.key, "take"), hint)
    for target, source in _borrowers(plan):
        if target.take_numerator and not is_ratio(source.unit):
            message = _("The figures of “{key}” have no numerators: their unit is no ratio.").format(key=source.key)
            yield Finding("take-ratio", message, (TARGETS, target.key, "take"), _("Leave “take” out."))


def _borrowers(plan: Plan) -> Iterator[tuple[Target, Target]]:
    """Give each target that borrows figures with the one that it borrows them from."""
    for target in plan.targets:
        source = plan.target_by_key.get(target.figures_of or "")
        if source is not None and source.key != target.key:
            yield target, source


CHECKS: tuple[Callable[[Plan], Iterator[Finding]], ...] = (
    check_figures_of,
    check_shared_kind,
    check_shared_unit,
    check_take,
)
