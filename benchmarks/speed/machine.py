"""What the figures were measured on, and when: no figure means anything without it."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Mapping
from pathlib import Path

from benchmarks.speed.programs import Programs
from sciplan.clock import read_clock
from sciplan.storage.filesystem import file_system


def machine(programs: Programs, folder: Path) -> Mapping[str, str]:
    """Give the date, the machine, its system, the disk that a folder lies on, and the versions of what runs."""
    return {
        "date": read_clock().today.isoformat(),
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        "disk": file_system(folder) or "unknown",
        "load at the start": f"{os.getloadavg()[0]:.1f}",
        "system": f"{_system()}, {platform.system()} {platform.release()}, {platform.machine()}",
        **programs.versions,
    }


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.+)", told.read_text(encoding="utf-8")) if told.exists() else None
    return found[1] if found else platform.processor() or "unknown"


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.platform(terse=True)
