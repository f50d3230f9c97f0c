"""Answering what is to be done in a year, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sciplan.app.ledgers import choose_plan, known_at, ledger_note, open_ledger, plan_alone, year_of_plan
from sciplan.report.tasks import TaskList, TaskQuestion, build_tasks
from sciplan.storage import reader
from sciplan.storage.quotas import quotas_of


@dataclass(frozen=True, slots=True)
class TaskRequest:
    """Which year a person asks for, of which plan and from which knowledge, as typed."""

    year: str
    plan: str | None = None
    known_at: str | None = None


def task_list(database: Path, request: TaskRequest) -> TaskList:
    """Give the key tasks of a year and their division; raise `Refused` for a year outside the plan."""
    with open_ledger(database) as connection:
        moment = known_at(connection, request.known_at)
        key = choose_plan(connection, request.plan)
        revision, plan = plan_alone(connection, key, moment)
        year = year_of_plan(plan, request.year)
        question = TaskQuestion(revision, year, moment.known_at, tuple(quotas_of(connection, key, moment.until)))
        reports = reader.live_reports(connection, plan, moment.until)
        return build_tasks(plan, reports, ledger_note(connection, moment.until), question)
