"""Bars of characters, and labelled lines that wrap."""

from fractions import Fraction

import pytest

from sciplan.render.chart import bar
from sciplan.render.facts import fact_lines, wrapped
from sciplan.text import cells


@pytest.mark.parametrize(
    ("value", "expected", "drawn"),
    [
        ("20", None, "████████████████████"),
        ("10", "10", "█████████○"),
        ("5", "10", "█████────○"),
        ("15", "10", "█████████○█████"),
        (None, "10", "─────────○"),
        ("0", "0", "○"),
        ("1", "0", "○"),
        ("0", None, ""),
        (None, None, ""),
        ("-5", "10", "─────────○"),
    ],
)
def test_a_bar(value: str | None, expected: str | None, drawn: str) -> None:
    """A bar is as long as the value; a mark stands where it was expected to end, and a line leads up to it."""
    figure, mark = (None if text is None else Fraction(text) for text in (value, expected))
    assert bar(figure, mark, Fraction(20)) == drawn


def test_nothing_to_compare() -> None:
    """Where every figure is 0 there is no bar."""
    assert bar(Fraction(0), Fraction(0), Fraction(0)) == ""


def test_lines_are_aligned_and_uncut() -> None:
    """Labels have one width, wide characters counted; what says nothing is left out; without a width nothing wraps."""
    assert fact_lines([("单位", "甲" * 50), ("Due", "2025"), ("Note", "")], None) == [
        "单位  " + "甲" * 50,
        "Due   2025",
    ]
    assert fact_lines([("Note", "")], 80) == []


def test_lines_wrap_beside_their_label() -> None:
    """Text wraps under itself: words stay whole, wide characters may part, no line begins with a comma."""
    assert fact_lines([("A", "one two three"), ("B", "甲乙丙丁，戊")], 11) == [
        "A  one two",
        "   three",
        "B  甲乙丙丁，",
        "   戊",
    ]


@pytest.mark.parametrize("width", range(4, 40))
def test_wrapping_loses_nothing(width: int) -> None:
    """Whatever the width, all text is there, and only a closing mark or a long word passes it."""
    text = "二（一）2, 一（三） · 青海省 plan、各单位，by 2025-12-31"
    lines = wrapped(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(cells(line) <= max(width + 2, 10) for line in lines)
