"""Whether sciplan can work here: every check of the machine, of the place of the database, and of the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from sciplan.app import doctor_database, doctor_machine, doctor_place
from sciplan.app.doctor_fonts import fonts
from sciplan.clock import Now
from sciplan.errors import SciplanError
from sciplan.faults import reason
from sciplan.i18n import _
from sciplan.paths import database_and_why
from sciplan.report.doctor import FAILURE, OK, Check, Diagnosis


def examine(option: str | None, writer: Callable[[], str], output_encoding: str, now: Now) -> Diagnosis:
    """Make every check; those of what is in the database only where there is one that can be read.

    `option` is how the database was named, if it was; `writer` gives the name under which entries would be written, or
    raises why there is none; `output_encoding` is what stdout speaks. Nothing is changed, but that SQLite undoes what a
    crash left half written.
    """
    return Diagnosis(tuple(_checks(option, writer, output_encoding, now)))


def _checks(option: str | None, writer: Callable[[], str], output_encoding: str, now: Now) -> Iterator[Check]:
    machine = doctor_machine
    yield _made("python", machine.python)
    yield _made("sqlite", machine.sqlite)
    yield _made("libraries", machine.libraries)
    yield _made("encoding", lambda: machine.encoding(output_encoding))
    yield _made("person", lambda: machine.person(writer))
    yield _made("log", machine.log)
    yield _made("fonts", fonts)
    which = _made("database", lambda: doctor_place.which(*database_and_why(option)))
    yield which
    try:
        database = doctor_place.to_look_at(*database_and_why(option))
    except (SciplanError, OSError):  # the check has said so
        return
    yield from _of_place(database)
    if which.outcome == OK:
        yield from _of_database(database, now)


def _of_place(database: Path) -> Iterator[Check]:
    yield _made("folder", partial(doctor_place.folder, database))
    yield _made("file-system", partial(doctor_place.disk, database))
    yield _made("space", partial(doctor_place.space, database))
    if doctor_place.is_there(database.parent):
        yield _made("leftovers", partial(doctor_place.leftovers, database))
        yield _made("write", partial(doctor_place.trial, database))


def _of_database(database: Path, now: Now) -> Iterator[Check]:
    yield _made("permissions", partial(doctor_database.permissions, database))
    schema = _made("schema", partial(doctor_database.schema, database))
    yield schema
    if schema.outcome != FAILURE:
        yield _made("journal", partial(doctor_database.journal, database))
        yield _made("clock", partial(doctor_database.clock, database, now))


def _made(code: str, check: Callable[[], Check]) -> Check:
    """Make a check; one that breaks off has failed."""
    try:
        return check()
    except SciplanError as fault:
        return Check(code, FAILURE, fault.message, fault.hint)
    except OSError as fault:
        found = _("{file} cannot be used: {reason}").format(file=fault.filename or "sciplan", reason=reason(fault))
        return Check(code, FAILURE, found, _("Check that it exists and that you may use it."))
