"""Answering what is due and not reported."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sciplan.app.choosing import find, party_candidates, unknown_agency
from sciplan.app.ledgers import choose_plan, known_at, ledger_note, loaded_plan, open_ledger, parse_date
from sciplan.domain.plan import Plan
from sciplan.domain.quantity import ascii_digits
from sciplan.errors import Refused, UsageError
from sciplan.i18n import _
from sciplan.report.owed import OwedQuestion, OwedReport, build_owed
from sciplan.storage import reader


@dataclass(frozen=True, slots=True)
class OwedRequest:
    """What a person asks for, as typed; None asks for all."""

    plan: str | None = None
    year: str | None = None
    agency: str | None = None
    as_of: str | None = None
    known_at: str | None = None
    states: bool = False


def owed_report(database: Path, request: OwedRequest, today: date) -> OwedReport:
    """List what is owed under a plan: today, and as known now, unless the request says otherwise."""
    as_of = parse_date(request.as_of) if request.as_of else today
    with open_ledger(database) as connection:
        moment = known_at(connection, request.known_at)
        _revision, plan = loaded_plan(connection, choose_plan(connection, request.plan), moment)
        question = OwedQuestion(
            as_of,
            moment.known_at,
            _year(plan, request.year) if request.year else None,
            _agency(plan, request.agency) if request.agency else None,
            request.states,
        )
        ledger = ledger_note(connection, moment.until)
        return build_owed(plan, reader.live_reports(connection, plan, moment.until), question, ledger)


def _year(plan: Plan, typed: str) -> int:
    typed = ascii_digits(typed)
    if re.fullmatch(r"[0-9]{4}", typed) is None:
        raise UsageError(_("“{typed}” is not a year.").format(typed=typed), _("Write it like 2023."))
    year = int(typed)
    if not plan.start.year <= year <= plan.end.year:
        raise Refused(
            _("{period} is outside the plan, which runs from {first} to {last}.").format(
                period=typed, first=plan.start.year, last=plan.end.year
            ),
            _("Give a period inside it, such as {period}.").format(period=plan.end.year),
        )
    return year


def _agency(plan: Plan, typed: str) -> str:
    return find(typed, party_candidates(plan), unknown_agency()).key
