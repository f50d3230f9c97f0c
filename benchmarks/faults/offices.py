"""Ledgers to do harm to: a small one with every kind of batch, and one with room for many figures."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.faults.commands import ENVIRONMENT
from benchmarks.nation import KEY, create, nation
from sciplan.domain.plan import Plan

ROOT = Path(__file__).parents[2]
OFFICE = ROOT / "tests" / "plans" / "office.yaml"
FIRST_TASK = 5
"""The row of a workbook of tasks in which the first one stands."""


@cache
def _templates() -> tempfile.TemporaryDirectory[str]:
    """Make a folder for ledgers that are made once and then copied; it goes when the process ends."""
    return tempfile.TemporaryDirectory(prefix="sciplan-faults-")


def wide(folder: Path, targets: int, regions: int = 100) -> tuple[Path, Plan]:
    """Create a ledger without figures: every target takes one of every region and year."""
    path, plan = folder / "sciplan.db", nation(targets, regions)
    template = Path(_templates().name) / f"{targets}-{regions}.db"
    if not template.exists():
        create(template, plan)
    shutil.copy(template, path)
    return path, plan


def slots(plan: Plan) -> list[tuple[str, int, str]]:
    """Give target, year and region of every figure that such a ledger can take."""
    return [
        (target.key, year, region) for target in plan.targets for year in range(2021, 2026) for region in target.regions
    ]


def small(folder: Path) -> Path:
    """Put a ledger with every kind of batch into a folder, and the files that it was made from."""
    template = Path(_templates().name) / "small"
    if not template.exists():
        template.mkdir()
        _fill(template)
    shutil.copytree(template, folder, dirs_exist_ok=True)
    return folder / "sciplan.db"


def _fill(folder: Path) -> None:
    """Make records, evidence, corrections, retractions, quotas, imports and an undo."""
    path = folder / "sciplan.db"
    (folder / "a.pdf").write_bytes(b"proof" * 40)
    (folder / "r.csv").write_text("target,year,value\ntraining,2023,12000\nshare,2023,51%\n", encoding="utf-8")
    (folder / "s.csv").write_text("target,period,value\ncontests,2023H1,2\n", encoding="utf-8")
    for command in (
        ("init", "national-2021-2035"),
        ("plan", "load", str(OFFICE)),
        ("use", "office"),
        ("record", "training", "8000", "--year", "2021"),
        ("record", "training", "1万", "--year", "2022", "--note", "n", "--evidence", "a.pdf"),
        ("correct", "1", "8100", "--reason", "digits swapped"),
        ("record", "share", "12/100", "--year", "2022"),
        ("import", "r.csv"),
        ("retract", "4", "--reason", "wrong year"),
        ("import", "s.csv"),
        ("batch", "undo", "b9", "--reason", "wrong file"),
        ("record", "publicity", "done", "--period", "2023-12"),
        ("tasks", "2024", "-o", "tasks.xlsx"),
    ):
        here(path, *command, folder=folder)
    agreed(folder / "tasks.xlsx", {f"J{FIRST_TASK}": 9000})
    here(path, "tasks", "2024", "--import", "tasks.xlsx", folder=folder)


def agreed(file: Path, cells: dict[str, object]) -> None:
    """Fill in cells of a workbook of tasks."""
    import openpyxl

    book = openpyxl.load_workbook(file)
    for place, value in cells.items():
        book.worksheets[0][place] = value
    book.save(file)


def here(path: Path, *command: str, folder: Path, code: int | None = 0) -> tuple[int, str, str]:
    """Run a command line in this process; raise `AssertionError` if it ends with another code, unless any will do."""
    from sciplan.cli.main import run

    out, err = io.StringIO(), io.StringIO()
    before = dict(os.environ)
    os.environ.update(ENVIRONMENT)
    try:
        with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            found = run(["--database", str(path), *command])
    finally:
        os.environ.clear()
        os.environ.update(before)
    if code is not None and found != code:
        raise AssertionError(command, found, err.getvalue())
    return found, out.getvalue(), err.getvalue()


def rows(path: Path, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """Give the rows of a query, as any other program would."""
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query, tuple(values)).fetchall()
    finally:
        connection.close()


__all__ = ("KEY", "OFFICE", "ROOT", "agreed", "here", "rows", "slots", "small", "wide")
