"""Amounts as people write them, and as the ledger keeps them: decimals of at most six places.

Binary floats never touch a value. An amount is a `Decimal`; the ledger keeps whole millionths.
"""

from __future__ import annotations

import re
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

from sciplan.errors import Refused
from sciplan.i18n import _

PLACES = 6
MILLION = 10**PLACES
AMOUNT_BOUND = 10**12
"""An amount stays below this (design §5)."""
TOTAL_BOUND = 9 * 10**12
"""A total of amounts stays within this, so that sums of millionths fit 64 bits."""

PERCENT = "%"
_WIDE = str.maketrans("０１２３４５６７８９．，％－＋／（）\u3000", "0123456789.,%-+/() ")
_AMOUNT = re.compile(r"([+-]?)((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)\s*([万亿]?)")
_SCALE = {"": 1, "万": 10**4, "亿": 10**8}
_LONGEST = 28
"""As many digits as `Decimal` multiplies without rounding."""


class Figure(NamedTuple):
    """A figure as reported: a value, or numerator over denominator; `percent` if it was written with %."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    percent: bool = False


def ascii_digits(text: str) -> str:
    """Give text with full-width digits and signs as plain ones, and without space around it."""
    return text.translate(_WIDE).strip()


def parse_figure(written: str, typed: str | None = None) -> Figure:
    """Read `12,000`, `1.2万`, `１２０００`, `56.3%` or `264万/592.4万`; raise `Refused` for anything else.

    `typed` is what is told as the text that was found, where that had something around the number.
    """
    text = ascii_digits(written)
    typed = written if typed is None else typed
    if "/" in text:
        above, _slash, below = text.partition("/")
        figure = Figure(numerator=_parse(above, typed), denominator=_parse(below, typed))
        if figure.denominator is not None and figure.denominator <= 0:
            raise Refused(
                _("“{typed}” divides by {below}, which no ratio can.").format(typed=typed, below=below.strip()),
                _("Give a denominator above zero."),
            )
        return figure
    if text.endswith(PERCENT):
        return Figure(value=_parse(text[:-1], typed), percent=True)
    return Figure(value=_parse(text, typed))


def _parse(text: str, typed: str) -> Decimal:
    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        raise Refused(
            _("“{typed}” is not a number.").format(typed=typed),
            _("Write it like 12000, 12,000, 1.2万, 56.3% or 264万/592.4万."),
        )
    sign, digits, scale = match.groups()
    if len(digits) > _LONGEST:
        raise Refused(_("“{typed}” is too long for a figure.").format(typed=typed), _("Check the number."))
    amount = Decimal(sign + digits.replace(",", "")) * _SCALE[scale]
    return plain(check_amount(amount, typed))


def check_amount(amount: Decimal, typed: str) -> Decimal:
    """Give the amount back if the ledger can hold it exactly; raise `Refused` if it cannot."""
    if abs(amount) >= AMOUNT_BOUND:
        raise Refused(
            _("“{typed}” is too large: a figure stays below 1,000,000,000,000.").format(typed=typed),
            _("Check the number, or count in a larger unit."),
        )
    if amount != round(amount, PLACES):
        raise Refused(
            _("“{typed}” has more than six decimals.").format(typed=typed),
            _("Round it yourself, so that the ledger holds what you meant."),
        )
    return amount


def to_millionths(amount: Decimal | None) -> int | None:
    """Give an amount as whole millionths, and none as none; the amount has at most six decimals."""
    return None if amount is None else int(amount.scaleb(PLACES))


def from_millionths(millionths: int | None) -> Decimal | None:
    """Give whole millionths back as an amount without trailing zeros, and none as none."""
    if millionths is None:
        return None
    whole, rest = divmod(millionths, MILLION)
    return plain(Decimal(millionths).scaleb(-PLACES)) if rest else Decimal(whole)


def plain(amount: Decimal) -> Decimal:
    """Give the same amount without trailing zeros and without an exponent."""
    whole = amount.to_integral_value()
    return whole.quantize(Decimal(1)) if amount == whole else amount.normalize()


def rounded(number: Fraction, places: int = PLACES) -> Decimal:
    """Round an exact fraction half-even to a number of places, without trailing zeros."""
    with localcontext() as context:
        context.prec = 60
        scaled = round(number * 10**places)
        return plain(Decimal(scaled).scaleb(-places))


def is_ratio(unit: str) -> bool:
    """Say whether a unit is a percentage or a quotient such as 元/人, which regions pool and never add."""
    return unit == PERCENT or "/" in unit


def quotient(numerator: Decimal | Fraction, denominator: Decimal | Fraction, unit: str) -> Fraction | None:
    """Give n/d as a percentage for `%`, a plain quotient otherwise; None (not computable) for d = 0."""
    if denominator == 0:
        return None
    above, under = numerator.as_integer_ratio()
    below, over = denominator.as_integer_ratio()
    return Fraction(above * over * (100 if unit == PERCENT else 1), under * below)
