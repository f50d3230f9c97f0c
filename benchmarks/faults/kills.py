"""kill -9 at random moments of records, corrections and imports: what was acknowledged is still there, exactly.

A kill is aimed: half of them anywhere in the time that the command takes, half from the moment on at which SQLite has
begun its journal, because the write itself is a small part of a command.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.faults import witness
from benchmarks.faults.commands import run, start, until_journal, verify
from benchmarks.faults.offices import KEY, rows, slots, wide
from benchmarks.faults.outcome import Outcome

KINDS = ("record", "record", "evidence", "correct", "import")
BULK = (5_100, 7_000)
"""Rows of an import: past the number from which on a batch lifts the guard of its table."""

_TARGETS = 80
_MOST_ROWS = 30_000
_SAID = re.compile(r"batch b([0-9]+), fingerprint ([0-9a-f]{12})")
ADDED = "SELECT target, period, region, typed FROM v_entry WHERE id > ? ORDER BY id"


@dataclass(slots=True)
class Tally:
    """What became of kills: how many fell before, within and after the commit; what went wrong."""

    phases: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    entries: int = 0
    missed: list[str] = field(default_factory=list)


def kills(count: int, *, seed: int = 1, installed: bool = True) -> Outcome:
    """Kill so many writers, each followed by a look at everything the ledger holds."""
    if not installed:
        tallies = [_Victim(seed, installed=False).suffer(count)]
    else:
        workers = os.cpu_count() or 1
        shares = [count // workers + (place < count % workers) for place in range(workers)]
        with tempfile.TemporaryDirectory() as name:
            wide(Path(name), _TARGETS)  # made once, before the processes part
        with ProcessPoolExecutor(workers) as pool:
            tallies = list(pool.map(_suffer, range(seed, seed + workers), shares))
    phases = sum((tally.phases for tally in tallies), Counter[str]())
    told = sum(tally.acknowledged for tally in tallies)
    entries = sum(tally.entries for tally in tallies)
    missed = tuple(text for tally in tallies for text in tally.missed)
    fell = ", ".join(f"{phases[phase]} {phase}" for phase in ("before", "within", "after"))
    figures = f"{fell} the commit; {entries:,} entries of {told} acknowledged batches: {len(missed)} lost or half"
    return Outcome("kill -9 of records and imports", sum(phases.values()), figures, missed)


def _suffer(seed: int, count: int) -> Tally:
    return _Victim(seed, installed=True).suffer(count)


class _Victim:
    """A ledger in a folder of its own, whose writers are killed one after the other."""

    def __init__(self, seed: int, *, installed: bool) -> None:
        self._chance = random.Random(seed)
        self._installed = installed
        self._tally = Tally()
        self._spans: dict[str, tuple[float, float]] = {}

    def suffer(self, count: int) -> Tally:
        with tempfile.TemporaryDirectory(prefix="sciplan-faults-") as name:
            self._folder = Path(name)
            self._fresh = self._folder / "fresh"
            self._fresh.mkdir()
            empty, plan = wide(self._fresh, _TARGETS)
            (self._folder / "proof.pdf").write_bytes(b"%PDF " + bytes(5000))
            self._path = self._folder / "sciplan.db"
            self._slots = slots(plan)
            self._renew(empty)
            for kind in sorted(set(KINDS)):
                self._measure(kind)
            for _round in range(count):
                if self._used > _MOST_ROWS:
                    self._renew(empty)
                self._strike(self._chance.choice(KINDS))
        return self._tally

    def _renew(self, empty: Path) -> None:
        shutil.copy(empty, self._path)
        self._free = iter(self._slots)
        self._used = 0
        self._known = witness.digests(self._path)
        self._last = 0
        command, _lines = self._command("record")
        if run(command, self._folder, installed=self._installed).code != 0:
            raise AssertionError(command)
        self._take_stock()

    def _take_stock(self) -> None:
        self._known = witness.digests(self._path)
        self._last = rows(self._path, "SELECT coalesce(max(id), 0) FROM entry")[0][0]

    def _command(self, kind: str) -> tuple[list[str], list[tuple[str, str, str, str]]]:
        """Give a command line, and the entries that it makes."""
        figure = str(self._chance.randrange(1, 10**6))
        common = ["--database", str(self._path)]
        if kind == "import":
            return self._import(common)
        if kind == "correct":
            slot = rows(
                self._path, "SELECT id, target, period, region, typed FROM v_live_entry ORDER BY id DESC LIMIT 1"
            )[0]
            figure = str(int(slot[4]) + 1)
            return [*common, "correct", str(slot[0]), figure, "--reason", "r"], [(*slot[1:4], figure)]
        target, year, region = self._slot()
        command = ["record", target, figure, "-p", KEY, "--year", str(year), "--region", region]
        if kind == "evidence":
            command += ["--evidence", str(self._folder / "proof.pdf")]
        return [*common, *command], [(target, str(year), region, figure)]

    def _import(self, common: list[str]) -> tuple[list[str], list[tuple[str, str, str, str]]]:
        lines = []
        for _row in range(self._chance.randint(*BULK)):
            target, year, region = self._slot()
            lines.append((target, str(year), region, str(self._chance.randrange(10**6))))
        file = self._folder / "figures.csv"
        file.write_text("target,year,region,value\n" + "".join(f"{','.join(line)}\n" for line in lines), "utf-8")
        return [*common, "import", str(file), "-p", KEY], lines

    def _slot(self) -> tuple[str, int, str]:
        self._used += 1
        return next(self._free)

    def _measure(self, kind: str) -> None:
        """Let a command end, to learn how long its write and the whole of it take."""
        command, _lines = self._command(kind)
        child = start(command, self._folder, installed=self._installed)
        begun = until_journal(child, self._path)
        committed = until_journal(child, self._path, there=False)
        done = child.wait()
        if done.code != 0:
            raise AssertionError(done.err)
        self._spans[kind] = (committed - begun, done.seconds)
        self._take_stock()

    def _strike(self, kind: str) -> None:
        command, lines = self._command(kind)
        writing, whole = self._spans[kind]
        child = start(command, self._folder, installed=self._installed)
        if self._chance.random() < 0.5:
            time.sleep(self._chance.uniform(0, whole * 1.05))
        else:
            until_journal(child, self._path)
            time.sleep(self._chance.uniform(0, writing * 1.2))
        child.kill()
        done = child.wait()
        left = self._path.with_name(f"{self._path.name}-journal").exists()
        self._look(kind, done.out, lines, left=left)

    def _look(self, kind: str, said: str, lines: Sequence[tuple[str, str, str, str]], *, left: bool) -> None:
        """Look at everything: old batches as they were, the new one whole or not there, there if it was told."""
        acknowledged = _SAID.search(said)
        try:
            found = witness.digests(self._path)
        except Exception as fault:  # whatever a broken ledger makes of SQLite
            self._tally.missed.append(f"{kind}: {fault!r}")
            raise
        added = rows(self._path, ADDED, (self._last,))
        new = {number: digest for number, digest in found.items() if number not in self._known}
        whole = (len(new), added) in ((0, []), (1, list(lines)))
        kept = all(found.get(number) == digest for number, digest in self._known.items())
        told = acknowledged is None or found.get(int(acknowledged[1]), "")[:12] == acknowledged[2]
        if not (whole and kept and told and (acknowledged is None or new)):
            self._tally.missed.append(f"{kind}: whole {whole}, kept {kept}, told {told}")
        if complaint := verify(self._path, self._folder, installed=self._installed):
            self._tally.missed.append(f"{kind}: {complaint}")
        self._tally.phases["after" if new else "within" if left else "before"] += 1
        self._tally.acknowledged += acknowledged is not None
        self._tally.entries += len(added) if acknowledged is not None else 0
        self._take_stock()
