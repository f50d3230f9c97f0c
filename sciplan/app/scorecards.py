"""Answering what the ledger shows of the agencies."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sciplan.app.choosing import find_party
from sciplan.app.ledgers import (
    Moment,
    choose_plan,
    date_or_today,
    end_of_day,
    known_at,
    ledger_note,
    loaded_plan,
    open_ledger,
)
from sciplan.domain.ledger import Reported
from sciplan.domain.plan import Plan
from sciplan.domain.punctuality import deadlines, filled_since
from sciplan.report.scorecard import Knowledge, Scorecard, ScorecardQuestion, build_scorecard
from sciplan.storage import reader

_FIRST = 1
"""The number of the batch with which a ledger begins."""


@dataclass(frozen=True, slots=True)
class ScorecardRequest:
    """What a person asks for, as typed; without an agency all are assessed."""

    plan: str | None = None
    agency: str | None = None
    as_of: str | None = None
    known_at: str | None = None


def scorecard(database: Path, request: ScorecardRequest, today: date) -> Scorecard:
    """Assess the agencies of a plan: today, and as known now, unless the request says otherwise."""
    as_of = date_or_today(request.as_of, today)
    with open_ledger(database) as connection:
        moment = known_at(connection, request.known_at)
        _revision, plan = loaded_plan(connection, choose_plan(connection, request.plan), moment)
        party = find_party(plan, request.agency) if request.agency else None
        question = ScorecardQuestion(as_of, moment.known_at, party)
        known = knowledge(connection, plan, moment)
        return build_scorecard(plan, known, ledger_note(connection, moment.until), question)


def knowledge(connection: sqlite3.Connection, plan: Plan, moment: Moment) -> Knowledge:
    """Give what the ledger held of a plan at a moment, for assessing its agencies."""
    logged = [one for one in reader.log(connection, [("plan", plan.key)]) if one.entry.batch <= moment.until]
    return Knowledge(
        logged=logged,
        reports=reader.live_reports(connection, plan, moment.until),
        reports_at=reports_at_deadlines(connection, plan, moment),
        filled_since=filled_since(logged),
        evidence=reader.evidence_of(connection, [("plan", plan.key)]),
        began=reader.ledger_state(connection, _FIRST).at,
    )


def reports_at_deadlines(
    connection: sqlite3.Connection, plan: Plan, moment: Moment
) -> Mapping[date, Mapping[str, Sequence[Reported]]]:
    """Give what was live when each deadline of a plan's figures ended, by local time.

    Of a deadline that was still to come at the moment it is what was live at the moment.
    """
    last = {day: min(moment.until, reader.batch_at(connection, end_of_day(day))) for day in deadlines(plan)}
    found = {batch: reader.live_reports(connection, plan, batch) for batch in set(last.values())}
    return {day: found[batch] for day, batch in last.items()}
