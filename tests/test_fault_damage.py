"""Damage to the file, and attacks through SQL."""

from pathlib import Path

from benchmarks.faults import attacks, damage, offices, witness


def test_flipped_bits() -> None:
    """A bit that flips changes nothing that is read, or opening the file or `verify` tells of it."""
    outcome = damage.flips(20, processes=1)
    assert outcome.passed, outcome


def test_attacks() -> None:
    """An attack through SQL is refused by the database, or found by `verify`."""
    outcome = attacks.attacks()
    assert outcome.passed, outcome
    assert outcome.count >= 12


def test_the_second_witness() -> None:
    """A program that knows only `docs/database.md` derives the digest of every kind of batch, evidence among them."""
    path = offices.small(Path())
    stored = offices.rows(path, "SELECT number, digest FROM batch")
    assert witness.digests(path) == dict(stored)
    for table in ("entry", "evidence", "quota", "revision"):
        assert offices.rows(path, f"SELECT count(*) FROM {table}")[0][0] > 0
