"""What `doctor` found: one check after the other, each with its outcome and, where that is not good, a remedy."""

from __future__ import annotations

from dataclasses import dataclass

OK, WARNING, FAILURE = "ok", "warning", "failure"
OUTCOMES = (OK, WARNING, FAILURE)


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its code, its outcome, what was found, and what to do unless it is `OK`."""

    code: str
    outcome: str
    found: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All checks, in the order in which they were made."""

    checks: tuple[Check, ...]

    @property
    def outcome(self) -> str:
        """The worst outcome of all."""
        return max((check.outcome for check in self.checks), key=OUTCOMES.index, default=OK)
