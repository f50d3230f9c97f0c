"""A document in every format: nothing from elsewhere, always the same bytes, and text stays text."""

import io
import re
import time
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

import openpyxl
import pytest

from sciplan.render.document import Document, Grid, Paper, Paragraph
from sciplan.render.markdown import markdown_document
from sciplan.render.papers import paper_content
from sciplan.render.web_page import web_page
from sciplan.render.word_document import word_document
from sciplan.text import visible
from tests.paper_files import book, template, word
from tests.paper_samples import FINGERPRINT, HOSTILE, document, targets

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


class Page(HTMLParser):
    """What a browser takes out of a page: its elements with their attributes, and its text."""

    def __init__(self, content: bytes) -> None:
        """Read the page."""
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.texts.append(data)


@LANGUAGES
def test_a_web_page_asks_for_nothing(language: str) -> None:
    """A page has no script, link or picture, and forbids itself to load any."""
    content = web_page(document(language, notes=HOSTILE, rows=len(HOSTILE)))
    page = Page(content)
    assert (
        "meta",
        {"http-equiv": "Content-Security-Policy", "content": "default-src 'none'; style-src 'unsafe-inline'"},
    ) in page.elements
    assert not {"script", "link", "img", "iframe", "object", "form", "a", "base"} & {tag for tag, _ in page.elements}
    assert not any(
        {"src", "href", "style"} & set(named) or any(n.startswith("on") for n in named) for _, named in page.elements
    )
    assert not re.search(rb"url\(|@import", content)
    assert page.elements[0] == ("html", {"lang": {"zh": "zh-CN", "en": "en"}[language]})


def test_a_web_page_prints_well() -> None:
    """Headings of tables repeat, rows and annexes are not split, pages of annexes lie across."""
    text = web_page(document()).decode()
    for rule in (
        "thead { display: table-header-group; }",
        "break-inside: avoid",
        "break-after: avoid",
        "@page across { size: A4 landscape",
        "page: across",
        "@page { size: A4 portrait",
    ):
        assert rule in text
    assert text.count("<thead>") == 3
    assert text.count('class="scroll"') == 3
    assert '<section class="annex">' in text
    assert '<h2 class="new-page">' in text
    assert f"<footer>{FINGERPRINT}</footer>" in text
    assert '<td class="whole green">√ 正常</td>' in text
    assert "A4 landscape; margin: 20mm" in web_page(Document("t", (), (), "", "zh", landscape=True)).decode()


@LANGUAGES
def test_markdown_has_its_parts_in_order(language: str) -> None:
    """Title, lines, headings, tables, places to sign and the last line."""
    lines = markdown_document(document(language)).splitlines()
    assert lines[0] == "# 科学素质纲要实施情况报告"
    assert ("## 一、甲01" if language == "zh" else "## 1 甲01") in lines
    assert ("#### 1. 丙01" if language == "zh" else "#### 1.1.1 丙01") in lines
    assert "## 附件1 目标任务完成情况" in lines
    assert "**表 1**" in lines
    assert "No rows" not in lines
    assert lines[-1] == FINGERPRINT


def formats(shown: Document, grid: Grid) -> dict[str, Callable[[], bytes]]:
    """Give what makes a document in each format."""
    return {
        "docx": lambda: word_document(shown),
        "docx with a template": lambda: word_document(shown, template()),
        "xlsx": lambda: book({"a": grid, "b": grid}, shown.language),
        "html": lambda: web_page(shown),
        "md": lambda: markdown_document(shown).encode(),
    }


@LANGUAGES
def test_equal_content_gives_equal_bytes(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every format is the same to the byte when it is made again, also in another year."""
    shown, grid = document(language), targets(6, language)
    office = template()
    made = formats(shown, grid) | {"docx with a template": lambda: word_document(shown, office)}
    first = {name: make() for name, make in made.items()}
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 40_000_000)
    assert {name: make() for name, make in made.items()} == first


def said_in(name: str, content: bytes) -> Iterator[str]:
    """Give the texts that a file shows."""
    if name == "docx":
        for table in word(content).tables:
            yield from (cell.text for row in table.rows for cell in row.cells)
        yield from (line.text for line in word(content).paragraphs)
    elif name == "xlsx":
        for sheet in openpyxl.load_workbook(io.BytesIO(content)):
            assert not [cell for row in sheet for cell in row if cell.data_type == "f" or cell.hyperlink]
            yield from (str(cell.value) for row in sheet for cell in row)
    else:
        yield from Page(content).texts


@pytest.mark.parametrize("name", ["docx", "xlsx", "html"])
def test_hostile_text_stays_text(name: str) -> None:
    """Formulas, markup, links, control and direction characters, half characters and long words are only text."""
    grid = targets(len(HOSTILE), "zh", HOSTILE)
    with_lines = Document(HOSTILE[0], HOSTILE, (*document().blocks, grid), HOSTILE[3], "zh")
    found = list(said_in(name, formats(with_lines, grid)[name]()))
    for text in HOSTILE:
        assert visible(text) in found
    assert not re.search("[\x00-\x08\x1b\u202e\ud800\ufffe]", "".join(found))


def test_hostile_text_is_no_markdown() -> None:
    """Bars, brackets, stars and angle brackets are escaped, and cells stay in their columns."""
    text = markdown_document(document(notes=HOSTILE, rows=len(HOSTILE)))
    assert "<script>" not in text
    assert r"\[link\](http://example.org)" in text
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {10}


def test_markdown_shows_the_text_as_it_is() -> None:
    """What Markdown would take for an entity or for the beginning of a list is escaped."""
    lines = ("1. first", "12) next", "- point", "&lt; &amp;")
    text = markdown_document(Document("&amp;", lines, tuple(map(Paragraph, lines)), "3. last", "zh"))
    shown = (r"1\. first", r"12\) next", r"\- point", r"\&lt; \&amp;")
    assert text == "\n\n".join((r"# \&amp;", "  \n".join(shown), *shown, r"3\. last")) + "\n"


def test_a_paper_comes_in_every_format() -> None:
    """The frame of reports makes each format from the same document, in the language of its plan."""
    shown, grid = document(), targets(3, "zh")
    paper = Paper("zh", lambda: shown, dict, list, [], lambda: {"指标": grid})
    contents = {form: paper_content(paper, form) for form in ("docx", "xlsx", "html", "md")}
    assert contents["docx"][:2] == contents["xlsx"][:2] == b"PK"
    assert contents["html"].startswith(b"<!DOCTYPE html>")
    assert contents["md"].startswith("# 科学".encode())
