"""Forms that come back: rows are known by their number and the hidden sheet, wherever they were sorted to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sciplan.domain.form_layout import COLUMNS as FORM_COLUMNS
from sciplan.domain.form_layout import Form, FormRow
from sciplan.domain.return_layout import AGENCY, ANSWERS, NOTE, PERIOD, REGION, TARGET, UNIT
from sciplan.exchange.columns import Columns
from sciplan.exchange.findings import Findings
from sciplan.exchange.sheet import Row
from sciplan.i18n import _

_READ = (TARGET, PERIOD, REGION, AGENCY, UNIT, *ANSWERS, NOTE)
"""What a row of a form becomes: its slot from the hidden sheet, what was filled in, and then what is sent back."""

_SENT = [FORM_COLUMNS.index(column) for column in (TARGET, PERIOD, REGION, UNIT, *ANSWERS, NOTE)]


def form_columns() -> Columns:
    """Give the columns of a form's rows, and where their cells are seen."""
    places = {column: place for place, column in enumerate(_READ)}
    shown = {column: FORM_COLUMNS.index(column) + 1 for column in _READ if column in FORM_COLUMNS}
    return Columns(places, {}, len(FORM_COLUMNS), shown)


def sent_back(cells: Sequence[str]) -> Sequence[str]:
    """Give of a row what is sent back: what `import` reads of it, as it is shown in the form."""
    if len(cells) == len(_READ) + len(_SENT):
        return cells[len(_READ) :]
    return [cells[place] if place < len(cells) else "" for place in _SENT]


def form_rows(rows: Iterator[Row], form: Form, findings: Findings) -> Iterator[Row]:
    """Give the rows of a form with the slots they were made for; an answer without a slot is noted."""
    places = [FORM_COLUMNS.index(column) for column in (TARGET, REGION, PERIOD)]
    names = {row.name for row in form.rows.values()}
    seen: dict[str, int] = {}
    for line, cells in rows:
        number, shown = cells[0], tuple(cells[place] for place in places)
        answers = [cells[FORM_COLUMNS.index(column)] for column in (*ANSWERS, NOTE)]
        row = form.rows.get(number)
        if not any(answers[:-1]):
            if row is not None:
                yield line, _slot(row, answers, cells)
            continue
        if row is None and _is_signature(number, answers):
            continue
        if row is None:
            message = _("The row has no number of this form.") if number else _("The row was added to the form.")
            hint = _("Fill in the rows that are there; report anything else by itself.")
            findings.add("unknown-row", message, hint, line, 1, cells)
        elif number in seen:
            message = _("Row number {number} stands twice; first in row {line}.").format(
                number=number, line=seen[number]
            )
            findings.add("repeated-row", message, _("Keep the right one."), line, 1, cells)
        elif shown[1:] != _shown(row)[1:] or (shown[0] != row.name and shown[0] in names):
            message = _("Row number {number} is that of “{own}”, but “{name}” stands in it.")
            message = message.format(number=number, own=" ".join(_shown(row)), name=" ".join(shown))
            hint = _("Sort whole rows together; put the figure beside the number it belongs to.")
            findings.add("moved-name", message, hint, line, 2, cells)
        else:
            seen[number] = line
            yield line, _slot(row, answers, cells)


def _shown(row: FormRow) -> tuple[str, str, str]:
    """Give what a row shows of its slot."""
    return row.name, row.region_name, row.period


def _is_signature(number: str, answers: list[str]) -> bool:
    """Say whether a row is the line on which the form is signed: words with a colon, and no figure."""
    value, _numerator, denominator, state, _note = answers
    return any(colon in number for colon in ":：") and not (value or denominator or state)


def _slot(row: FormRow, answers: list[str], cells: Sequence[str]) -> list[str]:
    unit = cells[FORM_COLUMNS.index(UNIT)]
    return [row.target, row.period, row.region, row.agency, unit, *answers, *sent_back(cells)]
