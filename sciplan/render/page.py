"""A report as rows, from which every format is made."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from sciplan.render.table import Table


class Page(NamedTuple):
    """What a report of rows shows: its JSON document, its records, its table, and the lines around that.

    What is not asked for is not built. `nothing` is said in the place of a table without rows and without lines.
    """

    document: Callable[[], Mapping[str, object]]
    records: Callable[[], Sequence[Mapping[str, object]]]
    names: Sequence[str]
    table: Callable[[], Table]
    title: str = ""
    lines: Sequence[str] = ()
    after: Sequence[str] = ()
    nothing: str = ""
