"""`docs/evaluation.md` explains the judgement as it is, and holds every worked example."""

from itertools import count

import pytest

from sciplan.domain.evaluate import RULES
from sciplan.domain.evaluation import NOTICES, STATUSES
from tests.domain.worked_examples import TABLES
from tests.domain.worked_examples.example import CODES, Example
from tests.transcripts import ROOT

DOCUMENT = ROOT / "docs" / "evaluation.md"
BEGIN = "<!-- worked examples: written by the test of this document -->\n"
END = "<!-- end of the worked examples -->\n"
HEADER = "| | | target | reported | as of | status | by hand | notices |\n|---|---|---|---|---|---|---|---|\n"


def tables() -> str:
    """Give the worked examples as Markdown: a heading and a table for each group, numbered throughout."""
    numbers = count(1)
    parts = []
    for heading, examples in TABLES.items():
        rows = "".join(row(next(numbers), example) for example in examples)
        parts.append(f"\n### {heading}\n\n{HEADER}{rows}")
    return "".join(parts) + "\n"


def row(number: int, example: Example) -> str:
    """Give one example as a row."""
    target = code(example.target) + (f"<br>`held`: {code(example.held)}" if example.held else "")
    reported = "<br>".join(f"{slot}: {said}" for slot, said in example.reported.items())
    by_hand = [*([f"state: {example.state}"] if example.state else []), *example.figures.split("; ")]
    cells = (
        str(number),
        example.title,
        target,
        reported or "nothing",
        example.as_of,
        f"{code(example.status)} (rule {example.rule})",
        "<br>".join(part for part in by_hand if part),
        "<br>".join(example.notices),
    )
    return f"| {' | '.join(cells)} |\n"


def code(text: str) -> str:
    """Give a text as code."""
    return f"`{text}`"


def test_the_document_holds_the_worked_examples(request: pytest.FixtureRequest) -> None:
    """The tables in the document are those that the tests judge, to the character."""
    text = DOCUMENT.read_text(encoding="utf-8")
    before, _begin, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    fresh = f"{before}{BEGIN}{tables()}{END}{after}"
    if request.config.getoption("--update"):
        DOCUMENT.write_text(fresh, encoding="utf-8")
    assert DOCUMENT.read_text(encoding="utf-8") == fresh


def test_the_document_explains_every_status_notice_and_rule() -> None:
    """No status and no notice is left unexplained, and each rule has its number."""
    prose = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)[0]
    assert [word for word in (*STATUSES, *NOTICES) if f"| `{word}` |" not in prose] == []
    assert [number for number in range(1, len(RULES) + 1) if f"\n{number}. **" not in prose] == []


def test_the_document_names_the_regions_of_its_examples() -> None:
    """The codes in the tables are explained."""
    prose = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)[0]
    assert [name for name, region in CODES.items() if f"{name} ({region})" not in prose] == []
