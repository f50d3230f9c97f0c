"""Files that mean harm or are broken: each is refused with one message, quickly, in little memory, ledger unchanged."""

from __future__ import annotations

import os
import shutil
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.faults import hostile_books, hostile_texts
from benchmarks.faults.commands import Done, run
from benchmarks.faults.offices import here, small
from benchmarks.faults.outcome import Outcome

SECONDS, RESIDENT = 5.0, 300.0
"""What reading a file may take of the processor at most, and of memory in MiB; what hangs is killed."""
_SMALL = 60_000


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file: what it is, its name, its bytes, and the command that is to refuse it, in which `{}` is the file."""

    what: str
    name: str
    content: bytes
    command: tuple[str, ...]


def all_files(folder: Path) -> list[Hostile]:
    """Make every file; `folder` holds a ledger from which good workbooks come that are then spoilt."""
    here(folder / "sciplan.db", "form", "--year", "2024", "-o", "form.xlsx", folder=folder)
    here(folder / "sciplan.db", "tasks", "2024", "-o", "good.xlsx", folder=folder)
    here(folder / "sciplan.db", "report", "midterm", "-o", "good.docx", folder=folder)
    form, tasks, word = ((folder / name).read_bytes() for name in ("form.xlsx", "good.xlsx", "good.docx"))
    commands = {
        "plan": ("plan", "load", "{}", "--yes"),
        "return": ("import", "{}"),
        "tasks": ("tasks", "2024", "--import", "{}"),
        "notes": ("report", "midterm", "--notes", "{}", "-o", "out.docx"),
        "template": ("report", "midterm", "--template", "{}", "-o", "out.docx"),
    }
    made = {
        "plan": hostile_texts.plans(),
        "return": {**hostile_texts.returns(), **hostile_books.returns(form)},
        "tasks": hostile_books.tasks(tasks, form),
        "notes": hostile_texts.notes(),
        "template": hostile_books.templates(word),
    }
    return [
        Hostile(f"{kind}: {what}", name, content, commands[kind])
        for kind, files in made.items()
        for what, (name, content) in files.items()
    ]


def hostile_files(*, every: int = 1, installed: bool = True) -> Outcome:
    """Let sciplan read every file, or one of so many of those that are not large."""
    with tempfile.TemporaryDirectory(prefix="sciplan-faults-") as name:
        folder = Path(name)
        small(folder)
        files = all_files(folder)
        if every > 1:
            files = [file for file in files if len(file.content) < _SMALL][::every]
        if installed:
            workers = os.cpu_count() or 1
            folders = [folder / str(place) for place in range(workers)]
            for one in folders:
                one.mkdir()
                shutil.copy(folder / "sciplan.db", one)
            with ProcessPoolExecutor(workers) as pool:
                parts = pool.map(_read, folders, [files[place::workers] for place in range(workers)])
                results = [one for part in parts for one in part]
        else:
            results = _read(folder, files, installed=False)
    missed = tuple(fault for fault, _seconds, _resident in results if fault)
    slowest, largest = (max(result[which] for result in results) for which in (1, 2))
    right = len(results) - len(missed)
    figures = f"{right} with one message and the ledger unchanged, slowest {slowest:.1f} s of processor time"
    if installed:
        figures += f", largest {largest:.0f} MiB"
    return Outcome("hostile files", len(results), figures, missed)


def _read(folder: Path, files: list[Hostile], *, installed: bool = True) -> list[tuple[str, float, float]]:
    database = folder / "sciplan.db"
    before = database.read_bytes()
    found = []
    for file in files:
        path = folder / file.name
        path.write_bytes(file.content)
        command = [part.replace("{}", file.name) for part in file.command]
        done = run(["--database", str(database), *command], folder, installed=installed)
        resident = done.resident if installed else 0.0  # a fork has the memory of its parent too
        fault = _fault(done, resident)
        if database.read_bytes() != before or (folder / "out.docx").exists():
            fault += " something was written"
        found.append((f"{file.what}: {fault}" if fault else "", done.processor, resident))
        path.unlink()
    return found


def _fault(done: Done, resident: float) -> str:
    """Give what is wrong with the answer; nothing if it is one that a person can use."""
    faults = []
    if done.code != 3:
        faults.append(f"exit {done.code}")
    if "Traceback" in done.err or "fault of its own" in done.err or not done.err.strip() or done.out:
        faults.append(f"said {(done.err or done.out)[-300:]}")
    if done.processor > SECONDS or resident > RESIDENT:
        faults.append(f"{done.processor:.1f} s, {resident:.0f} MiB")
    return ", ".join(faults)
