"""The scorecard as a document: all agencies in a table, or one with everything that stands behind its shares."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from sciplan.i18n import _, ngettext
from sciplan.render import figures, words
from sciplan.render.document import Block, Document, Grid, Heading, Paper, Paragraph, numbered, stacked, without_empty
from sciplan.render.score_grids import (
    NOTHING,
    began_text,
    filing_grid,
    measure_grid,
    overview,
    target_grid,
    unproven_grid,
)
from sciplan.render.score_records import COLUMNS, scorecard_member, scorecard_records
from sciplan.render.table import Column
from sciplan.report.scorecard import AgencyScore, Scorecard, Share


def scorecard_paper(scorecard: Scorecard) -> Paper:
    """Give a scorecard for every format."""
    return Paper(
        scorecard.plan.language,
        partial(_document, scorecard),
        partial(scorecard_member, scorecard),
        partial(scorecard_records, scorecard),
        COLUMNS,
        partial(_sheets, scorecard),
    )


def _document(scorecard: Scorecard) -> Document:
    plan = scorecard.plan
    if scorecard.agency is None:
        title = _("{plan}: assessment of agencies").format(plan=plan.name)
        blocks = [*_all(scorecard), *_method(scorecard)]
    else:
        [score] = scorecard.agencies
        title = _("{plan}: assessment of {agency}").format(plan=plan.name, agency=score.name)
        blocks = [*_one(scorecard, score), *_method(scorecard)]
    return Document(
        title=title,
        lines=(words.date_line(scorecard.as_of),),
        blocks=numbered(blocks),
        last_line=words.provenance_text(plan, scorecard.as_of, scorecard.ledger),
        language=plan.language,
        landscape=True,
    )


def _all(scorecard: Scorecard) -> Iterator[Block]:
    yield Heading(1, _("Agencies"))
    yield overview(scorecard.agencies) if scorecard.agencies else Paragraph(_("There is nothing to assess."))


def _one(scorecard: Scorecard, score: AgencyScore) -> Iterator[Block]:
    yield Heading(1, _("Targets on track"))
    yield _sentence(score.on_track, _on_track)
    yield from _shown(target_grid(score))
    yield Heading(1, _("Figures on time"))
    yield _sentence(score.on_time, _on_time)
    yield from _shown(filing_grid(score))
    yield Heading(1, _("Measures done and going on"))
    if score.done.whole or not score.going_on.whole:
        yield _sentence(score.done, _done)
    if score.going_on.whole:
        yield _sentence(score.going_on, _going_on)
    yield from _shown(measure_grid(score))
    yield Heading(1, _("Evidence kept"))
    yield _sentence(score.evidence, _kept)
    yield from _shown(unproven_grid(scorecard, score), _("Entries without a file"))


def _shown(grid: Grid, caption: str = "") -> Iterator[Grid]:
    """Give a table unless it is empty, without its last column: keys are for scripts and workbooks."""
    if grid.rows:
        without = without_empty(Grid(grid.columns[:-1], tuple(row[:-1] for row in grid.rows)))
        yield Grid(without.columns, without.rows, caption)


def _sentence(counted: Share, sentence: Callable[[int], str]) -> Paragraph:
    if not counted.whole:
        return Paragraph(_("There is nothing to assess."))
    shown = figures.percent(counted.fraction)
    return Paragraph(sentence(counted.whole).format(part=counted.part, whole=counted.whole, share=shown))


def _on_track(whole: int) -> str:
    return ngettext(
        "{part} of {whole} target with figures is met or on track ({share}).",
        "{part} of {whole} targets with figures are met or on track ({share}).",
        whole,
    )


def _on_time(whole: int) -> str:
    return ngettext(
        "{part} of {whole} figure that fell due came in by its deadline ({share}).",
        "{part} of {whole} figures that fell due came in by their deadline ({share}).",
        whole,
    )


def _done(whole: int) -> str:
    return ngettext(
        "{part} of {whole} measure that is to be done is done ({share}).",
        "{part} of {whole} measures that are to be done are done ({share}).",
        whole,
    )


def _going_on(whole: int) -> str:
    return ngettext(
        "{part} of {whole} measure without an end is going on ({share}).",
        "{part} of {whole} measures without an end are going on ({share}).",
        whole,
    )


def _kept(whole: int) -> str:
    return ngettext(
        "{part} of {whole} entry that counts has a file ({share}).",
        "{part} of {whole} entries that count have a file ({share}).",
        whole,
    )


def _method(scorecard: Scorecard) -> Iterator[Block]:
    yield Heading(1, _("How it is counted"))
    yield Paragraph(
        _(
            "An agency is assessed by what it leads, or is responsible for where nobody leads, by itself or in a "
            "group. Nothing is weighted, added up or ranked. “{mark}” means that there is nothing to assess."
        ).format(mark=NOTHING)
    )
    yield Paragraph(
        _("On track: targets with figures that are met or on track, of all; what is not reported is not on track.")
    )
    yield Paragraph(
        _(
            "On time: periods whose figures were in the ledger, from all who must report, when the deadline ended, of "
            "all that fell due. A later correction changes nothing; a figure that was retracted is not in."
        )
    )
    if scorecard.older:
        yield Paragraph(began_text(scorecard.began))
    yield Paragraph(
        _("Done: measures that are done, of those to be done. Going on: measures under way, of those without an end.")
    )
    yield Paragraph(_("Evidence: entries with a file, of those that count."))
    yield Paragraph(_("What is only encouraged is listed and not counted."))


def _sheets(scorecard: Scorecard) -> Mapping[str, Grid]:
    return {
        _("Agencies"): overview(scorecard.agencies),
        _("Targets on track"): _by_agency(scorecard, target_grid),
        _("Figures on time"): _by_agency(scorecard, filing_grid),
        _("Measures done and going on"): _by_agency(scorecard, measure_grid),
        _("Entries without a file"): _by_agency(scorecard, partial(unproven_grid, scorecard)),
    }


def _by_agency(scorecard: Scorecard, grid_of: Callable[[AgencyScore], Grid]) -> Grid:
    grids = [(score.name, grid_of(score)) for score in scorecard.agencies]
    return without_empty(stacked(Column(_("Assessed"), wraps=True), grids))
