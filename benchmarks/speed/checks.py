"""What must be true of a command after it ran, so that one that is broken never has a good time."""

from __future__ import annotations

import zipfile
from collections.abc import Callable

from benchmarks.speed.case import require
from benchmarks.speed.grounds import Grounds, ask, entries_in, rows_in
from benchmarks.speed.sizes import COPY, MANY
from sciplan.domain.quantity import MILLION
from sciplan.render.words import SYMBOLS

Check = Callable[[Grounds, str], None]
_SIGNS = frozenset(SYMBOLS.values())
_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}


def says(word: str) -> Check:
    """Check that something is printed."""
    return lambda _grounds, output: require(word in output, f"“{word}” is not in:\n{output[:2000]}")


def judged(ledger: str, held: Callable[[Grounds], int] | None = None) -> Check:
    """Check that a line with its sign is printed for each target of a ledger, and how many entries it held."""

    def check(grounds: Grounds, output: str) -> None:
        path = grounds.ledger(ledger)
        found = sum(line[:8].find(" ") > 0 and not _SIGNS.isdisjoint(line[:8]) for line in output.splitlines())
        require(found == rows_in(path), f"{found} lines for {rows_in(path)} targets:\n{output[:2000]}")
        number = entries_in(path) if held is None else held(grounds)
        require(f" {number} " in output.splitlines()[-1], f"{number} entries are not in:\n{output[-500:]}")

    return check


def whole(grounds: Grounds, output: str) -> None:
    """Check that all entries of the large ledger were verified."""
    number = entries_in(grounds.ledger(MANY))
    require(f"{number} " in output.replace(",", ""), f"{number} entries are not in:\n{output}")


def lines(count: Callable[[Grounds], int]) -> Check:
    """Check how many lines are printed."""

    def check(grounds: Grounds, output: str) -> None:
        found = len(output.splitlines())
        require(found == count(grounds), f"{found} lines, not {count(grounds)}:\n{output[:2000]}")

    return check


def same_sums(grounds: Grounds, output: str) -> None:
    """Check that what stands, by the window function, adds up to what `status` tells."""
    found = sum(int(line.rpartition("|")[2]) for line in output.splitlines())
    require(found == grounds.total() * MILLION, f"{found} is not {grounds.total()} million")


def entries(count: Callable[[Grounds], int]) -> Check:
    """Check how many entries the copy holds afterwards."""

    def check(grounds: Grounds, _output: str) -> None:
        found = ask(grounds.path(f"{COPY}.db"), "SELECT count(*) FROM v_entry")
        require(found == count(grounds), f"{found} entries, not {count(grounds)}")

    return check


def rows(database: str, count: Callable[[Grounds], int]) -> Check:
    """Check how many rows a table of figures has afterwards."""

    def check(grounds: Grounds, _output: str) -> None:
        found = ask(grounds.path(f"{database}.db"), "SELECT count(*) FROM figures")
        require(found == count(grounds), f"{found} rows, not {count(grounds)}")

    return check


def document(name: str) -> Check:
    """Check that a Word document or a workbook was written."""

    def check(grounds: Grounds, _output: str) -> None:
        with zipfile.ZipFile(grounds.path(name)) as archive:
            require(_PARTS[name.rpartition(".")[2]] in archive.namelist(), f"{name} is not what its name says")

    return check
