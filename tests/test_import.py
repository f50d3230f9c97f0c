"""Returns that come in: encodings, separators, headings, periods and numbers as people write them."""

import json
import random
import sqlite3
from pathlib import Path

import pytest

from benchmarks.nation import create, nation
from tests.conftest import run_sciplan
from tests.returns import HEAD, LIVE, Office, book, feed, office, put
from tests.rows import rows

ZH = "指标,年度,数值\n培训,2023,12000\n"
TRAINED = ("training", "2023", "12000")


@pytest.fixture(name="ours")
def _ours() -> Office:
    return office()


WRITTEN: dict[str, tuple[str | bytes, tuple[str, ...]]] = {
    "UTF-8": (ZH, ()),
    "UTF-8 with a mark": (ZH.encode("utf-8-sig"), ()),
    "GB18030": (ZH.encode("gb18030"), ()),
    "GBK": (ZH.encode("gbk"), ("--encoding", "GBK")),
    "Big5": (
        "target,year,value,備註\ntraining,2023,12000,完\n".encode("big5"),
        ("--encoding", "big5", "--map", "備註=ignored"),
    ),
    "UTF-16 with a mark": (ZH.encode("utf-16"), ()),
    "lines that end as on Windows": (ZH.replace("\n", "\r\n"), ()),
    "no line end": (ZH.rstrip("\n"), ()),
    "tabs": (ZH.replace(",", "\t"), ()),
    "semicolons": (ZH.replace(",", ";"), ()),
    "quotes": ('"target","year","value"\n"training","2023","12,000"\n', ()),
    "English headings": ("Target,YEAR,Value\ntraining,2023,12000\n", ()),
    "spaces": (" 指 标 , 年 度 , 数 值 \n 培训 , 2023 , 12000 \n", ()),
    "other words": ("序号,指标名称,年份,完成数,说明\n1,培训,2023,12000,\n", ()),
    "titles above": ("某某统计表,,\n,,\n指标,年度,数值\n培训,2023,12000\n", ()),
    "empty lines and cells": ("指标,年度,数值,\n\n培训,2023,12000,\n,,,\n", ()),
    "one period for all": ("指标,数值\n培训,12000\n", ("--period", "2023")),
    "another heading": ("指标,年度,完成\n培训,2023,12000\n", ("--map", "完成=value")),
    "a column left out": ("指标,年度,数值,电话\n培训,2023,12000,1\n", ("--map", "电话=ignored")),
    "a total": (ZH + "合计,,12000\n", ()),
    "a total of its target": (ZH + "培训,合计,12000\n", ()),
}
PERIODS = {
    "2023年": "2023",
    "2023年度": "2023",
    "２０２３": "2023",
    "2023年上半年": "2023H1",
    "2023H2": "2023H2",
    "2023年第二季度": "2023Q2",
    "2023年3季度": "2023Q3",
    "2023年5月": "2023-05",
    "2023-5": "2023-05",
    "截至2023年6月": "..2023-06",
    "累计至2023年": "..2023",
}
NUMBERS = {
    "12,000": 12000,
    '"12,000"': 12000,
    "1.2万": 12000,
    "１２０００": 12000,
    "12000人次": 12000,
    "1.2万人次": 12000,
    " 12 ": 12,
    "0": 0,
    "0.5": 0.5,
    "+7": 7,
    "007": 7,
}


@pytest.mark.parametrize(("content", "options"), WRITTEN.values(), ids=WRITTEN)
def test_tables(content: str | bytes, options: tuple[str, ...], ours: Office) -> None:
    """However an office writes its table, the figure in it comes in."""
    done = ours.imports(content, *options)
    assert done.out.startswith("r.csv: 1 new, 0 corrected, 0 as before, batch b3, fingerprint ")
    assert ours.figures() == [TRAINED] or ours.figures() == [("training", "2023", "12,000")]


@pytest.mark.parametrize(("written", "period"), PERIODS.items())
def test_periods(written: str, period: str, ours: Office) -> None:
    """Periods are read as people write them."""
    ours.imports(f"target,period,value\ntraining,{written},5\n")
    assert ours.figures() == [("training", period, "5")]


def test_year_and_period(ours: Office) -> None:
    """A year beside a part of it makes one period, and a period that says its year is enough."""
    ours.imports("指标,年度,期间,数值\n竞赛,2022年,上半年,1\n竞赛,2023,2023H1,2\n竞赛,,2023H2,3\n培训,2023,,4\n")
    assert [figure[1:] for figure in ours.figures()] == [
        ("2022H1", "1"),
        ("2023H1", "2"),
        ("2023H2", "3"),
        ("2023", "4"),
    ]


@pytest.mark.parametrize(("typed", "amount"), NUMBERS.items())
def test_numbers(typed: str, amount: float, ours: Office) -> None:
    """Numbers are read as people write them."""
    quoted = typed if typed.startswith('"') else f'"{typed}"'
    ours.imports(f"{HEAD}training,2022,3\ntraining,2023,{quoted}\n")
    assert [row[4] for row in ours.live()] == [3_000_000, int(amount * 1_000_000)]


def test_units(ours: Office) -> None:
    """万 in the heading or in the column of the unit counts, also in row after row and in a total."""
    ours.imports("指标,年度,数值（万人次）\n培训,2021,1.2\n培训,2022,2\n合计,,3.2\n")
    ours.imports(
        "target,year,value,unit\ntraining,2023,1,万人次\ntraining,2024,2,万人次\ntraining,2025,3,人次\n", name="u.csv"
    )
    assert [row[4] // 1_000_000 for row in ours.live()] == [12_000, 20_000, 10_000, 20_000, 3]


def test_ratios(ours: Office) -> None:
    """Numerator and denominator come in as such; a value beside them must be their quotient, as far as it is given."""
    ours.imports(
        "指标,年度,地区,数值,分子,分母\n覆盖率,2021,,,1,3\n覆盖率,2022,,33.3,1,3\n覆盖率,2023,,1/4,,\n经费,2023,西宁市,1.50,3,2\n"
        "覆盖率,合计,,,3,10\n"
    )
    assert [row[4:7] for row in ours.live()] == [
        (None, 1_000_000, 3_000_000),
        (None, 1_000_000, 3_000_000),
        (None, 1_000_000, 4_000_000),
        (None, 3_000_000, 2_000_000),
    ]


def test_states(ours: Office) -> None:
    """States are read in English and in Chinese, in their own column or in that of the values."""
    ours.imports(
        "指标,期间,数值,状态\n宣传,2023-01,未开始,\n宣传,2023-02,,进行中\n宣传,2023-03,done,done\n宣传,2023-04,,已完成\n"
    )
    assert [row[7] for row in ours.live()] == ["not-started", "in-progress", "done", "done"]


def test_empty_rows(ours: Office) -> None:
    """Rows without a figure are counted and said."""
    assert "\n  2 rows without a figure.\n" in ours.imports(ZH + "覆盖率,2023,\n覆盖率,2024,\n").out


def test_records(ours: Office) -> None:
    """JSON and YAML are read as lists or as documents, with numbers as they are written."""
    record = {"target": "training", "年度": 2022, "value": 12, "note": None}
    ours.imports(json.dumps([record]), name="r.json")
    ours.imports('{"entries": [{"target": "training", "year": 2023, "value": 0.10}]}', name="s.json")
    ours.imports("- target: training\n  year: 2024\n  value: 12,000\n", name="r.yaml")
    ours.imports("plan: tiny\nentries:\n  - {指标: 培训, 年度: 2025, 数值: 1.2万}\n", name="r.yml")
    assert [figure[2] for figure in ours.figures()] == ["12", "0.10", "12,000", "1.2万"]


STREAMS = {
    "CSV": ZH.encode("gbk"),
    "JSON": b'[{"target": "training", "year": 2023, "value": 12000}]',
    "YAML": b"- {target: training, year: 2023, value: 12000}\n",
    "a workbook": book([("指标", "年度", "数值"), ("培训", 2023, 12000)]),
}


@pytest.mark.parametrize("content", STREAMS.values(), ids=STREAMS)
def test_standard_input(content: bytes, ours: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes through standard input is known by its content."""
    feed(monkeypatch, content)
    done = run_sciplan("import", "-")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("standard input: 1 new")
    assert ours.figures() == [TRAINED]


def test_standard_input_that_is_wrong(ours: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard input has lines as well, but no evidence beside it."""
    feed(monkeypatch, b"target,year,value,evidence\ntraining,2023,5,x.pdf\n")
    assert ours.leaves("import", "-")[0] == (
        "standard input:2: missing-evidence: Evidence cannot come with standard input."
        " Import the file itself, with the evidence beside it."
    )
    feed(monkeypatch, b"")
    assert ours.leaves("import", "-")[0].startswith("standard input: empty-file: The file holds no rows.")


def test_evidence(ours: Office) -> None:
    """Files that prove an entry lie beside the return or in a folder there, several behind one another."""
    Path("proof").mkdir()
    put("proof/a.pdf", b"a")
    put("b.pdf", b"b")
    ours.imports("指标,期间,状态,佐证材料\n宣传,2023-05,verified,proof/a.pdf|b.pdf\n")
    assert rows(ours.database, "SELECT name, content FROM evidence JOIN file USING (sha256) ORDER BY position") == [
        ("a.pdf", b"a"),
        ("b.pdf", b"b"),
    ]
    assert ours.live()[0][7] == "verified"


def test_the_same_evidence(ours: Office) -> None:
    """The same state with the same evidence is nothing new, in the same file or another; with other evidence it is."""
    put("a.pdf", b"a")
    put("b.pdf", b"b")
    row = "宣传,2023-05,verified,a.pdf\n"
    table = f"指标,期间,状态,佐证材料\n{row}"
    assert ours.imports(table + row).out.startswith("r.csv: 1 new, 0 corrected, 1 as before")
    assert "nothing new, 0 new, 0 corrected, 1 as before" in ours.imports(table, name="s.csv").out
    other = table.replace("a.pdf", "b.pdf")
    assert ours.refuses(other)[0] == (
        "r.csv:2: conflict: publicity 2023-05 already holds verified (entry 1), but with other evidence."
        " If the file is right, import it with --correct --reason TEXT."
    )
    assert "0 new, 1 corrected" in ours.imports(other, "--correct", "--reason", "r").out


def test_both_ways_give_one_ledger(ours: Office) -> None:
    """Rows that can be appended in bulk, and the same rows taken one by one, make the same ledger."""
    chance = random.Random(5)  # noqa: S311
    plan = nation(5, 20)
    lines = [
        f"{target.key},{year},{region},{chance.randrange(10_000)},{chance.choice(['人次', ''])}"
        for target in plan.targets
        for year in range(2021, 2026)
        for region in target.regions
    ]
    lines += [f"{plan.targets[0].name},{2021 + n % 5}Q{1 + n % 4},{110001 + n // 20},{n},万人次" for n in range(400)]
    lines += chance.sample(lines, 300)
    chance.shuffle(lines)
    found = []
    for name, head, end in (("bulk", "", ""), ("slow", ",note", ",n")):
        database = Path(f"{name}.db").absolute()
        create(database, plan)
        put("r.csv", "\n".join([f"target,period,region,value,unit{head}", *(line + end for line in lines)]) + "\n")
        done = run_sciplan("--database", str(database), "import", "r.csv", "--plan", plan.key)
        assert done.out.startswith("r.csv: 900 new, 0 corrected, 300 as before"), done
        found.append([row[:-1] for row in rows(database, LIVE)])
    assert found[0] == found[1]


def test_a_large_file_with_one_mistake(ours: Office) -> None:
    """A quarter of a million rows with one mistake at the end: one problem, its line, and nothing is in."""
    plan = nation(21, 200)
    big = Office(Path("big.db").absolute())
    create(big.database, plan)
    months = [f"{year}-{month:02d}" for year in range(2021, 2026) for month in range(1, 13)]
    lines = [
        f"{target.key},{month},{region},7" for target in plan.targets for region in target.regions for month in months
    ]
    put("big.csv", "\n".join(["target,period,region,value", *lines[:249_999], "target-0020,2025-12,110200,many"]))
    before = big.database.read_bytes()
    done = run_sciplan("--database", str(big.database), "import", "big.csv", "--plan", plan.key)
    assert (done.code, done.out, len(done.err.splitlines())) == (3, "", 2)
    assert done.err.startswith("big.csv:250001: wrong-figure: “many” is not a number.")
    assert big.database.read_bytes() == before
    with sqlite3.connect(big.database) as connection:
        assert connection.execute("SELECT count(*) FROM entry").fetchone() == (0,)
