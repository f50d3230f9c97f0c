"""The program as a process: streams, signals, exit codes, and options anywhere."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sciplan.cli import start
from tests.conftest import Sciplan
from tests.rows import rows

RECORD = ("record", "literacy-2025", "12.93%", "--year", "2022")


def shell(command: str, **surroundings: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell in which `sciplan` stands for the program."""
    line = command.replace("sciplan", f"{sys.executable} -m sciplan")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent), **surroundings}
    return subprocess.run(["bash", "-c", line], capture_output=True, env=environment, check=False)


def test_a_fault_of_ours_is_no_traceback(national: Path, sciplan: Sciplan, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not foreseen exits with 70 and one sentence; `--debug` anywhere shows where it comes from."""
    monkeypatch.setattr(start, "overview", lambda _session: 1 / 0)
    done = sciplan()
    assert (done.code, "Traceback" in done.err) == (70, False)
    assert "sciplan has met a fault of its own (ZeroDivisionError: division by zero)." in done.err
    assert "ZeroDivisionError" in sciplan("--debug").err.rpartition("Traceback")[2]


def test_debug_shows_where_a_refusal_comes_from(national: Path, sciplan: Sciplan) -> None:
    """`--debug` may stand before a command or behind it."""
    for arguments in (["--debug", "status", "atlantis"], ["status", "atlantis", "--debug"]):
        done = sciplan(*arguments)
        assert (done.code, "Traceback" in done.err) == (3, True)
    assert "Traceback" not in sciplan("record", "a", "1", "--note", "--debug").err


def test_options_of_the_program_stand_anywhere(national: Path, sciplan: Sciplan) -> None:
    """`--database` and `--lang` are heard before and behind a command, and need a value."""
    elsewhere = str(national.rename("elsewhere.db"))
    for arguments in (["--database", elsewhere, "status"], ["status", f"--database={elsewhere}"]):
        assert sciplan(*arguments).code == 0
    assert "截至" in sciplan("status", "--database", elsewhere, "--lang", "zh").out
    for arguments in (["status", "--lang"], ["--database"], ["status", "--database="], ["--lang=", "status"]):
        done = sciplan(*arguments)
        assert (done.code, done.out, "needs a value" in done.err) == (2, "", True), arguments


def test_interrupted(national: Path) -> None:
    """Ctrl-C while waiting for another writer ends with 130, soon and without a traceback."""
    lock = "import sqlite3,sys;c=sqlite3.connect('sciplan.db');c.execute('BEGIN IMMEDIATE');print(flush=True);input()"
    with subprocess.Popen([sys.executable, "-c", lock], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        waiting = subprocess.Popen(
            [sys.executable, "-m", "sciplan", *RECORD],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
            stderr=subprocess.PIPE,
        )
        time.sleep(2)
        waiting.send_signal(signal.SIGINT)
        _out, err = waiting.communicate(timeout=5)
        other.communicate(b"\n")
    assert (waiting.returncode, err) == (130, b"")


def test_a_closed_pipe_is_quiet(national: Path) -> None:
    """When nobody reads on, the program stops without a word."""
    done = shell("sciplan status | true; exit ${PIPESTATUS[0]}")
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("closing", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams(closing: str, national: Path) -> None:
    """Without stdin, stdout or stderr a command does its work and exits with its own code."""
    assert shell(f"sciplan {' '.join(RECORD)} {closing}").returncode == 0
    assert shell(f"sciplan status {closing}").returncode == 0
    assert shell(f"sciplan status atlantis {closing}").returncode == 3
    assert rows(national, "SELECT count(*) FROM entry") == [(1,)]


def test_a_full_output(national: Path) -> None:
    """When the output cannot be written, it is said that it is the output, and that what was recorded is."""
    done = shell(f"sciplan {' '.join(RECORD)} >/dev/full")
    assert done.returncode == 4
    assert done.stderr.decode() == (
        "Error: The output cannot be written: the disk is full.\n"
        "  What the command did is done; “sciplan log” shows what was recorded.\n"
    )
    assert rows(national, "SELECT count(*) FROM entry") == [(1,)]


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "latin-1"])
def test_data_is_utf8_whatever_the_console_speaks(encoding: str, national: Path) -> None:
    """JSON and CSV are UTF-8; tables lose what the console cannot show, and nothing more."""
    document = json.loads(shell("sciplan status --format json", PYTHONIOENCODING=encoding).stdout.decode("utf-8"))
    assert document["targets"][0]["name"].startswith("公民")
    assert shell("sciplan status --format csv", PYTHONIOENCODING=encoding).stdout.decode("utf-8").count("公民") == 2
    table = shell("sciplan status --as-of 2021-06-01", PYTHONIOENCODING=encoding)
    assert table.returncode == 0
    assert ("公民" in table.stdout.decode(encoding)) == (encoding == "gbk")


def test_a_crash_is_undone_by_the_next_reader(national: Path) -> None:
    """A killed writer leaves a journal; whoever comes next, even to read, sees the state before."""
    killed = (
        "import os,sqlite3\n"
        "c = sqlite3.connect('sciplan.db', isolation_level=None)\n"
        "c.execute('PRAGMA cache_size = 1')\n"
        "c.execute('BEGIN IMMEDIATE')\n"
        "c.execute('CREATE TABLE filler (a)')\n"
        "c.executemany('INSERT INTO filler VALUES (?)', [('x' * 4000,)] * 500)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", killed], check=False)
    assert Path("sciplan.db-journal").stat().st_size > 0
    done = shell("sciplan status")
    assert (done.returncode, done.stderr) == (0, b"")
    assert not Path("sciplan.db-journal").exists()
    assert rows(national, "SELECT count(*) FROM sqlite_master WHERE name = 'filler'") == [(0,)]


def test_hostile_names_are_only_text(national: Path, sciplan: Sciplan) -> None:
    """Braces, percent signs, markup and escape sequences in what is typed come back as text or not at all."""
    for typed in ("{x}", "{0}", "%s", "[bold]", "[/foo]", "a:b:c", "\x1b[31m"):
        done = sciplan("record", typed, "5", "--year", "2022")
        assert done.code == 3
        assert "\x1b" not in done.err
        assert typed.replace("\x1b", "").rpartition(":")[2] in done.err or ":" in typed


def test_paths_cannot_speak_to_the_terminal(sciplan: Sciplan) -> None:
    """A path with escape sequences is printed without them."""
    done = sciplan("--database", "\x1b[31mred.db", "init", "national-2021-2035")
    assert (done.code, "\x1b" in done.out + done.err) == (0, False)


def test_a_database_of_nobody(sciplan: Sciplan) -> None:
    """A ~ that belongs to nobody is a name like any other."""
    done = sciplan("--database", "~nobody-at-all/x.db", "status")
    assert (done.code, "There is no database at ~nobody-at-all/x.db." in done.err) == (4, True)


def completed(line: str, shell: str = "bash", language: str = "en") -> list[str]:
    """Give what a shell offers when Tab is pressed at the end of a line."""
    words = line.split(" ")
    asked = {
        "_SCIPLAN_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent), "SCIPLAN_LANG": language, **asked}
    done = subprocess.run(
        [sys.executable, "-m", "sciplan"], capture_output=True, env=environment, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout.split("\n")[:-1]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("sciplan sta", ["status"]),
        ("sciplan batch ", ["list", "show", "undo"]),
        ("sciplan plan sch", ["schema"]),
        ("sciplan status --m", ["--milestone"]),
        ("sciplan status --agency 省科协 --b", ["--behind"]),
        ("sciplan --data", ["--database"]),
        ("sciplan --database= sta", ["status"]),
        ("sciplan --version sta", ["status"]),
        ("sciplan atlantis sta", ["status"]),
    ],
)
def test_completion(line: str, offered: list[str]) -> None:
    """Commands and options are completed, and nothing is done or complained of meanwhile."""
    assert completed(line) == offered


def test_completion_speaks_the_language() -> None:
    """Shells that show what a command is for are told it in the language in use."""
    assert completed("sciplan sta", "fish") == ["status\tShow how each target stands."]
    assert completed("sciplan sta", "fish", "zh") == ["status\t查看各项指标进展。"]
