"""Answering whether the figures of a ledger agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sciplan.app.ledgers import choose_plan, date_or_today, known_at, ledger_note, loaded_plan, open_ledger
from sciplan.report.disagreements import CheckReport, build_check
from sciplan.storage import reader


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """What a person asks for, as typed."""

    plan: str | None = None
    as_of: str | None = None
    known_at: str | None = None


def check(database: Path, request: CheckRequest, today: date) -> CheckReport:
    """List what disagrees in a plan's figures: today, and as known now, unless the request says otherwise."""
    as_of = date_or_today(request.as_of, today)
    with open_ledger(database) as connection:
        moment = known_at(connection, request.known_at)
        _revision, plan = loaded_plan(connection, choose_plan(connection, request.plan), moment)
        ledger = ledger_note(connection, moment.until)
        reports = reader.live_reports(connection, plan, moment.until)
        return build_check(plan, reports, ledger, as_of, moment.known_at)
