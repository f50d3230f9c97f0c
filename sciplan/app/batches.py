"""Looking at what was written at once, and taking it back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from sciplan.app.ledgers import batch_number, loaded_plan, open_ledger, require_reason
from sciplan.app.overlaps import check_overlap
from sciplan.clock import Now
from sciplan.domain.appending import NEW, Draft
from sciplan.domain.batches import Batch, Superseded, undo_command, undoing, undone_by
from sciplan.domain.ledger import RETRACTION, WHOLE
from sciplan.domain.plan import Plan
from sciplan.errors import Refused
from sciplan.i18n import _
from sciplan.report.batches import BatchList, BatchPage, Undone
from sciplan.storage import batches, reader
from sciplan.storage.appender import refuse
from sciplan.storage.batches import EntryRange
from sciplan.storage.chain import Writing
from sciplan.storage.connection import writing
from sciplan.storage.open_batch import OpenBatch
from sciplan.storage.quotas import quota_counts, quotas_in
from sciplan.storage.returns import targets_with_totals_to_date
from sciplan.storage.schema import require_current

Progress = Callable[[int, int], None]
"""Told now and then how many entries of how many are taken back."""

_Plans = dict[str, tuple[Plan, set[str]]]
"""Plans by key, each with the targets of which totals to date were reported."""

_TOLD = 1000
_SHOWN = 20
"""As many entries that stand in the way are named."""


def listed(database: Path) -> BatchList:
    """Give all batches."""
    with open_ledger(database) as connection:
        found = batches.batches(connection)
        agreed = quota_counts(connection)
    return BatchList(found, undone_by({one.number: one.command for one in found}), agreed)


def page(database: Path, typed: str) -> BatchPage:
    """Give one batch with its entries."""
    number = batch_number(typed)
    with open_ledger(database) as connection:
        found = _batch(connection, number)
        entries = reader.log(connection, [("batch", number)])
        return BatchPage(found, batches.undone_by(connection, number), entries, quotas_in(connection, number))


def undo(
    database: Path,
    typed: str,
    reason: str | None,
    who: str,
    now: Now,
    progress: Progress = lambda _done, _all: None,
) -> Undone:
    """Append a batch that takes back what another one wrote; nothing is deleted.

    Raises `Refused`, with nothing written, if any of its entries was superseded since, if it was undone already, or if
    there is nothing to undo.
    """
    number = batch_number(typed)
    note = require_reason(reason, _("Add --reason TEXT; it is kept with each entry."))
    require_current(database)
    with writing(database) as connection:
        found = _batch(connection, number)
        which = batches.entry_range(connection, found)
        _check_undoable(connection, found, which)
        with OpenBatch(connection, Writing(who, now.utc, undo_command(number))) as batch:
            retracted, put_back, unchanged = _take_back(connection, batch, which, note, progress)
            link = batch.close()
        if link is None:
            raise Refused(
                _("Batch b{batch} only added evidence, which nothing takes away.").format(batch=number),
                _("Nothing was written."),
            )
    return Undone(number, retracted, put_back, unchanged, link.number, link.digest)


def _batch(connection: sqlite3.Connection, number: int) -> Batch:
    found = batches.batch(connection, number)
    if found is None:
        raise Refused(_("There is no batch b{batch}.").format(batch=number), _("“sciplan batch list” lists them."))
    return found


def _check_undoable(connection: sqlite3.Connection, found: Batch, which: EntryRange) -> None:
    if not found.entries:
        raise Refused(
            _("Batch b{batch} ({command}) brought no entries.").format(batch=found.number, command=found.command),
            _("Import the tasks file with other quotas.")
            if quotas_in(connection, found.number)
            else _("A plan changes by loading another revision of it."),
        )
    by = batches.undone_by(connection, found.number)
    if by is not None:
        raise Refused(
            _("Batch b{batch} was undone already, by batch b{by}.").format(batch=found.number, by=by),
            _("To have its entries back, undo batch b{by}.").format(by=by),
        )
    count, some = batches.superseded(connection, which, _SHOWN)
    if count:
        lines = [
            _("Batch b{batch} cannot be undone: entries of it were superseded since.").format(batch=found.number),
            *(_superseded_line(one) for one in some),
        ]
        if count > len(some):
            lines.append(_("… and {count} more").format(count=count - len(some)))
        raise Refused("\n  ".join(lines), _("Correct or retract the others one by one."))


def _superseded_line(one: Superseded) -> str:
    return _("{target} {period}: entry {entry} by entry {by} in batch b{batch}").format(
        target=one.target, period=one.period, entry=one.entry, by=one.by, batch=one.by_batch
    )


def _take_back(
    connection: sqlite3.Connection, batch: OpenBatch, which: EntryRange, reason: str, progress: Progress
) -> tuple[int, int, int]:
    """Append what takes each entry back; give how many were retracted, put back, and cannot be told apart."""
    retracted = put_back = unchanged = 0
    plans: _Plans = {}
    for entry in batches.entries_in(connection, which):
        former = None if entry.supersedes is None else reader.entry(connection, entry.supersedes)
        evidence = () if former is None else batches.evidence_files(connection, former.id)
        draft = undoing(entry, former, evidence, reason)
        if entry.kind == RETRACTION:
            _check_place(connection, plans, draft, entry.id)
        outcome = batch.add(draft)
        refuse(draft, outcome)
        if batch.entries % _TOLD == 0:
            progress(batch.entries, which.last - which.first + 1)
        unchanged += outcome.decision.outcome != NEW
        retracted += outcome.decision.outcome == NEW and draft.kind == RETRACTION
        put_back += outcome.decision.outcome == NEW and draft.kind != RETRACTION
    return retracted, put_back, unchanged


def _check_place(connection: sqlite3.Connection, plans: _Plans, draft: Draft, entry: int) -> None:
    """Raise `Refused` if what was retracted has no place in the plan any more, or an overlapping period took it."""
    key = draft.slot.plan
    if key not in plans:
        plans[key] = loaded_plan(connection, key)[1], targets_with_totals_to_date(connection, key)
    (plan, with_totals_to_date), slot = plans[key], draft.slot
    target = plan.target_by_key.get(slot.target)
    if target is None or slot.region not in plan.region_by_code or slot.agency not in (WHOLE, *plan.agency_by_key):
        raise Refused(
            _("The plan has no place any more for {target} {period} (entry {entry}).").format(
                target=slot.target, period=slot.period, entry=entry
            ),
            _("Load a revision of the plan that has it."),
        )
    if target.key in with_totals_to_date:  # nothing else overlaps without one lying inside the other
        check_overlap(connection, plan, target, draft)
