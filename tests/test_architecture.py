"""Which package may import which; the arrows of the design, held by reading the imports."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "sciplan"
EVERYWHERE = {"errors", "faults", "files", "i18n", "paths", "text", "clock"}
ARROWS = {
    "domain": {"errors", "i18n"},
    "planfile": EVERYWHERE | {"domain"},
    "exchange": EVERYWHERE | {"domain", "planfile"},
    "storage": EVERYWHERE | {"domain"},
    "report": EVERYWHERE | {"domain"},
    "render": EVERYWHERE | {"domain", "report"},
    "app": EVERYWHERE | {"domain", "planfile", "exchange", "storage", "report"},
    "cli": EVERYWHERE | {"app", "report", "render", "faultlog"},
    "errors": {"domain"},
    "i18n": set(),
    "paths": EVERYWHERE,
    "text": {"errors", "i18n"},
    "clock": set(),
    "faults": {"i18n"},
    "files": {"errors", "faults", "i18n"},
    "faultlog": {"paths"},
}
HEAVY = (
    "sqlalchemy",
    "sqlmodel",
    "alembic",
    "pydantic",
    "yaml",
    "rich",
    "platformdirs",
    "dateutil",
    "openpyxl",
    "xlsxwriter",
    "docx",
    "lxml",
    "jinja2",
)


def imports(file: Path) -> Iterator[str]:
    """Give the modules of sciplan that a file imports, wherever in the file it does."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def room(module: str) -> str:
    """Give the package or module directly under sciplan that a dotted name lies in."""
    return module.split(".")[1] if module.startswith("sciplan.") else ""


FILES = sorted(file for file in PACKAGE.rglob("*.py") if file.parent != PACKAGE or file.stem in ARROWS)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_arrows_point_one_way(file: Path) -> None:
    """A package imports only what lies below it."""
    here = file.relative_to(PACKAGE).parts[0].removesuffix(".py")
    wrong = {name for name in imports(file) if room(name) not in {"", here, "__version__"} | ARROWS[here]}
    assert not wrong


def test_every_package_has_its_arrows() -> None:
    """A new package cannot come in without saying what it may import."""
    packages = {folder.name for folder in PACKAGE.iterdir() if (folder / "__init__.py").exists()}
    assert packages <= set(ARROWS)


def test_domain_needs_only_the_standard_library() -> None:
    """`domain/` imports the standard library, itself, and the texts of errors."""
    for file in sorted((PACKAGE / "domain").rglob("*.py")):
        for name in imports(file):
            top = name.split(".")[0]
            assert top == "sciplan" or top in sys.stdlib_module_names, f"{file.name} imports {name}"


def test_only_the_clock_reads_the_clock() -> None:
    """No other module asks for today or now."""
    for file in sorted(PACKAGE.rglob("*.py")):
        if file.name != "clock.py":
            source = file.read_text(encoding="utf-8")
            assert ".today()" not in source, file
            assert ".now(" not in source, file


def test_files_stay_small() -> None:
    """No source file grows past 400 lines."""
    for file in sorted(PACKAGE.rglob("*.py")):
        assert len(file.read_text(encoding="utf-8").splitlines()) <= 400, file


PLAN = "national-2021-2035"
DAILY: dict[str, list[str]] = {
    "status": ["status", PLAN, "--as-of", "2023-12-31"],
    "record": ["record", f"{PLAN}:literacy-2025", "12.93%", "--year", "2022", "--by", "test"],
    "log": ["log"],
    "show": ["show", f"{PLAN}:literacy-2025"],
    "owed": ["owed", PLAN],
    "check": ["check", PLAN],
    "use": ["use", PLAN],
    "plan": ["plan", "list"],
    "matrix": ["matrix", PLAN],
    "scorecard": ["scorecard", "--plan", PLAN],
    "checklist": ["checklist", "y2025", PLAN],
    "report": ["report", "annual", PLAN, "--format", "md"],
    "tasks": ["tasks", "2024", PLAN],
    "help": ["--help"],
    "version": ["--version"],
    "status --help": ["status", "--help"],
}


def left_after(database: Path, arguments: list[str], wanted: str, before: str = "", **surroundings: str) -> str:
    """Give what an expression has become when a command has run alone in a process that `before` prepared."""
    program = (
        "import atexit, sys\n"
        f"atexit.register(lambda: print({wanted}, file=sys.stderr))\n"
        f"{before}\n"
        "from sciplan.cli.main import run\n"
        f"sys.exit(run({['--database', str(database), *arguments]!r}))\n"
    )
    environment = {**os.environ, **surroundings}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment)
    return done.stderr.splitlines()[-1]


def heavy(names: Iterable[str] = HEAVY) -> str:
    """Give the expression for which of some libraries are loaded."""
    return f"[name for name in {tuple(names)!r} if name in sys.modules]"


@pytest.mark.parametrize("arguments", DAILY.values(), ids=DAILY)
def test_daily_commands_import_nothing_heavy(arguments: list[str], national: Path) -> None:
    """What is asked for daily loads none of the heavy libraries when piped."""
    assert left_after(national, arguments, heavy()) == "[]"


@pytest.mark.parametrize("name", ["status", "record", "show", "owed", "log"])
def test_a_terminal_needs_rich_alone(name: str, national: Path) -> None:
    """On a terminal, tables are drawn by Rich, and nothing else comes with it."""
    terminal = "from sciplan.cli import console\nconsole.is_terminal = lambda: True"
    others = [library for library in HEAVY if library != "rich"]
    assert left_after(national, DAILY[name], heavy(others), terminal) == "[]"


def test_completion_imports_nothing_heavy(national: Path) -> None:
    """A shell that asks for commands or options waits for none of the heavy libraries."""
    asked = {"_SCIPLAN_COMPLETE": "complete_bash", "COMP_WORDS": "sciplan status --", "COMP_CWORD": "2"}
    assert left_after(national, [], heavy(), **asked) == "[]"


@pytest.mark.parametrize(("name", "most"), [("help", 13), ("version", 13), ("status", 55), ("record", 66)])
def test_a_command_imports_few_modules(name: str, most: int, national: Path) -> None:
    """Help needs hardly anything of sciplan, and no command has all of it imported."""
    counted = "sum(name.partition('.')[0] == 'sciplan' for name in sys.modules)"
    assert int(left_after(national, DAILY[name], counted)) <= most


@pytest.mark.parametrize(("name", "most"), [("status", 20), ("record", 48)])
def test_a_command_asks_the_database_little(name: str, most: int, national: Path) -> None:
    """A judgement and a record take a handful of statements, however many entries there are."""
    traced = (
        "import sqlite3\n"
        "plain, statements = sqlite3.connect, []\n"
        "def connect(*places, **options):\n"
        "    connection = plain(*places, **options)\n"
        "    connection.set_trace_callback(statements.append)\n"
        "    return connection\n"
        "sqlite3.connect = connect"
    )
    assert int(left_after(national, DAILY[name], "len(statements)", traced)) <= most
