"""An illustrative plan and illustrative figures of any size, made from a seed: nobody's targets, nobody's figures."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from sciplan.domain.plan import Document, Goal, Plan, Region, Section, Target
from sciplan.storage import schema
from sciplan.storage.appender import Writing
from sciplan.storage.definitions import NewRevision, store_revisions

KEY = "illustrative-nation"
YEARS = tuple(str(year) for year in range(2021, 2026))
QUARTERS = tuple(f"{year}Q{quarter}" for year in YEARS for quarter in range(1, 5))
_WRITING = Writing("benchmark", datetime(2026, 1, 1, tzinfo=UTC), "benchmark")


def nation(targets: int, regions: int, *, named: bool = True) -> Plan:
    """Give a plan of cumulative targets that every region reports.

    Where the regions are `named`, each target lists them, and every one must report; otherwise whoever reports counts.
    """
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
                regions=tuple(codes) if named else (),
            )
            for number in range(targets)
        ),
    )


def figures(
    plan: Plan,
    rows: int | None = None,
    seed: int = 1,
    *,
    periods: Sequence[str] = YEARS,
    regions: Sequence[str] | None = None,
) -> Iterator[str]:
    """Give the lines of a CSV file with one figure per target, period and region, in that order.

    The regions are all but the plan's own, unless some are named.
    """
    chance = random.Random(seed)
    codes = [region.code for region in plan.regions[1:]] if regions is None else regions
    yield "target,period,region,value,unit"
    left = len(plan.targets) * len(periods) * len(codes) if rows is None else rows
    for target in plan.targets:
        for period in periods:
            for region in codes:
                if left == 0:
                    return
                left -= 1
                yield f"{target.key},{period},{region},{chance.randrange(100_000)},{target.unit}"


def create(path: Path, plan: Plan) -> None:
    """Create a database that holds the plan."""
    schema.create(path, lambda unfinished: _store(unfinished, plan))


def _store(path: Path, plan: Plan) -> None:
    store_revisions(path, [NewRevision(plan, _WRITING, lambda _connection: None)])
