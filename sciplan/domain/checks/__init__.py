"""What must hold in a plan beyond the shape of its file: one small function per rule, all of the same shape.

Each takes a plan and yields findings; none raises, and each can stand a plan that breaks the other rules. The
order of `CHECKS` does not matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciplan.domain.checks import answers, goals, promises, references, shared_figures, times
from sciplan.domain.checks.finding import Finding, Suggestions, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sciplan.domain.plan import Plan

__all__ = ["CHECKS", "Finding", "Suggestions", "did_you_mean"]

CHECKS: tuple[Callable[[Plan], Iterator[Finding]], ...] = (
    *references.CHECKS,
    *times.CHECKS,
    *goals.CHECKS,
    *shared_figures.CHECKS,
    *promises.CHECKS,
    *answers.CHECKS,
)
