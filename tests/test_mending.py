"""`correct`, `retract` and evidence: mistakes are mended in the open, and proof is kept with the figure."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from sciplan.storage.canonical import BatchHeader, StoredEntry, batch_digest, entry_item, evidence_item
from tests.conftest import Sciplan
from tests.rows import rows

TINY = str(Path(__file__).parent / "plans" / "tiny.yaml")


@pytest.fixture
def tiny(national: Path, sciplan: Sciplan) -> Path:
    """Give a database with the tiny plan as its default, and one entry."""
    assert sciplan("plan", "load", TINY).code == 0
    assert sciplan("use", "tiny").code == 0
    assert sciplan("record", "training", "12000", "--year", "2022").code == 0
    return national


def value(sciplan: Sciplan, *arguments: str) -> str | None:
    """Give the value of the training target at the end of 2022."""
    done = sciplan("status", "--as-of", "2022-12-31", "--format", "json", *arguments)
    found: str | None = next(one["value"] for one in json.loads(done.out)["targets"] if one["key"] == "training")
    return found


def test_a_correction_stands_and_the_old_figure_stays(tiny: Path, sciplan: Sciplan) -> None:
    """A correction supersedes an entry with its reason; the chain is in the log, and earlier knowledge is unchanged."""
    done = sciplan("correct", "1", "1.3万", "--reason", "digits swapped", "--by", "张三")
    assert done.out == (
        "培训 · 2022 · 青海省: 12,000人次 → 13,000人次\n"
        f"Entry 1 is superseded by entry 2 in batch b4, fingerprint {fingerprint(tiny)}.\n"
    )
    first, second = json.loads(sciplan("log", "--format", "json").out)["entries"]
    assert (first["kind"], first["value"], first["supersedes"]) == ("record", "12000", None)
    assert (second["kind"], second["value"], second["supersedes"]) == ("correction", "13000", 1)
    assert (second["note"], second["recorded_by"]) == ("digits swapped", "张三")
    assert (value(sciplan), value(sciplan, "--known-at", "b3")) == ("13000", "12000")


def fingerprint(path: Path) -> str:
    """Give the first twelve digits of the last digest."""
    [(digest,)] = rows(path, "SELECT digest FROM batch ORDER BY number DESC LIMIT 1")
    return str(digest)[:12]


def test_a_retraction_empties_the_slot(tiny: Path, sciplan: Sciplan) -> None:
    """After a retraction nothing is reported; a figure recorded later supersedes it, and the chain goes on."""
    before = value(sciplan, "--known-at", "b2")
    assert sciplan("retract", "1", "--reason", "wrong year").code == 0
    assert value(sciplan) is before is None
    assert sciplan("record", "training", "12000", "--year", "2022").code == 0
    assert rows(tiny, "SELECT id, kind, supersedes FROM entry") == [
        (1, "record", None),
        (2, "retraction", 1),
        (3, "record", 2),
    ]
    assert value(sciplan) == "12000"


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["correct", "1", "13000"], 2, "What is the reason?"),
        (["correct", "1", "13000", "--reason="], 2, "--reason needs a value."),
        (["correct", "1", "13000", "--reason", "  "], 2, "What is the reason?"),
        (["correct", "1", "13000", "--reason", "r", "--evidence="], 2, "--evidence needs a value."),
        (["correct", "9", "13000", "--reason", "r"], 3, "There is no entry 9."),
        (["correct", "one", "13000", "--reason", "r"], 2, "“one” is not the number of an entry."),
        (["correct", "1", "12,000", "--reason", "r"], 3, "Entry 1 says 12000 already; nothing was written."),
        (["correct", "1", "NaN", "--reason", "r"], 3, "“NaN” is not a number."),
        (["correct", "1", "12%", "--reason", "r"], 3, "training is counted in 人次, not in %."),
        (["correct", "2", "14000", "--reason", "r"], 3, "Entry 2 was corrected already; entry 3 stands in its place."),
        (["retract", "2", "--reason", "r"], 3, "Entry 2 was corrected already; entry 3 stands in its place."),
        (["correct", "4", "1", "--reason", "r"], 3, "Entry 4 is retracted (entry 5)."),
        (["retract", "5", "--reason", "r"], 3, "Entry 5 is a retraction."),
        (["retract", "1"], 2, "What is the reason?"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_corrections(arguments: list[str], code: int, sentence: str, tiny: Path, sciplan: Sciplan) -> None:
    """What cannot be mended so is refused, with the end of the chain where there is one, and nothing is written."""
    for command in (
        ("record", "training", "1", "--year", "2023"),
        ("correct", "2", "2", "--reason", "r"),
        ("record", "share", "5%", "--year", "2022"),
        ("retract", "4", "--reason", "r"),
    ):
        assert sciplan(*command).code == 0
    before = tiny.read_bytes()
    done = sciplan(*arguments)
    assert (done.code, done.out, sentence in done.err) == (code, "", True), done.err
    assert tiny.read_bytes() == before


def test_overlapping_periods_are_refused(tiny: Path, sciplan: Sciplan) -> None:
    """A total to date that ends within a reported year is refused; one that holds it, or parts of it, are taken."""
    done = sciplan("record", "training", "20000", "--period", "..2022Q2")
    assert (done.code, "..2022Q2 overlaps 2022, for which entry 1 says 12000." in done.err) == (3, True)
    assert sciplan("record", "training", "20000", "--period", "..2023").code == 0
    assert sciplan("record", "training", "3000", "--period", "2022Q2").code == 0


def test_a_future_figure_needs_a_date(tiny: Path, sciplan: Sciplan) -> None:
    """A year that is not over is refused unless `--as-of` says that it is."""
    text = Path(TINY).read_text(encoding="utf-8").replace("[2021, 2025]", "[2021, 2030]")
    Path("longer.yaml").write_text(text, encoding="utf-8")
    assert sciplan("plan", "load", "longer.yaml", "--yes").code == 0
    done = sciplan("record", "training", "5", "--year", "2027")
    assert (done.code, "2027 is not over yet" in done.err) == (3, True)
    assert sciplan("record", "training", "5", "--year", "2027", "--as-of", "2028-01-01").code == 0


def test_evidence_is_kept_and_comes_back(tiny: Path, sciplan: Sciplan) -> None:
    """A file is kept under its SHA-256, once; its name is only data, and it comes out as it went in."""
    Path("a.pdf").write_bytes(b"%PDF proof")
    Path("b.pdf").write_bytes(b"%PDF proof")
    digest = hashlib.sha256(b"%PDF proof").hexdigest()
    done = sciplan("record", "training", "1", "--year", "2023", "--evidence", "a.pdf", "--evidence", "b.pdf")
    assert done.code == 0, done.err
    assert json.loads(sciplan("evidence", "list", "--format", "json").out) == {
        "schema": "sciplan/evidence/1",
        "evidence": [
            {"entry": 2, "sha256": digest, "size": 10, "name": "a.pdf"},
            {"entry": 2, "sha256": digest, "size": 10, "name": "b.pdf"},
        ],
    }
    assert rows(tiny, "SELECT count(*) FROM file") == [(1,)]
    for named in ("2", digest[:6], digest):
        assert sciplan("evidence", "save", named, "-o", "out.pdf", "--force").code == 0
        assert Path("out.pdf").read_bytes() == b"%PDF proof"
    assert "a.pdf" in sciplan("evidence", "list", "--target", "tiny:training").out
    assert "There is no evidence." in sciplan("evidence", "list", "--target", "share").err
    assert sciplan("evidence", "list", "--format", "csv").out.count("\n") == 3
    assert sciplan("evidence", "list", "--format", "md").out.startswith("| Entry |")


def test_evidence_is_part_of_the_chain(tiny: Path, sciplan: Sciplan) -> None:
    """The digest of a batch covers each file of its entries: hash, size and name."""
    Path("a.pdf").write_bytes(b"proof")
    assert sciplan("record", "training", "1", "--year", "2023", "--evidence", "a.pdf").code == 0
    [(number, at, who, command, file, sha, entries, digest)] = rows(
        tiny, "SELECT number, at, who, command, file, file_sha256, entries, digest FROM batch WHERE number = 4"
    )
    [entry] = rows(tiny, f"SELECT {', '.join(StoredEntry._fields)} FROM v_entry WHERE batch = 4")
    [(before,)] = rows(tiny, "SELECT digest FROM batch WHERE number = 3")
    item = evidence_item(2, hashlib.sha256(b"proof").hexdigest(), 5, "a.pdf")
    header = BatchHeader(number, at, who, command, file, sha, entries)
    assert batch_digest(before, header, [entry_item(StoredEntry(*entry)), item]) == digest
    assert item == f"evidence\t2\t{hashlib.sha256(b'proof').hexdigest()}\t5\ta.pdf"


def test_verified_needs_evidence(tiny: Path, sciplan: Sciplan) -> None:
    """A state is only verified with a file that proves it, also when it is corrected to be."""
    month = ("--period", "2022-12")
    assert "“verified” needs evidence." in sciplan("record", "publicity", "verified", *month).err
    assert sciplan("record", "publicity", "done", *month).code == 0
    assert "“verified” needs evidence." in sciplan("correct", "2", "verified", "--reason", "r").err
    Path("a.pdf").write_bytes(b"proof")
    assert sciplan("correct", "2", "已核验", "--reason", "accepted", "--evidence", "a.pdf").code == 0
    assert sciplan("correct", "3", "verified", "--reason", "more proof", "--evidence", "a.pdf").code == 0


def test_what_is_no_evidence(tiny: Path, sciplan: Sciplan) -> None:
    """A folder, a pipe, a circle of links, a missing or too large file are refused, and nothing is written."""
    Path("folder").mkdir()
    os.mkfifo("pipe")
    Path("circle").symlink_to("circle")
    with Path("large").open("wb") as stream:
        stream.truncate(10_000_001)
    before = tiny.read_bytes()
    for name, sentence in (
        ("folder", "folder is not an ordinary file."),
        ("pipe", "pipe is not an ordinary file."),
        ("circle", "circle cannot be read: its links run in a circle."),
        ("missing", "missing cannot be read: it does not exist."),
        ("large", "large is larger than 10 MB."),
        ("/proc/self/mem", "/proc/self/mem cannot be read"),
    ):
        done = sciplan("record", "training", "1", "--year", "2023", "--evidence", name)
        assert (done.code, sentence in done.err) == (3, True), done.err
    assert tiny.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["save", "7", "-o", "x"], 3, "“7” names no evidence."),
        (["save", "abc", "-o", "x"], 2, "“abc” names no evidence."),
        (["save", "2", "-o", "x"], 3, "“2” names several files."),
        (["save", "2:3", "-o", "x"], 3, "“2:3” names no evidence."),
        (["save", "2:0", "-o", "x"], 2, "“2:0” names no evidence."),
        (["save", "2"], 2, "--output / -o is missing."),
        (["save", "3", "-o", "nowhere/x"], 4, "it does not exist"),
        (["list", "--target", "nothing"], 3, "There is no target “nothing” in this plan."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_questions_about_evidence(
    arguments: list[str], code: int, sentence: str, tiny: Path, sciplan: Sciplan
) -> None:
    """A question that no file answers is refused, and no file is made."""
    for number in (1, 2):
        Path(f"{number}.pdf").write_bytes(b"proof" * number)
    sciplan("record", "training", "1", "--year", "2023", "--evidence", "1.pdf", "--evidence", "2.pdf")
    sciplan("record", "training", "1", "--year", "2024", "--evidence", "1.pdf")
    done = sciplan("evidence", *arguments)
    assert (done.code, sentence in done.err) == (code, True), done.err
    assert not Path("x").exists()


def test_one_of_several_files(tiny: Path, sciplan: Sciplan) -> None:
    """The second file of an entry is ENTRY:2; a file for a figure that is there already is refused, not lost."""
    for number in (1, 2):
        Path(f"{number}.pdf").write_bytes(b"proof" * number)
    sciplan("record", "training", "1", "--year", "2023", "--evidence", "1.pdf", "--evidence", "2.pdf")
    assert sciplan("evidence", "save", "2:2", "-o", "out.pdf").code == 0
    assert Path("out.pdf").read_bytes() == b"proofproof"
    done = sciplan("record", "training", "12000", "--year", "2022", "--evidence", "1.pdf")
    assert (done.code, "holds this already (entry 1), without the evidence." in done.err) == (3, True)
    assert "The note was not kept." in sciplan("record", "training", "12000", "--year", "2022", "--note", "again").out
    done = sciplan("correct", "1", "12000", "--reason", "proof", "--evidence", "1.pdf")
    assert done.code == 0


def test_nothing_is_written_over_the_ledger(tiny: Path, sciplan: Sciplan) -> None:
    """Not even `--force` writes over the database in use, its journal, a link to it, a folder or a device."""
    Path("a.pdf").write_bytes(b"proof")
    assert sciplan("record", "training", "1", "--year", "2023", "--evidence", "a.pdf").code == 0
    Path("folder").mkdir()
    Path("link.db").symlink_to("sciplan.db")
    os.link("sciplan.db", "same.db")
    os.mkfifo("pipe")
    before = tiny.read_bytes()
    for place in (
        "sciplan.db",
        "./sciplan.db",
        "sciplan.db-journal",
        "sciplan.db-wal",
        "sciplan.db-shm",
        "link.db",
        "same.db",
        "folder",
        "pipe",
    ):
        for command in (("evidence", "save", "2"), ("matrix", "tiny", "--format", "csv")):
            done = sciplan(*command, "-o", place, "--force")
            assert (done.code, done.out) == (3, ""), place
    assert tiny.read_bytes() == before
