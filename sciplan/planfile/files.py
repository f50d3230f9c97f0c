"""A plan file's bytes into text; whatever is no UTF-8 text of ordinary size is a problem, never an exception."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciplan.domain.problems import Problem, Where
from sciplan.faults import reason
from sciplan.files import NotOrdinary, open_ordinary
from sciplan.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 1_000_000
"""A plan of thousands of lines has a tenth of this; reading this much takes seconds."""

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file's text, its lines ended by line feeds and without a byte order mark, and the SHA-256 of its bytes."""

    text: str
    sha256: str


def read_text_file(path: Path) -> TextFile | Problem:
    """Give the text of a file, or the problem."""
    content = _read_bytes(path)
    if isinstance(content, Problem):
        return content
    text = _decode(content, str(path))
    return text if isinstance(text, Problem) else TextFile(text, hashlib.sha256(content).hexdigest())


def _read_bytes(path: Path) -> bytes | Problem:
    where = Where(str(path))
    try:
        with open_ordinary(path) as stream:
            content = stream.read(MAX_BYTES + 1)
    except NotOrdinary:
        hint = _("Name the plan file itself, not a folder or a device.")
        return Problem("file-not-ordinary", _("This is not an ordinary file."), where, hint)
    except FileNotFoundError:
        return Problem("file-missing", _("There is no such file."), where, _("Check the path."))
    except (OSError, ValueError) as error:
        cause = reason(error) if isinstance(error, OSError) else str(error)
        message = _("The file cannot be read ({reason}).").format(reason=cause)
        return Problem("file-unreadable", message, where, _("Check its name and permissions."))
    if len(content) > MAX_BYTES:
        message = _("The file has {size} bytes; a plan file has at most {limit}.")
        message = message.format(size=path.stat().st_size, limit=MAX_BYTES)
        return Problem("file-too-large", message, where, _("Check that it is a plan file."))
    return content


def _decode(content: bytes, name: str) -> str | Problem:
    if content.startswith(_UTF_16):
        return _wrong_encoding(Where(name), "UTF-16")
    if b"\0" in content:
        message = _("This is no text file.")
        hint = _("A plan file is text; save a Word or Excel document's content as a YAML file.")
        return Problem("file-binary", message, Where(name), hint)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        column = len(before.rpartition(b"\n")[2].decode("utf-8")) + 1
        where = Where(name, before.count(b"\n") + 1, column)
        return _wrong_encoding(where, "GBK" if _is_gbk(content) else "")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_gbk(content: bytes) -> bool:
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def _wrong_encoding(where: Where, encoding: str) -> Problem:
    if encoding:
        message = _("The file is {encoding}, not UTF-8.").format(encoding=encoding)
        hint = _("Save it as UTF-8 in your editor, or run: iconv -f {name} -t UTF-8 OLD > NEW")
        hint = hint.format(name="GB18030" if encoding == "GBK" else encoding)
    else:
        message = _("The file is not UTF-8 text.")
        hint = _("Open it in an editor and save it as UTF-8.")
    return Problem("file-encoding", message, where, hint)
