"""Cells of a workbook as the text a person sees in them, and those that show no figure."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sciplan.i18n import _

ERROR, UNCACHED, FORMATTED = "cell-error", "formula-without-value", "cell-format"
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""What a number format shows as it stands, or leaves room for: quoted, escaped, padding, and colours."""

_BETWEEN_SECTIONS = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_UNIT_SHOWN = re.compile(r'"[^"]*[%‰千万亿][^"]*"|\\[%‰千万亿]|(?<![_*])[千万亿]')
"""A unit that is shown and is not in the number, so that nobody can tell which figure is meant."""
_HUNDRED = 100


def cell_text(cell: Any) -> str:  # noqa: ANN401
    """Give what a cell says: numbers as typed, percent cells as 15.2%, dates as far as they are shown."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, bool):
        return str(value).upper()
    shown_as = str(cell.number_format or "")
    if isinstance(value, int | float):
        return _number(value, shown_as)
    if isinstance(value, datetime | date):
        return _date(value, shown_as)
    return str(value)


def _number(value: float, shown_as: str) -> str:
    # Fifteen digits are what Excel itself keeps: 0.1 + 0.2 is 0.3 on its screen.
    amount = Decimal(format(value, ".15g"))
    if "%" in _LITERAL.sub("", _section(shown_as, value)):
        return f"{(amount * _HUNDRED).normalize():f}%"
    return f"{amount.normalize():f}" if amount.is_finite() else str(amount)


def _section(shown_as: str, value: float) -> str:
    """Give the part of a number format that a value is shown by: one for positive numbers, negative ones, and 0."""
    sections = _BETWEEN_SECTIONS.split(shown_as)
    place = 1 if value < 0 else 2 if value == 0 else 0
    return sections[place] if place < len(sections) else sections[0]


def _date(value: date, shown_as: str) -> str:
    """Give the year, the month or the day of a date, whichever its format shows; Excel turns `2023-05` into a date."""
    parts = _LITERAL.sub("", shown_as).casefold()
    return f"{value:%Y-%m-%d}" if "d" in parts else f"{value:%Y-%m}" if "m" in parts else f"{value:%Y}"


def cell_fault(value: Any, formula: Any | None) -> tuple[str, str, str] | None:  # noqa: ANN401
    """Give code, sentence and advice for a cell that shows an error or a formula never computed, or None."""
    if getattr(value, "data_type", "") == "e":
        return (
            ERROR,
            _("The cell shows {error}.").format(error=value.value),
            _("Mend the formula, or type the figure."),
        )
    if isinstance(value.value, int | float) and _UNIT_SHOWN.search(_section(str(value.number_format), value.value)):
        return (
            FORMATTED,
            _("The number format of the cell shows a unit: {shown}.").format(shown=value.number_format),
            _("Choose a plain format, and type the figure as it is meant."),
        )
    if formula is not None and getattr(formula, "data_type", "") == "f" and value.value is None:
        return (
            UNCACHED,
            _("The cell holds a formula without its result: {formula}.").format(formula=_formula_text(formula.value)),
            _("Open the workbook in a spreadsheet program and save it, or type the figure."),
        )
    return None


def _formula_text(formula: Any) -> str:  # noqa: ANN401
    return str(getattr(formula, "text", formula))[:60]
