"""The programs that are measured: sciplan as a wheel installs it, and its yardsticks."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
SQLITE_UTILS, SHELL, CACHEGRIND = "sqlite-utils", "sqlite3", "valgrind"
_VERSIONS = """
import importlib.metadata, platform, sqlite3
print("Python", platform.python_version())
print("SQLite", sqlite3.sqlite_version)
for name in ("sciplan", "typer", "rich", "sqlite-utils", "pip"):
    try:
        print(name, importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        pass
"""


@dataclass(frozen=True, slots=True)
class Programs:
    """Where the programs are; `others` are the yardsticks by name, `missing` says why one is not there."""

    python: str
    sciplan: tuple[str, ...]
    others: Mapping[str, str]
    missing: Mapping[str, str]
    versions: Mapping[str, str]
    surroundings: Mapping[str, str]
    """The environment variables that every program needs besides the usual ones."""


def installed(folder: Path) -> Programs:
    """Build a wheel of the checkout and install it, with sqlite-utils, in a new environment.

    An old pip writes a heavier console script, so it is brought up to date where that can be done. Setuptools, which
    some versions of Python put into an environment, makes every interpreter start slower: it goes.
    """
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    missing = {}
    _pip(python, "install", "--upgrade", "pip")
    if fault := _pip(python, "install", str(CHECKOUT)):
        raise OSError(fault)
    if fault := _pip(python, "install", "sqlite-utils>=4"):
        missing[SQLITE_UTILS] = f"sqlite-utils cannot be installed: {fault.strip().splitlines()[-1]}"
    _pip(python, "uninstall", "--yes", "setuptools")
    return _programs(python, (str(folder / "bin" / "sciplan"),), missing, {})


def here() -> Programs:
    """Give the interpreter that runs this, with the checkout as it lies; good enough to see that everything works."""
    python = Path(sys.executable)
    return _programs(python, (str(python), "-m", "sciplan"), {}, {"PYTHONPATH": str(CHECKOUT)})


def _programs(
    python: Path, sciplan: tuple[str, ...], missing: Mapping[str, str], surroundings: Mapping[str, str]
) -> Programs:
    places = {
        SQLITE_UTILS: python.with_name(SQLITE_UTILS),
        SHELL: Path(shutil.which(SHELL) or ""),
        CACHEGRIND: Path(shutil.which(CACHEGRIND) or ""),
    }
    others = {name: str(place) for name, place in places.items() if place.is_file()}
    reasons = {name: f"{name} is not installed" for name in places if name not in others}
    told = subprocess.run([python, "-c", _VERSIONS], capture_output=True, text=True, check=True).stdout
    versions = dict(line.split() for line in told.splitlines())
    if SHELL in others:
        shell = subprocess.run([others[SHELL], "--version"], capture_output=True, text=True, check=True).stdout
        versions["sqlite3 shell"] = shell.split()[0]
    return Programs(str(python), sciplan, others, {**reasons, **missing}, versions, surroundings)


def _pip(python: Path, *words: str) -> str:
    """Run pip, and give what it says where it fails."""
    done = subprocess.run([python, "-m", "pip", "--quiet", *words], capture_output=True, text=True, check=False)
    return done.stderr or "pip failed" if done.returncode else ""
