"""What an import tells beside its figures: totals wherever they stand, parts of agencies, and which slot is meant."""

import re
from collections.abc import Sequence

import pytest

from sciplan.app.rows import CODES
from sciplan.exchange import cells
from sciplan.exchange.columns import NAMES
from tests.returns import HEAD, Office, book, office, put
from tests.transcripts import ROOT

NUMBERED: list[Sequence[object]] = [
    ["序号", "指标", "年度", "数值（万人次）"],
    [1, "培训", 2022, 1],
    [2, "培训", 2023, 1.2],
]


@pytest.fixture(name="ours")
def _ours() -> Office:
    return office()


def test_a_total_in_a_column_that_is_not_read(ours: Office) -> None:
    """合计 beside the running numbers makes its row a total: it is no figure, and must fit."""
    said = ours.refuses(book([*NUMBERED, ["合计", None, None, 2.1]]), name="r.xlsx")
    assert said[0].startswith("r.xlsx:Sheet!D4: control-total: The total of training says 21000, the rows make 22000.")
    ours.imports(book([*NUMBERED, ["合 计", None, None, 2.2]]), name="r.xlsx")
    assert ours.figures() == [("training", "2022", "1万"), ("training", "2023", "1.2万")]


def test_totals_are_not_told_of_a_file_with_mistakes(ours: Office) -> None:
    """Where a row is rejected no total can fit, so that only the row is told."""
    said = ours.refuses(HEAD + "training,2022,10\ntraining,2023,x\ntraining,合计,30\n")
    assert [line.split(": ")[1] for line in said] == ["wrong-figure", "refused, 1 problem; nothing was imported."]


def test_a_total_in_the_file_and_one_beside_it(ours: Office) -> None:
    """Each total is told under the file in which it stands."""
    put("t.csv", "target,value\ntraining,30\n")
    said = ours.refuses(HEAD + "training,2022,10\ntraining,2023,12\ntraining,合计,21\n", "--control", "t.csv")
    assert [line.partition(":")[0] + line.partition("says")[2] for line in said[:2]] == [
        "r.csv 21, the rows make 22. Look for a row that is missing, doubled or mistyped; nothing was imported.",
        "t.csv 30, the rows make 22. Look for a row that is missing, doubled or mistyped; nothing was imported.",
    ]


def test_the_part_of_one_agency(ours: Office) -> None:
    """A figure under 填报单位 is that agency's part, and that is said."""
    done = ours.imports("指标,年度,数值,填报单位\n培训,2022,10,教育厅\n培训,2023,12,\n")
    assert done.out.endswith("\n  1 row is the part of one agency, not the whole.\n")
    assert [row[3] for row in ours.live()] == ["edu", ""]


def test_the_region_of_a_conflict(ours: Office) -> None:
    """Where several regions report, a conflict says which one it is about."""
    table = "指标,年度,地区,数值\n经费,2022,西宁市,{}\n"
    ours.imports(table.format(2))
    [conflict, _refused] = ours.refuses(table.format(3))
    assert conflict.startswith("r.csv:2: conflict: spending 2022 西宁市 already holds 2 (entry 1), not 3.")


def test_a_dry_run_of_a_file_with_mistakes(ours: Office) -> None:
    """A dry run also says what would come in without the mistakes, and how many rows have them."""
    said = ours.refuses(HEAD + "training,2022,10\ntraining,2023,x\nnobody,2023,1\n", "--dry-run")
    assert said[-1] == "  Without its problems it would bring 1 new, 0 corrected, 0 as before; 2 rows rejected."


@pytest.mark.parametrize("title", ["注；a;b;c;d", "表，一；二", 'a"b;c', ""])
def test_titles_do_not_say_what_separates(title: str, ours: Office) -> None:
    """The separator is the one with which the headings are understood, whatever stands above them."""
    ours.imports(f"{title}\n指标,年度,数值\n培训,2022,10\n")
    assert ours.figures() == [("training", "2022", "10")]


def test_a_note_without_a_figure(ours: Office) -> None:
    """A note needs a figure to stand with; one without is counted, so that nobody takes it for kept."""
    done = ours.imports("target,year,value,note\ntraining,2022,10,\ntraining,2023,,later\nshare,2023,,\n")
    assert done.out.endswith(
        "\n  2 rows without a figure.\n  1 of them has a note, which is not kept without a figure.\n"
    )


def test_the_codes_and_headings_are_documented() -> None:
    """`docs/returns.md` has every code of a problem, none that there is not, and every heading that is understood."""
    text = (ROOT / "docs" / "returns.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`([a-z]+(?:-[a-z]+)*)`", text.partition("| code |")[2])) | {"unreadable", "conflict"}
    told -= {"yaml-…"}
    used = {*CODES.values(), cells.ERROR, cells.UNCACHED}
    for file in (*(ROOT / "sciplan" / "exchange").glob("*.py"), *(ROOT / "sciplan" / "app").glob("*.py")):
        source = file.read_text(encoding="utf-8")
        found = re.findall(r'(?:findings\.add|refuse|Problem)\(\s*"([a-z-]+)"|code = "([a-z-]+)"', source)
        used |= {one or other for one, other in found}
    assert told == used
    assert [name for name in NAMES if name not in text.casefold()] == []
