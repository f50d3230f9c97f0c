"""Eight processes at one ledger, in small."""

from benchmarks.faults import races


def test_records() -> None:
    """Eight processes that record make one unforked chain without an error."""
    outcome = races.records(4)
    assert outcome.passed, outcome


def test_corrections() -> None:
    """Of eight corrections of one entry exactly one wins, and seven are told that it was corrected already."""
    outcome = races.corrections(3)
    assert outcome.passed, outcome
    assert outcome.figures.startswith("3 won, 21 told")


def test_imports() -> None:
    """A file that eight processes import comes in once, and seven say that it is in already; a bulk one too."""
    outcome = races.imports(2, installed=False)
    assert outcome.passed, outcome
