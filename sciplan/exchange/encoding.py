"""The encoding of a text file: a byte order mark, else strict UTF-8, else strict GB18030; never a guess."""

from __future__ import annotations

import codecs
import re
from typing import IO

from sciplan.errors import UsageError
from sciplan.exchange.findings import Findings
from sciplan.exchange.source import Source
from sciplan.i18n import _

KNOWN = ("utf-8", "gb18030", "gbk", "gb2312", "big5", "utf-16")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHUNK = 1 << 20
_MISREAD = re.compile("[\x00\x80-\x9f\ue000-\uf8ff\ufffd\ufffe\uffff]")
"""What no text of an office contains; where it appears, the encoding is another one, or the file is no text."""


def check_encoding(name: str | None) -> str | None:
    """Give the name of an encoding back in lower case; raise `UsageError` for one that is not known."""
    if name is None or name.lower() in KNOWN:
        return name and name.lower()
    raise UsageError(
        _("There is no encoding “{name}”.").format(name=name),
        _("Choose one of: {names}.").format(names=", ".join(KNOWN)),
    )


def text_of(source: Source, encoding: str | None, findings: Findings) -> IO[str] | None:
    """Give the text of a file, line breaks untouched; None, with the problem noted, if its encoding cannot be told.

    The whole file is tried before the first row is read, so that no row comes in from a file that is half misread.
    """
    found = _decodable(source, (encoding,) if encoding else _candidates(source), findings)
    return None if found is None else source.text(found)


def _candidates(source: Source) -> tuple[str, ...]:
    start = source.beginning(4)
    marked = tuple(name for mark, name in _MARKS if start.startswith(mark))
    return marked or ("utf-8", "gb18030")


def _decodable(source: Source, names: tuple[str, ...], findings: Findings) -> str | None:
    faults = []
    for name in names:
        fault = _first_fault(source, name)
        if fault is None:
            return name
        faults.append(fault)
    line, character = max(faults)  # the encoding that goes furthest is the likeliest
    tried = _(" or ").join(name.removesuffix("-sig").upper() for name in names)
    if character:
        message = _("The line holds a character that no text has (U+{code}).").format(code=f"{ord(character):04X}")
    else:
        message = _("The line is not text in {names}.").format(names=tried)
    hint = _("Save the file as “CSV UTF-8”, or name its encoding with --encoding.")
    findings.add("wrong-encoding", message, hint, line)
    return None


def _first_fault(source: Source, name: str) -> tuple[int, str] | None:
    """Give the line in which a file stops being text in an encoding, with the character that no text has, if it is one.

    None if it is text to its end.
    """
    decoder = codecs.getincrementaldecoder(name)("strict")
    source.stream.seek(0)
    line = 1
    while True:
        chunk = source.stream.read(_CHUNK)
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as fault:
            return line + fault.object[: fault.start].count(b"\n"), ""
        if not text.isascii() or "\x00" in text:
            misread = _MISREAD.search(text)
            if misread:
                return line + text[: misread.start()].count("\n"), misread.group()
        if not chunk:
            return None
        line += text.count("\n")
