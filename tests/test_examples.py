"""The examples for Qinghai: five years of invented returns, and the script that brings such files in unattended."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from sciplan.domain.form_layout import HIDDEN_SHEET
from tests.conftest import Run, Sciplan
from tests.illustrative_returns import FORM, MARK, PLAN, contents, files
from tests.rows import rows
from tests.transcripts import ROOT

RETURNS = ROOT / "examples" / "qinghai" / "returns"
SCRIPT = ROOT / "examples" / "yearly-import.sh"
BROKEN = "target,year,value\nteachers-yearly,2022,4oo\n"
WORKING = "target,year,value\nteachers-yearly,2022,412\n"
ALL_IN = {
    "illustrative-2021.csv": 76,
    "illustrative-2022a.xlsx": 8,
    "illustrative-2022b.xlsx": 91,
    "illustrative-2022c.xlsx": 8,
    FORM: 125,
    "illustrative-2024.json": 102,
    "illustrative-2025.csv": 155,
}
"""The entries that each file brings."""


@pytest.fixture
def province(sciplan: Sciplan) -> Sciplan:
    """Run commands on a new database that holds Qinghai's plan and no entries."""
    assert sciplan("init", PLAN).code == 0
    return sciplan


def counts(sciplan: Sciplan, *arguments: str) -> dict[str, int]:
    """Give how many of the targets with a number have each status."""
    done = sciplan("status", *arguments, "--format", "json")
    assert done.code == 0, done.err
    found: dict[str, int] = {}
    for target in json.loads(done.out)["targets"]:
        found[target["status"]] = found.get(target["status"], 0) + 1
    return found


# The returns


def test_the_returns_are_what_is_made(request: pytest.FixtureRequest) -> None:
    """The files are those that the tables make: text to the byte, workbooks by what they show and hide."""
    made = files()
    if request.config.getoption("--update"):
        RETURNS.mkdir(exist_ok=True)
        for name, content in made.items():
            kept = RETURNS / name
            if not kept.exists() or not _same(name, kept.read_bytes(), content):
                kept.write_bytes(content)
    assert sorted(file.name for file in RETURNS.iterdir()) == list(made)
    for name, content in made.items():
        assert _same(name, (RETURNS / name).read_bytes(), content), name


def _same(name: str, one: bytes, other: bytes) -> bool:
    return contents(one) == contents(other) if name.endswith(".xlsx") else one == other


def test_the_returns_say_that_they_are_invented() -> None:
    """Whoever opens one of the files reads first that its figures are invented."""
    for file in RETURNS.iterdir():
        assert file.name.startswith("illustrative-")
        if file.suffix == ".xlsx":
            assert openpyxl.load_workbook(file).worksheets[0]["A1"].value.startswith(MARK)
        elif file.suffix == ".csv":
            encoding = "gb18030" if "2021" in file.name else "utf-8-sig"
            assert file.read_text(encoding=encoding).startswith(MARK)
        else:
            assert "示例" in file.read_text(encoding="utf-8")


def test_the_returns_are_messy() -> None:
    """They are what offices send: GBK, a byte order mark, wide digits, 万, titles over merged cells, percent cells."""
    first = (RETURNS / "illustrative-2021.csv").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        first.decode("utf-8")
    text = first.decode("gb18030")
    assert all(sign in text for sign in ("1.2万", "８６０", '"2,150"', "2021年"))
    assert (RETURNS / "illustrative-2025.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    plain = openpyxl.load_workbook(RETURNS / "illustrative-2022a.xlsx").worksheets[0]
    assert plain.merged_cells.ranges
    assert any(cell.value == "合计" for cell in plain["D"])
    others = openpyxl.load_workbook(RETURNS / "illustrative-2022b.xlsx").worksheets[0]
    assert {cell.number_format for cell in others["F"]} >= {"0.0%"}


def test_the_form_was_sorted_and_partly_filled_in() -> None:
    """The rows of the form do not stand as they were sent, some are empty, and the hidden sheet is still there."""
    book = openpyxl.load_workbook(RETURNS / FORM)
    assert book[HIDDEN_SHEET].sheet_state == "veryHidden"
    numbers = [int(cell.value) for cell in book.worksheets[0]["A"] if str(cell.value).isdigit()]
    assert sorted(numbers) == list(range(1, len(numbers) + 1)) != numbers
    assert ALL_IN[FORM] < len(numbers)


def test_five_years_come_in_at_one_go(province: Sciplan) -> None:
    """The folder is imported by name, oldest first, each file as a batch; again, not a byte changes."""
    done = province("import", str(RETURNS), "-p", PLAN)
    assert (done.code, done.err) == (0, "7 files, none refused.\n")
    said = re.findall(r"(?m)^(\S+): (\d+) new, 0 corrected, 0 as before, batch b(\d+),", done.out)
    assert said == [(name, str(number), str(batch)) for batch, (name, number) in enumerate(ALL_IN.items(), 2)]
    database = Path("sciplan.db")
    assert rows(database, "SELECT count(*) FROM entry") == [(sum(ALL_IN.values()),)]
    before = database.read_bytes()
    again = province("import", str(RETURNS), "-p", PLAN)
    assert (again.code, again.err) == (0, "7 files, none refused.\n")
    assert again.out.splitlines() == [
        f"{name}: already imported in batch b{batch}; nothing was written." for batch, name in enumerate(ALL_IN, 2)
    ]
    assert database.read_bytes() == before
    checked = province("check")
    assert checked.code == 0, checked.out
    assert "Nothing disagrees" in checked.out


def test_the_returns_make_a_believable_plan(province: Sciplan) -> None:
    """A year before the end some targets are on track, some behind, some overdue; at the end most are met."""
    assert province("import", str(RETURNS), "-p", PLAN).code == 0
    assert counts(province, "--as-of", "2024-12-31") == {
        "far-behind": 1,
        "overdue": 2,
        "behind": 9,
        "no-baseline": 2,
        "on-track": 30,
    }
    assert counts(province) == {"missed": 12, "overdue": 1, "no-baseline": 1, "met": 30}


# The script


def run_script(*arguments: str, **environment: str) -> Run:
    """Run the script as cron does: no terminal, and nothing in the environment but what is given."""
    program = Path(sys.executable).parent
    around = {"PATH": f"{program}:/usr/local/bin:/usr/bin:/bin", "SCIPLAN_USER": "cron", "SCIPLAN_LANG": "en"}
    done = subprocess.run(
        [str(SCRIPT), *arguments],
        env=around | {"SCIPLAN_DATABASE": "sciplan.db"} | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    return Run(done.returncode, done.stdout, done.stderr)


def inside(folder: str = "in") -> list[str]:
    """Give every file in a folder and its subfolders, but for the log."""
    found = [str(file.relative_to(folder)) for file in Path(folder).rglob("*") if not file.is_dir()]
    return sorted(name for name in found if name != "import.log")


def logged() -> list[list[str]]:
    """Give code, file and words of each line of the log, each of which begins with a time."""
    lines = [line.split("\t") for line in Path("in/import.log").read_text(encoding="utf-8").splitlines()]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", line[0]) for line in lines)
    return [line[1:] for line in lines]


@pytest.fixture
def folder(province: Sciplan) -> Path:
    """Give an empty folder for returns, beside a database."""
    found = Path("in")
    found.mkdir()
    return found


def test_the_script_is_a_program() -> None:
    """It can be run as it is, and bash finds nothing wrong with it."""
    assert os.access(SCRIPT, os.X_OK)
    assert subprocess.run(["bash", "-n", str(SCRIPT)]).returncode == 0


def test_nothing_to_do(folder: Path) -> None:
    """An empty folder is left empty without a word."""
    assert run_script("in") == Run(0, "", "")
    assert list(folder.iterdir()) == []


def test_all_is_well(folder: Path) -> None:
    """Files come in under the name in SCIPLAN_USER and go to done/; nothing is printed, all of it is in the log."""
    for name in ("illustrative-2021.csv", "illustrative-2022a.xlsx"):
        shutil.copy(RETURNS / name, folder)
    assert run_script("in", PLAN) == Run(0, "", "")
    assert inside() == ["done/illustrative-2021.csv", "done/illustrative-2022a.xlsx"]
    assert sorted(entry.name for entry in folder.iterdir()) == ["done", "import.log"]
    assert [line[:2] for line in logged() if " new, " in line[2]] == [
        ["0", "illustrative-2021.csv"],
        ["0", "illustrative-2022a.xlsx"],
    ]
    assert rows(Path("sciplan.db"), "SELECT DISTINCT who FROM batch WHERE number > 1") == [("cron",)]


def test_one_is_refused(folder: Path) -> None:
    """A refused file goes to refused/ with a workbook that says why; the others come in, and the message is mailed."""
    (folder / "a.csv").write_text(BROKEN, encoding="utf-8")
    (folder / "b.csv").write_text(WORKING, encoding="utf-8")
    done = run_script("in")
    assert (done.code, done.out) == (3, "")
    assert "a.csv:2: wrong-figure: “4oo” is not a number." in done.err
    assert "b.csv" not in done.err
    assert inside() == ["done/b.csv", "refused/a.csv", "refused/a.csv.rejected.xlsx"]
    returned = openpyxl.load_workbook(folder / "refused" / "a.csv.rejected.xlsx").worksheets[0]
    assert any("4oo" in str(cell) for row in returned.values for cell in row)
    assert ["3", "a.csv", "a.csv: refused, 1 problem; nothing was imported."] in logged()


def test_the_same_file_again(folder: Path) -> None:
    """A file that is in already goes to done/ too, beside the first one; nothing there is overwritten."""
    for _time in range(3):
        (folder / "r.csv").write_text(WORKING, encoding="utf-8")
        assert run_script("in", PLAN) == Run(0, "", "")
    assert inside() == ["done/r.csv", "done/r.csv.1", "done/r.csv.2"]
    assert rows(Path("sciplan.db"), "SELECT count(*) FROM entry") == [(1,)]
    assert any("already imported" in line[2] for line in logged())


def test_refused_again(folder: Path) -> None:
    """Each refused file keeps its own workbook under its own number."""
    for _time in range(2):
        (folder / "r.csv").write_text(BROKEN, encoding="utf-8")
        assert run_script("in").code == 3
    assert inside() == [
        "refused/r.csv",
        "refused/r.csv.1",
        "refused/r.csv.1.rejected.xlsx",
        "refused/r.csv.rejected.xlsx",
    ]


def test_odd_names_and_what_is_left_alone(folder: Path) -> None:
    """Names with spaces, line breaks, dashes and stars are names; hidden files, locks of offices and folders stay."""
    names = ("- r *.csv", "$(x) 'é' \"省\".csv", "line\nbreak.csv")
    for number, name in enumerate(names):
        (folder / name).write_text(f"target,year,value\nteachers-yearly,{2021 + number},400\n", encoding="utf-8")
    for name in (".hidden.csv", "~$r.csv"):
        (folder / name).write_text(BROKEN, encoding="utf-8")
    (folder / "evidence").mkdir()
    (folder / "evidence" / "photo.txt").write_text("…", encoding="utf-8")
    assert run_script("in/", PLAN) == Run(0, "", "")
    assert inside() == sorted([".hidden.csv", "~$r.csv", "evidence/photo.txt", *(f"done/{name}" for name in names)])
    assert rows(Path("sciplan.db"), "SELECT count(*) FROM entry") == [(3,)]
    assert {line[1] for line in logged()} == {"- r *.csv", "$(x) 'é' \"省\".csv", "line?break.csv"}


@pytest.mark.parametrize(
    ("arguments", "database", "said"),
    [
        (("in",), "missing.db", "There is no database"),
        (("in", "no-plan"), "sciplan.db", "There is no plan “no-plan”"),
    ],
)
def test_what_lies_around_the_files(folder: Path, arguments: tuple[str, ...], database: str, said: str) -> None:
    """Where there is no database, or not this plan, the files stay where they are for another day."""
    (folder / "r.csv").write_text(WORKING, encoding="utf-8")
    done = run_script(*arguments, SCIPLAN_DATABASE=database)
    assert (done.code, done.out) == (4, "")
    assert said in done.err
    assert inside() == ["r.csv"]
    assert logged()[0][:2] == ["4", "-"]
    assert run_script("in") == Run(0, "", "")
    assert inside() == ["done/r.csv"]


@pytest.mark.parametrize(
    ("codes", "worst", "left"),
    [
        ((0, 4, 3), 4, ["b.csv"]),
        ((3, 70, 4), 70, ["b.csv", "c.csv"]),
        ((0, 3, 0), 3, []),
        ((2, 3, 0), 2, ["a.csv"]),
    ],
)
def test_the_worst_code(folder: Path, codes: tuple[int, ...], worst: int, left: list[str]) -> None:
    """Of several codes the worst is given; a file stays where it is unless it came in or was refused."""
    cases = " ".join(f"*/{name}.csv) exit {code} ;;" for name, code in zip("abc", codes, strict=True))
    program = Path("programs/sciplan")
    program.parent.mkdir()
    program.write_text(
        f'#!/bin/sh\n[ "$1" = import ] || exit 0\necho said\ncase $2 in {cases} esac\n', encoding="utf-8"
    )
    program.chmod(0o755)
    for name in "abc":
        (folder / f"{name}.csv").write_text(WORKING, encoding="utf-8")
    done = run_script("in", PATH=f"{program.parent.absolute()}:/usr/bin:/bin")
    assert (done.code, done.err) == (worst, "said\n" * len([code for code in codes if code]))
    assert [name for name in inside() if "/" not in name] == left


def test_two_runs_do_not_meet(folder: Path) -> None:
    """While another run is at work nothing is touched, and its lock stays."""
    (folder / ".import.lock").mkdir()
    (folder / "r.csv").write_text(WORKING, encoding="utf-8")
    done = run_script("in", PLAN)
    assert (done.code, done.out) == (4, "")
    assert done.err == "yearly-import.sh: another run is at work; if there is none, remove in/.import.lock\n"
    assert sorted(entry.name for entry in folder.iterdir()) == [".import.lock", "r.csv"]


def test_without_sciplan(folder: Path) -> None:
    """Where cron does not find sciplan the script says what to do."""
    done = run_script("in", PATH="/usr/bin:/bin")
    assert (done.code, done.err) == (
        4,
        "yearly-import.sh: sciplan is not found; add the folder that it lies in to PATH\n",
    )


@pytest.mark.parametrize("arguments", [(), ("in", PLAN, "more"), ("nowhere",)])
def test_a_call_that_cannot_be_meant(folder: Path, arguments: tuple[str, ...]) -> None:
    """Without a folder there is nothing to import from."""
    done = run_script(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("yearly-import.sh: ")
