"""The tables, indexes, triggers and views of a database, held against those that the migrations make."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterator

from sciplan.domain import verification
from sciplan.domain.verification import Flaw
from sciplan.storage.object_digests import OBJECTS

STORED = "SELECT type || ' ' || name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
OWN = frozenset(
    {
        ("table sqlite_sequence", "sqlite_sequence", "CREATE TABLE sqlite_sequence(name,seq)"),
        ("table sqlite_stat1", "sqlite_stat1", "CREATE TABLE sqlite_stat1(tbl,idx,stat)"),
        ("table sqlite_stat4", "sqlite_stat4", "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)"),
    }
)
"""What SQLite makes for itself, to the letter: by its name alone a trigger could pass for one of them."""

QUOTED = frozenset({name.removeprefix("table ") for name in OBJECTS if name.startswith("table ")} | {"key"})
"""The names that some versions of SQLAlchemy or SQLite put between quotes. No other loses its quotes: `"NULL"` is a
text, and so is `"b.number = e.batch"`."""

_TOKEN = re.compile(r"""(?P<quoted>'(?:[^']|'')*'|"(?:[^"]|"")*")|[ \n\t]*(?P<mark>[(),])[ \n\t]*|[ \n\t]+""")


def object_flaws(connection: sqlite3.Connection) -> Iterator[Flaw]:
    """Give what is missing, what reads otherwise than the migrations wrote it, and what they never made."""
    stored: dict[str, str] = {}
    for name, digest in object_digests(connection):
        if name not in OBJECTS or name in stored:
            yield Flaw(verification.FOREIGN_OBJECT, name=name)
        elif digest != OBJECTS[name]:
            yield Flaw(verification.ALTERED_OBJECT, name=name)
        stored[name] = digest
    for name in OBJECTS:
        if name not in stored:
            yield Flaw(verification.MISSING_OBJECT, name=name)


def object_digests(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Give each object by kind and name, with the first 16 hexadecimal digits of its table's and statement's SHA-256.

    Two may bear one name: SQLite goes by their statements.
    """
    for name, table, sql in connection.execute(STORED):
        if (name, table, sql) not in OWN:
            yield f"{name}", hashlib.sha256(f"{table}\n{normal(sql or '')}".encode()).hexdigest()[:16]


def normal(sql: str) -> str:
    """Give a statement without what depends on the library that wrote it: white space and quotes around names.

    What stands between quotes is left as it is.
    """
    return _TOKEN.sub(_written, sql).strip(" ")


def _written(token: re.Match[str]) -> str:
    if token["quoted"]:
        name = token["quoted"][1:-1]
        return name if token["quoted"][0] == '"' and name in QUOTED else token["quoted"]
    return token["mark"] or " "
