"""Answering how one target stands, and why."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from sciplan.app.choosing import find, target_candidates, unknown_target
from sciplan.app.ledgers import (
    choose_plan,
    date_or_today,
    known_at,
    ledger_note,
    loaded_plan,
    open_ledger,
    split_target,
)
from sciplan.domain.facts import holder_of
from sciplan.domain.quotas import quotas_that_hold
from sciplan.report.filings import Filings
from sciplan.report.target import TargetPage, TargetQuestion, build_target
from sciplan.storage import reader
from sciplan.storage.quotas import quotas_of


class TargetRequest(NamedTuple):
    """Which target a person asks about, as typed."""

    target: str
    plan: str | None = None
    as_of: str | None = None
    known_at: str | None = None


def target_page(database: Path, request: TargetRequest, today: date) -> TargetPage:
    """Give one target or measure in full: today, and as known now, unless the request says otherwise."""
    plan_typed, typed = split_target(request.target, request.plan)
    as_of = date_or_today(request.as_of, today)
    with open_ledger(database) as connection:
        moment = known_at(connection, request.known_at)
        key = choose_plan(connection, plan_typed)
        _revision, plan = loaded_plan(connection, key, moment)
        target = plan.target_by_key[find(typed, target_candidates(plan), unknown_target()).key]
        holder = holder_of(plan, target)
        agreed = quotas_that_hold(target, quotas_of(connection, key, moment.until))
        entries = reader.log(connection, [("plan", key), ("target", holder.key)])
        ledger = ledger_note(connection, moment.until)
        filings = Filings(
            reader.live_reports(connection, plan, moment.until, [holder.key]).get(holder.key, []),
            [logged for logged in entries if logged.entry.batch <= moment.until],
            reader.evidence_of(connection, [("plan", key), ("target", holder.key)]),
        )
    question = TargetQuestion(target, as_of, moment.known_at, agreed)
    return build_target(plan, filings, ledger, question)
