"""Cells of a workbook as the text a person sees in them, and those that show no figure."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sciplan.domain.quantity import plain
from sciplan.i18n import _

ERROR, UNCACHED = "cell-error", "formula-without-value"
_HUNDRED = 100


def cell_text(cell: Any) -> str:  # noqa: ANN401
    """Give what a cell says: numbers as typed, a percent cell as 15.2%, a date as its month, text in one line."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format or ""))
    if isinstance(value, datetime | date):
        return _date(value)
    return str(value)


def _number(value: float, shown_as: str) -> str:
    # Fifteen digits are what Excel itself keeps: 0.1 + 0.2 is 0.3 on its screen.
    amount = Decimal(format(value, ".15g"))
    if "%" in shown_as:
        return f"{plain(amount * _HUNDRED):f}%"
    return f"{plain(amount):f}" if amount.is_finite() else str(amount)


def _date(value: date) -> str:
    """Give the month of a date that stands for one, as Excel turns `2023-05` into; another day stays a day."""
    return f"{value:%Y-%m}" if value.day == 1 else f"{value:%Y-%m-%d}"


def cell_fault(value: Any, formula: Any | None) -> tuple[str, str, str] | None:  # noqa: ANN401
    """Give code, sentence and advice for a cell that shows an error or a formula never computed, or None."""
    if getattr(value, "data_type", "") == "e":
        return (
            ERROR,
            _("The cell shows {error}.").format(error=value.value),
            _("Mend the formula, or type the figure."),
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
