"""`batch list`, `batch show` and `batch undo`: what was written at once can be seen and taken back, in the open."""

import hashlib
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from sciplan.domain.appending import Draft
from sciplan.domain.batches import undoing, undone_by
from sciplan.domain.ledger import Content, Slot
from sciplan.domain.quantity import from_millionths
from sciplan.storage import reader
from sciplan.storage.appender import append_drafts
from sciplan.storage.chain import Writing
from sciplan.storage.connection import writing
from tests.conftest import NOW, Sciplan
from tests.rows import rows

TINY = str(Path(__file__).parent / "plans" / "tiny.yaml")
CHAINS = "SELECT id, kind, supersedes, value, state, typed, note FROM entry"
BECAUSE = ("--reason", "wrong file")


@pytest.fixture
def tiny(national: Path, sciplan: Sciplan) -> Path:
    """Give a database with the tiny plan as its default, and one entry in batch 3."""
    for arguments in (("plan", "load", TINY), ("use", "tiny"), ("record", "training", "12000", "--year", "2022")):
        assert sciplan(*arguments).code == 0
    return national


def done(sciplan: Sciplan, *arguments: str) -> str:
    """Run a command that works and give what it prints."""
    run = sciplan(*arguments)
    assert run.code == 0, run.err
    return run.out


def targets(sciplan: Sciplan, *arguments: str) -> dict[str, Any]:
    """Give the value of each target at the end of 2022."""
    out = done(sciplan, "status", "--as-of", "2022-12-31", "--all", "--format", "json", *arguments)
    return {one["key"]: one["value"] for one in json.loads(out)["targets"]}


def test_a_record_is_undone(tiny: Path, sciplan: Sciplan) -> None:
    """Undoing a record retracts it with the reason; what was known before does not change."""
    out = done(sciplan, "batch", "undo", "b3", *BECAUSE, "--by", "张三")
    [(digest,)] = rows(tiny, "SELECT digest FROM batch WHERE number = 4")
    assert out == f"Batch b3 is undone: 1 entry retracted.\nWritten as batch b4, fingerprint {digest[:12]}.\n"
    assert rows(tiny, "SELECT command, who, entries FROM batch WHERE number = 4") == [("batch undo b3", "张三", 1)]
    assert rows(tiny, CHAINS) == [
        (1, "record", None, 12_000_000_000, None, "12000", None),
        (2, "retraction", 1, None, None, "", "wrong file"),
    ]
    assert targets(sciplan)["training"] is None
    assert targets(sciplan, "--known-at", "b3")["training"] == "12000"


def test_corrections_and_retractions_are_undone(tiny: Path, sciplan: Sciplan) -> None:
    """A correction is corrected back to the figure as it was typed; what was retracted is recorded again."""
    done(sciplan, "correct", "1", "1.3万", "--reason", "r")
    assert "1 entry put back" in done(sciplan, "batch", "undo", "b4", *BECAUSE)
    done(sciplan, "retract", "3", "--reason", "r")
    assert "1 entry put back" in done(sciplan, "batch", "undo", "6", *BECAUSE)
    assert rows(tiny, CHAINS)[1:] == [
        (2, "correction", 1, 13_000_000_000, None, "1.3万", "r"),
        (3, "correction", 2, 12_000_000_000, None, "12000", "wrong file"),
        (4, "retraction", 3, None, None, "", "r"),
        (5, "record", 4, 12_000_000_000, None, "12000", "wrong file"),
    ]
    assert targets(sciplan)["training"] == "12000"


def test_an_undo_is_undone(tiny: Path, sciplan: Sciplan) -> None:
    """Undoing an undo brings the entries back, and the first batch counts as not undone; the new one can be undone."""
    before = targets(sciplan)
    done(sciplan, "batch", "undo", "b3", *BECAUSE)
    assert [one["undone_by"] for one in listed(sciplan)] == [None, None, 4, None]
    done(sciplan, "batch", "undo", "b4", "--reason", "it was right")
    assert [one["undone_by"] for one in listed(sciplan)] == [None, None, None, 5, None]
    assert targets(sciplan) == before
    refused = sciplan("batch", "undo", "b3", *BECAUSE)
    assert (refused.code, "training 2022: entry 1 by entry 2 in batch b4" in refused.err) == (3, True)
    done(sciplan, "batch", "undo", "b5", *BECAUSE)
    assert targets(sciplan)["training"] is None


def test_who_undid_what() -> None:
    """An undo that was undone does not count, however often that goes on."""
    commands = {1: "record", 2: "batch undo b1", 3: "batch undo b2", 4: "batch undo b3", 5: "batch undo bx"}
    assert undone_by({1: "record"}) == {}
    assert undone_by({number: commands[number] for number in (1, 2)}) == {1: 2}
    assert undone_by({number: commands[number] for number in (1, 2, 3)}) == {2: 3}
    assert undone_by(commands) == {1: 2, 3: 4}


def test_evidence_comes_back(tiny: Path, sciplan: Sciplan) -> None:
    """A state that evidence proves is put back with its files."""
    Path("a.pdf").write_bytes(b"proof")
    month = ("--period", "2022-12")
    done(sciplan, "record", "publicity", "verified", *month, "--evidence", "a.pdf", "--evidence", "a.pdf")
    done(sciplan, "correct", "2", "done", "--reason", "r")
    done(sciplan, "batch", "undo", "b5", *BECAUSE)
    done(sciplan, "retract", "4", "--reason", "r")
    done(sciplan, "batch", "undo", "b7", *BECAUSE)
    assert rows(tiny, "SELECT id, kind, state FROM entry WHERE id > 1") == [
        (2, "record", "verified"),
        (3, "correction", "done"),
        (4, "correction", "verified"),
        (5, "retraction", None),
        (6, "record", "verified"),
    ]
    digest = hashlib.sha256(b"proof").hexdigest()
    assert rows(tiny, "SELECT entry, position, sha256, name FROM evidence") == [
        (entry, position, digest, "a.pdf") for entry in (2, 4, 6) for position in (0, 1)
    ]


def test_evidence_alone_is_not_taken_back(tiny: Path, sciplan: Sciplan) -> None:
    """A batch that only added evidence to a figure cannot be undone, because nothing is deleted."""
    Path("a.pdf").write_bytes(b"proof")
    done(sciplan, "correct", "1", "12000", "--reason", "proof", "--evidence", "a.pdf")
    before = rows(tiny, CHAINS)
    refused = sciplan("batch", "undo", "b4", *BECAUSE)
    assert (refused.code, "Batch b4 only added evidence" in refused.err) == (3, True)
    assert rows(tiny, CHAINS) == before


def test_a_place_that_is_taken_since(tiny: Path, sciplan: Sciplan) -> None:
    """A retraction is not undone over a period that overlaps and was recorded since."""
    done(sciplan, "retract", "1", "--reason", "r")
    done(sciplan, "record", "training", "5", "--period", "..2022Q2")
    before = tiny.read_bytes()
    refused = sciplan("batch", "undo", "b4", *BECAUSE)
    assert (refused.code, "2022 overlaps ..2022Q2, for which entry 3 says 5." in refused.err) == (3, True)
    assert tiny.read_bytes() == before


def imported(path: Path, count: int, first: int = 1) -> None:
    """Append many monthly figures as one batch, from a file."""
    regions = [code for (code,) in rows(path, "SELECT DISTINCT code FROM region WHERE code LIKE '63%' ORDER BY code")]
    drafts = [
        Draft(
            Slot("tiny", "training", f"{2023 + number // 12 % 2}-{number % 12 + 1:02d}", regions[number // 24]),
            Content(from_millionths(number * 10**6)),
            str(number),
        )
        for number in range(first, first + count)
    ]
    with writing(path) as connection:
        append_drafts(connection, Writing("张三", NOW.utc, "import", "报表.csv", "ab" * 32), drafts)


def test_many_are_undone_at_once(tiny: Path, sciplan: Sciplan) -> None:
    """A batch of many entries is taken back entry by entry, and its undo too."""
    imported(tiny, 1200)
    assert "1,200 entries retracted" in done(sciplan, "batch", "undo", "b4", *BECAUSE)
    assert rows(tiny, "SELECT count(*) FROM v_live_entry") == [(1,)]
    assert "1,200 entries put back" in done(sciplan, "batch", "undo", "b5", *BECAUSE)
    assert rows(tiny, "SELECT count(*), sum(value) FROM v_live_entry WHERE id > 1") == [(1200, 720_600 * 10**6)]
    assert rows(tiny, "SELECT max(id), count(*) FROM entry") == [(3601, 3601)]


def test_what_was_superseded_is_named(tiny: Path, sciplan: Sciplan) -> None:
    """When entries were superseded since, the undo is refused and names them, at most twenty, and counts the rest."""
    imported(tiny, 25)
    with writing(tiny) as connection:
        held = [reader.entry(connection, number) for number in range(2, 26)]
        drafts = [undoing(entry, None, (), "r") for entry in held if entry is not None]
        append_drafts(connection, Writing("tester", NOW.utc, "retract"), drafts)
    before = tiny.read_bytes()
    refused = sciplan("batch", "undo", "b4", *BECAUSE)
    assert refused.code == 3
    assert "Batch b4 cannot be undone: entries of it were superseded since." in refused.err
    assert "training 2023-02: entry 2 by entry 27 in batch b5\n" in refused.err
    assert refused.err.count("by entry") == 20
    assert "… and 4 more" in refused.err
    assert tiny.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["undo", "b3"], 2, "What is the reason?"),
        (["undo", "b3", "--reason", " "], 2, "What is the reason?"),
        (["undo", "last", *BECAUSE], 2, "“last” is not a batch."),
        (["undo", "b9", *BECAUSE], 3, "There is no batch b9."),
        (["undo", "b0", *BECAUSE], 3, "There is no batch b0."),
        (["undo", "b2", *BECAUSE], 3, "Batch b2 (plan load) brought no entries."),
        (["undo", "b4", *BECAUSE], 3, "Batch b4 was undone already, by batch b5."),
        (["show", "b9"], 3, "There is no batch b9."),
        (["show", "9x"], 2, "“9x” is not a batch."),
        (["show"], 2, "BATCH"),
        (["list", "--format", "xml"], 2, "There is no format “xml”."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_questions(arguments: list[str], code: int, sentence: str, tiny: Path, sciplan: Sciplan) -> None:
    """What cannot be undone or shown is refused with the reason, and nothing is written."""
    done(sciplan, "record", "training", "1", "--year", "2023")
    done(sciplan, "batch", "undo", "b4", *BECAUSE)
    before = tiny.read_bytes()
    refused = sciplan("batch", *arguments)
    assert (refused.code, refused.out, sentence in refused.err) == (code, "", True), refused.err
    assert tiny.read_bytes() == before


def listed(sciplan: Sciplan) -> list[dict[str, Any]]:
    """Give what `batch list` gives as JSON."""
    document = json.loads(done(sciplan, "batch", "list", "--format", "json"))
    assert document["schema"] == "sciplan/batches/1"
    found: list[dict[str, Any]] = document["batches"]
    return found


def test_batches_are_listed(tiny: Path, sciplan: Sciplan) -> None:
    """Each batch is a row, the newest last: when, who, by which command, from which file, and what undid it."""
    imported(tiny, 2)
    done(sciplan, "batch", "undo", "b4", *BECAUSE)
    digests = [digest for (digest,) in rows(tiny, "SELECT digest FROM batch ORDER BY number")]
    assert listed(sciplan)[3] == {
        "number": 4,
        "at": "2026-03-02T01:30:00.000000+00:00",
        "who": "张三",
        "command": "import",
        "file": "报表.csv",
        "file_sha256": "ab" * 32,
        "entries": 2,
        "undone_by": 5,
        "fingerprint": digests[3],
        "quotas": 0,
    }
    assert [one["fingerprint"] for one in listed(sciplan)] == digests
    table = done(sciplan, "batch", "list").splitlines()
    assert table[0].split() == [
        "Batch",
        "Recorded",
        "at",
        "By",
        "Command",
        "File",
        "Entries",
        "Undone",
        "by",
        "Fingerprint",
    ]
    assert table[4].split() == f"b4 2026-03-02 01:30:00Z 张三 import 报表.csv 2 b5 {digests[3][:12]}".split()
    assert done(sciplan, "batch", "list", "--format", "csv").splitlines()[4] == (
        f"4,2026-03-02T01:30:00.000000+00:00,张三,import,报表.csv,{'ab' * 32},2,5,{digests[3]},0"
    )
    assert done(sciplan, "batch", "list", "--format", "md").startswith("| Batch | Recorded at |")


def test_a_batch_is_shown(tiny: Path, sciplan: Sciplan) -> None:
    """A batch is shown with its facts and its entries as `log` shows them."""
    imported(tiny, 2)
    done(sciplan, "batch", "undo", "b4", *BECAUSE)
    out = done(sciplan, "batch", "show", "b4")
    [(digest,)] = rows(tiny, "SELECT digest FROM batch WHERE number = 4")
    assert out.startswith(
        "b4 · import · 2026-03-02 01:30:00Z · 张三\n"
        f"2 entries, fingerprint {digest[:12]}\n"
        f"File 报表.csv, SHA-256 {'ab' * 32}\n"
        "Undone by batch b5\n\nEntry"
    )
    assert out.endswith(done(sciplan, "log", "--batch", "b4"))
    document = json.loads(done(sciplan, "batch", "show", "4", "--format", "json"))
    assert document["schema"] == "sciplan/batch/1"
    assert document["batch"] == listed(sciplan)[3]
    assert document["entries"] == json.loads(done(sciplan, "log", "--batch", "4", "--format", "json"))["entries"]
    assert [entry["id"] for entry in document["entries"]] == [2, 3]
    as_csv = done(sciplan, "batch", "show", "b4", "--format", "csv")
    assert as_csv == done(sciplan, "log", "--batch", "b4", "--format", "csv")
    assert done(sciplan, "batch", "show", "b2").startswith("b2 · plan load · ")


def test_the_log_of_a_batch_is_a_range(tiny: Path, sciplan: Sciplan) -> None:
    """The entries of a batch are found by their numbers, without looking at the others."""
    imported(tiny, 2)
    connection = sqlite3.connect(tiny)
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    assert [logged.entry.id for logged in reader.log(connection, [("batch", 4)])] == [2, 3]
    connection.set_trace_callback(None)
    plan = " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statements[0]}"))
    connection.close()
    assert "SEARCH e USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)" in plan


def test_what_has_no_place_any_more_does_not_come_back(tiny: Path, sciplan: Sciplan) -> None:
    """A retraction is not undone where the plan has lost the agency since."""
    assert sciplan("record", "training", "5", "--year", "2024", "--agency", "agri").code == 0
    [(entry,)] = rows(tiny, "SELECT max(id) FROM entry")
    assert sciplan("retract", str(entry), *BECAUSE).code == 0
    [(batch,)] = rows(tiny, "SELECT max(number) FROM batch")
    text = Path(TINY).read_text(encoding="utf-8").replace("  - {key: agri, name: 农业农村厅}\n", "")
    Path("without.yaml").write_text(text, encoding="utf-8")
    assert sciplan("plan", "load", "without.yaml", "--yes").code == 0
    before = tiny.read_bytes()
    refused = sciplan("batch", "undo", f"b{batch}", *BECAUSE)
    assert (refused.code, f"no place any more for training 2024 (entry {entry + 1})" in refused.err) == (3, True)
    assert tiny.read_bytes() == before
