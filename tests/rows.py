"""Looking into a database with plain SQL, as any other program would."""

import sqlite3
from pathlib import Path
from typing import Any


def rows(path: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    """Give the rows of a query."""
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query, values).fetchall()
    finally:
        connection.close()
