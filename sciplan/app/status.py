"""Answering how a plan stands."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sciplan.app.choosing import Candidate, find
from sciplan.app.ledgers import choose_plan, known_at, loaded_plan, open_ledger, parse_date
from sciplan.domain.plan import Milestone, Plan
from sciplan.errors import UsageError
from sciplan.i18n import _
from sciplan.report.status import LedgerNote, StatusQuestion, StatusReport, build_status
from sciplan.storage import reader


@dataclass(frozen=True, slots=True)
class StatusRequest:
    """What a person asks for, as typed."""

    plan: str | None = None
    as_of: str | None = None
    known_at: str | None = None
    milestone: str | None = None
    states: bool = False


def status(database: Path, request: StatusRequest, today: date) -> StatusReport:
    """Judge a plan's targets: today unless a date or a milestone says otherwise."""
    with open_ledger(database) as connection:
        return status_of(connection, request, today)


def status_of(connection: sqlite3.Connection, request: StatusRequest, today: date) -> StatusReport:
    """Judge a plan's targets within an open reading transaction."""
    moment = known_at(connection, request.known_at)
    key = choose_plan(connection, request.plan)
    _revision, plan = loaded_plan(connection, key, moment)
    milestone = _milestone(plan, request.milestone) if request.milestone else None
    as_of = _as_of(request, milestone, today)
    state = reader.ledger_state(connection, moment.until)
    return build_status(
        plan,
        reader.live_reports(connection, plan, moment.until),
        LedgerNote(state.entries, state.fingerprint),
        StatusQuestion(as_of, moment.known_at, milestone, request.states),
    )


def _milestone(plan: Plan, typed: str) -> Milestone:
    candidates = [Candidate(milestone.key, milestone.name) for milestone in plan.milestones]
    found = find(typed, candidates, _("There is no milestone “{typed}” in this plan."))
    return next(milestone for milestone in plan.milestones if milestone.key == found.key)


def _as_of(request: StatusRequest, milestone: Milestone | None, today: date) -> date:
    if request.as_of and milestone:
        raise UsageError(_("Give --as-of or --milestone, not both."), _("A milestone is looked at as of its last day."))
    if request.as_of:
        return parse_date(request.as_of)
    return milestone.end if milestone else today
