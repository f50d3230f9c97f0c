"""Returns as offices send them, and a database that they go into."""

import io
import shutil
import sys
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import openpyxl
import pytest

from tests.conftest import Run, run_sciplan
from tests.rows import rows

TINY = Path(__file__).parent / "plans" / "tiny.yaml"
HEAD = "target,year,value\n"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
LIVE = """
    SELECT target, period, region, agency, value, numerator, denominator, state, typed, note FROM v_entry AS v
    WHERE kind <> 'retraction' AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.supersedes = v.id) ORDER BY 1, 2, 3, 4
"""
"""What holds, slot by slot."""


class Office:
    """A database that holds the plan `tiny`, its default, in the folder in which files come in."""

    def __init__(self, database: Path) -> None:
        """Take the database."""
        self.database = database

    def imports(self, content: str | bytes, *options: str, name: str = "r.csv") -> Run:
        """Import a file that has nothing wrong."""
        done = run_sciplan("import", put(name, content), *options)
        assert (done.code, done.err) == (0, ""), done.err
        return done

    def refuses(self, content: str | bytes, *options: str, name: str = "r.csv", code: int = 3) -> list[str]:
        """Import a file that must not come in: not a byte of the ledger changes. Give what is said, line by line."""
        return self.leaves("import", put(name, content), *options, code=code)

    def leaves(self, *command: str, code: int = 3) -> list[str]:
        """Run a command that must not write: not a byte of the ledger changes. Give what is said, line by line."""
        before = self.database.read_bytes()
        done = run_sciplan(*command)
        assert (done.code, done.out) == (code, ""), done
        assert self.database.read_bytes() == before
        assert not list(self.database.parent.glob(f"{self.database.name}-*"))
        return done.err.splitlines()

    def figures(self) -> list[tuple[str, str, str]]:
        """Give target, period and figure as it was typed of what holds."""
        return [(row[0], row[1], row[8]) for row in self.live()]

    def live(self) -> list[tuple[Any, ...]]:
        """Give what holds, slot by slot."""
        return rows(self.database, LIVE)


@cache
def _template() -> Path:
    path = Path(mkdtemp(prefix="sciplan-")) / "sciplan.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCIPLAN_LANG", "en")
        patch.setenv("SCIPLAN_USER", "tester")
        create(path, TINY)
    return path


def create(path: Path, plan: Path) -> None:
    """Create a database that holds one plan more than the national outline."""
    for command in (("init", "national-2021-2035"), ("plan", "load", str(plan)), ("use", "tiny")):
        done = run_sciplan("--database", str(path), *command)
        assert done.code == 0, done.err


def office() -> Office:
    """Give a new database in the current folder."""
    return Office(Path(shutil.copy(_template(), "sciplan.db")).absolute())


def put(name: str, content: str | bytes) -> str:
    """Write a file and give its name."""
    Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
    return name


def feed(patch: pytest.MonkeyPatch, content: bytes) -> None:
    """Let standard input hold something."""
    patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))


def book(table: Iterable[Sequence[object]], *merged: str, title: str = "Sheet") -> bytes:
    """Give a workbook with one sheet."""
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.title = title
    for row in table:
        sheet.append(list(row))
    for span in merged:
        sheet.merge_cells(span)
    return saved(made)


def saved(made: openpyxl.Workbook) -> bytes:
    """Give a workbook as the bytes of its file."""
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def rezipped(workbook: bytes, changed: Mapping[str, bytes]) -> bytes:
    """Give a workbook with parts of it replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, content in changed.items():
            new.writestr(name, content)
    return out.getvalue()


def sheet_xml(data: str, *, before: str = "", after: str = "", prolog: str = "") -> bytes:
    """Give a workbook whose sheet has this XML for its rows."""
    rows_xml = f"{before}<sheetData>{data}</sheetData>{after}"
    xml = f'<?xml version="1.0"?>{prolog}<worksheet xmlns="{MAIN}">{rows_xml}</worksheet>'
    return rezipped(book([()]), {SHEET: xml.encode()})


def row_xml(number: int, *values: object) -> str:
    """Give a row of a sheet; numbers are numbers, the rest is text."""
    cells = "".join(
        f'<c r="{"ABCDEFGH"[place]}{number}"><v>{value}</v></c>'
        if isinstance(value, int | float)
        else f'<c r="{"ABCDEFGH"[place]}{number}" t="inlineStr"><is><t>{value}</t></is></c>'
        for place, value in enumerate(values)
    )
    return f'<row r="{number}">{cells}</row>'
