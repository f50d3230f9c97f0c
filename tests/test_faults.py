"""What the surroundings do to the program: full disks, limits, faults of our own, clocks; and what stays private."""

import os
import pickle
import re
import resource
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from sciplan import faultlog
from sciplan.app.ledgers import parse_date
from sciplan.cli import start
from sciplan.cli.tree import command_name
from sciplan.clock import Now, moment
from sciplan.files import move_new
from sciplan.paths import fault_log
from tests.conftest import NOW, Run, Sciplan, run_sciplan
from tests.rows import rows

RECORD = ("record", "literacy-2025", "12.93%", "--year", "2022")
TINY = str(Path(__file__).parent / "plans" / "tiny.yaml")


def limited(size: int, *arguments: str) -> Run:
    """Run a command line in a child that may write files of so many bytes at most."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        os.write(writing, pickle.dumps(run_sciplan(*arguments)))
        os._exit(0)
    os.waitpid(child, 0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        return cast("Run", pickle.loads(stream.read()))  # noqa: S301 - written by our own child


def returns(path: Path) -> str:
    """Write a file of many figures, and give its name."""
    months = [f"{year}-{month:02}" for year in range(2021, 2026) for month in range(1, 13)]
    lines = [f"literacy-2025,{month},{number % 10}.5,{'x' * 2000}\n" for number, month in enumerate(months)]
    path.write_text("target,period,value,note\n" + "".join(lines), "utf-8")
    return str(path)


def writes(path: Path) -> dict[str, tuple[str, ...]]:
    """Give each command that writes into the ledger, with something large enough to need room."""
    note = "n" * 2000
    Path("proof.pdf").write_bytes(os.urandom(60_000))
    return {
        "record": ("record", "literacy-2025", "14.14%", "--year", "2023", "--note", note, "--evidence", "proof.pdf"),
        "correct": ("correct", "1", "13%", "--reason", note, "--evidence", "proof.pdf"),
        "retract": ("retract", "1", "--reason", note),
        "undo": ("batch", "undo", "b2", "--reason", note),
        "import": ("import", returns(path)),
        "plan load": ("plan", "load", TINY),
    }


@pytest.mark.parametrize("command", ["record", "correct", "retract", "undo", "import", "plan load"])
def test_a_limit_on_the_size_of_files(command: str, national: Path, sciplan: Sciplan) -> None:
    """A write that finds no room says so in one message and not that it is done; the last commit is intact."""
    assert sciplan(*RECORD).code == 0
    arguments = writes(Path("returns.csv"))[command]
    before = rows(national, "SELECT * FROM entry"), rows(national, "SELECT * FROM batch")
    for limit in (4_000, 40_000, national.stat().st_size):
        done = limited(limit, *arguments)
        if limit > 4_000 and done.code == 0:  # what fits into pages that are there needs no room
            break
        assert (done.code, done.err.count("Error:"), "Traceback" in done.err) == (4, 1, False), done
        assert done.out == ("tiny is new: 小方案（示例）\n" if command == "plan load" else ""), done
        assert (rows(national, "SELECT * FROM entry"), rows(national, "SELECT * FROM batch")) == before
        assert rows(national, "PRAGMA integrity_check") == [("ok",)]
    else:
        done = sciplan(*arguments)
    assert done.code == 0, done.err
    assert len(rows(national, "SELECT * FROM batch")) == len(before[1]) + 1


def test_no_room_for_a_database_or_a_copy(national: Path, sciplan: Sciplan) -> None:
    """`init`, `db backup` and reports that find no room leave nothing half done."""
    for arguments in (
        ("--database", "new.db", "init", "national-2021-2035"),
        ("db", "backup", "copy.db"),
        ("export", "-o", "all.xlsx"),
    ):
        done = limited(3000, *arguments)
        assert (done.code, done.err.count("Error:"), done.out) == (4, 1, ""), done
    assert [file.name for file in Path().iterdir()] == ["sciplan.db"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a disk of one megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip("nothing can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk(small_disk: Path, sciplan: Sciplan) -> None:
    """On a full disk nothing is said to be recorded that is not, and what was recorded before stays."""
    database = small_disk / "sciplan.db"
    option = ("--database", str(database))
    assert sciplan(*option, "init", "national-2021-2035").code == 0
    assert sciplan(*option, *RECORD).code == 0
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as stream:
        while shutil.disk_usage(small_disk).free:
            stream.write(bytes(4096))
    done = sciplan(*option, "record", "literacy-2025", "14.14%", "--year", "2023")
    assert (done.code, done.out, "The disk is full" in done.err) == (4, "", True), done
    done = sciplan(*option, "db", "backup")
    assert (done.code, done.out, "disk is full" in done.err) == (4, "", True), done
    assert sciplan(*option, "log").out.count("\n") == 2
    filler.unlink()
    assert sciplan(*option, "record", "literacy-2025", "14.14%", "--year", "2023").code == 0
    assert [file.name for file in small_disk.iterdir()] == ["sciplan.db"]


def test_a_fault_of_ours_is_written_down(national: Path, sciplan: Sciplan, monkeypatch: pytest.MonkeyPatch) -> None:
    """The log says where a fault arose and in which command, and nothing that was typed; only its owner reads it."""

    def breaks(*_arguments: object, **_named: object) -> None:
        try:
            raise KeyError("secret figure 12345")
        except KeyError as cause:
            raise ValueError("secret name") from cause

    monkeypatch.setattr("sciplan.app.recording.record", breaks)
    done = sciplan(*RECORD, "--note", "secret note")
    path = fault_log()
    assert (done.code, f"Where it arose is written down in {path}" in done.err) == (70, True)
    text = path.read_text("utf-8")
    assert re.search(r"^2026-03-02T01:30:00\+00:00 sciplan record$", text, re.MULTILINE)
    assert text.index("KeyError") < text.index("which led to:") < text.rindex("ValueError")
    assert "test_faults.py" in text
    assert "12345" not in text.replace('KeyError("secret figure 12345")', "")
    assert "note" not in text.replace("secret note", "")
    assert "12.93" not in text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert "Traceback" in sciplan("--debug", *RECORD).err
    assert path.read_text("utf-8").count("=" * 60) == 2


def test_the_log_stays_small(national: Path, sciplan: Sciplan, monkeypatch: pytest.MonkeyPatch) -> None:
    """Older faults make room for newer ones, from the beginning of a fault on."""
    monkeypatch.setattr(start, "overview", lambda _session: 1 / 0)
    monkeypatch.setattr(faultlog, "MOST", 5000)
    for _time in range(40):
        assert sciplan().code == 70
    path = fault_log()
    assert 2000 < path.stat().st_size < 8000
    assert path.read_text("utf-8").startswith("=" * 60)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_log_that_cannot_be_written(
    national: Path, tmp_path: Path, sciplan: Sciplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then the message says how to have the traceback."""
    monkeypatch.setattr(start, "overview", lambda _session: 1 / 0)
    (tmp_path / "state-home").write_text("a file")
    done = sciplan()
    assert (done.code, "with --debug and report what it prints" in done.err) == (70, True)


NOBODY_AT_HOME = """
import pwd, sys

def unknown(_user):
    raise KeyError("no such account")

pwd.getpwuid = pwd.getpwnam = unknown
from sciplan.cli import start
{breaks}
from sciplan.cli.main import main
main(sys.argv[1:])
"""


def homeless(*arguments: str, breaks: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command line in a process of its own whose user has neither HOME nor an account."""
    environment = {"SCIPLAN_LANG": "en", "PYTHONPATH": os.pathsep.join(sys.path)}
    program = NOBODY_AT_HOME.format(breaks=breaks)
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("line", ["", "status", "record literacy-2025 1% --year 2022 --by x", "db path", "db verify"])
def test_a_user_without_a_home(line: str) -> None:
    """Where the user's folder cannot be told, one message says so; what names its database works."""
    done = homeless(*line.split())
    assert (done.returncode, done.stdout, done.stderr.count("Error:")) == (4, "", 1)
    assert "The folder of your own files cannot be told." in done.stderr
    assert "Set HOME" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_works_without_a_home(national: Path) -> None:
    """A database that is named or lies here needs no home, and `doctor` warns that faults are not written down."""
    for line in ("status", f"--database {national} record literacy-2025 12% --year 2022 --by x", "db verify"):
        done = homeless(*line.split())
        assert (done.returncode, "Traceback" in done.stderr) == (0, False), done
    done = homeless("record", "literacy-2025", "13%", "--year", "2023")
    assert (done.returncode, "Say it with --by NAME" in done.stderr) == (2, True)
    done = homeless("doctor")
    assert (done.returncode, done.stderr) == (0, "")
    assert "The folder of your own files cannot be told." in done.stdout


def test_a_fault_of_ours_without_a_home(national: Path) -> None:
    """Then nothing is written down, and the message says how to have the traceback."""
    done = homeless(breaks="start.overview = lambda _session: 1 / 0")
    assert (done.returncode, "Traceback" in done.stderr) == (70, False), done
    assert "with --debug and report what it prints" in done.stderr


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("record training 12000 --by 张三", "record"),
        ("--lang zh db backup secret.db", "db backup"),
        ("plan secret", "plan"),
        ("secret", ""),
    ],
)
def test_what_the_log_calls_a_command(line: str, name: str) -> None:
    """Only the names of commands come into the log, never what else was typed."""
    assert command_name(line.split()) == name


def test_what_is_written_is_private(tmp_path: Path) -> None:
    """Databases, copies, reports, forms, folders and evidence can be read by their owner alone, whatever the umask."""
    lines = (
        "init national-2021-2035",
        "record literacy-2025 12.93% --year 2022 --evidence proof.pdf",
        "db backup",
        "export -o out.csv",
        "export -o book.xlsx",
        "form --year 2023 -o forms/",
        "report annual -o report.docx",
        "evidence save 1 -o saved.pdf",
    )
    program = "import os, sys; os.umask(0); from sciplan.cli.main import main; main(sys.argv[1:])"
    Path("proof.pdf").write_bytes(b"proof")
    known = set(Path().rglob("*"))
    for line in lines:
        done = subprocess.run([sys.executable, "-c", program, *line.split()], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    made = [path for path in Path().rglob("*") if path not in known]
    assert len(made) > len(lines)
    assert [path for path in made if path.stat().st_mode & 0o077] == []


def test_a_place_is_taken_by_one_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two that create the same file at once the second one is told, also where files cannot have two names."""

    def cannot(*_arguments: object) -> None:
        raise PermissionError

    place = tmp_path / "place"
    for link in (os.link, cannot):
        monkeypatch.setattr(os, "link", link)
        place.unlink(missing_ok=True)
        first, second = tmp_path / "first", tmp_path / "second"
        first.write_text("1")
        second.write_text("2")
        move_new(first, place)
        with pytest.raises(FileExistsError):
            move_new(second, place)
        assert place.read_text() == "1"
        first.unlink(missing_ok=True)


def commands_that_write() -> dict[str, tuple[str, ...]]:
    """Give a call of each command that adds to the chain."""
    Path("in.csv").write_text("target,year,value\nliteracy-2025,2024,15\n", "utf-8")
    return {
        "record": ("record", "literacy-2025", "14.14%", "--year", "2023"),
        "correct": ("correct", "1", "13%", "--reason", "r"),
        "import": ("import", "in.csv"),
        "undo": ("batch", "undo", "b2", "--reason", "r"),
        "plan load": ("plan", "load", TINY),
    }


@pytest.mark.parametrize("command", ["record", "correct", "import", "undo", "plan load"])
def test_a_clock_that_is_behind(command: str, national: Path, sciplan: Sciplan) -> None:
    """Who writes with a clock more than a minute behind is warned, and the order of batches is kept."""
    assert sciplan(*RECORD).code == 0
    arguments = commands_that_write()[command]
    done = sciplan(*arguments, now=Now(NOW.utc - timedelta(minutes=2), NOW.today))
    assert done.code == 0, done.err
    assert "says 2026-03-02 01:28 UTC, but the newest batch is from 2026-03-02 01:30 UTC" in done.err
    assert "bears the later time" in done.err
    times = [at for (at,) in rows(national, "SELECT at FROM batch ORDER BY number")]
    assert times == sorted(times)


def test_a_clock_that_is_a_little_behind(national: Path, sciplan: Sciplan) -> None:
    """Nobody is warned of a minute, or of a clock that goes on."""
    for minutes in (-1, 0, 1):
        done = sciplan("use", "national-2021-2035", now=Now(NOW.utc + timedelta(minutes=minutes), NOW.today))
        assert done.code == 0
        done = sciplan(*RECORD, now=Now(NOW.utc + timedelta(minutes=minutes), NOW.today))
        assert "clock" not in done.err


@pytest.fixture
def in_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Let local time be that of a zone."""

    def change(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield change
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("zone", "utc", "today"),
    [
        ("Asia/Shanghai", datetime(2025, 12, 31, 15, 59, tzinfo=UTC), "2025-12-31"),
        ("Asia/Shanghai", datetime(2025, 12, 31, 16, 0, tzinfo=UTC), "2026-01-01"),
        ("Asia/Shanghai", datetime(2025, 12, 31, 23, 30, tzinfo=UTC), "2026-01-01"),
        ("Asia/Urumqi", datetime(2025, 12, 31, 17, 59, tzinfo=UTC), "2025-12-31"),
        ("UTC", datetime(2025, 12, 31, 23, 30, tzinfo=UTC), "2025-12-31"),
        ("America/New_York", datetime(2026, 1, 1, 4, 30, tzinfo=UTC), "2025-12-31"),
        ("Pacific/Kiritimati", datetime(2025, 12, 31, 10, 0, tzinfo=UTC), "2026-01-01"),
    ],
)
def test_which_year_it_is(
    zone: str, utc: datetime, today: str, national: Path, sciplan: Sciplan, in_zone: Callable[[str], None]
) -> None:
    """The year is that of the clerk's own calendar: a figure of January is taken when it is January there."""
    in_zone(zone)
    now = moment(utc)
    assert now == Now(utc, parse_date(today))
    done = sciplan("record", "literacy-2025", "14%", "--period", "2026-01", now=now)
    assert (done.code, "is not over yet" in done.err) == ((0, False) if now.today.year == 2026 else (3, True))
