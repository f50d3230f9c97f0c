"""How values, keys and YAML itself may be written, and what is said when they are not."""

import time

import pytest

from sciplan.planfile import parse_plan
from tests.plan_texts import PLAN, REGIONS, codes, read


@pytest.mark.parametrize(
    "typed",
    [
        "010",
        "00",
        "1:30",
        "1:30:00",
        "1_000",
        "1e5",
        "1E+5",
        ".5",
        "5.",
        "+5",
        "0x1F",
        "0o17",
        "0b1",
        ".inf",
        "-.INF",
        ".nan",
    ],
)
def test_numbers_that_yaml_reads_differently(typed: str) -> None:
    """What some YAML reader takes for another number is refused with its own code."""
    assert codes(PLAN.replace("at_least: 50000", f"at_least: {typed}")) == ["yaml-number"]


@pytest.mark.parametrize("typed", ["５００００", "٣", "5万", "50 000", "15%", "five", "- 5", "1.2.3", "true"])
def test_not_numbers(typed: str) -> None:
    """Only plain ASCII digits make a number."""
    assert codes(PLAN.replace("at_least: 50000", f'at_least: "{typed}"')) == ["number-expected"]


@pytest.mark.parametrize(("typed", "code"), [("2021-2-01", "date-expected"), ("2021-12-32", "date-expected")])
def test_dates(typed: str, code: str) -> None:
    """A date is a day of the calendar, written in full."""
    assert codes(PLAN.replace("2021-12-01", typed)) == [code]


@pytest.mark.parametrize("typed", ["yes", "True", "on", "1"])
def test_only_true_and_false(typed: str) -> None:
    """No other word is a yes."""
    assert codes(PLAN.replace("review: true", f"review: {typed}")) == ["flag-expected"]


@pytest.mark.parametrize("typed", ["", "~", "null", '""', '" "'])
def test_empty_values(typed: str) -> None:
    """A field without a value is empty, whichever way YAML writes that."""
    assert codes(PLAN.replace("name: Trained", f"name: {typed}")) == ["empty-value"]


def test_quoted_null_is_a_text() -> None:
    """In quotes, null is a word."""
    assert read(PLAN.replace("name: Trained", 'name: "null"')).targets[0].name == "null"


@pytest.mark.parametrize("key", ["a" * 61, "two words", "Grün", "-a", "a--b", "2023"])
def test_keys(key: str) -> None:
    """A key is at most sixty characters of lower-case ASCII words, the first of which starts with a letter."""
    assert codes(PLAN.replace("key: demo", f'key: "{key}"')) == ["key-pattern"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("format: 1\n", "format：1\n"),
        ("key: demo", "key： demo"),
        ("    unit: 人次\n", "    unit：人次\n"),
        ("{title: Demo,", "{title：Demo,"),
        ("document: {title: Demo, number: No. 1", "document:\n  title：Demo\n  number：1\nx: {a: 1"),
        ("  - {key: day, name: Day, when: 2023-06-30}", "  - key：day\n    name：Day"),
        (PLAN, "format：1\nkey：demo\n"),
    ],
)
def test_full_width_colons(old: str, new: str) -> None:
    """A full-width colon after a key is recognised whatever YAML makes of it."""
    assert "full-width-colon" in codes(PLAN.replace(old, new))


def test_full_width_colon_in_a_text() -> None:
    """In a text, a full-width colon is a character like any other, even beside broken YAML."""
    text = PLAN.replace("note: One remark.", "note: 说明：一")
    assert codes(text) == []
    assert codes(text + "]") == ["yaml-syntax"]


@pytest.mark.parametrize("escape", [r"\u202e", r"\0", r"\x1b", r"\t", r"\ud800", r"\ue000", r"\U0010ffff"])
def test_escaped_characters(escape: str) -> None:
    """A character nobody sees is found behind an escape too."""
    assert codes(PLAN.replace("name: Trained", f'name: "a{escape}"')) == ["control-character"]


def test_character_in_a_field_name() -> None:
    """An invisible character in a field's name is one problem, not also a missing field."""
    assert codes(PLAN.replace("    kind: annual", "    ki\u200bnd: annual", 1)) == ["control-character"]


def test_impossible_escape() -> None:
    """An escape beyond Unicode is a problem of the YAML."""
    assert codes(r'a: "\Uffffffff"') == ["yaml-syntax"]


def test_a_file_full_of_anchors_gets_one_answer() -> None:
    """A bomb of aliases is not unfolded, and after three of them the file is put down."""
    lines = [f"a{number}: &a{number} [{', '.join(f'*a{number - 1}' for _ in range(9))}]" for number in range(1, 12)]
    assert codes("\n".join(["a0: &a0 x", *lines])) == ["yaml-anchor"] * 3


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("key:\tdemo", "tab-indent"),
        ("key: demo\n\u00a0name: x", "wide-space-indent"),
        ("unit: @x", "quote-needed"),
        ("a: *b\n*c : d", "yaml-anchor"),
        ("name: 'open\nkey: x", "yaml-syntax"),
        ("- a", "wrong-shape"),
        ("", "file-empty"),
        ("---\n", "file-empty"),
        ("a: b: c", "yaml-syntax"),
        ("goal: {at_least: 50,000}", "unknown-field"),
    ],
)
def test_broken_text(text: str, code: str) -> None:
    """Each way of breaking YAML has its code."""
    assert code in codes(text)


def test_unclosed_quote_is_placed_where_it_opens() -> None:
    """What is opened and never closed is reported at its opening, not at the end of the file."""
    _plan, problems = parse_plan("format: 1\nname: 'open\nkey: x\n", "plan.yaml", REGIONS)
    assert [(problem.where.line, problem.where.column) for problem in problems] == [(2, 7)]


def test_comma_in_a_number_has_its_advice() -> None:
    """The rest of a number with a comma is not called an unknown field without saying why."""
    _plan, problems = parse_plan(PLAN.replace("50000", "50,000"), "plan.yaml", REGIONS)
    assert [problem.hint for problem in problems if problem.code == "unknown-field"] == [
        "Write numbers without commas, such as 50000."
    ]


def test_rings_of_regions_end() -> None:
    """Regions that are each other's parents are refused, and reading them ends."""
    ring = """\
  - {code: "370801", name: A, level: county, parent: "370802"}
  - {code: "370802", name: B, level: county, parent: "370801"}
"""
    text = PLAN.replace("agencies:\n", ring + "agencies:\n")
    assert set(codes(text)) == {"region-level", "region-outside"}
    assert "region-level" in codes(text.replace('region: "370700"', 'region: "370801"'))


def test_long_texts_are_quoted_shortened() -> None:
    """A message never repeats a text of any length in full."""
    for old in ("kind: cumulative", "at_least: 50000", "key: demo"):
        field = old.split(":")[0]
        _plan, problems = parse_plan(PLAN.replace(old, f"{field}: {'x' * 100_000}"), "plan.yaml", REGIONS)
        assert all(len(str(problem)) < 300 for problem in problems)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 30_000,
        "{" * 30_000,
        "- " * 30_000,
        "? " * 30_000,
        "[a," + "a," * 400_000,
        "-\n" * 300_000,
        'a: "' + "x " * 400_000,
    ],
    ids=["brackets", "braces", "dashes", "questions", "long list", "empty items", "open quote"],
)
def test_hostile_yaml_is_quick(text: str) -> None:
    """Nesting and length neither overflow nor take long."""
    begin = time.process_time()
    plan, problems = parse_plan(text, "plan.yaml", REGIONS)
    assert plan is None
    assert problems
    assert time.process_time() - begin < 10
