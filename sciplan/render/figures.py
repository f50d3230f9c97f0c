"""Figures as people read them: reported ones as they stand, derived ones rounded without contradicting a verdict."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from sciplan.domain.quantity import PERCENT, PLACES, rounded
from sciplan.text import cells

Limit = Fraction | Decimal | int | None
_WHOLE = 100


def number(amount: Decimal) -> str:
    """Give an amount with thousands separators."""
    return f"{amount:,f}"


def amount_with_unit(amount: Decimal, unit: str) -> str:
    """Give an amount and what it is counted in; no space stands before % or a Chinese unit."""
    space = "" if unit == PERCENT or cells(unit[:1]) == 2 else " "
    return f"{number(amount)}{space}{unit}".rstrip()


def faithful(figure: Fraction, places: int, limits: Iterable[Limit] = ()) -> Decimal:
    """Round to so many places, or to as many more as it takes to stand to each limit as the exact figure does.

    9.996 against a goal of 10 is shown as 9.996 and not as 10; at most six places are given.
    """
    known = [limit if isinstance(limit, int) else Fraction(limit) for limit in limits if limit is not None]
    sides = [_side(figure, limit) for limit in known]
    for more in range(places, PLACES):
        shown = rounded(figure, more)
        if [_side(shown, limit) for limit in known] == sides:
            return shown
    return rounded(figure)


def _side(figure: Fraction | Decimal, limit: Fraction | int) -> int:
    return (figure > limit) - (figure < limit)


def reported(figure: Fraction, limits: Iterable[Limit] = ()) -> Decimal:
    """Give a figure as it stands if six places hold it, as those that were typed do; else rounded to two."""
    exact = rounded(figure)
    return exact if Fraction(exact) == figure else faithful(figure, 2, limits)


def percent(share: Fraction | None, places: int = 1) -> str:
    """Give a share of 1 as a percentage, or nothing; what is not all is never shown as 100 %."""
    if share is None:
        return ""
    shown = faithful(share * _WHOLE, places, (0, _WHOLE))
    exponent = shown.as_tuple().exponent
    return f"{shown:.{max(places, -exponent if isinstance(exponent, int) else 0)}f}%"


def signed(points: Fraction) -> str:
    """Give percentage points with their sign; a gap is never shown as none."""
    return f"{faithful(points, 1, (0,)):+.{1 if points == 0 else _places(points)}f}"


def _places(points: Fraction) -> int:
    exponent = faithful(points, 1, (0,)).as_tuple().exponent
    return max(1, -exponent if isinstance(exponent, int) else 0)
