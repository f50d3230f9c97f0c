"""What a workbook is made of, before anything reads it: its size unpacked, forbidden XML, merged cells, formulas."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from sciplan.errors import Refused
from sciplan.i18n import _

LARGEST = 150_000_000
"""A workbook of more bytes, once unpacked, is not read."""
_LARGE = 1_000_000
_MOST_FILLED = 300_000
"""As many rows as can be read in a few seconds."""
_MOST_ELEMENTS, _MOST_IN_ROW = 1_000_000, 2_000
"""So many elements may a part have, or more if it has many rows: others would be kept in memory together."""
_MOST_SQUEEZED = 100
"""Past `_LARGE`, a workbook that unpacks to so many times its size is a trap: real ones come to ten or twenty."""

_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_CHUNK = 1 << 16
_MOST_ROWS = 1 << 20
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged cell: its first and last row and column, from 1."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Layout:
    """What the XML of a sheet says about itself: merged cells, whether it has formulas, and a row out of order."""

    merged: tuple[Merged, ...]
    formulas: bool
    disorder: int | None


def check_archive(archive: zipfile.ZipFile, file: str) -> None:
    """Raise `Refused` for a workbook that unpacks to more than it may, or whose XML brings definitions of its own."""
    parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if total > LARGEST or (total > _LARGE and total > packed * _MOST_SQUEEZED):
        raise Refused(
            _("{file} unpacks to {size} MB.").format(file=file, size=total // 1_000_000),
            _("Save it as CSV, which may have any size, or split it."),
        )
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            _check_part(archive, part, file)


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, file: str) -> None:
    """Read a part for what it is made of: definitions, and elements without rows around them, which fill the memory."""
    before = b""
    elements = rows = 0
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            if any(doctype in before + chunk for doctype in _DOCTYPES):
                raise Refused(
                    _("{file} contains XML definitions, which no spreadsheet program writes.").format(file=file),
                    _("Do not open it; ask the sender how it was made."),
                )
            elements += chunk.count(b"<")
            rows += chunk.count(b"<row")
            before = chunk[-32:]
    if rows > _MOST_FILLED or elements > max(_MOST_ELEMENTS, rows * _MOST_IN_ROW):
        raise Refused(
            _("{file} is larger inside than a workbook of figures can be.").format(file=file),
            _("Save it as CSV, which may have any size, or split it."),
        )


def layout_of(stream: IO[bytes]) -> Layout:
    """Read what the XML of a sheet says about itself."""
    from defusedxml.ElementTree import iterparse

    merged: list[Merged] = []
    formulas = False
    before = column = 0
    for _event, element in iterparse(stream, forbid_dtd=True):
        name = element.tag.rpartition("}")[2]
        if name == "f":
            formulas = True
        elif name == "c":
            place = _CELL.fullmatch(element.get("r", ""))
            following = column_number(place[1]) if place else column + 1
            if following <= column:
                return Layout(tuple(merged), formulas, before + 1)
            column = following
        elif name == "mergeCell":
            merged += _ranges(element.get("ref", ""))
        elif name == "row":
            number = int(element.get("r") or before + 1)
            if not before < number <= _MOST_ROWS:
                return Layout(tuple(merged), formulas, number)
            before, column = number, 0
            element.clear()
    return Layout(tuple(merged), formulas, None)


def _ranges(reference: str) -> Iterator[Merged]:
    corners = [_CELL.fullmatch(corner) for corner in reference.split(":")]
    if len(corners) == 2 and corners[0] and corners[1]:
        first, last = corners[0], corners[1]
        yield Merged(int(first[2]), int(last[2]), column_number(first[1]), column_number(last[1]))


def column_number(letters: str) -> int:
    """Give the number of a column, A being 1 and AA 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
