"""The tables, indexes, triggers and views of a database, held against those that the migrations make."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterator

from sciplan.domain import verification
from sciplan.domain.verification import Flaw
from sciplan.storage.object_digests import OBJECTS

STORED = """
    SELECT type || ' ' || name, tbl_name, sql FROM sqlite_master
    WHERE name NOT GLOB 'sqlite_*' OR name GLOB 'sqlite_autoindex_*' ORDER BY type, name
"""
"""What else begins with `sqlite_` is SQLite's own, and only there for speed."""


def object_flaws(connection: sqlite3.Connection) -> Iterator[Flaw]:
    """Give what is missing, what reads otherwise than the migrations wrote it, and what they never made."""
    stored = object_digests(connection)
    for name, digest in OBJECTS.items():
        if name not in stored:
            yield Flaw(verification.MISSING_OBJECT, name=name)
        elif stored[name] != digest:
            yield Flaw(verification.ALTERED_OBJECT, name=name)
    for name in stored:
        if name not in OBJECTS:
            yield Flaw(verification.FOREIGN_OBJECT, name=name)


def object_digests(connection: sqlite3.Connection) -> dict[str, str]:
    """Give the first 16 hexadecimal digits of the SHA-256 of each object's table and statement, by kind and name."""
    return {
        name: hashlib.sha256(f"{table}\n{_normal(sql or '')}".encode()).hexdigest()[:16]
        for name, table, sql in connection.execute(STORED)
    }


def _normal(sql: str) -> str:
    """Give a statement without what depends on the library that wrote it: white space and quotes around names."""
    one_line = re.sub(r"[ \n\t]+", " ", sql.replace('"', "")).strip(" ")
    return re.sub(r" ?([(),]) ?", r"\1", one_line)
