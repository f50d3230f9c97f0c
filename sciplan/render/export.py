"""Live entries in the columns that `import` reads: CSV, JSON, or a workbook."""

from __future__ import annotations

import io
from decimal import Decimal

from sciplan.domain.plan import STATE
from sciplan.domain.return_layout import CHINESE as HEADINGS
from sciplan.domain.return_layout import EVIDENCE_SEPARATOR, EXPORTED, SCHEMA
from sciplan.i18n import CHINESE, _
from sciplan.render.records import csv_text, decimal_text, json_text
from sciplan.render.xlsx import new_book
from sciplan.report.export import Export, ExportRow
from sciplan.text import visible

_AMOUNTS = ("value", "numerator", "denominator")
_DIGITS = 15
"""As many as a workbook's number keeps; a longer one is written as text."""


def export_content(export: Export, form: str) -> bytes:
    """Give the entries in a format: `csv` (with the mark by which Excel knows UTF-8), `json` or `xlsx`."""
    if form == "xlsx":
        return _workbook(export)
    return (export_json(export) if form == "json" else "\ufeff" + export_csv(export)).encode()


def export_csv(export: Export) -> str:
    """Give the entries as CSV."""
    return csv_text([_record(export, row) for row in export.rows], EXPORTED)


def export_json(export: Export) -> str:
    """Give the entries as a JSON document; amounts are strings, so that no reader rounds them."""
    records = [_record(export, row) for row in export.rows]
    for record, row in zip(records, export.rows, strict=True):
        record["evidence"] = [name for name, _file in row.evidence] or None
    return json_text({"schema": SCHEMA, "plan": export.plan.key, "entries": records})


def _record(export: Export, row: ExportRow) -> dict[str, object]:
    entry = row.entry
    target = export.plan.target_by_key.get(entry.slot.target)
    content = entry.content
    return {
        "target": entry.slot.target,
        "period": entry.slot.period,
        "region": entry.slot.region,
        "agency": entry.slot.agency or None,
        "value": decimal_text(content.value),
        "numerator": decimal_text(content.numerator),
        "denominator": decimal_text(content.denominator),
        "state": content.state,
        "unit": target.unit if target and target.kind != STATE else None,
        "note": entry.note,
        "evidence": EVIDENCE_SEPARATOR.join(name for name, _file in row.evidence) or None,
    }


def _workbook(export: Export) -> bytes:
    out = io.BytesIO()
    book = new_book(out, export.plan.name)
    sheet = book.add_worksheet(_("Entries"))
    bold = book.add_format({"bold": True, "bottom": 1})
    headings = [HEADINGS[column] for column in EXPORTED] if export.plan.language == CHINESE else EXPORTED
    for place, heading in enumerate(headings):
        sheet.write_string(0, place, heading, bold)
        sheet.set_column(place, place, 24 if place in (0, len(headings) - 2) else 12)
    for number, row in enumerate(export.rows, 1):
        for place, (name, value) in enumerate(_record(export, row).items()):
            if value is None:
                continue
            if name in _AMOUNTS and len(Decimal(str(value)).as_tuple().digits) <= _DIGITS:
                sheet.write_number(number, place, Decimal(str(value)))
            else:
                sheet.write_string(number, place, visible(str(value)))
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(len(export.rows), 1), len(headings) - 1)
    book.close()
    return out.getvalue()
