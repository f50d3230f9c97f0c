"""Answering what is due and not reported."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from sciplan.app.choosing import find_party
from sciplan.app.ledgers import (
    choose_plan,
    date_or_today,
    known_at,
    ledger_note,
    loaded_plan,
    open_ledger,
    year_of_plan,
)
from sciplan.report.owed import OwedQuestion, OwedReport, build_owed
from sciplan.storage import reader


class OwedRequest(NamedTuple):
    """What a person asks for, as typed; None asks for all."""

    plan: str | None = None
    year: str | None = None
    agency: str | None = None
    as_of: str | None = None
    known_at: str | None = None
    states: bool = False


def owed_report(database: Path, request: OwedRequest, today: date) -> OwedReport:
    """List what is owed under a plan: today, and as known now, unless the request says otherwise."""
    as_of = date_or_today(request.as_of, today)
    with open_ledger(database) as connection:
        moment = known_at(connection, request.known_at)
        _revision, plan = loaded_plan(connection, choose_plan(connection, request.plan), moment)
        question = OwedQuestion(
            as_of,
            moment.known_at,
            year_of_plan(plan, request.year) if request.year else None,
            find_party(plan, request.agency) if request.agency else None,
            request.states,
        )
        ledger = ledger_note(connection, moment.until)
        return build_owed(plan, reader.live_reports(connection, plan, moment.until), question, ledger)
