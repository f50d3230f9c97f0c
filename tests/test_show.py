"""`show`: one target in full, and why it has its status."""

import json
from pathlib import Path

import pytest

from tests.conftest import Sciplan

OFFICE = Path(__file__).parent / "plans" / "office.yaml"


@pytest.fixture
def office(national: Path, sciplan: Sciplan) -> Sciplan:
    """Run commands on a database with a small plan as its default one and some figures in it."""
    for command in (
        ("plan", "load", str(OFFICE)),
        ("use", "office"),
        ("record", "training", "8000", "--year", "2021"),
        ("record", "training", "10000", "--year", "2022"),
        ("record", "training", "20500", "--year", "2023", "--note", "快报"),
        ("correct", "3", "20000", "--reason", "核减", "--by", "李四"),
        ("record", "training", "3", "--period", "2022Q1"),
        ("record", "spending", "3/1", "--year", "2022", "--region", "630100"),
        ("record", "spending", "1/1", "--year", "2022", "--region", "630200"),
        ("record", "spending", "4/1", "--year", "2023", "--region", "630100"),
        ("record", "contests", "1", "--period", "2023H1", "--agency", "edu"),
        ("record", "publicity", "in-progress", "--period", "2023-05"),
    ):
        done = sciplan(*command)
        assert done.code == 0, done.err
    return sciplan


def document(office: Sciplan, *arguments: str) -> dict[str, object]:
    """The page of a target as JSON."""
    found: dict[str, object] = json.loads(office("show", *arguments, "--format", "json").out)
    return found


def squeezed(text: str) -> list[str]:
    """The lines of a page, each with one space where there were several."""
    return [" ".join(line.split()) for line in text.splitlines()]


TRAINING = """\
农民培训 · training
示例方案 · as of 2023-12-31
● on track
10 entries · fingerprint dc1841187768

Promised  ≥ 50,000人次 by 2025-12-31 · 农业局
Reported  38,000人次 at 2023-12-31, by tester, 李四
Expected  30,000人次 by then; 16 points ahead
Figures   38,000 of 50,000 = 76%; expected 60%; pace 1.27; at this pace 63,333 by the end of 2025
Rule 8    the pace 1.27 is at least 0.95 → on track
Next      12,000人次 to go; 6,000人次 a year needed, 0.47 times the 12,667人次 a year so far; \
2024 is to be reported by 2025-03-31

Definition
Section      重点任务 > 农民行动
Source       二（一）, 三（二） · 示例〔2021〕1号
Kind         cumulative, in 人次
Goal         ≥ 50,000人次 [required]
Due          2025-12-31
Trajectory   linear
Lead         农业局
Responsible  教育局
Note         按人次计。

Expected and reported
Period    Expected    Reported  █ reported ○ expected
2021    10,000人次   8,000人次  ███○
2022    20,000人次  18,000人次  ███████○
2023    30,000人次  38,000人次  ███████████○███
2024    40,000人次              ───────────────○
2025    50,000人次              ───────────────────○

Entries
Entry  Period   Value  Standing     Recorded (UTC)     Note
1      2021     8,000  counts       2026-03-02 tester
5      2022Q1       3  not counted  2026-03-02 tester
2      2022    10,000  counts       2026-03-02 tester
3      2023    20,500  superseded   2026-03-02 tester  快报
└ 4            20,000  counts       2026-03-02 李四    核减
"""


def test_the_page_of_a_count(office: Sciplan) -> None:
    """The page says what was promised, reported by whom and expected, why it stands so, and what follows."""
    done = office("show", "training", "--as-of", "2023-12-31")
    assert (done.code, done.err) == (0, "")
    assert done.out == TRAINING


def test_everything_is_in_gbk(office: Sciplan) -> None:
    """Every character of the page exists on an old Chinese console."""
    assert office("record", "share", "40%", "--year", "2023").code == 0
    for target in ("training", "share", "contests", "spending", "publicity"):
        text = office("show", target, "--as-of", "2024-05-01").out
        assert text.encode("gbk").decode("gbk") == text


SPENDING = """\
Expected and reported
Period  Expected  Reported  Result     █ reported ○ expected
2022        100%       50%  × failed   ██████████─────────○
2023        100%            ○ overdue  ───────────────────○

Regions
Region  Reported  At          Goal           Missing
西宁市    4元/人  2023-12-31  √ reached
海东市    1元/人  2022-12-31  × not reached  2023

Entries
Entry  Period  Region  Value  Standing     Recorded (UTC)
6      2022    西宁市    3/1  counts       2026-03-02 tester
7      2022    海东市    1/1  counts       2026-03-02 tester
8      2023    西宁市    4/1  not counted  2026-03-02 tester
"""


def test_the_page_of_regions(office: Sciplan) -> None:
    """Each named region shows its latest value, whether it reaches the goal, and what it has not reported."""
    text = office("show", "spending", "--as-of", "2024-05-01").out
    assert text.endswith(f"\n\n{SPENDING}")
    assert "Promised  each ≥ 2元/人 every year until 2025-12-31 · 成员单位\n" in text
    assert "Figures   0 of 1 period passed; latest 2022: 50% for a goal of 100%\n" in text
    assert "Rule 1    all periods are over and 2022 did not reach the goal → missed\n" in text


def test_periods_judged_alone(office: Sciplan) -> None:
    """Each period of an annual target has passed, failed, or is waited for; an agency reports under its own name."""
    text = office("show", "contests", "--as-of", "2023-12-31").out
    assert "2023H1       2次       1次  × failed   ██████████─────────○\n" in text
    assert "2023H2       2次            ○ awaited  ───────────────────○\n" in text
    assert "Reported  1次 at 2023-06-30, by 教育局\n" in text
    assert "Next      2023H2 is due by 2024-03-31\n" in text


def test_a_state(office: Sciplan) -> None:
    """A measure has no chart: its states stand by date, with the rule that judged them."""
    text = office("show", "publicity", "--as-of", "2024-01-01").out
    assert "Promised  ongoing until 2025-12-31 · 农业局\n" in text
    assert "Rule 4    it is under way → on track\n" in text
    assert "States\nUntil       State\n2023-05-31  in progress\n" in text
    assert "Expected and reported" not in text


def test_borrowed_figures(office: Sciplan) -> None:
    """A target of `figures_of` shows the entries of the target that holds them, and names it."""
    text = office("show", "contests-all", "--as-of", "2023-12-31").out
    assert "Figures of   竞赛 · contests\n" in text
    assert "9      2023H1  教育局      1  counts    2026-03-02 tester\n" in text
    assert "Figures also for  竞赛总数 · contests-all\n" in office("show", "contests").out


def test_what_never_was_reported(office: Sciplan) -> None:
    """Without an entry the page says so, and what is owed since when."""
    text = office("show", "share", "--as-of", "2024-04-02").out
    assert "Promised  ≥ 80% by 2025-12-31 [striving] · 教育局\n" in text
    assert "Reported  nothing\n" in text
    assert "Rule 6    figures that were due did not come: 2023 → overdue\n" in text
    assert "Next      overdue by up to 2 days: 2023; 2025 is to be reported by 2026-03-31\n" in text
    assert "Baseline     20% in 2020\n" in text
    assert "2020 20% baseline █████" in squeezed(text)
    assert "Entries" not in text


def test_the_document(office: Sciplan) -> None:
    """JSON is `sciplan/target/1`: numbers as decimal strings, shares in percent, everything that the page says."""
    page = document(office, "office:training", "--as-of", "2023-12-31")
    assert list(page) == [
        "schema",
        "plan",
        "as_of",
        "known_at",
        "ledger",
        "target",
        "judgement",
        "points",
        "states",
        "regions",
        "owed",
        "chains",
        "quotas",
    ]
    assert (page["schema"], page["plan"]) == ("sciplan/target/1", "office")
    assert page["judgement"] == {
        "status": "on-track",
        "rule": 8,
        "reason": "pace-enough",
        "value": "38000",
        "value_at": "2023-12-31",
        "reporters": ["tester", "李四"],
        "baseline": None,
        "baseline_at": None,
        "goal": "50000",
        "share_of_goal": "76",
        "attainment": "76",
        "expected": "60",
        "expected_value": "30000",
        "pace": "1.266667",
        "gap": "16",
        "projection": "63333.333333",
        "effort": "0.473684",
        "remaining": "12000",
        "required_yearly": "6000",
        "achieved_yearly": "12666.666667",
        "next": {"period": "2024", "deadline": "2025-03-31"},
        "notices": [],
    }
    assert isinstance(page["points"], list)
    assert page["points"][2] == {
        "period": "2023",
        "day": "2023-12-31",
        "expected": "30000",
        "value": "38000",
        "value_at": "2023-12-31",
        "outcome": None,
    }


def test_the_definition_in_the_document(office: Sciplan) -> None:
    """The definition is that of the plan file, with the section's path, the agencies that hold, and the sources."""
    assert document(office, "training")["target"] == {
        "key": "training",
        "name": "农民培训",
        "measure": False,
        "section": "farmers",
        "path": [
            {"key": "part", "name": "重点任务", "clause": None},
            {"key": "farmers", "name": "农民行动", "clause": None},
        ],
        "kind": "cumulative",
        "unit": "人次",
        "goal": {"at_least": "50000"},
        "due": "2025-12-31",
        "binding": "required",
        "baseline": None,
        "trajectory": "linear",
        "every": "year",
        "reported_in": [],
        "regions": [],
        "combine": "sum",
        "sampled": False,
        "own_level": False,
        "figures_of": None,
        "take": None,
        "figures_also_for": [],
        "higher_goal": None,
        "source": [
            {"clause": "二（一）", "document": "示例〔2021〕1号"},
            {"clause": "三（二）", "document": "示例〔2021〕1号"},
        ],
        "lead": ["agri"],
        "responsible": ["edu"],
        "summary": None,
        "note": "按人次计。",
    }
    national = document(office, "national:literacy-2035")["target"]
    assert isinstance(national, dict)
    assert (national["trajectory"], national["baseline"]) == ({"2025": "15"}, {"value": "10.56", "year": 2020})


def chains(office: Sciplan, *arguments: str) -> list[list[tuple[int, str]]]:
    """The entries of each slot with what each is now."""
    found = document(office, *arguments)["chains"]
    assert isinstance(found, list)
    return [[(entry["id"], entry["standing"]) for entry in chain] for chain in found]


def test_chains_stay_whole(office: Sciplan) -> None:
    """A slot's entries stand in the order in which each superseded the one before it, whatever is live."""
    assert office("retract", "4", "--reason", "误报").code == 0
    assert office("record", "training", "19000", "--year", "2023").code == 0
    assert chains(office, "training", "--as-of", "2022-12-31") == [
        [(1, "counted")],
        [(5, "covered")],
        [(2, "counted")],
        [(3, "superseded"), (4, "superseded"), (11, "retracted"), (12, "later")],
    ]
    assert "└ 11 retraction 2026-03-02 tester 误报" in squeezed(office("show", "training").out)


def test_a_retraction_that_stands(office: Sciplan) -> None:
    """A retraction at the end of a chain empties the slot, and is shown with its reason."""
    assert office("retract", "1", "--reason", "重复").code == 0
    assert "└ 11 retraction 2026-03-02 tester 重复" in squeezed(office("show", "training").out)


def test_earlier_knowledge(office: Sciplan) -> None:
    """`--known-at` shows the entries that were known then, and the judgement of then."""
    found = chains(office, "training", "--as-of", "2023-12-31", "--known-at", "b5")
    assert found == [[(1, "counted")], [(2, "counted")], [(3, "counted")]]
    text = office("show", "training", "--as-of", "2023-12-31", "--known-at", "b5").out
    assert "Figures   38,500 of 50,000 = 77%;" in text
    assert "· as known at 2026-03-02 01:30:00 UTC\n" in text


def test_evidence_stands_with_its_entry(office: Sciplan) -> None:
    """A file that proves an entry is named beside it."""
    Path("表.txt").write_text("证明", encoding="utf-8")
    assert office("record", "share", "40%", "--year", "2023", "--evidence", "表.txt").code == 0
    assert "表.txt " in office("show", "share").out
    page = document(office, "share")["chains"]
    assert isinstance(page, list)
    assert [(file["name"], file["size"]) for file in page[0][0]["evidence"]] == [("表.txt", 6)]


def test_a_projection_stays_possible(office: Sciplan) -> None:
    """No share is expected to come out above 100 % or below nothing, however steep its way was."""
    assert office("record", "share", "70%", "--year", "2021").code == 0
    assert "at this pace 100% by" in office("show", "share", "--as-of", "2021-12-31").out
    assert office("correct", "11", "5%", "--reason", "typo").code == 0
    assert "at this pace 0% by" in office("show", "share", "--as-of", "2021-12-31").out


def test_a_level_has_its_arithmetic(office: Sciplan) -> None:
    """A level's way begins at its baseline: (v - b) ÷ (T - b)."""
    assert office("record", "share", "40%", "--year", "2023").code == 0
    text = office("show", "share", "--as-of", "2023-12-31").out
    assert (
        "Figures   (40 - 20) ÷ (80 - 20) = 33.3%; expected 60%; pace 0.56; at this pace 53.33% by the end of 2025\n"
        in text
    )
    assert "Rule 8    the pace 0.56 is below 0.60 → far behind\n" in text
    assert "Expected  56% by then; 26.7 points behind\n" in text


def test_markdown(office: Sciplan) -> None:
    """Markdown has the sentences as paragraphs, and the definition, the chart and the entries as tables."""
    text = office("show", "training", "--as-of", "2023-12-31", "--format", "md").out
    assert text.startswith(
        "# 农民培训 · training\n\n示例方案 · as of 2023-12-31\n\n● on track\n\n"
        "10 entries · fingerprint dc1841187768\n\nPromised: ≥ 50,000人次"
    )
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## Definition",
        "## Expected and reported",
        "## Entries",
    ]
    assert "| 2023 | 30,000人次 | 38,000人次 | ███████████○███ |\n" in text


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["trainin9"], 3, "Did you mean training (农民培训)?"),
        (["atlantis"], 3, "There is no target “atlantis” in this plan."),
        (["竞赛总"], 0, ""),
        (["t"], 3, "“t” can mean 4 things"),
        (["elsewhere:training"], 3, "There is no plan “elsewhere” in this database."),
        (["office:training", "--plan", "national"], 2, "Two plans are named: office and national."),
        (["training", "--as-of", "2023-13-01"], 2, "“2023-13-01” is not a date."),
        (["training", "--known-at", "b1"], 3, "was not loaded yet at that moment."),
        (["training", "--format", "csv"], 2, "There is no format “csv”."),
        (["training", "--plan="], 2, "--plan needs a value."),
        ([], 2, "TARGET is missing."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_questions(arguments: list[str], code: int, sentence: str, office: Sciplan) -> None:
    """A wrong question gets one sentence, the right exit code, and nothing on stdout; a part of a name will do."""
    done = office("show", *arguments)
    assert (done.code, not done.out, sentence in done.err) == (code, code != 0, True)
