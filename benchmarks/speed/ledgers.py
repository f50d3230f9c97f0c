"""How each ledger is built that cases run on: from seeds, and from the examples, by the commands that are measured."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.nation import YEARS, create, figures, nation
from benchmarks.speed.measure import measure
from benchmarks.speed.programs import CHECKOUT
from benchmarks.speed.sizes import EMPTY, FEW, HISTORIES, MANY, REAL, SHOWN

if TYPE_CHECKING:
    from benchmarks.speed.grounds import Grounds

QINGHAI = "qinghai-2021-2025"
_SHOWN_COLUMNS = ("status", "name", "value", "value_at", "goal", "attainment", "expected", "gap", "notices")


def write(path: Path, lines: Iterable[str]) -> None:
    """Write lines into a file."""
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(f"{line}\n" for line in lines)


def _few(grounds: Grounds, path: Path) -> None:
    targets, regions, entries = grounds.sizes.few
    plan = nation(targets, regions)
    create(path, plan)
    file = grounds.path("few.csv")
    write(file, figures(plan, entries))
    grounds.note(FEW, [file], grounds.sciplan(path, "import", file).wall)


def _real(grounds: Grounds, path: Path) -> None:
    examples = CHECKOUT / "examples" / "qinghai"
    files = [examples / "baseline-2020.csv", *sorted((examples / "returns").glob("illustrative-*"))]
    command = (*grounds.programs.sciplan, "init", QINGHAI)
    measure(command, folder=grounds.folder, environment={**grounds.environment, "SCIPLAN_DATABASE": str(path)})
    grounds.note(REAL, files, grounds.sciplan(path, "import", *files).wall)


def _many(grounds: Grounds, path: Path) -> None:
    """Build the large ledger, with a correction behind it, so that the batch of the import is the past."""
    create(path, grounds.plan(MANY))
    grounds.note(MANY, [grounds.file()], grounds.sciplan(path, "import", grounds.file()).wall)
    grounds.sciplan(path, "correct", "1", "54321", "--reason", "示例")


def _empty(grounds: Grounds, path: Path) -> None:
    create(path, grounds.plan(MANY))


def _shown(grounds: Grounds, path: Path) -> None:
    """Put what `status` shows into a table, for a program that prints tables of a database."""
    told = grounds.sciplan(grounds.ledger(FEW), "status", "--format", "csv").output.lstrip("\ufeff")
    rows = [[row[name] for name in _SHOWN_COLUMNS] for row in csv.DictReader(told.splitlines())]
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"CREATE TABLE shown ({', '.join(_SHOWN_COLUMNS)})")
        connection.executemany(f"INSERT INTO shown VALUES ({', '.join('?' * len(_SHOWN_COLUMNS))})", rows)
        connection.execute("CREATE TABLE figures (target, period, region, value, unit)")
        figures_of = grounds.path("few.csv").read_text(encoding="utf-8").splitlines()
        connection.executemany("INSERT INTO figures VALUES (?, ?, ?, ?, ?)", csv.reader(figures_of[1:]))


def _history(name: str) -> Callable[[Grounds, Path], None]:
    def build(grounds: Grounds, path: Path) -> None:
        plan = grounds.plan(name)
        periods, regions = grounds.sizes.histories[HISTORIES.index(name)]
        codes = [region.code for region in plan.regions[1 : regions + 1]]
        files = []
        for year in YEARS:
            files.append(grounds.path(f"{name}-{year}.csv"))
            inside = [period for period in periods if period.startswith(year)]
            write(files[-1], figures(plan, seed=int(year), periods=inside, regions=codes))
        create(path, plan)
        grounds.note(name, files, grounds.sciplan(path, "import", *files).wall)
        for file in files:
            file.unlink()

    return build


LEDGERS: Mapping[str, Callable[[Grounds, Path], None]] = {
    FEW: _few,
    REAL: _real,
    MANY: _many,
    EMPTY: _empty,
    SHOWN: _shown,
    **{name: _history(name) for name in HISTORIES},
}
"""How each ledger is built."""
