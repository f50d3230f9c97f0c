"""What verifying a ledger came to: what was looked at, what is wrong, and whether a printed state is part of it."""

from __future__ import annotations

from dataclasses import dataclass

from sciplan.domain.batches import Batch
from sciplan.domain.verification import AROUND_THE_LEDGER, Flaw, Looked, doubtful_from


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
    `asked`, None if the ledger was never in it, or if that cannot be told.
    """

    database: str
    looked: Looked | None
    fingerprint: str
    at: str
    flaws: tuple[Flaw, ...]
    asked: str | None = None
    against: State | None = None

    @property
    def doubtful(self) -> int | None:
        """The first batch that no digest proves: of a state from there on nothing can be told. None if all are."""
        return doubtful_from(self.flaws)

    @property
    def only_around_it(self) -> bool:
        """Whether nothing that was recorded is wrong: only how it is written, which plan is the default, summaries."""
        return all(flaw.code in AROUND_THE_LEDGER for flaw in self.flaws)

    @property
    def found(self) -> bool | None:
        """Whether the ledger was in the state that was asked for; None if that cannot be told."""
        return True if self.against is not None else (False if self.doubtful is None else None)

    @property
    def verified(self) -> bool:
        """Whether nothing is wrong, and the state that was asked for, if any, is part of the ledger."""
        return not self.flaws and (self.asked is None or self.against is not None)
