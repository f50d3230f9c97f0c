"""Every report in every format, compared with what is kept; `--update` rewrites it: read the difference."""

import shutil
from pathlib import Path

import pytest

from sciplan.clock import Now
from tests.conftest import NOW, Sciplan, run_sciplan
from tests.papers import docx_text, xlsx_text

GOLDEN = Path(__file__).parent / "golden"
OFFICE = Path(__file__).parent / "plans" / "office.yaml"
NOTES = """\
overview: 本报告由示例办公室编写。
farmers: [冬季培训集中在十一月。, 讲师由县科协选派。]
closing: 下一步抓紧补报。
"""
REPORTS = {
    "checklist": ("checklist", "midterm"),
    "checklist-of-one": ("checklist", "midterm", "--agency", "edu"),
    "tasks": ("tasks", "2024"),
    "report": ("report", "midterm", "--notes", "notes.yaml"),
    "report-annual": ("report", "annual", "--year", "2022"),
    "scorecard": ("scorecard", "--as-of", "2023-12-31"),
    "scorecard-of-one": ("scorecard", "agri", "--as-of", "2023-12-31"),
}
READ = {"docx": docx_text, "xlsx": xlsx_text}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a database with a small plan and some figures of it."""
    folder = tmp_path_factory.mktemp("ledger")
    (folder / "proof.txt").write_text("proof")
    database = folder / "sciplan.db"
    for command in (
        ("init", "national-2021-2035"),
        ("plan", "load", str(OFFICE)),
        ("use", "office"),
        ("record", "training", "8000", "--year", "2021", "--evidence", str(folder / "proof.txt")),
        ("record", "training", "10000", "--year", "2022"),
        ("record", "share", "5/10", "--year", "2023"),
        ("record", "contests", "1", "--period", "2023H1"),
        ("record", "contests", "2", "--period", "2023H2"),
        ("record", "spending", "3/1", "--year", "2022", "--region", "630100"),
        ("record", "spending", "5/4", "--year", "2022", "--region", "630200"),
        ("record", "publicity", "in-progress", "--year", "2023"),
    ):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SCIPLAN_LANG", "en")
            patch.setenv("SCIPLAN_USER", "tester")
            done = run_sciplan("--database", str(database), *command)
        assert done.code == 0, done.err
    return database


@pytest.fixture
def office(ledger: Path, sciplan: Sciplan) -> Sciplan:
    """Run commands on a copy of the database, with a clerk's paragraphs beside it."""
    shutil.copy(ledger, "sciplan.db")
    Path("notes.yaml").write_text(NOTES)
    return sciplan


def check(name: str, content: str, request: pytest.FixtureRequest) -> None:
    """Compare with the file that is kept, or rewrite it."""
    kept = GOLDEN / name
    if request.config.getoption("--update"):
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(content, encoding="utf-8")
    assert content == kept.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["table", "md", "json", "csv", "html", "docx", "xlsx"])
@pytest.mark.parametrize("report", REPORTS)
def test_every_report_in_every_format(office: Sciplan, report: str, form: str, request: pytest.FixtureRequest) -> None:
    """What a report says in a format is what it said when somebody last read it."""
    command = REPORTS[report]
    if form in READ:
        done = office(*command, "-o", f"x.{form}")
        content = READ[form](Path(f"x.{form}").read_bytes()) if done.code == 0 else ""
    else:
        done = office(*command, "--format", form)
        content = done.out
    assert done.code == 0, done.err
    check(f"{report}.{form}.txt" if form in READ or form == "table" else f"{report}.{form}", content, request)


@pytest.mark.parametrize("form", ["md", "json", "csv", "html", "docx", "xlsx"])
@pytest.mark.parametrize("report", ["checklist", "tasks", "report", "scorecard"])
def test_the_same_inputs_give_the_same_bytes(office: Sciplan, report: str, form: str) -> None:
    """A report made again, years later, is the one in the archive, byte for byte."""
    later = Now(NOW.utc.replace(year=2030), NOW.today.replace(year=2030))
    for name, now in (("one", NOW), ("two", later)):
        assert run_sciplan(*REPORTS[report], "-o", f"{name}.{form}", now=now).code == 0
    assert Path(f"one.{form}").read_bytes() == Path(f"two.{form}").read_bytes()


def test_no_kept_file_is_forgotten() -> None:
    """Every file in the folder is one that a test compares."""
    forms = ("table.txt", "md", "json", "csv", "html", "docx.txt", "xlsx.txt")
    assert {path.name for path in GOLDEN.iterdir()} == {f"{report}.{form}" for report in REPORTS for form in forms}


@pytest.mark.parametrize("form", ["md", "csv", "html", "docx", "xlsx"])
@pytest.mark.parametrize("report", ["checklist", "tasks", "report", "scorecard"])
def test_a_printed_report_can_be_made_again(office: Sciplan, report: str, form: str) -> None:
    """After later figures, the document as known at the fingerprint of its last line is the same, byte for byte."""
    assert office(*REPORTS[report], "-o", f"one.{form}").code == 0
    fingerprint = office(*REPORTS[report]).out.split()[-1]
    assert office("record", "training", "1", "--year", "2023").code == 0
    assert office(*REPORTS[report], "--known-at", fingerprint, "-o", f"two.{form}").code == 0
    assert Path(f"one.{form}").read_bytes() == Path(f"two.{form}").read_bytes()
