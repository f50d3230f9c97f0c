"""What came of one kind of fault."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """A fault, how many times it was made, what was measured, and whether the figure was reached.

    `missed` are the cases that went wrong, each in a few words.
    """

    fault: str
    count: int
    figures: str
    missed: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Say whether nothing went wrong."""
        return self.count > 0 and not self.missed


def table(outcomes: list[Outcome]) -> str:
    """Give the figures as a Markdown table."""
    lines = ["| fault | times | measured | reached |", "|---|---|---|---|"]
    lines += [f"| {one.fault} | {one.count:,} | {one.figures} | {'yes' if one.passed else 'NO'} |" for one in outcomes]
    return "\n".join(lines)
