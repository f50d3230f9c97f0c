"""The documents of a review in `examples/qinghai`: made from the illustrative returns, and compared part by part."""

from pathlib import Path

import pytest

from tests.conftest import run_sciplan
from tests.papers import parts
from tests.transcripts import ROOT

FOLDER = ROOT / "examples" / "qinghai"
LABEL = "示例（数据虚构）："
"""Stands before the plan's name, so that every page and last line says that its figures are invented."""

NOTES = str(FOLDER / "illustrative-notes.yaml")
DOCUMENTS = {
    "illustrative-midterm-checklist.docx": ("checklist", "midterm"),
    "illustrative-midterm-checklist.xlsx": ("checklist", "midterm"),
    "illustrative-midterm-report.docx": ("report", "midterm", "--notes", NOTES),
    "illustrative-midterm-report.html": ("report", "midterm", "--notes", NOTES),
    "illustrative-2024-tasks.xlsx": ("tasks", "2024"),
}


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a database with the labelled plan and all illustrative returns until 2023, written at the tests' moment."""
    folder = tmp_path_factory.mktemp("province")
    plan = (ROOT / "plans" / "qinghai-2021-2025.yaml").read_text(encoding="utf-8")
    (folder / "plan.yaml").write_text(plan.replace("\nname: ", f"\nname: {LABEL}", 1), encoding="utf-8")
    returns = sorted(str(path) for path in (FOLDER / "returns").glob("illustrative-202[123]*"))
    database = folder / "sciplan.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCIPLAN_LANG", "en")
        patch.setenv("SCIPLAN_USER", "tester")
        for command in (
            ("init", "national-2021-2035"),
            ("plan", "load", str(folder / "plan.yaml")),
            ("use", "qinghai-2021-2025"),
            ("import", str(FOLDER / "baseline-2020.csv"), *returns),
        ):
            done = run_sciplan("--database", str(database), *command)
            assert done.code == 0, done.err
    return database


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_documents_are_what_is_made(province: Path, name: str, request: pytest.FixtureRequest) -> None:
    """Each file is what the command makes, part by part once it is unzipped."""
    done = run_sciplan("--database", str(province), *DOCUMENTS[name], "-o", name)
    assert done.code == 0, done.err
    made, kept = Path(name).read_bytes(), FOLDER / name
    if request.config.getoption("--update"):
        kept.write_bytes(made)
    if name.endswith(".html"):
        assert made == kept.read_bytes()
    else:
        assert dict(parts(made)) == dict(parts(kept.read_bytes()))


def test_every_document_says_that_it_is_invented(province: Path) -> None:
    """The label stands in the title and in the last line, which no reader misses."""
    for name in DOCUMENTS:
        if name.endswith(".html"):
            text = (FOLDER / name).read_text(encoding="utf-8")
        else:
            text = " ".join(
                content.decode("utf-8", "replace") for _name, content in parts((FOLDER / name).read_bytes())
            )
        assert text.count(LABEL) >= 2, name


def test_no_document_is_forgotten() -> None:
    """Every illustrative document in the folder is one that is compared."""
    kept = {path.name for path in FOLDER.glob("illustrative-*") if path.suffix != ".yaml"}
    assert kept == set(DOCUMENTS)
