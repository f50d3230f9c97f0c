"""From the fields of a file to a plan: defaults are filled in, levels become regions, measures become targets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sciplan.domain.plan import (
    AT_LEAST,
    AT_MOST,
    BETWEEN,
    CHECKPOINTS,
    CUMULATIVE,
    MORE_THAN,
    POOLED,
    STATE,
    SUM,
    Agency,
    AgencyGroup,
    Baseline,
    Document,
    Goal,
    HigherGoal,
    Milestone,
    Plan,
    Section,
    Source,
    Target,
)
from sciplan.domain.quantity import is_ratio

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sciplan.domain.plan import Region
    from sciplan.planfile.model import (
        BaselineFields,
        DocumentFields,
        GoalFields,
        HigherGoalFields,
        MeasureFields,
        MilestoneFields,
        PlanFields,
        SectionFields,
        SourceFields,
        TargetFields,
    )


def build_plan(fields: PlanFields, regions: tuple[Region, ...], named: list[tuple[str, ...]]) -> Plan:
    """Give the plan; `regions` are those of the plan, `named` the codes that each target's `regions` stand for."""
    end = last_day(fields.period[1])
    sections = tuple(_sections(fields.sections, ""))
    targets = [_target(target, codes, end) for target, codes in zip(fields.targets, named, strict=True)]
    judgement = {} if fields.judgement is None else fields.judgement.model_dump(exclude_unset=True)
    if fields.declares is not None:
        judgement["declares"] = tuple(fields.declares.model_dump(exclude_unset=True).items())
    if fields.reporting is not None:
        judgement["reporting_due"] = fields.reporting.due
    return Plan(
        key=fields.key,
        name=fields.name,
        language=fields.language,
        level=fields.level,
        region=fields.region,
        start=first_day(fields.period[0]),
        end=end,
        document=_document(fields.document),
        implements=fields.implements,
        regions=regions,
        agencies=tuple(
            Agency(agency.key, agency.name, agency.full_name, tuple(agency.aliases), agency.level)
            for agency in fields.agencies
        ),
        groups=tuple(
            AgencyGroup(group.key, group.name, tuple(group.members), group.inferred) for group in fields.agency_groups
        ),
        milestones=tuple(map(_milestone, fields.milestones)),
        sections=tuple(section for section, _fields in sections),
        targets=(
            *targets,
            *(_measure(measure, section, end) for section, inner in sections for measure in inner.measures),
        ),
        **judgement,
    )


def first_day(when: int | date) -> date:
    """Give a date, or the first day of a year."""
    return when if isinstance(when, date) else date(when, 1, 1)


def last_day(when: int | date) -> date:
    """Give a date, or the last day of a year."""
    return when if isinstance(when, date) else date(when, 12, 31)


def _document(fields: DocumentFields) -> Document:
    return Document(fields.title, fields.number, fields.issuer, fields.date, fields.url)


def _milestone(fields: MilestoneFields) -> Milestone:
    first, last = (
        (fields.when, fields.when) if isinstance(fields.when, int | date) else (fields.when.start, fields.when.end)
    )
    return Milestone(fields.key, fields.name, first_day(first), last_day(last), fields.review)


def _sections(fields: list[SectionFields], parent: str) -> Iterator[tuple[Section, SectionFields]]:
    """Give the sections in outline order, each with its fields."""
    for section in fields:
        yield (
            Section(
                key=section.key,
                parent=parent,
                kind=section.kind,
                name=section.name,
                clause=section.clause,
                lead=_keys(section.lead),
                responsible=_keys(section.responsible),
                summary=section.summary,
            ),
            section,
        )
        yield from _sections(section.sections, section.key)


def _measure(fields: MeasureFields, section: Section, plan_end: date) -> Target:
    return Target(
        key=fields.key,
        name=fields.name,
        section=section.key,
        kind=STATE,
        unit="",
        goal=Goal(fields.goal),
        due=plan_end if fields.due is None else last_day(fields.due),
        binding=fields.binding,
        lead=_keys(fields.lead),
        responsible=_keys(fields.responsible),
        source=(Source(fields.clause),) if fields.clause else (),
        note=fields.note,
        measure=True,
        summary=fields.summary,
    )


def _target(fields: TargetFields, regions: tuple[str, ...], plan_end: date) -> Target:
    unit = fields.unit or ""
    return Target(
        key=fields.key,
        name=fields.name,
        section=fields.section,
        kind=fields.kind,
        unit=unit,
        goal=_goal(fields.goal),
        due=plan_end if fields.due is None else last_day(fields.due),
        binding=fields.binding,
        baseline=_baseline(fields.baseline),
        trajectory=fields.trajectory if isinstance(fields.trajectory, str) else CHECKPOINTS,
        checkpoints=() if isinstance(fields.trajectory, str) else tuple(sorted(fields.trajectory.items())),
        every=fields.every,
        reported_in=tuple(fields.reported_in or ()),
        regions=regions,
        combine=fields.combine or _usual_combine(fields.kind, unit),
        figures_of=fields.figures_of,
        take_numerator=fields.take is not None,
        lead=_keys(fields.lead),
        responsible=_keys(fields.responsible),
        source=tuple(map(_source, fields.source)),
        note=fields.note,
        higher_goal=None if fields.higher_goal is None else _higher_goal(fields.higher_goal),
        sampled=fields.sampled,
        own_level=fields.own_level,
    )


def _higher_goal(fields: HigherGoalFields) -> HigherGoal:
    return HigherGoal(fields.value, fields.document)


def _usual_combine(kind: str, unit: str) -> str:
    return POOLED if kind != CUMULATIVE and is_ratio(unit) else SUM


def _goal(fields: str | GoalFields) -> Goal:
    if isinstance(fields, str):
        return Goal(fields)
    if fields.between is not None:
        return Goal(BETWEEN, fields.between[0], fields.between[1])
    if fields.at_most is not None:
        return Goal(AT_MOST, fields.at_most)
    form, amount = (AT_LEAST, fields.at_least) if fields.at_least is not None else (MORE_THAN, fields.more_than)
    return Goal(form, amount) if isinstance(amount, Decimal) else Goal(form, reference=amount)


def _baseline(fields: str | BaselineFields | None) -> Baseline | None:
    if fields is None:
        return None
    return Baseline(None, None) if isinstance(fields, str) else Baseline(fields.value, fields.year)


def _source(fields: str | SourceFields) -> Source:
    return Source(fields) if isinstance(fields, str) else Source(fields.clause, fields.document)


def _keys(fields: str | list[str]) -> tuple[str, ...]:
    return (fields,) if isinstance(fields, str) else tuple(fields)
