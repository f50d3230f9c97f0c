"""The cases: which commands take turns, what must be true of each after it ran, and what their figures are to reach."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from benchmarks.speed.canonical_size import canonical_size
from benchmarks.speed.case import GROWTH, MEMORY, RATE, TIME, Case, Contender, Goal
from benchmarks.speed.checks import document, entries, judged, lines, rows, same_sums, says, whole
from benchmarks.speed.grounds import Grounds
from benchmarks.speed.programs import SHELL, SQLITE_UTILS
from benchmarks.speed.sizes import COPY, EMPTY, FEW, HISTORIES, MANY, REAL, SHOWN
from benchmarks.speed.statements import WINDOW, known_at_statement

IMPORT_BATCH = 2
"""The batch of the large ledger's figures; the plan came before, a correction came after."""

_HASH = """
import hashlib, sys
digest, block, left = hashlib.sha256(), bytes(1 << 20), int(sys.argv[1])
while left > 0:
    digest.update(block[:left])
    left -= len(block)
"""


def sciplan(*words: str, ledger: str) -> Callable[[Grounds], Sequence[str]]:
    """Give a command of sciplan on a ledger; `COPY` is the one that was prepared."""
    return lambda grounds: (
        *grounds.programs.sciplan,
        "--database",
        str(grounds.path(f"{COPY}.db") if ledger == COPY else grounds.ledger(ledger)),
        *words,
    )


def shell(query: Callable[[Grounds], str]) -> Callable[[Grounds], Sequence[str]]:
    """Give a query of the large ledger in the `sqlite3` shell."""
    return lambda grounds: (grounds.programs.others[SHELL], "-readonly", str(grounds.ledger(MANY)), query(grounds))


def copied(ledger: str) -> Callable[[Grounds], None]:
    """Prepare a fresh copy of a ledger."""
    return lambda grounds: grounds.copy(ledger)


def removed(name: str) -> Callable[[Grounds], None]:
    """Prepare that a file is not there."""
    return lambda grounds: grounds.path(name).unlink(missing_ok=True)


def paper(title: str, name: str, *words: str) -> Case:
    """Give the case of a document that is written."""
    file = f"paper.{name}"
    ours = Contender("sciplan", sciplan(*words, "-o", file, ledger=REAL), document(file), removed(file))
    return Case(words[0], title, (ours, BARE), (Goal(TIME, "python"),), profiled=words[0] == "report")


def row(grounds: Grounds) -> Sequence[str]:
    """Give the command that inserts one row, of a file, into a table of as many rows as the ledger has entries."""
    file = grounds.path("row.csv")
    file.write_text("target,period,region,value,unit\ntarget-0000,2025,100000,12000,人次\n", encoding="utf-8")
    database = str(grounds.path(f"{COPY}.db"))
    return grounds.programs.others[SQLITE_UTILS], "insert", database, "figures", str(file), "--csv"


BARE = Contender("python", lambda grounds: (grounds.programs.python, "-c", "pass"))
TABLE = Contender(
    "sqlite-utils rows",
    lambda grounds: (grounds.programs.others[SQLITE_UTILS], "rows", str(grounds.ledger(SHOWN)), "shown", "-t"),
    lines(lambda grounds: grounds.sizes.few[0] + 2),
    needs=SQLITE_UTILS,
)
INSERT = Contender(
    "sqlite-utils insert",
    row,
    rows(COPY, lambda grounds: grounds.sizes.few[2] + 1),
    copied(SHOWN),
    SQLITE_UTILS,
)
WINDOW_FUNCTION = Contender("window function", shell(lambda _grounds: WINDOW), same_sums(), needs=SHELL)
STATEMENT = Contender(
    "its statement",
    shell(lambda _grounds: known_at_statement(IMPORT_BATCH)),
    same_sums(IMPORT_BATCH),
    needs=SHELL,
)
BULK = Contender(
    ".import",
    lambda grounds: (
        grounds.programs.others[SHELL],
        str(grounds.path("shell.db")),
        "-cmd",
        ".mode csv",
        f".import {grounds.file()} figures",
    ),
    rows("shell", lambda grounds: grounds.sizes.entries),
    removed("shell.db"),
    SHELL,
)
HASH = Contender(
    "SHA-256",
    lambda grounds: (grounds.programs.python, "-c", _HASH, str(canonical_size(grounds.ledger(MANY)))),
    note=lambda grounds: f"of {canonical_size(grounds.ledger(MANY)):,} bytes",
)


def status(*words: str, ledger: str, figures: bool = True) -> Contender:
    """Give `status` on a ledger; with `figures` all is counted in one unit, and what it prints is added up."""
    return Contender("sciplan", sciplan("status", *words, ledger=ledger), judged(ledger, figures=figures))


def history(name: str) -> Contender:
    """Give `status` on one of the growing histories."""
    return Contender(
        name, sciplan("status", ledger=name), judged(name), size=lambda grounds: grounds.sizes.history(name)
    )


LIST = (
    Case(
        "help",
        "`sciplan --help`",
        (Contender("sciplan", sciplan("--help", ledger=FEW), says("status")), BARE),
        (Goal(TIME, "python", 8),),
    ),
    Case(
        "version",
        "`sciplan --version`",
        (Contender("sciplan", sciplan("--version", ledger=FEW), says("sciplan ")), BARE),
        (Goal(TIME, "python", 8),),
    ),
    Case(
        "status",
        "`status` piped (60 targets, 5,000 entries)",
        (status(ledger=FEW), BARE, TABLE),
        (Goal(TIME, "python", 8), Goal(TIME, "sqlite-utils rows", 0.6)),
        profiled=True,
    ),
    Case(
        "status-terminal",
        "`status` on a terminal, through Rich",
        (status(ledger=FEW), BARE, TABLE),
        (Goal(TIME, "python", 12), Goal(TIME, "sqlite-utils rows", 0.9)),
        terminal=True,
    ),
    Case(
        "status-all",
        "`status --all` on a terminal (every commitment of Qinghai)",
        (status("--all", ledger=REAL, figures=False), BARE),
        (Goal(TIME, "python", 15),),
        terminal=True,
    ),
    Case(
        "record",
        "`record`, durable",
        (
            Contender(
                "sciplan",
                sciplan("record", "target-0000", "12000", "--year", "2025", ledger=COPY),
                entries(lambda grounds: grounds.sizes.few[2] + 1),
                copied(FEW),
            ),
            BARE,
            INSERT,
        ),
        (Goal(TIME, "python", 9), Goal(TIME, "sqlite-utils insert", 0.6)),
    ),
    Case(
        "status-million",
        "`status` over 1,000,000 entries (100 regions × 5 years × 2,000 targets), 2,000 rows piped",
        (status(ledger=MANY), WINDOW_FUNCTION, BARE),
        (Goal(TIME, "window function", 0.3), Goal(TIME, "python", 20)),
        short=False,
        profiled=True,
    ),
    Case(
        "known-at",
        "`status --known-at` over 1,000,000 entries",
        (
            Contender(
                "sciplan",
                sciplan("status", "--known-at", f"b{IMPORT_BATCH}", ledger=MANY),
                judged(MANY, IMPORT_BATCH),
            ),
            STATEMENT,
        ),
        (Goal(TIME, "its statement", 1.5),),
        short=False,
    ),
    Case(
        "growth",
        "growth of `status` in history, same targets",
        tuple(history(name) for name in HISTORIES),
        (Goal(GROWTH, bound=0.1),),
        short=False,
    ),
    Case(
        "import",
        "import of 1,000,000 rows of CSV: validated, chained, summaries kept, committed",
        (
            Contender(
                "sciplan",
                lambda grounds: sciplan("import", str(grounds.file()), ledger=COPY)(grounds),
                entries(lambda grounds: grounds.sizes.entries),
                copied(EMPTY),
            ),
            BULK,
        ),
        (Goal(RATE, ".import", 0.3), Goal(MEMORY, bound=100)),
        short=False,
        profiled=True,
    ),
    Case(
        "verify",
        "`db verify` of 1,000,000 entries",
        (Contender("sciplan", sciplan("db", "verify", ledger=MANY), whole), HASH),
        (Goal(TIME, "SHA-256"),),
        short=False,
    ),
    paper("`report midterm -o x.docx`", "docx", "report", "midterm"),
    paper("`checklist midterm -o x.xlsx`", "xlsx", "checklist", "midterm"),
    paper("`form --year 2023 -o x.xlsx`", "xlsx", "form", "--year", "2023"),
)
CASES = {case.name: case for case in LIST}
"""Every case by its name."""
