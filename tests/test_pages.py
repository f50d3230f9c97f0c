"""Documents on paper, as LibreOffice prints them: what stands where on each page."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from sciplan.render.document import Cell, Document, Grid, Heading
from sciplan.render.grid_book import grid_workbook
from sciplan.render.word_document import word_document
from tests.paper_samples import FINGERPRINT, document, targets

PROGRAMS = ("soffice", "pdftotext")
_POINTS = 72 / 25.4
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_ROWS = 150


@dataclass(frozen=True)
class Word:
    """A word on a page, where it stands in millimetres from the upper left corner, and what it says."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


@dataclass(frozen=True)
class Page:
    """A page and its words; measures in millimetres."""

    width: float
    height: float
    words: tuple[Word, ...]

    @property
    def across(self) -> bool:
        """Whether it lies across."""
        return self.width > self.height

    @property
    def edge(self) -> float:
        """Where the text ends and the foot begins."""
        return self.height - (26 if self.across else 35)

    @property
    def said(self) -> tuple[Word, ...]:
        """The words above its foot."""
        return tuple(word for word in self.words if word.top < self.edge)

    @property
    def foot(self) -> tuple[Word, ...]:
        """The words at its foot."""
        return tuple(word for word in self.words if word.top >= self.edge)

    @property
    def text(self) -> str:
        """What it says, without blanks."""
        return "".join(word.text for word in self.said)

    @property
    def lines(self) -> int:
        """How many lines it has."""
        bottoms = sorted(word.bottom for word in self.said)
        return 1 + sum(lower - upper > 4 for upper, lower in pairwise(bottoms))

    @property
    def last_line(self) -> str:
        """What its last line says."""
        lowest = max(word.bottom for word in self.said)
        return "".join(word.text for word in self.said if word.bottom > lowest - 2)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Page]]:
    """Print all files at once and give the pages of each by its name."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing and os.environ.get("CI"):
        pytest.fail(f"missing: {', '.join(missing)}")
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    folder = tmp_path_factory.mktemp("pages")
    long = document(rows=_ROWS, long=3)
    (folder / "long.docx").write_bytes(word_document(long))
    (folder / "english.docx").write_bytes(word_document(document("en")))
    (folder / "book.xlsx").write_bytes(grid_workbook({"指标": targets(60, "zh")}, long.title, FINGERPRINT, "zh"))
    files = sorted(folder.iterdir())
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *files],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {file.stem: pages_of(file.with_suffix(".pdf")) for file in files}


def pages_of(file: Path) -> list[Page]:
    """Read the words of a printed file and their places."""
    boxes = subprocess.run(["pdftotext", "-bbox", file, "-"], check=True, capture_output=True, text=True).stdout
    return [
        Page(
            float(width) / _POINTS,
            float(height) / _POINTS,
            tuple(word_of(*found) for found in _WORD.findall(words)),
        )
        for width, height, words in _PAGE.findall(boxes)
    ]


def word_of(left: str, top: str, right: str, bottom: str, text: str) -> Word:
    """Give a word from its edges in points."""
    return Word(float(left) / _POINTS, float(top) / _POINTS, float(right) / _POINTS, float(bottom) / _POINTS, text)


def in_first_column(word: Word) -> bool:
    """Say whether a word is the number of a row of the annex."""
    return word.right < 50 and word.text.isdigit()


def characters(shown: Document) -> set[str]:
    """Give the characters that a document says anywhere."""
    texts = [shown.title, *shown.lines, shown.last_line]
    for block in shown.blocks:
        if isinstance(block, Grid):
            cells: list[Cell] = [cell for row in block.rows for cell in row]
            texts += [cell.text for cell in cells]
            texts += [column.heading for column in block.columns] if block.rows else []
        elif isinstance(block, Heading):
            texts.append(block.text)
    return set("".join(texts)) - {" "}


def test_everything_lies_inside_the_margins(printed: dict[str, list[Page]]) -> None:
    """No word leaves the type area of GB/T 9704, upright or across; only the page number stands below it.

    A mark that may not begin a line may hang out of the one before, as is the custom.
    """
    for page in printed["long"] + printed["english"]:
        left, right, top = (37, 297 - 35, 28) if page.across else (28, 210 - 26, 37)
        for word in page.said:
            assert word.left > left - 0.5, word
            assert word.right < right + (6 if word.text[-1] in "，。、；：”）" else 0.5), word
            assert word.top > top - 1.5, word
            assert word.bottom < page.edge + 1.5, word


def test_pages_are_numbered_outside(printed: dict[str, list[Page]]) -> None:
    """Each page has its number between dashes, odd pages on the right and even ones on the left."""
    for number, page in enumerate(printed["long"], 1):
        assert "".join(word.text for word in page.foot) == f"—{number}—"
        assert (page.foot[0].left > page.width / 2) == bool(number % 2)


def test_a_full_page_has_22_lines(printed: dict[str, list[Page]]) -> None:
    """Running text has 22 lines to a page."""
    pages = [page for page in printed["long"] if not page.across and "序号" not in page.text]
    assert max(page.lines for page in pages) == 22


def test_headings_stand_on_every_page_of_a_table(printed: dict[str, list[Page]]) -> None:
    """The headings of a long table are repeated, and none of its rows is lost."""
    pages = [page for page in printed["long"] if page.across]
    assert len(pages) > 5
    for page in pages:
        assert all(heading in page.text for heading in ("序号", "目标任务", "量化指标", "研判", "备注"))
    numbers = sorted(int(word.text) for page in pages for word in page.said if in_first_column(word))
    assert numbers == list(range(1, _ROWS + 1))


def test_a_row_is_on_one_page(printed: dict[str, list[Page]]) -> None:
    """Every page of a table ends with a whole row: as many leads as numbers."""
    for page in printed["long"]:
        if page.across:
            assert page.text.count("省科协") == sum(map(in_first_column, page.said))


def test_no_heading_ends_a_page(printed: dict[str, list[Page]]) -> None:
    """What a heading heads begins on its page; so does what a caption stands above."""
    for page in printed["long"] + printed["english"]:
        assert not re.search(r"[甲乙丙]\d\d$|^表1$", page.last_line)


def test_nothing_is_lost_on_paper(printed: dict[str, list[Page]]) -> None:
    """Every character of the document is on its pages, the fingerprint in full, and no page is empty."""
    pages = printed["long"]
    text = "".join(page.text for page in pages)
    assert characters(document()) <= set(text)
    assert FINGERPRINT in text
    assert all(page.said for page in pages)


def test_an_annex_lies_across(printed: dict[str, list[Page]]) -> None:
    """An annex begins a page that lies across, with its mark at the upper left and its title on the third line."""
    first = next(page for page in printed["long"] if page.across)
    assert first.text.startswith("附件1目标任务完成情况")
    title = first.said[1] if first.said[0].text == "附件1" else first.said[2]
    assert 28 + 2 * 10 < title.bottom < 28 + 3.6 * 10


def test_a_workbook_prints_one_page_wide(printed: dict[str, list[Page]]) -> None:
    """The sheets of a workbook print across, all columns on each page, with headings and page numbers."""
    pages = printed["book"]
    assert all(page.across and "序号" in page.text for page in pages)
    for number, page in enumerate(pages, 1):
        assert f"{number}" in "".join(word.text for word in page.foot)
    assert FINGERPRINT in pages[-1].text
