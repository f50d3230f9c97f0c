"""Running whole commands and measuring them, piped or on a terminal."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LAUNCH = Path(__file__).with_name("launch.py")
COLUMNS, LINES = 120, 40
_BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class Measured:
    """One run of a command: seconds by the clock, seconds of processor time, its most memory in MiB, what it printed.

    Memory is resident memory; what is below that of a bare interpreter is told as that.
    """

    wall: float
    processor: float
    resident: float
    output: str = ""


class Failed(Exception):
    """A command that did not do what it should, so that its time says nothing."""


def measure(
    command: Sequence[str], *, folder: Path, environment: Mapping[str, str], terminal: bool = False
) -> Measured:
    """Run a command in a folder to its end, and read all that it prints; raise `Failed` if its exit code is not 0."""
    note, errors = folder / "measured.txt", folder / "errors.txt"
    note.unlink(missing_ok=True)
    launcher = [sys.executable, "-I", "-S", str(LAUNCH), str(note), *command]
    output = (_on_terminal if terminal else _piped)(launcher, folder, environment, errors).decode(errors="replace")
    if not note.exists():
        raise Failed(f"{' '.join(command)}: cannot be started\n{_told(errors)}")
    status, wall, processor, resident = note.read_text(encoding="ascii").split()
    if code := os.waitstatus_to_exitcode(int(status)):
        raise Failed(f"{' '.join(command)}: exit code {code}\n{output[-2000:]}{_told(errors)}")
    return Measured(float(wall), float(processor), int(resident) / 1024, output)


def _told(errors: Path) -> str:
    return errors.read_text(encoding="utf-8", errors="replace")[-2000:] if errors.exists() else ""


def _piped(command: Sequence[str], folder: Path, environment: Mapping[str, str], errors: Path) -> bytes:
    with errors.open("wb") as stream:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=stream,
            check=False,
        )
    return done.stdout


def _on_terminal(command: Sequence[str], folder: Path, environment: Mapping[str, str], errors: Path) -> bytes:
    """Run a command on a terminal of its own, which shows at once whatever is written to it."""
    errors.unlink(missing_ok=True)
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    shown = []
    with subprocess.Popen(command, cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs):
        os.close(theirs)
        with contextlib.suppress(OSError):  # the terminal's last user has gone
            while block := os.read(ours, _BLOCK):
                shown.append(block)
    os.close(ours)
    return b"".join(shown)
