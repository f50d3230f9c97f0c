"""Tables on a terminal: what fits, what wraps, what is left out, and what is coloured."""

import pytest

from sciplan.render.table import RIGHT, Column, Table
from sciplan.render.terminal import terminal_table
from sciplan.render.wrapping import narrowed, wrapped
from sciplan.text import cells

TABLE = Table(
    (Column("Status"), Column("Target", wraps=True), Column("Goal", RIGHT), Column("Notes", wraps=True, priority=1)),
    (
        (
            "● ok",
            "科普基础设施不断加强，科普资源量质提高，公民具备科学素质的比例",
            "12 人",
            "words that go on and on",
        ),
        ("▲ behind", "short", "1,000 人", ""),
    ),
    ("green", "red"),
)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, [""]),
        ("two words", 9, ["two words"]),
        ("two words", 8, ["two ", "words"]),
        ("科普资源", 5, ["科普", "资源"]),
        ("a 科普资源", 5, ["a ", "科普", "资源"]),
        ("unbreakable", 4, ["unbr", "eaka", "ble"]),
        ("科", 1, ["科"]),
    ],
)
def test_wrapping(text: str, width: int, lines: list[str]) -> None:
    """Lines break between words; what has no spaces, like Chinese, breaks where the line is full."""
    assert wrapped(text, width) == lines


@pytest.mark.parametrize(
    ("widths", "yielding", "most", "now"),
    [
        ([10, 20], [True, True], 30, [10, 20]),
        ([10, 20], [True, True], 25, [10, 15]),
        ([10, 20], [True, True], 16, [8, 8]),
        ([10, 20], [False, True], 12, [10, 2]),
        ([10, 20], [False, False], 20, [5, 15]),
        ([], [], 5, []),
    ],
)
def test_narrowing(widths: list[int], yielding: list[bool], most: int, now: list[int]) -> None:
    """The widest column that may wrap gives way first; only when none may, all give alike."""
    assert narrowed(widths, yielding, most) == now


WIDE = Table(
    (Column("Status"), Column("Target", wraps=True), Column("Value", RIGHT), Column("Goal", RIGHT)),
    (("√ ok", "培训e\u0301o\u0301", "999,999,999,999人次", "≥ 50,000人次"),),
)


@pytest.mark.parametrize("width", range(20, 60))
def test_what_has_no_room_at_all_is_named(width: int) -> None:
    """Where even what must stay has no room, no line is too wide, no column stands in others, and all is named."""
    text = terminal_table(WIDE, width, colour=False)
    shown = [line for line in text.splitlines() if not line.startswith("Not shown")]
    assert max(map(cells, shown)) <= width
    assert ("Target" in shown[0]) != ("Target" in text.splitlines()[-1]) or "Not shown" not in text
    assert "\n\u0301" not in text.replace(" ", "")


def test_right_aligned_lines_end_alike() -> None:
    """A line that breaks before a word leaves no space behind it, so that right-aligned lines end at one place."""
    table = Table((Column("A"), Column("Goal", RIGHT, wraps=True)), (("1", "words that are named and more"),))
    lines = terminal_table(table, 20, colour=False).splitlines()
    assert lines[1:] == ["1     words that are", "      named and more"]


@pytest.mark.parametrize("width", range(40, 130))
def test_a_table_fits(width: int) -> None:
    """No line is wider than the terminal, and nothing of what is shown is lost."""
    text = terminal_table(TABLE, width, colour=False)
    *lines, last = text.splitlines()
    assert max(map(cells, lines)) <= width
    assert ("Notes" in lines[0]) != (last == "Not shown at this width: Notes")
    left = "".join(line[10:] for line in lines)
    assert set("科普基础设施不断加强，资源量质提高公民具备学素的比例") <= set(left)


def test_colours() -> None:
    """Headings are bold, the first cell has the colour of its row; without colours there are no codes at all."""
    lines = terminal_table(TABLE, 120, colour=True).splitlines()
    assert lines[0].startswith("\x1b[1mStatus    Target")
    assert [line[:14] for line in lines[1:]] == ["\x1b[32m● ok\x1b[0m ", "\x1b[31m▲ behind\x1b"]
    assert "\x1b" not in terminal_table(TABLE, 120, colour=False)


def test_headings_stand_on_their_rows() -> None:
    """A heading of several lines does not push the others up, away from the row below."""
    table = Table((Column("A"), Column("a long heading of many words", wraps=True)), (("1", "2"),))
    assert terminal_table(table, 29, colour=False).splitlines() == ["   a long heading of many", "A  words", "1  2"]
