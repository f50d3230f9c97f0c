"""`doctor`: what is checked, what comes of it, and what to do."""

import json
import os
import shutil
import sqlite3
import tempfile
from datetime import timedelta
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from sciplan.app import doctor_fonts, doctor_machine, doctor_place
from sciplan.clock import Now
from sciplan.i18n import speaking
from sciplan.render.doctor import closing_line, doctor_table
from sciplan.report.doctor import FAILURE, OK, WARNING, Check, Diagnosis
from sciplan.storage import filesystem, schema
from tests.conftest import NOW, Sciplan, run_sciplan, without_privileges

RECORD = ("record", "literacy-2025", "12.93%", "--year", "2022")


def checks(*arguments: str, now: Now = NOW) -> dict[str, dict[str, Any]]:
    """Give what `doctor` says as JSON, by check; its exit code fits the outcome."""
    done = run_sciplan(*arguments, "doctor", "--format", "json", now=now)
    document = json.loads(done.out)
    assert document["schema"] == "sciplan/doctor/1"
    assert done.code == (1 if document["outcome"] == "failure" else 0)
    assert all((check["remedy"] is None) == (check["outcome"] == "ok") for check in document["checks"])
    return {check["check"]: check for check in document["checks"]}


def test_where_all_is_well(national: Path, sciplan: Sciplan) -> None:
    """In an ordinary place nothing fails, every check is told once, and nothing is left behind."""
    before = national.read_bytes()
    found = checks()
    assert {code for code, check in found.items() if check["outcome"] != "ok"} <= {"fonts", "space"}
    assert list(found) == [
        *("python", "sqlite", "libraries", "encoding", "person", "log", "fonts", "database"),
        *("folder", "file-system", "space", "leftovers", "write", "permissions", "schema", "journal", "clock"),
    ]
    done = sciplan("doctor")
    assert done.code == 0
    assert "√ ok" in done.out
    assert [file.name for file in Path().iterdir()] == ["sciplan.db"]
    assert national.read_bytes() == before


def test_without_a_database(sciplan: Sciplan) -> None:
    """Where there is no database yet the machine and the place are checked, and `init` is the remedy."""
    found = checks("--database", "new.db")
    assert (found["database"]["outcome"], "sciplan init" in found["database"]["remedy"]) == ("warning", True)
    assert found["write"]["outcome"] == "ok"
    assert "schema" not in found
    Path("folder.db").mkdir()
    assert checks("--database", "folder.db")["database"]["outcome"] == "failure"


def test_why_this_database(national: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said by what the database was found."""
    assert "in the current folder" in checks()["database"]["found"]
    assert "named with --database" in checks("--database", "sciplan.db")["database"]["found"]
    Path("below").mkdir()
    monkeypatch.chdir("below")
    assert "in a folder above" in checks()["database"]["found"]
    monkeypatch.setenv("SCIPLAN_DATABASE", str(national))
    assert "named by SCIPLAN_DATABASE" in checks()["database"]["found"]
    monkeypatch.delenv("SCIPLAN_DATABASE")
    monkeypatch.chdir("/")
    assert "in your data folder" in checks()["database"]["found"]


def test_others_who_may_read(national: Path) -> None:
    """A database that others may read, in a folder that others may write to, is warned of."""
    national.chmod(0o644)
    Path.cwd().chmod(0o777)
    found = checks()
    assert (found["permissions"]["outcome"], "chmod 600" in found["permissions"]["remedy"]) == ("warning", True)
    assert (found["folder"]["outcome"], "chmod go-w" in found["folder"]["remedy"]) == ("warning", True)
    Path.cwd().chmod(0o1777)
    assert checks()["folder"]["outcome"] == "ok"


def test_what_may_not_be_written(national: Path) -> None:
    """A read-only file in a read-only folder fails, with exit code 1; so does a folder that one may not look into."""
    checks()  # what is imported on the way may lie where nobody else may read
    with tempfile.TemporaryDirectory() as folder:
        shared = Path(shutil.copy(national, folder))
        shared.chmod(0o444)
        outcomes = []
        for mode in (0o555, 0o700):
            shared.parent.chmod(mode)
            done = without_privileges("--database", str(shared), "doctor", "--format", "json")
            assert done.code == 1, done.err
            outcomes.append({check["check"]: check["outcome"] for check in json.loads(done.out)["checks"]})
    readable, closed = outcomes
    assert [readable[code] for code in ("folder", "write", "permissions", "schema")] == [*["failure"] * 3, "ok"]
    assert (closed["database"], closed["folder"], "schema" in closed) == ("failure", "failure", False)


def test_a_folder_that_is_not_there(national: Path) -> None:
    """Then the nearest folder above is looked at, and nothing is said to be in order."""
    found = checks("--database", "nowhere/at/all/new.db")
    assert (found["folder"]["outcome"], "nowhere/at/all" in found["folder"]["found"]) == ("failure", True)
    assert found["folder"]["remedy"].startswith("Create it")
    assert found["space"]["outcome"] in ("ok", "warning")
    assert found["file-system"]["outcome"] == "ok"
    assert not {"leftovers", "write", "schema"} & found.keys()
    checks("--database", "/nowhere/new.db")
    done = without_privileges("--database", "/nowhere/new.db", "doctor", "--format", "json")
    folder = next(one for one in json.loads(done.out)["checks"] if one["check"] == "folder")
    assert (done.code, "you may not write to /" in folder["found"]) == (1, True)


def test_a_drive_that_is_not_there(national: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where not even the root of a path is there, each check that needs it fails."""
    monkeypatch.setattr(doctor_place, "is_there", lambda _path: False)
    found = checks("--database", "/nowhere/new.db")
    assert {found[code]["outcome"] for code in ("folder", "space")} == {"failure"}


def test_where_a_first_database_would_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has no database yet is told about the folder in which `init` would create it."""
    found = checks()
    assert ("in your data folder" in found["database"]["found"], found["database"]["outcome"]) == (True, "warning")
    assert (found["folder"]["outcome"], str(Path.cwd()) in found["folder"]["found"]) == ("ok", True)
    assert found["write"]["outcome"] == "ok"


@pytest.mark.parametrize(
    ("name", "outcome", "words"),
    [
        ("张三", "ok", "written as 张三"),
        ("", "warning", "Nobody knows"),
        ("a\x01b", "failure", "cannot be seen (U+0001)"),
        ("n" * 3000, "failure", "3000 characters long"),
    ],
)
def test_who_writes(name: str, outcome: str, words: str, national: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that the ledger would not take is a failed check beside the others."""
    monkeypatch.setenv("SCIPLAN_USER", name)
    found = checks()
    assert (found["person"]["outcome"], words in found["person"]["found"]) == (outcome, True)
    assert found["clock"]["outcome"] == "ok"


def test_a_folder_that_cannot_be_listed(national: Path) -> None:
    """A check that breaks off has failed, and the others are made."""
    checks()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(shutil.copy(national, folder))
        for path in (place, place.parent):
            os.chown(path, 65534, -1) if os.geteuid() == 0 else None
        place.parent.chmod(0o300)
        done = without_privileges("--database", str(place), "doctor", "--format", "json")
        place.parent.chmod(0o700)
    outcomes = {check["check"]: check["outcome"] for check in json.loads(done.out)["checks"]}
    assert (done.code, outcomes["leftovers"], outcomes["schema"], outcomes["clock"]) == (1, "failure", "ok", "ok")


def test_a_journal_without_its_database() -> None:
    """It must go back to its database, or away before another one is created in its place."""
    Path("sciplan.db-journal").write_bytes(bytes(512))
    found = checks("--database", "sciplan.db")["leftovers"]
    assert (found["outcome"], "sciplan.db-journal" in found["found"]) == ("failure", True)
    assert found["remedy"].startswith("Bring the database back beside it")


def test_links_in_a_circle() -> None:
    """A database that is a link to itself is a failed check or none yet, and no fault of ours."""
    Path("a.db").symlink_to("b.db")
    Path("b.db").symlink_to("a.db")
    assert checks("--database", "a.db")["database"]["outcome"] in ("failure", "warning")


def test_a_network_share(national: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database on a network share fails; of mounts at one place the later one counts."""
    mounts = Path("mounts")
    mounts.write_text(f"/dev/sda / ext4 rw 0 0\n/dev/sdb {Path.cwd()} xfs rw 0 0\nserver:/x {Path.cwd()} nfs4 rw 0 0\n")
    monkeypatch.setattr(filesystem, "MOUNTS", mounts.absolute())
    found = checks()["file-system"]
    assert (found["outcome"], "network share (nfs4)" in found["found"]) == ("failure", True)


SAID = """/dev/disk3s1 on / (apfs, sealed, local, read-only, journaled)
//clerk@server/share on {share} (smbfs, nodev, nosuid, mounted by clerk)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
"""


def test_a_network_share_where_there_is_no_list(national: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without /proc/mounts, as on macOS, `mount` is asked; where it says nothing, that is a warning."""
    said = Path("said")
    said.write_text(SAID.format(share=Path.cwd()), "utf-8")
    mount = Path("mount")
    mount.write_text(f"#!/bin/sh\ncat {said.absolute()}\n", "utf-8")
    mount.chmod(0o700)
    monkeypatch.setattr(filesystem, "MOUNTS", Path("none").absolute())
    monkeypatch.setattr(filesystem, "MOUNT", str(mount.absolute()))
    found = checks()["file-system"]
    assert (found["outcome"], "network share (smbfs)" in found["found"]) == ("failure", True)
    said.write_text(SAID.format(share=Path.cwd() / "below (here)"), "utf-8")
    found = checks()["file-system"]
    assert (found["outcome"], found["found"]) == ("ok", "apfs")
    assert filesystem.file_system(Path.cwd() / "below (here)" / "x.db") == "smbfs"
    monkeypatch.setattr(filesystem, "_SECONDS", 0.2)
    mount.write_text("#!/bin/sh\nexec sleep 20\n", "utf-8")
    for program in ("none", "mount"):
        monkeypatch.setattr(filesystem, "MOUNT", str(Path(program).absolute()))
        assert checks()["file-system"]["outcome"] == "warning"


@pytest.mark.parametrize("kind", ["afpfs", "virtiofs", "9p", "vmhgfs", "prl_fs", "orangefs", "fuse.gcsfuse", "nfs4"])
def test_kinds_of_shares(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No database is created on a share, be it of another computer or of the one that this one runs on."""
    mounts = Path("mounts")
    mounts.write_text(f"/dev/sda / ext4 rw 0 0\nshare {Path.cwd()} {kind} rw 0 0\n")
    monkeypatch.setattr(filesystem, "MOUNTS", mounts.absolute())
    done = run_sciplan("init", "national-2021-2035")
    assert (done.code, f"network share ({kind})" in done.err) == (4, True)


def test_little_room(national: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is nearly full is warned of, and one that is full fails."""
    usage = type(shutil.disk_usage("/"))
    for free, outcome in ((10**7 - 1, "failure"), (5 * 10**7, "warning"), (10**9, "ok")):
        monkeypatch.setattr(shutil, "disk_usage", lambda _path, free=free: usage(10**9, 0, free))
        assert checks()["space"]["outcome"] == outcome


def test_what_a_crash_left(national: Path) -> None:
    """Journals and unfinished files are named; a journal must never be deleted."""
    Path(".report.docx.123.new").touch()
    found = checks()["leftovers"]
    assert (found["outcome"], ".report.docx.123.new" in found["found"]) == ("warning", True)
    Path("sciplan.db-journal").write_bytes(bytes(512))
    found = checks()["leftovers"]
    assert (found["outcome"], found["remedy"].startswith("Never delete it")) == ("warning", True)


def test_a_database_of_another_version(national: Path, sciplan: Sciplan, monkeypatch: pytest.MonkeyPatch) -> None:
    """An older or foreign database fails with what to do, and nothing more is asked of it."""
    Path("other.db").write_bytes(os.urandom(5000))
    found = checks("--database", "other.db")
    assert (found["schema"]["outcome"], "clock" in found) == ("failure", False)
    monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, "9998"))
    assert "sciplan db upgrade" in checks()["schema"]["remedy"]


def test_the_way_of_writing(national: Path) -> None:
    """A database that another program switched to write-ahead logging is warned of."""
    connection = sqlite3.connect(national)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    assert checks()["journal"]["outcome"] == "warning"


def test_a_clock_that_was_set_back(national: Path) -> None:
    """A clock more than a minute behind the newest batch is warned of."""
    for minutes, outcome in ((0, "ok"), (1, "ok"), (2, "warning")):
        assert checks(now=NOW._replace(utc=NOW.utc - timedelta(minutes=minutes)))["clock"]["outcome"] == outcome


def test_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Too old versions, missing libraries, consoles without Chinese and nameless writers are found."""
    assert doctor_machine.encoding("gbk").outcome == doctor_machine.encoding("utf-8").outcome == OK
    assert doctor_machine.encoding("ascii").outcome == doctor_machine.encoding("no-such").outcome == WARNING
    with monkeypatch.context() as patch:
        patch.setattr(doctor_machine, "PYTHON", (99,))
        patch.setattr(doctor_machine, "SQLITE", (99,))
        assert doctor_machine.python().outcome == doctor_machine.sqlite().outcome == FAILURE
    with monkeypatch.context() as patch:
        patch.setattr(metadata, "requires", lambda _name: ["no-such-library>=1", "x>=1; extra == 'test'"])
        missing = doctor_machine.libraries()
        assert (missing.outcome, "no-such-library" in missing.found) == (FAILURE, True)

    def none(name: str) -> list[str]:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "requires", none)
    assert doctor_machine.libraries().outcome == WARNING


FC_LIST = "#!/bin/sh\nprintf '%s\\n' '{names}'\n"


@pytest.mark.parametrize(
    ("names", "outcome", "words"),
    [
        ("FangSong_GB2312,仿宋_GB2312\nFZXiaoBiaoSong-B05S,方正小标宋简体\nKaiTi\nSimHei,黑体", OK, "All fonts"),
        ("Noto Serif CJK SC\nFangSong", WARNING, "小标宋, 楷体, 黑体"),
        ("DejaVu Sans", WARNING, "仿宋, 小标宋, 楷体, 黑体"),
        ("", WARNING, "No fonts"),
    ],
)
def test_fonts(names: str, outcome: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fonts are those that the system lists; what documents name and is not there is a warning."""
    lister = Path("bin/fc-list")
    lister.parent.mkdir()
    lister.write_text(FC_LIST.format(names=names) if names else "#!/bin/sh\n", "utf-8")
    lister.chmod(0o700)
    monkeypatch.setenv("PATH", f"{lister.parent.absolute()}:/usr/bin:/bin")
    found = doctor_fonts.fonts()
    assert (found.outcome, words in found.found) == (outcome, True)


def test_fonts_by_their_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no program lists fonts, the files in the folders of Windows do."""
    Path("windows/Fonts").mkdir(parents=True)
    for name in ("simfang.ttf", "simkai.ttf", "simhei.ttf", "FZXBSJW.TTF"):
        Path("windows/Fonts", name).touch()
    monkeypatch.setenv("WINDIR", str(Path("windows").absolute()))
    monkeypatch.setenv("PATH", "")
    assert doctor_fonts.fonts().outcome == OK


def test_how_it_is_told() -> None:
    """A remedy stands below what was found; the last line says what it comes to, and the worst outcome counts."""
    ok, warning, failure = (
        Check("python", OK, "a"),
        Check("fonts", WARNING, "b", "c"),
        Check("write", FAILURE, "d", "e"),
    )
    with speaking("en"):
        rows = doctor_table(Diagnosis((ok, warning, failure))).rows
        assert rows[1:3] == (("▲ warning", "Fonts", "b"), ("", "", "→ c"))
        assert closing_line(Diagnosis((ok,))) == "Everything is in order."
        assert closing_line(Diagnosis((ok, warning))) == "sciplan can work here; 1 warning."
        assert closing_line(Diagnosis((ok, warning, failure))) == "1 failure: sciplan cannot work safely here."
    assert Diagnosis(()).outcome == OK
    assert Diagnosis((failure, warning)).outcome == FAILURE


def test_a_format_that_there_is_not(sciplan: Sciplan) -> None:
    """There are a table and JSON, no rows."""
    assert sciplan("doctor", "--format", "csv").code == 2
