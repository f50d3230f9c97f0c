"""The program: language, parsing, and the one place where errors become messages and exit codes."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sciplan.clock import Now, read_clock
from sciplan.errors import EXIT_INTERRUPTED, ProblemsFound, SciplanError, StorageFault
from sciplan.i18n import choose_language, use_language

if TYPE_CHECKING:
    from pathlib import Path

    from sciplan.cli.context import Session

PRIVATE = 0o077
GARBAGE = 50_000
"""How many objects may come to be, above those that went, before Python looks for what nothing refers to any more."""
COMPLETION_VARIABLE = "_SCIPLAN_COMPLETE"
"""Holds what a shell asks for when somebody presses Tab, such as `complete_bash`; the name is Typer's."""


def main(arguments: Sequence[str] | None = None, now: Now | None = None) -> None:
    """Run a command line and leave with its exit code; the clock may be given, for reproducible output.

    Whatever this process writes can be read by its owner alone.
    """
    os.umask(PRIVATE)
    # Modules, plan and entries live to the end of a command: to look through them for garbage is wasted time, a tenth
    # of that of status. Commands that go through a million rows make enough of it to be looked for all the same.
    gc.set_threshold(GARBAGE)
    code = run(sys.argv[1:] if arguments is None else arguments, now)
    gc.freeze()
    sys.exit(code)


def run(arguments: Sequence[str], now: Now | None = None) -> int:
    """Run a command line and give its exit code; no error leaves as a traceback unless `--debug` asks for it."""
    session = None
    try:
        use_language(choose_language(arguments, os.environ))
        from sciplan.cli import console
        from sciplan.cli.context import Session

        console.prepare_streams()
        session = Session(now or read_clock())
        return _run(arguments, session)
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except Exception as error:
        fault = _explained(error, arguments, session)
        _report(fault)
        if session is not None and session.debug:
            import traceback

            traceback.print_exception(error)
        return fault.exit_code


def _run(arguments: Sequence[str], session: Session) -> int:
    import typer

    from sciplan.cli.grammar import explain
    from sciplan.cli.tree import build

    if COMPLETION_VARIABLE in os.environ:
        # Typer does this by itself only together with options of its own, which speak English.
        typer.completion.completion_init()  # type: ignore[attr-defined]
    try:
        code = build().main(args=list(arguments), prog_name="sciplan", standalone_mode=False, obj=session)
    except typer.TyperException as complaint:
        raise explain(complaint) from complaint
    except typer.Abort:
        return EXIT_INTERRUPTED
    return code if isinstance(code, int) else 0


def _explained(error: Exception, arguments: Sequence[str], session: Session | None) -> SciplanError:
    """Give an error that can be told to the user: what is not foreseen is a bug of ours, and goes to the log."""
    from sciplan.faults import reason
    from sciplan.i18n import _

    if isinstance(error, SciplanError):
        return error
    if isinstance(error, OSError):
        return StorageFault(
            _("{file} cannot be used: {reason}.").format(file=error.filename or "sciplan", reason=reason(error)),
            _("Check that it exists and that you may use it."),
        )
    message = _("sciplan has met a fault of its own ({kind}: {error}).").format(kind=type(error).__name__, error=error)
    log = _logged(error, arguments, session)
    if log is None:
        return SciplanError(message, _("Run the command again with --debug and report what it prints."))
    return SciplanError(message, _("Where it arose is written down in {path}; please report that.").format(path=log))


def _logged(error: Exception, arguments: Sequence[str], session: Session | None) -> Path | None:
    from sciplan.faultlog import keep_fault

    now = session.now if session is not None else read_clock()
    try:
        from sciplan.cli.tree import command_name

        command = command_name(arguments)
    except ImportError:  # then that is the fault
        command = ""
    return keep_fault(command, now.utc, error)


def _report(error: SciplanError) -> None:
    from sciplan.cli import console

    if isinstance(error, ProblemsFound):
        from sciplan.render.plans import problem_lines

        console.say("\n".join(problem_lines(error.problems)))
    console.say(console.error_text(error.message, error.hint))
