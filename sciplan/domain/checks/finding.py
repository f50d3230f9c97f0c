"""What a check finds, and where in the plan."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from sciplan.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

TARGETS, SECTIONS, MILESTONES, REGIONS = "targets", "sections", "milestones", "regions"
AGENCIES, GROUPS = "agencies", "agency_groups"

_CLOSENESS = 0.6
_LONGEST = 100
_MOST = 50


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found in a plan.

    `path` leads to it by the words of the plan file: `("targets", "teachers", "goal")`, `("document", "date")`;
    measures are found under `targets`, sections at any depth under `sections`. `occurrence` counts, from 0, items
    of the same key.
    """

    code: str
    message: str
    path: tuple[str | int, ...]
    hint: str = ""
    information: bool = False
    occurrence: int = 0


class Suggestions:
    """Advice for unknown words, each compared with the words that are known.

    A file full of unknown words gets advice of its own for the first ones only: comparing takes its time.
    """

    def __init__(self, words: Iterable[str]) -> None:
        """Take the words that are known."""
        self._words = tuple(words)
        self._near: dict[str, list[str]] = {}

    def advice(self, word: str, otherwise: str) -> str:
        """Name the known word most like an unknown one, or give other advice if none is."""
        if word not in self._near and len(self._near) < _MOST and len(word) <= _LONGEST:
            self._near[word] = get_close_matches(word, self._words, n=1, cutoff=_CLOSENESS)
        near = self._near.get(word)
        return _("Did you mean “{word}”?").format(word=near[0]) if near else otherwise


def did_you_mean(word: str, words: Iterable[str], otherwise: str) -> str:
    """Give the advice for one unknown word."""
    return Suggestions(words).advice(word, otherwise)
