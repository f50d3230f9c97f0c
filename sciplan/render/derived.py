"""Figures that nobody reported, in the unit of their target: expectations, projections, what is still to go."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from sciplan.domain.plan import EACH, Target
from sciplan.domain.quantity import PERCENT, is_ratio
from sciplan.i18n import _
from sciplan.render import figures

_HUNDRED = 100


def is_share(target: Target) -> bool:
    """Say whether the value of a target is a percentage, if only one of regions."""
    return target.combine == EACH or target.unit == PERCENT


def rounded_amount(target: Target, amount: Fraction) -> Decimal:
    """Round an amount to two places, counts to one and large ones to none; what is not 0 is never shown as 0."""
    if target.combine == EACH or is_ratio(target.unit):
        return figures.faithful(amount, 2, (0,))
    return figures.faithful(amount, 0 if abs(amount) >= _HUNDRED else 1, (0,))


def amount_text(target: Target, amount: Fraction | None) -> str:
    """Give an amount with its unit, or nothing."""
    if amount is None:
        return ""
    unit = PERCENT if target.combine == EACH else target.unit
    return figures.amount_with_unit(rounded_amount(target, amount), unit)


def difference_text(target: Target, difference: Fraction | None) -> str:
    """Give a difference between two values, or nothing; those of percentages are points."""
    if difference is None:
        return ""
    if is_share(target):
        return _("{number} points").format(number=figures.number(rounded_amount(target, difference)))
    return amount_text(target, difference)


def projection_amount(target: Target, projection: Fraction) -> Fraction:
    """Keep a projection within what can be: not below 0, and a percentage not above 100."""
    reached = max(projection, Fraction())
    return min(reached, Fraction(_HUNDRED)) if is_share(target) else reached
