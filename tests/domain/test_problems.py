"""Problems say where they are."""

from sciplan.domain.problems import Problem, Where


def test_a_place_is_written_as_editors_open_it() -> None:
    """A place is file:line:column; a place without a line is the file as a whole."""
    assert str(Where("plan.yaml", 3, 7)) == "plan.yaml:3:7"
    assert str(Where("plan.yaml")) == "plan.yaml"
    assert str(Where("figures.csv", 3)) == "figures.csv:3"


def test_a_cell_is_written_as_spreadsheets_do() -> None:
    """A place in a workbook is file:sheet!cell; a row without a column and a sheet as a whole are written shorter."""
    assert str(Where("book.xlsx", 5, 3, "Sheet1")) == "book.xlsx:Sheet1!C5"
    assert str(Where("book.xlsx", 1048576, 16384, "Sheet1")) == "book.xlsx:Sheet1!XFD1048576"
    assert str(Where("book.xlsx", 5, 0, "Sheet1")) == "book.xlsx:Sheet1!5"
    assert str(Where("book.xlsx", sheet="Sheet1")) == "book.xlsx:Sheet1"


def test_a_problem_is_one_line() -> None:
    """Place, code, message and, if there is one, what to do stand on one line."""
    where = Where("plan.yaml", 3, 7)
    assert str(Problem("due-outside", "Too late.", where)) == "plan.yaml:3:7: due-outside: Too late."
    assert str(Problem("due-outside", "Too late.", where, "Change it.")).endswith("Too late. Change it.")


def test_places_are_in_the_order_of_the_file() -> None:
    """Places sort by file, then line, then column."""
    places = [Where("b", 1, 1), Where("a", 10, 1), Where("a", 2, 9), Where("a", 2, 1)]
    assert sorted(places) == [Where("a", 2, 1), Where("a", 2, 9), Where("a", 10, 1), Where("b", 1, 1)]
