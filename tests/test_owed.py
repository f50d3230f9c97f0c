"""`owed`: what is due and not reported, by agency."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.conftest import Sciplan

OFFICE = Path(__file__).parent / "plans" / "office.yaml"


@pytest.fixture
def office(national: Path, sciplan: Sciplan) -> Sciplan:
    """Run commands on a database with a small plan as its default one, whose figures are due by the end of March."""
    for command in (
        ("plan", "load", str(OFFICE)),
        ("use", "office"),
        ("record", "training", "8000", "--year", "2021"),
        ("record", "training", "10000", "--year", "2022"),
        ("record", "training", "20000", "--year", "2023"),
        ("record", "contests", "2", "--period", "2023H1"),
        ("record", "spending", "3/1", "--year", "2022", "--region", "630100"),
        ("record", "spending", "4/1", "--year", "2023", "--region", "630100"),
    ):
        assert sciplan(*command).code == 0
    return sciplan


def owed(office: Sciplan, *arguments: str) -> list[tuple[str, str, int]]:
    """Target, period and days overdue of what is owed."""
    document = json.loads(office("owed", *arguments, "--format", "json").out)
    return [(row["target"], row["period"], row["days_overdue"]) for row in document["owed"]]


def test_what_a_person_reads(office: Sciplan) -> None:
    """Agencies come in the plan's order, groups as themselves; of several regions only the missing ones are named."""
    done = office("owed", "--as-of", "2024-02-01")
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "示例方案\n"
        "as of 2024-02-01\n"
        "\n"
        "Agency    Target             Period  Deadline      Days overdue  Regions  Key\n"
        "农业局    竞赛               2023H2  2024-03-31  due in 59 days           contests\n"
        "教育局    覆盖率 [striving]  2023    2024-03-31  due in 59 days           share\n"
        "成员单位  经费               2022    2023-03-31             307  海东市   spending\n"
        "          经费               2023    2024-03-31  due in 59 days  海东市   spending\n"
        "\n"
        "1 figure overdue, the oldest by 307 days, 3 due, the first by 2024-03-31\n"
        "6 entries · fingerprint 1caa6ca67aa1\n"
    )


def test_the_document(office: Sciplan) -> None:
    """JSON is `sciplan/owed/1`: what was asked, the counts, and a record for each target and period."""
    document = json.loads(office("owed", "--as-of", "2024-04-01", "--agency", "成员单位", "--format", "json").out)
    assert document.pop("ledger")["entries"] == 6
    assert document == {
        "schema": "sciplan/owed/1",
        "plan": "office",
        "as_of": "2024-04-01",
        "known_at": None,
        "year": None,
        "agency": "members",
        "summary": {"overdue": 2, "due": 0, "longest": 367, "next_deadline": None},
        "owed": [
            {
                "agencies": ["members"],
                "target": "spending",
                "name": "经费",
                "binding": "required",
                "period": period,
                "deadline": deadline,
                "days_overdue": days,
                "regions": ["630200"],
                "waiting": ["spending"],
            }
            for period, deadline, days in (("2022", "2023-03-31", 367), ("2023", "2024-03-31", 1))
        ],
    }


def test_csv_has_the_same_rows(office: Sciplan) -> None:
    """CSV has the members of the JSON records as columns."""
    records = list(csv.DictReader(io.StringIO(office("owed", "--as-of", "2024-04-01", "--format", "csv").out)))
    assert [(record["target"], record["waiting"]) for record in records] == [
        ("contests", "contests contests-all"),
        ("share", "share"),
        ("spending", "spending"),
        ("spending", "spending"),
    ]


def test_markdown_is_a_table(office: Sciplan) -> None:
    """Markdown has the plan's name above the table and the counts below it."""
    text = office("owed", "--as-of", "2024-04-01", "--format", "md").out
    assert text.startswith("# 示例方案\n\n| Agency |")
    assert "\n4 figures overdue, the oldest by 367 days\n" in text


def test_borrowed_figures_are_owed_once(office: Sciplan) -> None:
    """What another target is judged on is owed under the target that holds it, also when that one has had its day."""
    assert ("contests-all", "2023", 1) not in owed(office, "--as-of", "2024-04-01")
    assert owed(office, "national", "--as-of", "2030-04-01") == [
        ("literacy-2025", "2025", 1521),
        ("literacy-2025", "2029", 60),
    ]
    text = office("owed", "national", "--as-of", "2030-04-01").out
    assert "nobody named" in text
    assert "for 公民具备科学素质的比例（2035年）" in text


def test_states_on_request(office: Sciplan) -> None:
    """Commitments without a number are owed at reviews, and listed with `--all`."""
    assert ("publicity", "2023", 1) in owed(office, "--as-of", "2024-04-01", "--all")
    assert "publicity" not in {target for target, _period, _days in owed(office, "--as-of", "2024-04-01")}


def test_an_agency_owes_through_its_group(office: Sciplan) -> None:
    """`--agency` asks for what an agency owes itself or as a member of a group."""
    found = {target for target, _period, _days in owed(office, "--as-of", "2024-04-01", "--agency", "教育局")}
    assert found == {"share", "spending"}
    assert owed(office, "--as-of", "2024-04-01", "--agency", "fin") == []


def test_one_year(office: Sciplan) -> None:
    """`--year` keeps what is owed for that year."""
    assert owed(office, "--as-of", "2024-04-01", "--year", "2022") == [("spending", "2022", 367)]
    assert "· 2022" in office("owed", "--as-of", "2024-04-01", "--year", "2022").out


def test_nothing_owed(office: Sciplan) -> None:
    """Before the first period is over there is nothing to owe, and that is said."""
    done = office("owed", "--as-of", "2021-06-30")
    assert (done.code, done.out) == (
        0,
        "示例方案\nas of 2021-06-30\n\nNothing is owed.\n6 entries · fingerprint 1caa6ca67aa1\n",
    )


def test_earlier_knowledge(office: Sciplan) -> None:
    """`--known-at` asks what was owed as the ledger was known then: before the first figure of training came."""
    found = owed(office, "--as-of", "2022-05-01", "--known-at", "b2")
    assert found == [("training", "2021", 31)]
    assert "· as known at " in office("owed", "--as-of", "2022-05-01", "--known-at", "b2").out


def test_the_last_day(office: Sciplan) -> None:
    """On the day of the deadline figures are due, and on the next one overdue."""
    assert "due today" in office("owed", "--as-of", "2024-03-31").out
    assert "due in 1 day " in office("owed", "--as-of", "2024-03-30").out
    assert ("share", "2023", 1) in owed(office, "--as-of", "2024-04-01")


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["--agency", "nobody"], 3, "There is no agency “nobody” in this plan."),
        (["--agency", "局"], 3, "“局” can mean 3 things: agri (农业局), edu (教育局), fin (财政局)."),
        (["--year", "2026"], 3, "2026 is outside the plan, which runs from 2021 to 2025."),
        (["--year", "23"], 2, "“23” is not a year."),
        (["--as-of", "2024-02-30"], 2, "“2024-02-30” is not a date."),
        (["--known-at", "b99"], 3, "There is no batch b99."),
        (["nowhere"], 3, "There is no plan “nowhere” in this database."),
        (["office", "--plan", "national"], 2, "Two plans are named: office and national."),
        (["--format", "pdf"], 2, "There is no format “pdf”."),
        (["--agency="], 2, "--agency needs a value."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_questions(arguments: list[str], code: int, sentence: str, office: Sciplan) -> None:
    """A wrong question gets one sentence, the right exit code, and nothing on stdout."""
    done = office("owed", *arguments)
    assert (done.code, done.out, sentence in done.err) == (code, "", True)
