"""Made-up documents with everything that a document can have."""

from decimal import Decimal

from sciplan.i18n import speaking
from sciplan.render.document import (
    Annex,
    Block,
    Cell,
    Document,
    Grid,
    Heading,
    Paragraph,
    Signatures,
    numbered,
)
from sciplan.render.table import RIGHT, Column

FINGERPRINT = "0123456789abcdef" * 4
HOSTILE = (
    "=cmd|'/C calc'!A0",
    "+1+1",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "a|b & c",
    "**bold** [link](http://example.org)",
    "{{ 7 * 7 }}{% raw %}",
    "\u202eabc\u202c",
    "nul\x00esc\x1b[31m",
    "lone\ud800surrogate",
    "not a character\ufffe\uffff",
    "long" * 60,
    "emoji 😀 and 𠀀",
    "_x0041_",
    "http://example.org/",
)
STATUSES = {"√ 正常": "green", "▲ 滞后": "yellow", "× 严重滞后": "red", "○ 逾期未报": "grey"}
_COLUMNS = {
    "zh": ("序号", "目标任务", "量化指标", "牵头单位", "配合单位", "目标值", "进度", "研判", "备注"),
    "en": ("No.", "Target", "Measure", "Lead", "Others", "Goal", "Progress", "Status", "Note"),
}
_SENTENCE = {
    "zh": "各级各单位对照年度目标任务分工逐项梳理进展情况，"
    "截至2023年12月31日，公民具备科学素质的比例达到14.14%，比2020年提高3.58个百分点。",
    "en": "Each agency has gone through its targets; by 31 December 2023 the share had reached 14.14%, up by 3.58. ",
}


def targets(rows: int, language: str, notes: tuple[str, ...] = ("",)) -> Grid:
    """Give a table of nine columns with so many rows; the notes are repeated."""
    columns = tuple(
        Column(heading, RIGHT if place in (0, 5, 6) else "left") for place, heading in enumerate(_COLUMNS[language])
    )
    words = list(STATUSES.items())
    return Grid(columns, tuple(_row(number, words, notes) for number in range(1, rows + 1)), "表 1")


def _row(number: int, words: list[tuple[str, str]], notes: tuple[str, ...]) -> tuple[Cell, ...]:
    text, light = words[number % len(words)]
    return (
        Cell(str(number), Decimal(number)),
        Cell("公民具备科学素质的比例超过15%，各市州均有明显提升"),
        Cell("每年培训科学教师不少于400名" if number % 3 else "≥ 15%"),
        Cell("省科协、省委宣传部"),
        Cell("省教育厅、省科技厅、省工业和信息化厅、省民族宗教委" if number % 2 else "各市州人民政府"),
        Cell("1,234.50", Decimal("1234.5")),
        Cell("53.4%", Decimal("53.4")),
        Cell(text, light=light),
        Cell(notes[number % len(notes)]),
    )


def document(language: str = "zh", rows: int = 4, long: int = 1, notes: tuple[str, ...] = ("",)) -> Document:
    """Give a document with headings of three levels, tables, an annex and places to sign.

    `long` multiplies its running text.
    """
    said = _SENTENCE[language]
    blocks: list[Block] = []
    for number in range(1, 11):
        blocks += [
            Heading(1, f"甲{number:02}", new_page=number == 2),
            Paragraph(said * long),
            Heading(2, f"乙{number:02}"),
            Paragraph(said),
            Heading(3, f"丙{number:02}"),
            Paragraph(said),
        ]
    blocks += [
        Paragraph(said * 14 * long),
        Grid((Column("Nothing"),), (), "No rows"),
        targets(2, language),
        targets(2, language),
        Signatures(("填报人：", "审核人：", "负责人：")),
        Annex("附件1", "目标任务完成情况"),
        targets(rows, language, notes),
    ]
    with speaking(language):
        return Document("科学素质纲要实施情况报告", ("（2023年度）",), numbered(blocks), FINGERPRINT, language)
