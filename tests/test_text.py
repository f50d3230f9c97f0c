"""Text that is printed: what is left out of it, and how wide it is."""

import sys
import unicodedata

from sciplan.text import cells, visible


def test_what_is_left_out() -> None:
    """Of all characters, exactly those go that a terminal would obey, that turn text round, or that are none."""
    gone = "".join(one for one in map(chr, range(sys.maxunicode + 1)) if not visible(one))
    ranges = ((0, 0x1F), (0x7F, 0x9F), (0x2028, 0x202E), (0x2060, 0x2069), (0xD800, 0xDFFF))
    wanted = {chr(code) for first, last in ranges for code in range(first, last + 1)}
    assert set(gone) == wanted | set("\u200b\u200e\u200f\ufeff\ufffe\uffff")


def test_the_width_of_text() -> None:
    """Wide characters take two cells, combining ones none, all others one."""
    assert (cells(""), cells("abc\t"), cells("科普a"), cells("e\u0301"), cells("ｱ")) == (0, 4, 5, 1, 1)
    assert unicodedata.combining("\u0301")
