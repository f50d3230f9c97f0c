"""The scorecard for scripts: a JSON document with every item behind every share, and a record for each agency."""

from __future__ import annotations

from collections.abc import Sequence

from sciplan.render import words
from sciplan.report.scorecard import AgencyScore, EntryItem, FilingItem, Scorecard, Share, TargetItem

SCHEMA = "sciplan/scorecard/1"
COLUMNS = (
    "key",
    "name",
    "on_track",
    "targets",
    "on_time",
    "figures_due",
    "done",
    "to_be_done",
    "going_on",
    "ongoing",
    "with_evidence",
    "entries",
)


def scorecard_member(scorecard: Scorecard) -> dict[str, object]:
    """Give the scorecard as a JSON document; entries by their numbers."""
    return {
        "schema": SCHEMA,
        "plan": scorecard.plan.key,
        "as_of": scorecard.as_of.isoformat(),
        "known_at": scorecard.known_at,
        "ledger": {**words.ledger_member(scorecard.ledger), "began": scorecard.began},
        "agency": scorecard.agency,
        "agencies": [_agency(score) for score in scorecard.agencies],
    }


def scorecard_records(scorecard: Scorecard) -> list[dict[str, object]]:
    """Give one record per agency: each share as its part and its whole."""
    return [score_record(score) for score in scorecard.agencies]


def score_record(score: AgencyScore) -> dict[str, object]:
    """Give the record of one agency."""
    shares = (score.on_track, score.on_time, score.done, score.going_on, score.evidence)
    counts = [number for counted in shares for number in (counted.part, counted.whole)]
    return dict(zip(COLUMNS, (score.key, score.name, *counts), strict=True))


def _agency(score: AgencyScore) -> dict[str, object]:
    return {
        "key": score.key,
        "name": score.name,
        "on_track": _share(score.on_track, [_target(item) for item in score.targets]),
        "on_time": _share(score.on_time, [_filing(item) for item in score.filings]),
        "done": _share(score.done, [_measure(item) for item in score.to_be_done]),
        "going_on": _share(score.going_on, [_measure(item) for item in score.ongoing]),
        "evidence": _share(score.evidence, [_entry(item) for item in score.entries]),
    }


def _share(counted: Share, items: Sequence[dict[str, object]]) -> dict[str, object]:
    return {"part": counted.part, "whole": counted.whole, "items": list(items)}


def _target(item: TargetItem) -> dict[str, object]:
    return {
        "target": item.target.key,
        "name": item.target.name,
        "binding": item.target.binding,
        "through": item.through,
        "status": item.assessed.status,
        "entries": list(item.assessed.entries),
    }


def _filing(item: FilingItem) -> dict[str, object]:
    filing = item.filing
    return {
        "target": item.target.key,
        "name": item.target.name,
        "through": item.through,
        "period": filing.period.text,
        "deadline": filing.deadline.isoformat(),
        "on_time": filing.on_time if item.provable else None,
        "complete": filing.complete,
        "complete_since": item.handed_in,
        "entries": list(filing.entries),
    }


def _measure(item: TargetItem) -> dict[str, object]:
    return {
        "target": item.target.key,
        "name": item.target.name,
        "through": item.through,
        "state": item.assessed.row.evaluation.state,
        "reached": item.reached,
        "entries": list(item.assessed.entries),
    }


def _entry(item: EntryItem) -> dict[str, object]:
    return {
        "entry": item.report.entry,
        "target": item.target.key,
        "period": item.report.period.text,
        "region": item.report.region,
        "agency": item.report.agency or None,
        "through": item.through,
        "kept": item.kept,
    }
