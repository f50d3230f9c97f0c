"""An empty Word document after GB/T 9704: A4, its margins, 22 lines to a page, and page numbers."""

from __future__ import annotations

from typing import Any

from sciplan.i18n import CHINESE
from sciplan.render import word_styles as styles
from sciplan.render.word_package import only_the_look, replaced_fonts
from sciplan.render.word_xml import LEFT, RIGHT, field, node, paragraph, run

_WIDTH, _HEIGHT = 210, 297
_TOP, _RIGHT, _BOTTOM, _LEFT = 37, 26, 35, 28
"""Millimetres."""

_NUMBER_BELOW = 14
"""Millimetres from the last line to the foot of the page number."""

_ALIKE = {
    styles.TITLE_SONG: "方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,宋体",
    styles.FANGSONG: "仿宋,FangSong,华文仿宋,STFangsong",
    styles.KAITI: "楷体,KaiTi,华文楷体,STKaiti",
    styles.HEITI: "SimHei,华文黑体,STHeiti",
    styles.SONGTI: "SimSun,华文宋体,STSong",
}
"""What else a font is called, or what else there is where it is missing."""


def blank(language: str) -> Any:  # noqa: ANN401 - python-docx gives no types here
    """Give an empty document with these pages, fonts and styles."""
    from docx import Document

    document = Document()
    only_the_look(document)
    replaced_fonts(document, _font_table(language))
    styles.dress(document, language)
    _settle(document.settings.element)
    lay_out(document)
    _number_pages(document)
    return document


def _font_table(language: str) -> Any:  # noqa: ANN401
    latin = node("font", *_font_facts("00", "roman"), name=styles.LATIN)
    if language != CHINESE:
        return node("fonts", latin)
    chinese = (
        node("font", node("altName", val=names), *_font_facts("86", "auto"), name=name)
        for name, names in _ALIKE.items()
    )
    return node("fonts", latin, *chinese)


def _font_facts(characters: str, family: str) -> tuple[Any, ...]:
    return node("charset", val=characters), node("family", val=family), node("pitch", val="variable")


def _settle(settings: Any) -> None:  # noqa: ANN401
    """Set what holds for the whole document, and for new versions of Word; nothing else."""
    for old in list(settings):
        settings.remove(old)
    word = "http://schemas.microsoft.com/office/word"
    settings.extend(
        (
            node("zoom", percent=100),
            node("defaultTabStop", val=420),
            node("evenAndOddHeaders"),
            node("characterSpacingControl", val="compressPunctuation"),
            node("compat", node("useFELayout"), node("compatSetting", name="compatibilityMode", uri=word, val=15)),
        )
    )


def lay_out(document: Any) -> None:  # noqa: ANN401
    """Give the pages of a document of one section the size and margins of the standard, and its lines."""
    from docx.shared import Mm

    section, properties = document.sections[0], document.element.body.sectPr
    section.page_width, section.page_height = Mm(_WIDTH), Mm(_HEIGHT)
    section.top_margin, section.right_margin = Mm(_TOP), Mm(_RIGHT)
    section.bottom_margin, section.left_margin = Mm(_BOTTOM), Mm(_LEFT)
    section.header_distance, section.footer_distance = Mm(15), Mm(_BOTTOM - _NUMBER_BELOW)
    for old in properties.xpath("./w:cols | ./w:docGrid"):
        properties.remove(old)
    properties.append(node("docGrid", type="lines", linePitch=styles.GRID_PITCH))


def _number_pages(document: Any) -> None:  # noqa: ANN401
    """Number odd pages on the right and even ones on the left, one character in."""
    section = document.sections[0]
    style = styles.style_ids(document)[styles.PAGE_NUMBER]
    for footer, side in ((section.footer, RIGHT), (section.even_page_footer, LEFT)):
        footer.is_linked_to_previous = False
        element = footer.part.element
        for old in list(element):
            element.remove(old)
        place = node("ind", firstLineChars=0, firstLine=0, **{f"{side}Chars": 100, side: 280})
        number = (run("— "), *field("PAGE", "1"), run(" —"))
        element.append(paragraph(style, *number, properties=(place, node("jc", val=side))))
