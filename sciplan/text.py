"""Text that people type and that sciplan keeps or prints: what it may contain."""

from __future__ import annotations

import re
import unicodedata

from sciplan.errors import Refused
from sciplan.i18n import _

LONGEST = 2000
_UNFIT_FOR_FILES = re.compile(r'[<>:"/\\|?*]+')
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")


def check_text(text: str) -> str:
    """Give the text back if the ledger can keep it; raise `Refused` if it is too long or has hidden characters."""
    if not text.isascii() and re.search("[\ud800-\udfff]", text):
        raise Refused(_("The text is not UTF-8."), _("Set the terminal or the script to UTF-8 and type it again."))
    if found := _HIDDEN.search(text):
        raise Refused(
            _("The text contains a character that cannot be seen (U+{code}).").format(code=f"{ord(found.group()):04X}"),
            _("Type it again instead of pasting it."),
        )
    if len(text) > LONGEST:
        raise Refused(
            _("The text is {length} characters long; {longest} are kept.").format(length=len(text), longest=LONGEST),
            _("Shorten it."),
        )
    return text


def visible(text: str) -> str:
    """Give text that can be printed anywhere: control and direction characters are left out."""
    return _HIDDEN.sub("", text)


def file_name(text: str) -> str:
    """Give text as part of the name of a file that every system takes."""
    return _UNFIT_FOR_FILES.sub("_", visible(text))


def cells(text: str) -> int:
    """Give the width of text on a terminal: wide characters take two cells, combining ones none."""
    return sum(_cell(character) for character in text)


def _cell(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
