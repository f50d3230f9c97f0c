"""Measure whole commands, each beside its yardstick, and print the table.

    python -m benchmarks [--small] [--runs N] [--json FILE] [--profile] [--keep] [--here] [CASE...]

`--small` makes everything tiny: it shows that all works, and its figures say nothing. `--json` writes the same as data.
`--profile` says where the time goes. `--keep` writes RESULTS.md and the table in docs/scale.md, of all cases at full
size. `--here` measures this interpreter instead of a new environment. The exit code is 1 when a command does not do
what it should, or a goal is missed at full size.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.speed import programs, rounds
from benchmarks.speed.cases import CASES
from benchmarks.speed.grounds import Grounds
from benchmarks.speed.machine import machine
from benchmarks.speed.measure import Failed
from benchmarks.speed.profiles import profile
from benchmarks.speed.results import Results, document
from benchmarks.speed.sizes import FULL, SMALL
from benchmarks.speed.tables import markdown, scale_table

RESULTS = Path(__file__).with_name("RESULTS.md")
SCALE = programs.CHECKOUT / "docs" / "scale.md"
_MEASURED = re.compile(r"(<!-- measured -->\n).*?(\n<!-- end of measured -->)", re.DOTALL)


def main(arguments: Sequence[str]) -> int:
    """Measure the cases that are named, or all; give the exit code."""
    asked = _options().parse_args(arguments)
    if unknown := [name for name in asked.cases if name not in CASES]:
        print(f"no such case: {', '.join(unknown)}; there are {', '.join(CASES)}")
        return 2
    if asked.keep and (asked.small or asked.here or asked.cases):
        print("--keep is for all cases, at full size, as installed")
        return 2
    with tempfile.TemporaryDirectory(prefix="sciplan-benchmark-") as name:
        try:
            results = _measured(asked, Path(name))
        except Failed as fault:
            print(f"nothing is measured by this: {fault}")
            return 1
    print(f"\n{markdown(results)}")
    if asked.json:
        Path(asked.json).write_text(
            json.dumps(document(results), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    if asked.keep:
        RESULTS.write_text(markdown(results), encoding="utf-8")
        SCALE.write_text(filled(SCALE.read_text(encoding="utf-8"), results), encoding="utf-8")
    return 1 if results.missed and not asked.small else 0


def filled(text: str, results: Results) -> str:
    """Give the document on scale with its table as it was measured."""
    return _MEASURED.sub(lambda found: found[1] + scale_table(results) + found[2], text)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__.partition("\n")[0] if __doc__ else ""
    )
    parser.add_argument("cases", nargs="*", metavar="CASE", help="all of them by default")
    parser.add_argument("--small", action="store_true", help="make everything tiny")
    parser.add_argument("--runs", type=int, metavar="N", help="run each case so many times")
    parser.add_argument("--json", metavar="FILE", help="write the results as JSON too")
    parser.add_argument("--profile", action="store_true", help="say where the time goes")
    parser.add_argument("--keep", action="store_true", help="write RESULTS.md")
    parser.add_argument("--here", action="store_true", help="measure this interpreter, without installing anything")
    return parser


def _measured(asked: argparse.Namespace, folder: Path) -> Results:
    found = programs.here() if asked.here else programs.installed(folder / "environment")
    for reason in found.missing.values():
        print(f"skipped: {reason}", flush=True)
    work = folder / "work"
    work.mkdir()
    grounds = Grounds(found, work, SMALL if asked.small else FULL)
    results = Results(machine(found, work), asked.small, ledgers=grounds.built)
    times = asked.runs or (2 if asked.small else None)
    for case in (CASES[name] for name in asked.cases or CASES):
        begun = time.monotonic()
        results.cases.append((case, rounds.run(case, grounds, times, count=not asked.small)))
        if case.profiled and (asked.profile or asked.keep):
            results.profiles[case.name] = profile(case, grounds)
        print(f"{case.name}: {time.monotonic() - begun:.0f} s", flush=True)
    return results


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
