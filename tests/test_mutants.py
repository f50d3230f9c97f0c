"""The mistakes that benchmarks/mutants.py makes on purpose."""

from benchmarks.mutants import MUTANTS
from tests.transcripts import ROOT


def test_every_mutant_has_its_place() -> None:
    """What each mutant replaces stands exactly once in its file, and its tests are there."""
    for mutant in MUTANTS:
        text = (ROOT / mutant.file).read_text(encoding="utf-8")
        assert (mutant.why, text.count(mutant.old)) == (mutant.why, 1)
        assert mutant.old != mutant.new
        assert all((ROOT / test).exists() for test in mutant.tests), mutant.why
