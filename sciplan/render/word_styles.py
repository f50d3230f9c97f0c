"""The styles of Word documents after GB/T 9704: their names, and how each looks.

A template keeps the styles that it has; those that it lacks are added.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sciplan.i18n import CHINESE
from sciplan.render.word_xml import BOTH, CENTRE, LEFT, POINT, node

NORMAL, TITLE, TABLE_GRID = "Normal", "Title", "Table Grid"
HEADINGS = ("Heading 1", "Heading 2", "Heading 3")
LINE, CAPTION, CELL, HEAD = "sciplan line", "sciplan caption", "sciplan cell", "sciplan cell heading"
SIGNATURES, MARK, LAST, GAP = "sciplan signatures", "sciplan annex", "sciplan last line", "sciplan gap"
PAGE_NUMBER = "sciplan page number"

FANGSONG, KAITI, HEITI, SONGTI, TITLE_SONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
LATIN = "Times New Roman"
GRID_PITCH = 579
"""Twips from line to line: 22 lines fill 225 mm."""

_TITLE_PITCH, _SINGLE = 36 * POINT, 240
_BODY, _BIG, _MIDDLE, _TABLE, _SMALL = 32, 44, 28, 21, 18
"""Sizes in half points: 三号, 二号, 四号, 五号, 小五."""

_TIGHT = -5
"""By so much the characters of the body stand closer, for 28 of 16 points to fill a line of 156 mm."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How a style of paragraphs looks: its font of Chinese characters, its size and what English has instead of a font.

    `pitch` is from line to line in twips, 0 for what the font asks; `indent` is that of the first line in characters.
    """

    name: str
    font: str
    size: int
    side: str = LEFT
    pitch: int = GRID_PITCH
    before: int = 0
    after: int = 0
    indent: int = 0
    keep: bool = False
    level: int | None = None
    latin: str = LATIN
    english: str = ""


_LOOKS = (
    _Look(NORMAL, FANGSONG, _BODY, BOTH, indent=2),
    _Look(TITLE, TITLE_SONG, _BIG, CENTRE, _TITLE_PITCH, after=160, keep=True, english="b"),
    _Look(HEADINGS[0], HEITI, _BODY, LEFT, indent=2, keep=True, level=0, english="b"),
    _Look(HEADINGS[1], KAITI, _BODY, LEFT, indent=2, keep=True, level=1, english="i"),
    _Look(HEADINGS[2], FANGSONG, _BODY, LEFT, indent=2, keep=True, level=2),
    _Look(LINE, KAITI, _BODY, CENTRE),
    _Look(CAPTION, HEITI, _MIDDLE - 4, CENTRE, before=120, keep=True, english="b"),
    _Look(CELL, "", _TABLE, pitch=0),
    _Look(HEAD, HEITI, _TABLE, CENTRE, pitch=0, keep=True, english="b"),
    _Look(SIGNATURES, "", _MIDDLE, before=GRID_PITCH),
    _Look(MARK, HEITI, _BODY, keep=True, english="b"),
    _Look(LAST, "", _SMALL, pitch=0, before=240),
    _Look(GAP, "", 2, pitch=2 * POINT),
    _Look(PAGE_NUMBER, SONGTI, _MIDDLE, pitch=0, latin=SONGTI),
)


def dress(document: Any, language: str) -> None:  # noqa: ANN401 - python-docx gives no types here
    """Give a new document these styles and no others."""
    styles = document.styles.element
    for old in list(styles):
        styles.remove(old)
    styles.append(_defaults(language))
    styles.append(_named("character", "DefaultParagraphFont", "Default Paragraph Font", default=1))
    styles.append(_table_normal())
    styles.extend(_paragraph_style(look, "Normal", language) for look in _LOOKS)
    styles.append(_table_grid("TableNormal"))


def add_missing(document: Any, language: str) -> None:  # noqa: ANN401
    """Give a template those of these styles that it lacks, on top of what is normal there."""
    known = style_ids(document)
    styles = document.styles.element
    normal = known.get(NORMAL, "Normal")
    styles.extend(_paragraph_style(look, normal, language) for look in _LOOKS if look.name not in known)
    if TABLE_GRID not in _ids(document, "table"):
        styles.append(_table_grid(_ids(document, "table").get("Normal Table", "TableNormal")))


def style_ids(document: Any) -> Mapping[str, str]:  # noqa: ANN401
    """Give the identifiers of the styles of a document, of paragraphs and of `Table Grid`, by their English names."""
    return {TABLE_GRID: _ids(document, "table").get(TABLE_GRID, ""), **_ids(document, "paragraph")}


def _ids(document: Any, kind: str) -> dict[str, str]:  # noqa: ANN401
    from docx.enum.style import WD_STYLE_TYPE

    wanted = {"paragraph": WD_STYLE_TYPE.PARAGRAPH, "table": WD_STYLE_TYPE.TABLE}[kind]
    return {style.name: style.style_id for style in document.styles if style.type == wanted and style.name}


def _paragraph_style(look: _Look, normal: str, language: str) -> Any:  # noqa: ANN401
    first = look.name == NORMAL
    inherits = () if first else (node("basedOn", val=normal),)
    follows = (node("next", val=normal),) if look.level is not None else ()
    shapes = (node("pPr", *_paragraph_properties(look)), node("rPr", *_run_properties(look, language)))
    marks = {"default": 1} if first else {}
    style_id = "".join(word.capitalize() for word in look.name.split())
    name = look.name.lower() if look.level is not None else look.name
    return _named("paragraph", style_id, name, *inherits, *follows, node("qFormat"), *shapes, **marks)


def _paragraph_properties(look: _Look) -> Iterator[Any]:
    if look.keep:
        yield node("keepNext")
        yield node("keepLines")
    if look.name == LAST:
        yield node("wordWrap", val=0)
    if look.pitch != GRID_PITCH:
        yield node("snapToGrid", val=0)
    line, rule = (look.pitch, "exact") if look.pitch else (_SINGLE, "auto")
    yield node("spacing", before=look.before, after=look.after, line=line, lineRule=rule)
    first = look.indent * look.size * POINT // 2
    yield node("ind", left=0, right=0, firstLineChars=100 * look.indent, firstLine=first)
    yield node("jc", val=look.side)
    if look.level is not None:
        yield node("outlineLvl", val=look.level)


def _run_properties(look: _Look, language: str) -> Iterator[Any]:
    chinese = language == CHINESE
    if look.font:
        yield fonts(look.font if chinese else SONGTI, look.latin if chinese else LATIN)
    english = "" if chinese else look.english
    yield from (node(mark, val=int(mark == english)) for mark in ("b", "i"))
    yield node("color", val="000000")
    body = look.indent and look.name != TITLE
    yield node("spacing", val=_TIGHT if chinese and body else 0)
    yield from (node(tag, val=look.size) for tag in ("sz", "szCs"))


def fonts(chinese: str, latin: str) -> Any:  # noqa: ANN401
    """Give the fonts of a text; quotation marks, dashes and the like are taken from the Chinese one in Chinese text."""
    return node("rFonts", ascii=latin, hAnsi=latin, eastAsia=chinese, cs=LATIN, hint="eastAsia")


def _defaults(language: str) -> Any:  # noqa: ANN401
    # Latin words in Chinese text are English too: as Chinese, programs would break numbers between their digits.
    run = node(
        "rPr",
        fonts(FANGSONG if language == CHINESE else SONGTI, LATIN),
        *(node(tag, val=_BODY) for tag in ("sz", "szCs")),
        node("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"),
    )
    return node("docDefaults", node("rPrDefault", run), node("pPrDefault", node("pPr", node("widowControl", val=0))))


def _named(kind: str, style_id: str, name: str, *children: Any, **marks: int) -> Any:  # noqa: ANN401
    return node("style", node("name", val=name), *children, type=kind, styleId=style_id, **marks)


def _table_normal() -> Any:  # noqa: ANN401
    edges = (node(side, w=0, type="dxa") for side in ("top", "left", "bottom", "right"))
    properties = node("tblPr", node("tblInd", w=0, type="dxa"), node("tblCellMar", *edges))
    return _named("table", "TableNormal", "Normal Table", properties, default=1)


def _table_grid(normal: str) -> Any:  # noqa: ANN401
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = node("tblBorders", *(node(side, val="single", sz=4, space=0, color="auto") for side in sides))
    return _named("table", "TableGrid", TABLE_GRID, node("basedOn", val=normal), node("tblPr", borders))
