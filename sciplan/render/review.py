"""The report on a plan, as a document, as rows, as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from sciplan.i18n import _, pgettext
from sciplan.render import review_grids as grids
from sciplan.render import review_text as text
from sciplan.render import words
from sciplan.render.document import (
    Annex,
    Block,
    Document,
    Grid,
    Heading,
    Paper,
    Paragraph,
    Signatures,
    numbered,
)
from sciplan.render.review_json import review_document
from sciplan.render.score_grids import began_text, overview
from sciplan.render.status import COLUMNS, status_record
from sciplan.report.review import CLOSING, OVERVIEW, Review, ReviewSection
from sciplan.report.scorecard import older_than


def review_paper(review: Review) -> Paper:
    """Give a report for every format."""
    return Paper(
        review.plan.language,
        partial(_document, review),
        partial(review_document, review),
        partial(_records, review),
        COLUMNS,
        partial(_sheets, review),
    )


def _records(review: Review) -> list[dict[str, object]]:
    return [status_record(item.row) for item in review.items]


def _document(review: Review) -> Document:
    plan = review.plan
    return Document(
        title=text.title(review),
        lines=(words.date_line(review.as_of),),
        blocks=numbered(_blocks(review)),
        last_line=words.provenance_text(plan, review.as_of, review.ledger),
        language=plan.language,
    )


def _blocks(review: Review) -> Iterator[Block]:
    yield from _overview(review)
    yield from _sections(review)
    yield from _part(_("Problems"), text.problems(review), grids.behind(review), grids.overdue(review))
    yield from _part(_("Effort still needed"), [], grids.efforts(review))
    yield from _part(_("Agencies"), _counting(review), overview(review.scores))
    yield from _part(pgettext("report", "Regions"), [], grids.regions(review))
    annexes = ((_("Figures and their entries"), grids.filed(review)), (_("Measures"), grids.measures(review)))
    filled = [(name, grid) for name, grid in annexes if grid.rows]
    yield from _part(_("Closing"), review.notes.get(CLOSING, ()))
    yield from (Paragraph(f"{_mark(number)} {name}") for number, (name, _grid) in enumerate(filled, 1))
    yield Signatures((_("Approved by:"), pgettext("report", "Date:")))
    for number, (name, grid) in enumerate(filled, 1):
        yield Annex(_mark(number), name)
        yield grid


def _mark(number: int) -> str:
    return _("Annex {number}").format(number=number)


def _part(heading: str, paragraphs: list[str] | tuple[str, ...], *tables: Grid) -> Iterator[Block]:
    """Give a part of the report, or nothing where it has nothing to say."""
    filled = [grid for grid in tables if grid.rows]
    if paragraphs or filled:
        yield Heading(1, heading)
        yield from map(Paragraph, paragraphs)
        yield from filled


def _overview(review: Review) -> Iterator[Block]:
    paragraphs = [*text.overview(review), *review.notes.get(OVERVIEW, ())]
    yield from _part(_("Overall situation"), paragraphs, grids.main_targets(review))


def _sections(review: Review) -> Iterator[Block]:
    said = [(section.section.name, list(_said_of(review, section))) for section in review.sections]
    if any(paragraphs for _name, paragraphs in said):
        yield Heading(1, _("What was done"))
    for name, paragraphs in said:
        if paragraphs:
            yield Heading(2, name)
            yield from map(Paragraph, paragraphs)


def _said_of(review: Review, section: ReviewSection) -> Iterator[str]:
    """Say what is known of a section; of measures that nobody reported there is nothing to say."""
    yield from (text.target_sentence(review, item) for item in section.targets)
    if any(item.entries for item in section.measures):
        yield from text.measure_sentences(section.measures)
    yield from section.notes


def _counting(review: Review) -> list[str]:
    """Say how agencies are counted, where there are any."""
    if not review.scores:
        return []
    said = [
        _(
            "Each agency is counted where it leads, or is responsible where nobody leads. Figures are on time that "
            "were in by their deadline. The shares are not added up or ranked."
        )
    ]
    return [*said, began_text(review.began)] if older_than(review.scores) else said


def _sheets(review: Review) -> Mapping[str, Grid]:
    found = {
        _("Main targets"): grids.main_sheet(review),
        _("Behind"): grids.behind(review),
        _("Overdue"): grids.overdue(review),
        _("Effort"): grids.efforts(review),
        _("Agencies"): overview(review.scores),
        _("Regions"): grids.regions(review),
        _("Entries"): grids.filed(review),
        _("Measures"): grids.measures(review),
    }
    kept = {name: grid for name, grid in found.items() if grid.rows}
    return kept or {_("Main targets"): grids.main_sheet(review)}
