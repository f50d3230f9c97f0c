"""Plan revisions into the database, through SQLModel, as a batch of the chain."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, SQLModel, col, func, select

from sciplan.domain.plan import Goal, Plan
from sciplan.domain.quantity import to_millionths
from sciplan.storage.canonical import revision_item
from sciplan.storage.chain import Link, Writing, append_batch
from sciplan.storage.engine import definition_session
from sciplan.storage.plantext import plan_text
from sciplan.storage.tables import (
    AgencyRow,
    DefinitionRow,
    MilestoneRow,
    PlanRow,
    RegionRow,
    ResponsibilityRow,
    RevisionRow,
    SectionRow,
    TargetRow,
)


@dataclass(frozen=True, slots=True)
class NewRevision:
    """A plan to be stored, who stores it, and what is called with the write lock held and raises if it must not be."""

    plan: Plan
    writing: Writing
    still_true: Callable[[sqlite3.Connection], None]


def store_revisions(path: Path, revisions: Sequence[NewRevision]) -> list[tuple[Plan, int, int]]:
    """Store plans as their next revisions, all of them or none; give each with its number and its batch.

    A plan whose newest revision has the same text is left alone.
    """
    with definition_session(path) as (session, connection):
        stored = [_store_one(session, connection, revision) for revision in revisions]
    return [one for one in stored if one is not None]


def _store_one(session: Session, connection: sqlite3.Connection, revision: NewRevision) -> tuple[Plan, int, int] | None:
    plan = revision.plan
    text = plan_text(plan)
    plan_row = session.exec(select(PlanRow).where(PlanRow.key == plan.key)).one_or_none()
    newest = _newest(session, plan_row)
    if newest and newest.text == text:
        return None
    revision.still_true(connection)
    number = (newest.number if newest else 0) + 1
    link = _store(session, connection, plan, plan_row, number, text, revision.writing)
    return plan, number, link.number


def _newest(session: Session, plan_row: PlanRow | None) -> RevisionRow | None:
    if plan_row is None:
        return None
    query = select(RevisionRow).where(RevisionRow.plan_id == plan_row.id).order_by(col(RevisionRow.number).desc())
    return session.exec(query).first()


def _store(
    session: Session,
    connection: sqlite3.Connection,
    plan: Plan,
    plan_row: PlanRow | None,
    number: int,
    text: str,
    writing: Writing,
) -> Link:
    link = append_batch(connection, writing, [revision_item(plan.key, number, text)])
    if plan_row is None:
        plan_row = PlanRow(id=_next_id(session, PlanRow), key=plan.key)
        session.add(plan_row)
        session.flush()
    revision = RevisionRow(
        id=_next_id(session, RevisionRow),
        plan_id=plan_row.id,
        number=number,
        batch=link.number,
        name=plan.name,
        level=plan.level,
        region=plan.region,
        start_date=plan.start.isoformat(),
        end_date=plan.end.isoformat(),
        text=text,
    )
    session.add(revision)
    target_ids = _target_ids(session, plan, plan_row.id)
    session.flush()
    session.add_all(_outline_rows(plan, revision.id))
    session.add_all(_definition_rows(plan, revision.id, target_ids))
    session.add_all(_responsibility_rows(plan, revision.id))
    session.flush()
    return link


def _next_id(session: Session, table: type[PlanRow] | type[RevisionRow] | type[TargetRow]) -> int:
    return (session.exec(select(func.max(table.id))).one() or 0) + 1


def _target_ids(session: Session, plan: Plan, plan_id: int) -> dict[str, int]:
    """Give each target its identity; a target that came with an earlier revision keeps it."""
    known = {row.key: row.id for row in session.exec(select(TargetRow).where(TargetRow.plan_id == plan_id))}
    following = _next_id(session, TargetRow)
    for key in (target.key for target in plan.targets if target.key not in known):
        known[key] = following
        session.add(TargetRow(id=following, plan_id=plan_id, key=key))
        following += 1
    return known


def _outline_rows(plan: Plan, revision: int) -> Iterator[SQLModel]:
    for region in plan.regions:
        yield RegionRow(
            revision_id=revision, code=region.code, name=region.name, level=region.level, parent=region.parent
        )
    for agency in plan.agencies:
        yield AgencyRow(
            revision_id=revision, key=agency.key, name=agency.name, full_name=agency.full_name, level=agency.level
        )
    for stop in plan.milestones:
        yield MilestoneRow(
            revision_id=revision,
            key=stop.key,
            name=stop.name,
            start_date=stop.start.isoformat(),
            end_date=stop.end.isoformat(),
            review=int(stop.review),
        )
    for position, section in enumerate(plan.sections):
        yield SectionRow(
            revision_id=revision,
            key=section.key,
            position=position,
            parent=section.parent,
            kind=section.kind,
            name=section.name,
            clause=section.clause,
        )


def _definition_rows(plan: Plan, revision: int, target_ids: dict[str, int]) -> Iterator[SQLModel]:
    for position, target in enumerate(plan.targets):
        baseline = target.baseline
        yield DefinitionRow(
            revision_id=revision,
            target_id=target_ids[target.key],
            position=position,
            name=target.name,
            section=target.section,
            kind=target.kind,
            unit=target.unit,
            goal=_goal_text(target.goal),
            goal_value=to_millionths(target.goal.value),
            goal_upper=to_millionths(target.goal.upper),
            due=target.due.isoformat(),
            binding=target.binding,
            baseline_value=to_millionths(baseline.value) if baseline else None,
            baseline_year=baseline.year if baseline else None,
            combine=target.combine,
            figures_of=target.figures_of,
            measure=int(target.measure),
        )


def _goal_text(goal: Goal) -> str:
    return f"{goal.form} {goal.reference}" if goal.reference else goal.form


def _responsibility_rows(plan: Plan, revision: int) -> Iterator[SQLModel]:
    for kind, items in (("section", plan.sections), ("target", plan.targets)):
        for item in items:
            for role, agencies in (("lead", item.lead), ("responsible", item.responsible)):
                for position, agency in enumerate(agencies):
                    yield ResponsibilityRow(
                        revision_id=revision, item_kind=kind, item=item.key, role=role, agency=agency, position=position
                    )
