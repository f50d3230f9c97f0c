"""Summaries: what they say is what the live entries make, now and as of every batch, whatever was written."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sciplan.app.recording import Request
from sciplan.domain.evaluate import evaluate
from sciplan.domain.ledger import Reported
from sciplan.domain.merging import Merged, Merging, judged
from sciplan.storage import reader
from sciplan.storage.connection import reading
from sciplan.storage.merged import MERGED, merged_reports
from sciplan.storage.summaries import ALL_ENTRIES, wrong_summaries
from tests.conftest import NOW, Sciplan
from tests.domain.builders import merged
from tests.rows import rows
from tests.test_known_at import ACTS, Act, ledger, perform, template, tiny

__all__ = ("template",)

FIGURES = ("--year", "2022", "--region")


def unordered(found: Sequence[Merged]) -> list[tuple[object, ...]]:
    """Give what is merged without the order of regions, which says nothing."""
    return sorted((one.period.text, sorted(one.regions.split(",")), one.content, one.single) for one in found)


def by_key(found: dict[str, list[Reported]]) -> dict[str, list[tuple[object, ...]]]:
    """Give live entries taken together by the rule as the tests of the domain have it."""
    return {key: unordered(merged(reports)) for key, reports in found.items()}


@settings(max_examples=25, deadline=None)
@given(acts=ACTS, day=st.sampled_from(["2022-12-31", "2026-02-01"]))
def test_summaries_are_what_the_entries_make(template: Path, acts: list[Act], day: str) -> None:
    """As of each batch the merged reports are those of the live entries, and the judgement is the same."""
    plan, as_of = tiny(), NOW.today.fromisoformat(day)
    with ledger(template) as database:
        for act in acts:
            perform(database, act)
        with reading(database) as connection:
            assert list(wrong_summaries(connection)) == []
            for (batch,) in connection.execute("SELECT number FROM batch").fetchall():
                live = reader.live_reports(connection, plan, batch)
                together = merged_reports(connection, plan, reader.ledger_state(connection, batch).entries)
                assert {key: unordered(found) for key, found in together.items()} == by_key(live)
                for target in plan.targets:
                    holder = target.figures_of or target.key
                    one = Merging(plan).judgeable(target, together.get(holder, []))
                    if one is not None:
                        expected = evaluate(plan, target, live.get(holder, []), as_of)
                        assert judged(plan, target, one, as_of) == expected


@pytest.fixture(name="office")
def _office(template: Path, tmp_path: Path, sciplan: Sciplan) -> Path:
    """Give a database with two regions' figures of one year, one of them corrected."""
    with ledger(template) as path:
        path.replace(tmp_path / "sciplan.db")
    database = tmp_path / "sciplan.db"
    for region, value in (("630100", "7"), ("630200", "8")):
        perform(database, Act("record", request=Request("training", value, plan="tiny", year="2022", region=region)))
    perform(database, Act("correct", 1))
    return database


def test_a_correction_takes_the_place_of_what_it_corrects(office: Path) -> None:
    """A summary counts what is live: the correction, and not what it supersedes."""
    [(reports, value, regions)] = rows(office, "SELECT reports, value, regions FROM summary")
    assert (reports, value, sorted(regions.split(","))) == (2, 9_000_000, ["630100", "630200"])


def test_what_is_retracted_leaves_no_summary(office: Path) -> None:
    """Where nothing is live any more, there is no summary."""
    perform(office, Act("retract", 3))
    perform(office, Act("retract", 2))
    assert rows(office, "SELECT * FROM summary") == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE summary SET value = value + 1",
        "UPDATE summary SET regions = '630100,630100'",
        "UPDATE summary SET last_entry = 1",
        "UPDATE summary SET period = '2023'",
        "DELETE FROM summary",
        "INSERT INTO summary SELECT target_id, '2021', 1, 0, 1, 5, 0, 0, 0, '630100', 1 FROM summary",
    ],
)
def test_a_wrong_summary_is_found(change: str, office: Path, sciplan: Sciplan) -> None:
    """A summary that another program changed, removed or added is named with its target and period."""
    connection = sqlite3.connect(office)
    connection.execute(change)
    connection.commit()
    connection.close()
    done = sciplan("--database", str(office), "db", "verify", "--format", "json")
    assert done.code == 1
    assert '"wrong-summary"' in done.out
    assert "tiny/training 202" in done.out


def test_wrong_summaries_are_made_anew(office: Path, sciplan: Sciplan) -> None:
    """`db upgrade` brings back what the entries make, after a copy; then there is nothing left to do."""
    before = rows(office, "SELECT * FROM summary")
    connection = sqlite3.connect(office)
    connection.execute("UPDATE summary SET value = 1, period = '2021'")
    connection.commit()
    connection.close()
    told = sciplan("--database", str(office), "db", "verify").out
    assert "nothing that was recorded is changed" in told
    done = sciplan("--database", str(office), "db", "upgrade")
    assert (done.code, "2 summaries were made anew from the entries." in done.out) == (0, True)
    assert "the copy from before is" in done.out
    assert rows(office, "SELECT * FROM summary") == before
    assert "is up to date." in sciplan("--database", str(office), "db", "upgrade").out


def test_summaries_are_no_witness_lost(office: Path, sciplan: Sciplan) -> None:
    """Where an entry was changed its summary, which may be what is right, is not made anew, nor is that advised."""
    connection = sqlite3.connect(office)
    [(trigger,)] = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'entry_no_update'").fetchall()
    connection.execute("DROP TRIGGER entry_no_update")
    connection.execute("UPDATE entry SET value = value + 1000000 WHERE id = 2")
    connection.execute(trigger)
    connection.commit()
    connection.close()
    told = sciplan("--database", str(office), "db", "verify").out
    assert ("The summary of tiny/training 2022" in told, "db upgrade" in told) == (True, False)
    before = rows(office, "SELECT * FROM summary")
    done = sciplan("--database", str(office), "db", "upgrade")
    assert (done.code, "Its summaries are left as they are" in done.err) == (4, True)
    assert rows(office, "SELECT * FROM summary") == before


def test_a_period_that_cannot_be(office: Path, sciplan: Sciplan) -> None:
    """A summary whose period another program made up is told as that, and not as damage of the ledger."""
    connection = sqlite3.connect(office)
    connection.execute("UPDATE summary SET period = 'zzz'")
    connection.commit()
    connection.close()
    done = sciplan("--database", str(office), "status", "tiny")
    assert (done.code, "A summary holds a period that cannot be: zzz." in done.err) == (4, True)


def test_a_status_reads_no_entries_of_other_plans(office: Path) -> None:
    """The plan of the one statement behind `status` goes through the summaries of its own plan by their key."""
    with reading(office) as connection:
        told = connection.execute(f"EXPLAIN QUERY PLAN {MERGED}", {"plan": "tiny", "last": ALL_ENTRIES})
        steps = [row[3] for row in told]
    assert any(step.startswith("SEARCH summary USING") for step in steps), steps
    assert not [step for step in steps if step.startswith("SCAN") and "entry" in step], steps
