"""Answering how a plan stands."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sciplan.app.choosing import (
    Candidate,
    find,
    find_milestone,
    party_candidates,
    region_candidates,
    unknown_agency,
    unknown_region,
)
from sciplan.app.ledgers import (
    DEFAULT_PLAN,
    choose_plan,
    date_or_today,
    known_at,
    ledger_note,
    loaded_plan,
    open_ledger,
    parse_date,
)
from sciplan.domain.evaluation import STATUSES
from sciplan.domain.merging import Judgeable, Merged, Merging
from sciplan.domain.plan import Milestone, Plan, Target
from sciplan.errors import Refused, UsageError
from sciplan.i18n import _
from sciplan.report.overview import Overview
from sciplan.report.status import (
    SORTS,
    WORST,
    Filter,
    StatusQuestion,
    StatusReport,
    build_status,
    judgeable_alone,
    targets_asked_for,
)
from sciplan.storage import reader
from sciplan.storage.merged import merged_reports


class StatusRequest(NamedTuple):
    """What a person asks for, as typed."""

    plan: str | None = None
    as_of: str | None = None
    known_at: str | None = None
    milestone: str | None = None
    states: bool = False
    agency: str | None = None
    section: str | None = None
    region: str | None = None
    behind: bool = False
    sort: str = WORST


def status(database: Path, request: StatusRequest, today: date) -> StatusReport | Overview:
    """Judge a plan's targets: today unless a date or a milestone says otherwise.

    Without a plan and without a default, and with several loaded, every plan is judged, a line for each.
    """
    if request.sort not in SORTS:
        raise UsageError(
            _("There is no order “{name}”.").format(name=request.sort),
            _("Choose one of: {names}.").format(names=", ".join(SORTS)),
        )
    with open_ledger(database) as connection:
        if request.plan is None and _undecided(connection):
            return _overview(connection, request, today)
        return status_of(connection, request, today)


def _undecided(connection: sqlite3.Connection) -> bool:
    return len(reader.plan_list(connection)) > 1 and reader.setting(connection, DEFAULT_PLAN) is None


def _overview(connection: sqlite3.Connection, request: StatusRequest, today: date) -> Overview:
    if request != StatusRequest(as_of=request.as_of, known_at=request.known_at, states=request.states):
        choose_plan(connection, None)  # says that a plan must be named
    moment = known_at(connection, request.known_at)
    keys = [plan.key for plan in reader.plan_list(connection) if plan.batch <= moment.until]
    reports = [status_of(connection, request._replace(plan=key), today) for key in keys]
    as_of = date_or_today(request.as_of, today)
    return Overview(as_of, moment.known_at, ledger_note(connection, moment.until), tuple(reports))


def status_of(connection: sqlite3.Connection, request: StatusRequest, today: date) -> StatusReport:
    """Judge a plan's targets within an open reading transaction."""
    moment = known_at(connection, request.known_at)
    key = choose_plan(connection, request.plan)
    _revision, plan = loaded_plan(connection, key, moment)
    milestone = find_milestone(plan, request.milestone) if request.milestone else None
    as_of = _as_of(request, milestone, today)
    question = StatusQuestion(as_of, moment.known_at, milestone, request.states, _filter(plan, request), request.sort)
    targets = targets_asked_for(plan, question)
    ledger = ledger_note(connection, moment.until)
    if question.only.region is None:
        together = merged_reports(connection, plan, ledger.entries)
        known = _judgeable(connection, plan, targets, together, moment.until)
    else:
        reports = reader.live_reports(connection, plan, moment.until)
        known = [judgeable_alone(plan, target, reports, question.only.region) for target in targets]
    return build_status(plan, targets, known, ledger, question)


def _judgeable(
    connection: sqlite3.Connection,
    plan: Plan,
    targets: Sequence[Target],
    together: Mapping[str, Sequence[Merged]],
    until: int,
) -> list[Judgeable]:
    """Give what targets can be judged from: their reports together where that is the same, else one by one."""
    merging = Merging(plan)
    holders = [target.figures_of or target.key for target in targets]
    found = [merging.judgeable(one, together.get(holder, ())) for one, holder in zip(targets, holders, strict=True)]
    rest = {holder for one, holder in zip(found, holders, strict=True) if one is None}
    reports = reader.live_reports(connection, plan, until, sorted(rest)) if rest else {}
    return [
        one or Judgeable(target, reports.get(holder, ()))
        for target, holder, one in zip(targets, holders, found, strict=True)
    ]


def _filter(plan: Plan, request: StatusRequest) -> Filter:
    sections = [Candidate(section.key, section.name) for section in plan.sections]
    unknown = _("There is no section “{typed}” in this plan.")
    return Filter(
        agency=find(request.agency, party_candidates(plan), unknown_agency()).key if request.agency else None,
        section=find(request.section, sections, unknown).key if request.section else None,
        region=_region(plan, request.region) if request.region else None,
        behind=request.behind,
    )


def _region(plan: Plan, typed: str) -> str:
    region = find(typed, region_candidates(plan), unknown_region()).key
    if not any(region in target.regions for target in plan.targets):
        raise Refused(
            _("No target names {region}, so nothing is judged for it alone.").format(
                region=plan.region_by_code[region].name
            ),
            _("Leave --region out, or name a region that must report."),
        )
    return region


def fails(report: StatusReport | Overview, status: str) -> bool:
    """Say whether a target has a status or a worse one; raise `UsageError` for a status that there is not."""
    if status not in STATUSES:
        raise UsageError(
            _("There is no status “{name}”.").format(name=status),
            _("Choose one of: {names}.").format(names=", ".join(STATUSES)),
        )
    bad = STATUSES[: STATUSES.index(status) + 1]
    reports = report.plans if isinstance(report, Overview) else (report,)
    return any(row.evaluation.status in bad for one in reports for row in one.rows)


def _as_of(request: StatusRequest, milestone: Milestone | None, today: date) -> date:
    if request.as_of and milestone:
        raise UsageError(_("Give --as-of or --milestone, not both."), _("A milestone is looked at as of its last day."))
    if request.as_of:
        return parse_date(request.as_of)
    return milestone.end if milestone else today
