"""Bringing a file of figures into the ledger: all of it as one batch, or nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sciplan.app.ledgers import choose_plan, loaded_plan, open_ledger, require_revision
from sciplan.app.reports import check_region, parse_content, parse_slot_period, target_to_write
from sciplan.clock import Now
from sciplan.domain.appending import Draft
from sciplan.domain.ledger import Slot
from sciplan.domain.plan import Plan
from sciplan.domain.problems import Problem
from sciplan.errors import ProblemsFound, Refused, SciplanError
from sciplan.exchange.figures import FigureRow, parse_figures
from sciplan.i18n import _
from sciplan.storage.appender import Appended, Writing, append_drafts
from sciplan.storage.connection import writing
from sciplan.text import check_text, visible


@dataclass(frozen=True, slots=True)
class Import:
    """What to import, into which plan, and who does it."""

    file: Path
    plan: str
    who: str


def import_figures(database: Path, request: Import, now: Now) -> Appended:
    """Append the figures of a CSV file; raise `ProblemsFound` with every problem, and nothing written."""
    content = request.file.read_bytes()
    with open_ledger(database) as connection:
        key = choose_plan(connection, request.plan)
        revision, plan = loaded_plan(connection, key)
    rows, problems = parse_figures(content, request.file.name)
    drafts: list[Draft] = []
    for row in rows:
        try:
            drafts.append(_draft(plan, row, now.today))
        except SciplanError as mistake:
            problems.append(Problem("figure", mistake.message, row.where, mistake.hint))
    if problems:
        raise ProblemsFound(_("Nothing was imported."), problems)
    digest = hashlib.sha256(content).hexdigest()
    origin = Writing(request.who, now.utc, "import", visible(request.file.name), digest)
    with writing(database) as connection:
        require_revision(connection, key, revision)
        return append_drafts(connection, origin, drafts)


def _draft(plan: Plan, row: FigureRow, today: date) -> Draft:
    target = target_to_write(plan, row.target, None)
    if row.unit not in ("", target.unit):
        raise Refused(
            _("{target} is counted in {unit}, not in {other}.").format(
                target=target.key, unit=target.unit, other=row.unit
            ),
            _("Give the number in {unit}.").format(unit=target.unit),
        )
    period = parse_slot_period(plan, target, row.year, None, today)
    check_region(plan, target, plan.region)
    draft = Draft(
        Slot(plan.key, target.key, period.text, plan.region),
        parse_content(target, row.value),
        check_text(row.value),
    )
    return replace(draft, note=check_text(row.note)) if row.note else draft
