"""A plan clause by clause: what each clause of the document became, so that it can be ticked off."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sciplan.domain.plan import Plan, Target
from sciplan.report.status import agency_names

SECTION, MEASURE, TARGET = "section", "measure", "target"
_NUMERALS = "一二三四五六七八九十"
_CLAUSE = re.compile(r"([一二三四五六七八九十]+)?(?:（([一二三四五六七八九十]+)）)?([0-9]+)?")


@dataclass(frozen=True, slots=True)
class ClauseItem:
    """What came of a clause: a section, measure or target; `target` is None for a section."""

    clause: str
    kind: str
    key: str
    name: str
    lead_names: tuple[str, ...]
    responsible_names: tuple[str, ...]
    target: Target | None


@dataclass(frozen=True, slots=True)
class ClauseReport:
    """All items of a plan in the order of its clauses; an item with two clauses stands under both."""

    plan: Plan
    items: tuple[ClauseItem, ...]


def build_clauses(plan: Plan) -> ClauseReport:
    """Put the sections, measures and targets of a plan under the clauses that they come from."""
    items = []
    for section in plan.sections:
        names = agency_names(plan, section.lead), agency_names(plan, section.responsible)
        items.append(ClauseItem(section.clause or "", SECTION, section.key, section.name, *names, None))
    for target in plan.targets:
        lead, responsible = plan.answerable(target)
        names = agency_names(plan, lead), agency_names(plan, responsible)
        kind = MEASURE if target.measure else TARGET
        clauses = [source.clause for source in target.source if source.document is None] or [""]
        items += [ClauseItem(clause, kind, target.key, target.name, *names, target) for clause in clauses]
    return ClauseReport(plan, tuple(sorted(items, key=_document_order)))


def _document_order(item: ClauseItem) -> tuple[tuple[int, int, int, str], int]:
    return clause_order(item.clause), (SECTION, MEASURE, TARGET).index(item.kind)


def clause_order(clause: str) -> tuple[int, int, int, str]:
    """Give what sorts clauses such as 一（三） and 二（一）1 as the document does; anything else comes last."""
    match = _CLAUSE.fullmatch(clause)
    if not clause or match is None:
        return (99, 0, 0, clause)
    chapter, part, number = match.groups()
    return (_number(chapter), _number(part), int(number or 0), clause)


def _number(numeral: str | None) -> int:
    """Read a Chinese numeral up to ninety-nine; none is 0."""
    if not numeral:
        return 0
    tens, ten, ones = numeral.rpartition("十")
    units = _NUMERALS.index(ones) + 1 if ones else 0
    return (10 * (_NUMERALS.index(tens) + 1 if tens else 1) if ten else 0) + units
