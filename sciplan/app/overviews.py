"""Answering who is in what: clauses, the matrix, and the duties of agencies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sciplan.app.choosing import agency_candidates, find, unknown_agency
from sciplan.app.ledgers import choose_plan, date_or_today, known_at, ledger_note, loaded_plan, open_ledger
from sciplan.errors import UsageError
from sciplan.i18n import _
from sciplan.report.agencies import AgencyReport, build_agencies
from sciplan.report.clauses import ClauseReport, build_clauses
from sciplan.report.matrix import BY_SECTION, BY_TARGET, Matrix, MatrixQuestion, build_matrix
from sciplan.report.owed import OwedQuestion
from sciplan.storage import reader


@dataclass(frozen=True, slots=True)
class AgencyRequest:
    """Which agency a person asks for (None for all), on which date, as typed."""

    plan: str | None = None
    agency: str | None = None
    as_of: str | None = None
    known_at: str | None = None


def clauses(database: Path, plan: str | None, moment: str | None = None) -> ClauseReport:
    """Give a plan clause by clause."""
    with open_ledger(database) as connection:
        until = known_at(connection, moment)
        _revision, found = loaded_plan(connection, choose_plan(connection, plan), until)
    return build_clauses(found)


def matrix(database: Path, plan: str | None, question: MatrixQuestion, moment: str | None = None) -> Matrix:
    """Give the matrix of a plan; raise `UsageError` for an axis that there is not."""
    if question.by not in (BY_SECTION, BY_TARGET):
        raise UsageError(
            _("There is no matrix by “{by}”.").format(by=question.by),
            _("Choose one of: {names}.").format(names=f"{BY_SECTION}, {BY_TARGET}"),
        )
    with open_ledger(database) as connection:
        until = known_at(connection, moment)
        _revision, found = loaded_plan(connection, choose_plan(connection, plan), until)
    return build_matrix(found, question)


def agencies(database: Path, request: AgencyRequest, today: date) -> AgencyReport:
    """Give the duties of one agency, or of all."""
    as_of = date_or_today(request.as_of, today)
    with open_ledger(database) as connection:
        moment = known_at(connection, request.known_at)
        _revision, plan = loaded_plan(connection, choose_plan(connection, request.plan), moment)
        only = find(request.agency, agency_candidates(plan), unknown_agency()).key if request.agency else None
        reports = reader.live_reports(connection, plan, moment.until)
        question = OwedQuestion(as_of, moment.known_at, agency=only)
        return build_agencies(plan, reports, ledger_note(connection, moment.until), question)
