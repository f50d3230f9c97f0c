"""A hundred texts that programs trip over: names of targets and notes; each is read back from every format.

The readers are others than those that sciplan writes with: of the standard library, openpyxl, python-docx and a parser
of Markdown. Nothing in what is written may run, link, or be markup.
"""

from __future__ import annotations

import csv
import html.parser
import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.faults.offices import here
from benchmarks.faults.outcome import Outcome

FORMATS = ("table", "csv", "json", "md", "html", "xlsx", "docx")
WORDS = (
    "=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "'=1", "=HYPERLINK(\"http://x.example\")", "{=1}",
    "%0A=1", "＝1+1",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</td></tr></table>", "<!-- x", "-->",
    "]]>", "<![CDATA[x", "<?php x ?>",
    "&amp;", "&lt;b&gt;", "&#60;b&#62;", "&nbsp;", "&", "<", ">", '"', "'", "`", "``", "```x```",
    "javascript:alert(1)", "<a href=x>y</a>",
    "<svg/onload=alert(1)>", "<style>*{x:y}</style>", "<b>x", "x</b>", "<http://x.example>",
    "http://x.example/?a=b&c", "a@x.example",
    "www.x.example", "[x](http://x.example)", "![x](x)", "[x]: http://x.example", "[x][y]", "*x*", "**x**",
    "_x_", "__x__", "~~x~~", "# x", "## x",
    "x #", "- x", "+ x", "* x", "1. x", "1) x", "> x", "| x | y |", "x|y", "\\|", "\\", "\\\\", "x\\",
    "---", "===", "***", "    x", "    x\\y",
    "[ ] x", ":smile:", "<x@y.example>", "$x$", "$$x$$", "^x^", "==x==", "{{ x }}", "{% x %}", "${x}",
    "{0}", "{x}", "{", "}", "%s", "%(x)s", "%",
    "[bold]x[/bold]", "[/x]", "[red]", "[link=http://x.example]y[/link]", "x,y", "x;y", "x\"y\"z",
    "'; DROP TABLE entry; --", "NULL", "None", "nan",
    "1e5", "007", "2023-05", "1/2", "true", "#REF!", "_x0041_", "_x000D_", "x"  * 300, "汉字", "𠮷野家",
    "👩🏽", "é", "e\u0301", "أهلا", "שלום", "ﷺ", "①",
    "　x　y", "x\u00a0y", "Ω", "ß", "İ", "ﬁ",
)  # fmt: skip
_TAGS = frozenset(
    (
        "html", "head", "meta", "title", "style", "body", "main", "header", "footer", "section", "h1", "h2",
        "h3", "h4", "h5", "p", "table", "caption", "colgroup", "col", "thead", "tbody", "tr", "th", "td", "br",
        "span", "div", "strong", "svg", "text", "rect", "line", "path", "g", "b", "ul", "li",
    )
)  # fmt: skip
_TOKENS = frozenset(
    (
        "heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "table_open",
        "table_close", "thead_open", "thead_close", "tbody_open", "tbody_close", "tr_open", "tr_close",
        "th_open", "th_close", "td_open", "td_close", "text", "softbreak", "hardbreak", "strong_open",
        "strong_close",
    )
)  # fmt: skip


def hostile_words(*, every: int = 1) -> Outcome:
    """Name targets so, write notes so, and look for both in every format."""
    words = list(dict.fromkeys(" ".join(word.split()) for word in WORDS))[::every]
    missed = []
    with tempfile.TemporaryDirectory(prefix="sciplan-faults-") as name:
        folder = Path(name)
        path = folder / "sciplan.db"
        (folder / "p.yaml").write_text(_plan(words), encoding="utf-8")
        here(path, "init", "national-2021-2035", folder=folder)
        here(path, "plan", "load", "p.yaml", folder=folder)
        here(path, "use", "words", folder=folder)
        (folder / "r.json").write_text(json.dumps(_records(words)), encoding="utf-8")
        here(path, "import", "r.json", folder=folder)
        for form in FORMATS:
            written = _written(path, folder, form)
            texts, harm = _READERS[form](written)
            seen = {one for text in texts for one in (text.strip(), _unmarked(text.strip()))}
            printed = texts[0] if form == "table" else ""
            gone = [word for word in words if word not in seen and word not in printed]
            missed += [f"{form}: {word!r} is gone" for word in gone]
            missed += [f"{form}: {what}" for what in harm]
        notes = json.loads(here(path, "log", "--format", "json", folder=folder)[1])
        kept = {entry["note"] for entry in notes["entries"]}
        missed += [f"note {word!r} is gone" for word in words if word not in kept]
    return Outcome(
        "hostile texts in every format",
        len(words) * len(FORMATS),
        f"{len(words)} texts × {len(FORMATS)} formats",
        tuple(missed),
    )


def _plan(words: list[str]) -> str:
    head = (
        "format: 1\nkey: words\nname: 示例\nlevel: province\nregion: '630000'\nperiod: [2021, 2025]\n"
        "document: {title: 示例}\nagencies: [{key: edu, name: 教育厅}]\n"
        "sections:\n  - {key: s, kind: action, name: 行动, lead: edu}\ntargets:\n"
    )
    return head + "".join(
        f"  - {{key: t-{number}, name: {json.dumps(word, ensure_ascii=False)}, section: s, kind: cumulative, unit: 次,"
        " goal: {at_least: 100}}\n"
        for number, word in enumerate(words)
    )


def _records(words: list[str]) -> list[dict[str, str]]:
    return [{"target": f"t-{number}", "year": "2023", "value": "5", "note": word} for number, word in enumerate(words)]


def _written(path: Path, folder: Path, form: str) -> bytes:
    """Give the tasks of a year in a format; a table is what `status` prints, since tasks wrap their lines."""
    if form == "table":
        return here(path, "status", "--all", folder=folder)[1].encode()
    file = f"tasks.{form}"
    here(path, "tasks", "2024", "-o", file, "--force", folder=folder)
    return (folder / file).read_bytes()


def _unmarked(text: str) -> str:
    """Give text without the apostrophe that CSV puts before what a spreadsheet would run."""
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@'") else text


Read = tuple[list[str], list[str]]
"""The texts that are seen, and what would run or be markup."""


def _table(content: bytes) -> Read:
    text = content.decode()
    return [text], ["escape"] if "\x1b" in text else []


def _csv(content: bytes) -> Read:
    cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]
    return cells, [cell for cell in cells if cell[:1] in ("=", "+", "@", "\t", "\r")]


def _json(content: bytes) -> Read:
    return list(_strings(json.loads(content))), []


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


def _markdown(content: bytes) -> Read:
    from markdown_it import MarkdownIt

    texts, harm = [], []
    for token in MarkdownIt("gfm-like", {"html": True, "linkify": False}).disable("linkify").parse(content.decode()):
        children = token.children or []
        harm += [f"{one.type} {one.content}" for one in (token, *children) if one.type not in _TOKENS]
        if token.type == "inline":
            texts.append("".join("\n" if child.type.endswith("break") else child.content for child in children))
    return texts, harm


class _Page(html.parser.HTMLParser):
    """Collects the text of each element, and what is neither text nor a harmless element."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = [""]
        self.harm: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.texts.append("")
        bad = [
            name
            for name, value in attrs
            if name.startswith("on") or name in ("href", "src", "action") or "script:" in (value or "")
        ]
        if tag not in _TAGS or bad:
            self.harm.append(f"<{tag} {bad}>")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the library's signature
        self.texts.append("")

    def handle_data(self, data: str) -> None:
        self.texts[-1] += data

    def handle_comment(self, data: str) -> None:
        self.harm.append(f"comment {data}")

    def unknown_decl(self, data: str) -> None:
        self.harm.append(f"declaration {data}")


def _html(content: bytes) -> Read:
    page = _Page()
    page.feed(content.decode())
    page.close()
    return page.texts, page.harm


def _xlsx(content: bytes) -> Read:
    import openpyxl

    cells = [
        cell
        for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    ]
    own = ("=IF(", "=J", "=SUM(", "=ROUND")
    return [cell.value for cell in cells], [
        str(cell.value)
        for cell in cells
        if cell.hyperlink is not None or (cell.data_type == "f" and not str(cell.value).startswith(own))
    ]


def _docx(content: bytes) -> Read:
    import docx

    document = docx.Document(io.BytesIO(content))
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        body = package.read("word/document.xml").decode()
    return texts, [mark for mark in ("w:hyperlink", "w:fldSimple", "w:object", "w:altChunk") if f"<{mark}" in body]


_READERS: dict[str, Callable[[bytes], Read]] = {
    "table": _table,
    "csv": _csv,
    "json": _json,
    "md": _markdown,
    "html": _html,
    "xlsx": _xlsx,
    "docx": _docx,
}
