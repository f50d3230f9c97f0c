"""Plan revisions into the database, through SQLModel, as a batch of the chain."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, SQLModel, col, func, select

from sciplan.domain.plan import Plan
from sciplan.storage.canonical import revision_item
from sciplan.storage.chain import Link, Writing, append_batch
from sciplan.storage.engine import definition_session
from sciplan.storage.layout import head, laid_out
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
        text=text,
        **head(plan),
    )
    session.add(revision)
    target_ids = _target_ids(session, plan, plan_row.id)
    session.flush()
    session.add_all(_layout_rows(plan, revision.id, target_ids))
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


def _layout_rows(plan: Plan, revision: int, target_ids: dict[str, int]) -> Iterator[SQLModel]:
    for table, row in laid_out(plan):
        key = row.pop("target", None)
        identity = {} if key is None else {"target_id": target_ids[str(key)]}
        yield _TABLES[table](revision_id=revision, **identity, **row)


_TABLES: dict[str, type[SQLModel]] = {
    "region": RegionRow,
    "agency": AgencyRow,
    "milestone": MilestoneRow,
    "section": SectionRow,
    "definition": DefinitionRow,
    "responsibility": ResponsibilityRow,
}
