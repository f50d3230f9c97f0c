"""Documents as one HTML file that asks for nothing: no script, no font, no picture from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sciplan.i18n import CHINESE
from sciplan.render.document import Annex, Block, Document, Grid, Heading, Paragraph, Signatures
from sciplan.render.lights import FILLS, INKS
from sciplan.text import visible

_TEMPLATE = Path(__file__).with_name("web_page.html.jinja")
_LANGUAGES = {CHINESE: "zh-CN"}
_KINDS = {Heading: "heading", Paragraph: "paragraph", Grid: "grid", Signatures: "signatures"}


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands together on pages of one kind: the document itself, or one annex, with its blocks by kind."""

    annex: Annex | None
    blocks: list[tuple[str, Block]]


def web_page(document: Document) -> bytes:
    """Give a document as an HTML page, for the screen and for A4 paper."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, finalize=_shown, trim_blocks=True, lstrip_blocks=True
    )
    page = environment.from_string(_TEMPLATE.read_text(encoding="utf-8"))
    language = _LANGUAGES.get(document.language, document.language)
    parts = list(_parts(document))
    return page.render(document=document, language=language, parts=parts, inks=INKS, fills=FILLS).encode()


def _shown(found: object) -> object:
    return visible(found) if isinstance(found, str) else found


def _parts(document: Document) -> Iterator[_Part]:
    part = _Part(None, [])
    for block in document.blocks:
        if isinstance(block, Annex):
            yield part
            part = _Part(block, [])
        else:
            part.blocks.append((_KINDS[type(block)], block))
    yield part
