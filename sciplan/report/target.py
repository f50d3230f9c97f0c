"""One target in full: what was promised, what was reported by whom, what was expected by now, and what follows."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sciplan.domain.by_region import RegionResult, region_results
from sciplan.domain.evaluate import case_of, judge
from sciplan.domain.evaluation import Evaluation
from sciplan.domain.explain import Explanation, counted, explain
from sciplan.domain.facts import holder_of, reports_seen
from sciplan.domain.plan import CUMULATIVE, Plan, Section, Target
from sciplan.domain.quotas import Quota
from sciplan.domain.trajectory import Point, trajectory
from sciplan.report.filings import Chain, Filings, build_chains, reporters_of, standings_of
from sciplan.report.ledger_note import LedgerNote
from sciplan.report.status import agency_names


class TargetPage(NamedTuple):
    """Everything about one target on a date.

    `holder` is the target whose entries it is judged on, itself unless it borrows; `borrowers` are the targets that
    are judged on its entries. `reporters` are the agencies, else the people, behind the live entries that count.
    `states` are the states by date, `points` what was expected and reported by year or period, `quotas` what was
    agreed and stands.
    """

    plan: Plan
    target: Target
    as_of: date
    known_at: str | None
    ledger: LedgerNote
    holder: Target
    borrowers: tuple[Target, ...]
    path: tuple[Section, ...]
    lead: tuple[str, ...]
    responsible: tuple[str, ...]
    lead_names: tuple[str, ...]
    responsible_names: tuple[str, ...]
    evaluation: Evaluation
    explanation: Explanation
    points: tuple[Point, ...]
    states: tuple[tuple[date, str], ...]
    regions: tuple[RegionResult, ...]
    chains: tuple[Chain, ...]
    reporters: tuple[str, ...]
    quotas: tuple[Quota, ...]


class TargetQuestion(NamedTuple):
    """What is asked: about which target, with which quotas standing, on which date, from which knowledge."""

    target: Target
    as_of: date
    known_at: str | None = None
    quotas: tuple[Quota, ...] = ()


def build_target(plan: Plan, filings: Filings, ledger: LedgerNote, question: TargetQuestion) -> TargetPage:
    """Judge one target and lay out what the judgement rests on."""
    target, as_of = question.target, question.as_of
    case = case_of(plan, target, filings.reports, as_of)
    evaluation = judge(case)
    lead, responsible = plan.answerable(target)
    standings = standings_of(plan, reports_seen(target, filings.reports, as_of), counted(case))
    chains = build_chains(plan, filings, standings)
    return TargetPage(
        plan=plan,
        target=target,
        as_of=as_of,
        known_at=question.known_at,
        ledger=ledger,
        holder=holder_of(plan, target),
        borrowers=tuple(other for other in plan.targets if other.figures_of == target.key),
        path=plan.section_path(target.section),
        lead=lead,
        responsible=responsible,
        lead_names=agency_names(plan, lead),
        responsible_names=agency_names(plan, responsible),
        evaluation=evaluation,
        explanation=explain(case, evaluation),
        points=trajectory(case),
        states=tuple(sorted(case.facts.series.states.items())),
        regions=region_results(case, filings.reports),
        chains=chains,
        reporters=reporters_of(plan, chains, None if target.kind == CUMULATIVE else evaluation.value_at),
        quotas=question.quotas,
    )
