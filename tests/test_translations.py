"""The catalogue: every string that a person can see is translated, and nothing else is in it."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tests.conftest import run_sciplan
from tests.test_documents import COMMANDS
from tests.transcripts import ROOT

PO = ROOT / "sciplan" / "locale" / "zh_CN" / "LC_MESSAGES" / "sciplan.po"
TYPER_STRINGS = (
    "Arguments",
    "Options",
    "Commands",
    "default: {default}",
    "required",
    "(dynamic)",
    "env var: {var}",
    "[OPTIONS]",
    "COMMAND [ARGS]...",
)
"""What Typer itself asks gettext for, in the help of our commands."""

KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""What stands for the dates that Babel would take from the clock."""


def extracted() -> Catalog:
    """Give a catalogue of the strings in the source, in the order of files and lines."""
    catalog = Catalog(locale="zh_CN", project="sciplan", charset="utf-8")
    found = extract_from_dir(str(ROOT / "sciplan"), [("**.py", "python")], keywords=KEYWORDS, comment_tags=())
    for file, line, message, _comments, context in sorted(found, key=lambda item: (item[0], item[1])):
        del line  # the file says enough, and lines would change with every edit
        catalog.add(message, locations=[(f"sciplan/{file}", 0)], context=context)
    for message in TYPER_STRINGS:
        catalog.add(message, locations=[("typer", 0)])
    return catalog


def stored() -> Catalog:
    """Give the catalogue that is in the repository."""
    with PO.open("rb") as file:
        catalog = read_po(file, locale="zh_CN")
    catalog.creation_date = catalog.revision_date = NO_DATE
    return catalog


def updated() -> bytes:
    """Give the catalogue's text with what is new added, what is gone left out, and translations kept."""
    fresh, old = extracted(), stored()
    for message in fresh:
        known = old.get(message.id, message.context) if message.id else None
        if known and known.pluralizable == message.pluralizable:
            message.string = known.string
    out = io.BytesIO()
    write_po(out, fresh, omit_header=False, width=0, sort_output=False)
    text = re.sub(
        rb'"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Report-Msgid|Project-Id|Generated-By)[^\n]*\n',
        b"",
        out.getvalue(),
    )
    return re.sub(rb"(?m)^#(?!:)[^\n]*\n", b"", text)


def compiled(catalog: Catalog) -> bytes:
    """Give the binary form of a catalogue."""
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def test_the_catalogue_is_complete(request: pytest.FixtureRequest) -> None:
    """The catalogue holds the strings of the source and no others."""
    if request.config.getoption("--update"):
        PO.write_bytes(updated())
        PO.with_suffix(".mo").write_bytes(compiled(stored()))
    assert _ids(stored()) == _ids(extracted())


def _ids(catalog: Catalog) -> set[tuple[str | None, object]]:
    return {(message.context, message.id) for message in catalog if message.id}


def test_everything_is_translated() -> None:
    """No string is without its Chinese."""
    missing = [message.id for message in stored() if message.id and not _strings(message.string)]
    assert missing == []


def _strings(string: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [part for part in ([string] if isinstance(string, str) else string or ()) if part]


def test_translations_keep_their_places() -> None:
    """A translation has exactly the placeholders of its original."""
    places = re.compile(r"\{(\w*)[^}]*\}")
    for message in stored():
        if message.id:
            originals = [message.id] if isinstance(message.id, str) else list(message.id)
            wanted = set(places.findall(originals[-1]))
            for string in _strings(message.string):
                assert set(places.findall(string)) == wanted, message.id


def test_the_compiled_catalogue_is_fresh() -> None:
    """The `.mo` file is what the `.po` file compiles to."""
    assert PO.with_suffix(".mo").read_bytes() == compiled(stored())


def test_nothing_visible_is_plain_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """The help of every command is Chinese but for names, and fits eighty cells."""
    from sciplan.text import cells

    monkeypatch.setenv("SCIPLAN_LANG", "zh")
    for command in COMMANDS:
        text = run_sciplan(*command.split(), "--help").out
        for english in ("Usage", "Options", "Arguments", "Commands", "Show", "The ", "Print", "required"):
            assert english not in text, command
        assert max(cells(line) for line in text.splitlines()) <= 80, command


@pytest.mark.parametrize(
    ("surroundings", "chinese"),
    [
        ({}, True),
        ({"LANG": "C"}, True),
        ({"LANG": "en_US.UTF-8"}, False),
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, True),
        ({"LC_MESSAGES": "en_GB"}, False),
        ({"SCIPLAN_LANG": "en", "LC_ALL": "zh_CN.UTF-8"}, False),
        ({"SCIPLAN_LANG": "zh", "LC_ALL": "en_US.UTF-8"}, True),
    ],
)
def test_the_language(surroundings: dict[str, str], chinese: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """`SCIPLAN_LANG`, then the locale; what does not say English is Chinese; `--lang` outranks them all."""
    monkeypatch.delenv("SCIPLAN_LANG")
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    assert ("错误" in run_sciplan("nonsense").err) == chinese
    assert "Error" in run_sciplan("--lang", "en", "nonsense").err
    assert "错误" in run_sciplan("nonsense", "--lang=zh").err


def test_po_is_beside_its_mo() -> None:
    """There is one catalogue, in one place."""
    assert sorted(Path(file).name for file in PO.parent.iterdir()) == ["sciplan.mo", "sciplan.po"]
