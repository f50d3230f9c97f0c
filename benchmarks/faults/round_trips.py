"""Figures that go out and come in again elsewhere: the same entries, for CSV, JSON and workbooks."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from benchmarks.faults.offices import KEY, here, rows, slots, wide
from benchmarks.faults.outcome import Outcome

LIVE = """
    SELECT target, period, region, agency, value, numerator, denominator, state, note FROM v_live_entry ORDER BY 1, 2, 3
"""
_NOTES = ("", "", "=1+1", "'x", "-5", "a,b", '"', "一，二", "x;y", "|", "<b>", "  x", "@x", "+1", "\\n")


def round_trips(count: int, *, entries: int = 200, seed: int = 1) -> Outcome:
    """Write so many ledgers out in each format, and read each into an empty one."""
    chance = random.Random(seed)
    missed = []
    for number in range(count):
        for form in ("csv", "json", "xlsx"):
            with tempfile.TemporaryDirectory(prefix="sciplan-faults-") as name:
                folder = Path(name)
                (folder / "a").mkdir()
                (folder / "b").mkdir()
                first, plan = wide(folder / "a", 2)
                second, _plan = wide(folder / "b", 2)
                chosen = chance.sample(slots(plan), entries)
                lines = [
                    f"{target},{year},{region},{_amount(chance)},{_note(chance)}" for target, year, region in chosen
                ]
                (folder / "r.csv").write_text("target,year,region,value,note\n" + "\n".join(lines), encoding="utf-8")
                here(first, "import", "r.csv", "-p", KEY, folder=folder)
                here(first, "export", KEY, "-o", f"e.{form}", folder=folder)
                here(second, "import", f"e.{form}", "-p", KEY, folder=folder)
                if rows(first, LIVE) != rows(second, LIVE) or len(rows(first, LIVE)) != entries:
                    missed.append(f"{form}, ledger {number}")
    return Outcome(
        "export → import", count * 3, f"{count * 3 * entries:,} entries, {len(missed)} files differ", tuple(missed)
    )


def _amount(chance: random.Random) -> str:
    return f"{chance.randrange(10 ** chance.randint(1, 11))}.{chance.randrange(10**6):06d}"


def _note(chance: random.Random) -> str:
    quoted = chance.choice(_NOTES).replace('"', '""')
    return f'"{quoted}"'
