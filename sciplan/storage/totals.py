"""The bound within which the sums of a target's amounts are exact, held against what a batch adds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from sciplan.domain.quantity import MILLION, TOTAL_BOUND
from sciplan.errors import Refused
from sciplan.i18n import _

LIVE_TOTAL = """
    SELECT coalesce(sum(abs(value)), 0), coalesce(sum(numerator), 0), coalesce(sum(denominator), 0)
    FROM summary WHERE target_id = ?
"""


class Totals:
    """What each target's values, numerators and denominators add up to, with those of an open batch.

    What a correction supersedes is still in the sum; that only makes the bound a little stricter.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Begin with nothing; a target's live total is asked for once, before anything of it is appended."""
        self._connection = connection
        self._values: dict[int, int] = {}
        self._ratios: dict[int, tuple[int, int]] = {}
        self._keys: dict[int, str] = {}

    def ask(self, targets: Iterable[tuple[int, str]]) -> None:
        """Look up the live totals of those targets, by id and key, that are not known yet."""
        for target, key in targets:
            if target not in self._keys:
                value, above, below = self._connection.execute(LIVE_TOTAL, (target,)).fetchone()
                self._keys[target] = key
                self._values[target] = value
                self._ratios[target] = (above, below)

    def add_value(self, target: int, value: int) -> None:
        """Add the size of a value, or of several, in millionths."""
        self._values[target] += value

    def add_ratio(self, target: int, numerator: int, denominator: int) -> None:
        """Add a numerator and a denominator."""
        above, below = self._ratios[target]
        self._ratios[target] = (above + abs(numerator), below + denominator)

    def check(self) -> None:
        """Raise `Refused` if a target's total is past the bound."""
        for target, key in self._keys.items():
            if max(self._values[target], *self._ratios[target]) > TOTAL_BOUND * MILLION:
                raise Refused(
                    _("The figures of {target} would add up to more than 9,000,000,000,000.").format(target=key),
                    _("Check them, or count in a larger unit."),
                )
