"""Recording one figure or state: what was typed becomes a draft, and the draft an entry."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from sciplan.app import choosing
from sciplan.app.choosing import Confirm
from sciplan.app.evidence import read_evidence
from sciplan.app.ledgers import choose_plan, date_or_today, loaded_plan, open_ledger, require_revision, split_target
from sciplan.app.overlaps import check_overlap
from sciplan.app.reports import check_region, parse_content, parse_slot_period, target_to_write
from sciplan.clock import Now
from sciplan.domain.appending import SAME, Draft
from sciplan.domain.ledger import WHOLE, Slot
from sciplan.domain.plan import Plan, Target
from sciplan.report.filings import region_name, slot_agency_name
from sciplan.report.recorded import Recorded
from sciplan.storage.appender import Writing, append_drafts
from sciplan.storage.connection import writing
from sciplan.text import check_text


class Request(NamedTuple):
    """What a person asks to record, as typed."""

    target: str
    value: str
    plan: str | None = None
    year: str | None = None
    period: str | None = None
    region: str | None = None
    agency: str | None = None
    note: str | None = None
    evidence: tuple[Path, ...] = ()
    as_of: str | None = None


def record(database: Path, request: Request, who: str, now: Now, confirm: Confirm | None) -> Recorded:
    """Append one entry as one batch; the same content again is nothing new; another value is refused."""
    with open_ledger(database) as connection:
        plan_typed, target_typed = split_target(request.target, request.plan)
        key = choose_plan(connection, plan_typed, confirm=confirm, write=True)
        revision, plan = loaded_plan(connection, key)
    target = target_to_write(plan, target_typed, confirm)
    draft = _draft(plan, target, request, date_or_today(request.as_of, now.today), confirm)
    with writing(database) as connection:
        require_revision(connection, key, revision)
        check_overlap(connection, plan, target, draft)
        appended = append_drafts(connection, Writing(who, now.utc, "record"), [draft])
    region = region_name(plan, draft.slot.region)
    agency = slot_agency_name(plan, draft.slot.agency) if draft.slot.agency != WHOLE else None
    same = appended.decisions[0].outcome == SAME
    return Recorded(
        key,
        target,
        draft,
        region,
        agency,
        None if same else appended.entries[0],
        appended.link.number if appended.link else None,
        appended.link.digest if appended.link else None,
    )


def _draft(plan: Plan, target: Target, request: Request, today: date, confirm: Confirm | None) -> Draft:
    period = parse_slot_period(plan, target, request.year, request.period, today)
    region, agency = plan.region, WHOLE
    if request.region is not None:
        candidates = choosing.region_candidates(plan)
        region = choosing.find_to_write(request.region, candidates, choosing.unknown_region(), confirm).key
    if request.agency is not None:
        candidates = choosing.agency_candidates(plan)
        agency = choosing.find_to_write(request.agency, candidates, choosing.unknown_agency(), confirm).key
    check_region(plan, target, region)
    evidence = read_evidence(request.evidence)
    content = parse_content(target, request.value, proven=bool(evidence))
    note = check_text(request.note) if request.note else None
    return Draft(
        Slot(plan.key, target.key, period.text, region, agency), content, check_text(request.value), note, evidence
    )
