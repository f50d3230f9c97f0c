"""The package that a Word document is: what is left out of it, and how it becomes the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sciplan.text import visible

_FIXED_TIME = datetime(2000, 1, 1)  # noqa: DTZ001 - python-docx takes it for UTC; equal content gives equal bytes
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_FIRST = ("[Content_Types].xml", "_rels/.rels")
_LOOK = ("styles", "settings", "webSettings", "fontTable", "theme")
_PACKAGE = ("officeDocument", "core-properties")
_AUTHOR = "sciplan"


def only_the_look(document: Any) -> None:  # noqa: ANN401 - python-docx gives no types here
    """Leave out all parts that hold something said: pictures and notes of the text, comments, the preview.

    What a page looks like stays: styles, settings, headers and footers.
    """
    used = document.element.xpath(".//@r:id | .//@r:embed")
    _leave(document.part.rels, lambda name, number: name in _LOOK or number in used)
    _leave(document.part.package.rels, lambda name, _number: name in _PACKAGE)
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/settings"):
            _leave(relation.target_part.rels, lambda _name, _number: False)


def without_facts(document: Any) -> None:  # noqa: ANN401
    """Leave out what a document says about itself: its author, its number, when it was printed."""
    _leave(document.part.package.rels, lambda name, _number: name != "core-properties")


def _leave(relations: Any, kept: Callable[[str, str], bool]) -> None:  # noqa: ANN401
    for number, relation in list(relations.items()):
        if not kept(relation.reltype.rpartition("/")[2], number):
            del relations[number]


def replaced_fonts(document: Any, table: Any) -> None:  # noqa: ANN401
    """Give a document another table of fonts."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import XmlPart

    _leave(document.part.rels, lambda name, _number: name != "fontTable")
    part = XmlPart(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, table, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)


def packed(document: Any, title: str, language: str) -> bytes:  # noqa: ANN401
    """Give a document as a file: without a trace of when, so that the same content is the same bytes."""
    facts = document.core_properties
    facts.title, facts.language = visible(title)[:255], language
    facts.author = facts.last_modified_by = _AUTHOR
    facts.subject = facts.keywords = facts.comments = facts.category = facts.content_status = ""
    facts.created = facts.modified = _FIXED_TIME
    facts.revision = 1
    out = io.BytesIO()
    document.save(out)
    return _repacked(out.getvalue())


def _repacked(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        names = [name for name in old.namelist() if name not in _FIRST]
        for name in (*_FIRST, *sorted(names)):
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            new.writestr(entry, old.read(name))
    return out.getvalue()
