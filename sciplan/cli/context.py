"""What every command is given: the database option, the clock, and who is at work."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import typer

from sciplan.cli import console
from sciplan.errors import StorageFault, UsageError
from sciplan.i18n import _
from sciplan.paths import find_database
from sciplan.text import check_text

if TYPE_CHECKING:
    from pathlib import Path

    from sciplan.app.choosing import Confirm
    from sciplan.clock import Now

USER_VARIABLE = "SCIPLAN_USER"


class Session:
    """One run of the program; `now` is read once, so that a command has one time."""

    def __init__(self, now: Now) -> None:
        """Begin a run at this moment; the options of the program are told it when they are known."""
        self.now = now
        self.database_option: str | None = None
        self.debug = False

    @property
    def database(self) -> Path:
        """The database in use."""
        return find_database(self.database_option)


def session_of(context: typer.Context) -> Session:
    """Give the session that `main` put into the context."""
    session = context.find_object(Session)
    if session is None:
        raise LookupError("no session")
    return session


def who(option: str | None) -> str:
    """Give the name to write under: `--by`, else `SCIPLAN_USER`, else the login name."""
    named = os.environ.get(USER_VARIABLE) if option is None else option
    import getpass

    try:
        name = check_text(named if named is not None else getpass.getuser()).strip()
    except (OSError, KeyError, ImportError):  # whoever has no account, by the version and the system
        name = ""
    if not name:
        raise UsageError(_("Who is writing?"), _("Say it with --by NAME."))
    return name


def writer(session: Session, option: str | None) -> str:
    """Give the name to write into the ledger under, and warn when the clock is behind what the ledger holds."""
    from sciplan.app.clocks import behind, newest_ahead

    name = who(option)
    try:
        newest = newest_ahead(session.database, session.now)
    except StorageFault:  # the command will say so
        newest = None
    if newest is not None:
        console.say(behind(newest, session.now))
        console.say(_("What is written now bears the later time; set the clock right."))
    return name


def confirmation() -> Confirm | None:
    """Give the way to ask the person at the terminal, or None in a script."""
    return _ask if console.can_ask() else None


def _ask(question: str) -> bool:
    console.say(_("{question} [y/N]").format(question=question))
    return input().strip().lower() in ("y", "yes", "是")


def one_plan(argument: str | None, option: str | None) -> str | None:
    """Give the plan named as argument or with --plan; raise `UsageError` if both are and differ."""
    if argument is not None and option is not None and argument != option:
        raise UsageError(
            _("Two plans are named: {one} and {other}.").format(one=argument, other=option), _("Name one.")
        )
    return option if argument is None else argument
