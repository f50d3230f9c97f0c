"""Which package may import which; the arrows of the design, held by reading the imports."""

import ast
import subprocess
import sys
from collections.abc import Iterator
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


@pytest.mark.parametrize(
    "arguments",
    [
        ["status", "national-2021-2035", "--as-of", "2023-12-31"],
        ["record", "national-2021-2035:literacy-2025", "12.93%", "--year", "2022", "--by", "test"],
        ["log"],
        ["show", "national-2021-2035:literacy-2025"],
        ["owed", "national-2021-2035"],
        ["check", "national-2021-2035"],
        ["use", "national-2021-2035"],
        ["plan", "list"],
        ["matrix", "national-2021-2035"],
        ["scorecard", "--plan", "national-2021-2035"],
        ["checklist", "y2025", "national-2021-2035"],
        ["report", "annual", "national-2021-2035", "--format", "md"],
        ["tasks", "2024", "national-2021-2035"],
        ["--help"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_daily_commands_import_nothing_heavy(arguments: list[str], national: Path) -> None:
    """`status`, `record`, `log` and `--help` load none of the heavy libraries when piped."""
    program = (
        "import sys\n"
        "from sciplan.cli.main import run\n"
        f"code = run({['--database', str(national), *arguments]!r})\n"
        f"print(code, [name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "0 []"
