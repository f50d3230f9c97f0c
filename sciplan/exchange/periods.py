"""Periods as offices write them: `2023年`, `2023年上半年`, `2023年第二季度`, `2023年5月`, `截至2023年6月`."""

from __future__ import annotations

import re

from sciplan.domain.quantity import ascii_digits

_QUARTERS = {"一": "1", "二": "2", "三": "3", "四": "4"}
_WRITTEN = re.compile(
    r"(?P<to_date>累计至|截至|截止|\.\.)?(?P<year>[0-9]{4})年?度?"
    r"(?:(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度?|Q(?P<q>[1-4])|H(?P<h>[12])|"
    r"(?:-(?P<dashed>[0-9]{1,2})|(?P<joined>[0-9]{2})|(?P<month>[0-9]{1,2})月)(?:份|底|末)?|[全底末]年?)?"
)


def period_text(cell: str) -> str:
    """Give a period as the ledger writes it; what is not understood is given back as it stands."""
    text = "".join(ascii_digits(cell).split()).upper()
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return text
    written = found["year"]
    if found["half"] or found["h"]:
        written += "H" + (found["h"] or ("1" if found["half"] == "上" else "2"))
    elif found["quarter"] or found["q"]:
        quarter = found["q"] or found["quarter"]
        written += f"Q{_QUARTERS.get(quarter, quarter)}"
    elif month := found["month"] or found["joined"] or found["dashed"]:
        written += f"-{int(month):02d}"
    return f"..{written}" if found["to_date"] else written


def joined(year: str, period: str) -> str:
    """Give the period of a row that has a year and a period: `2023` and `上半年` make one, `2023` and `2023H1` too."""
    if not year or not period:
        return period_text(year or period)
    whole = period_text(period)
    if re.match(r"(\.\.)?[0-9]{4}", whole):
        # Two years that differ make a period that is none, and is refused.
        return whole if whole.removeprefix("..")[:4] == period_text(year)[:4] else f"{year} {period}"
    return period_text(f"{ascii_digits(year).rstrip('年度')}年{period}")
