"""The ledger that a command works on: which database, which plan, which moment."""

from __future__ import annotations

import re
import sqlite3
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from sciplan.app.choosing import Candidate, Confirm, find, find_to_write
from sciplan.domain.period import FIRST_YEAR, LAST_YEAR
from sciplan.domain.plan import Plan
from sciplan.domain.quantity import ascii_digits
from sciplan.domain.quotas import with_quotas
from sciplan.errors import Refused, UsageError
from sciplan.i18n import _
from sciplan.report.ledger_note import LedgerNote
from sciplan.storage import reader
from sciplan.storage.quotas import quotas_of
from sciplan.storage.schema import reading_current
from sciplan.text import check_text

DEFAULT_PLAN = "default-plan"
_BATCH = r"b([0-9]{1,9})"
_TIME = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?P<minute>[T ][0-9]{2}:[0-9]{2}(?P<second>:[0-9]{2}(?P<fraction>\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?"
)
_LASTS = (("minute", timedelta(days=1)), ("second", timedelta(minutes=1)), ("fraction", timedelta(seconds=1)))
"""How long a written time lasts, by the first part that it leaves out."""

_FINGERPRINT = r"[0-9a-f]{12,64}"


class Moment(NamedTuple):
    """What the ledger is asked for: up to which batch, and the time of it when it is not the present."""

    until: int
    known_at: str | None


NOW_KNOWN = Moment(reader.ALL_BATCHES, None)


def open_ledger(path: Path) -> AbstractContextManager[sqlite3.Connection]:
    """Read from a database of this version in one transaction."""
    return reading_current(path)


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
    """Give a plan as it was judged at a moment, with the number of its newest revision then.

    The quotas that stood are in it, so it is not what was loaded: that is `plan_alone`. Raises `Refused` if
    the plan was not loaded yet.
    """
    number, plan = plan_alone(connection, key, moment)
    return number, with_quotas(plan, quotas_of(connection, key, moment.until))


def plan_alone(connection: sqlite3.Connection, key: str, moment: Moment = NOW_KNOWN) -> tuple[int, Plan]:
    """Give a plan's newest revision at a moment, with its number; raise `Refused` if it was not loaded yet."""
    found = reader.plan_revision(connection, key, moment.until)
    if found is None:
        raise Refused(
            _("The plan {plan} was not loaded yet at that moment.").format(plan=key),
            _("Ask for a later moment; “sciplan log” shows when entries were recorded."),
        )
    return found


def require_revision(connection: sqlite3.Connection, key: str, number: int) -> None:
    """Raise `Refused` if a plan has another revision by now than the one that was looked at."""
    if reader.revision_number(connection, key) != number:
        raise Refused(
            _("Somebody else has just loaded another revision of {plan}.").format(plan=key),
            _("Nothing was written; try again."),
        )


def split_target(typed: str, plan: str | None) -> tuple[str | None, str]:
    """Take `PLAN:TARGET` apart; without a colon the plan is the one given otherwise."""
    before, colon, after = typed.partition(":")
    if colon and plan is not None and plan != before:
        raise UsageError(_("Two plans are named: {one} and {other}.").format(one=before, other=plan), _("Name one."))
    return (before, after) if colon else (plan, typed)


def known_at(connection: sqlite3.Connection, typed: str | None) -> Moment:
    """Read `--known-at`: a time (local unless it says otherwise), `b12` for a batch, or a fingerprint."""
    if typed is None:
        return NOW_KNOWN
    if batch := re.fullmatch(_BATCH, typed):
        return _moment(connection, int(batch.group(1)), typed)
    if re.fullmatch(_FINGERPRINT, typed.lower()):
        found = reader.batches_with_digest(connection, typed.lower())
        if len(found) == 1:
            return _moment(connection, found[0], typed)
        raise Refused(
            _("No state of this ledger has the fingerprint {typed}.").format(typed=typed),
            _("Check the digits; the report may come from another database."),
        )
    return _moment(connection, reader.batch_at(connection, _end_of_time(typed)), typed)


def ledger_note(connection: sqlite3.Connection, until: int) -> LedgerNote:
    """Give the state of the ledger that a report is made from, to stand under it."""
    state = reader.ledger_state(connection, until)
    return LedgerNote(state.entries, state.fingerprint, state.at)


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


def _end_of_time(typed: str) -> str:
    """Give the last microsecond, in UTC, of what was typed: a day, a minute, a second or a part of one."""
    from dateutil.parser import isoparse

    written = re.fullmatch(_TIME, typed)
    try:
        if written is None:
            raise ValueError(typed)
        first: datetime = isoparse(typed.replace(" ", "T", 1))
        lasts = next((length for part, length in _LASTS if written[part] is None), timedelta(microseconds=1))
        return (first + lasts - timedelta(microseconds=1)).astimezone(UTC).isoformat(timespec="microseconds")
    except (ValueError, OverflowError) as mistake:
        raise UsageError(
            _("“{typed}” is neither a time, nor a batch, nor a fingerprint.").format(typed=typed),
            _("Write 2023-12-31, 2023-12-31T18:00, b12, or at least twelve digits of a fingerprint."),
        ) from mistake


def end_of_day(day: date) -> str:
    """Give the last microsecond of a local day, in UTC."""
    last = datetime(day.year, day.month, day.day, 23, 59, 59, 999_999)  # noqa: DTZ001 - local until the next line
    return last.astimezone(UTC).isoformat(timespec="microseconds")


def year_of_plan(plan: Plan, typed: str) -> int:
    """Read a year such as 2023; raise `UsageError` for anything else, and `Refused` for one outside the plan."""
    typed = ascii_digits(typed)
    if re.fullmatch(r"[0-9]{4}", typed) is None:
        raise UsageError(_("“{typed}” is not a year.").format(typed=typed), _("Write it like 2023."))
    year = int(typed)
    if not plan.start.year <= year <= plan.end.year:
        raise Refused(
            _("{period} is outside the plan, which runs from {first} to {last}.").format(
                period=typed, first=plan.start.year, last=plan.end.year
            ),
            _("Give a period inside it, such as {period}.").format(period=plan.end.year),
        )
    return year


def require_reason(typed: str | None, hint: str) -> str:
    """Give the reason that a mending write needs; raise `UsageError` where there is none, with `hint` as the advice."""
    if not (typed or "").strip():
        raise UsageError(_("What is the reason?"), hint)
    return check_text(typed or "")


def date_or_today(typed: str | None, today: date) -> date:
    """Give the date that was typed, else today."""
    return parse_date(typed) if typed else today


def parse_date(typed: str) -> date:
    """Read a date such as 2023-12-31; raise `UsageError` for anything else."""
    match = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", typed)
    try:
        if match is None or not FIRST_YEAR <= int(match.group(1)) <= LAST_YEAR:
            raise ValueError(typed)
        return date(*(int(part) for part in match.groups()))
    except ValueError as mistake:
        message = _("“{typed}” is not a date.").format(typed=typed)
        raise UsageError(message, _("Write it like 2023-12-31.")) from mistake


def batch_number(typed: str) -> int:
    """Read the number of a batch, `b12` or `12`; raise `UsageError` for anything else."""
    match = re.fullmatch(r"b?([0-9]{1,9})", typed)
    if match is None:
        raise UsageError(_("“{typed}” is not a batch.").format(typed=typed), _("Write it like b12."))
    return int(match.group(1))
