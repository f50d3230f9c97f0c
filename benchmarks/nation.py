"""An illustrative plan and illustrative figures of any size, made from a seed: nobody's targets, nobody's figures."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from sciplan.domain.plan import Document, Goal, Plan, Region, Section, Target
from sciplan.storage import schema
from sciplan.storage.appender import Writing
from sciplan.storage.definitions import NewRevision, store_revisions

KEY = "illustrative-nation"
YEARS = range(2021, 2026)
_WRITING = Writing("benchmark", datetime(2026, 1, 1, tzinfo=UTC), "benchmark")


def nation(targets: int, regions: int) -> Plan:
    """Give a plan of cumulative targets that every region reports."""
    codes = [f"{110000 + number:06d}" for number in range(1, regions + 1)]
    return Plan(
        KEY,
        "示例方案",
        "zh",
        "country",
        "100000",
        date(2021, 1, 1),
        date(2025, 12, 31),
        Document("示例方案"),
        regions=(
            Region("100000", "全国", "country", ""),
            *(Region(code, f"示例地区{code}", "province", "100000") for code in codes),
        ),
        sections=(Section("all", "", "action", "示例行动"),),
        targets=tuple(
            Target(
                f"target-{number:04d}",
                f"示例指标{number:04d}",
                "all",
                "cumulative",
                "人次",
                Goal("at_least", Decimal(1_000_000)),
                date(2025, 12, 31),
                regions=tuple(codes),
            )
            for number in range(targets)
        ),
    )


def figures(plan: Plan, rows: int, seed: int = 1) -> Iterator[str]:
    """Give the lines of a CSV file with one figure per target, year and region, in that order."""
    chance = random.Random(seed)
    yield "target,year,region,value,unit"
    left = rows
    for target in plan.targets:
        for year in YEARS:
            for region in target.regions:
                if left == 0:
                    return
                left -= 1
                yield f"{target.key},{year},{region},{chance.randrange(100_000)},{target.unit}"


def create(path: Path, plan: Plan) -> None:
    """Create a database that holds the plan."""
    schema.create(path, lambda unfinished: _store(unfinished, plan))


def _store(path: Path, plan: Plan) -> None:
    store_revisions(path, [NewRevision(plan, _WRITING, lambda _connection: None)])
