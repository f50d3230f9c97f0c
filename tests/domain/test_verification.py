"""The codes of flaws."""

import re

from sciplan.domain import verification
from sciplan.domain.verification import CODES, Flaw, doubtful_from


def test_codes() -> None:
    """Each code is a word or words with hyphens, stands once, and is in the list of all."""
    named = {value for name, value in vars(verification).items() if name.isupper() and isinstance(value, str)}
    assert named == set(CODES)
    assert len(CODES) == len(named)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in CODES)


def test_from_where_on_no_digest_proves_anything() -> None:
    """The first batch that is wrong shakes all later ones; damage shakes all; what no digest is of shakes none."""
    later, earlier = Flaw(verification.BATCH_DIGEST, "batch", 7), Flaw(verification.BATCH_ENTRIES, "entry", 5, 30)
    assert doubtful_from(()) is None
    assert doubtful_from((later, earlier)) == 5
    assert doubtful_from((later, Flaw(verification.DAMAGED, name="page 7"))) == 1
    assert doubtful_from((Flaw(verification.ALTERED_OBJECT, name="table batch"),)) == 1
    assert doubtful_from((Flaw(verification.ALTERED_OBJECT, name="view v_plan"), Flaw(verification.SETTING))) is None


def test_a_flaw_may_know_no_place() -> None:
    """What is wrong with the file as a whole has neither table nor batch nor entry."""
    flaw = Flaw(verification.DAMAGED, name="page 7")
    assert (flaw.table, flaw.batch, flaw.entry, flaw.name) == ("", None, None, "page 7")
