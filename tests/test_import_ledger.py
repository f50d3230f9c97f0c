"""Returns and what the ledger holds already: nothing is doubled, nothing overwritten, and totals must match."""

import io
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import run_sciplan
from tests.returns import HEAD, Office, book, office, put
from tests.rows import rows

TWO = HEAD + "training,2022,10000\ntraining,2023,12000\n"
NOTHING = "; nothing was written.\n"


@pytest.fixture(name="ours")
def _ours() -> Office:
    return office()


def test_again(ours: Office) -> None:
    """The same file is known again, under whatever name: nothing is written, and that is no fault."""
    ours.imports(TWO)
    before = ours.database.read_bytes()
    for name in ("r.csv", "copy.csv"):
        assert ours.imports(TWO, name=name).out == f"{name}: already imported in batch b3{NOTHING}"
    assert ours.imports(TWO, "--dry-run").out == f"r.csv: already imported in batch b3{NOTHING}"
    assert ours.database.read_bytes() == before


def test_read_in_another_way(ours: Office) -> None:
    """The same file read in another way, or the same figures in another file, are looked at again: all as before."""
    ours.imports(TWO)
    before = ours.database.read_bytes()
    done = ours.imports(TWO, "--encoding", "utf-8")
    assert done.out == f"r.csv: nothing new, 0 new, 0 corrected, 2 as before{NOTHING}"
    done = ours.imports(TWO + "share,2023,\n", name="s.csv")
    assert done.out == f"s.csv: nothing new, 0 new, 0 corrected, 2 as before{NOTHING}  1 row without a figure.\n"
    assert ours.database.read_bytes() == before


def test_undone(ours: Office) -> None:
    """A file whose batch was undone may come in again."""
    ours.imports(TWO)
    assert run_sciplan("batch", "undo", "b3", "--reason", "wrong file").code == 0
    assert ours.figures() == []
    assert ours.imports(TWO).out.startswith("r.csv: 2 new, 0 corrected, 0 as before, batch b5")
    assert [figure[2] for figure in ours.figures()] == ["10000", "12000"]
    assert "already imported in batch b5" in ours.imports(TWO).out


def test_new_beside_same(ours: Office) -> None:
    """Of a longer file only what is new comes in; the rest is counted."""
    ours.imports(TWO)
    done = ours.imports(TWO.replace("12000", "１２０００人次") + "share,2023,40\n", name="s.csv")
    assert done.out.startswith("s.csv: 1 new, 0 corrected, 2 as before, batch b4")
    assert rows(ours.database, "SELECT entries FROM batch WHERE number = 4") == [(1,)]


def test_conflict(ours: Office) -> None:
    """Another figure for a slot that is filled keeps the whole file out, with what is held and what to do."""
    ours.imports(TWO)
    lines = ours.refuses(TWO.replace("12000", "13000") + "share,2023,40\n", name="s.csv")
    assert lines == [
        "s.csv:3: conflict: training 2023 already holds 12000 (entry 2), not 13000."
        " If the file is right, import it with --correct --reason TEXT.",
        "s.csv: refused, 1 problem; nothing was imported.",
    ]


def test_overlap(ours: Office) -> None:
    """A period that crosses one in the ledger keeps the file out."""
    ours.imports("target,period,value\ntraining,..2023Q2,5\n")
    assert ours.refuses(HEAD + "training,2023,6\n", name="s.csv")[0] == (
        "s.csv:2: overlap: 2023 overlaps ..2023Q2, for which entry 1 says 5."
        " Report for a period that lies inside the other one or beside it, or retract entry 1."
    )


def test_corrections(ours: Office) -> None:
    """With --correct other figures become corrections, with the reason and the row's own note."""
    ours.imports(TWO)
    table = "target,year,value,note\ntraining,2022,11000,\ntraining,2023,13000,late\nshare,2023,40,\n"
    done = ours.imports(table, "--correct", "--reason", "audit", name="s.csv")
    assert done.out.startswith("s.csv: 1 new, 2 corrected, 0 as before, batch b4")
    assert [(row[8], row[9]) for row in ours.live()] == [("40", None), ("11000", "audit"), ("13000", "audit · late")]
    assert rows(ours.database, "SELECT kind, supersedes FROM entry WHERE id IN (3, 4) ORDER BY id") == [
        ("correction", 1),
        ("correction", 2),
    ]


def test_dry_run(ours: Office) -> None:
    """A dry run counts what would come in and changes not a byte; what would be refused is refused."""
    ours.imports(TWO)
    before = ours.database.read_bytes()
    table = HEAD + "training,2022,10000\ntraining,2023,13000\nshare,2023,40\n"
    done = ours.imports(table, "--dry-run", "--correct", "--reason", "r", name="s.csv")
    assert done.out == f"s.csv: would bring 1 new, 1 corrected, 1 as before{NOTHING}"
    assert ours.database.read_bytes() == before
    assert "conflict" in ours.refuses(table, "--dry-run", name="s.csv")[0]


def test_control_files(ours: Office) -> None:
    """Totals in a file of their own must match, target by target, or nothing comes in."""
    put("good.csv", "target,value\ntraining,2.2万\n")
    put("years.csv", "target,year,value\ntraining,2022,10000\ntraining,2023,12000\n")
    put("bad.csv", "target,year,value\ntraining,2022,10000\ntraining,2023,11000\n")
    put("other.csv", "target,value\ntraining,22000\nshare,5\n")
    put("wrong.csv", "target,value\ntrainng,22000\n")
    assert ours.refuses(TWO, "--control", "bad.csv")[0] == (
        "bad.csv:3: control-total: The total of training says 11000, the rows make 12000."
        " Look for a row that is missing, doubled or mistyped; nothing was imported."
    )
    assert ours.refuses(TWO, "--control", "other.csv")[0].startswith("other.csv:3: control-total: ")
    assert ours.refuses(TWO, "--control", "wrong.csv")[0].startswith("wrong.csv:2: unknown-target: ")
    assert ours.refuses(TWO + "contests,2023H1,5\n", "--control", "good.csv")[0] == (
        "good.csv: control-total: There is no total for contests, which the file reports."
        " Add its total, or take its rows out of the file."
    )
    assert "cannot be read" in ours.refuses(TWO, "--control", "none.csv")[0]
    assert ours.leaves("import", "r.csv", "good.csv", "--control", "bad.csv", code=2)[0] == (
        "Error: A control file is for one file."
    )
    ours.imports(TWO, "--control", "years.csv", "--dry-run")
    assert ours.imports(TWO, "--control", "good.csv").out.startswith("r.csv: 2 new")


def test_rejected_rows(ours: Office) -> None:
    """The rejected rows come as a workbook with place and reasons; mended, that workbook can be imported."""
    table = 'target,year,value,note\ntraining,2023,12000,fine\ntraining,2032,many,"=cmd|x"\ntrainng,2022,5,\n'
    lines = ours.refuses(table, "--errors-to", "back.xlsx")
    assert lines[-1] == "Wrote back.xlsx."
    made = openpyxl.load_workbook("back.xlsx")
    sheet = made.worksheets[0]
    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert found[0] == ["Place", "Reason", "target", "year", "value", "note"]
    assert [line[0] for line in found[1:]] == ["3", "4"]
    assert found[1][1].startswith("2032 is outside the plan")
    assert "“many” is not a number." in found[1][1]
    assert found[1][2:] == ["training", "2032", "many", "=cmd|x"]
    assert sheet["F2"].data_type == "s"
    assert ours.refuses(table, "--errors-to", "back.xlsx")[-2].startswith("Error: back.xlsx exists already")
    assert ours.refuses(table, "--errors-to", "back.xlsx", "--force")[-1] == "Wrote back.xlsx."
    sheet["D2"], sheet["E2"], sheet["F2"], sheet["C3"] = "2021", 7, "mended", "share"
    made.save("mended.xlsx")
    assert run_sciplan("import", "mended.xlsx").code == 0
    assert ours.figures() == [("share", "2022", "5"), ("training", "2021", "7")]
    done = run_sciplan("import", "mended.xlsx", "--errors-to", "none.xlsx")
    assert (done.code, done.err) == (0, "")
    assert not Path("none.xlsx").exists()


def test_several_files(ours: Office) -> None:
    """Each file is a batch of its own: a bad one does not keep a good one out, and the exit code tells."""
    Path("returns").mkdir()
    put("returns/a.csv", TWO)
    put("returns/b.csv", HEAD + "training,2021,many\n")
    put("returns/c.xlsx", book([("指标", "年度", "数值"), ("培训", 2024, 5)]))
    put("returns/.hidden.csv", "x")
    put("returns/~$c.xlsx", "x")
    done = run_sciplan("import", "returns")
    assert done.code == 3
    assert [line.split(":")[0] for line in done.out.splitlines()] == ["a.csv", "c.xlsx"]
    assert "b.csv:2: wrong-figure: “many” is not a number." in done.err
    assert rows(ours.database, "SELECT number, file, entries FROM batch WHERE number > 2") == [
        (3, "a.csv", 2),
        (4, "c.xlsx", 1),
    ]


def test_paths(ours: Office) -> None:
    """What is not there, and what is no file, is told."""
    Path("empty").mkdir()
    assert ours.leaves("import", "empty")[0].startswith("Error: There is no file in empty.")
    assert ours.leaves("import", "none.csv")[0].startswith("none.csv: unreadable: none.csv cannot be read: it does not")
    assert ours.leaves("import", "/dev/null")[0].startswith("null: unreadable: /dev/null is not an ordinary file.")


def test_the_document(ours: Office) -> None:
    """As JSON, what became of the files is one document, with the problems and their places."""
    put("a.csv", TWO)
    put("b.csv", HEAD + "training,2021,many\nshare,2021,\n")
    done = run_sciplan("import", "a.csv", "b.csv", "--format", "json")
    assert (done.code, done.err) == (3, "")
    document = json.loads(done.out)
    assert list(document) == ["schema", "files"]
    assert document["schema"] == "sciplan/import/1"
    good, bad = document["files"]
    assert {name: good[name] for name in good if name not in {"sha256", "fingerprint"}} == {
        "file": "a.csv",
        "plan": "tiny",
        "outcome": "imported",
        "batch": 3,
        "new": 2,
        "same": 0,
        "corrections": 0,
        "rejected": 0,
        "parts": 0,
        "empty": 0,
        "notes": 0,
        "unread": [],
        "problems": [],
    }
    assert (len(good["sha256"]), len(good["fingerprint"])) == (64, 64)
    assert (bad["outcome"], bad["batch"], bad["fingerprint"], bad["rejected"]) == ("refused", None, None, 1)
    assert bad["problems"] == [
        {
            "code": "wrong-figure",
            "where": "b.csv:2",
            "message": "“many” is not a number.",
            "hint": "Write it like 12000, 12,000, 1.2万, 56.3% or 264万/592.4万.",
        }
    ]


def test_too_many_problems(ours: Office) -> None:
    """Reading stops at ten thousand problems, and says so."""
    lines = ours.refuses(HEAD + "training,2023,many\n" * 30_000)
    assert len(lines) == 10_002
    assert lines[-2].startswith(
        "r.csv:10002: too-many: There are more problems than the 10000 above; reading stopped here."
    )


def test_hostile_text(ours: Office) -> None:
    """Nothing that stands in a cell or in the name of a file reaches a terminal as a command."""
    content = 'target,year,value,note\n"\x1b[2J",2023,"\x1b]0;x\x07","\u202e"\n'
    lines = ours.refuses(content, "--errors-to", "back.xlsx", name="\x1b[31mr.csv")
    assert not {"\x1b", "\x07", "\u202e"} & set("".join(lines))
    assert openpyxl.load_workbook(io.BytesIO(Path("back.xlsx").read_bytes())).worksheets


def test_eight_at_once(ours: Office) -> None:
    """Of eight processes that import one file at once, one does; the others find it imported."""
    put("r.csv", TWO)
    program = "import sys; from sciplan.cli.main import run; sys.exit(run(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "--database", str(ours.database), "import", "r.csv"]

    def one(_number: int) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, check=False, capture_output=True, text=True)

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(one, range(8)))
    assert [one.returncode for one in done] == [0] * 8
    said = [one.stdout for one in done]
    assert sum("2 new" in text for text in said) == 1
    assert sum("already imported in batch b3" in text for text in said) == 7
    assert rows(ours.database, "SELECT number, entries FROM batch WHERE number > 2") == [(3, 2)]
