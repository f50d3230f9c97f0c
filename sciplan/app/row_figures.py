"""What the cells of a row say: a value, a ratio or a state, in the unit that its row and its headings name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sciplan.app.reports import STATE_WORDS, of_another_unit, parse_content
from sciplan.domain import return_layout as columns
from sciplan.domain.ledger import Content
from sciplan.domain.plan import STATE, VERIFIED, Target
from sciplan.domain.quantity import ascii_digits, is_ratio, parse_figure, quotient
from sciplan.errors import Refused
from sciplan.i18n import _
from sciplan.text import check_text

_SCALES = ("万", "亿")
_SEVERAL = re.compile("[、,;；]")
"""Stands between the units of a table that counts in several."""


@dataclass(frozen=True, slots=True)
class Said:
    """The answers of a row and its unit as they stand, by column, and the units that headings name."""

    cells: Mapping[str, str]
    headings: Mapping[str, str]


def read_said(target: Target, said: Said, *, proven: bool) -> tuple[Content, str]:
    """Give what a row says of a target, and how it was typed; raise `Refused` if it can say no such thing."""
    value, state = said.cells[columns.VALUE], said.cells[columns.STATE]
    above, below = said.cells[columns.NUMERATOR], said.cells[columns.DENOMINATOR]
    if target.kind == STATE:
        if above or below or (value and state and value != state):
            raise Refused(_("{target} takes one state.").format(target=target.key), _("Leave the others empty."))
        typed = check_text(state or value)
        if STATE_WORDS.get(typed, typed) == VERIFIED and not proven:
            raise Refused(
                _("“verified” needs evidence."),
                _("Name the file that proves it in the column “evidence” (佐证材料), or report “done” for now."),
            )
        return parse_content(target, typed, proven=proven), typed
    if state:
        raise Refused(
            _("{target} is a number in {unit}, and has no state.").format(target=target.key, unit=target.unit),
            _("Leave the state empty."),
        )
    if not above and not below:
        typed = check_text(_scaled(target, said, columns.VALUE))
        return parse_content(target, typed), typed
    if not above or not below:
        raise Refused(_("A numerator and a denominator belong together."), _("Give both, or the value alone."))
    typed = check_text(f"{_scaled(target, said, columns.NUMERATOR)}/{_scaled(target, said, columns.DENOMINATOR)}")
    content = parse_content(target, typed)
    if value:
        _check_agreement(target, parse_content(target, _scaled(target, said, columns.VALUE)), content)
    return content, typed


def check_unit(target: Target, said: Said) -> bool:
    """Raise `Refused` if the row's own unit is not the target's, or so many 万 or 亿 of it; a state has none."""
    unit = ascii_digits(said.cells[columns.UNIT])
    if unit and target.kind != STATE:
        _scale(target, unit)
    return True


def read_total(target: Target | None, said: Said) -> Content:
    """Give the amounts of a row that is a total; without a target it is not known what it counts."""
    amounts = []
    for column in (columns.VALUE, columns.NUMERATOR, columns.DENOMINATOR):
        text = said.cells[column]
        figure = parse_figure(_scaled(target, said, column) if target else text) if text else None
        if figure is not None and figure.value is None:
            raise Refused(_("A total is one number."), _("Give the totals of numerator and denominator by themselves."))
        amounts.append(figure.value if figure else None)
    return Content(amounts[0], amounts[1], amounts[2])


def _scaled(target: Target, said: Said, column: str) -> str:
    """Give a figure with the 万 or 亿 of its heading or its unit behind it; raise `Refused` for another unit."""
    text, heading, row = said.cells[column], said.headings.get(column, ""), ascii_digits(said.cells[columns.UNIT])
    if column != columns.VALUE and is_ratio(target.unit):
        scale = heading[:1] if heading[:1] in _SCALES else ""
    else:
        scales = {_scale(target, unit) for unit in (heading, row) if unit}
        if len(scales) > 1:
            raise Refused(
                _("The heading says {one}, the unit {other}.").format(one=heading, other=row), _("Keep one of them.")
            )
        scale = next(iter(scales), "")
    if scale and any(mark in text for mark in _SCALES):
        raise Refused(
            _("“{typed}” stands where {scale} is counted already; {scale} would count twice.").format(
                typed=text, scale=scale
            ),
            _("Give the number in {unit}, or take {scale} out of the heading.").format(
                unit=heading or row, scale=scale
            ),
        )
    return f"{text}{scale}" if text else text


def _scale(target: Target, unit: str) -> str:
    """Give the 万 or 亿 by which a unit is larger than a target's; raise `Refused` if it is another one."""
    several = _SEVERAL.split(unit)
    if target.unit in several:
        return ""
    for one in several:
        if one[:1] in _SCALES and one[1:] in ("", target.unit):
            return one[0]
    raise of_another_unit(target, unit)


def _check_agreement(target: Target, value: Content, ratio: Content) -> None:
    """Raise `Refused` if a value is not the quotient that stands beside it, to as many places as it is given."""
    if value.value is None or ratio.numerator is None or ratio.denominator is None:
        raise Refused(_("The value is a ratio itself."), _("Leave it empty, or the numerator and denominator."))
    exact = quotient(ratio.numerator, ratio.denominator, target.unit)
    exponent = value.value.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    if exact is None or abs(exact - Fraction(value.value)) * 2 > Fraction(step):
        raise Refused(
            _("The value {value} is not the numerator by the denominator.").format(value=value.value),
            _("Leave the value empty, or mend one of the three."),
        )
