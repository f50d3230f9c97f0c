"""Rows for scripts: JSON documents, and the same rows as CSV."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from sciplan.domain.quantity import rounded
from sciplan.render.table import Table

_MARKED = ("=", "+", "-", "@", "'")
"""Text that begins so gets an apostrophe; that an apostrophe does too makes it reversible."""
_NUMBER = r"-?[0-9]+(\.[0-9]+)?"


def json_text(document: Mapping[str, object]) -> str:
    """Give a JSON document: keys in their order, text as it is, two spaces of indentation."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def csv_text(records: Sequence[Mapping[str, object]], names: Sequence[str]) -> str:
    """Give records as CSV; lists are joined by spaces, and text that a spreadsheet would run gets an apostrophe."""
    import csv

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([[_cell(record[name]) for name in names] for record in records])
    return out.getvalue()


def table_csv(table: Table) -> str:
    """Give a table as CSV."""
    names = [column.heading for column in table.columns]
    import csv

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([[_cell(cell) for cell in row] for row in (names, *table.rows)])
    return out.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return " ".join(_cell(item) for item in value)
    if isinstance(value, dict):
        return " ".join(f"{key}={_cell(item)}" for key, item in value.items() if item not in (None, []))
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return f"'{text}" if text.startswith(_MARKED) and not re.fullmatch(_NUMBER, text) else text


def fraction_text(fraction: Fraction | None, times: int = 1) -> str | None:
    """Give an exact figure rounded half-even to six places, or None; `times` makes percentages of shares."""
    return None if fraction is None else decimal_text(rounded(fraction * times))


def decimal_text(amount: Decimal | None) -> str | None:
    """Give an amount as a plain decimal, or None."""
    return None if amount is None else f"{amount:f}"
