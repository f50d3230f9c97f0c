"""A file's table, whatever kind of file it is."""

from __future__ import annotations

from sciplan.exchange import kinds
from sciplan.exchange.findings import Findings
from sciplan.exchange.sheet import Reading, Sheet
from sciplan.exchange.source import Source


def read_table(source: Source, reading: Reading, findings: Findings) -> Sheet | None:
    """Give the table of a file; None, with the problems noted, if there is none that can be used.

    Raises `Refused` for a file that cannot hold a return at all. What is wrong with rows is noted as they are read.
    """
    kind = kinds.kind_of(source)
    if kind == kinds.XLSX:
        from sciplan.exchange.workbook import read_workbook

        return read_workbook(source, reading, findings)
    from sciplan.exchange import records
    from sciplan.exchange.encoding import text_of

    if kind != kinds.CSV:
        records.check_size(source)
    text = text_of(source, reading.encoding, findings)
    if text is None:
        return None
    if kind == kinds.CSV:
        from sciplan.exchange.delimited import read_delimited

        return read_delimited(text, reading, findings)
    read = records.read_json if kind == kinds.JSON else records.read_yaml
    return read(text, reading, findings)
