"""Agreed quotas: the tasks of a year come back, and what was agreed stands until a later batch changes it."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sciplan.app.ledgers import loaded_plan, plan_alone
from sciplan.domain.quotas import Quota
from sciplan.storage.canonical import BatchHeader, batch_digest, quota_item
from sciplan.storage.connection import reading
from sciplan.storage.plantext import plan_text
from sciplan.storage.quotas import quotas_in, quotas_of
from tests.conftest import Sciplan, run_sciplan
from tests.quota_books import (
    ALL_CONTESTS,
    CONTESTS,
    FIRST,
    OFFICE,
    PUBLICITY,
    SHARE,
    TRAINING,
    agree,
    changed,
    filled_in,
    office,
    saved,
    sheet_of,
    written,
)
from tests.rows import rows

STORED = "SELECT batch, plan, target, year, amount, checkpoint, typed, agreed_by FROM v_quota"


@pytest.fixture(autouse=True)
def _database() -> None:
    office()


def of(target: str, *options: str) -> Any:  # noqa: ANN401 - JSON
    """Give everything about a target as JSON."""
    done = run_sciplan("show", target, "--format", "json", *options)
    assert done.code == 0, done.err
    return json.loads(done.out)


def test_what_is_agreed_stands() -> None:
    """A figure becomes a batch of its own, with the file and who; what is left empty is not agreed."""
    done = agree(filled_in({TRAINING: 12000, SHARE: "6１.5"}), "--by", "李四")
    [(digest,)] = rows(Path("sciplan.db"), "SELECT digest FROM batch WHERE number = 7")
    assert done.out == (
        "back.xlsx: quotas for 2024: 2 agreed, 0 changed, 0 withdrawn, 0 as before,"
        f" batch b7, fingerprint {digest[:12]}.\n"
        "  农民培训: 12,000人次, 42,000人次 by the end of the year\n"
        "  覆盖率: 61.5%, 61.5% by the end of the year\n"
    )
    assert rows(Path("sciplan.db"), STORED) == [
        (7, "office", "training", 2024, 12_000_000_000, 42_000_000_000, "12000", "李四"),
        (7, "office", "share", 2024, 61_500_000, 61_500_000, "6１.5", "李四"),
    ]
    assert rows(Path("sciplan.db"), "SELECT command, file, entries FROM batch WHERE number = 7") == [
        ("tasks office 2024 --import", "back.xlsx", 0)
    ]


@pytest.mark.parametrize("typed", [12000, "12000", "1.2万", "１２０００", "12,000", "12000人次", "1.2万人次", 12000.0])
def test_figures_as_people_write_them(typed: object) -> None:
    """The same strict figures as in returns mean the same amount."""
    agree(filled_in({TRAINING: typed}))
    assert rows(Path("sciplan.db"), "SELECT amount FROM quota") == [(12_000_000_000,)]


def test_the_judgement_follows_what_was_agreed() -> None:
    """What is expected at the year's end is the quota; known before, the plan is judged as it was."""
    before = of("training", "--as-of", "2024-12-31")
    assert before["points"][3]["expected"] == "40000"
    agree(filled_in({TRAINING: 5000}))
    after = of("training", "--as-of", "2024-12-31")
    assert after["points"][3]["expected"] == "35000"
    assert [point["expected"] for point in after["points"]] == ["10000", "20000", "30000", "35000", "50000"]
    assert after["target"]["trajectory"] == "linear"
    assert (before["quotas"], after["quotas"]) == (
        [],
        [{"year": 2024, "amount": "5000", "checkpoint": "35000", "typed": "5000", "batch": 7}],
    )
    known = of("training", "--as-of", "2024-12-31", "--known-at", "b6")
    assert {**known, "known_at": None} == before


def test_status_changes_and_its_past_does_not(sciplan: Sciplan) -> None:
    """A target that is behind is on track after less was agreed; `--known-at` gives the status of before."""
    status = ("status", "office", "--as-of", "2025-02-01", "--format", "csv")
    sciplan("record", "training", "5000", "--year", "2024")
    before = sciplan(*status).out
    assert "35000,2024-12-31,70,80,0.875,-10,43750,1.714286,behind," in before
    agree(filled_in({TRAINING: 5000}))
    after = sciplan(*status).out
    assert "35000,2024-12-31,70,70,1,0,50000,1.714286,on-track," in after
    assert sciplan(*status, "--known-at", "b7").out == before
    assert sciplan(*status, "--known-at", "b8").out == after


def test_a_person_sees_what_was_agreed(sciplan: Sciplan) -> None:
    """`show` tells year, amount, total and batch; of a level there is no amount."""
    agree(filled_in({TRAINING: 12000, SHARE: 61.5}))
    assert "Agreed       2024: 12,000人次, 42,000人次 by its end (b7)\n" in sciplan("show", "training").out
    assert "2024: 61.5% (b7)\n" in sciplan("show", "share").out
    assert "Agreed" not in sciplan("show", "contests-all").out


def test_the_same_file_again() -> None:
    """It is known by its bytes, and that is no mistake; after other quotas it would bring its own back."""
    first = filled_in({TRAINING: 12000}, name="a.xlsx")
    agree(first)
    before = Path("sciplan.db").read_bytes()
    assert agree(first).out == "a.xlsx: already imported in batch b7; nothing was written.\n"
    assert Path("sciplan.db").read_bytes() == before
    agree(filled_in({TRAINING: 13000}, name="b.xlsx"))
    assert "1 changed" in agree(first).out
    assert [quota[3] for quota in rows(Path("sciplan.db"), "SELECT batch, target_id, year, amount FROM quota")] == [
        12_000_000_000,
        13_000_000_000,
        12_000_000_000,
    ]


def test_nothing_new_makes_no_batch() -> None:
    """When all quotas stand as they are, nothing is written, whatever else the file says."""
    agree(filled_in({TRAINING: 12000}))
    before = Path("sciplan.db").read_bytes()
    other = filled_in({TRAINING: "1.2万", f"N{FIRST}": "张三", f"O{FIRST}": "动员"}, name="other.xlsx")
    assert agree(other).out == (
        "other.xlsx: nothing new, quotas for 2024: 0 agreed, 0 changed, 0 withdrawn, 1 as before;"
        " nothing was written.\n"
    )
    assert Path("sciplan.db").read_bytes() == before
    assert "0 agreed" in agree(filled_in({}, "2025", "empty.xlsx"), year="2025").out


def test_an_emptied_cell_withdraws() -> None:
    """What stood is withdrawn by a later batch, and the plan's own way holds again; a row that is gone says nothing."""
    agree(filled_in({TRAINING: 12000, SHARE: 60, ALL_CONTESTS: 9}))
    done = agree(changed(lambda sheet: sheet.delete_rows(FIRST + 1), {ALL_CONTESTS: 8}))
    assert "0 agreed, 1 changed, 1 withdrawn, 0 as before" in done.out
    assert of("training")["quotas"] == []
    assert of("training", "--known-at", "b7")["quotas"][0]["amount"] == "12000"
    assert of("training")["target"]["trajectory"] == "linear"
    assert of("share")["quotas"][0]["amount"] == "60"
    assert of("contests-all")["quotas"][0]["amount"] == "8"


def test_a_dry_run_writes_nothing() -> None:
    """It says what would come in, as text or as JSON, and the ledger is the same to the byte."""
    file = filled_in({TRAINING: 12000})
    before = Path("sciplan.db").read_bytes()
    assert "would bring quotas for 2024: 1 agreed" in agree(file, "--dry-run").out
    told = json.loads(agree(file, "--dry-run", "--format", "json").out)
    assert {name: told[name] for name in ("schema", "plan", "year", "outcome", "agreed", "batch", "problems")} == {
        "schema": "sciplan/agreed/1",
        "plan": "office",
        "year": 2024,
        "outcome": "dry-run",
        "agreed": 1,
        "batch": None,
        "problems": [],
    }
    assert Path("sciplan.db").read_bytes() == before


def test_quotas_of_the_years_build_on_each_other() -> None:
    """The next year is proposed from what was reached, and what it falls short by is against the quota."""
    agree(filled_in({TRAINING: 15000}))
    run_sciplan("record", "training", "10000", "--year", "2024")
    [row, *_more] = json.loads(run_sciplan("tasks", "2025", "--format", "json").out)["tasks"]
    assert (row["reached"], row["shortfall"], row["share"]) == ("40000", "5000", "10000")
    [row, *_more] = json.loads(run_sciplan("tasks", "2024", "--format", "json").out)["tasks"]
    assert (row["share"], row["agreed"], row["agreed_by_end"], row["agreed_batch"]) == ("10000", "15000", "45000", 7)


def test_rows_may_be_sorted() -> None:
    """A row is known by its number, wherever it stands now."""

    def swap(sheet: Any) -> None:  # noqa: ANN401
        for column in "ABJ":
            one, other = sheet[f"{column}{FIRST}"], sheet[f"{column}{FIRST + 1}"]
            one.value, other.value = other.value, one.value

    agree(changed(swap, {TRAINING: 12000, SHARE: 60}))
    assert of("training")["quotas"][0]["amount"] == "12000"
    assert of("share")["quotas"][0]["amount"] == "60"


HINT = "Make a new file with “sciplan tasks”, and copy what was agreed into it."
REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "a word": ({TRAINING: "很多"}, "!J5: wrong-figure: “很多” is not a number."),
    "a ratio of a count": ({TRAINING: "1/2"}, "!J5: wrong-figure: training is counted in 人次; a ratio cannot"),
    "a ratio of a share": ({SHARE: "3/5"}, "!J6: wrong-figure: “3/5” is a ratio; what is agreed is one number."),
    "a negative number": ({TRAINING: -5}, "!J5: wrong-figure: “-5” is negative, which training cannot be."),
    "more than all": ({SHARE: 120}, "!J6: wrong-figure: “120” is more than 100 %."),
    "another unit": ({TRAINING: "12000个"}, "!J5: wrong-figure: training is counted in 人次, not in 个."),
    "per cent of a count": ({TRAINING: "12%"}, "!J5: wrong-figure: training is counted in 人次, not in %."),
    "too many places": ({SHARE: "60.1234567"}, "!J6: wrong-figure: “60.1234567” has more than six decimals."),
    "too much": ({TRAINING: "9999999999999"}, "!J5: wrong-figure: “9999999999999” is too large"),
    "a formula": ({TRAINING: "=1+1"}, "!J5: formula-without-value: The cell holds a formula without its result"),
    "past the goal": (
        {TRAINING: 20001},
        "!J5: past-goal: training would be past its goal, 50000, at 50001 by the end of 2024. Agree on less.",
    ),
    "falling back": (
        {SHARE: 49},
        "!J6: falls-back: share would fall back to 49 by the end of 2024; 50 is reached already.",
    ),
    "for an annual target": ({CONTESTS: 3}, "!J7: no-quota: Nothing can be agreed for contests in 2024."),
    "for a state": ({PUBLICITY: "done"}, "!J9: no-quota: Nothing can be agreed for publicity in 2024."),
    "an added row": ({"A20": 99, "J20": 5}, "!A20: unknown-row: The row has no number of this file."),
    "a row without a number": ({"B20": "新", "J20": 5}, "!A20: unknown-row: The row was added to the file."),
    "a number twice": ({"A6": "1", "B6": "农民培训"}, "!A6: repeated-row: Row number 1 stands twice; first in row 5."),
    "another name": ({"B5": "别的"}, "!B5: moved-name: Row number 1 is that of “农民培训”, but “别的” stands in it."),
    "a remark beside the table": ({"V5": "x"}, "!V5: stray-cell: “x” stands beside the table"),
    "an error": ({TRAINING: "#REF!"}, "!J5: cell-error: The cell shows #REF!."),
}


def refusal(name: str, *options: str, year: str = "2024") -> str:
    """Read back a file that must not come in: not a byte of the ledger changes. Give what is said."""
    before = Path("sciplan.db").read_bytes()
    done = agree(name, *options, year=year, code=3)
    assert Path("sciplan.db").read_bytes() == before
    assert done.out == ""
    assert "nothing was agreed." in done.err
    return done.err


@pytest.mark.parametrize(("cells", "said"), REFUSED.values(), ids=REFUSED)
def test_a_cell_that_cannot_be(cells: dict[str, object], said: str) -> None:
    """Each mistake is told at its cell, and nothing of the file comes in."""
    told = refusal(filled_in({ALL_CONTESTS: 10, **cells}))
    assert told.startswith("back.xlsx:")
    assert said in told


def test_all_mistakes_at_once() -> None:
    """Every row is looked at."""
    said = refusal(filled_in({TRAINING: "x", SHARE: 49, CONTESTS: 1, "J20": 1}))
    assert [code for code in ("wrong-figure", "falls-back", "no-quota", "unknown-row") if code not in said] == []
    assert "refused, 4 problems" in said


def test_merged_cells_are_refused() -> None:
    """Nobody can tell to which row a figure in a merged cell belongs."""
    said = refusal(changed(lambda sheet: sheet.merge_cells("J5:J6"), {TRAINING: 1}))
    assert "merged-cells: Rows 5 to 6 share one merged cell." in said


def test_what_was_reached_has_changed_since() -> None:
    """A count that was corrected since would add to another base: the row is refused with both."""
    file = filled_in({TRAINING: 12000, SHARE: 60})
    run_sciplan("correct", "3", "11000", "--reason", "twice counted")
    said = refusal(file)
    assert (
        "J5: base-changed: training stood at 30000 when the file was made; by the end of 2023 the ledger holds" in said
    )
    assert f"29000. {HINT}" in said
    assert "1 problem;" in said


def test_what_stands_already_is_no_mistake() -> None:
    """A quota that a later figure has overtaken may stay as it is, though nobody could agree on it now."""
    agree(filled_in({SHARE: 51}))
    run_sciplan("correct", "4", "52", "--reason", "late returns")
    assert "0 changed, 0 withdrawn, 1 as before" in agree(filled_in({SHARE: 51}, name="same.xlsx")).out
    assert "falls-back" in refusal(filled_in({SHARE: 51.5}))


def test_a_level_without_a_baseline_can_be_agreed_on(sciplan: Sciplan) -> None:
    """Where nobody knows the value yet, a value for the year's end may be agreed all the same."""
    text = OFFICE.read_text("utf-8").replace("baseline: {value: 20, year: 2020}", "baseline: unknown")
    Path("office.yaml").write_text(text, "utf-8")
    assert sciplan("retract", "4", "--reason", "r").code == 0
    assert sciplan("plan", "load", "office.yaml", "--yes").code == 0
    agree(filled_in({SHARE: 40}))
    assert "40% by the end of the year" in sciplan("tasks", "2024").out


def test_quotas_of_other_years_are_neighbours() -> None:
    """A level for one year lies between those that were agreed for the years before and after."""
    agree(filled_in({SHARE: 60}))
    run_sciplan("record", "share", "52", "--year", "2022")
    said = refusal(filled_in({SHARE: 65}, "2023"), year="2023")
    assert "J6: backwards: share at 65 by the end of 2023 does not lie between its neighbours: 2024: 60." in said


def test_a_file_of_something_else(sciplan: Sciplan) -> None:
    """Another year, plan or revision, another kind of file, or none: one clear sentence each."""
    file = filled_in({TRAINING: 12000}, "2024")
    assert "The file holds the tasks of 2024, not of 2023." in refusal(file, year="2023")
    assert "The file holds the tasks of the plan office, not of national-2021-2035." in refusal(
        file, "--plan", "national-2021-2035"
    )
    Path("figures.csv").write_text("target,year,value\ntraining,2024,5\n", "utf-8")
    assert "figures.csv is not a workbook. Take the workbook that “sciplan tasks YEAR -o" in refusal("figures.csv")
    Path("old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert "old.xls is a workbook of the old kind (.xls). Save it as .xlsx." in refusal("old.xls")
    Path("torn.xlsx").write_bytes(Path(file).read_bytes()[:3000])
    assert "torn.xlsx is damaged" in refusal("torn.xlsx")
    assert "gone.xlsx cannot be read" in refusal("gone.xlsx")
    assert refusal(".").startswith(".: unreadable: . is not an ordinary file.")
    book = openpyxl.Workbook()
    Path("plain.xlsx").write_bytes(saved(book))
    assert "plain.xlsx does not hold a year's tasks. Take" in refusal("plain.xlsx")
    assert sciplan("form", "--year", "2023", "-o", "form.xlsx").code == 0
    assert "form.xlsx is a form with figures and not a year's tasks. Import it with" in refusal("form.xlsx")
    Path("office.yaml").write_text(OFFICE.read_text("utf-8").replace("50000", "60000"), "utf-8")
    assert sciplan("plan", "load", "office.yaml", "--yes").code == 0
    assert f"made for revision 1 of office; revision 2 holds now. {HINT}" in refusal(file)


def _without_hidden_sheet(book: Any) -> None:  # noqa: ANN401
    del book["sciplan"]


def _with_a_damaged_one(book: Any) -> None:  # noqa: ANN401
    book["sciplan"]["D10"] = "1e999"


def _of_unknown_targets(book: Any) -> None:  # noqa: ANN401
    book["sciplan"]["B10"] = "nobody"


def _with_a_copy(book: Any) -> None:  # noqa: ANN401
    book.copy_worksheet(sheet_of(book))


def _with_another_heading(book: Any) -> None:  # noqa: ANN401
    sheet_of(book)["J4"] = "商量数"


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (_without_hidden_sheet, "The hidden sheet of back.xlsx is gone or damaged"),
        (_with_a_damaged_one, "The hidden sheet of back.xlsx is gone or damaged"),
        (_of_unknown_targets, "The hidden sheet of back.xlsx is gone or damaged"),
        (_with_a_copy, "back.xlsx holds its table twice."),
        (_with_another_heading, "The headings of back.xlsx were changed."),
    ],
)
def test_a_file_that_was_changed_where_it_must_not_be(damage: Callable[[Any], None], said: str) -> None:
    """Without its hidden sheet, its headings or one table, a file cannot be read."""
    book = written()
    damage(book)
    Path("back.xlsx").write_bytes(saved(book))
    assert said in refusal("back.xlsx")


def test_an_import_of_figures_refuses_tasks(sciplan: Sciplan) -> None:
    """`import` says which command reads the file, also when its hidden sheet is gone."""
    book = written()
    _without_hidden_sheet(book)
    Path("back.xlsx").write_bytes(saved(book))
    for name in ("tasks.xlsx", "back.xlsx"):
        done = sciplan("import", name)
        assert done.code == 3
        assert f"{name} holds a year's tasks and not figures." in done.err
        assert "Read it back with “sciplan tasks YEAR --import FILE”." in done.err


@pytest.mark.parametrize(
    "options",
    [
        ("--dry-run",),
        ("--by", "x"),
        ("--import", "f.xlsx", "-o", "g.xlsx"),
        ("--import", "f.xlsx", "--known-at", "b1"),
        ("--import", "f.xlsx", "--force"),
        ("--import", "f.xlsx", "--template", "t.docx"),
        ("--import", "f.xlsx", "--format", "csv"),
        ("--template", "t.docx"),
        ("--format", "xlsx"),
        ("--format", "pdf"),
        ("office", "--plan", "national-2021-2035"),
    ],
)
def test_options_that_do_not_go_together(options: tuple[str, ...], sciplan: Sciplan) -> None:
    """They are a mistake of usage, said before anything is read or written."""
    before = Path("sciplan.db").read_bytes()
    assert sciplan("tasks", "2024", *options).code == 2
    assert Path("sciplan.db").read_bytes() == before


def test_batches_of_quotas_are_seen(sciplan: Sciplan) -> None:
    """`batch list` counts them, `batch show` lists them, `log` and `export` know of none, and there is no undo."""
    log, export = sciplan("log").out, sciplan("export").out
    agree(filled_in({TRAINING: 12000}))
    agree(filled_in({SHARE: 60}))
    listed = json.loads(sciplan("batch", "list", "--format", "json").out)["batches"]
    assert [(one["number"], one["entries"], one["quotas"]) for one in listed[-3:]] == [(6, 1, 0), (7, 0, 1), (8, 0, 2)]
    shown = sciplan("batch", "show", "b8").out
    assert "2 quotas, fingerprint" in shown
    assert "office  training  2024  withdrawn\n" in shown
    assert "office  share     2024         60          60\n" in shown
    assert sciplan("batch", "show", "8", "--format", "csv").out == (
        "plan,target,year,amount,checkpoint,typed,batch\noffice,training,2024,,,,8\noffice,share,2024,60,60,60,8\n"
    )
    undone = sciplan("batch", "undo", "b8", "--reason", "r")
    assert (undone.code, "Import the tasks file with other quotas." in undone.err) == (3, True)
    assert (sciplan("log").out, sciplan("export").out) == (log, export)


def test_a_plan_with_quotas_is_never_taken_for_the_definition(sciplan: Sciplan) -> None:
    """Loading the same file after an agreement changes nothing, and the revision's text has no quota."""
    agree(filled_in({TRAINING: 12000}))
    assert sciplan("plan", "load", str(OFFICE)).code == 0
    [(text,)] = rows(Path("sciplan.db"), "SELECT text FROM v_plan WHERE plan = 'office'")
    with reading(Path("sciplan.db")) as connection:
        assert plan_text(plan_alone(connection, "office")[1]) == text
        assert plan_text(loaded_plan(connection, "office")[1]) != text


def test_a_quota_holds_in_a_revision_that_still_has_room_for_it(sciplan: Sciplan) -> None:
    """After another revision the quota stands, unless the target is gone, or its goal lies before the quota."""
    agree(filled_in({TRAINING: 12000, SHARE: 60}))
    text = OFFICE.read_text("utf-8").replace("at_least: 50000", "at_least: 40000")
    Path("office.yaml").write_text(text, "utf-8")
    assert sciplan("plan", "load", "office.yaml", "--yes").code == 0
    assert of("training")["target"]["trajectory"] == "linear"
    assert of("training")["quotas"] == []
    assert [quota["checkpoint"] for quota in of("share")["quotas"]] == ["60"]


def test_a_database_from_before_quotas(sciplan: Sciplan) -> None:
    """An older database asks for `db upgrade`, which keeps every figure and fingerprint, and then takes quotas."""
    path = Path("sciplan.db")
    objects = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
    kept = ("SELECT * FROM batch", "SELECT * FROM entry", "SELECT * FROM revision", objects)
    before = [rows(path, query) for query in kept]
    connection = sqlite3.connect(path)
    for table in ("VIEW v_quota", "TABLE quota", "TABLE summary"):
        connection.execute(f"DROP {table}")
    connection.execute("UPDATE alembic_version SET version_num = '0003'")
    connection.commit()
    connection.close()
    refused = sciplan("status")
    assert (refused.code, "sciplan db upgrade" in refused.err) == (4, True)
    assert sciplan("db", "upgrade").code == 0
    assert [rows(path, query) for query in kept] == before
    agree(filled_in({TRAINING: 12000}))


ATTACKS = {
    "update": "UPDATE quota SET amount = 1, checkpoint = 1",
    "delete": "DELETE FROM quota",
    "replace": "INSERT OR REPLACE INTO quota SELECT * FROM quota",
    "a second one": "INSERT INTO quota SELECT batch, target_id, year, 1, 1, typed FROM quota",
    "into an old batch": "INSERT INTO quota SELECT 2, target_id, 2023, amount, checkpoint, typed FROM quota",
    "into a later batch": "INSERT INTO quota SELECT 99, target_id, 2023, amount, checkpoint, typed FROM quota",
    "half a quota": "INSERT INTO quota SELECT batch, target_id, 2023, 1, NULL, typed FROM quota",
    "the other half": "INSERT INTO quota SELECT batch, target_id, 2023, NULL, 1, typed FROM quota",
    "below zero": "INSERT INTO quota SELECT batch, target_id, 2023, -1, 1, typed FROM quota",
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_no_quota_is_changed(attack: str) -> None:
    """Another program cannot change, delete or replace a quota, nor add one to a batch of the past."""
    agree(filled_in({TRAINING: 12000}))
    before = rows(Path("sciplan.db"), STORED)
    connection = sqlite3.connect("sciplan.db")
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(attack)
    connection.close()
    assert rows(Path("sciplan.db"), STORED) == before


def test_quotas_join_no_batch_of_entries() -> None:
    """The last batch takes no quota when it brought entries."""
    connection = sqlite3.connect("sciplan.db")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute("INSERT INTO quota VALUES (6, 1, 2024, 1, 1, '1')")
    connection.close()


def test_the_chain_proves_quotas() -> None:
    """The digest of a batch of quotas can be derived again from what the tables hold."""
    agree(filled_in({ALL_CONTESTS: "1.0", SHARE: 60, TRAINING: "1.2万"}))
    agree(filled_in({TRAINING: 12000}))
    [(previous,)] = rows(Path("sciplan.db"), "SELECT digest FROM batch WHERE number = 6")
    columns = "number, at, who, command, file, file_sha256, entries, digest"
    for *own, digest in rows(Path("sciplan.db"), f"SELECT {columns} FROM batch WHERE number > 6 ORDER BY number"):
        ordered = "SELECT plan, target, year, amount, checkpoint, typed FROM v_quota WHERE batch = ?"
        items = [quota_item(*row) for row in rows(Path("sciplan.db"), ordered, own[0])]
        assert batch_digest(previous, BatchHeader(*own), items) == digest
        previous = digest


def test_quotas_come_back_as_they_were() -> None:
    """What is read is what was stored, in order, up to a batch; a batch gives its own."""
    agree(filled_in({SHARE: 60, TRAINING: "1.2万"}))
    agree(filled_in({TRAINING: 12000}))
    with reading(Path("sciplan.db")) as connection:
        known = quotas_of(connection, "office", 99)
        assert [(one.batch, one.target, str(one.amount), one.typed) for one in known] == [
            (7, "training", "12000", "1.2万"),
            (7, "share", "60", "60"),
            (8, "share", "None", ""),
        ]
        assert quotas_of(connection, "office", 7) == known[:2]
        assert quotas_in(connection, 8) == [("office", Quota("share", 2024, None, None, "", 8))]
        assert quotas_of(connection, "national-2021-2035", 99) == []
