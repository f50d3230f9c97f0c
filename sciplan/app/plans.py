"""Plan files in, plans out: checking, loading revision by revision, listing, showing."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sciplan.app.choosing import Confirm
from sciplan.app.ledgers import DEFAULT_PLAN, choose_plan, known_at, loaded_plan, open_ledger
from sciplan.clock import Now
from sciplan.domain.ledger import live_entries
from sciplan.domain.plan import Plan, PlanSummary
from sciplan.domain.problems import Problem
from sciplan.domain.revision import Change, Obstacle, changes, obstacles
from sciplan.errors import ProblemsFound, Refused
from sciplan.i18n import _
from sciplan.paths import bundled_plans
from sciplan.report.outline import Outline, build_outline
from sciplan.storage import reader
from sciplan.storage.appender import Writing, set_setting
from sciplan.storage.connection import writing
from sciplan.text import visible


@dataclass(frozen=True, slots=True)
class Checked:
    """A plan file that was read: the plan if it holds one, everything there is to say about it, and its SHA-256."""

    file: Path
    plan: Plan | None
    problems: tuple[Problem, ...]
    sha256: str

    @property
    def errors(self) -> list[Problem]:
        """The problems that keep the file from being loaded."""
        return [problem for problem in self.problems if not problem.information]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What loading a file would come to: the newest revision's number (0 for none) and what changes."""

    file: Path
    sha256: str
    plan: Plan
    revision: int
    changes: tuple[Change, ...]

    @property
    def new(self) -> bool:
        """Whether the plan is not in the database yet."""
        return self.revision == 0

    @property
    def same(self) -> bool:
        """Whether the newest revision is this very plan."""
        return not self.new and not self.changes


@dataclass(frozen=True, slots=True)
class Loaded:
    """A revision that was stored, and the batch that brought it."""

    plan: Plan
    revision: int
    batch: int


def plan_file(named: str) -> Path:
    """Give the file that is meant: the one at this path, else the bundled one of the plan with this key."""
    path = Path(named)
    return path if path.exists() else bundled_plans().get(named, path)


def check(files: Sequence[Path]) -> list[Checked]:
    """Read plan files and give everything there is to say about each."""
    from sciplan.planfile import read_plan_file

    read = [(file, read_plan_file(file)) for file in files]
    return [Checked(file, found.plan, found.problems, found.sha256) for file, found in read]


def schema() -> str:
    """Give the JSON Schema of plan files as text."""
    from sciplan.planfile import schema_text

    return schema_text()


def propose(database: Path, files: Sequence[Path]) -> list[Proposal]:
    """Say what loading plan files would change; raise `ProblemsFound` or `Refused` if one cannot be loaded."""
    checked = check(files)
    errors = [problem for one in checked for problem in one.errors]
    if errors:
        raise ProblemsFound(_("Nothing was loaded."), errors)
    plans = [(one, one.plan) for one in checked if one.plan is not None]
    keys = [plan.key for _checked, plan in plans]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise Refused(_("Two of the files hold the same plan, {plan}.").format(plan=twice[0]), _("Load one of them."))
    with open_ledger(database) as connection:
        return [_proposal(connection, one.file, one.sha256, plan) for one, plan in plans]


def _proposal(connection: sqlite3.Connection, file: Path, sha256: str, plan: Plan) -> Proposal:
    """Compare a plan with its newest revision; raise `EntriesInTheWay` if entries forbid what would change."""
    held = reader.plan_revision(connection, plan.key)
    if held is None:
        return Proposal(file, sha256, plan, 0, ())
    number, newest = held
    entries = live_entries(reader.entries_of(connection, plan.key))
    if in_the_way := obstacles(newest, plan, entries):
        raise EntriesInTheWay(file, plan, in_the_way)
    return Proposal(file, sha256, plan, number, tuple(changes(newest, plan)))


class EntriesInTheWay(Refused):
    """A revision that entries forbid; `obstacles` name them."""

    def __init__(self, file: Path, plan: Plan, found: Sequence[Obstacle]) -> None:
        """Say which file it is and keep what is in the way."""
        super().__init__(
            _("{file} cannot become the next revision of {plan}: entries are in the way.").format(
                file=file, plan=plan.key
            ),
            _("Leave these as they were, or retract the entries first."),
        )
        self.obstacles = tuple(found)


def store(
    database: Path, proposals: Sequence[Proposal], who: str, now: Now, command: str = "plan load"
) -> list[Loaded]:
    """Store what was proposed in one transaction, each plan as a batch of its own; what is the same is left alone."""
    from sciplan.storage.definitions import NewRevision, store_revisions

    revisions = [
        NewRevision(
            proposal.plan,
            Writing(who, now.utc, command, visible(proposal.file.name), proposal.sha256),
            partial(_still_true, proposal),
        )
        for proposal in proposals
        if not proposal.same
    ]
    return [Loaded(plan, number, batch) for plan, number, batch in store_revisions(database, revisions)]


def _still_true(proposal: Proposal, connection: sqlite3.Connection) -> None:
    """Refuse to store what was proposed if the ledger says something else by now."""
    if _proposal(connection, proposal.file, proposal.sha256, proposal.plan) != proposal:
        raise Refused(
            _("Somebody else has just loaded another revision of {plan}.").format(plan=proposal.plan.key),
            _("Load the file again to see what it changes now."),
        )


def listed(database: Path) -> tuple[list[PlanSummary], str | None]:
    """Give the loaded plans and the key of the default one."""
    with open_ledger(database) as connection:
        return reader.plan_list(connection), reader.setting(connection, DEFAULT_PLAN)


def shown(database: Path, plan: str | None, moment: str | None = None) -> Outline:
    """Give the outline of a plan."""
    with open_ledger(database) as connection:
        until = known_at(connection, moment)
        key = choose_plan(connection, plan)
        number, found = loaded_plan(connection, key, until)
    return build_outline(found, number)


def use(database: Path, typed: str, confirm: Confirm | None) -> str:
    """Make a plan the default of a database and give its key."""
    with open_ledger(database) as connection:
        key = choose_plan(connection, typed, confirm=confirm, write=True)
    with writing(database) as connection:
        set_setting(connection, DEFAULT_PLAN, key)
    return key
