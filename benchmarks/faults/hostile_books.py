"""Workbooks and Word documents as zip archives, spoilt part by part, each of which must be refused."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from benchmarks.faults.hostile_texts import Files

SHEET, BOOK, TYPES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]><x>&c;</x>'
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD = "word/document.xml"
_BOMB = 101_000_000
"""More than a template may unpack to, and a hundred times what a workbook of this size may."""


def returns(form: bytes) -> Files:
    """Give workbooks of figures, and forms that were changed where they must not be."""
    plain = _plain([["target", "year", "value"], ["training", 2024, 5]])
    made = _broken(plain, SHEET, BOOK)
    made |= {
        f"cell {value!r}"[:40]: _plain([["target", "year", "value"], ["training", 2024, value]])
        for value in (
            "=1+1",
            "=HYPERLINK(0)",
            "#REF!",
            "#DIV/0!",
            "五",
            True,
            -5,
            1e15,
            0.1234567891,
            "5人",
            "x" * 30_000,
        )
    }
    made |= {
        "rows out of order": _sheet('<row r="5"/><row r="2"/>'),
        "a row past the last": _sheet('<row r="1048577"><c r="A1048577"><v>1</v></c></row>'),
        "a row without a number": _sheet('<row r="x"><c><v>1</v></c></row>'),
        "a column past the last": _sheet('<row r="1"><c r="ZZZ1"><v>1</v></c></row>'),
        "a cell of no place": _sheet('<row r="1"><c r="1A"><v>1</v></c></row>'),
        "a text that is not there": _sheet('<row r="1"><c r="A1" t="s"><v>99999999</v></c></row>'),
        "a style that is not there": _sheet('<row r="1"><c r="A1" s="99999999"><v>1</v></c></row>'),
        "a number that is none": _sheet('<row r="1"><c r="A1"><v>1e9999</v></c></row>'),
        "a day in the year 99999": _sheet('<row r="1"><c r="A1" t="d"><v>99999-01-01</v></c></row>'),
        "nested rows": _sheet("<row>" * 2000 + "</row>" * 2000),
        "a million cells in a row": _sheet('<row r="1">' + "<c/>" * 1_000_001 + "</row>"),
        "a million empty elements": _sheet("<x/>" * 1_000_001),
        "half a million rows": _sheet("<row/>" * 500_000),
        "merged over all": _sheet('<row r="1"/>', '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "merged the wrong way": _sheet('<row r="1"/>', '<mergeCells><mergeCell ref="B9:A1"/></mergeCells>'),
    }
    spoilt = _spoilt(form)
    return {
        **{f"workbook, {what}": ("r.xlsx", content) for what, content in made.items()},
        **{f"form, {what}": ("f.xlsx", content) for what, content in spoilt.items()},
        "the old kind": ("r.xls", OLE + bytes(5000)),
        "a password": ("r.xlsx", OLE + "EncryptedPackage".encode("utf-16-le")),
        "macros": ("r.xlsm", plain),
        "macros under another name": ("r.xlsx", _with(plain, {"xl/vbaProject.bin": b"x"})),
        "a web page": ("r.xls", b"<html><table><tr><td>target</td></tr></table></html>"),
        "a PDF": ("r.pdf", b"%PDF-1.7\n"),
        "a program": ("r.xlsx", b"\x7fELF" + bytes(1000)),
    }


def tasks(good: bytes, form: bytes) -> Files:
    """Give workbooks of a year's tasks that must not be read back."""
    made = {
        **_broken(good, SHEET, BOOK),
        **_spoilt(good),
        "a form": form,
        "no archive": b"training,2024,5\n",
        "the old kind": OLE,
        **{
            f"agreed {value!r}": _changed(good, partial(_put, place="J5", value=value))
            for value in ("=1+1", "五", -5, "5%", "1e5", "9" * 13, True, "#N/A", "5人", "1/2", 1e15)
        },
    }
    return {what: ("t.xlsx", content) for what, content in made.items()}


def templates(good: bytes) -> Files:
    """Give Word documents that cannot be a template."""
    made = {
        **_broken(good, WORD, TYPES),
        "macros": _replaced(
            good, TYPES, b"wordprocessingml.document.main", b"wordprocessingml.template.macroEnabledTemplate.main"
        ),
        "no paper": _replaced_like(good, WORD, rb'w:w="[0-9]+"', b'w:w="100"'),
        "text": b"Template",
        "the old kind": OLE + bytes(100),
        "a workbook": _plain([["x"]]),
        "a password": OLE + "EncryptedPackage".encode("utf-16-le"),
    }
    return {what: ("t.docx", content) for what, content in made.items()}


def _broken(good: bytes, part: str, book: str) -> dict[str, bytes]:
    """Spoil an archive: cut off, swollen, with definitions of its own, without what it needs."""
    at = good.rindex(b"PK\x05\x06")
    return {
        "half": good[: len(good) // 2],
        "without its end": good[:at],
        "a wrong directory": good[: at + 16] + struct.pack("<I", 0xFFFFFF) + good[at + 20 :],
        "entities": _with(good, {part: LAUGHS}),
        "an outside entity": _with(good, {part: OUTSIDE}),
        "entities in UTF-16": _with(good, {part: LAUGHS.decode().encode("utf-16")}),
        "a part that is no XML": _with(good, {part: b"<"}),
        "a part of zeros": _with(good, {part: bytes(5000)}),
        "a bomb": _with(good, {part: b" " * _BOMB}),
        "a bomb beside": _with(good, {"x.xml": b" " * _BOMB}),
        "without its contents": _with(good, {book: None}),
        "without its part": _with(good, {part: None}),
        "flipped bytes": _flipped(good, part),
        "locked": _locked(good),
        "an unknown method": _method(good),
    }


def _spoilt(good: bytes) -> dict[str, bytes]:
    """Change a workbook that goes out and comes back where it must not be changed."""
    return {
        "no hidden sheet": _changed(good, lambda book: book.remove(book["sciplan"])),
        "another mark": _changed(good, lambda book: _hide(book, "A1", "sciplan-form/9")),
        "another plan": _changed(good, lambda book: _hide(book, "B2", "other")),
        "a plan that is SQL": _changed(good, lambda book: _hide(book, "B2", "x' OR 1=1 --")),
        "another revision": _changed(good, lambda book: _hide(book, "B3", "7")),
        "a revision of many digits": _changed(good, lambda book: _hide(book, "B3", "9" * 400)),
        "another year": _changed(good, lambda book: _hide(book, "B4", "0")),
        "no target": _changed(good, lambda book: _hide(book, "B10", None)),
        "a number twice": _changed(good, lambda book: _hide(book, "A11", book["sciplan"]["A10"].value)),
        "a heading": _changed(good, lambda book: _put(book, "B4", "x")),
        "a name elsewhere": _changed(good, lambda book: _put(book, "B5", "别的")),
        "an added row": _changed(good, _added),
    }


def _plain(table: list[list[object]]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for row in table:
        book.worksheets[0].append(row)
    return _saved(book)


def _sheet(data: str, after: str = "") -> bytes:
    xml = f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData>{after}</worksheet>'
    return _with(_plain([["x"]]), {SHEET: xml.encode()})


def _saved(book: Any) -> bytes:  # noqa: ANN401 - openpyxl has no types
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _changed(good: bytes, change: Callable[[Any], object]) -> bytes:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(good))
    change(book)
    return _saved(book)


def _put(book: Any, place: str, value: object) -> None:  # noqa: ANN401
    book.worksheets[0][place] = value


def _hide(book: Any, place: str, value: object) -> None:  # noqa: ANN401
    book["sciplan"][place] = value


def _added(book: Any) -> None:  # noqa: ANN401
    sheet = book.worksheets[0]
    row = next(number for number in range(5, 500) if sheet.cell(number, 1).value is None)
    for column in range(1, 15):
        sheet.cell(row, column).value = "5"


def _with(good: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """Give an archive with parts replaced, added, or left out."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(good)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def _replaced(good: bytes, part: str, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        return _with(good, {part: archive.read(part).replace(old, new)})


def _replaced_like(good: bytes, part: str, pattern: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        return _with(good, {part: re.sub(pattern, new, archive.read(part))})


def _flipped(good: bytes, part: str) -> bytes:
    """Spoil the compressed bytes of a part, which its checksum then does not fit."""
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        info = archive.getinfo(part)
    start = info.header_offset + 30 + len(part) + 10
    changed = bytearray(good)
    for place in range(start, min(start + 60, len(changed))):
        changed[place] ^= 0xFF
    return bytes(changed)


def _locked(good: bytes) -> bytes:
    """Mark every part as encrypted."""
    changed = bytearray(good)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := changed.find(mark, at + 1)) >= 0:
            changed[at + place] |= 1
    return bytes(changed)


def _method(good: bytes) -> bytes:
    """Say that every part is compressed by a method that there is not."""
    changed = bytearray(good)
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = -1
        while (at := changed.find(mark, at + 1)) >= 0:
            changed[at + place] = 77
    return bytes(changed)
