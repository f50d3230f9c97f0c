"""The hidden sheet of a year's tasks: it comes back as it was written, and damage is found."""

from decimal import Decimal

import pytest

from sciplan.domain.tasks_layout import (
    COLUMNS,
    MARKER,
    TasksFile,
    TaskSlot,
    headings,
    looks_like_tasks,
    read_tasks,
    tasks_cells,
)

ROWS = {
    "1": TaskSlot("1", "training", "农民培训", Decimal("30000.5")),
    "2": TaskSlot("2", "share", "覆盖率", None),
}
TASKS = TasksFile("office", 2, 2024, 4, ROWS)


def test_the_hidden_sheet_comes_back() -> None:
    """What is written is what is read."""
    cells = tasks_cells(TASKS)
    assert read_tasks(cells) == TASKS
    assert cells[9] == ("1", "training", "农民培训", "30000.5")


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (0, ("sciplan-form/1",)),
        (1, ("plan", "")),
        (2, ("revision", "x")),
        (3, ("year",)),
        (4, ("header", "0")),
        (9, ("", "training", "n", "1")),
        (9, ("1", "", "n", "1")),
        (9, ("2", "training", "n", "1")),
        (9, ("1", "training", "n", "1e99")),
        (9, ("1", "training", "n", "NaN")),
    ],
)
def test_damage_is_found(row: int, cells: tuple[str, ...]) -> None:
    """Another marker, a missing member, a row without number or target, or with a figure that is none: no tasks."""
    changed = tasks_cells(TASKS)
    changed[row] = cells
    assert read_tasks(changed) is None


def test_nothing_is_no_file() -> None:
    """An empty sheet, or one without rows, is none."""
    assert read_tasks([]) is None
    assert read_tasks(tasks_cells(TASKS)[:9]) is None
    assert read_tasks([(MARKER,)]) is None


@pytest.mark.parametrize("language", ["en", "zh"])
def test_headings_are_known_in_both_languages(language: str) -> None:
    """A row of headings is known with spaces around it and further columns behind, and not when one differs."""
    found = headings(language)
    assert len(found) == len(COLUMNS)
    assert looks_like_tasks([*(f" {heading} " for heading in found), "more"])
    assert not looks_like_tasks(found[:-1])
