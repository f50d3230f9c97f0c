"""Rows of a return into the ledger: what each says is checked, and it joins the open batch.

A plain figure whose target, period, place and unit an earlier row has shown to be right is appended in bulk; every
other row goes the long way, where each of its problems is told at its cell.
"""

from __future__ import annotations

import gc
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter
from typing import cast

from sciplan.app.controls import Controls, is_part_total, is_total
from sciplan.app.overlaps import check_overlap
from sciplan.app.plain_rows import PlainRows, may_be_plain
from sciplan.app.rows import RowReader
from sciplan.domain.appending import CONFLICT, NEW, SAME, Draft
from sciplan.domain.ledger import CORRECTION, WHOLE, Content, Entry
from sciplan.domain.plan import Plan
from sciplan.domain.return_layout import ANSWERS, NOTE
from sciplan.errors import Refused, SciplanError
from sciplan.exchange.findings import Findings
from sciplan.exchange.sheet import Row, Sheet
from sciplan.i18n import _
from sciplan.storage import reader
from sciplan.storage.open_batch import AT_ONCE, FirstRow, OpenBatch
from sciplan.storage.returns import evidence_of, targets_with_totals_to_date

_TARGET_AND_PERIOD, _VALUE = itemgetter(0, 1), itemgetter(3)
"""Of a row that is appended in bulk."""


@dataclass(slots=True)
class Counts:
    """What became of a file's rows; `parts` are of one agency, `empty` without a figure, `notes` those with a note."""

    new: int = 0
    same: int = 0
    corrections: int = 0
    empty: int = 0
    notes: int = 0
    parts: int = 0


@contextmanager
def _without_collector() -> Iterator[None]:
    """Leave the search for reference cycles for later: rows make none, and it costs a tenth of an import."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Intake:
    """The rows of one file on their way into one batch."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        plan: Plan,
        batch: OpenBatch,
        rows: RowReader,
        findings: Findings,
        correction: str | None,
    ) -> None:
        """Begin; `correction` is the reason for which other values in filled slots become corrections."""
        self._connection = connection
        self._plan = plan
        self._batch = batch
        self._rows = rows
        self._findings = findings
        self._correction = correction
        self._numbers = reader.target_ids(connection, plan.key)
        self._keys = {number: key for key, number in self._numbers.items()}
        self._with_totals_to_date = targets_with_totals_to_date(connection, plan.key)
        self._plain: PlainRows | None = None
        self._advance: Callable[[], None] = lambda: None
        self._slow = 0
        self._totals: list[Row] = []
        self._lines = array("q")
        self.controls = Controls(plan)
        self.counts = Counts()

    def take(self, sheet: Sheet, advance: Callable[[], None]) -> None:
        """Take all rows of a table; `advance` is called now and then."""
        self._advance = advance
        self._take_rows(sheet)
        for line, cells in self._totals:  # once it is known of which target the rows are
            total = self._rows.total(line, cells, self.controls.only_target)
            if total is not None and total.content != Content():
                self.controls.totals.append(total)

    def _take_rows(self, sheet: Sheet) -> None:
        if not may_be_plain(sheet.columns):
            for line, cells in sheet.rows:
                self._take(line, cells)
            return
        self._plain = PlainRows(self._rows, sheet.columns, self._numbers, self._with_totals_to_date)
        with _without_collector():
            self._take_plain(sheet.rows, self._plain)

    def _take_plain(self, rows: Iterable[Row], plain: PlainRows) -> None:
        read, left = plain.reader(), iter(rows)
        while behind := list(islice(left, AT_ONCE)):
            pending = [read(cells) for _line, cells in behind]
            if None in pending:
                self._take_mixed(behind, read)
            else:
                self._append_plain(cast("list[FirstRow]", pending), behind)
            self._advance()

    def _take_mixed(self, rows: Iterable[Row], read: Callable[[Sequence[str]], FirstRow | None]) -> None:
        """Take rows of which some are not plain, in their order: one of them may change how a later one is read."""
        pending: list[FirstRow] = []
        behind: list[Row] = []
        for one in rows:
            row = read(one[1])
            if row is not None:
                pending.append(row)
                behind.append(one)
                continue
            self._append_plain(pending, behind)
            pending, behind = [], []
            self._take(*one)
        self._append_plain(pending, behind)

    def _append_plain(self, pending: Sequence[FirstRow], behind: Sequence[Row]) -> None:
        """Append plain rows in bulk; where a slot is filled already, row by row."""
        if not self._batch.add_first(self._plan.key, pending):
            for one in behind:
                self._take(*one)
            return
        self.counts.new += len(pending)
        self._lines.extend([line for line, _cells in behind])
        for (number, period), rows in groupby(pending, _TARGET_AND_PERIOD):
            self.controls.count(self._keys[number], period, sum(map(_VALUE, rows)))

    def _take(self, line: int, cells: list[str]) -> None:
        """Take one row the long way; one without any text is none."""
        self._slow += 1
        if self._slow % AT_ONCE == 0:
            self._advance()
        if not any(cells):
            return
        rows = self._rows
        labels = rows.labels(cells)
        if any(is_part_total(label) for label in labels):
            message = _("The row is a subtotal; nobody can tell of which rows.")
            self._findings.add("subtotal", message, _("Take it out."), line, 0, cells)
        elif any(is_total(label) for label in labels):
            self._totals.append((line, cells))
        elif not any(rows.cell(cells, column) for column in ANSWERS):
            self.counts.empty += 1
            self.counts.notes += bool(rows.cell(cells, NOTE))
        else:
            draft = rows.draft(line, cells)
            if draft is not None:
                self._append(draft)

    def _append(self, draft: Draft) -> None:
        target = self._plan.target_by_key[draft.slot.target]
        if draft.slot.period.startswith(".."):
            self._with_totals_to_date.add(target.key)
            if self._plain is not None:
                self._plain.forget(target)
        code = "overlap"
        try:
            if target.key in self._with_totals_to_date:
                check_overlap(self._connection, self._plan, target, draft, self._batch.number)
            code = "conflict"
            self._add(draft)
        except SciplanError as fault:
            self._rows.refuse(code, fault)
            return
        self.counts.parts += draft.slot.agency != WHOLE
        self.controls.count_content(target.key, draft.slot.period, draft.content)

    def _add(self, draft: Draft) -> None:
        outcome = self._batch.add(draft)
        if outcome.decision.outcome == NEW:
            self.counts.new += 1
            self._lines.append(self._rows.line)
        elif outcome.decision.outcome == SAME:
            self.counts.same += 1
        elif outcome.decision.outcome == CONFLICT and outcome.held is not None:
            self._correct(draft, outcome.held)

    def _correct(self, draft: Draft, held: Entry) -> None:
        if draft.content == held.content:
            kept = evidence_of(self._connection, held.id)
            if kept.issuperset(file.sha256 for file in draft.evidence):
                self.counts.same += 1
                return
        what = self._rows.slot_text(draft.slot)
        if held.batch == self._batch.number:
            raise Refused(
                _("{slot} is given twice, as {one} in row {line} and as {other} here.").format(
                    slot=what, one=held.typed, line=self._lines[held.id - self._batch.first], other=draft.typed
                ),
                _("Keep the right one."),
            )
        if self._correction is None and draft.content == held.content:
            raise Refused(
                _("{slot} already holds {value} (entry {entry}), but with other evidence.").format(
                    slot=what, value=held.typed, entry=held.id
                ),
                _("If the file is right, import it with --correct --reason TEXT."),
            )
        if self._correction is None:
            raise Refused(
                _("{slot} already holds {value} (entry {entry}), not {typed}.").format(
                    slot=what, value=held.typed, entry=held.id, typed=draft.typed
                ),
                _("If the file is right, import it with --correct --reason TEXT."),
            )
        note = self._correction if draft.note is None else f"{self._correction} · {draft.note}"
        self._batch.add(draft._replace(kind=CORRECTION, corrects=held.id, note=note))
        self._lines.append(self._rows.line)
        self.counts.corrections += 1
