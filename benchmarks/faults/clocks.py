"""Clocks that are wrong or elsewhere: batches keep their order, and figures their year."""

from __future__ import annotations

import io
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.faults import witness
from benchmarks.faults.offices import here, rows
from benchmarks.faults.outcome import Outcome
from sciplan.clock import Now

ORDER, WARNED, YEARS = "order kept", "warned", "right years"
"""What is looked at; what was missed begins with one of them."""

WEST = Now(datetime(2026, 1, 1, 3, 30, tzinfo=UTC), date(2025, 12, 31))
"""New Year's Eve in the Americas, when it is next year in UTC."""
NEW_YEAR = Now(datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2027, 1, 1))
"""Half past seven on New Year's morning in Beijing, when it is still last year in UTC."""
LATER = Now(datetime(2027, 3, 2, 1, 30, tzinfo=UTC), date(2027, 3, 2))
SET_BACK = Now(datetime(2027, 3, 1, 1, 30, tzinfo=UTC), date(2027, 3, 1))


def clocks() -> Outcome:
    """Record by each clock."""
    missed = []
    with tempfile.TemporaryDirectory(prefix="sciplan-faults-") as name:
        folder = Path(name)
        path = folder / "sciplan.db"
        _at(WEST, path, "init", "national-2021-2035")
        cases = (
            ("New Year's Eve in the west", WEST, "2026-01", 3, False),
            ("New Year's morning in Beijing", NEW_YEAR, "2027-01", 0, False),
            ("later", LATER, "2025", 0, False),
            ("set back", SET_BACK, "2024", 0, True),
        )
        for case, now, period, code, warned in cases:
            found, err = _at(now, path, "record", "literacy-2025", "12%", "--period", period)
            if found != code:
                missed.append(f"{YEARS}: {case}: exit {found}, {err}")
            if ("clock" in err.lower()) != warned:
                missed.append(f"{WARNED}: {case}: {err}")
        times = [at for (at,) in rows(path, "SELECT at FROM batch ORDER BY number")]
        years = [period for (period,) in rows(path, "SELECT period FROM entry ORDER BY id")]
        if times != sorted(times):
            missed.append(f"{ORDER}: {times}")
        if years != ["2027-01", "2025", "2024"]:
            missed.append(f"{YEARS}: {years}")
        witness.digests(path)
        if here(path, "db", "verify", folder=folder, code=None)[0]:
            missed.append(f"{ORDER}: db verify")
    figures = ", ".join(_told(fact, missed) for fact in (ORDER, WARNED, YEARS))
    return Outcome("clock set back, time zones, New Year", len(cases), figures, tuple(missed))


def _told(fact: str, missed: list[str]) -> str:
    return f"NOT {fact}" if any(text.startswith(fact) for text in missed) else fact


def _at(now: Now, path: Path, *command: str) -> tuple[int, str]:
    from sciplan.cli.main import run

    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(
            ["--database", str(path), "--lang", "en", *command, *(("--by", "x") if command[0] == "record" else ())], now
        )
    return code, err.getvalue()
