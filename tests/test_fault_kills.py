"""kill -9 at random moments, in small; `python -m benchmarks.faults` does the same at full size."""

from benchmarks.faults import kills, upgrades


def test_what_was_acknowledged_is_still_there() -> None:
    """A kill loses no acknowledged entry and leaves no half batch; imports that lift the guard are among the killed."""
    outcome = kills.kills(5, installed=False)
    assert outcome.passed, outcome
    assert outcome.count == 5


def test_an_upgrade_is_done_or_not() -> None:
    """A kill during an upgrade leaves the old database or the new one, and trying again works."""
    outcome = upgrades.upgrades(2, entries=0, installed=False)
    assert outcome.passed, outcome
    assert outcome.count == 2
