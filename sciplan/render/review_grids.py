"""The tables of a report: main targets, what is behind, effort, agencies, regions, and the annexes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from sciplan.domain.plan import EACH
from sciplan.i18n import _, pgettext
from sciplan.render import assessed, derived, figures, words
from sciplan.render.document import Cell, Grid, count, figure, share, status, without_empty
from sciplan.render.ledger_log import content_text
from sciplan.render.table import RIGHT, Column
from sciplan.report.assessed import Assessed
from sciplan.report.filings import region_name, slot_agency_name
from sciplan.report.review import Effort, FiledFigure, Regional, Review

_NAMED = 20
"""How many regions a cell names."""


def main_targets(review: Review) -> Grid:
    """Give every target with figures: baseline, goal, value with its year, attainment, expectation, judgement."""
    columns = (
        Column(_("Target"), wraps=True),
        Column(_("Unit"), priority=4),
        Column(_("Baseline"), RIGHT, wraps=True, optional=True, priority=3),
        Column(_("Goal"), RIGHT, wraps=True, priority=1),
        Column(_("Value"), RIGHT, wraps=True),
        Column(_("Attained"), RIGHT),
        Column(_("Expected"), RIGHT, priority=2),
        Column(_("Status")),
    )
    rows = []
    for name, unit, baseline, baseline_of, goal, value, day, *rest in _main_cells(review):
        rows.append((name, unit, _dated(baseline, baseline_of), goal, _dated(value, day), *rest))
    return without_empty(Grid(columns, tuple(rows)))


def main_sheet(review: Review) -> Grid:
    """Give the same for a workbook, with the years in columns of their own, so that figures stay numbers."""
    columns = (
        Column(_("Target"), wraps=True),
        Column(_("Unit")),
        Column(_("Baseline"), RIGHT, optional=True),
        Column(_("Baseline of"), optional=True),
        Column(_("Goal"), RIGHT),
        Column(_("Value"), RIGHT),
        Column(_("As of")),
        Column(_("Attained"), RIGHT),
        Column(_("Expected"), RIGHT),
        Column(_("Status")),
    )
    return without_empty(Grid(columns, tuple(_main_cells(review))))


def _main_cells(review: Review) -> Iterator[tuple[Cell, ...]]:
    for item in review.targets:
        progress = item.row.evaluation.progress
        yield (
            Cell(assessed.name_text(item.target)),
            Cell(assessed.unit_text(item.target)),
            assessed.baseline_cell(item),
            Cell(assessed.baseline_year(item)),
            assessed.goal_cell(item.target),
            assessed.value_cell(item),
            Cell(assessed.day_text(item)),
            share(progress.attainment),
            share(progress.expected),
            status(item.status),
        )


def _dated(figure: Cell, day: Cell) -> Cell:
    """Give a figure with what it is of."""
    text = pgettext("cell", "{value} ({date})")
    return Cell(text.format(value=figure.text, date=day.text)) if figure.text else figure


def behind(review: Review) -> Grid:
    """Give what is behind and by how much, the worst first, with those who lead."""
    columns = (
        Column(_("Target or measure"), wraps=True),
        Column(_("Lead"), wraps=True, priority=3),
        Column(_("Value"), RIGHT),
        Column(_("Goal"), RIGHT, wraps=True, priority=1),
        Column(_("Gap"), RIGHT, optional=True, priority=2),
        Column(_("At this pace"), RIGHT, optional=True, priority=4),
        Column(_("Status")),
        Column(_("Notes"), wraps=True, optional=True, priority=5),
    )
    return without_empty(
        Grid(columns, tuple(_behind(review, item) for item in review.behind), _("Behind, the worst first"))
    )


def _behind(review: Review, item: Assessed) -> tuple[Cell, ...]:
    return (
        Cell(assessed.name_text(item.target)),
        Cell(_(", ").join(item.agency_names)),
        assessed.value_with_unit(item),
        Cell(words.goal_text(item.target)),
        assessed.gap_cell(item),
        _projection(item),
        status(item.status),
        Cell(assessed.notes_text(item, review.plan)),
    )


def _projection(item: Assessed) -> Cell:
    reached = item.row.evaluation.progress.projection
    if reached is None or item.case.as_of >= item.target.due:
        return Cell()
    amount = derived.projection_amount(item.target, reached)
    return Cell(derived.amount_text(item.target, amount), derived.rounded_amount(item.target, amount))


def overdue(review: Review) -> Grid:
    """Give the figures that are past their deadline, by agency."""
    columns = (
        Column(_("Agency"), wraps=True),
        Column(_("Target"), wraps=True),
        Column(_("Period")),
        Column(_("Deadline"), priority=2),
        Column(_("Days overdue"), RIGHT),
        Column(_("Regions"), wraps=True, optional=True, priority=1),
    )
    rows = tuple(
        (
            Cell(_(", ").join(row.agency_names) or _("nobody named")),
            Cell(row.target.name),
            Cell(row.debt.period.text),
            Cell(row.debt.deadline.isoformat()),
            count(row.debt.days),
            Cell(words.some_of(row.region_names, _NAMED)),
        )
        for row in review.overdue
    )
    return without_empty(Grid(columns, rows, _("Figures overdue")))


def efforts(review: Review) -> Grid:
    """Give what each target that is not reached still needs, those that must speed up most first."""
    columns = (
        Column(_("Target"), wraps=True),
        Column(_("Lead"), wraps=True, priority=1),
        Column(_("To go"), RIGHT),
        Column(_("Needed a year"), RIGHT),
        Column(_("So far a year"), RIGHT),
        Column(_("Times as fast"), RIGHT),
    )
    return Grid(columns, tuple(_effort(effort) for effort in review.efforts))


def _effort(effort: Effort) -> tuple[Cell, ...]:
    item, explanation = effort.item, effort.explanation
    amounts = (explanation.remaining, explanation.required, explanation.achieved)
    times = item.row.evaluation.progress.effort or Fraction(0)
    return (
        Cell(assessed.name_text(item.target)),
        Cell(_(", ").join(item.agency_names)),
        *(_difference(item, amount) for amount in amounts),
        figure(figures.faithful(times, 2, (0, 1))),
    )


def _difference(item: Assessed, amount: Fraction | None) -> Cell:
    if amount is None:
        return Cell()
    return Cell(derived.difference_text(item.target, amount), derived.rounded_amount(item.target, amount))


def regions(review: Review) -> Grid:
    """Give for each target that several regions report how many did, how many reached the goal, and who did not."""
    columns = (
        Column(_("Target"), wraps=True),
        Column(_("Must report"), RIGHT),
        Column(_("Reported"), RIGHT),
        Column(_("Reached"), RIGHT, optional=True),
        Column(_("Not reached"), wraps=True, optional=True),
        Column(_("Without a baseline"), wraps=True, optional=True),
        Column(_("Not reported"), wraps=True, optional=True),
    )
    return without_empty(Grid(columns, tuple(_regional(review, one) for one in review.regional)))


def _regional(review: Review, regional: Regional) -> tuple[Cell, ...]:
    results = regional.results
    alone = regional.item.target.combine == EACH
    judged = [result for result in results if result.reached is not None]
    failed = [region_name(review.plan, result.code) for result in results if result.reached is False]
    unlike = [region_name(review.plan, result.code) for result in results if result.day and result.reached is None]
    silent = [region_name(review.plan, result.code) for result in results if result.missing]
    return (
        Cell(assessed.name_text(regional.item.target)),
        count(len(results)),
        count(sum(result.day is not None for result in results)),
        count(sum(result.reached is True for result in judged)) if judged else Cell("—" if alone else ""),
        Cell(words.some_of(failed, _NAMED)),
        Cell(words.some_of(unlike if alone else [], _NAMED)),
        Cell(words.some_of(silent, _NAMED)),
    )


def filed(review: Review) -> Grid:
    """Give the figures that count, each with its entry."""
    columns = (
        Column(_("Target"), wraps=True),
        Column(_("Unit")),
        Column(_("Period")),
        Column(_("Region"), wraps=True),
        Column(_("Agency"), wraps=True, optional=True, priority=3),
        Column(pgettext("entry", "Value"), RIGHT),
        Column(_("Entry"), RIGHT),
        Column(_("Batch"), RIGHT, priority=5),
        Column(_("Recorded (UTC)"), priority=4),
        Column(_("By"), wraps=True, priority=2),
        Column(_("Files"), RIGHT, priority=1),
    )
    return without_empty(Grid(columns, tuple(_filed(review, one) for one in review.filed)))


def _filed(review: Review, one: FiledFigure) -> tuple[Cell, ...]:
    entry, target = one.logged.entry, one.item.target
    content = entry.content
    value = Cell(content_text(content)) if content.value is None else figure(content.value)
    return (
        Cell(target.name),
        Cell(target.unit),
        Cell(entry.slot.period),
        Cell(region_name(review.plan, entry.slot.region)),
        Cell(slot_agency_name(review.plan, entry.slot.agency) if entry.slot.agency else ""),
        value,
        Cell(str(entry.id), Decimal(entry.id)),
        Cell(f"b{entry.batch}"),
        Cell(one.logged.recorded_at[:10]),
        Cell(one.logged.recorded_by),
        count(one.files),
    )


def measures(review: Review) -> Grid:
    """Give every measure with its state and the entries it rests on."""
    columns = (
        Column(_("Measure"), wraps=True),
        Column(_("Section"), wraps=True, priority=4),
        Column(_("Agency"), wraps=True, priority=2),
        Column(_("Goal"), priority=3),
        Column(_("State")),
        Column(_("As of"), priority=5),
        Column(_("Status")),
        Column(_("Entries"), wraps=True, priority=1),
    )
    rows = tuple(
        (
            Cell(assessed.name_text(item.target)),
            Cell(item.row.section_name),
            Cell(_(", ").join(item.agency_names)),
            Cell(words.goal_text(item.target)),
            assessed.value_cell(item),
            Cell(assessed.day_text(item)),
            status(item.status),
            Cell(", ".join(map(str, item.entries))),
        )
        for item in review.measures
    )
    return Grid(columns, rows)
