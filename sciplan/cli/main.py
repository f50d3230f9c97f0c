"""The program: language, parsing, and the one place where errors become messages and exit codes."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence

from sciplan.clock import Now, read_clock
from sciplan.errors import EXIT_BUG, EXIT_INTERRUPTED, ProblemsFound, SciplanError, StorageFault
from sciplan.i18n import choose_language, use_language


def main(arguments: Sequence[str] | None = None, now: Now | None = None) -> None:
    """Run a command line and leave with its exit code; the clock may be given, for reproducible output."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments, now))


def run(arguments: Sequence[str], now: Now | None = None) -> int:
    """Run a command line and give its exit code; no error leaves as a traceback unless `--debug` asks for it."""
    use_language(choose_language(arguments, os.environ))
    from sciplan.cli import console

    console.prepare_streams()
    try:
        return _run(arguments, now or read_clock())
    except SciplanError as error:
        _report(error)
        code = error.exit_code
    except KeyboardInterrupt:
        code = EXIT_INTERRUPTED
    except OSError as fault:
        _report(_environment_fault(fault))
        code = StorageFault.exit_code
    except Exception as error:
        _report_bug(error)
        code = EXIT_BUG
    if "--debug" in arguments:
        traceback.print_exc()
    return code


def _run(arguments: Sequence[str], now: Now) -> int:
    import typer

    from sciplan.cli.context import Session
    from sciplan.cli.grammar import explain, globals_first
    from sciplan.cli.tree import build

    program = typer.main.get_command(build())
    try:
        code = program.main(
            args=globals_first(list(arguments)), prog_name="sciplan", standalone_mode=False, obj=Session(now)
        )
    except typer.TyperException as complaint:
        raise explain(complaint) from complaint
    except typer.Abort:
        return EXIT_INTERRUPTED
    return code if isinstance(code, int) else 0


def _report(error: SciplanError) -> None:
    from sciplan.cli import console

    if isinstance(error, ProblemsFound):
        from sciplan.render.plans import problem_lines

        console.say("\n".join(problem_lines(error.problems)))
    console.say(console.error_text(error.message, error.hint))


def _environment_fault(fault: OSError) -> StorageFault:
    from sciplan.faults import reason
    from sciplan.i18n import _

    return StorageFault(
        _("{file} cannot be used: {reason}.").format(file=fault.filename or "sciplan", reason=reason(fault)),
        _("Check that it exists and that you may use it."),
    )


def _report_bug(error: Exception) -> None:
    from sciplan.cli import console
    from sciplan.i18n import _

    message = _("sciplan has met a fault of its own ({kind}: {error}).").format(kind=type(error).__name__, error=error)
    console.say(console.error_text(message, _("Run the command again with --debug and report what it prints.")))
