"""How large everything is that is measured on, and what the ledgers are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.nation import QUARTERS, YEARS

FEW, REAL, MANY, EMPTY, SHOWN = "few", "real", "many", "empty", "shown"
HISTORIES = ("history-1", "history-2", "history-3")
COPY = "copy"


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large everything is; `histories` are the periods and how many regions report them."""

    few: tuple[int, int, int]
    """Targets, regions, entries."""
    many: tuple[int, int]
    """Targets, regions; each year has an entry of each."""
    growing: tuple[int, int]
    """Targets, regions of the plan whose history grows."""
    histories: tuple[tuple[Sequence[str], int], ...]

    @property
    def entries(self) -> int:
        """The entries of the large ledger."""
        return self.many[0] * self.many[1] * len(YEARS)

    def history(self, name: str) -> int:
        """Give the entries of a history."""
        periods, regions = self.histories[HISTORIES.index(name)]
        return self.growing[0] * len(periods) * regions


FULL = Sizes((60, 17, 5_000), (2_000, 100), (100, 3_000), ((YEARS, 20), (YEARS, 2_000), (QUARTERS, 3_000)))
SMALL = Sizes((6, 3, 80), (20, 20), (4, 30), ((YEARS, 2), (YEARS, 20), (QUARTERS, 30)))
