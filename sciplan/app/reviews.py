"""Answering with the report on a plan: at a milestone, or after a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sciplan.app.choosing import find_milestone
from sciplan.app.ledgers import choose_plan, known_at, ledger_note, loaded_plan, open_ledger, year_of_plan
from sciplan.app.scorecards import knowledge
from sciplan.domain.plan import Plan
from sciplan.domain.quotas import standing
from sciplan.errors import Refused, UsageError
from sciplan.i18n import _
from sciplan.report.review import Notes, Review, ReviewQuestion, build_review
from sciplan.storage.quotas import quotas_of

ANNUAL = "annual"


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """What a person asks for, as typed: `annual` or a milestone, a year for the former, a file of own paragraphs."""

    occasion: str
    plan: str | None = None
    year: str | None = None
    known_at: str | None = None
    notes: str | None = None


def review(database: Path, request: ReviewRequest, today: date) -> Review:
    """Give the report on a plan, as of the last day of the milestone or the year."""
    if request.year is not None and request.occasion != ANNUAL:
        raise UsageError(_("--year goes with “sciplan report annual”."), _("A milestone has its own date."))
    with open_ledger(database) as connection:
        moment = known_at(connection, request.known_at)
        _revision, plan = loaded_plan(connection, choose_plan(connection, request.plan), moment)
        milestone = year = None
        if request.occasion == ANNUAL:
            year = _year(plan, request.year, today)
        else:
            milestone = find_milestone(plan, request.occasion)
        question = ReviewQuestion(
            milestone,
            year,
            milestone.end if milestone else date(year or 0, 12, 31),
            moment.known_at,
            _notes(request.notes, plan),
            standing(quotas_of(connection, plan.key, moment.until)),
        )
        return build_review(plan, knowledge(connection, plan, moment), ledger_note(connection, moment.until), question)


def _notes(path: str | None, plan: Plan) -> Notes:
    if path is None:
        return {}
    from sciplan.app.review_notes import read_notes

    return read_notes(Path(path), plan)


def _year(plan: Plan, typed: str | None, today: date) -> int:
    """Give the year that was typed, else the last one of the plan that is over."""
    if typed is not None:
        return year_of_plan(plan, typed)
    year = min(today.year - 1, plan.end.year)
    if year < plan.start.year:
        hint = _("Name a year: --year {year}.").format(year=plan.start.year)
        raise Refused(_("No year of the plan is over yet."), hint)
    return year
