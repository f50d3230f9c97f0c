"""What verifying a ledger came to: what was looked at, what is wrong, and whether a printed state is part of it."""

from __future__ import annotations

from dataclasses import dataclass

from sciplan.domain.batches import Batch
from sciplan.domain.verification import Flaw, Looked


@dataclass(frozen=True, slots=True)
class State:
    """A state that the ledger was in: after which batch, how many entries it held then, and what came since."""

    batch: Batch
    entries: int
    batches_since: int
    entries_since: int


@dataclass(frozen=True, slots=True)
class Verification:
    """What verifying came to.

    `looked` and `fingerprint` are absent where the file cannot be read. `against` is the state that was asked for with
    `asked`, None if the ledger was never in it.
    """

    database: str
    looked: Looked | None
    fingerprint: str
    at: str
    flaws: tuple[Flaw, ...]
    asked: str | None = None
    against: State | None = None

    @property
    def verified(self) -> bool:
        """Whether nothing is wrong, and the state that was asked for, if any, is part of the ledger."""
        return not self.flaws and (self.asked is None or self.against is not None)
