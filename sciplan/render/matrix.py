"""The matrix of agencies: numbered columns with a legend on a screen, whole names in files."""

from __future__ import annotations

from sciplan.i18n import _
from sciplan.render.table import Column, Table
from sciplan.report.matrix import BY_SECTION, LEAD, Matrix

SCHEMA = "sciplan/matrix/1"


def matrix_document(matrix: Matrix) -> dict[str, object]:
    """Give the matrix as a JSON document: for each item the keys of those who lead and who answer."""
    return {
        "schema": SCHEMA,
        "plan": matrix.plan.key,
        "by": matrix.by,
        "agencies": [{"key": key, "name": name} for key, name in matrix.agencies],
        "items": [
            {
                "key": item.key,
                "name": item.name,
                "clause": item.clause or None,
                "lead": [key for key, _name in matrix.agencies if item.roles.get(key) == LEAD],
                "responsible": [key for key, _name in matrix.agencies if item.roles.get(key) not in (LEAD, None)],
            }
            for item in matrix.items
        ],
    }


def full_table(matrix: Matrix) -> Table:
    """Give the matrix with an item in each row and an agency, by name, in each column."""
    columns = (Column(_("Clause")), Column(_("Item")), *(Column(name) for _key, name in matrix.agencies))
    rows = tuple(
        (item.clause, item.name, *(_mark(item.roles.get(key)) for key, _name in matrix.agencies))
        for item in matrix.items
    )
    return Table(columns, rows)


def screen_table(matrix: Matrix) -> tuple[Table, list[str]]:
    """Give the matrix with numbered columns, and the legend: agencies against sections, or targets against agencies."""
    if matrix.by == BY_SECTION:
        across = [f"{item.clause} {item.name}".strip() for item in matrix.items]
        first = _("Agency")
        rows = [(name, *(_mark(item.roles.get(key)) for item in matrix.items)) for key, name in matrix.agencies]
    else:
        across = [name for _key, name in matrix.agencies]
        first = _("Target")
        rows = [(item.name, *(_mark(item.roles.get(key)) for key, _name in matrix.agencies)) for item in matrix.items]
    columns = (Column(first, wraps=True), *(Column(str(number)) for number in range(1, len(across) + 1)))
    legend = [_("● lead, ○ responsible")]
    legend += [f"{number:>2} {name}" for number, name in enumerate(across, 1)]
    return Table(columns, tuple(rows)), legend


def _mark(role: str | None) -> str:
    if role is None:
        return ""
    return "●" if role == LEAD else "○"
