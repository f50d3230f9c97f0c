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
            if found != code or ("clock" in err.lower()) != warned:
                missed.append(f"{case}: exit {found}, {err}")
        times = [at for (at,) in rows(path, "SELECT at FROM batch ORDER BY number")]
        years = [period for (period,) in rows(path, "SELECT period FROM entry ORDER BY id")]
        if times != sorted(times) or years != ["2027-01", "2025", "2024"]:
            missed.append(f"{times} {years}")
        witness.digests(path)
        if here(path, "db", "verify", folder=folder, code=None)[0]:
            missed.append("db verify")
    return Outcome("clock set back, time zones, New Year", len(cases), "order kept, warned, right years", tuple(missed))


def _at(now: Now, path: Path, *command: str) -> tuple[int, str]:
    from sciplan.cli.main import run

    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(
            ["--database", str(path), "--lang", "en", *command, *(("--by", "x") if command[0] == "record" else ())], now
        )
    return code, err.getvalue()
