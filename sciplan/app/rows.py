"""One row of a return as a draft: things are found by whole keys and names, each mistake is told at its cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from sciplan.app import choosing
from sciplan.app.choosing import Candidate, find
from sciplan.app.controls import Total, is_total
from sciplan.app.evidence import read_evidence
from sciplan.app.reports import (
    check_region,
    parse_slot_period,
    target_to_write,
)
from sciplan.app.row_figures import Said, check_unit, read_said, read_total
from sciplan.domain.appending import Draft
from sciplan.domain.ledger import WHOLE, EvidenceFile, Slot
from sciplan.domain.plan import Plan, Target
from sciplan.domain.quantity import ascii_digits
from sciplan.domain.return_layout import (
    AGENCY,
    ANSWERS,
    DENOMINATOR,
    EVIDENCE,
    EVIDENCE_SEPARATOR,
    NOTE,
    NUMERATOR,
    PERIOD,
    REGION,
    TARGET,
    UNIT,
    VALUE,
    YEAR,
)
from sciplan.domain.return_layout import STATE as STATE_COLUMN
from sciplan.errors import Refused, SciplanError, UsageError
from sciplan.exchange.columns import Columns
from sciplan.exchange.findings import Findings
from sciplan.exchange.periods import joined
from sciplan.files import is_of_database
from sciplan.i18n import _
from sciplan.text import check_text

Found = TypeVar("Found")
_MOST_SUGGESTIONS = 200
"""Looking for near names takes its time; after so many nobody reads them."""

CODES = {
    TARGET: "unknown-target",
    PERIOD: "wrong-period",
    REGION: "unknown-region",
    AGENCY: "unknown-agency",
    UNIT: "wrong-unit",
    VALUE: "wrong-figure",
    STATE_COLUMN: "wrong-state",
    NOTE: "wrong-note",
    EVIDENCE: "missing-evidence",
}
"""The code of a problem by the column that it stands in."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What rows are read against: plan, today, the folder that evidence lies in, the database, and a period for all.

    The database is never opened as evidence: closing it again would take the lock from the transaction that writes.
    """

    plan: Plan
    today: date
    folder: Path | None
    database: Path
    period: str | None = None

    def without_period(self) -> Surroundings:
        """Give the same for rows that may leave their period out."""
        return replace(self, period=None)


class RowReader:
    """Reads rows with the columns of one table."""

    def __init__(self, around: Surroundings, columns: Columns, findings: Findings) -> None:
        """Look up what the plan calls its things."""
        self._around = around
        self._plan = around.plan
        self._columns = columns
        self._findings = findings
        self._names = _by_name(choosing.target_candidates(around.plan))
        self._regions = _by_name(choosing.region_candidates(around.plan))
        self._agencies = _by_name(choosing.agency_candidates(around.plan))
        self.line = 0
        self._cells: Sequence[str] = ()
        self._unknown = 0

    def cell(self, cells: Sequence[str], column: str) -> str:
        """Give what stands in a column of a row, or nothing."""
        place = self._columns.places.get(column)
        return "" if place is None else cells[place].strip()

    def labels(self, cells: Sequence[str]) -> list[str]:
        """Give the cells that might say what kind of row it is: no figures, and no names that the plan knows."""
        said = {place for column, place in self._columns.places.items() if column in (*ANSWERS, NOTE, EVIDENCE)}
        names = (self._names, self._regions, self._agencies)
        return [
            cell
            for place, cell in enumerate(cells)
            if cell and place not in said and not any(cell in known for known in names)
        ]

    def slot_text(self, slot: Slot) -> str:
        """Give what a slot is called in a sentence; region and agency only where they are not the usual."""
        region = slot.region != self._plan.region and self._plan.region_by_code[slot.region].name
        agency = slot.agency != WHOLE and self._plan.agency_by_key[slot.agency].name
        return " ".join(part for part in (slot.target, slot.period, region, agency) if part)

    def period_of(self, cells: Sequence[str]) -> str:
        """Give the period of a row as the ledger would write it."""
        year, period = self.cell(cells, YEAR), self.cell(cells, PERIOD)
        return joined(year, period) or (self._around.period or "")

    def add(self, column: str, fault: SciplanError) -> None:
        """Note a problem of the row in hand at one of its cells."""
        self._findings.add(
            CODES.get(column, CODES[VALUE]), fault.message, fault.hint, self.line, self._shown(column), self._cells
        )

    def _shown(self, column: str) -> int:
        shown = self._columns.shown
        nearest = {PERIOD: YEAR, VALUE: NUMERATOR}
        return shown.get(column) or shown.get(nearest.get(column, "")) or 0

    def target_of(self, cells: Sequence[str]) -> Target | None:
        """Give the target that a row names, or None if it names none; nothing is noted."""
        return self._quietly(cells, self._target)

    def period_for(self, cells: Sequence[str], target: Target) -> str | None:
        """Give the period of a row if the target can be reported for it; nothing is noted."""
        return self._quietly(cells, lambda: self._period(target))

    def region_for(self, cells: Sequence[str], target: Target) -> str | None:
        """Give the region of a row if its figures can count for the target; nothing is noted."""
        return self._quietly(cells, lambda: self._region(target))

    def _quietly(self, cells: Sequence[str], read: Callable[[], Found]) -> Found | None:
        self._cells = cells
        try:
            return read()
        except SciplanError:
            return None

    def draft(self, line: int, cells: Sequence[str]) -> Draft | None:
        """Read a row; None, with every problem of it noted, if it cannot be taken."""
        self.line, self._cells = line, cells
        before = len(self._findings.problems)
        target = self._try(TARGET, self._target)
        if target is None:
            return None
        period = self._try(PERIOD, lambda: self._period(target))
        region = self._try(REGION, lambda: self._region(target))
        agency = self._try(AGENCY, lambda: self._agency(target))
        evidence = self._try(EVIDENCE, self._evidence)
        counted = self._try(UNIT, lambda: check_unit(target, self._said()))
        said = counted and self._try(self._answer(), lambda: read_said(target, self._said(), proven=bool(evidence)))
        note = self._try(NOTE, lambda: check_text(self.cell(cells, NOTE)))
        if len(self._findings.problems) > before or None in (period, region, agency, said):
            return None
        content, typed = said  # type: ignore[misc]
        slot = Slot(self._plan.key, target.key, str(period), str(region), str(agency))
        return Draft(slot, content, typed, note or None, evidence or ())

    def total(self, line: int, cells: Sequence[str], only: str | None = None) -> Total | None:
        """Read a row that is a total; None, with every problem of it noted, if it says nothing that can be checked.

        Where it names no target it is that of the `only` one above it.
        """
        self.line, self._cells = line, cells
        before = len(self._findings.problems)
        named, period = self.cell(cells, TARGET), self.period_of(cells)
        key = None if is_total(named) or not named else named
        if key is not None:
            target = self._try(TARGET, self._target)
            key = target.key if target else None
        said = self._try(VALUE, lambda: read_total(self._plan.target_by_key.get(key or only or ""), self._said()))
        if len(self._findings.problems) > before or said is None:
            return None
        column = self._shown(VALUE)
        return Total(key, None if is_total(period) or not period else period, said, line, column, tuple(cells))

    def _answer(self) -> str:
        """Give the column in which the row answers."""
        given = (column for column in (STATE_COLUMN, NUMERATOR, DENOMINATOR) if self.cell(self._cells, column))
        return next(given, VALUE)

    def _said(self) -> Said:
        figures = {column: self.cell(self._cells, column) for column in (*ANSWERS, UNIT)}
        return Said(figures, {column: ascii_digits(unit) for column, unit in self._columns.units.items()})

    def refuse(self, code: str, fault: SciplanError) -> None:
        """Note that the row in hand cannot be appended."""
        self._findings.add(code, fault.message, fault.hint, self.line, self._shown(VALUE), self._cells)

    def _try(self, column: str, read: Callable[[], Found]) -> Found | None:
        try:
            return read()
        except SciplanError as fault:
            self.add(column, fault)
            return None

    def _target(self) -> Target:
        text = self.cell(self._cells, TARGET)
        if not text:
            raise Refused(_("The row names no target."), _("Give its key or its whole name."))
        check_text(text)
        named = self._names.get(text, ())
        if len(named) > 1 and text not in self._plan.target_by_key:
            raise Refused(
                _("{number} targets are called “{name}”: {keys}.").format(
                    number=len(named), name=text, keys=_(", ").join(named)
                ),
                _("Give the key."),
            )
        key = self._whole(text, self._names, choosing.target_candidates, choosing.unknown_target())
        target = self._plan.target_by_key[key or text]
        return target_to_write(self._plan, target.key, None) if target.figures_of else target

    def _period(self, target: Target) -> str:
        text = self.period_of(self._cells)
        if not text:
            raise UsageError(_("The row has no year."), _("Write it like 2023, or 2023Q2."))
        return parse_slot_period(self._plan, target, None, text, self._around.today).text

    def _region(self, target: Target) -> str:
        text = self.cell(self._cells, REGION)
        code = self._whole(text, self._regions, choosing.region_candidates, choosing.unknown_region())
        region = code or self._plan.region
        check_region(self._plan, target, region)
        return region

    def _agency(self, target: Target) -> str:
        text = self.cell(self._cells, AGENCY)
        key = self._whole(text, self._agencies, choosing.agency_candidates, choosing.unknown_agency())
        if key is not None and not _answers(self._plan, target, key):
            lead, responsible = self._plan.answerable(target)
            names = [self._plan.agency_by_key[one].name for one in self._plan.members((*lead, *responsible))]
            raise Refused(
                _("{agency} neither leads nor answers for {target}.").format(agency=text, target=target.key),
                _("It is the business of: {names}.").format(names=_(", ").join(names)),
            )
        return key or WHOLE

    def _whole(
        self,
        text: str,
        known: dict[str, tuple[str, ...]],
        candidates: Callable[[Plan], list[Candidate]],
        unknown: str,
    ) -> str | None:
        """Give the key of what has exactly this key or name, None for nothing; a part of a name is refused."""
        if not text:
            return None
        if len(known.get(text, ())) == 1:
            return known[text][0]
        self._unknown += 1
        if self._unknown > _MOST_SUGGESTIONS:
            raise Refused(unknown.format(typed=check_text(text)))
        found = find(check_text(text), candidates(self._plan), unknown)
        raise Refused(
            _("“{typed}” is not a whole name.").format(typed=text),
            _("Write {name} or {key}.").format(name=found.name, key=found.key),
        )

    def _evidence(self) -> tuple[EvidenceFile, ...]:
        names = [name.strip() for name in self.cell(self._cells, EVIDENCE).split(EVIDENCE_SEPARATOR) if name.strip()]
        folder = self._around.folder
        if names and folder is None:
            raise Refused(
                _("Evidence cannot come with standard input."),
                _("Import the file itself, with the evidence beside it."),
            )
        paths = []
        for name in names:
            path = (Path() if folder is None else folder) / name
            if folder is None or folder.resolve() not in path.resolve().parents:
                raise Refused(
                    _("“{name}” does not lie beside the file.").format(name=name),
                    _("Put evidence into the folder of the file and name it from there."),
                )
            if is_of_database(path, self._around.database):
                raise Refused(_("{path} is the database itself.").format(path=name), _("Name another file."))
            paths.append(path)
        return read_evidence(paths)


def _by_name(candidates: Sequence[Candidate]) -> dict[str, tuple[str, ...]]:
    """Give the keys that each whole name stands for; a key stands for itself alone."""
    found: dict[str, tuple[str, ...]] = {}
    for candidate in candidates:
        for name in dict.fromkeys(candidate.names):
            found[name] = (*found.get(name, ()), candidate.key)
    return found | {candidate.key: (candidate.key,) for candidate in candidates}


def _answers(plan: Plan, target: Target, agency: str) -> bool:
    """Say whether an agency leads or answers for a target or for one that is judged on its figures, or nobody does."""
    judged = [target, *(other for other in plan.targets if other.figures_of == target.key)]
    named = [plan.answerable(one) for one in judged]
    members = {key for lead, responsible in named for key in plan.members((*lead, *responsible))}
    return not members or agency in members
