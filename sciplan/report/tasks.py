"""The key tasks of a year and their division: what each target and measure is to bring, by whom, until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from sciplan.domain.evaluate import Case
from sciplan.domain.ledger import Reported
from sciplan.domain.plan import ANNUAL, CUMULATIVE, DONE, LEVEL, ONGOING, Plan, Section, Target
from sciplan.domain.quotas import Quota, quotas_that_hold, takes_quota, with_quotas
from sciplan.domain.shares import YearShare, case_before, year_share
from sciplan.report.ledger_note import LedgerNote
from sciplan.report.status import agency_names


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One target or measure that is live in the year, its share of it, and the quota that stands for the year.

    `part` is the outermost section that it is in; `takes_quota` says whether a quota can be agreed. `deadline` is the
    end of the year for what the year alone is asked for, else the due date, which may be over. Agencies and groups are
    given by key and by name.
    """

    target: Target
    part: Section
    section_name: str
    lead: tuple[str, ...]
    responsible: tuple[str, ...]
    lead_names: tuple[str, ...]
    responsible_names: tuple[str, ...]
    share: YearShare
    state: str | None
    takes_quota: bool
    agreed: Quota | None
    deadline: date

    @property
    def brings(self) -> Decimal | None:
        """What the year alone is to bring of what adds up."""
        if self.target.kind != CUMULATIVE:
            return None
        return self.agreed.amount if self.agreed else self.share.proposed

    @property
    def total(self) -> Fraction | None:
        """The value to be reached by the year's end."""
        if self.agreed is not None and self.agreed.checkpoint is not None:
            return Fraction(self.agreed.checkpoint)
        if self.brings is not None and self.share.reached is not None:
            return self.share.reached + Fraction(self.brings)
        return None if self.share.proposed is None else Fraction(self.share.proposed)


@dataclass(frozen=True, slots=True)
class TaskList:
    """The tasks of a year in the order of the plan's outline; `settled` is how many were finished before it began."""

    plan: Plan
    revision: int
    year: int
    known_at: str | None
    ledger: LedgerNote
    rows: tuple[TaskRow, ...]
    settled: int

    @property
    def as_of(self) -> date:
        """The last day before the year: what was reached until then is the base of its shares."""
        return date(self.year - 1, 12, 31)


@dataclass(frozen=True, slots=True)
class TaskQuestion:
    """What is asked: of which revision of a plan, for which year, from which knowledge, with what agreed so far."""

    revision: int
    year: int
    known_at: str | None = None
    quotas: tuple[Quota, ...] = ()


def build_tasks(
    plan: Plan, reports: Mapping[str, Sequence[Reported]], ledger: LedgerNote, question: TaskQuestion
) -> TaskList:
    """List what is to be done in a year; the plan is as loaded, its quotas are those of the question."""
    before = without_year(plan, question.quotas, question.year)
    places = {section.key: place for place, section in enumerate(plan.sections)}
    agreed: dict[str, list[Quota]] = {}
    for quota in question.quotas:
        if quota.year == question.year:
            agreed.setdefault(quota.target, []).append(quota)
    rows, settled = [], 0
    for target in sorted(before.targets, key=lambda one: places[one.section]):
        if target.due.year < question.year and not _stays(target):
            continue
        case = case_before(before, target, reports.get(target.figures_of or target.key, ()), question.year)
        if case.settled:
            settled += 1
            continue
        quotas = quotas_that_hold(target, agreed.get(target.key, ()))
        rows.append(_row(case, question.year, quotas[0] if quotas else None))
    return TaskList(plan, question.revision, question.year, question.known_at, ledger, tuple(rows), settled)


def _stays(target: Target) -> bool:
    """Say whether a target is still to be done after its due date: it can be caught up on, unlike a past year."""
    return target.kind == CUMULATIVE or target.goal.form == DONE


def without_year(plan: Plan, quotas: Sequence[Quota], year: int) -> Plan:
    """Give a plan with the quotas of all years but one, so that what was agreed does not propose itself."""
    return with_quotas(plan, [quota for quota in quotas if quota.year != year])


def _row(case: Case, year: int, agreed: Quota | None) -> TaskRow:
    plan, target, share = case.plan, case.target, year_share(case, year)
    lead, responsible = plan.answerable(target)
    return TaskRow(
        target=target,
        part=plan.section_path(target.section)[0],
        section_name=plan.section_by_key[target.section].name,
        lead=lead,
        responsible=responsible,
        lead_names=agency_names(plan, lead),
        responsible_names=agency_names(plan, responsible),
        share=share,
        state=case.state,
        takes_quota=takes_quota(target, year) and (target.kind == LEVEL or share.reached is not None),
        agreed=agreed,
        deadline=_deadline(target, year, asked=agreed is not None or share.proposed is not None),
    )


def _deadline(target: Target, year: int, *, asked: bool) -> date:
    yearly = asked or target.kind == ANNUAL or target.goal.form == ONGOING
    return min(target.due, date(year, 12, 31)) if yearly else target.due
