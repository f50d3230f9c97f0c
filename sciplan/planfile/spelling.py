"""Mistakes of the text itself: characters nobody sees, tabs, full-width colons, and broken YAML.

These are looked for before and beside the YAML parser, whose own messages are English and rarely name the cause.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sciplan.domain.problems import Problem, Where
from sciplan.i18n import ENGLISH, _, current_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml import MarkedYAMLError

# Controls, soft hyphen, fillers, zero-width and bidirectional marks, separators, surrogates, private use, tags.
_INVISIBLE = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ue000-\uf8ff\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f"
    "\U000f0000-\U0010ffff"
)
_QUOTED = 60

MASK = "\ue000"
"""Stands for a character that is already reported, so that the rest can be read; private-use itself."""
_IN_TEXT = re.compile(f"[{_INVISIBLE}]")
_IN_SCALAR = re.compile(f"[\t{_INVISIBLE}]")
_INDENT = re.compile(r"^ *([\t\u00a0\u3000])[\t \u00a0\u3000]*", re.MULTILINE)
_WIDE_COLON = re.compile(r"(?:- +)*(?:[{,] *)?([\"']?[A-Za-z_\u4e00-\u9fff][\w-]{0,40}[\"']?)\s*：")
_OPENED = re.compile(r"flow (sequence|mapping)|quoted scalar")
_RESERVED = re.compile(r"found character '([%@`|])' that cannot start any token")


def mask(text: str) -> str:
    """Put `MASK` in place of each character that `character_problems` reports."""
    return _IN_TEXT.sub(MASK, text)


def character_problems(text: str, file: str) -> Iterator[Problem]:
    """Give one problem for each line of a text that holds characters nobody sees."""
    if _IN_TEXT.search(text) is None:
        return
    for number, line in enumerate(text.split("\n"), 1):
        match = _IN_TEXT.search(line)
        if match:
            yield _character_problem(match[0], Where(file, number, match.start() + 1))


def character_problem(text: str, where: Where) -> Problem | None:
    """Give the problem of a scalar that holds a character nobody sees, if it does."""
    match = _IN_SCALAR.search(text)
    return _character_problem(match[0], where) if match else None


def visible(text: str) -> str:
    """Give a text without the characters nobody sees, so that what was meant can be checked on."""
    return _IN_SCALAR.sub("", text)


def shortened(text: str) -> str:
    """Give a text as short as a message can quote it."""
    return text if len(text) <= _QUOTED else text[:_QUOTED] + "…"


def _character_problem(character: str, where: Where) -> Problem:
    message = _("The text holds an invisible character (U+{code:04X}).").format(code=ord(character))
    return Problem("control-character", message, where, _("Delete it, or type the passage anew."))


def indent_problems(text: str, file: str) -> Iterator[Problem]:
    """Give one problem for tabs and one for wide spaces, at the first line of each: they come in hundreds."""
    first: dict[bool, re.Match[str]] = {}
    for match in _INDENT.finditer(text):
        first.setdefault(match[1] == "\t", match)
    for is_tab, match in first.items():
        line = text.count("\n", 0, match.start()) + 1
        where = Where(file, line, match.start(1) - match.start() + 1)
        if is_tab:
            message = _("The line is indented with a tab.")
            yield Problem("tab-indent", message, where, _("Indent with spaces, here and below."))
        else:
            message = _("The line is indented with a space that is not the ordinary one.")
            yield Problem("wide-space-indent", message, where, _("Indent with ordinary spaces, here and below."))


def syntax_problem(error: MarkedYAMLError, text: str, file: str) -> Problem:
    """Explain why the YAML parser gave up."""
    mark, context = error.problem_mark or error.context_mark, error.context_mark
    if context and _OPENED.search(error.context or ""):
        # What was opened and not closed is noticed far below, often at the end of the file.
        mark = context
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    # The parser often notices one line after the one that is wrong.
    first = min(line - 1, context.line + 1 if context else line)
    colon = _wide_colon_line(text, first, line)
    if colon is not None:
        return wide_colon_problem(colon[1], Where(file, colon[0], colon[2]))
    detail = error.problem or ""
    where = Where(file, line, column)
    if "'\\t'" in detail:
        message = _("A tab stands where YAML wants spaces.")
        return Problem("tab-indent", message, where, _("Put a space in its place."))
    reserved = _RESERVED.search(detail)
    if reserved:
        message = _("A text cannot start with {character} in YAML.").format(character=reserved[1])
        return Problem(
            "quote-needed", message, where, _('Put it in quotes: "{character}".').format(character=reserved[1])
        )
    message = _("The YAML cannot be read on from here.")
    if current_language() == ENGLISH:  # the parser speaks no other language
        message = f"{message[:-1]} ({detail})."
    hint = _("Check indentation, quotes and brackets here and just above; a text with “: ” or “ #” in it needs quotes.")
    return Problem("yaml-syntax", message, where, hint)


def _wide_colon_line(text: str, first: int, last: int) -> tuple[int, str, int] | None:
    """Find a key with a full-width colon in the lines from `first` to `last`: line, key and column."""
    lines = text.split("\n", last)[:last]
    for number in range(max(first, 1), min(last, len(lines)) + 1):
        line = lines[number - 1].lstrip(" ")
        match = _WIDE_COLON.match(line)
        if match:
            return number, match[1], len(lines[number - 1]) - len(line) + match.end()
    return None


def starts_with_wide_colon(text: str) -> str | None:
    """Give the key of a text that was meant as a field but has a full-width colon."""
    match = _WIDE_COLON.match(text.lstrip(" "))
    return match[1] if match else None


def wide_colon_problem(key: str, where: Where) -> Problem:
    """Say that a key is followed by a full-width colon."""
    message = _("“{key}” is followed by a full-width colon (：).").format(key=key)
    hint = _("Write an ASCII colon and a space: “{key}: …”.").format(key=key)
    return Problem("full-width-colon", message, where, hint)
