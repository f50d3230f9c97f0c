"""Atheris, which follows the branches that an input takes, on each reader.

    pip install -e '.[fuzz]' && python -m benchmarks.fuzz [SECONDS [READER...]]

A reader runs in a process of its own, with bytes that libFuzzer changes; an exception that escapes it is printed with
the bytes, and the exit code is 1.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.faults.outcome import Outcome, table
from benchmarks.faults.readers import READERS, SEEDS

_CHILD = """
import sys
import atheris
with atheris.instrument_imports(include=["sciplan"]):
    from benchmarks.faults.readers import READERS
reader = READERS[sys.argv.pop()]
reader(b"")  # what it needs is made once, before the clock runs
atheris.Setup(sys.argv, reader)
atheris.Fuzz()
"""


def fuzz(name: str, seconds: int) -> Outcome:
    """Give a reader changed bytes for so many seconds."""
    with tempfile.TemporaryDirectory(prefix="sciplan-fuzz-") as folder:
        for number, content in enumerate(SEEDS[name]):
            (Path(folder) / str(number)).write_bytes(content)
        options = (folder, f"-max_total_time={seconds}", "-seed=1", "-rss_limit_mb=2000", f"-artifact_prefix={folder}/")
        done = subprocess.run(
            [sys.executable, "-c", _CHILD, *options, name],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            cwd=Path(__file__).parents[1],
        )
    ran = re.findall(r"Done ([0-9]+) runs", done.stderr)
    count = int(ran[-1]) if ran else 0
    missed = () if done.returncode == 0 and count else (f"{name}: {done.stdout[-2000:]}{done.stderr[-2000:]}",)
    return Outcome(f"Atheris on {name}, {seconds} s", count, f"{len(missed)} uncaught exceptions", missed)


def main(arguments: Sequence[str]) -> int:
    """Fuzz the readers that are named, or all; give the exit code."""
    seconds = int(arguments[0]) if arguments else 60
    outcomes = []
    for name in arguments[1:] or list(READERS):
        outcomes.append(fuzz(name, seconds))
        print(f"{name}: {outcomes[-1].count:,} runs", *outcomes[-1].missed, flush=True)
    print(table(outcomes))
    return 0 if all(outcome.passed for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
