"""Evidence as a table and as records."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from sciplan.domain.ledger import KeptEvidence
from sciplan.i18n import _
from sciplan.render.page import Page
from sciplan.render.table import RIGHT, Column, Table

SCHEMA = "sciplan/evidence/1"
COLUMNS = ("entry", "sha256", "size", "name")


def evidence_records(found: Sequence[KeptEvidence]) -> list[dict[str, object]]:
    """Give one record per entry and file."""
    return [{"entry": one.entry, "sha256": one.sha256, "size": one.size, "name": one.name} for one in found]


def evidence_table(found: Sequence[KeptEvidence]) -> Table:
    """Give the table that a person reads; a file is named by the first digits of its SHA-256."""
    columns = (
        Column(_("Entry"), RIGHT),
        Column("SHA-256"),
        Column(_("Bytes"), RIGHT),
        Column(_("Name"), wraps=True),
    )
    return Table(columns, tuple((str(one.entry), one.sha256[:12], f"{one.size:,}", one.name) for one in found))


def evidence_page(found: Sequence[KeptEvidence]) -> Page:
    """Give evidence for every format."""
    return Page(
        lambda: {"schema": SCHEMA, "evidence": evidence_records(found)},
        partial(evidence_records, found),
        COLUMNS,
        partial(evidence_table, found),
        nothing=_("There is no evidence."),
    )
