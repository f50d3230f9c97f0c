"""A small office that agrees on quotas: its database, and the workbooks of its tasks as they come back."""

import io
import shutil
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import openpyxl
import pytest

from tests.conftest import Run, run_sciplan

OFFICE = Path(__file__).parent / "plans" / "office.yaml"
FIRST = 5
"""The row of the sheet in which the first task stands."""

TRAINING, SHARE, CONTESTS, ALL_CONTESTS, PUBLICITY, SPENDING = (f"J{FIRST + place}" for place in range(6))
"""The cells in which what is agreed for each target stands."""


@cache
def _template() -> Path:
    path = Path(mkdtemp(prefix="sciplan-")) / "sciplan.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCIPLAN_LANG", "en")
        patch.setenv("SCIPLAN_USER", "tester")
        for command in (
            ("init", "national-2021-2035"),
            ("plan", "load", str(OFFICE)),
            ("use", "office"),
            ("record", "training", "8000", "--year", "2021"),
            ("record", "training", "10000", "--year", "2022"),
            ("record", "training", "12000", "--year", "2023"),
            ("record", "share", "50", "--year", "2023"),
        ):
            done = run_sciplan("--database", str(path), *command)
            assert done.code == 0, done.err
    return path


def office() -> Path:
    """Give a new database in the current folder that holds the plan and six batches; 30,000 are trained by 2023."""
    return Path(shutil.copy(_template(), "sciplan.db")).absolute()


def written(year: str = "2024", name: str = "tasks.xlsx", *options: str) -> Any:  # noqa: ANN401 - openpyxl has no types
    """Write the tasks of a year, and open the workbook."""
    done = run_sciplan("tasks", year, "-o", name, "--force", *options)
    assert done.code == 0, done.err
    return openpyxl.load_workbook(name)


def sheet_of(book: Any) -> Any:  # noqa: ANN401
    """Give the sheet that is seen."""
    return book.worksheets[0]


def saved(book: Any) -> bytes:  # noqa: ANN401
    """Give a workbook as the bytes of its file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def filled_in(cells: Mapping[str, object], year: str = "2024", name: str = "back.xlsx") -> str:
    """Write the tasks of a year, empty what is proposed, fill in cells, and give the name of the file."""
    return changed(lambda sheet: sheet, cells, year, name)


def changed(
    change: Callable[[Any], object], cells: Mapping[str, object], year: str = "2024", name: str = "back.xlsx"
) -> str:
    """Do the same, and change the sheet otherwise too."""
    book = written(year)
    sheet = sheet_of(book)
    for row in range(FIRST, sheet.max_row - 1):
        sheet[f"J{row}"].value = None
    for place, value in cells.items():
        sheet[place] = value
    change(sheet)
    Path(name).write_bytes(saved(book))
    return name


def agree(name: str, *options: str, year: str = "2024", code: int = 0) -> Run:
    """Read a file back."""
    done = run_sciplan("tasks", year, "--import", name, *options)
    assert done.code == code, done.err
    return done
