"""Making the yearly forms that agencies fill in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sciplan.app.choosing import find_party
from sciplan.app.ledgers import NOW_KNOWN, choose_plan, loaded_plan, open_ledger, year_of_plan
from sciplan.i18n import _, speaking
from sciplan.report.form import FormSheet, build_form, by_party, for_party
from sciplan.storage import reader
from sciplan.text import file_name

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class FormRequest:
    """What a person asks for, as typed; without an agency, for all."""

    year: str
    plan: str | None = None
    agency: str | None = None


def one_form(database: Path, request: FormRequest, today: date) -> FormSheet:
    """Give one form with everything that is to be reported for a year."""
    with open_ledger(database) as connection:
        revision, plan = loaded_plan(connection, choose_plan(connection, request.plan))
        year = year_of_plan(plan, request.year)
        party = find_party(plan, request.agency) if request.agency else None
        reports = reader.live_reports(connection, plan, NOW_KNOWN.until)
    sheet = build_form(plan, revision, reports, year, today)
    return for_party(sheet, party) if party else sheet


def forms_by_agency(database: Path, request: FormRequest, today: date) -> dict[str, FormSheet]:
    """Give a form for each agency and group that is asked something, by the name of its file."""
    sheets = by_party(one_form(database, request, today))
    found: dict[str, FormSheet] = {}
    taken: set[str] = set()
    for sheet in sheets:
        stem = _stem(sheet)
        if stem.casefold() in taken:
            stem += f"-{sheet.party}"
        taken.add(stem.casefold())
        found[f"{stem}.xlsx"] = sheet
    return found


def _stem(sheet: FormSheet) -> str:
    with speaking(sheet.plan.language):
        name = sheet.party_name or _("nobody named")
    return f"{sheet.year}-{file_name(name)[:_LONGEST_NAME]}"
