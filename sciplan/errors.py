"""Every error that is a user's to read: one base, one exit code each.

An error is one sentence, where it is, and what to do next. The command line catches `SciplanError` in one
place and prints it; anything else that reaches that place is a bug of ours (exit code 70).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sciplan.domain.problems import Problem

EXIT_NO = 1
EXIT_BUG = 70
EXIT_INTERRUPTED = 130


class SciplanError(Exception):
    """A mistake or fault that is explained to the user: what is wrong, and what to do (`hint`)."""

    exit_code = EXIT_BUG

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep the sentence and the advice apart, so that each output can lay them out."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(SciplanError):
    """The command was called in a way that cannot be meant."""

    exit_code = 2


class Refused(SciplanError):
    """Input that sciplan does not take; nothing was written."""

    exit_code = 3


class ProblemsFound(Refused):
    """Input with problems that have a place each; all of them are carried at once."""

    def __init__(self, message: str, problems: Sequence[Problem], hint: str = "") -> None:
        """Keep the problems in the order in which they stand in the input."""
        super().__init__(message, hint)
        self.problems = tuple(problems)


class StorageFault(SciplanError):
    """The database or its surroundings do not allow what was asked."""

    exit_code = 4
