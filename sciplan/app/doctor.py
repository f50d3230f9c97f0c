"""Whether sciplan can work here: every check of the machine, of the place of the database, and of the database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from sciplan.app import doctor_database, doctor_machine, doctor_place
from sciplan.app.doctor_fonts import fonts
from sciplan.clock import Now
from sciplan.files import may
from sciplan.report.doctor import FAILURE, Check, Diagnosis


def examine(database: Path, why: str, writer: str | None, output_encoding: str, now: Now) -> Diagnosis:
    """Make every check; those of what is in the database only where there is one that can be read.

    `why` says by what the database was found, `writer` is the name under which entries would be written, if any, and
    `output_encoding` what stdout speaks. Nothing is changed, but that SQLite undoes what a crash left half written.
    """
    return Diagnosis(tuple(_checks(database, why, writer, output_encoding, now)))


def _checks(database: Path, why: str, writer: str | None, output_encoding: str, now: Now) -> Iterator[Check]:
    yield doctor_machine.python()
    yield doctor_machine.sqlite()
    yield doctor_machine.libraries()
    yield doctor_machine.encoding(output_encoding)
    yield doctor_machine.person(writer)
    yield doctor_machine.log()
    yield fonts()
    yield doctor_place.which(database, why)
    place = database.resolve()
    if not may(place.parent, os.X_OK):
        return
    yield doctor_place.folder(place)
    yield doctor_place.disk(place)
    yield doctor_place.space(place)
    yield doctor_place.leftovers(place)
    yield doctor_place.trial(place)
    if place.is_file():
        yield doctor_database.permissions(place)
        schema = doctor_database.schema(place)
        yield schema
        if schema.outcome != FAILURE:
            yield doctor_database.journal(place)
            yield doctor_database.clock(place, now)
