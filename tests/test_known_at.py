"""What holds for every real ledger: the past does not change, order does not matter, a retraction restores."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sciplan.app.correcting import Correction, correct
from sciplan.app.recording import Request, record
from sciplan.app.status import StatusRequest, status
from sciplan.domain.plan import Goal, Plan
from sciplan.errors import Refused
from sciplan.planfile import read_plan
from sciplan.render.status import status_document
from sciplan.report.status import StatusReport
from sciplan.storage.appender import Writing
from sciplan.storage.definitions import NewRevision, store_revisions
from sciplan.storage.schema import create
from tests.conftest import NOW

TINY = Path(__file__).parent / "plans" / "tiny.yaml"
DAYS = st.sampled_from(["2021-12-31", "2022-12-31", "2024-02-01", "2026-02-01"])

COUNTS = st.integers(0, 30_000).map(str)
SHARES = st.one_of(st.integers(0, 100).map(lambda share: f"{share}%"), st.integers(0, 90).map(lambda n: f"{n}/90"))
QUOTIENTS = st.one_of(st.integers(0, 4).map(str), st.integers(0, 400).map(lambda n: f"{n}/100"))
STATES = st.sampled_from(["not-started", "in-progress", "done"])
ANYWHERE = ("630000", "630100", "630121", "630200")


@dataclass(frozen=True, slots=True)
class Act:
    """One write: a record, a correction or retraction of an entry by its number, or a new revision of the plan."""

    verb: str
    number: int = 0
    request: Request | None = None


def requests(
    target: str, values: st.SearchStrategy[str], regions: Sequence[str], *periods: str
) -> st.SearchStrategy[Request]:
    """Give ways to record a target; its periods lie inside or beside one another, so that all of them are taken."""
    return st.builds(
        partial(Request, target, plan="tiny"),
        value=values,
        period=st.sampled_from(periods),
        region=st.sampled_from(regions),
        agency=st.sampled_from([None, "edu", "agri"]),
    )


REQUESTS = st.one_of(
    requests("training", COUNTS, ANYWHERE, "..2022", "2021", "2022", "2022H1", "2022Q2", "2023-05", "2023"),
    requests("share", SHARES, ANYWHERE, "2020", "2021", "2022Q3", "2022"),
    requests("contests", COUNTS, ANYWHERE, "2021H1", "2021H2", "2021Q4", "2022H1"),
    requests("spending", QUOTIENTS, ("630100", "630200", "630121"), "2021", "2022H2", "2022"),
    requests("publicity", STATES, ("630000",), "2021-05", "2022-11", "2023-12"),
)
RECORDS = REQUESTS.map(lambda request: Act("record", request=request))
MENDINGS = st.builds(Act, st.sampled_from(["correct", "retract"]), st.integers(1, 8))
REVISIONS = st.integers(1, 60_000).map(lambda goal: Act("revise", goal))
ACTS = st.lists(st.one_of(RECORDS, RECORDS, MENDINGS, REVISIONS), min_size=1, max_size=8)


def tiny() -> Plan:
    """Give the plan of the tests."""
    plan, problems = read_plan(TINY)
    assert plan is not None, problems
    return plan


def load(database: Path, plan: Plan) -> None:
    """Store a plan as its newest revision."""
    store_revisions(database, [NewRevision(plan, Writing("tester", NOW.utc, "plan load"), lambda _connection: None)])


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a database with the plan and no entries."""
    path = tmp_path_factory.mktemp("template") / "sciplan.db"
    create(path, partial(load, plan=tiny()))
    return path


@contextmanager
def ledger(template: Path) -> Iterator[Path]:
    """Give a database of its own for one example."""
    with TemporaryDirectory() as folder:
        yield Path(shutil.copy(template, Path(folder) / "sciplan.db"))


def perform(database: Path, act: Act) -> int | None:
    """Write what an act says and give the new entry's number; what the ledger refuses changes nothing."""
    try:
        if act.request is not None:
            return record(database, act.request, "tester", NOW, None).entry
        if act.verb == "revise":
            load(database, with_goal(act.number))
            return None
        value = {"correct": "1", "retract": None}[act.verb]
        return correct(database, Correction(str(act.number), "reason", value), "tester", NOW).entry
    except Refused:
        return None


def with_goal(goal: int) -> Plan:
    """Give the plan with another goal for the training."""
    plan = tiny()
    changed = plan.target_by_key["training"]._replace(goal=Goal("at_least", Decimal(goal)))
    return replace(plan, targets=tuple(changed if one.key == changed.key else one for one in plan.targets))


def answer(database: Path, as_of: str, known_at: str | None = None) -> dict[str, object]:
    """Give the status as its JSON document, without the moment that was asked for."""
    report = status(database, StatusRequest(plan="tiny", as_of=as_of, known_at=known_at, states=True), NOW.today)
    document = status_document(cast("StatusReport", report))
    del document["known_at"]
    return document


def without_ledger(document: dict[str, object]) -> dict[str, object]:
    """Give a document without the state of the ledger it was made from."""
    return {key: value for key, value in document.items() if key != "ledger"}


@settings(max_examples=25, deadline=None)
@given(acts=ACTS, day=DAYS)
def test_what_was_known_never_changes(template: Path, acts: list[Act], day: str) -> None:
    """Whatever is recorded, corrected, retracted or revised later, each earlier state gives its answer again."""
    with ledger(template) as database:
        then = []
        for act in acts:
            perform(database, act)
            document = answer(database, day)
            then.append((cast("dict[str, str]", document["ledger"])["fingerprint"], document))
        for fingerprint, document in then:
            assert answer(database, day, fingerprint) == document


@settings(max_examples=20, deadline=None)
@given(data=st.data(), day=DAYS)
def test_the_order_of_recording_does_not_matter(template: Path, data: st.DataObject, day: str) -> None:
    """Reports for different slots give the same status in whichever order they come."""

    def slot(act: Act) -> tuple[str | None, ...]:
        assert act.request is not None
        return act.request.target, act.request.period, act.request.region, act.request.agency

    acts = data.draw(st.lists(RECORDS, min_size=2, max_size=7, unique_by=slot))
    others = data.draw(st.permutations(acts))
    with ledger(template) as one, ledger(template) as other:
        assert [perform(one, act) for act in acts] == list(range(1, len(acts) + 1))
        assert [perform(other, act) for act in others] == list(range(1, len(acts) + 1))
        assert without_ledger(answer(one, day)) == without_ledger(answer(other, day))


@settings(max_examples=20, deadline=None)
@given(acts=ACTS, added=RECORDS, day=DAYS)
def test_retracting_a_slots_only_entry_restores_the_answer(
    template: Path, acts: list[Act], added: Act, day: str
) -> None:
    """After a record in an empty slot and its retraction, the status is what it was before."""
    with ledger(template) as database:
        for act in acts:
            perform(database, act)
        before = answer(database, day)
        entry = perform(database, added)
        assume(entry is not None)
        assert perform(database, Act("retract", cast("int", entry))) == cast("int", entry) + 1
        after = answer(database, day)
        assert without_ledger(after) == without_ledger(before)
        assert after["ledger"] != before["ledger"]
