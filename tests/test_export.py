"""`export`: the live entries in the columns that `import` reads, so that they come in again elsewhere the same."""

import csv
import io
import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import run_sciplan
from tests.returns import Office, office, put
from tests.rows import rows

COLUMNS = "target period region agency value numerator denominator state unit note evidence"
CHINESE = "指标 期间 地区 填报单位 数值 分子 分母 状态 计量单位 备注 佐证材料"
FORMATS = ("csv", "json", "xlsx")
MARKED = (
    "=1+1",
    "+5",
    "-5",
    "@x",
    "'quoted",
    "'=1",
    "'",
    "=cmd|' /C calc'!A0",
    " a , “b” ",
    '"',
    "001",
    "1e5",
    "2023-05",
)
"""Notes that a spreadsheet would run, or take for something else."""


@pytest.fixture(name="ours")
def _ours() -> Office:
    return office()


@pytest.fixture(name="filled")
def _filled(ours: Office) -> Office:
    put("photo.jpg", b"photo")
    put("总结.pdf", b"report")
    commands: list[tuple[str, ...]] = [
        ("record", "training", "12000.5", "--period", "..2022Q2"),
        ("record", "training", "100", "--period", "2022-07"),
        ("record", "training", "7", "--period", "2022Q4", "--agency", "edu"),
        ("record", "training", "123456789012.345678", "--year", "2024"),
        ("record", "share", "20", "--year", "2020"),
        ("record", "share", "1/3", "--year", "2022"),
        ("record", "share", "56.3%", "--year", "2023"),
        ("record", "spending", "3/2", "--year", "2023", "--region", "630100"),
        ("record", "spending", "2.5", "--year", "2023", "--region", "630200"),
        ("record", "contests", "2", "--period", "2023H1"),
        ("record", "contests", "3", "--period", "2023H2"),
        ("correct", "11", "4", "--reason", "miscounted"),
        ("retract", "10", "--reason", "another office's"),
        ("record", "publicity", "verified", "--period", "2023-12", "--evidence", "photo.jpg", "--evidence", "总结.pdf"),
        ("record", "publicity", "done", "--period", "2024-01"),
        *(
            ("record", "training", str(place), "--period", f"2023-{place:02d}", f"--note={note}")
            for place, note in enumerate(MARKED[:12], 1)
        ),
        ("record", "share", "60", "--year", "2024", f"--note={MARKED[12]}"),
    ]
    for command in commands:
        done = run_sciplan(*command)
        assert done.code == 0, (command, done.err)
    return ours


def another() -> Office:
    """Give a new database in a folder of its own."""
    fresh = Path("elsewhere")
    fresh.mkdir(exist_ok=True)
    kept = Path("sciplan.db").rename("kept.db")
    made = office().database.rename(fresh / "sciplan.db")
    kept.rename("sciplan.db")
    return Office(made.absolute())


def status(database: Path) -> object:
    """Give the status of everything, but for the ledger that it was made from."""
    done = run_sciplan("--database", str(database), "status", "--all", "--format", "json")
    assert done.code == 0, done.err
    document = json.loads(done.out)
    return {name: member for name, member in document.items() if name != "ledger"}


def contents(database: Path) -> list[tuple[object, ...]]:
    """Give what holds, but for the way in which it was typed; space around words of a note does not count."""
    return [(*row[:8], " ".join((row[9] or "").split())) for row in Office(database).live()]


def test_csv(filled: Office) -> None:
    """CSV has the mark by which Excel knows UTF-8, the columns of `import`, and text that no spreadsheet runs."""
    done = run_sciplan("export", "-o", "e.csv")
    assert (done.code, done.out, done.err) == (0, "", "Wrote e.csv: 25 entries.\n")
    text = Path("e.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbftarget,period,")
    found = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))
    assert list(found[0]) == COLUMNS.split(" ")
    assert [found[0][name] for name in ("target", "period", "region", "agency", "value")] == [
        "training",
        "..2022Q2",
        "630000",
        "",
        "12000.5",
    ]
    notes = {line["note"] for line in found}
    assert {"'=1+1", "'+5", "-5", "'@x", "''=1"} <= notes
    assert not any(cell[:1] in set("=+@") for line in found for cell in line.values())


def test_standard_output(filled: Office) -> None:
    """Without a file it writes to stdout, without a mark, and says that evidence is not part of it."""
    done = run_sciplan("export", "tiny")
    assert (done.code, done.out.split(",")[0], len(done.out.splitlines())) == (0, "target", 26)
    assert done.err == "Evidence is not part of this; write a file with -o to have it beside it.\n"
    document = json.loads(run_sciplan("export", "--format", "json").out)
    assert (document["schema"], document["plan"], len(document["entries"])) == ("sciplan/entries/1", "tiny", 25)
    assert run_sciplan("export", "--format", "xlsx").err.splitlines()[0] == "Error: A workbook needs a file."
    assert run_sciplan("export", "--format", "pdf").code == 2


def test_json(filled: Office) -> None:
    """In JSON amounts are strings, and evidence is a list of files."""
    assert run_sciplan("export", "-o", "e.json").code == 0
    entries = json.loads(Path("e.json").read_text(encoding="utf-8"))["entries"]
    assert entries[3]["value"] == "123456789012.345678"
    assert {type(value) for entry in entries for value in entry.values()} == {str, list, type(None)}
    [proven] = [entry["evidence"] for entry in entries if entry["evidence"]]
    assert [Path(name).suffix for name in proven] == [".jpg", ".pdf"]
    assert [Path(name).read_bytes() for name in proven] == [b"photo", b"report"]


def test_xlsx(filled: Office) -> None:
    """In a workbook numbers are numbers, but for those that a cell cannot hold, and nothing is a formula."""
    assert run_sciplan("export", "-o", "e.xlsx").code == 0
    sheet = openpyxl.load_workbook("e.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]] == CHINESE.split(" ")
    assert sheet["E2"].value == 12000.5
    assert sheet["E5"].value == "123456789012.345678"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s", "n"}


def test_places(filled: Office) -> None:
    """No file that is there is written over unasked, nor one of the evidence beside it, nor the database."""
    put("e.csv", "mine")
    assert filled.leaves("export", "-o", "e.csv")[0] == "Error: e.csv exists already; nothing was written."
    assert Path("e.csv").read_text(encoding="utf-8") == "mine"
    assert not Path("e-evidence").exists()
    assert run_sciplan("export", "-o", "e.csv", "--force").code == 0
    Path("e.csv").unlink()
    assert "exists already" in filled.leaves("export", "-o", "e.csv")[0]
    assert filled.leaves("export", "-f", "csv", "-o", "sciplan.db", "--force")[0].startswith("Error: sciplan.db is the")
    assert filled.leaves("export", "-o", "e.txt", code=2)[0].startswith("Error: There is no format “txt”.")
    assert filled.leaves("export", "nothing")[0].startswith("Error: There is no plan “nothing”")


def test_what_was_known(filled: Office) -> None:
    """With --known-at it is what was live then."""
    assert len(run_sciplan("export", "--known-at", "b4").out.splitlines()) == 3


@pytest.mark.parametrize("form", FORMATS)
def test_round_trip(form: str, filled: Office) -> None:
    """What is exported and comes into a new database gives the same status, notes and evidence."""
    assert run_sciplan("export", "-o", f"e.{form}").code == 0
    other = another()
    done = run_sciplan("--database", str(other.database), "import", f"e.{form}")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"e.{form}: 25 new")
    assert status(other.database) == status(filled.database)
    assert contents(other.database) == contents(filled.database)
    query = "SELECT sha256 FROM evidence ORDER BY position"
    assert rows(other.database, query) == rows(filled.database, query)
    again = run_sciplan("import", f"e.{form}")
    assert (again.code, again.out.split(",")[1:3]) == (0, [" 0 new", " 0 corrected"])


@pytest.mark.parametrize("form", FORMATS)
def test_nothing(form: str, ours: Office) -> None:
    """A plan without entries gives the header alone."""
    done = run_sciplan("export", "-o", f"e.{form}")
    assert (done.code, done.err) == (0, f"Wrote e.{form}: 0 entries.\n")


amounts = st.decimals(0, 10**11, places=6).map(lambda amount: f"{amount:f}")
shares = st.tuples(st.integers(0, 50), st.integers(50, 99)).map(lambda parts: f"{parts[0]}/{parts[1]}")
notes = st.one_of(
    st.sampled_from(MARKED),
    st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")), min_size=1, max_size=20),
)
periods = st.sampled_from(["2021", "2022H1", "2022Q4", "2023-05", "2023Q1"])
entries = st.lists(
    st.one_of(
        st.tuples(st.just("training"), periods, amounts, notes),
        st.tuples(st.just("share"), periods, shares, notes),
        st.tuples(st.just("publicity"), periods, st.sampled_from(["not-started", "in-progress", "done"]), notes),
    ),
    max_size=6,
    unique_by=lambda entry: entry[:2],
)


@settings(max_examples=20, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=entries)
def test_any_entries(entries: list[tuple[str, str, str, str]], ours: Office) -> None:
    """Whatever entries there are, as CSV and as JSON they come in elsewhere the same."""
    for place in (Path("a"), Path("b"), Path("c")):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        shutil.copy(ours.database, place / "sciplan.db")
    for target, period, typed, note in entries:
        done = run_sciplan("--database", "a/sciplan.db", "record", target, typed, "--period", period, f"--note={note}")
        assert done.code == 0, done.err
    for folder, form in (("b", "csv"), ("c", "json")):
        assert run_sciplan("--database", "a/sciplan.db", "export", "-o", f"e.{form}", "--force").code == 0
        done = run_sciplan("--database", f"{folder}/sciplan.db", "import", f"e.{form}")
        assert done.code == (0 if entries else 3), done.err
        assert contents(Path(folder, "sciplan.db")) == contents(Path("a/sciplan.db"))
        assert status(Path(folder, "sciplan.db")) == status(Path("a/sciplan.db"))
