"""Reports of one place that overlap: refused when they come in, because no sum of them would be right."""

from __future__ import annotations

import sqlite3

from sciplan.domain.appending import Draft
from sciplan.domain.plan import LEVEL, STATE, Plan, Target
from sciplan.errors import Refused
from sciplan.i18n import _
from sciplan.storage import reader
from sciplan.storage.returns import live_periods


def check_overlap(
    connection: sqlite3.Connection, plan: Plan, target: Target, draft: Draft, batch: int | None = None
) -> None:
    """Raise `Refused` if a draft shares days with a live entry of its place and neither lies inside the other.

    Entries of the open `batch` have no numbers yet that anybody could look up.
    """
    if target.kind in (LEVEL, STATE):
        return
    period = reader.stored_period(draft.slot.period, plan)
    for held in live_periods(connection, draft.slot):
        other = reader.stored_period(held.period, plan)
        if period.overlaps(other) and not (period.contains(other) or other.contains(period)):
            if held.batch == batch:
                raise Refused(
                    _("{period} overlaps {other}, for which the file says {value} above.").format(
                        period=period, other=other, value=held.typed
                    ),
                    _("Keep one of them, or report for periods that lie inside or beside each other."),
                )
            raise Refused(
                _("{period} overlaps {other}, for which entry {entry} says {value}.").format(
                    period=period, other=other, entry=held.entry, value=held.typed
                ),
                _("Report for a period that lies inside the other one or beside it, or retract entry {entry}.").format(
                    entry=held.entry
                ),
            )
