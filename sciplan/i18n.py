"""The user's language: English and Chinese through gettext.

`_` translates at the moment of the call, so nothing translated may be computed at import. The language is that of
`--lang`, else `SCIPLAN_LANG`, else the locale; what does not say English is Chinese.
"""

from __future__ import annotations

import gettext
import os
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ENGLISH, CHINESE = "en", "zh"
DOMAIN = "sciplan"
LOCALE_FOLDER = Path(__file__).parent / "locale"
_CATALOGUES = {ENGLISH: (), CHINESE: ("zh_CN",)}


@cache
def translator(language: str) -> gettext.NullTranslations:
    """Give the translations of one language, for documents that follow their plan's language."""
    names = _CATALOGUES[language]
    return gettext.translation(DOMAIN, LOCALE_FOLDER, names) if names else gettext.NullTranslations()


class _Current:
    """The language of this process; one command speaks one language."""

    translations = gettext.NullTranslations()
    language = ENGLISH


def use_language(language: str) -> None:
    """Speak a language from now on; Typer's own messages follow, since they ask gettext for our domain."""
    _Current.translations = translator(language)
    _Current.language = language
    os.environ["LANGUAGE"] = language if language == ENGLISH else _CATALOGUES[language][0]
    gettext.bindtextdomain(DOMAIN, str(LOCALE_FOLDER))
    gettext.textdomain(DOMAIN)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak another language for a while: a document follows its plan's language, not the user's."""
    before = current_language()
    use_language(language)
    try:
        yield
    finally:
        use_language(before)


def current_language() -> str:
    """Give the language in use: `en` or `zh`."""
    return _Current.language


def _(message: str) -> str:
    """Translate one message into the language in use."""
    return _Current.translations.gettext(message)


def pgettext(context: str, message: str) -> str:
    """Translate one message that means something else in another context."""
    return _Current.translations.pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802 - the name that message extractors know
    """Mark a message for the catalogue without translating it yet."""
    return message


def ngettext(singular: str, plural: str, number: int) -> str:
    """Translate one message whose form depends on a number."""
    return _Current.translations.ngettext(singular, plural, number)


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Give the language that the arguments or the environment ask for.

    The arguments are looked at before they are parsed, because messages of the parser need a language too.
    """
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        name = ""
        if argument.startswith("--lang="):
            name = argument.partition("=")[2]
        elif argument == "--lang" and place + 1 < len(arguments):
            name = arguments[place + 1]
        if name:
            return _of_name(name)
    for variable in ("SCIPLAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(variable):
            return _of_name(environment[variable])
    return CHINESE


def _of_name(name: str) -> str:
    return ENGLISH if name.lower().startswith("en") else CHINESE
