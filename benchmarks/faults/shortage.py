"""No room and no permission: the last commit is intact, and one clear message says what is in the way."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.faults import witness
from benchmarks.faults.commands import ENVIRONMENT, Done, start, verify
from benchmarks.faults.offices import KEY, here, slots, wide
from benchmarks.faults.outcome import Outcome

NOBODY = 65534
_SMALL_DISK = 1_000_000


def shortages() -> Outcome:
    """Import into a ledger on a disk that is full, under a limit of size, and where nothing may be written."""
    missed = []
    cases = [case for case in CASES if case != FULL_DISK or _can_mount()]
    with tempfile.TemporaryDirectory(prefix="sciplan-faults-") as name:
        folder = Path(name)
        folder.chmod(0o777)
        fresh = folder / "fresh"
        fresh.mkdir()
        path, plan = wide(fresh, 40)
        lines = "".join(f"{target},{year},{region},5\n" for target, year, region in slots(plan))
        file = folder / "r.csv"
        file.write_text(f"target,year,region,value\n{lines}", encoding="utf-8")
        file.chmod(0o644)
        place = folder / "place"
        database = place / "sciplan.db"
        arguments = ["--database", str(database), "import", str(file), "-p", KEY]
        for case in ("", *cases):
            place.mkdir()
            shutil.copy(path, database)
            if not case:  # everything that the command needs is loaded while it may be read
                here(database, *arguments[2:], folder=folder)
            else:
                prepare, words = CASES[case]
                done = _tried(prepare, arguments, database)
                place.chmod(0o755)
                if prepare is None:
                    (folder / "outside.db").replace(database)
                fault = _complaint(done, words)
                if verify(database, folder, installed=False) or witness.digests(database) != witness.digests(path):
                    fault += "; the ledger is not what it was"
                missed += [f"{case}: {fault}"] if fault else []
            shutil.rmtree(place)
    figures = f"{', '.join(cases)}: last commit intact and one clear message in {len(cases) - len(missed)}"
    return Outcome("no room, no permission", len(cases), figures, tuple(missed))


def _complaint(done: Done, words: tuple[str, ...]) -> str:
    """Give what is wrong with how a command ended that could not write; nothing if it said so clearly."""
    clear = any(word in done.err for word in words) and done.err.count("Error:") == 1 and "Traceback" not in done.err
    return "" if (done.code, done.out) == (4, "") and clear else f"exit {done.code}: {done.out}{done.err}"


def _size_limit(database: Path) -> None:
    """Let no file grow by more than a few pages."""
    limit = database.stat().st_size + 40_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


def _read_only_file(database: Path) -> None:
    database.chmod(0o444)
    _without_privileges()


def _read_only_folder(database: Path) -> None:
    database.chmod(0o666)
    database.parent.chmod(0o555)
    _without_privileges()


def _without_privileges() -> None:
    if os.geteuid() == 0:
        os.setegid(NOBODY)
        os.seteuid(NOBODY)


FULL_DISK = "full disk"
Prepare = Callable[[Path], None]
CASES: dict[str, tuple[Prepare | None, tuple[str, ...]]] = {
    "size limit": (_size_limit, ("cannot be read or written", "disk is full", "too large")),
    FULL_DISK: (None, ("disk is full",)),
    "read-only file": (_read_only_file, ("read-only",)),
    "read-only folder": (_read_only_folder, ("read-only", "cannot be opened")),
}
"""How each is made, and the words of which one must be in the message."""


def _tried(prepare: Prepare | None, arguments: list[str], database: Path) -> Done:
    """Run a command where it cannot write."""
    if prepare is not None:
        return start(arguments, database.parent.parent, installed=False, before=lambda: prepare(database)).wait()
    done = subprocess.run(
        _on_a_small_disk([sys.executable, "-m", "sciplan", *arguments], database),
        env={**os.environ, **ENVIRONMENT},
        capture_output=True,
        text=True,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr, 0, 0, 0)


def _on_a_small_disk(command: list[str], database: Path) -> list[str]:
    """Give a command that runs with the database on a small disk of memory, which only it sees, and copies it back."""
    outside = database.parent.parent / "outside.db"
    script = (
        f"cp {database} {outside} && mount -t tmpfs -o size={_SMALL_DISK} none {database.parent}"
        f' && cp {outside} {database} && {{ "$@"; code=$?; cp {database} {outside}; exit $code; }}'
    )
    return ["unshare", "-rm", "sh", "-c", script, "sh", *command]


def _can_mount() -> bool:
    unshare = shutil.which("unshare")
    if unshare is None:
        return False
    tried = subprocess.run([unshare, "-rm", "mount", "-t", "tmpfs", "none", "/mnt"], check=False, capture_output=True)
    return tried.returncode == 0
