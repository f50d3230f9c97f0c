"""YAML text into a tree, with everything that is wrong with it as text: the way that every YAML file comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciplan.planfile.spelling import character_problems, indent_problems, mask
from sciplan.planfile.tree import TreeReader

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sciplan.domain.problems import Problem
    from sciplan.planfile.node import Node


def read_tree(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """Give the tree of a text, or None if it cannot be read to its end, and its problems in the order of the text."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    problems = [*character_problems(text, file), *indent_problems(text, file)]
    if any(problem.code != "control-character" for problem in problems):
        return None, in_order(problems)
    reader = TreeReader(mask(text), file)
    root = reader.read()
    return root, in_order([*problems, *reader.problems])


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort by place in the file; a file that YAML cannot read to its end still shows what came before."""
    return sorted(problems, key=lambda problem: (problem.where, problem.code))
