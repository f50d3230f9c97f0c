"""How fast a CSV file comes in, validated, chained and committed, beside the bare `.import` of the `sqlite3` shell.

    python benchmarks/import.py [ROWS [RUNS]]

Both read the same file on the same machine, in turns. The shell fills a table without keys or checks. The shares are
medians of the runs; the memory is the highest of all runs.
"""

from __future__ import annotations

import platform
import sqlite3
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.measure import Measured, measure
from benchmarks.nation import KEY, create, figures, nation

GOAL_SHARE, GOAL_RESIDENT = 0.30, 100


def main(rows: int = 1_000_000, runs: int = 3) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="sciplan-benchmark-") as name:
        folder = Path(name)
        plan = nation(max(1, rows // 500), 100)
        file = folder / "illustrative-figures.csv"
        with file.open("w", encoding="utf-8") as stream:
            stream.writelines(f"{line}\n" for line in figures(plan, rows))
        pairs = [(_ours(folder, file, plan, rows), _shell(folder, file)) for _run in range(runs)]
    _report(rows, pairs)


def _ours(folder: Path, file: Path, plan: object, rows: int) -> Measured:
    database = folder / "sciplan.db"
    database.unlink(missing_ok=True)
    create(database, plan)  # type: ignore[arg-type]
    command = [sys.executable, "-m", "sciplan", "--database", str(database), "import", str(file), "-p", KEY]
    measured = measure(command, folder=Path(__file__).parent.parent, environment={"SCIPLAN_USER": "benchmark"})
    connection = sqlite3.connect(database)
    [(count, entries)] = connection.execute("SELECT (SELECT count(*) FROM entry), (SELECT sum(entries) FROM batch)")
    connection.close()
    if (count, entries) != (rows, rows):
        raise AssertionError((count, entries))
    return measured


def _shell(folder: Path, file: Path) -> Measured:
    database = folder / "shell.db"
    database.unlink(missing_ok=True)
    return measure(["sqlite3", str(database), "-cmd", ".mode csv", f".import {file} figures"], folder=folder)


def _report(rows: int, pairs: list[tuple[Measured, Measured]]) -> None:
    print(f"{platform.machine()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}")
    print(f"{rows:,} rows, {len(pairs)} runs in turns; medians")
    for name, which in (("sciplan import", 0), ("sqlite3 .import", 1)):
        wall = statistics.median(pair[which].wall for pair in pairs)
        processor = statistics.median(pair[which].processor for pair in pairs)
        resident = max(pair[which].resident for pair in pairs)
        print(f"{name:16}  {rows / wall:>10,.0f} rows/s  {wall:>7.2f} s  {processor:>7.2f} s CPU  {resident:>6.1f} MiB")
    share = statistics.median(shell.wall / ours.wall for ours, shell in pairs)
    processor_share = statistics.median(shell.processor / ours.processor for ours, shell in pairs)
    resident = max(ours.resident for ours, _shell in pairs)
    print(f"share of the shell's rate: {share:.1%} by the clock, {processor_share:.1%} by CPU; goal {GOAL_SHARE:.0%}")
    print(f"memory: {resident:.1f} MiB; goal {GOAL_RESIDENT} MiB")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
