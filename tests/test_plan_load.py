"""`plan load`, `list`, `show`, `check`, `schema`, `use`: plans come in revision by revision."""

import json
from pathlib import Path

import pytest

from tests.conftest import Sciplan
from tests.rows import rows

TINY = Path(__file__).parent / "plans" / "tiny.yaml"


@pytest.fixture
def tiny(national: Path, sciplan: Sciplan) -> Path:
    """Give a database that holds the tiny plan, from a copy of its file in the test's folder."""
    Path("tiny.yaml").write_text(TINY.read_text(encoding="utf-8"), encoding="utf-8")
    assert sciplan("plan", "load", "tiny.yaml").code == 0
    return national


def change(before: str, after: str) -> None:
    """Change the copy of the tiny plan."""
    text = Path("tiny.yaml").read_text(encoding="utf-8")
    assert before in text
    Path("tiny.yaml").write_text(text.replace(before, after), encoding="utf-8")


def test_the_same_file_again_changes_nothing(tiny: Path, sciplan: Sciplan) -> None:
    """Loading what is loaded says so and leaves the database as it is, byte by byte."""
    before = tiny.read_bytes()
    done = sciplan("plan", "load", "tiny.yaml")
    assert (done.code, "already loaded in exactly this form" in done.out) == (0, True)
    assert tiny.read_bytes() == before


def test_comments_and_order_of_fields_are_no_change(tiny: Path, sciplan: Sciplan) -> None:
    """What means the same is the same revision."""
    change("format: 1\nkey: tiny\n", "key: tiny\n# a remark\nformat: 1\n")
    assert "already loaded" in sciplan("plan", "load", "tiny.yaml").out


def test_a_plan_load_is_a_batch_of_the_chain(tiny: Path) -> None:
    """The load has its batch, with the file's name and SHA-256, and its revision refers to it."""
    import hashlib

    [(command, file, sha, entries)] = rows(
        tiny, "SELECT command, file, file_sha256, entries FROM batch WHERE number = 2"
    )
    digest = hashlib.sha256(Path("tiny.yaml").read_bytes()).hexdigest()
    assert (command, file, sha, entries) == ("plan load", "tiny.yaml", digest, 0)
    assert rows(tiny, "SELECT number, batch FROM v_plan WHERE plan = 'tiny'") == [(1, 2)]


def test_a_changed_file_is_shown_before_it_is_stored(tiny: Path, sciplan: Sciplan) -> None:
    """In a script a difference is printed and refused; `--dry-run` prints it; `--yes` stores it beside the old one."""
    change("goal: {at_least: 50000}", "goal: {at_least: 60000}")
    change("agri, name: 农业农村厅", "agri, name: 省农业农村厅")
    before = tiny.read_bytes()
    refused, dry = sciplan("plan", "load", "tiny.yaml"), sciplan("plan", "load", "tiny.yaml", "--dry-run")
    lines = (
        "tiny changes from revision 1:\n"
        "  ~ target training  goal: at_least 50000 → at_least 60000\n"
        "  ~ agency agri  name: 农业农村厅 → 省农业农村厅\n"
    )
    assert (refused.code, refused.out, "add --yes" in refused.err) == (3, lines, True)
    assert (dry.code, dry.out, dry.err) == (0, lines, "Nothing was written.\n")
    assert tiny.read_bytes() == before
    done = sciplan("plan", "load", "tiny.yaml", "--yes")
    assert done.out == lines + "Stored tiny as revision 2 in batch b3.\n"
    assert rows(tiny, "SELECT number FROM v_revision WHERE plan = 'tiny' ORDER BY number") == [(1,), (2,)]
    old = json.loads(sciplan("status", "tiny", "--format", "json", "--known-at", "b2").out)
    assert next(one["goal"] for one in old["targets"] if one["key"] == "training") == {"at_least": "50000"}


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("  - {key: training, name: 培训,", "  - {key: training-2, name: 培训,", "training is gone: entry 1"),
        (
            "section: s1, kind: cumulative, unit: 人次",
            "section: s1, kind: annual, unit: 人次",
            "has another kind: entry 1",
        ),
        ("unit: 人次", "unit: 人", "training has another unit: entry 1"),
        (
            "goal: {at_least: 50000}}",
            "goal: {at_least: 50000}, regions: prefecture, combine: each}",
            "training combines regions in another way: entry 1",
        ),
        ("{key: edu, name: 教育厅}", "{key: education, name: 教育厅}", "no longer has the agency of share: entry 2"),
        ("period: [2021, 2025]", "period: [2023, 2025]", "training no longer has the period: entry 1"),
        (
            "unit: 元/人, goal: {at_least: 2}, regions: prefecture",
            'unit: 元/人, goal: {at_least: 2}, regions: ["632200"]',
            "spending no longer has the region: entry 3",
        ),
    ],
    ids=["vanish", "kind", "unit", "combine", "agency", "period", "region"],
)
def test_entries_stand_in_the_way(before: str, after: str, sentence: str, tiny: Path, sciplan: Sciplan) -> None:
    """What a target with entries cannot lose is refused with the entries in the way, even with `--yes`."""
    assert sciplan("record", "tiny:training", "5", "--year", "2022").code == 0
    assert sciplan("record", "tiny:share", "5%", "--year", "2022", "--agency", "edu").code == 0
    assert sciplan("record", "tiny:spending", "5/2", "--year", "2022", "--region", "630100").code == 0
    change(before, after)
    if "education" in after:
        change("lead: [edu]", "lead: [education]")
    content = tiny.read_bytes()
    done = sciplan("plan", "load", "tiny.yaml", "--yes")
    assert done.code == 3
    assert sentence in done.err
    assert "entries are in the way" in done.err
    assert tiny.read_bytes() == content


def test_targets_without_entries_may_go(tiny: Path, sciplan: Sciplan) -> None:
    """A target nobody has reported for can be taken out; its key keeps its identity in the database."""
    change(
        "  - {key: contests-all, name: 竞赛总数, section: s1, kind: cumulative, unit: 次, goal: {at_least: 20}, "
        "figures_of: contests}\n",
        "",
    )
    done = sciplan("plan", "load", "tiny.yaml", "--yes")
    assert (done.code, "- target contests-all  竞赛总数" in done.out) == (0, True)
    assert rows(tiny, "SELECT count(*) FROM target WHERE key = 'contests-all'") == [(1,)]


def test_nothing_is_loaded_when_one_file_is_broken(national: Path, sciplan: Sciplan) -> None:
    """Several files are loaded together or not at all, with every problem of each."""
    Path("broken.yaml").write_text("format: 1\nkey: Broken\n", encoding="utf-8")
    before = national.read_bytes()
    done = sciplan("plan", "load", str(TINY), "broken.yaml")
    assert done.code == 3
    assert "broken.yaml:2:6: " in done.err
    assert done.err.endswith("Error: Nothing was loaded.\n")
    assert national.read_bytes() == before


def test_the_same_plan_twice(national: Path, sciplan: Sciplan) -> None:
    """Two files for one plan in one command cannot both be meant."""
    done = sciplan("plan", "load", str(TINY), str(TINY))
    assert (done.code, "Two of the files hold the same plan, tiny." in done.err) == (3, True)


def test_check_says_what_it_found(sciplan: Sciplan) -> None:
    """`plan check` exits with 0 when a file is in order and with 1 when it is not; it needs no database."""
    assert sciplan("plan", "check", str(TINY)).code == 0
    Path("broken.yaml").write_text("format: 1\n", encoding="utf-8")
    done = sciplan("plan", "check", str(TINY), "broken.yaml")
    assert (done.code, "tiny.yaml: in order" in done.out, "broken.yaml: " in done.out) == (1, True, True)
    assert sciplan("plan", "check").code == 2


def test_the_default_plan(tiny: Path, sciplan: Sciplan) -> None:
    """`use` sets the default of a database; until then several plans need a name."""
    done = sciplan("plan", "show")
    assert (done.code, "Which plan? There are national-2021-2035, tiny." in done.err) == (2, True)
    assert "“小方案” is not a whole key." in sciplan("use", "小方案").err
    assert sciplan("use", "tiny").out == "The default plan is now tiny.\n"
    assert json.loads(sciplan("status", "--format", "json").out)["plan"] == "tiny"
    assert "tiny *" in sciplan("plan", "list").out
    assert "default: tiny" in sciplan().out
    assert sciplan("use", "atlantis").code == 3


def test_the_list_as_data(tiny: Path, sciplan: Sciplan) -> None:
    """`plan list` gives the plans in the order in which they came."""
    document = json.loads(sciplan("plan", "list", "--format", "json").out)
    assert document["schema"] == "sciplan/plans/1"
    assert [(plan["key"], plan["revision"], plan["default"]) for plan in document["plans"]] == [
        ("national-2021-2035", 1, False),
        ("tiny", 1, False),
    ]
    assert sciplan("plan", "list", "--format", "csv").out.splitlines()[0] == "key,name,level,start,end,revision,default"
    assert sciplan("plan", "list", "--format", "md").out.startswith("| Plan |")


def test_the_outline(tiny: Path, sciplan: Sciplan) -> None:
    """`plan show` gives sections, agencies, measures and targets as a tree."""
    assert sciplan("plan", "show", "tiny").out == (
        "小方案（示例）\n"
        "tiny · revision 1 · 2021–2025\n"
        "5 targets · 1 measure · 2 agencies\n"
        "\n"
        "行动  [s1]\n"
        "  Lead: 教育厅\n"
        "  · 宣传  [publicity]\n"
        "  ◆ 培训  [training]  ≥ 50,000人次  by 2025-12-31\n"
        "  ◆ 覆盖率  [share]  ≥ 80%  by 2025-12-31\n"
        "  ◆ 竞赛  [contests]  ≥ 2次  by 2025-12-31\n"
        "  ◆ 经费  [spending]  each ≥ 2元/人  by 2025-12-31\n"
        "  ◆ 竞赛总数  [contests-all]  ≥ 20次  by 2025-12-31\n"
    )


def test_the_schema_is_a_schema(sciplan: Sciplan) -> None:
    """`plan schema` prints the committed JSON Schema."""
    committed = Path(__file__).parent.parent / "plans" / "plan.schema.json"
    assert sciplan("plan", "schema").out == committed.read_text(encoding="utf-8")
