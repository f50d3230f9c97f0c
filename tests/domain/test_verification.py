"""The codes of flaws."""

import re

from sciplan.domain import verification
from sciplan.domain.verification import CODES, Flaw


def test_codes() -> None:
    """Each code is a word or words with hyphens, stands once, and is in the list of all."""
    named = {value for name, value in vars(verification).items() if name.isupper() and isinstance(value, str)}
    assert named == set(CODES)
    assert len(CODES) == len(named)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in CODES)


def test_a_flaw_may_know_no_place() -> None:
    """What is wrong with the file as a whole has neither table nor batch nor entry."""
    flaw = Flaw(verification.DAMAGED, name="page 7")
    assert (flaw.table, flaw.batch, flaw.entry, flaw.name) == ("", None, None, "page 7")
