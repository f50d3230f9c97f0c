"""Running whole commands and measuring them: wall time, processor time, and the most memory they held."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Measured:
    """One run of a command: seconds on the clock, seconds of processor time, resident memory at its highest in MiB."""

    wall: float
    processor: float
    resident: float


def measure(arguments: Sequence[str], *, folder: Path, environment: dict[str, str] | None = None) -> Measured:
    """Run a command to its end; raise `CalledProcessError` if it fails."""
    begun = time.perf_counter()
    with subprocess.Popen(
        arguments, cwd=folder, env={**os.environ, **(environment or {})}, stdout=subprocess.DEVNULL
    ) as process:
        resident = _watched(process.pid)
        _pid, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise subprocess.CalledProcessError(process.returncode, list(arguments))
    return Measured(wall, used.ru_utime + used.ru_stime, resident / 1024)


def _watched(process: int) -> int:
    """Give the most resident memory of a process in KiB, as the kernel notes it, asked until it has ended.

    `ru_maxrss` would count the memory of this process too, which the child has for a moment before it becomes another.
    """
    most = 0
    while (status := Path(f"/proc/{process}/status").read_text(encoding="ascii")).find("VmHWM:") > 0:
        most = int(status.partition("VmHWM:")[2].split()[0])
        time.sleep(0.02)
    return most
