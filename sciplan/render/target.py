"""One target in full, for a person: why it has its status, its chart, its regions, its entries, its definition."""

from __future__ import annotations

from collections.abc import Iterator

from sciplan.domain.by_region import RegionResult
from sciplan.domain.period import grade_word
from sciplan.domain.plan import ANNUAL, CHECKPOINTS, CUMULATIVE, EACH, STATE, Target
from sciplan.i18n import _, pgettext
from sciplan.render import figures, words
from sciplan.render.chart import chart_table, figure_text
from sciplan.render.facts import Fact
from sciplan.render.ledger_log import content_text
from sciplan.render.table import LEFT, RIGHT, Column, Table, without_empty
from sciplan.report.filings import BASELINE, COUNTED, COVERED, LATER, RETRACTED, SUPERSEDED, Chain, Filed
from sciplan.report.target import TargetPage


def target_heading(page: TargetPage) -> list[str]:
    """Give the lines at the top: the target, its plan, the date, the status."""
    return [
        f"{page.target.name} · {page.target.key}",
        f"{page.plan.name} · {words.as_of_text(page.as_of, page.known_at)}",
        words.status_mark(page.evaluation.status),
        words.ledger_text(page.ledger),
    ]


def definition(page: TargetPage) -> list[Fact]:
    """Give what the plan says of the target."""
    target = page.target
    return [
        (_("Section"), " > ".join(section.name for section in page.path)),
        (_("Source"), _sources(page)),
        (_("Kind"), _kind(target)),
        (_("Goal"), f"{words.goal_text(target)} [{words.binding_word(target.binding)}]"),
        (_("Due"), target.due.isoformat()),
        (_("Baseline"), _baseline(page)),
        (_("Trajectory"), _trajectory(target)),
        (_("Agreed"), _agreed(page)),
        (_("Regions"), _combine(target)),
        (_("Reported in"), _(", ").join(str(year) for year in target.reported_in)),
        (_("Figures of"), f"{page.holder.name} · {page.holder.key}" if target.figures_of else ""),
        (_("Figures also for"), _(", ").join(f"{other.name} · {other.key}" for other in page.borrowers)),
        (_("Higher goal"), _higher(target)),
        (_("Lead"), _(", ").join(page.lead_names)),
        (_("Responsible"), _(", ").join(page.responsible_names)),
        (_("Summary"), target.summary or ""),
        (_("Note"), target.note or ""),
    ]


def definition_table(page: TargetPage) -> Table:
    """Give the definition as a table."""
    columns = (Column(_("What")), Column(_("The plan says"), wraps=True))
    return Table(columns, tuple(fact for fact in definition(page) if fact[1]))


def _sources(page: TargetPage) -> str:
    own = page.plan.document.number or page.plan.document.title
    clauses: dict[str, list[str]] = {}
    for source in page.target.source:
        clauses.setdefault(source.document or own, []).append(source.clause)
    return _("; ").join(f"{_(', ').join(found)} · {document}" for document, found in clauses.items())


def _kind(target: Target) -> str:
    kind = words.kind_word(target.kind)
    if target.kind == ANNUAL:
        kind = _("{kind}, each {period} judged alone").format(kind=kind, period=grade_word(target.every))
    if target.take_numerator:
        kind = _("{kind}, from the numerators").format(kind=kind)
    if target.sampled:
        kind = _("{kind}, of a sample").format(kind=kind)
    if target.own_level:
        kind = _("{kind}, own figures of the regions only").format(kind=kind)
    return _("{kind}, in {unit}").format(kind=kind, unit=target.unit) if target.unit else kind


def _baseline(page: TargetPage) -> str:
    """Give the baseline of the plan, else the one that the judgement found."""
    stated, evaluation = page.target.baseline, page.evaluation
    if stated and stated.value is not None:
        amount = figures.amount_with_unit(stated.value, page.target.unit)
        return _("{value} in {year}").format(value=amount, year=stated.year)
    if evaluation.baseline is not None and evaluation.baseline_at is not None:
        amount = figure_text(page.target, evaluation.baseline)
        return _("{value} in {year}").format(value=amount, year=evaluation.baseline_at.year)
    return _("unknown") if stated else ""


def _trajectory(target: Target) -> str:
    if target.kind in (STATE, ANNUAL):
        return ""
    if target.trajectory == CHECKPOINTS:
        points = [f"{year}: {figures.amount_with_unit(value, target.unit)}" for year, value in target.checkpoints]
        return _("through {points}").format(points=_(", ").join(points))
    return {"linear": _("linear"), "at-due": _("all of it on the due date")}[target.trajectory]


def _agreed(page: TargetPage) -> str:
    """Give what was agreed for each year, and where: of what adds up what that year alone is to bring, too."""
    unit, adds_up = page.target.unit, page.target.kind == CUMULATIVE
    told = []
    for quota in page.quotas:
        if quota.amount is not None and quota.checkpoint is not None:
            total = figures.amount_with_unit(quota.checkpoint, unit)
            text = _("{year}: {amount}, {total} by its end (b{batch})") if adds_up else _("{year}: {total} (b{batch})")
            amount = figures.amount_with_unit(quota.amount, unit)
            told.append(text.format(year=quota.year, amount=amount, total=total, batch=quota.batch))
    return _("; ").join(told)


def _combine(target: Target) -> str:
    if not target.regions:
        return ""
    how = {"sum": _("added up"), "pooled": _("pooled"), "each": _("each judged alone")}[target.combine]
    return _("{number} must report, {how}").format(number=len(target.regions), how=how)


def _higher(target: Target) -> str:
    higher = target.higher_goal
    return f"{figures.amount_with_unit(higher.value, target.unit)} · {higher.document}" if higher else ""


def target_parts(page: TargetPage) -> Iterator[tuple[str, Table]]:
    """Give the tables: years or periods, states, regions, entries, each with its heading, unless there is nothing."""
    if page.points:
        yield _("Expected and reported"), chart_table(page.target, page.points)
    if page.states:
        rows = tuple((day.isoformat(), words.state_word(state)) for day, state in page.states)
        yield _("States"), Table((Column(_("Until")), Column(_("State"))), rows)
    if page.regions:
        yield _("Regions"), _region_table(page)
    if page.chains:
        yield _("Entries"), _entry_table(page)


def _region_table(page: TargetPage) -> Table:
    columns = (
        Column(_("Region"), wraps=True),
        Column(_("Reported"), RIGHT),
        Column(_("At"), optional=True),
        Column(_("Goal"), optional=True),
        Column(_("Missing"), wraps=True, optional=True),
    )
    return without_empty(Table(columns, tuple(_region_cells(page, result) for result in page.regions)))


def _region_cells(page: TargetPage, result: RegionResult) -> tuple[str, ...]:
    if result.state is not None:
        value = words.state_word(result.state)
    elif result.value is not None:
        value = figures.amount_with_unit(figures.reported(result.value, [page.target.goal.value]), page.target.unit)
    else:
        value = _("not computable") if result.day else "–"
    reached = ""
    if page.target.combine == EACH and result.day:
        reached = {
            True: "√ " + _("reached"),
            False: "× " + _("not reached"),
            None: "– " + _("nothing to compare with"),
        }[result.reached]
    return (
        page.plan.region_by_code[result.code].name,
        value,
        result.day.isoformat() if result.day else "",
        reached,
        _(", ").join(str(period) for period in result.missing),
    )


def _entry_table(page: TargetPage) -> Table:
    columns = (
        Column(_("Entry"), LEFT),
        Column(_("Period")),
        Column(_("Region"), priority=2, optional=True),
        Column(_("Agency"), priority=3, optional=True),
        Column(pgettext("entry", "Value"), RIGHT),
        Column(_("Standing")),
        Column(_("Recorded (UTC)"), priority=1),
        Column(_("Evidence"), priority=5, wraps=True, optional=True),
        Column(_("Note"), priority=4, wraps=True, optional=True),
    )
    regional = any(chain.entries[0].logged.entry.slot.region != page.plan.region for chain in page.chains)
    rows = tuple(
        _entry_cells(chain, filed, regional=regional, first=place == 0)
        for chain in page.chains
        for place, filed in enumerate(chain.entries)
    )
    return without_empty(Table(columns, rows))


def _entry_cells(chain: Chain, filed: Filed, *, regional: bool, first: bool) -> tuple[str, ...]:
    """Give one entry; what supersedes another one stands under it, marked by a branch."""
    entry = filed.logged.entry
    return (
        str(entry.id) if first else f"└ {entry.id}",
        entry.slot.period if first else "",
        chain.region_name if first and regional else "",
        chain.agency_name if first else "",
        content_text(entry.content),
        _standing(filed),
        f"{filed.logged.recorded_at[:10]} {filed.logged.recorded_by}",
        _(", ").join(f"{file.name} {file.sha256[:12]}" for file in filed.evidence),
        entry.note or "",
    )


def _standing(filed: Filed) -> str:
    return {
        COUNTED: _("counts"),
        BASELINE: _("baseline"),
        COVERED: _("not counted"),
        LATER: _("later"),
        SUPERSEDED: _("superseded"),
        RETRACTED: _("retraction"),
    }[filed.standing]
