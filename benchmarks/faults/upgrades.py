"""kill -9 during `db upgrade`: the database is the old one or the new one, and trying again works."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.faults import witness
from benchmarks.faults.aged import copy_rows, migrate_to
from benchmarks.faults.commands import run, start, until_journal, verify
from benchmarks.faults.offices import KEY, here, rows, slots, small, wide
from benchmarks.faults.outcome import Outcome

OLD = "0002"
MIXED, FAILED = "mixed", "retries failed"
CONTENTS = (
    "SELECT * FROM v_entry ORDER BY id",
    "SELECT * FROM v_evidence",
    "SELECT * FROM batch ORDER BY number",
    "SELECT sha256, size, content FROM file ORDER BY sha256",
    "SELECT * FROM v_revision ORDER BY id",
)


def upgrades(count: int, *, seed: int = 1, entries: int = 5_000, installed: bool = True) -> Outcome:
    """Kill so many upgrades, each of a fresh copy of an old database."""
    if not installed:
        tallies = [_suffer(seed, count, entries, installed=False)]
    else:
        workers = os.cpu_count() or 1
        shares = [count // workers + (place < count % workers) for place in range(workers)]
        with tempfile.TemporaryDirectory() as name:
            wide(Path(name), _targets(entries))  # made once, before the processes part
        with ProcessPoolExecutor(workers) as pool:
            seeds = range(seed, seed + workers)
            tallies = list(pool.map(_suffer, seeds, shares, [entries] * workers, [installed] * workers))
    phases = sum((tally for tally, _missed in tallies), Counter[str]())
    missed = tuple(text for _tally, texts in tallies for text in texts)
    figures = ", ".join(f"{number} {phase}" for phase, number in sorted(phases.items()))
    mixed, failed = (sum(text.startswith(what) for text in missed) for what in (MIXED, FAILED))
    return Outcome(
        "kill -9 of db upgrade", sum(phases.values()), f"{figures}; {mixed} {MIXED}, {failed} {FAILED}", missed
    )


def _suffer(seed: int, count: int, entries: int, installed: bool) -> tuple[Counter[str], list[str]]:
    chance = random.Random(seed)
    tally: Counter[str] = Counter()
    missed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="sciplan-faults-") as name:
        folder = Path(name)
        kept = folder / "kept.db"
        old_database(folder, kept, entries)
        path = folder / "sciplan.db"
        before = contents(kept)
        known = witness.digests(kept)
        command = ["--database", str(path), "db", "upgrade"]
        shutil.copy(kept, path)
        child = start(command, folder, installed=installed)
        begun = until_journal(child, path)
        writing = until_journal(child, path, there=False) - begun
        whole_time = child.wait().seconds
        for number in range(count):
            _clear(folder, kept, path)
            child = start(command, folder, installed=installed)
            if chance.random() < 0.25:
                time.sleep(chance.uniform(0, whole_time))
            else:
                until_journal(child, path)
                time.sleep(chance.uniform(0, writing * 1.2))
            child.kill()
            child.wait()
            hot = path.with_name("sciplan.db-journal").exists()
            [(revision,)] = rows(path, "SELECT version_num FROM alembic_version")
            tally["old (killed within)" if hot else "old" if revision == OLD else "new"] += 1
            same = contents(path) == before and witness.digests(path) == known
            again = run(command, folder, installed=installed)
            whole = contents(path) == before and not verify(path, folder, installed=installed)
            if not same:
                missed.append(f"{MIXED}: kill {number} at {revision}")
            if again.code != 0 or not whole:
                missed.append(f"{FAILED}: kill {number} at {revision}, {again.code} {again.err}")
    return tally, missed


def _targets(entries: int) -> int:
    """Give how many targets take so many figures."""
    return 1 + entries // 500


def contents(path: Path) -> list[list[tuple[object, ...]]]:
    """Give everything that figures, reports and fingerprints are made from."""
    return [rows(path, query) for query in CONTENTS]


def old_database(folder: Path, path: Path, entries: int) -> None:
    """Make a database of an old schema that holds what a new one does: every kind of batch, or so many figures."""
    made = folder / "made"
    made.mkdir()
    if entries:
        new, plan = wide(made, _targets(entries))
        lines = "".join(f"{target},{year},{region},5\n" for target, year, region in slots(plan)[:entries])
        (made / "r.csv").write_text(f"target,year,region,value\n{lines}", encoding="utf-8")
        here(new, "import", "r.csv", "-p", KEY, folder=made)
    else:
        new = small(made)
        # The old schema has no quotas, so their batch, the last one, is left behind.
    migrate_to(path, OLD)
    copy_rows(new, path)
    shutil.rmtree(made)


def _clear(folder: Path, kept: Path, path: Path) -> None:
    """Put a fresh copy of the old database in place, and take away what earlier upgrades left."""
    for other in folder.iterdir():
        if other != kept:
            other.unlink()
    shutil.copy(kept, path)
