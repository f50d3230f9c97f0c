"""Text that people type and that sciplan keeps or prints: what it may contain."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from sciplan.errors import Refused
from sciplan.i18n import _

LONGEST = 2000
_UNFIT_FOR_FILES = r'[<>:"/\\|?*]+'
_HIDDEN = "[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
"""None of these is printable in the sense of `str.isprintable`, which is asked first: it is far faster."""


def check_text(text: str) -> str:
    """Give the text back if the ledger can keep it; raise `Refused` if it is too long or has hidden characters."""
    if not text.isprintable():
        _refuse_hidden(text)
    if len(text) > LONGEST:
        raise Refused(
            _("The text is {length} characters long; {longest} are kept.").format(length=len(text), longest=LONGEST),
            _("Shorten it."),
        )
    return text


def _refuse_hidden(text: str) -> None:
    if re.search("[\ud800-\udfff]", text):
        raise Refused(_("The text is not UTF-8."), _("Set the terminal or the script to UTF-8 and type it again."))
    if found := re.search(_HIDDEN, text):
        raise Refused(
            _("The text contains a character that cannot be seen (U+{code}).").format(code=f"{ord(found.group()):04X}"),
            _("Type it again instead of pasting it."),
        )


def visible(text: str) -> str:
    """Give text that can be printed anywhere: control and direction characters are left out."""
    return text if text.isprintable() else re.sub(_HIDDEN, "", text)


def file_name(text: str) -> str:
    """Give text as part of the name of a file that every system takes."""
    return re.sub(_UNFIT_FOR_FILES, "_", visible(text))


def cells(text: str) -> int:
    """Give the width of text on a terminal: wide characters take two cells, combining ones none."""
    return len(text) if text.isascii() else sum(map(_cell, text))


@cache
def _cell(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
