"""Problems say where they are."""

from sciplan.domain.problems import Problem, Where


def test_a_place_is_written_as_editors_open_it() -> None:
    """A place is file:line:column; a place without a line is the file as a whole."""
    assert str(Where("plan.yaml", 3, 7)) == "plan.yaml:3:7"
    assert str(Where("plan.yaml")) == "plan.yaml"


def test_a_problem_is_one_line() -> None:
    """Place, code, message and, if there is one, what to do stand on one line."""
    where = Where("plan.yaml", 3, 7)
    assert str(Problem("due-outside", "Too late.", where)) == "plan.yaml:3:7: due-outside: Too late."
    assert str(Problem("due-outside", "Too late.", where, "Change it.")).endswith("Too late. Change it.")


def test_places_are_in_the_order_of_the_file() -> None:
    """Places sort by file, then line, then column."""
    places = [Where("b", 1, 1), Where("a", 10, 1), Where("a", 2, 9), Where("a", 2, 1)]
    assert sorted(places) == [Where("a", 2, 1), Where("a", 2, 9), Where("a", 10, 1), Where("b", 1, 1)]
