"""The report on a plan at a milestone or after a year: what was done, what is behind, and what both rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sciplan.domain.by_region import RegionResult, region_results
from sciplan.domain.explain import Explanation, explain
from sciplan.domain.ledger import KeptEvidence, LoggedEntry, Reported
from sciplan.domain.plan import STATE, Milestone, Plan, Section
from sciplan.domain.quotas import Quota
from sciplan.report.assessed import Assessed, assess, with_figures, without_number, worst_first
from sciplan.report.disagreements import build_check
from sciplan.report.ledger_note import LedgerNote
from sciplan.report.owed import OwedQuestion, OwedRow, build_owed
from sciplan.report.scorecard import AgencyScore, Knowledge, ScorecardQuestion, scores

OVERVIEW, CLOSING = "overview", "closing"
"""Where a clerk's own paragraphs may stand beside those of the sections."""

Notes = Mapping[str, tuple[str, ...]]
"""A clerk's own paragraphs by section key, or `overview` or `closing`."""


@dataclass(frozen=True, slots=True)
class ReviewSection:
    """A section with the targets and measures that stand in it, and what a clerk added."""

    section: Section
    targets: tuple[Assessed, ...]
    measures: tuple[Assessed, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effort:
    """A target that is not reached: what its goal still asks for, and how fast, beside how fast it went."""

    item: Assessed
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Regional:
    """A target with the results of the regions that must report it."""

    item: Assessed
    results: tuple[RegionResult, ...]

    @property
    def reached(self) -> int:
        """How many regions reach the goal."""
        return sum(result.reached is True for result in self.results)


@dataclass(frozen=True, slots=True)
class FiledFigure:
    """An entry that counts for a target, and how many files prove it."""

    item: Assessed
    logged: LoggedEntry
    files: int


@dataclass(frozen=True, slots=True)
class Review:
    """A whole report; `year` is that of an annual one, else `milestone` says what it is for.

    `items` are all targets and measures in the plan's order; `disagreeing` the names of targets with figures that
    cannot all be right; `overdue` what is past its deadline; `began` when (UTC) the ledger began;
    `agreed` what targets were to bring in the year by agreement.
    """

    plan: Plan
    milestone: Milestone | None
    year: int | None
    as_of: date
    known_at: str | None
    ledger: LedgerNote
    items: tuple[Assessed, ...]
    sections: tuple[ReviewSection, ...]
    overdue: tuple[OwedRow, ...]
    disagreeing: tuple[str, ...]
    efforts: tuple[Effort, ...]
    regional: tuple[Regional, ...]
    scores: tuple[AgencyScore, ...]
    began: str
    filed: tuple[FiledFigure, ...]
    notes: Notes
    agreed: Mapping[str, Fraction]

    @property
    def targets(self) -> tuple[Assessed, ...]:
        """The targets with figures, in the plan's order."""
        return with_figures(self.items)

    @property
    def measures(self) -> tuple[Assessed, ...]:
        """The measures and other states, in the plan's order."""
        return without_number(self.items)

    def regions_of(self, key: str) -> Regional | None:
        """Give the results by region of a target, or None where its regions are not told apart."""
        return next((one for one in self.regional if one.item.target.key == key), None)

    @property
    def behind(self) -> tuple[Assessed, ...]:
        """The targets and measures that somebody must do something about, the worst first."""
        return worst_first(item for item in self.items if item.weak)


@dataclass(frozen=True, slots=True)
class ReviewQuestion:
    """What is asked: a milestone or a year, on which date, from which knowledge, with which paragraphs added."""

    milestone: Milestone | None
    year: int | None
    as_of: date
    known_at: str | None
    notes: Notes
    quotas: tuple[Quota, ...] = ()


def build_review(plan: Plan, known: Knowledge, ledger: LedgerNote, question: ReviewQuestion) -> Review:
    """Judge everything and lay it out for the report."""
    as_of = question.as_of
    items = assess(plan, known.reports, known.evidence, as_of)
    owed = build_owed(plan, known.reports, OwedQuestion(as_of), ledger)
    checked = build_check(plan, known.reports, ledger, as_of, question.known_at)
    return Review(
        plan=plan,
        milestone=question.milestone,
        year=question.year,
        as_of=as_of,
        known_at=question.known_at,
        ledger=ledger,
        items=items,
        sections=_sections(plan, items, question.notes),
        overdue=tuple(row for row in owed.rows if row.debt.late),
        disagreeing=tuple(dict.fromkeys(row.target.name for row in checked.rows)),
        efforts=_efforts(items),
        regional=_regional(items, known.reports),
        scores=scores(plan, known, items, ScorecardQuestion(as_of)),
        began=known.began,
        filed=_filed(items, known.logged, known.evidence),
        notes=question.notes,
        agreed=_agreed(question),
    )


def _agreed(question: ReviewQuestion) -> dict[str, Fraction]:
    """Give what was agreed for the year of an annual report."""
    return {
        quota.target: Fraction(quota.amount)
        for quota in question.quotas
        if quota.year == question.year and quota.amount is not None
    }


def _sections(plan: Plan, items: Sequence[Assessed], notes: Notes) -> tuple[ReviewSection, ...]:
    found = []
    for section in plan.sections:
        held = [item for item in items if item.target.section == section.key]
        added = notes.get(section.key, ())
        if held or added:
            found.append(ReviewSection(section, with_figures(held), without_number(held), added))
    return tuple(found)


def _efforts(items: Sequence[Assessed]) -> tuple[Effort, ...]:
    """Give the targets that need a yearly change to be reached, those that must speed up most first."""
    found = []
    for item in with_figures(items):
        explanation = explain(item.case, item.row.evaluation)
        effort = item.row.evaluation.progress.effort
        if effort and explanation.required is not None and item.case.as_of < item.target.due:
            found.append((effort, Effort(item, explanation)))
    return tuple(effort for _times, effort in sorted(found, key=lambda pair: -pair[0]))


def _regional(items: Sequence[Assessed], reports: Mapping[str, Sequence[Reported]]) -> tuple[Regional, ...]:
    return tuple(
        Regional(item, region_results(item.case, reports.get(item.target.figures_of or item.target.key, ())))
        for item in with_figures(items)
        if len(item.target.regions) > 1
    )


def _filed(
    items: Sequence[Assessed], entries: Sequence[LoggedEntry], evidence: Sequence[KeptEvidence]
) -> tuple[FiledFigure, ...]:
    logged = {one.entry.id: one for one in entries}
    files: dict[int, int] = {}
    for kept in evidence:
        files[kept.entry] = files.get(kept.entry, 0) + 1
    return tuple(
        FiledFigure(item, logged[entry], files.get(entry, 0))
        for item in items
        if item.target.kind != STATE and not item.target.figures_of
        for entry in item.entries
    )
