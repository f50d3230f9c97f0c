"""Returns as records: JSON and YAML, a list of objects or a document with the list `entries`, as `export` writes it.

Numbers are kept as they are written, never as binary floats; each record has the line on which it begins.
"""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator, Mapping
from typing import IO

from sciplan.domain.return_layout import CHINESE, EVIDENCE_SEPARATOR
from sciplan.errors import Refused
from sciplan.exchange.columns import IGNORED, Columns, heading_of
from sciplan.exchange.findings import Findings
from sciplan.exchange.sheet import Reading, Row, Sheet
from sciplan.exchange.source import Source
from sciplan.i18n import _

COLUMNS = tuple(CHINESE)
ENTRIES = "entries"
"""What a document says it is; an export writes it."""
LARGEST = 50_000_000
"""A file of records of more bytes is not read; CSV may have any size."""
_AMBIGUOUS = re.compile(r"[-+]?(0[0-9]+|[0-9][0-9_]*_[0-9_]*|[0-9]+:[0-9:.]+|0[xob][0-9a-f]+)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n]*")
_MEMBERS = ("schema", "plan")
"""What may stand beside `entries` in a document."""

Record = tuple[int, object]
"""The line on which a record begins, and what it is: a mapping from names to scalars where it is well formed."""


class _Broken(Exception):
    """JSON that cannot be read on from a place."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.at = at


def check_size(source: Source) -> None:
    """Raise `Refused` for a file of records that is too large to be read whole."""
    if source.size > LARGEST:
        raise Refused(
            _("{file} is larger than {most} MB.").format(file=source.name, most=LARGEST // 1_000_000),
            _("Split it, or save it as CSV, which may have any size."),
        )


def read_json(stream: IO[str], reading: Reading, findings: Findings) -> Sheet:
    """Give the records of a JSON file as rows."""
    stated: dict[str, object] = {}
    return _sheet(_json_records(stream.read().removeprefix("\ufeff"), stated, findings), stated, reading, findings)


def read_yaml(stream: IO[str], reading: Reading, findings: Findings) -> Sheet:
    """Give the records of a YAML file as rows; the small, strict part of YAML that plan files are written in."""
    from sciplan.planfile.node import Fields, Items, as_data
    from sciplan.planfile.yamltext import read_tree

    root, problems = read_tree(stream.read(), findings.file)
    for problem in problems:
        findings.add(problem.code, problem.message, problem.hint, problem.where.line)
    stated: dict[str, object] = {}
    if isinstance(root, Fields):
        _check_members(root.values, 1, findings)
        stated = {name: as_data(value) for name, value in root.values.items() if name in _MEMBERS}
        root = root.values.get(ENTRIES)
    records: Iterator[Record] = iter(())
    if isinstance(root, Items):
        records = ((item.line, _plain_fields(item)) for item in root.values)
    elif not findings.problems:
        _no_list(findings)
    return _sheet(records, stated, reading, findings)


def _plain_fields(node: object) -> object:
    from sciplan.planfile.node import Fields, Scalar, as_data

    if not isinstance(node, Fields):
        return None
    ambiguous = {
        name: _Ambiguous(value.text)
        for name, value in node.values.items()
        if isinstance(value, Scalar) and value.plain and _AMBIGUOUS.fullmatch(value.text)
    }
    return {**as_data(node), **ambiguous}  # type: ignore[dict-item]


class _Ambiguous(str):
    """A number that YAML programs read in different ways: `010` is 8 to some, `1_000` a thousand, `1:30` ninety."""

    __slots__ = ()


def _sheet(records: Iterator[Record], stated: Mapping[str, object], reading: Reading, findings: Findings) -> Sheet:
    findings.heading = COLUMNS
    columns = Columns({column: place for place, column in enumerate(COLUMNS)}, {}, len(COLUMNS))
    return Sheet("", columns, _rows(records, reading.mapping, findings), stated=stated)


def _rows(records: Iterator[Record], mapping: Mapping[str, str], findings: Findings) -> Iterator[Row]:
    for line, record in records:
        cells = [""] * len(COLUMNS)
        before = len(findings.problems)
        if not isinstance(record, Mapping):
            message = _("A record is an object with names and values.")
            findings.add("wrong-shape", message, _("Write it like {example}.").format(example=_EXAMPLE), line)
            continue
        for name, value in record.items():
            column, unit = heading_of(str(name), mapping)
            if column == IGNORED or value is None:
                continue
            if column is None or unit:
                names = ", ".join(COLUMNS)
                findings.add(
                    "unknown-column",
                    _("There is no column “{name}”.").format(name=name),
                    _("The columns are: {names}.").format(names=names),
                    line,
                    cells=cells,
                )
            elif isinstance(value, _Ambiguous):
                message = _("YAML programs read “{text}” in different ways.").format(text=value)
                findings.add("yaml-number", message, _("Write it plainly, or put it in quotes."), line, cells=cells)
            elif isinstance(value, Mapping | bool) or (isinstance(value, list) and name != "evidence"):
                message = _("The value of “{name}” is neither text nor a number.").format(name=name)
                findings.add("wrong-shape", message, _("Give one value."), line, cells=cells)
            elif cells[COLUMNS.index(column)]:
                message = _("“{name}” stands twice in one record.").format(name=column)
                findings.add("duplicate-column", message, _("Keep one of them."), line, cells=cells)
            else:
                cells[COLUMNS.index(column)] = (
                    EVIDENCE_SEPARATOR.join(map(str, value)) if isinstance(value, list) else str(value)
                )
        if len(findings.problems) == before:
            yield line, cells


_EXAMPLE = '{"target": "KEY", "year": "2023", "value": "12000"}'


def _json_records(text: str, stated: dict[str, object], findings: Findings) -> Iterator[Record]:
    decoder = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_unique)
    try:
        yield from _top(text, decoder, stated, findings)
    except (json.JSONDecodeError, _Broken) as fault:
        at = fault.pos if isinstance(fault, json.JSONDecodeError) else fault.at
        findings.add(
            "json-syntax",
            _("The file is not well-formed JSON from here on."),
            _("Look for a comma, bracket or quotation mark that is missing."),
            text.count("\n", 0, at) + 1,
        )
    except _Twice as fault:
        message = _("“{name}” stands twice in one record.").format(name=fault)
        findings.add("duplicate-column", message, _("Keep one of them."), fault.line)
    except RecursionError:
        findings.add("json-syntax", _("The file is nested too deeply."), _("Check the brackets."))


class _Twice(Exception):
    """A name that stands twice in one object; `line` is where the record begins."""

    line = 0


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _value in pairs]
        raise _Twice(next(name for name in names if names.count(name) > 1))
    return found


def _top(text: str, decoder: json.JSONDecoder, stated: dict[str, object], findings: Findings) -> Iterator[Record]:
    at = _after_space(text, 0)
    if text[at : at + 1] == "[":
        at = yield from _items(text, at, decoder)
    elif text[at : at + 1] == "{":
        at = yield from _members(text, at, decoder, stated, findings)
    else:
        _no_list(findings)
        return
    if _after_space(text, at) != len(text):
        raise _Broken(at)


def _members(
    text: str, at: int, decoder: json.JSONDecoder, seen: dict[str, object], findings: Findings
) -> Generator[Record, None, int]:
    """Read the members of the document one by one, so that the records in `entries` have their lines."""
    at = _after_space(text, at + 1)
    while text[at : at + 1] != "}":
        name, at = decoder.raw_decode(text, at)
        at = _after_space(text, at)
        if not isinstance(name, str) or name in seen or text[at : at + 1] != ":":
            raise _Broken(at)
        at = _after_space(text, at + 1)
        seen[name] = None
        if name == ENTRIES and text[at : at + 1] == "[":
            at = yield from _items(text, at, decoder)
        else:
            seen[name], at = decoder.raw_decode(text, at)
        at = _next(text, at, "}")
    _check_members(seen, 1, findings)
    if ENTRIES not in seen:
        _no_list(findings)
    return at + 1


def _items(text: str, at: int, decoder: json.JSONDecoder) -> Generator[Record, None, int]:
    line, counted = 1, 0
    at = _after_space(text, at + 1)
    while text[at : at + 1] != "]":
        line += text.count("\n", counted, at)
        counted = at
        try:
            value, at = decoder.raw_decode(text, at)
        except _Twice as twice:
            twice.line = line
            raise
        yield line, value
        at = _next(text, at, "]")
    return at + 1


def _next(text: str, at: int, closing: str) -> int:
    """Give the place of the next item, or of the closing bracket."""
    at = _after_space(text, at)
    if text[at : at + 1] == ",":
        at = _after_space(text, at + 1)
        if text[at : at + 1] == closing:
            raise _Broken(at)
        return at
    if text[at : at + 1] != closing:
        raise _Broken(at)
    return at


def _after_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _check_members(names: Mapping[str, object], line: int, findings: Findings) -> None:
    for name in names:
        if name not in (ENTRIES, *_MEMBERS):
            message = _("There is no member “{name}” beside “entries”.").format(name=name)
            findings.add("unknown-column", message, _("Leave it out."), line)


def _no_list(findings: Findings) -> None:
    findings.add(
        "wrong-shape",
        _("The file holds no list of records."),
        _("Write a list, or a document with the list “entries”, of {example}.").format(example=_EXAMPLE),
        1,
    )
