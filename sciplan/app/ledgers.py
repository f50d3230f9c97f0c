"""The ledger that a command works on: which database, which plan, which moment."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sciplan.app.choosing import Candidate, Confirm, find, find_to_write
from sciplan.domain.plan import Plan
from sciplan.errors import Refused, UsageError
from sciplan.i18n import _
from sciplan.storage import reader
from sciplan.storage.connection import reading
from sciplan.storage.schema import require_current

DEFAULT_PLAN = "default-plan"
_BATCH = re.compile(r"b([0-9]{1,9})")
_FINGERPRINT = re.compile(r"[0-9a-f]{12,64}")


@dataclass(frozen=True, slots=True)
class Moment:
    """What the ledger is asked for: up to which batch, and the time of it when it is not the present."""

    until: int
    known_at: str | None


NOW_KNOWN = Moment(reader.ALL_BATCHES, None)


@contextmanager
def open_ledger(path: Path) -> Iterator[sqlite3.Connection]:
    """Read from a database of this version in one transaction."""
    require_current(path)
    with reading(path) as connection:
        yield connection


def choose_plan(
    connection: sqlite3.Connection, typed: str | None, *, confirm: Confirm | None = None, write: bool = False
) -> str:
    """Give the key of the plan that is meant: the one typed, else the default, else the only one."""
    candidates = [Candidate(plan.key, plan.name) for plan in reader.plan_list(connection)]
    if not candidates:
        raise Refused(_("No plan is loaded."), _("Load one with “sciplan plan load FILE”."))
    unknown = _("There is no plan “{typed}” in this database.")
    if typed is not None:
        found = find_to_write(typed, candidates, unknown, confirm) if write else find(typed, candidates, unknown)
        return found.key
    default = reader.setting(connection, DEFAULT_PLAN)
    if default is not None:
        return default
    if len(candidates) == 1:
        return candidates[0].key
    raise UsageError(
        _("Which plan? There are {names}.").format(names=", ".join(one.key for one in candidates)),
        _("Name it with --plan, or choose a default with “sciplan use PLAN”."),
    )


def loaded_plan(connection: sqlite3.Connection, key: str, moment: Moment = NOW_KNOWN) -> tuple[int, Plan]:
    """Give a plan's newest revision at a moment, with its number; raise `Refused` if it was not loaded yet."""
    found = reader.plan_revision(connection, key, moment.until)
    if found is None:
        raise Refused(
            _("The plan {plan} was not loaded yet at that moment.").format(plan=key),
            _("Ask for a later moment; “sciplan log” shows when entries were recorded."),
        )
    return found


def split_target(typed: str, plan: str | None) -> tuple[str | None, str]:
    """Take `PLAN:TARGET` apart; without a colon the plan is the one given otherwise."""
    before, colon, after = typed.partition(":")
    return (before, after) if colon else (plan, typed)


def known_at(connection: sqlite3.Connection, typed: str | None) -> Moment:
    """Read `--known-at`: a time (local unless it says otherwise), `b12` for a batch, or a fingerprint."""
    if typed is None:
        return NOW_KNOWN
    if batch := _BATCH.fullmatch(typed):
        return _moment(connection, int(batch.group(1)), typed)
    if _FINGERPRINT.fullmatch(typed):
        found = reader.batches_with_digest(connection, typed)
        if len(found) == 1:
            return _moment(connection, found[0], typed)
        raise Refused(
            _("No state of this ledger has the fingerprint {typed}.").format(typed=typed),
            _("Check the digits; the report may come from another database."),
        )
    return _moment(connection, reader.batch_at(connection, _utc(typed)), typed)


def _moment(connection: sqlite3.Connection, number: int, typed: str) -> Moment:
    state = reader.ledger_state(connection, number)
    if number == 0 or state.batch != number:
        raise Refused(
            _("The ledger held nothing yet at {typed}.").format(typed=typed)
            if number == 0
            else _("There is no batch {typed}.").format(typed=typed),
            _("“sciplan log” shows when entries were recorded, and in which batch."),
        )
    return Moment(number, state.at)


def _utc(typed: str) -> str:
    from dateutil.parser import isoparse

    try:
        moment: datetime = isoparse(typed)
    except ValueError as mistake:
        raise UsageError(
            _("“{typed}” is neither a time, nor a batch, nor a fingerprint.").format(typed=typed),
            _("Write 2023-12-31T18:00, b12, or at least twelve digits of a fingerprint."),
        ) from mistake
    if len(typed) <= len("2023-12-31"):
        moment = moment.replace(hour=23, minute=59, second=59, microsecond=999_999)
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def parse_date(typed: str) -> date:
    """Read a date such as 2023-12-31; raise `UsageError` for anything else."""
    match = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", typed)
    try:
        if match is None:
            raise ValueError(typed)
        return date(*(int(part) for part in match.groups()))
    except ValueError as mistake:
        raise UsageError(_("“{typed}” is not a date.").format(typed=typed), _("Write it like 2023-12-31.")) from mistake
