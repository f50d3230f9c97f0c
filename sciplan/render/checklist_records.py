"""The checklist for scripts: a JSON document by agency, and a record for each target and measure."""

from __future__ import annotations

from sciplan.render import words
from sciplan.render.status import status_record
from sciplan.report.assessed import Assessed
from sciplan.report.checklist import Checklist, ChecklistPart

SCHEMA = "sciplan/checklist/1"
COLUMNS = (
    "agency",
    "key",
    "name",
    "kind",
    "unit",
    "goal",
    "due",
    "value",
    "value_at",
    "attainment",
    "expected",
    "status",
    "through",
    "missing",
    "entries",
    "unproven",
)


def checklist_document(checklist: Checklist) -> dict[str, object]:
    """Give a checklist as its JSON document."""
    return {
        "schema": SCHEMA,
        "plan": checklist.plan.key,
        "milestone": checklist.milestone.key,
        "as_of": checklist.as_of.isoformat(),
        "known_at": checklist.known_at,
        "ledger": words.ledger_member(checklist.ledger),
        "agency": checklist.agency,
        "agencies": [
            {
                "agency": part.party or None,
                "supports": part.supports,
                "targets": [_record(part, item) for item in part.targets],
                "measures": [_record(part, item) for item in part.measures],
            }
            for part in checklist.parts
        ],
    }


def _record(part: ChecklistPart, item: Assessed) -> dict[str, object]:
    return {
        **status_record(item.row),
        "through": part.through.get(item.target.key),
        "missing": [
            {"period": debt.period.text, "deadline": debt.deadline.isoformat(), "regions": list(debt.regions)}
            for debt in item.missing
        ],
        "entries": list(item.entries),
        "unproven": list(item.unproven),
    }


def checklist_records(checklist: Checklist) -> list[dict[str, object]]:
    """Give one record per agency and target or measure."""
    return [{"agency": part.party or None, **_record(part, item)} for part in checklist.parts for item in part.items]
