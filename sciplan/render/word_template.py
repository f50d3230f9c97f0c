"""The office's own Word document as a template: its pages, styles, headers and footers, without what it says."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from typing import Any

from sciplan.errors import Refused
from sciplan.i18n import _
from sciplan.render.word_blank import lay_out
from sciplan.render.word_package import only_the_look, without_facts
from sciplan.render.word_styles import add_missing

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_TYPES = "[Content_Types].xml"
_MOST, _MOST_MARKUP = 100, 10
"""Megabytes of what a template holds, unpacked, and of its XML: that takes sixty times as much once it is read."""

_NARROWEST, _LARGEST = 60, 559
"""Millimetres of text in a line, and of the largest page that Word has."""

_NOT_KEPT = (
    "attachedTemplate",
    "docVars",
    "documentProtection",
    "endnotePr",
    "footnotePr",
    "mailMerge",
    "trackRevisions",
    "writeProtection",
)
"""Settings about what the template said, where it came from, and what may be done with it."""


def opened(template: bytes, language: str) -> Any:  # noqa: ANN401 - python-docx gives no types here
    """Give a template as an empty document that has all styles; raises `Refused` for what is no Word document."""
    _check_kind(template)
    try:
        word = _emptied(template)
        add_missing(word, language)
        _check_measures(word.sections[0])
        room = _room(word)
    except Exception as error:
        # What a broken file makes of two libraries is not foreseeable; nothing of ours has happened yet.
        raise _refused(_("The template is damaged, or not a Word document (.docx).")) from error
    if room < _NARROWEST:
        raise _refused(_("The page of the template leaves no room for text."))
    return word


def _check_kind(template: bytes) -> None:
    if template.startswith(_OLD_OFFICE):
        if _PASSWORD in template:
            raise _protected()
        raise _refused(_("The template is not a Word document (.docx), but one of an old kind (.doc)."))
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as package:
            markup = [entry for entry in package.infolist() if entry.filename.endswith((".xml", ".rels"))]
            _check_size(package.infolist(), _MOST)
            _check_size(markup, _MOST_MARKUP)
            if any(entry.flag_bits & 1 for entry in package.infolist()):
                raise _protected()
            _check_types(package)
            if any(b"<!DOCTYPE" in package.read(entry) for entry in markup):
                # Word writes none, and what it defines would be missing from the parts that are taken over.
                raise _refused(_("The template is damaged, or not a Word document (.docx)."))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, zlib.error) as error:
        raise _refused(_("The template is damaged, or not a Word document (.docx).")) from error


def _check_size(entries: Iterable[zipfile.ZipInfo], most: int) -> None:
    if sum(entry.file_size for entry in entries) > most * 1_000_000:
        raise _refused(_("The template holds more than {most} MB when unpacked.").format(most=most))


def _check_types(package: zipfile.ZipFile) -> None:
    names = package.namelist()
    types = package.read(_TYPES).decode("utf-8", "replace") if _TYPES in names else ""
    if "mimetype" in names and b"opendocument" in package.read("mimetype"):
        raise _refused(_("The template is not a Word document (.docx), but an OpenDocument text (.odt)."))
    if "macroEnabled" in types:
        raise _refused(_("The template is a Word file with macros (.docm, .dotm); sciplan takes none."))
    if "wordprocessingml.template.main" in types:
        raise _refused(_("The template is a Word template (.dotx), and not a document (.docx)."))
    if "wordprocessingml.document.main" not in types:
        raise _refused(_("The template is damaged, or not a Word document (.docx)."))


def _refused(message: str) -> Refused:
    return Refused(message, _("Open it in Word or WPS, save it as a Word document (.docx) and use that."))


def _protected() -> Refused:
    return Refused(_("The template is protected with a password."), _("Save it without the password and use that."))


def _emptied(template: bytes) -> Any:  # noqa: ANN401
    """Give a template without what it says, all of it on pages like its first ones."""
    from docx import Document

    word = Document(io.BytesIO(template))
    body = word.element.body
    sections = body.xpath(".//w:sectPr[not(parent::w:sectPrChange)]")
    first = sections[0] if sections else body.get_or_add_sectPr()
    for old in first.xpath("./w:cols | ./w:sectPrChange"):
        first.remove(old)
    for old in list(body):
        body.remove(old)
    body.append(first)
    only_the_look(word)
    without_facts(word)
    for numbering in word.styles.element.xpath("./w:style/w:pPr/w:numPr"):
        # Headings bring their numbers in their text.
        numbering.getparent().remove(numbering)
    settings = word.settings.element
    for name in _NOT_KEPT:
        for old in settings.xpath(f"./w:{name}"):
            settings.remove(old)
    return word


def _check_measures(section: Any) -> None:  # noqa: ANN401
    """Raise `ValueError` for a measure that is no number, or that no page has."""
    from docx.shared import Mm

    pages = (section.page_width, section.page_height, section.gutter, section.header_distance, section.footer_distance)
    margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    if any(abs(measure or 0) > Mm(_LARGEST) for measure in (*pages, *margins)):
        raise ValueError("no page is as large")


def _room(word: Any) -> float:  # noqa: ANN401
    """Give the width of the text in millimetres; a page that is not laid out follows the standard."""
    from docx.shared import Mm

    section = word.sections[0]
    edges = (section.left_margin, section.right_margin, section.page_width, section.page_height)
    if None in edges:
        lay_out(word)
    across = min(section.page_width, section.page_height) - section.left_margin - section.right_margin
    return float(across - (section.gutter or 0)) / Mm(1)
