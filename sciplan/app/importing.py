"""Bringing files of figures into the ledger: each file as one batch in one transaction, all of it or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sciplan.app.import_checks import check_document, check_form, check_totals
from sciplan.app.intake import Counts, Intake
from sciplan.app.ledgers import choose_plan, loaded_plan, open_ledger, require_revision
from sciplan.app.rows import RowReader, Surroundings
from sciplan.clock import Now
from sciplan.domain.plan import Plan
from sciplan.domain.problems import Problem, Where
from sciplan.errors import Refused
from sciplan.exchange.findings import Findings, TooMany
from sciplan.exchange.sheet import Reading, Sheet
from sciplan.exchange.source import STANDARD_INPUT, Source, open_source, shown_name
from sciplan.exchange.table import read_table
from sciplan.i18n import _
from sciplan.report.imported import ALREADY, DRY_RUN, IMPORTED, NOTHING_NEW, REFUSED, Imported, RejectedRows
from sciplan.storage.batches import undone_by
from sciplan.storage.chain import Link, Writing
from sciplan.storage.connection import writing
from sciplan.storage.open_batch import OpenBatch
from sciplan.storage.returns import batches_of_file

Progress = Callable[[int, int], None]
"""Told now and then how many bytes of how many are read."""


@dataclass(frozen=True, slots=True)
class Import:
    """What to import, into which plan, how, and who does it.

    With a `correction`, its reason, other values in filled slots become corrections; `control` is a file of totals.
    """

    file: str
    plan: str | None
    who: str
    reading: Reading = field(default_factory=Reading)
    correction: str | None = None
    control: str | None = None
    dry_run: bool = False


def import_file(database: Path, request: Import, now: Now, progress: Progress = lambda _done, _all: None) -> Imported:
    """Import one file; what is wrong with it is in the answer, and then nothing of it was written.

    Raises `Refused` for a plan that there is not, and `StorageFault` where the ledger cannot be written.
    """
    with open_ledger(database) as connection:
        key = choose_plan(connection, request.plan)
        revision, plan = loaded_plan(connection, key)
    try:
        with open_source(request.file) as source:
            control = source.opened.enter_context(open_source(request.control)) if request.control else None
            return _Importing(plan, revision, request, source, control, now, progress).into(database)
    except Refused as fault:
        name = Path(request.file).name if request.file != STANDARD_INPUT else request.file
        problem = Problem("unreadable", fault.message, Where(shown_name(name)), fault.hint)
        return Imported(name, "", REFUSED, problems=(problem,))


class _Importing:
    """One file on its way into the ledger, and what is known of it so far, also when its reading breaks off."""

    def __init__(
        self,
        plan: Plan,
        revision: int,
        request: Import,
        source: Source,
        control: Source | None,
        now: Now,
        progress: Progress,
    ) -> None:
        self._plan = plan
        self._revision = revision
        self._request = request
        self._source = source
        self._control = control
        self._now = now
        self._progress = progress
        self._findings = Findings(source.shown)
        self._sheet: Sheet | None = None
        self._counts = Counts()

    def into(self, database: Path) -> Imported:
        """Append what the file holds as a batch, or nothing, and say what became of it."""
        source, request = self._source, self._request
        command = " ".join(part for part in ("import", self._plan.key, request.reading.words()) if part)
        with writing(database) as connection:
            require_revision(connection, self._plan.key, self._revision)
            for number in batches_of_file(connection, source.sha256, command):
                if undone_by(connection, number) is None:
                    return Imported(source.name, source.sha256, ALREADY, plan=self._plan.key, batch=number)
            origin = Writing(request.who, self._now.utc, command, source.name, source.sha256)
            with OpenBatch(connection, origin) as batch:
                link = self._append(connection, batch, database)
                if link is None or request.dry_run:
                    connection.execute("ROLLBACK")
        return self._outcome(link)

    def _append(self, connection: sqlite3.Connection, batch: OpenBatch, database: Path) -> Link | None:
        try:
            self._take(connection, batch, database)
        except TooMany:
            return None
        return None if self._findings.problems else batch.close()

    def _take(self, connection: sqlite3.Connection, batch: OpenBatch, database: Path) -> None:
        source, request, findings = self._source, self._request, self._findings
        sheet = self._sheet = read_table(source, request.reading, findings)
        if sheet is None:
            return
        check_form(sheet, self._plan, self._revision)
        around = Surroundings(self._plan, self._now.today, source.folder, database, request.reading.period)
        rows = RowReader(around, sheet.columns, findings)
        intake = Intake(connection, self._plan, batch, rows, findings, request.correction)
        self._counts = intake.counts
        intake.take(sheet, lambda: self._progress(source.stream.tell(), source.size))
        check_document(sheet, self._plan)
        if findings.problems:
            return  # without the rejected rows no total could be right
        check_totals(intake.controls, findings, self._control, around)
        if not any((self._counts.new, self._counts.same, self._counts.corrections)):
            findings.add("empty-file", _("There is no figure in the file."), _("Check that it is the right file."))

    def _outcome(self, link: Link | None) -> Imported:
        findings, counts = self._findings, self._counts
        outcome = IMPORTED if link else NOTHING_NEW
        if findings.problems or self._request.dry_run:
            outcome, link = REFUSED if findings.problems else DRY_RUN, None
        return Imported(
            self._source.name,
            self._source.sha256,
            outcome,
            plan=self._plan.key,
            batch=link.number if link else None,
            fingerprint=link.digest if link else None,
            new=counts.new,
            same=counts.same,
            corrections=counts.corrections,
            empty=counts.empty,
            notes=counts.notes,
            parts=counts.parts,
            dry_run=self._request.dry_run,
            unread=self._sheet.unread if self._sheet else (),
            problems=tuple(findings.problems),
            rejected=RejectedRows(findings.heading, tuple(sorted(findings.rejected.items()))),
        )
