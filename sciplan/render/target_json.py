"""One target in full, as its JSON document (contract `sciplan/target/1`)."""

from __future__ import annotations

from sciplan.domain.by_region import RegionResult
from sciplan.domain.owed import Owed
from sciplan.domain.plan import Target
from sciplan.domain.trajectory import Point
from sciplan.render import words
from sciplan.render.batches import quota_record
from sciplan.render.ledger_log import log_records
from sciplan.render.records import decimal_text, fraction_text
from sciplan.render.status import baseline_member, goal_member
from sciplan.report.filings import Chain
from sciplan.report.target import TargetPage

SCHEMA = "sciplan/target/1"


def target_document(page: TargetPage) -> dict[str, object]:
    """Give the document; numbers as decimal strings, shares in percent, ratios rounded half-even to six places."""
    return {
        "schema": SCHEMA,
        "plan": page.plan.key,
        "as_of": page.as_of.isoformat(),
        "known_at": page.known_at,
        "ledger": words.ledger_member(page.ledger),
        "target": _definition(page),
        "judgement": _judgement(page),
        "points": [_point(point) for point in page.points],
        "states": [{"until": day.isoformat(), "state": state} for day, state in page.states],
        "regions": [_region(result) for result in page.regions],
        "owed": [_owed(debt) for debt in page.explanation.owed],
        "chains": [_chain(chain) for chain in page.chains],
        "quotas": [quota_record(quota) for quota in page.quotas],
    }


def _definition(page: TargetPage) -> dict[str, object]:
    target = page.target
    own = page.plan.document
    return {
        "key": target.key,
        "name": target.name,
        "measure": target.measure,
        "section": target.section,
        "path": [{"key": one.key, "name": one.name, "clause": one.clause} for one in page.path],
        "kind": target.kind,
        "unit": target.unit or None,
        "goal": goal_member(target.goal),
        "due": target.due.isoformat(),
        "binding": target.binding,
        "baseline": baseline_member(target.baseline),
        "trajectory": _trajectory(target),
        "every": target.every,
        "reported_in": list(target.reported_in),
        "regions": list(target.regions),
        "combine": target.combine,
        "sampled": target.sampled,
        "own_level": target.own_level,
        "figures_of": target.figures_of,
        "take": "numerator" if target.take_numerator else None,
        "figures_also_for": [other.key for other in page.borrowers],
        "higher_goal": _higher(target),
        "source": [
            {"clause": source.clause, "document": source.document or own.number or own.title}
            for source in target.source
        ],
        "lead": list(page.lead),
        "responsible": list(page.responsible),
        "summary": target.summary,
        "note": target.note,
    }


def _trajectory(target: Target) -> object:
    if target.checkpoints:
        return {f"{year}": decimal_text(value) for year, value in target.checkpoints}
    return target.trajectory


def _higher(target: Target) -> object:
    higher = target.higher_goal
    return {"value": decimal_text(higher.value), "document": higher.document} if higher else None


def _judgement(page: TargetPage) -> dict[str, object]:
    evaluation, explanation = page.evaluation, page.explanation
    progress = evaluation.progress
    coming = explanation.coming
    return {
        "status": evaluation.status,
        "rule": evaluation.rule,
        "reason": explanation.reason,
        "value": evaluation.state if evaluation.state is not None else fraction_text(evaluation.value),
        "value_at": evaluation.value_at.isoformat() if evaluation.value_at else None,
        "reporters": list(page.reporters),
        "baseline": fraction_text(evaluation.baseline),
        "baseline_at": evaluation.baseline_at.isoformat() if evaluation.baseline_at else None,
        "goal": fraction_text(explanation.goal),
        "share_of_goal": fraction_text(explanation.share, 100),
        "attainment": fraction_text(progress.attainment, 100),
        "expected": fraction_text(progress.expected, 100),
        "expected_value": fraction_text(explanation.expected_value),
        "pace": fraction_text(progress.pace),
        "gap": fraction_text(progress.gap),
        "projection": fraction_text(progress.projection),
        "effort": fraction_text(progress.effort),
        "remaining": fraction_text(explanation.remaining),
        "required_yearly": fraction_text(explanation.required),
        "achieved_yearly": fraction_text(explanation.achieved),
        "next": {"period": coming[0].text, "deadline": coming[1].isoformat()} if coming else None,
        "notices": [{"code": notice.code, "items": list(notice.items)} for notice in evaluation.notices],
    }


def _point(point: Point) -> dict[str, object]:
    return {
        "period": point.period,
        "day": point.day.isoformat(),
        "expected": fraction_text(point.expected),
        "value": fraction_text(point.value),
        "value_at": point.value_at.isoformat() if point.value_at else None,
        "outcome": point.outcome,
    }


def _region(result: RegionResult) -> dict[str, object]:
    return {
        "region": result.code,
        "value": result.state if result.state is not None else fraction_text(result.value),
        "value_at": result.day.isoformat() if result.day else None,
        "reached": result.reached,
        "missing": [period.text for period in result.missing],
    }


def _owed(debt: Owed) -> dict[str, object]:
    return {
        "period": debt.period.text,
        "deadline": debt.deadline.isoformat(),
        "days_overdue": debt.days,
        "regions": list(debt.regions),
    }


def _chain(chain: Chain) -> list[dict[str, object]]:
    """Give the entries of one slot as the log gives them, each with what it is now and its files."""
    records = log_records([filed.logged for filed in chain.entries])
    return [
        {
            **record,
            "standing": filed.standing,
            "evidence": [{"sha256": file.sha256, "size": file.size, "name": file.name} for file in filed.evidence],
        }
        for record, filed in zip(records, chain.entries, strict=True)
    ]
