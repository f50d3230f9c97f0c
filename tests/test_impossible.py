"""A ledger that holds what sciplan never wrote: every command says so, and none meets a fault of its own."""

import json
from pathlib import Path

import pytest

from sciplan.app.clocks import newest_ahead
from sciplan.errors import StorageFault
from sciplan.storage.plantext import read_plan_text
from sciplan.storage.stored import stored_time
from tests.conftest import NOW, Sciplan
from tests.rows import rows
from tests.whole_ledger import codes, hostile, whole_ledger

TEXTS = {
    "nothing": "'{}'",
    "no JSON": "'['",
    "a list": "'[]'",
    "null": "'null'",
    "too deep": "replace(printf('%060000d', 0), '0', '[')",
    "a target that is a list": "json_set(text, '$.targets', json('[[]]'))",
    "a goal without a number": "json_set(text, '$.targets[0].goal.value', 'x')",
    "a goal that is no number": "json_set(text, '$.targets[0].goal.value', 'NaN')",
    "a day that is none": "json_set(text, '$.targets[0].due', '2025-02-30')",
}
TIMES = ("yesterday", "2026-03-02T01:30:00", "2026-13-01T00:00:00+00:00")
READING = ("status", "check", "plan show", "show training", "tasks 2024", "export -o out.csv")


@pytest.fixture
def ledger() -> Path:
    """Give a database with every kind of batch."""
    return whole_ledger()


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_that_is_no_plan(text: str, ledger: Path, sciplan: Sciplan) -> None:
    """Whatever stands where the text of a plan should be, the message says what happened and what to do."""
    with hostile(ledger) as connection:
        connection.execute(f"UPDATE revision SET text = {text}")
    for command in (*READING, "record training 5 --year 2024"):
        done = sciplan(*command.split())
        assert (done.code, done.err.count("Error:"), done.out) == (4, 1, ""), (command, done)
        assert "a text of a plan that cannot be read" in done.err
        assert "go back to the last backup" in done.err
    assert "revision-text" in codes(ledger)


@pytest.mark.parametrize("time", TIMES)
def test_a_time_that_cannot_be(time: str, ledger: Path, sciplan: Sciplan) -> None:
    """Nothing is written after a batch without a time, `doctor` fails, and what is read is read still."""
    with hostile(ledger) as connection:
        connection.execute("UPDATE batch SET at = ? WHERE number = 16", (time,))
    done = sciplan("record", "training", "5", "--year", "2024")
    assert (done.code, f"a time that cannot be: {time}." in done.err, done.out) == (4, True, "")
    assert rows(ledger, "SELECT max(number) FROM batch") == [(16,)]
    checks = {check["check"]: check for check in json.loads(sciplan("doctor", "--format", "json").out)["checks"]}
    assert (checks["clock"]["outcome"], time in checks["clock"]["found"]) == ("failure", True)
    assert sciplan("status").code == 0
    with pytest.raises(StorageFault, match="cannot be"):
        newest_ahead(ledger, NOW)


def test_what_was_written_is_read(ledger: Path) -> None:
    """Texts and times of our own are no fault."""
    for (text,) in rows(ledger, "SELECT text FROM revision"):
        assert read_plan_text(str(text)).targets
    for (at,) in rows(ledger, "SELECT at FROM batch"):
        assert stored_time(str(at)) == NOW.utc
