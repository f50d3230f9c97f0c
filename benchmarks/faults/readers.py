"""Each reader as a function of bytes: whatever comes in, it answers or refuses, and nothing else escapes it."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path

from benchmarks.faults.offices import OFFICE, here, small
from sciplan.app.ledgers import known_at, open_ledger
from sciplan.app.review_notes import read_notes
from sciplan.domain.form_layout import read_form
from sciplan.domain.period import parse_period
from sciplan.domain.plan import Plan, Region
from sciplan.domain.quantity import parse_figure
from sciplan.domain.tasks_layout import read_tasks
from sciplan.errors import SciplanError
from sciplan.exchange.agreed import read_agreed
from sciplan.exchange.findings import Findings, TooMany
from sciplan.exchange.periods import joined, period_text
from sciplan.exchange.sheet import Reading
from sciplan.exchange.source import open_source
from sciplan.exchange.table import read_table
from sciplan.paths import plans_folder
from sciplan.planfile import load_regions, parse_plan, read_plan
from sciplan.planfile.files import read_text_file

START = date(2021, 1, 1)
PARTS = (
    "xl/worksheets/sheet1.xml",
    "xl/workbook.xml",
    "xl/styles.xml",
    "xl/_rels/workbook.xml.rels",
    "[Content_Types].xml",
)


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Make a ledger, a form and a workbook of tasks, once; the folder goes when the process ends."""
    made = tempfile.TemporaryDirectory(prefix="sciplan-faults-")
    folder = Path(made.name)
    path = small(folder)
    here(path, "form", "--year", "2024", "-o", "form.xlsx", folder=folder)
    return made


def _file(name: str, content: bytes) -> Path:
    path = Path(_folder().name) / name
    path.write_bytes(content)
    return path


def _table(name: str, content: bytes) -> None:
    with suppress(SciplanError, TooMany), open_source(str(_file(name, content))) as source:
        sheet = read_table(source, Reading(), Findings(name))
        for _row in sheet.rows if sheet else ():
            pass


def csv(content: bytes) -> None:
    """Read a return as CSV."""
    _table("fuzz.csv", content)


def json(content: bytes) -> None:
    """Read a return as JSON."""
    _table("fuzz.json", content)


def yaml(content: bytes) -> None:
    """Read a return as YAML."""
    _table("fuzz.yaml", content)


def any_kind(content: bytes) -> None:
    """Read a return whose kind its content must tell."""
    _table("fuzz", content)


def plan(content: bytes) -> None:
    """Read a plan file, as bytes and as text."""
    read_text_file(_file("fuzz-plan.yaml", content))
    parse_plan(content.decode("utf-8", "replace"), "p.yaml", _regions())


@cache
def _regions() -> dict[str, Region]:
    return load_regions(plans_folder() / "regions.csv")


def xlsx(content: bytes) -> None:
    """Read a form with the beginning, the middle or the end of a part replaced; the first bytes say which."""
    _table("fuzz.xlsx", _spoilt("form.xlsx", content))


def tasks(content: bytes) -> None:
    """Read a workbook of tasks in the same way."""
    path = _file("fuzz-tasks.xlsx", _spoilt("tasks.xlsx", content))
    with suppress(SciplanError, TooMany), open_source(str(path)) as source:
        read_agreed(source, Findings("t"))


def hidden(content: bytes) -> None:
    """Read the hidden sheets of forms and tasks."""
    cells = [line.split("\t") for line in content.decode("utf-8", "replace").split("\n")]
    for mark in ("sciplan-form/1", "sciplan-tasks/1"):
        read_form([[mark], *cells])
        read_tasks([[mark], *cells])


def notes(content: bytes) -> None:
    """Read a clerk's paragraphs."""
    with suppress(SciplanError):
        read_notes(_file("fuzz-notes.yaml", content), _office_plan())


def moments(content: bytes) -> None:
    """Read `--known-at`."""
    with open_ledger(Path(_folder().name) / "sciplan.db") as connection, suppress(SciplanError):
        known_at(connection, content.decode("utf-8", "replace"))


def figures(content: bytes) -> None:
    """Read a figure."""
    with suppress(SciplanError):
        parse_figure(content.decode("utf-8", "replace"))


def periods(content: bytes) -> None:
    """Read a period, alone and beside a year."""
    text = content.decode("utf-8", "replace")
    year, _space, rest = text.partition(" ")
    for written in (period_text(text), joined(year, rest)):
        parse_period(written, START)


READERS: dict[str, Callable[[bytes], None]] = {
    reader.__name__: reader
    for reader in (plan, csv, json, yaml, any_kind, xlsx, tasks, hidden, notes, moments, figures, periods)
}
SEEDS: dict[str, tuple[bytes, ...]] = {
    "plan": (b"format: 1\nkey: x\nname: x\nperiod: [2021, 2025]\n", b"targets:\n  - {key: a, kind: level}\n"),
    "csv": (
        b"target,year,value\ntraining,2023,5\n",
        "指标,年度,数值（万人次）\n培训,2023,1.2\n合计,,1\n".encode("gbk"),
    ),
    "json": (b'[{"target": "training", "year": 2023, "value": 5}]', b'{"schema": "sciplan/entries/1", "entries": []}'),
    "yaml": (b"- {target: training, year: 2023, value: 5}\n", b"entries:\n  - target: training\n    year: 2023\n"),
    "any_kind": (b"PK\x03\x04", b"%PDF", b"<html>", b"- {a: b}", b'{"entries": []}'),
    "xlsx": (b"\x00\x00\x00<row", b"\x01\x10\x01<sheet name='x'/>"),
    "tasks": (b"\x00\x20\x00<c r='J5'><v>1e9</v></c>",),
    "hidden": (b"plan\toffice\nrevision\t1\nyear\t2024\nheader\t4\n\n\n\n\n1\ttraining\tx\t5",),
    "notes": ("overview: 一段\nfarmers: [甲, 乙]\n".encode(),),
    "moments": (b"b1", b"2024-01-01", b"2024-01-01T10:00+08:00", b"2026-11-22 10:00:00.5", b"0123456789ab"),
    "figures": (b"12,000", "1.2万".encode(), b"264/592.4", b"56.3%", "１２０００".encode()),
    "periods": (b"2023", b"..2023Q2", "2023年上半年".encode(), "截至2023年6月底".encode(), b"2023 Q2"),
}


@cache
def _office_plan() -> Plan:
    made, problems = read_plan(OFFICE)
    if made is None:
        raise AssertionError(problems)
    return made


@cache
def _parts(name: str) -> dict[str, bytes]:
    with zipfile.ZipFile(Path(_folder().name) / name) as archive:
        return {part: archive.read(part) for part in archive.namelist()}


def _spoilt(name: str, content: bytes) -> bytes:
    """Put bytes into a part of a workbook: the first byte says into which, the next two where."""
    parts = dict(_parts(name))
    choice, place = content[:1] or b"\0", int.from_bytes(content[1:3], "big")
    part = PARTS[choice[0] % len(PARTS)]
    old = parts[part]
    at = place % (len(old) + 1)
    parts[part] = old[:at] + content[3:] + old[at + (choice[0] // len(PARTS)) :]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for key, value in parts.items():
            archive.writestr(key, value)
    return out.getvalue()
