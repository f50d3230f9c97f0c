"""Eight processes at once: records, corrections of one entry, and imports of one file."""

from __future__ import annotations

import os
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from benchmarks.faults import witness
from benchmarks.faults.commands import start, verify
from benchmarks.faults.offices import KEY, here, rows, slots, wide
from benchmarks.faults.outcome import Outcome

PROCESSES = 8


def records(each: int, *, processes: int = PROCESSES) -> Outcome:
    """Let every process record so many figures, one command after the other."""
    with tempfile.TemporaryDirectory(prefix="sciplan-faults-") as name:
        folder = Path(name)
        path, plan = wide(folder, 1 + processes * each // 500)
        free = slots(plan)

        def one(place: int) -> int:
            errors = 0
            for target, year, region in free[place * each : (place + 1) * each]:
                command = ("record", target, "5", "-p", KEY, "--year", str(year), "--region", region)
                errors += here(path, *command, folder=folder, code=None)[0] != 0
            return min(errors, 100)

        errors = sum(_together(one, processes))
        entries = rows(path, "SELECT count(*) FROM entry")[0][0]
        batches = len(witness.digests(path))
        missed = [f"{errors} errors"] if errors else []
        if (entries, batches) != (processes * each, processes * each + 1) or verify(path, folder, installed=False):
            missed.append(f"{entries} entries in {batches} batches")
    figures = f"{entries:,} entries, {errors} errors, 1 chain of {batches:,} batches"
    return Outcome(f"{processes} processes × {each:,} records", processes * each, figures, tuple(missed))


def corrections(rounds: int, *, processes: int = PROCESSES) -> Outcome:
    """Let all processes correct the same entry, again and again; one wins each time, the others are told."""
    with tempfile.TemporaryDirectory(prefix="sciplan-faults-") as name:
        folder = Path(name)
        path, plan = wide(folder, 1)
        lines = "".join(f"{t},{year},{region},{100}\n" for t, year, region in slots(plan)[:rounds])
        (folder / "r.csv").write_text(f"target,year,region,value\n{lines}", encoding="utf-8")
        here(path, "import", "r.csv", "-p", KEY, folder=folder)
        gates = [folder / f"gate-{number}" for number in range(rounds)]

        def one(place: int) -> int:
            told = won = 0
            for number, gate in enumerate(gates, 1):
                _wait_for_all(gate, place, processes)
                command = ("correct", str(number), str(200 + place), "--reason", f"process {place}")
                code, _out, err = here(path, *command, folder=folder, code=None)
                won += code == 0
                told += code == 3 and f"Entry {number} was corrected already" in err
            (folder / f"won-{place}").write_text(f"{won} {told}", encoding="utf-8")
            return 0

        _together(one, processes)
        counts = [(folder / f"won-{place}").read_text(encoding="utf-8").split() for place in range(processes)]
        won, told = (sum(int(pair[which]) for pair in counts) for which in (0, 1))
        later = rows(path, "SELECT count(*), count(DISTINCT supersedes) FROM entry WHERE supersedes IS NOT NULL")[0]
        witness.digests(path)
        right = later == (rounds, rounds) and (won, told) == (rounds, rounds * (processes - 1))
        missed = (
            ()
            if right and not verify(path, folder, installed=False)
            else (f"{later} corrections, {won} won, {told} told",)
        )
    figures = f"{won} won, {told} told, {later[0]} corrections in the ledger"
    return Outcome(f"{processes} processes correct one entry", rounds, figures, missed)


def imports(rounds: int, *, processes: int = PROCESSES, installed: bool = True) -> Outcome:
    """Let all processes import the same file; it comes in once."""
    missed = []
    counted: Counter[str] = Counter()
    for number in range(rounds):
        with tempfile.TemporaryDirectory(prefix="sciplan-faults-") as name:
            folder = Path(name)
            path, plan = wide(folder, 12)
            lines = "".join(
                f"{t},{year},{region},5\n" for t, year, region in slots(plan)[: 5_500 if number % 2 else 50]
            )
            (folder / "r.csv").write_text(f"target,year,region,value\n{lines}", encoding="utf-8")
            command = ["--database", str(path), "import", "r.csv", "-p", KEY]
            children = [start(command, folder, installed=installed) for _process in range(processes)]
            done = [child.wait() for child in children]
            again = sum(one.code == 0 and "already imported in batch b2" in one.out for one in done)
            new = sum(one.code == 0 and "batch b2, fingerprint" in one.out for one in done)
            counted.update({"imports": new, "already imported": again})
            if (new, again, len(witness.digests(path))) != (1, processes - 1, 2):
                missed.append(f"{new} imports, {again} already: {[one.err for one in done]}")
            missed += [fault for fault in [verify(path, folder, installed=installed)] if fault]
    figures = ", ".join(f"{count} {name}" for name, count in counted.items())
    return Outcome(f"{processes} processes import one file", rounds, figures, tuple(missed))


def _wait_for_all(gate: Path, place: int, processes: int) -> None:
    """Wait until every process has come to a gate."""
    gate.mkdir(exist_ok=True)
    (gate / str(place)).touch()
    while len(os.listdir(gate)) < processes:  # noqa: PTH208 - shorter than the objects that pathlib would make
        time.sleep(0.0002)


def _together(work: Callable[[int], int], processes: int) -> list[int]:
    """Do work in so many forks at once; give what each of them came to, at most 100 (101 for a fault)."""
    from sciplan.cli import tree  # noqa: F401 - loaded once, before the forks

    pids = []
    for place in range(processes):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            pid = os.fork()
        if pid == 0:
            code = 101
            try:
                code = work(place)
            finally:
                os._exit(code)
        pids.append(pid)
    return [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
