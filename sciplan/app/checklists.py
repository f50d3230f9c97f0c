"""Answering what must be ready for a review."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sciplan.app.choosing import find_milestone, find_party
from sciplan.app.ledgers import choose_plan, known_at, ledger_note, loaded_plan, open_ledger
from sciplan.report.checklist import Checklist, ChecklistQuestion, build_checklist
from sciplan.storage import reader


@dataclass(frozen=True, slots=True)
class ChecklistRequest:
    """What a person asks for, as typed."""

    milestone: str
    plan: str | None = None
    agency: str | None = None
    known_at: str | None = None


def checklist(database: Path, request: ChecklistRequest) -> Checklist:
    """Give the checklist of a plan for one of its milestones, for all agencies or for one."""
    with open_ledger(database) as connection:
        moment = known_at(connection, request.known_at)
        _revision, plan = loaded_plan(connection, choose_plan(connection, request.plan), moment)
        question = ChecklistQuestion(
            find_milestone(plan, request.milestone),
            moment.known_at,
            find_party(plan, request.agency) if request.agency else None,
        )
        return build_checklist(
            plan,
            reader.live_reports(connection, plan, moment.until),
            reader.evidence_of(connection, [("plan", plan.key)]),
            ledger_note(connection, moment.until),
            question,
        )
