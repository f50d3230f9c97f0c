"""`status` in full: filters, orders, exit codes, and several plans at once."""

import json
from pathlib import Path

import pytest

from tests.conftest import Sciplan

TINY = str(Path(__file__).parent / "plans" / "tiny.yaml")


@pytest.fixture
def tiny(national: Path, sciplan: Sciplan) -> Path:
    """Give a database with the tiny plan and some figures, beside the national outline."""
    assert sciplan("plan", "load", TINY).code == 0
    for entry in (
        ("tiny:training", "4000", "--period", "..2022"),
        ("tiny:share", "60%", "--year", "2022"),
        ("tiny:spending", "5/2", "--year", "2022", "--region", "630100"),
        ("tiny:spending", "3/2", "--year", "2022", "--region", "630200"),
        ("tiny:publicity", "in-progress", "--period", "2022-12"),
    ):
        assert sciplan("record", *entry).code == 0, entry
    return national


def keys(sciplan: Sciplan, *arguments: str) -> list[str]:
    """Give the keys of the targets that a status lists, in their order."""
    done = sciplan("status", "tiny", "--as-of", "2022-12-31", "--format", "json", *arguments)
    assert done.code == 0, done.err
    return [target["key"] for target in json.loads(done.out)["targets"]]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ["training", "contests", "spending", "contests-all", "share"]),
        (["--behind"], ["training", "contests", "spending", "contests-all"]),
        (["--sort", "plan"], ["training", "share", "contests", "spending", "contests-all"]),
        (["--sort", "gap"], ["training", "share", "contests", "spending", "contests-all"]),
        (["--sort", "due"], ["training", "share", "contests", "spending", "contests-all"]),
        (["--agency", "教育"], ["training", "contests", "spending", "contests-all", "share"]),
        (["--agency", "agri"], []),
        (["--section", "行动"], ["training", "contests", "spending", "contests-all", "share"]),
        (["--region", "西宁"], ["spending"]),
        (["--all", "--sort", "plan"], ["training", "share", "contests", "spending", "contests-all", "publicity"]),
    ],
    ids=lambda value: " ".join(value) if value and value[0].startswith("-") else "",
)
def test_filters_and_orders(arguments: list[str], expected: list[str], tiny: Path, sciplan: Sciplan) -> None:
    """Filters narrow the list, orders turn it; the worst comes first unless told otherwise."""
    assert keys(sciplan, *arguments) == expected


def test_a_region_by_itself(tiny: Path, sciplan: Sciplan) -> None:
    """A region is judged on its own figures against the goal that each region has."""
    for region, value, passed in (("西宁", "2.5", True), ("海东", "1.5", False)):
        document = json.loads(
            sciplan("status", "tiny", "--as-of", "2022-12-31", "--region", region, "--format", "json").out
        )
        [target] = document["targets"]
        # the figure for 2021 is missing, which outranks a success and not a failure
        assert (target["value"], target["status"]) == (value, "overdue" if passed else "far-behind")
    assert "· 海东市 alone" in sciplan("status", "tiny", "--region", "海东").out


def test_a_region_has_its_own_baseline(tiny: Path, sciplan: Sciplan) -> None:
    """The plan's baseline is that of its whole region; a part of it starts from its own figure, or from none."""
    text = (Path(__file__).parent / "plans" / "tiny.yaml").read_text(encoding="utf-8")
    text = text.replace("key: tiny", "key: parts").replace("year: 2020}}", "year: 2020}, regions: prefecture}")
    Path("parts.yaml").write_text(text, encoding="utf-8")
    assert sciplan("plan", "load", "parts.yaml", "--yes").code == 0
    alone = ("status", "parts", "--as-of", "2022-12-31", "--region", "西宁", "--format", "json")
    assert sciplan("record", "parts:share", "66/100", "--year", "2022", "--region", "630100").code == 0
    [target] = [one for one in json.loads(sciplan(*alone).out)["targets"] if one["key"] == "share"]
    assert target["attainment"] in (None, "0")
    assert sciplan("record", "parts:share", "60/100", "--year", "2020", "--region", "630100").code == 0
    [target] = [one for one in json.loads(sciplan(*alone).out)["targets"] if one["key"] == "share"]
    assert (target["attainment"], target["status"]) == ("30", "behind")


@pytest.mark.parametrize(
    ("status", "code"),
    [("missed", 0), ("far-behind", 1), ("overdue", 1), ("behind", 1), ("met", 1)],
)
def test_fail_on(status: str, code: int, tiny: Path, sciplan: Sciplan) -> None:
    """`--fail-on` exits with 1 when a listed target has the status or a worse one, and prints all the same."""
    done = sciplan("status", "tiny", "--as-of", "2022-12-31", "--fail-on", status)
    assert (done.code, "小方案" in done.out) == (code, True)
    assert sciplan("status", "tiny", "--as-of", "2022-12-31", "--agency", "agri", "--fail-on", "met").code == 0


def test_several_plans_at_once(tiny: Path, sciplan: Sciplan) -> None:
    """Without a plan and without a default there is a line for each plan; `use` ends that."""
    text = sciplan("status", "--as-of", "2022-12-31").out
    assert [line.split()[0] for line in text.splitlines()[3:5]] == ["national-2021-2035", "tiny"]
    document = json.loads(sciplan("status", "--as-of", "2022-12-31", "--format", "json").out)
    assert (document["schema"], document["as_of"]) == ("sciplan/overview/1", "2022-12-31")
    [national, plan] = document["plans"]
    assert (national["plan"], national["milestone"], national["days_left"]) == ("national-2021-2035", "y2025", 1096)
    assert (plan["targets"], plan["summary"]["on-track"]) == (5, 1)
    assert sciplan("status", "--format", "csv").out.count("\n") == 3
    assert sciplan("status", "--format", "md").out.startswith("| Plan |")
    assert sciplan("status", "--as-of", "2022-12-31", "--fail-on", "far-behind").code == 1
    assert json.loads(sciplan("status", "--known-at", "b1", "--format", "json").out)["plans"][0]["plan"] != "tiny"
    assert sciplan("use", "tiny").code == 0
    assert json.loads(sciplan("status", "--format", "json").out)["plan"] == "tiny"


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["tiny", "--sort", "size"], 2, "There is no order “size”."),
        (["tiny", "--fail-on", "bad"], 2, "There is no status “bad”."),
        (["tiny", "--agency", "nobody"], 3, "There is no agency “nobody” in this plan."),
        (["tiny", "--section", "nowhere"], 3, "There is no section “nowhere” in this plan."),
        (["tiny", "--region", "999999"], 3, "There is no region “999999” in this plan."),
        (["--agency", "教育"], 2, "Which plan?"),
        (["--milestone", "midterm"], 2, "Which plan?"),
        (["--behind"], 2, "Which plan?"),
        (["--sort", "due"], 2, "Which plan?"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_questions(arguments: list[str], code: int, sentence: str, tiny: Path, sciplan: Sciplan) -> None:
    """A filter that names nothing is refused in one sentence."""
    done = sciplan("status", *arguments)
    assert (done.code, done.out, sentence in done.err) == (code, "", True)
