"""What is measured on: ledgers and files, made from seeds when a case first asks for them, by the commands measured."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.nation import figures, nation
from benchmarks.speed.ledgers import LEDGERS, write
from benchmarks.speed.measure import Measured, measure
from benchmarks.speed.programs import Programs
from benchmarks.speed.sizes import COPY, MANY, Sizes
from benchmarks.speed.statements import NEWEST, live
from sciplan.domain.plan import Plan


@dataclass(frozen=True, slots=True)
class Built:
    """A ledger as it was built: how many entries from how many files in how many seconds, and its size in MiB."""

    name: str
    entries: int
    files: int
    seconds: float
    megabytes: float


@dataclass(slots=True)
class Grounds:
    """A folder with everything that the cases of one run need."""

    programs: Programs
    folder: Path
    sizes: Sizes
    built: list[Built] = field(default_factory=list)
    _plans: dict[str, Plan] = field(default_factory=dict)

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables that commands see, and no others: those of a clerk in a Chinese office."""
        return {
            "PATH": os.defpath,
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "SCIPLAN_LANG": "zh",
            "SCIPLAN_USER": "benchmark",
            **self.programs.surroundings,
        }

    def path(self, name: str) -> Path:
        """Give where something lies, or would."""
        return self.folder / name

    def ledger(self, name: str) -> Path:
        """Give a ledger, which is built the first time."""
        path = self.path(f"{name}.db")
        if not path.exists():
            LEDGERS[name](self, path)
        return path

    def copy(self, name: str) -> None:
        """Put a copy of a ledger in its place, wholly on the disk, so that a command finds it the same each time."""
        copy = self.path(f"{COPY}.db")
        shutil.copyfile(self.ledger(name), copy)
        with copy.open("rb") as stream:
            os.fsync(stream.fileno())

    def sciplan(self, database: Path, *words: str | Path) -> Measured:
        """Run a command of sciplan."""
        command = (*self.programs.sciplan, "--database", str(database), *(str(word) for word in words))
        return measure(command, folder=self.folder, environment=self.environment)

    def file(self) -> Path:
        """Give the CSV file that fills the large ledger."""
        path = self.path("illustrative-figures.csv")
        if not path.exists():
            write(path, figures(self.plan(MANY)))
        return path

    def plan(self, name: str) -> Plan:
        """Give the plan of a ledger; it is made once."""
        if name not in self._plans:
            self._plans[name] = nation(*self.sizes.many) if name == MANY else nation(*self.sizes.growing, named=False)
        return self._plans[name]

    def note(self, name: str, files: Sequence[Path], seconds: float) -> None:
        """Write down how a ledger was built, for the results."""
        path = self.path(f"{name}.db")
        self.built.append(Built(name, entries_in(path), len(files), seconds, path.stat().st_size / 2**20))


def ask(path: Path, query: str) -> int:
    """Give the one number that a query of a database answers."""
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute(query).fetchone()[0])


def entries_in(path: Path, batch: int = NEWEST) -> int:
    """Give how many entries a ledger held as of a batch."""
    return ask(path, f"SELECT coalesce(sum(entries), 0) FROM batch WHERE number <= {batch}")


def sum_in(path: Path, batch: int = NEWEST, which: str = "1") -> int:
    """Give what the live values of a ledger added up to as of a batch, by the entries alone: all, or those of some."""
    return ask(path, f"SELECT coalesce(sum(value), 0) / 1000000 FROM ({live(batch)}) WHERE {which}")


def rows_in(path: Path) -> int:
    """Give how many lines `status` has for a ledger with one plan."""
    return ask(path, "SELECT count(*) FROM v_target")
