"""How the columns of a table share its room."""

from sciplan.render.column_widths import column_widths, measured, narrowest, paper_width, stretched


def test_columns_share_the_room() -> None:
    """No column breaks a word while there is room, what does not wrap is not broken, and long texts share the rest."""
    columns = [measured(texts) for texts in (["No.", "1"], ["a " * 60], ["b " * 20])]
    columns.insert(1, measured(["Status", "√ on track"], wraps=False))
    widths = column_widths(columns, 80)
    assert widths[:2] == (4, 12)
    assert widths[2] > widths[3] > 10
    assert sum(widths) == 80
    assert narrowest(columns) < 80


def test_columns_take_no_more_than_they_need() -> None:
    """What nobody needs is left over."""
    assert column_widths([measured(["序号"]), measured(["ab"])], 100) == (4, 3)


def test_too_many_columns_are_narrow() -> None:
    """Where not every word fits, the widest give way first; two cells are left to each."""
    columns = [measured(["x" * 20])] * 10
    assert column_widths(columns, 50) == (5,) * 10
    assert column_widths(columns, 5) == (2,) * 10


def test_stretched_widths_make_the_total() -> None:
    """Proportions are kept, and not one twip is lost."""
    assert stretched((1, 1, 1), 100) == (33, 33, 34)
    assert sum(stretched((3, 7, 11, 2), 8845)) == 8845


def test_numbers_keep_the_marks_behind_them() -> None:
    """A mark may not begin a line, so a column has room for the number before it as well; signs are wide."""
    assert measured(["2021、2022、2023"]).least == 8
    assert paper_width("≥ 1%") == 6


def test_one_tall_text_counts_for_many_low_ones() -> None:
    """A column with a single long text among short ones gets room from one in which all take two lines."""
    tall = measured(["Heading", *["done"] * 10, "a " * 40])
    low = measured(["Heading", *["two lines of words"] * 11])
    widths = column_widths([tall, low], 40)
    assert tall.height(widths[0]) <= 3 * low.height(widths[1])


def test_what_is_filled_in_by_hand_has_room() -> None:
    """A column without any text below its heading is not squeezed to nothing."""
    assert measured(["Q1", "", ""]).least == 6
    assert measured(["Q1", "", "x"]).least < 6
