"""The report on a plan as a JSON document (contract `sciplan/report/1`)."""

from __future__ import annotations

from sciplan.render import words
from sciplan.render.records import fraction_text
from sciplan.render.score_records import score_record
from sciplan.render.status import status_record
from sciplan.report.assessed import Assessed
from sciplan.report.review import Effort, Regional, Review

SCHEMA = "sciplan/report/1"


def review_document(review: Review) -> dict[str, object]:
    """Give a report with the figures of everything it says; sentences are left to the other formats."""
    return {
        "schema": SCHEMA,
        "plan": review.plan.key,
        "milestone": review.milestone.key if review.milestone else None,
        "year": review.year,
        "as_of": review.as_of.isoformat(),
        "known_at": review.known_at,
        "ledger": words.ledger_member(review.ledger),
        "targets": [_item(item) for item in review.targets],
        "measures": [_item(item) for item in review.measures],
        "behind": [item.target.key for item in review.behind],
        "overdue": [
            {
                "agencies": list(row.agencies),
                "target": row.target.key,
                "period": row.debt.period.text,
                "deadline": row.debt.deadline.isoformat(),
                "days_overdue": row.debt.days,
                "regions": list(row.debt.regions),
            }
            for row in review.overdue
        ],
        "efforts": [_effort(effort) for effort in review.efforts],
        "agencies": [score_record(score) for score in review.scores],
        "regions": [_regional(one) for one in review.regional],
        "disagreeing": list(review.disagreeing),
        "notes": {key: list(paragraphs) for key, paragraphs in review.notes.items()},
    }


def _item(item: Assessed) -> dict[str, object]:
    return {**status_record(item.row), "entries": list(item.entries), "unproven": list(item.unproven)}


def _effort(effort: Effort) -> dict[str, object]:
    explanation = effort.explanation
    return {
        "target": effort.item.target.key,
        "remaining": fraction_text(explanation.remaining),
        "required": fraction_text(explanation.required),
        "achieved": fraction_text(explanation.achieved),
        "effort": fraction_text(effort.item.row.evaluation.progress.effort),
    }


def _regional(one: Regional) -> dict[str, object]:
    results = one.results
    return {
        "target": one.item.target.key,
        "reported": [result.code for result in results if result.day is not None],
        "reached": [result.code for result in results if result.reached],
        "not_reached": [result.code for result in results if result.reached is False],
        "missing": [result.code for result in results if result.missing],
    }
