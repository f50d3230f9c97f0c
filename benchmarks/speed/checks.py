"""What must be true of a command after it ran, so that one that is broken never has a good time."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable

from benchmarks.speed.case import require
from benchmarks.speed.grounds import Grounds, ask, entries_in, rows_in, sum_in
from benchmarks.speed.sizes import COPY, MANY
from benchmarks.speed.statements import LAST, NEWEST
from sciplan.domain.quantity import MILLION
from sciplan.render.words import SYMBOLS

_VALUE = re.compile(r"([0-9,]+)人次 +(?:[0-9-]{10} +)?≥")
"""What was reached, which stands before what is to be reached."""

Check = Callable[[Grounds, str], None]
_SIGNS = frozenset(SYMBOLS.values())
_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}


def says(word: str) -> Check:
    """Check that something is printed."""
    return lambda _grounds, output: require(word in output, f"“{word}” is not in:\n{output[:2000]}")


def judged(ledger: str, batch: int = NEWEST, *, figures: bool = True) -> Check:
    """Check what `status` prints of a ledger as of a batch: a line with its sign for each target, and the entries.

    With `figures` all that is counted in 人次 must add up to what the entries themselves do; of the last target alone
    some regions may be behind, so that not all of it is told.
    """

    def check(grounds: Grounds, output: str) -> None:
        path = grounds.ledger(ledger)
        found = [line for line in output.splitlines() if line[:8].find(" ") > 0 and not _SIGNS.isdisjoint(line[:8])]
        require(len(found) == rows_in(path), f"{len(found)} lines for {rows_in(path)} targets:\n{output[:2000]}")
        number = entries_in(path, batch)
        require(f" {number} " in output.splitlines()[-1], f"{number} entries are not in:\n{output[-500:]}")
        if figures:
            told = sum(int(one[1].replace(",", "")) for line in found if (one := _VALUE.search(line)))
            missing = sum_in(path, batch) - told
            require(0 <= missing <= sum_in(path, batch, LAST), f"{missing} of the figures is missing:\n{output[:2000]}")

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


def same_sums(batch: int = NEWEST) -> Check:
    """Check that what is printed for each target and period adds up to what the entries do."""

    def check(grounds: Grounds, output: str) -> None:
        found, expected = (
            sum(int(line.rpartition("|")[2]) for line in output.splitlines()),
            sum_in(grounds.ledger(MANY), batch),
        )
        require(found == expected * MILLION, f"{found} is not {expected} million")

    return check


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
