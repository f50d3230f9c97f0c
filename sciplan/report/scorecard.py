"""What the ledger shows of each agency: four shares, each with the targets, periods and entries behind it.

Nothing is weighted, added up or ranked: who appraises an agency reads the shares and what stands behind them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sciplan.domain.evaluation import MET, ON_TRACK
from sciplan.domain.ledger import KeptEvidence, LoggedEntry, Reported
from sciplan.domain.plan import DONE, ENCOURAGED, STATE, Plan, Target
from sciplan.domain.punctuality import Filing, filings
from sciplan.report.agencies import through_group
from sciplan.report.assessed import Assessed, assess
from sciplan.report.ledger_note import LedgerNote
from sciplan.report.status import agency_name


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the ledger holds of a plan at one moment.

    `reports` are live then; `reports_at` were live when each deadline ended, or at that moment if it is earlier.
    `logged` are all entries written until then; `filled_since` says of an entry since when (UTC) its slot is filled;
    `began` is the time of the first batch.
    """

    logged: Sequence[LoggedEntry]
    reports: Mapping[str, Sequence[Reported]]
    reports_at: Mapping[date, Mapping[str, Sequence[Reported]]]
    filled_since: Mapping[int, str]
    evidence: Sequence[KeptEvidence]
    began: str


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; of nothing there is no share."""

    part: int
    whole: int

    @property
    def fraction(self) -> Fraction | None:
        """The share as a part of 1, or None where there is nothing to assess."""
        return Fraction(self.part, self.whole) if self.whole else None


@dataclass(frozen=True, slots=True)
class TargetItem:
    """A target or measure that an agency answers for; `through` is the group it is named by."""

    assessed: Assessed
    through: str | None

    @property
    def target(self) -> Target:
        """The target."""
        return self.assessed.target

    @property
    def on_track(self) -> bool:
        """Whether it is met or on track."""
        return self.assessed.status in (MET, ON_TRACK)

    @property
    def reached(self) -> bool:
        """Whether a state is as far as its goal asks."""
        return self.assessed.case.reached


@dataclass(frozen=True, slots=True)
class FilingItem:
    """Figures that an agency had to hand in; `handed_in` is the UTC time by which they were complete, if they are.

    `provable` says that the ledger was there when their deadline ended, so that it shows whether they were on time.
    """

    target: Target
    through: str | None
    filing: Filing
    handed_in: str | None
    provable: bool


@dataclass(frozen=True, slots=True)
class EntryItem:
    """A live entry that counts towards a target of an agency, and whether a file is kept with it."""

    target: Target
    through: str | None
    report: Reported
    kept: bool


@dataclass(frozen=True, slots=True)
class AgencyScore:
    """What the ledger shows of an agency or a group, as the plan names it: where it leads, else is responsible.

    `targets` have figures, `measures` are states; an entry that counts towards several targets stands once. What is
    only encouraged is among them, but in no share.
    """

    key: str
    name: str
    targets: tuple[TargetItem, ...]
    filings: tuple[FilingItem, ...]
    measures: tuple[TargetItem, ...]
    entries: tuple[EntryItem, ...]

    @property
    def on_track(self) -> Share:
        """How many targets with figures are met or on track; what is not reported is neither."""
        counted = _counted(self.targets)
        return Share(sum(item.on_track for item in counted), len(counted))

    @property
    def on_time(self) -> Share:
        """For how many periods that fell due the figures were in by their deadline, as far as the ledger shows it."""
        counted = [item for item in self.filings if item.provable]
        return Share(sum(item.filing.on_time for item in counted), len(counted))

    @property
    def to_be_done(self) -> list[TargetItem]:
        """The states that are to be done."""
        return [item for item in self.measures if item.target.goal.form == DONE]

    @property
    def ongoing(self) -> list[TargetItem]:
        """The states that never end."""
        return [item for item in self.measures if item.target.goal.form != DONE]

    @property
    def done(self) -> Share:
        """How many of the states that are to be done are done."""
        return _reached(self.to_be_done)

    @property
    def going_on(self) -> Share:
        """How many of the states that never end are going on."""
        return _reached(self.ongoing)

    @property
    def evidence(self) -> Share:
        """How many of the entries that count have a file."""
        return Share(sum(item.kept for item in self.entries), len(self.entries))


@dataclass(frozen=True, slots=True)
class Scorecard:
    """What the ledger shows of the agencies of a plan on a date, in the plan's order.

    `agency` is the key of the agency or group that was asked about; `began` when (UTC) the ledger began.
    """

    plan: Plan
    as_of: date
    known_at: str | None
    ledger: LedgerNote
    agency: str | None
    agencies: tuple[AgencyScore, ...]
    began: str

    @property
    def older(self) -> bool:
        """Whether some deadlines were over before the ledger began, so that nothing could be in time for them."""
        return older_than(self.agencies)


def older_than(scores: Sequence[AgencyScore]) -> bool:
    """Say whether some deadlines were over before the ledger began."""
    return any(not item.provable for score in scores for item in score.filings)


@dataclass(frozen=True, slots=True)
class ScorecardQuestion:
    """What is asked: on which date, from which knowledge, of which agency or group."""

    as_of: date
    known_at: str | None = None
    agency: str | None = None


def build_scorecard(plan: Plan, known: Knowledge, ledger: LedgerNote, question: ScorecardQuestion) -> Scorecard:
    """Assess every agency that answers for something, or the one that is asked about."""
    return Scorecard(
        plan=plan,
        as_of=question.as_of,
        known_at=question.known_at,
        ledger=ledger,
        agency=question.agency,
        agencies=scores(plan, known, assess(plan, known.reports, known.evidence, question.as_of), question),
        began=known.began,
    )


def scores(
    plan: Plan, known: Knowledge, judged: Sequence[Assessed], question: ScorecardQuestion
) -> tuple[AgencyScore, ...]:
    """Assess the agencies of a plan on a date, from its targets as they are judged on it.

    An agency or group that is asked for by its key is there even if it answers for nothing; of the others only those
    that do.
    """
    filed = {target.key: _filings(plan, target, known, question.as_of) for target in plan.targets}
    party = question.agency
    parties = (party,) if party is not None else tuple(plan.agency_by_key)
    found = (_score(plan, key, judged, filed, known) for key in parties)
    return tuple(score for score in found if party is not None or score.targets or score.measures)


def _filings(plan: Plan, target: Target, known: Knowledge, as_of: date) -> tuple[Filing, ...]:
    at = {day: reports.get(target.key, ()) for day, reports in known.reports_at.items()}
    return filings(plan, target, known.reports.get(target.key, ()), at, as_of)


def _score(
    plan: Plan, key: str, judged: Sequence[Assessed], filed: Mapping[str, Sequence[Filing]], known: Knowledge
) -> AgencyScore:
    named = ((assessed, through_group(plan, key, assessed.agencies)) for assessed in judged)
    items = [TargetItem(assessed, through or None) for assessed, through in named if through is not None]
    return AgencyScore(
        key=key,
        name=agency_name(plan, key),
        targets=tuple(item for item in items if item.target.kind != STATE),
        filings=tuple(
            FilingItem(item.target, item.through, filing, _handed_in(filing, known), not _before(filing, known.began))
            for item in items
            for filing in filed[item.target.key]
        ),
        measures=tuple(item for item in items if item.target.kind == STATE),
        entries=_entries(items, known),
    )


def _before(filing: Filing, began: str) -> bool:
    return filing.deadline.isoformat() < began[:10]


def _counted(items: Sequence[TargetItem]) -> list[TargetItem]:
    return [item for item in items if item.target.binding != ENCOURAGED]


def _handed_in(filing: Filing, known: Knowledge) -> str | None:
    return max(known.filled_since[entry] for entry in filing.entries) if filing.complete else None


def _entries(items: Sequence[TargetItem], known: Knowledge) -> tuple[EntryItem, ...]:
    found: dict[int, EntryItem] = {}
    for item in items:
        target = item.target
        counting, unproven = set(item.assessed.entries), set(item.assessed.unproven)
        for report in known.reports.get(target.figures_of or target.key, ()):
            if report.entry in counting and report.entry not in found:
                found[report.entry] = EntryItem(target, item.through, report, report.entry not in unproven)
    return tuple(found[entry] for entry in sorted(found))


def _reached(items: Sequence[TargetItem]) -> Share:
    counted = _counted(items)
    return Share(sum(item.reached for item in counted), len(counted))
