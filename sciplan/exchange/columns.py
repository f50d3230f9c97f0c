"""The columns of a return: what a header may be called, and which row of a table is the header.

A heading is a column of the table below, in English or Chinese, or what `--map` says it is. A unit in brackets behind
it, as in `数值（万人次）`, is the unit of its figures.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sciplan.domain.quantity import ascii_digits
from sciplan.domain.return_layout import (
    ANSWERS,
    CHINESE,
    DENOMINATOR,
    MOST_TITLES,
    NOTE,
    NUMERATOR,
    PERIOD,
    REGION,
    STATE,
    TARGET,
    VALUE,
    YEAR,
)
from sciplan.exchange.findings import Findings
from sciplan.i18n import _

IGNORED = "ignored"
"""A column that people put beside the figures, such as a running number; it is not read."""

_ALSO = {
    "指标名称": TARGET,
    "指标代码": TARGET,
    "年份": YEAR,
    "报告期": PERIOD,
    "统计期": PERIOD,
    "行政区划": REGION,
    "市州": REGION,
    "完成值": VALUE,
    "完成数": VALUE,
    "实际值": VALUE,
    "进展状态": STATE,
    "说明": NOTE,
    "序号": IGNORED,
    "no.": IGNORED,
    "退回原因": IGNORED,
    "reason": IGNORED,
    "原位置": IGNORED,
    "place": IGNORED,
}
NAMES = {**{column: column for column in CHINESE}, **{word: column for column, word in CHINESE.items()}, **_ALSO}
"""Every heading that is understood, in lower case and without spaces, with its column."""

_WITH_UNIT = re.compile(r"(.+?)\((.+)\)")
_UNIT_ABOVE = re.compile(r"\(?(?P<measured>计量)?单位[:：](?P<unit>[^()]+)\)?")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each column stands in a row (from 0), the units that headings give, and how many cells a row has.

    `shown` is the number, from 1, under which a column is seen in a workbook; none in text.
    """

    places: Mapping[str, int]
    units: Mapping[str, str]
    width: int
    shown: Mapping[str, int] = field(default_factory=dict)


def heading_of(cell: str, mapping: Mapping[str, str]) -> tuple[str | None, str]:
    """Give the column that a heading names, or None, and the unit that stands in brackets behind it."""
    bare = "".join(ascii_digits(cell).split())
    match = _WITH_UNIT.fullmatch(bare)
    for name in (bare, match[1] if match else bare):
        column = mapping.get(name.casefold()) or NAMES.get(name.casefold())
        if column is not None:
            return column, match[2] if match else ""
    return None, ""


def unit_above(rows: Iterable[Sequence[str]]) -> str:
    """Give the unit that a title says all figures are in, as in `（单位：万人次）`, or nothing.

    `单位：` alone may also name an agency; it is a unit where it says 万 or 亿, which would change the figures.
    """
    for cells in rows:
        for cell in cells:
            found = _UNIT_ABOVE.fullmatch("".join(ascii_digits(cell).split()))
            if found and (found["measured"] or any(scale in found["unit"] for scale in "万亿")):
                return found["unit"]
    return ""


def is_header(cells: Sequence[str], mapping: Mapping[str, str]) -> bool:
    """Say whether a row can be a header: it names the target, or two columns at least."""
    found = {heading_of(cell, mapping)[0] for cell in cells if cell}
    return TARGET in found or len(found - {None, IGNORED}) > 1


def find_header(
    rows: Sequence[tuple[int, Sequence[str]]], mapping: Mapping[str, str]
) -> tuple[int, int, Sequence[str]] | None:
    """Give the place among the first rows, the line and the cells of the header, else of the first row with text.

    None where all of them are empty.
    """
    first = enumerate(rows[:MOST_TITLES])
    filled = [(place, line, cells) for place, (line, cells) in first if any(map(str.strip, cells))]
    if not filled:
        return None
    return next((row for row in filled if is_header(row[2], mapping)), filled[0])


def read_header(
    line: int, cells: Sequence[str], mapping: Mapping[str, str], findings: Findings, above: str = ""
) -> Columns:
    """Read a header; what is wrong with it is noted at its cells. The unit `above` holds where a heading has none."""
    places: dict[str, int] = {}
    units: dict[str, str] = {}
    for place, cell in enumerate(cells):
        column, unit = heading_of(cell, mapping)
        if column == IGNORED or not cell.strip():
            continue
        if column is None:
            _unknown(line, place, cell, findings)
        elif column in places:
            first = cells[places[column]]
            message = _("“{name}” and “{other}” both name the column {column}.") if first != cell else ""
            message = message or _("The column “{name}” stands twice.")
            findings.add(
                "duplicate-column",
                message.format(name=first, other=cell, column=column),
                _("Keep one of them."),
                line,
                place + 1,
            )
        else:
            places[column] = place
            if unit:
                units[column] = unit
    if above:
        units = {**dict.fromkeys({VALUE, NUMERATOR, DENOMINATOR} & set(places), above), **units}
    width = max((place for place, cell in enumerate(cells) if cell.strip()), default=-1) + 1
    return Columns(places, units, width, {column: place + 1 for column, place in places.items()})


def check_columns(columns: Columns, line: int, findings: Findings, *, needs_period: bool) -> None:
    """Note the columns that a return cannot do without."""
    missing = [] if TARGET in columns.places else [TARGET]
    if needs_period and not {YEAR, PERIOD} & set(columns.places):
        missing.append(YEAR)
    if not set(ANSWERS) & set(columns.places):
        missing.append(VALUE)
    for column in missing:
        findings.add(
            "missing-column",
            _("The column “{name}” is missing ({chinese}).").format(name=column, chinese=CHINESE[column]),
            _("Add it, or say with --map HEADING={name} which one it is.").format(name=column),
            line,
        )


def _unknown(line: int, place: int, cell: str, findings: Findings) -> None:
    if "".join(cell.split()) == "单位":
        hint = _("Write 填报单位 for the agency or 计量单位 for the unit.")
        findings.add("unknown-column", _("“单位” can mean two things."), hint, line, place + 1)
        return
    near = difflib.get_close_matches(cell.casefold(), NAMES, n=1)
    hint = _("Say what it is with --map {name}=COLUMN, or --map {name}=ignored to leave it out.").format(name=cell)
    if near:
        hint = _("Did you mean “{name}”?").format(name=near[0]) + " " + hint
    findings.add("unknown-column", _("There is no column “{name}”.").format(name=cell), hint, line, place + 1)
