"""Appending reports to the ledger: all of them as one batch, or nothing. Plain SQL on an open write transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from sciplan.domain.appending import CONFLICT, SAME, SUPERSEDED, Decision, Draft
from sciplan.domain.ledger import RETRACTION, Entry, Slot
from sciplan.errors import Refused
from sciplan.i18n import _
from sciplan.storage.chain import Link, Writing
from sciplan.storage.open_batch import OpenBatch, Outcome

__all__ = ("Appended", "Link", "Writing", "append_drafts", "refuse", "set_setting")

SET_SETTING = "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"


class Appended(NamedTuple):
    """What came of drafts: the batch (None when nothing was new), its entries, and each draft's decision."""

    link: Link | None
    entries: tuple[int, ...]
    decisions: tuple[Decision, ...]


def append_drafts(connection: sqlite3.Connection, writing: Writing, drafts: Sequence[Draft]) -> Appended:
    """Append reports as one batch; raise `Refused`, and the transaction must be undone, if one of them conflicts.

    What is already in the ledger with the same content is skipped; if all of it is, there is no batch. A slot that
    stands twice among the drafts is one report if both say the same, and a conflict if they do not.
    """
    entries: list[int] = []
    decisions: list[Decision] = []
    taken: dict[Slot, Draft] = {}
    with OpenBatch(connection, writing) as batch:
        for draft in drafts:
            earlier = taken.setdefault(draft.slot, draft)
            if earlier is not draft:
                if earlier.content != draft.content:
                    raise _contradiction(earlier, draft)
                decisions.append(Decision(SAME))
                continue
            outcome = batch.add(draft)
            refuse(draft, outcome)
            decisions.append(outcome.decision)
            if outcome.entry is not None:
                entries.append(outcome.entry)
        return Appended(batch.close(), tuple(entries), tuple(decisions))


def refuse(draft: Draft, outcome: Outcome) -> None:
    """Raise `Refused`, saying what is in the way, for a draft that the ledger does not take."""
    if outcome.decision.outcome == CONFLICT and outcome.held is not None:
        raise _conflict(draft, outcome.held)
    if outcome.decision.outcome == SUPERSEDED:
        raise _superseded(draft, outcome.held)


def _conflict(draft: Draft, held: Entry) -> Refused:
    if draft.content == held.content:
        return Refused(
            _("{target} {period} holds this already (entry {entry}), without the evidence.").format(
                target=draft.slot.target, period=draft.slot.period, entry=held.id
            ),
            _("Keep the file with it: sciplan correct {entry} VALUE --evidence FILE --reason TEXT.").format(
                entry=held.id
            ),
        )
    return Refused(
        _("{target} {period} already holds {value} (entry {entry}); {typed} was not recorded.").format(
            target=draft.slot.target, period=draft.slot.period, value=held.typed, entry=held.id, typed=draft.typed
        ),
        _("If the earlier figure is wrong, correct entry {entry} and give the reason.").format(entry=held.id),
    )


def _superseded(draft: Draft, held: Entry | None) -> Refused:
    if held is not None and held.id == draft.corrects:
        return Refused(_("Entry {entry} is a retraction.").format(entry=held.id), _("Record the figure anew."))
    if held is not None and held.kind == RETRACTION:
        return Refused(
            _("Entry {entry} is retracted (entry {end}).").format(entry=draft.corrects, end=held.id),
            _("Record the figure anew."),
        )
    end = None if held is None else held.id
    return Refused(
        _("Entry {entry} was corrected already; entry {end} stands in its place.").format(
            entry=draft.corrects, end=end
        ),
        _("Look at entry {end}, and correct that one if it is wrong.").format(end=end),
    )


def _contradiction(earlier: Draft, draft: Draft) -> Refused:
    return Refused(
        _("{target} {period} is given twice, as {one} and as {other}; nothing was recorded.").format(
            target=draft.slot.target, period=draft.slot.period, one=earlier.typed, other=draft.typed
        ),
        _("Keep the right one."),
    )


def set_setting(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Keep a setting of this database; settings are not part of the ledger."""
    connection.execute(SET_SETTING, (key, value))
