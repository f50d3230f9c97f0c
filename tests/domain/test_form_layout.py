"""The hidden sheet of a form: what is written is read back, and what is damaged is no form."""

import pytest

from sciplan.domain.form_layout import COLUMNS, Form, FormRow, form_cells, headings, looks_like_form, read_form

ROWS = {
    "1": FormRow("1", "training", "2023", "630000", "", "农民培训", "青海省"),
    "2": FormRow("2", "spending", "2023H1", "630100", "", "经费", "西宁市"),
}
FORM = Form("office", 3, 2023, "edu", 5, ROWS)


def test_the_layout_to_the_cell() -> None:
    """The marker stands first, then what the form was made for, and from row 10 on the slots by number."""
    cells = form_cells(FORM)
    assert cells[:7] == [
        ("sciplan-form/1",),
        ("plan", "office"),
        ("revision", "3"),
        ("year", "2023"),
        ("agency", "edu"),
        ("header", "5"),
        (),
    ]
    assert cells[9] == ("1", "training", "2023", "630000", "", "农民培训", "青海省")
    assert len(cells) == 11


def test_what_is_written_is_read_back() -> None:
    """A form survives, also with rows filled up with empty cells or cut behind the last text."""
    assert read_form(form_cells(FORM)) == FORM
    assert read_form([[*line, *[""] * (9 - len(line))] for line in [*form_cells(FORM), ()]]) == FORM
    for_all = Form("office", 3, 2023, "", 4, ROWS)
    assert read_form([[*line] if any(line[1:]) else [*line[:1]] for line in form_cells(for_all)]) == for_all


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (0, ("sciplan-form/2",)),
        (0, ()),
        (1, ("plan", "")),
        (1, ("scheme", "office")),
        (2, ("revision", "three")),
        (2, ("revision", "٣")),
        (3, ("year", "")),
        (5, ("header", "0")),
        (5, ("header", "9999999999")),
        (9, ("", "training", "2023", "630000", "", "", "")),
        (9, ("1", "", "2023", "630000", "", "", "")),
        (9, ("1", "training", "", "630000", "", "", "")),
        (9, ("1", "training", "2023")),
        (10, ("1", "spending", "2023H1", "630100", "", "", "")),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else None,
)
def test_what_is_damaged_is_no_form(row: int, cells: tuple[str, ...]) -> None:
    """Another marker, a member that is lost, a slot without its parts or a number twice: none of it is guessed at."""
    damaged = form_cells(FORM)
    damaged[row] = cells
    assert read_form(damaged) is None


def test_no_rows_are_no_form() -> None:
    """An empty sheet and a form without slots are none."""
    assert read_form([]) is None
    assert read_form(form_cells(FORM)[:9]) is None


def test_headings_tell_a_form() -> None:
    """The headings of both languages are known, whatever language is in use; those of other tables are not."""
    for language in ("en", "zh"):
        assert len(headings(language)) == len(COLUMNS)
        assert looks_like_form(headings(language))
        assert looks_like_form([f" {heading} " for heading in headings(language)] + ["更多"])
        assert not looks_like_form(headings(language)[1:])
    assert not looks_like_form(["target", "period", "value"])
