"""Storing what was agreed for a year: the workbook of its tasks as one batch of quotas, all of it or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from sciplan.app.agreed_rows import AgreedReader
from sciplan.app.ledgers import NOW_KNOWN, choose_plan, open_ledger, plan_alone, require_revision, year_of_plan
from sciplan.clock import Now
from sciplan.domain.plan import Plan
from sciplan.domain.problems import Problem, Where
from sciplan.domain.quotas import Quota, standing
from sciplan.domain.tasks_layout import TasksFile
from sciplan.errors import Refused
from sciplan.exchange.agreed import AgreedRow, AgreedSheet, read_agreed
from sciplan.exchange.findings import Findings, TooMany
from sciplan.exchange.source import STANDARD_INPUT, Source, open_source, shown_name
from sciplan.i18n import _
from sciplan.report.agreed import AgreedChange, AgreedQuotas
from sciplan.report.imported import ALREADY, DRY_RUN, IMPORTED, NOTHING_NEW, REFUSED
from sciplan.report.tasks import without_year
from sciplan.storage import reader
from sciplan.storage.chain import Link, Writing
from sciplan.storage.connection import writing
from sciplan.storage.quotas import append_quotas, quotas_of
from sciplan.storage.returns import batches_of_file
from sciplan.text import visible


@dataclass(frozen=True, slots=True)
class QuotaImport:
    """Which file to read back, for which year of which plan, as typed, and who does it."""

    file: str
    year: str
    plan: str | None
    who: str
    dry_run: bool = False


@dataclass(slots=True)
class _Changes:
    """The quotas that a file changes, and how many of each sort it has."""

    quotas: list[Quota]
    before: list[Decimal | None] = field(default_factory=list)
    agreed: int = 0
    changed: int = 0
    withdrawn: int = 0
    same: int = 0


def import_quotas(database: Path, request: QuotaImport, now: Now) -> AgreedQuotas:
    """Store what a workbook says was agreed; what is wrong with it is in the answer, and then nothing was written.

    Raises `Refused` for a plan or a year that there is not, and `StorageFault` where the ledger cannot be written.
    """
    with open_ledger(database) as connection:
        revision, plan = plan_alone(connection, choose_plan(connection, request.plan))
        year = year_of_plan(plan, request.year)
    try:
        with open_source(request.file) as source:
            return _Agreeing(plan, revision, year, request, source, now).into(database)
    except Refused as fault:
        name = request.file if request.file == STANDARD_INPUT else Path(request.file).name or request.file
        problem = Problem("unreadable", fault.message, Where(shown_name(name)), fault.hint)
        return AgreedQuotas(name, "", REFUSED, plan.key, year, dry_run=request.dry_run, problems=(problem,))


class _Agreeing:
    """One workbook on its way into the ledger."""

    def __init__(self, plan: Plan, revision: int, year: int, request: QuotaImport, source: Source, now: Now) -> None:
        self._plan = plan
        self._revision = revision
        self._year = year
        self._request = request
        self._source = source
        self._now = now
        self._findings = Findings(source.shown)

    def into(self, database: Path) -> AgreedQuotas:
        """Store what was agreed as a batch, or nothing, and say what became of it."""
        source, plan = self._source, self._plan
        command = f"tasks {plan.key} {self._year} --import"
        link: Link | None = None
        with writing(database) as connection:
            require_revision(connection, plan.key, self._revision)
            known = quotas_of(connection, plan.key, NOW_KNOWN.until)
            last = max((quota.batch for quota in known if quota.year == self._year), default=0)
            if last in batches_of_file(connection, source.sha256, command):
                return AgreedQuotas(source.name, source.sha256, ALREADY, plan.key, self._year, last)
            changes = self._changes(connection, known)
            if changes.quotas and not self._findings.problems:
                origin = Writing(self._request.who, self._now.utc, command, source.name, source.sha256)
                link = append_quotas(connection, origin, plan.key, changes.quotas)
            if link is None or self._request.dry_run:
                connection.execute("ROLLBACK")
        return self._outcome(changes, link)

    def _changes(self, connection: sqlite3.Connection, known: list[Quota]) -> _Changes:
        changes = _Changes([])
        try:
            sheet = read_agreed(self._source, self._findings)
        except TooMany:
            return changes
        _check_file(sheet.tasks, self._plan, self._revision, self._year)
        stands = {quota.target: quota for quota in standing(known) if quota.year == self._year}
        for row, quota in self._read(connection, sheet, known, stands):
            _count(changes, stands, row, quota)
        return changes

    def _read(
        self, connection: sqlite3.Connection, sheet: AgreedSheet, known: list[Quota], stands: Mapping[str, Quota]
    ) -> Iterator[tuple[AgreedRow, Quota | None]]:
        """Give each row with the quota that it says; None for one that was emptied."""
        plan = without_year(self._plan, known, self._year)
        rows = AgreedReader(plan, reader.live_reports(connection, plan), self._year, stands, self._findings)
        for row in sheet.rows:
            target = plan.target_by_key.get(row.slot.target)
            if target is None or visible(target.name) != row.slot.name:
                raise Refused(
                    _("The hidden sheet of {file} is gone or damaged, so its rows cannot be told apart.").format(
                        file=self._source.name
                    ),
                    _("Make a new file with “sciplan tasks”, and copy what was agreed into it."),
                )
            if not row.typed:
                yield row, None
            elif (quota := rows.quota(row)) is not None:
                yield row, quota

    def _outcome(self, changes: _Changes, link: Link | None) -> AgreedQuotas:
        problems, dry_run = tuple(self._findings.problems), self._request.dry_run
        outcome = REFUSED if problems else NOTHING_NEW if link is None else DRY_RUN if dry_run else IMPORTED
        stored = link if outcome == IMPORTED else None
        return AgreedQuotas(
            self._source.name,
            self._source.sha256,
            outcome,
            self._plan.key,
            self._year,
            batch=stored.number if stored else None,
            fingerprint=stored.digest if stored else None,
            agreed=changes.agreed,
            changed=changes.changed,
            withdrawn=changes.withdrawn,
            same=changes.same,
            dry_run=dry_run,
            problems=problems,
            changes=tuple(
                AgreedChange(self._plan.target_by_key[quota.target], before, quota.amount, quota.checkpoint)
                for quota, before in zip(changes.quotas, changes.before, strict=True)
            ),
        )


def _count(changes: _Changes, stands: Mapping[str, Quota], row: AgreedRow, quota: Quota | None) -> None:
    """Add what a row says to the changes, unless it stands already."""
    held = stands.get(row.slot.target)
    if quota is None:
        if held is None:
            return
        changes.withdrawn += 1
        quota = Quota(held.target, held.year, None, None, "", 0)
    elif held is None:
        changes.agreed += 1
    elif (held.amount, held.checkpoint) == (quota.amount, quota.checkpoint):
        changes.same += 1
        return
    else:
        changes.changed += 1
    changes.quotas.append(quota)
    changes.before.append(held.amount if held else None)


def _check_file(tasks: TasksFile, plan: Plan, revision: int, year: int) -> None:
    """Raise `Refused` for a file of another plan or year, or one made before the plan was last changed."""
    if tasks.plan != plan.key:
        raise Refused(
            _("The file holds the tasks of the plan {other}, not of {plan}.").format(other=tasks.plan, plan=plan.key),
            _("Name its plan with --plan {other}, if it is loaded.").format(other=tasks.plan),
        )
    if tasks.year != year:
        raise Refused(
            _("The file holds the tasks of {other}, not of {year}.").format(other=tasks.year, year=year),
            _("Import it with “sciplan tasks {other} --import FILE”.").format(other=tasks.year),
        )
    if tasks.revision != revision:
        raise Refused(
            _("The file was made for revision {old} of {plan}; revision {new} holds now.").format(
                old=tasks.revision, plan=plan.key, new=revision
            ),
            _("Make a new file with “sciplan tasks”, and copy what was agreed into it."),
        )
