"""What holds for every plan file: order means nothing, and no text makes the reader raise."""

import json
import random
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sciplan.domain.plan import (
    Plan,
)
from sciplan.domain.problems import Problem
from sciplan.planfile import CODES, parse_plan
from tests.plan_texts import PLAN, REGIONS, Data, plain, read


def shuffled(node: Data, order: random.Random) -> Data:
    """Give the same data with the fields of every mapping in another order."""
    if isinstance(node, dict):
        names = list(node)
        order.shuffle(names)
        return {name: shuffled(node[name], order) for name in names}
    return [shuffled(item, order) for item in node] if isinstance(node, list) else node


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_of_fields_means_nothing(order: random.Random) -> None:
    """A plan whose fields stand in another order, as JSON even, is the same plan."""
    data = shuffled(plain(yaml.safe_load(PLAN)), order)
    assert read(json.dumps(data, ensure_ascii=False)) == read(PLAN)


def check_answer(answer: tuple[Plan | None, list[Problem]]) -> None:
    """Check what holds for every text: a plan or an error, and every problem in the file."""
    plan, problems = answer
    assert (plan is None) == any(not problem.information for problem in problems)
    assert all(problem.where.file == "plan.yaml" for problem in problems)
    assert {problem.code for problem in problems} <= set(CODES)


@settings(deadline=None)
@given(st.text())
def test_no_text_raises(text: str) -> None:
    """Whatever the text is, there is a plan or an error."""
    check_answer(parse_plan(text, "plan.yaml", REGIONS))


PIECES = st.one_of(
    st.text(max_size=3),
    st.sampled_from(
        [
            "&a ",
            "*a",
            "!!int ",
            "<<: ",
            "- ",
            ": ",
            "：",
            "\t",
            "{",
            "}",
            "[",
            "]",
            '"',
            "'",
            "|",
            "#",
            "\n",
            "? ",
            "%",
            "-9",
            "~",
        ]
    ),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(PLAN)), st.integers(0, 12), PIECES), min_size=1, max_size=4))
def test_no_damage_raises(edits: list[tuple[int, int, str]]) -> None:
    """However a plan file is damaged, there is a plan or an error."""
    text = PLAN
    for start, length, piece in edits:
        text = text[:start] + piece + text[start + length :]
    check_answer(parse_plan(text, "plan.yaml", REGIONS))


SCALARS = st.sampled_from(["", "1", "x", "2023", "baseline", "unknown", "county", "-1", "370725", "office", "done"])
SHAPES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(SCALARS | st.sampled_from(["value", "year", "at_least", "key"]), inner, max_size=3)
    ),
    max_leaves=5,
)


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_no_shape_raises(data: st.DataObject) -> None:
    """Whatever stands in place of a field's value, there is a plan or an error."""
    plan: Any = plain(yaml.safe_load(PLAN))
    node: Any = plan
    while True:
        steps = list(node) if isinstance(node, dict) else range(len(node))
        step = data.draw(st.sampled_from(steps))
        if not isinstance(node[step], dict | list) or not node[step] or data.draw(st.booleans()):
            break
        node = node[step]
    node[step] = data.draw(SHAPES)
    check_answer(parse_plan(json.dumps(plan), "plan.yaml", REGIONS))
