"""The benchmarks run, in small: what they print is what they measured."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from benchmarks.mutants import MUTANTS
from tests.transcripts import ROOT

SHELL = pytest.mark.skipif(
    shutil.which("sqlite3") is None and "CI" not in os.environ, reason="the sqlite3 shell is not installed"
)


def test_every_mutant_has_its_place() -> None:
    """What each mutant replaces stands exactly once in its file, and its tests are there."""
    for mutant in MUTANTS:
        text = (ROOT / mutant.file).read_text(encoding="utf-8")
        assert (mutant.why, text.count(mutant.old)) == (mutant.why, 1)
        assert mutant.old != mutant.new
        assert all((ROOT / test).exists() for test in mutant.tests), mutant.why


@SHELL
def test_the_import_beside_the_shell() -> None:
    """Both are measured in one run, and an import of many rows stays below 100 MiB of memory."""
    command = [sys.executable, str(ROOT / "benchmarks" / "import.py"), "50000", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "50,000 rows, 1 runs in turns" in done.stdout
    for name in ("sciplan import", "sqlite3 .import"):
        found = re.search(rf"{re.escape(name)} +([0-9,]+) rows/s", done.stdout)
        assert found is not None
        assert int(found[1].replace(",", "")) > 1000
    memory = re.search(r"memory: ([0-9.]+) MiB", done.stdout)
    assert memory is not None
    assert 10 < float(memory[1]) < 100
