"""The checklist for a review, as a document, as rows, as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from sciplan.i18n import _, pgettext
from sciplan.render import assessed, words
from sciplan.render.checklist_records import COLUMNS, checklist_document, checklist_records
from sciplan.render.document import (
    BOX,
    Block,
    Cell,
    Document,
    Grid,
    Heading,
    Paper,
    Paragraph,
    Signatures,
    count,
    numbered,
    share,
    stacked,
    status,
    without_empty,
)
from sciplan.render.table import RIGHT, Column
from sciplan.report.assessed import Assessed
from sciplan.report.checklist import Checklist, ChecklistPart


def checklist_paper(checklist: Checklist) -> Paper:
    """Give a checklist for every format."""
    return Paper(
        checklist.plan.language,
        partial(_document, checklist),
        partial(checklist_document, checklist),
        partial(checklist_records, checklist),
        COLUMNS,
        partial(_sheets, checklist),
    )


def _document(checklist: Checklist) -> Document:
    plan = checklist.plan
    whole = checklist.agency is None
    blocks = list(_overview(checklist)) if whole else []
    for part in checklist.parts:
        blocks += _part(checklist, part, new_page=whole)
    title = _("{plan}: checklist for the {milestone}")
    return Document(
        title=title.format(plan=plan.name, milestone=checklist.milestone.name),
        lines=(words.date_line(checklist.as_of),),
        blocks=numbered(blocks),
        last_line=words.provenance_text(plan, checklist.as_of, checklist.ledger),
        language=plan.language,
        landscape=True,
    )


def _overview(checklist: Checklist) -> Iterator[Block]:
    yield Heading(1, _("What is to be ready"))
    yield Paragraph(
        _(
            "Each agency ticks what it has ready, adds what is missing, and signs; weak points stand first. Missing is "
            "what was due by {date} and is not reported. Evidence says how many of the entries that count have a file."
        ).format(date=words.long_date(checklist.as_of))
    )
    yield _summary(checklist)


def _summary(checklist: Checklist) -> Grid:
    columns = (
        Column(_("Agency"), wraps=True),
        Column(_("Targets"), RIGHT),
        Column(_("Measures"), RIGHT),
        Column(_("Weak points"), RIGHT),
        Column(_("Not reported"), RIGHT),
        Column(_("Without evidence"), RIGHT, priority=1),
        Column(_("Supports others in"), RIGHT, priority=2),
    )
    rows = tuple(
        (
            Cell(_name(part)),
            count(len(part.targets)),
            count(len(part.measures)),
            count(len(part.weak)),
            count(len(part.incomplete)),
            count(len(part.unproven)),
            count(part.supports),
        )
        for part in checklist.parts
    )
    return Grid(columns, rows)


def _name(part: ChecklistPart) -> str:
    return part.name or _("nobody named")


def _part(checklist: Checklist, part: ChecklistPart, *, new_page: bool) -> Iterator[Block]:
    yield Heading(1, _name(part), new_page=new_page)
    yield Paragraph(_counted(part))
    if part.targets:
        yield _with_boxes(pgettext("table", "Targets"), target_grid(checklist, part))
    if part.measures:
        yield _with_boxes(_("Measures"), measure_grid(checklist, part))
    yield Signatures((_("Filled in by:"), _("Checked by:"), _("Seal:"), _("Date:")))


def _counted(part: ChecklistPart) -> str:
    """Say how much of what there is; of what there is none, nothing."""
    counts = (
        (_("targets {number}"), len(part.targets)),
        (_("measures {number}"), len(part.measures)),
        (_("weak points {number}"), len(part.weak)),
        (_("not reported {number}"), len(part.incomplete)),
        (_("without evidence {number}"), len(part.unproven)),
        (_("supports others in {number}"), part.supports),
    )
    said = _(", ").join(text.format(number=number) for text, number in counts if number)
    return _("In all: {counts}.").format(counts=said) if said else _("There is nothing to be ready.")


def _with_boxes(caption: str, grid: Grid) -> Grid:
    """Put a box to tick and a running number before each row."""
    columns = (Column(_("Ready")), Column(_("No."), RIGHT), *grid.columns)
    rows = tuple((Cell(BOX), count(number), *row) for number, row in enumerate(grid.rows, 1))
    return without_empty(Grid(columns, rows, caption))


def target_grid(checklist: Checklist, part: ChecklistPart) -> Grid:
    """Give targets with goal, value, what was expected, status and what is missing."""
    columns = (
        Column(_("Target"), wraps=True),
        Column(_("Unit"), priority=6),
        Column(_("Goal"), RIGHT, wraps=True, priority=3),
        Column(_("Value"), RIGHT),
        Column(_("As of"), priority=4),
        Column(_("Attained"), RIGHT, optional=True, priority=2),
        Column(_("Expected"), RIGHT, optional=True, priority=5),
        Column(_("Status")),
        Column(_("Missing"), wraps=True, optional=True, priority=1),
        Column(_("Evidence"), RIGHT, optional=True, priority=2),
        Column(_("Without a file"), wraps=True, optional=True, priority=8),
        Column(_("Through"), wraps=True, optional=True, priority=7),
        Column(_("Notes"), wraps=True, optional=True, priority=9),
    )
    return Grid(columns, tuple(_target_cells(checklist, part, item) for item in part.targets))


def _target_cells(checklist: Checklist, part: ChecklistPart, item: Assessed) -> tuple[Cell, ...]:
    evaluation = item.row.evaluation
    return (
        Cell(assessed.name_text(item.target)),
        Cell(assessed.unit_text(item.target)),
        assessed.goal_cell(item.target),
        assessed.value_cell(item),
        Cell(assessed.day_text(item)),
        share(evaluation.progress.attainment),
        share(evaluation.progress.expected),
        status(evaluation.status),
        Cell(assessed.missing_with_deadlines(item, checklist.plan)),
        assessed.evidence_cell(item),
        Cell(assessed.unproven_text(item)),
        Cell(part.through.get(item.target.key, "")),
        Cell(assessed.notes_text(item, checklist.plan)),
    )


def measure_grid(checklist: Checklist, part: ChecklistPart) -> Grid:
    """Give measures with their state."""
    columns = (
        Column(_("Measure"), wraps=True),
        Column(_("Section"), wraps=True, priority=7),
        Column(_("Goal"), priority=4),
        Column(_("State"), optional=True),
        Column(_("As of"), optional=True, priority=5),
        Column(_("Due"), priority=3),
        Column(_("Status")),
        Column(_("Missing"), wraps=True, optional=True, priority=1),
        Column(_("Evidence"), RIGHT, optional=True, priority=2),
        Column(_("Without a file"), wraps=True, optional=True, priority=8),
        Column(_("Through"), wraps=True, optional=True, priority=6),
    )
    rows = tuple(
        (
            Cell(assessed.name_text(item.target)),
            Cell(item.row.section_name),
            assessed.goal_cell(item.target),
            assessed.value_cell(item),
            Cell(assessed.day_text(item)),
            Cell(assessed.date_text(item.target.due)),
            status(item.status),
            Cell(assessed.missing_with_deadlines(item, checklist.plan)),
            assessed.evidence_cell(item),
            Cell(assessed.unproven_text(item)),
            Cell(part.through.get(item.target.key, "")),
        )
        for item in part.measures
    )
    return Grid(columns, rows)


def _sheets(checklist: Checklist) -> Mapping[str, Grid]:
    parts = [(_name(part), part) for part in checklist.parts]
    return {
        pgettext("sheet", "Summary"): _summary(checklist),
        pgettext("table", "Targets"): _by_agency([(name, target_grid(checklist, part)) for name, part in parts]),
        _("Measures"): _by_agency([(name, measure_grid(checklist, part)) for name, part in parts]),
        _("Not reported"): _missing(checklist),
    }


def _by_agency(grids: Sequence[tuple[str, Grid]]) -> Grid:
    """Put the agency before each row, and a box to tick behind it."""
    grid = stacked(Column(_("Agency"), wraps=True), grids)
    rows = tuple((*row, Cell(BOX)) for row in grid.rows)
    return without_empty(Grid((*grid.columns, Column(_("Ready"))), rows))


def _missing(checklist: Checklist) -> Grid:
    columns = (
        Column(_("Agency"), wraps=True),
        Column(_("Target"), wraps=True),
        Column(_("Period")),
        Column(_("Deadline")),
        Column(_("Regions"), wraps=True, optional=True),
    )
    names = checklist.plan.region_by_code
    rows = tuple(
        (
            Cell(_name(part)),
            Cell(item.target.name),
            Cell(debt.period.text),
            Cell(debt.deadline.isoformat()),
            Cell(_(", ").join(names[code].name for code in debt.regions)),
        )
        for part in checklist.parts
        for item in part.items
        for debt in item.missing
    )
    return without_empty(Grid(columns, rows))
