"""What stands behind the shares of an agency, as tables: targets, figures, measures, entries; weak ones first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sciplan.domain.plan import STATES
from sciplan.i18n import _
from sciplan.render import assessed, words
from sciplan.render.document import Cell, Grid, count, share, status
from sciplan.render.table import RIGHT, Column
from sciplan.report.filings import region_name, slot_agency_name
from sciplan.report.scorecard import AgencyScore, EntryItem, FilingItem, Scorecard, Share, TargetItem
from sciplan.report.status import SORTS, WORST

NOTHING = "—"
"""Stands where there is nothing to assess."""


def overview(scores: Sequence[AgencyScore]) -> Grid:
    """Give a row for each agency with its shares."""
    columns = (
        Column(_("Agency"), wraps=True),
        Column(_("On track"), RIGHT),
        Column(_("On track, %"), RIGHT, priority=1),
        Column(_("On time"), RIGHT),
        Column(_("On time, %"), RIGHT, priority=2),
        Column(_("Done"), RIGHT),
        Column(_("Going on"), RIGHT),
        Column(_("With evidence"), RIGHT),
        Column(_("With evidence, %"), RIGHT, priority=3),
    )
    return Grid(columns, tuple(_overview_cells(score) for score in scores))


def _overview_cells(score: AgencyScore) -> tuple[Cell, ...]:
    return (
        Cell(score.name),
        _pair(score.on_track),
        share(score.on_track.fraction),
        _pair(score.on_time),
        share(score.on_time.fraction),
        _pair(score.done),
        _pair(score.going_on),
        _pair(score.evidence),
        share(score.evidence.fraction),
    )


def _pair(counted: Share) -> Cell:
    return Cell(f"{counted.part}/{counted.whole}" if counted.whole else NOTHING)


def target_grid(score: AgencyScore) -> Grid:
    """Give the targets of an agency with their status, the worst first."""
    columns = (
        Column(_("Target"), wraps=True),
        Column(_("Status")),
        Column(_("Goal"), RIGHT, priority=2),
        Column(_("Value"), RIGHT, priority=1),
        *_last_columns(),
    )
    items = sorted(score.targets, key=lambda item: SORTS[WORST](item.assessed.row))
    return Grid(columns, tuple(_target_cells(item) for item in items))


def _last_columns() -> tuple[Column, ...]:
    return (
        Column(_("Through"), priority=3, optional=True),
        Column(_("Entries"), wraps=True),
        Column(_("Key"), priority=4),
    )


def _last_cells(item: TargetItem | FilingItem, entries: Sequence[int]) -> tuple[Cell, ...]:
    return Cell(item.through or ""), Cell(numbers_text(entries)), Cell(item.target.key)


def _target_cells(item: TargetItem) -> tuple[Cell, ...]:
    target, evaluation = item.target, item.assessed.row.evaluation
    return (
        Cell(assessed.name_text(target)),
        status(item.assessed.status),
        Cell(words.goal_text(target)),
        Cell(words.value_text(target, evaluation)),
        *_last_cells(item, item.assessed.entries),
    )


def filing_grid(score: AgencyScore) -> Grid:
    """Give the figures that fell due: those that are not in first, then those that came late."""
    columns = (
        Column(_("Target"), wraps=True),
        Column(_("Period")),
        Column(_("Deadline")),
        Column(_("Complete since (UTC)"), priority=1),
        Column(_("Result")),
        *_last_columns(),
    )
    items = sorted(score.filings, key=lambda item: (item.filing.complete, item.filing.on_time, item.filing.deadline))
    return Grid(columns, tuple(_filing_cells(item) for item in items))


def _filing_cells(item: FilingItem) -> tuple[Cell, ...]:
    filing = item.filing
    return (
        Cell(item.target.name),
        Cell(filing.period.text),
        Cell(filing.deadline.isoformat()),
        Cell(item.handed_in[:16].replace("T", " ") if item.handed_in else ""),
        _result(item),
        *_last_cells(item, filing.entries),
    )


def _result(item: FilingItem) -> Cell:
    if not item.provable and item.filing.complete:
        return Cell(_("cannot be told"), light="grey")
    if item.filing.on_time:
        return Cell(_("on time"), light="green")
    return Cell(_("late"), light="yellow") if item.filing.complete else Cell(_("not complete"), light="red")


def measure_grid(score: AgencyScore) -> Grid:
    """Give the measures of an agency with their state, those that are not as far as they should be first."""
    columns = (
        Column(_("Measure"), wraps=True),
        Column(_("Goal")),
        Column(_("State")),
        *_last_columns(),
    )
    items = sorted(score.measures, key=lambda item: (item.reached, _step(item)))
    return Grid(columns, tuple(_measure_cells(item) for item in items))


def _step(item: TargetItem) -> int:
    state = item.assessed.row.evaluation.state
    return -1 if state is None else STATES.index(state)


def _measure_cells(item: TargetItem) -> tuple[Cell, ...]:
    state = item.assessed.row.evaluation.state
    said = _("no data") if state is None else words.state_word(state)
    return (
        Cell(assessed.name_text(item.target)),
        Cell(words.goal_text(item.target)),
        Cell(said, light="green" if item.reached else "grey"),
        *_last_cells(item, item.assessed.entries),
    )


def unproven_grid(scorecard: Scorecard, score: AgencyScore) -> Grid:
    """Give the entries that count without a file."""
    columns = (
        Column(_("Entry"), RIGHT),
        Column(_("Target"), wraps=True),
        Column(_("Period")),
        Column(_("Region")),
        Column(_("Agency"), priority=1, optional=True),
        Column(_("Through"), priority=2, optional=True),
        Column(_("Key"), priority=3),
    )
    return Grid(columns, tuple(_entry_cells(scorecard, item) for item in score.entries if not item.kept))


def _entry_cells(scorecard: Scorecard, item: EntryItem) -> tuple[Cell, ...]:
    report = item.report
    return (
        count(report.entry),
        Cell(item.target.name),
        Cell(report.period.text),
        Cell(region_name(scorecard.plan, report.region)),
        Cell(slot_agency_name(scorecard.plan, report.agency) if report.agency else ""),
        Cell(item.through or ""),
        Cell(item.target.key),
    )


def numbers_text(entries: Sequence[int]) -> str:
    """Give the numbers of entries, in order, each once; those that follow one another as 3–7."""
    runs: list[list[int]] = []
    for entry in entries:
        if runs and entry == runs[-1][-1] + 1:
            runs[-1][1:] = [entry]
        else:
            runs.append([entry])
    return ", ".join("–".join(map(str, run)) for run in runs)


def began_text(began: str) -> str:
    """Say that deadlines from before the ledger began (UTC) are left out."""
    sentence = _("The ledger began on {date}; when figures came that were due before, it cannot tell.")
    return sentence.format(date=words.long_date(date.fromisoformat(began[:10])))
