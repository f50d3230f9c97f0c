"""The office's own Word document as a template: what it lends, what stays behind, and what is none."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from sciplan.errors import Refused
from sciplan.render.word_document import word_document
from tests.paper_files import book, font, grid_width, style, template, word, words_of
from tests.paper_samples import document, targets


def replaced(content: bytes, name: str, old: str, new: str) -> bytes:
    """Give a package with one of its files changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(out, "w") as changed:
        for entry in package.namelist():
            text = package.read(entry)
            changed.writestr(entry, text.replace(old.encode(), new.encode()) if entry == name else text)
    return out.getvalue()


def test_a_template_lends_its_pages_and_styles() -> None:
    """Margins, letterhead, footer and styles are the template's, and nothing that it said is left."""
    content = word_document(document(), template())
    opened = word(content)
    first, annex = opened.sections
    assert round(first.left_margin / Mm(1)) == 20
    assert first.header.paragraphs[0].text == "纲要办文件"
    assert first.footer.paragraphs[0].text == "地址"
    assert annex.orientation == WD_ORIENT.LANDSCAPE
    assert annex.header.is_linked_to_previous
    assert opened.styles["Heading 1"].font.size == Pt(20)
    assert "旧" not in words_of(opened)
    assert opened.paragraphs[0].text == "科学素质纲要实施情况报告"
    width = grid_width(opened.tables[0])
    assert abs(width - (first.page_width - first.left_margin - first.right_margin) / 635) < 2


def test_a_template_leaks_nothing() -> None:
    """Pictures of the text, the preview, comments, the name of the author and other properties stay behind."""

    def told(made: WordFile) -> None:
        made.add_comment(made.paragraphs[0].runs, "secret", "author")
        made.core_properties.author = made.core_properties.comments = "secret"
        made.core_properties.identifier = made.core_properties.version = "secret"

    content = word_document(document(), template(told))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert not any("comments" in name or "thumbnail" in name for name in package.namelist())
        assert not any(b"secret" in package.read(name) for name in package.namelist())


def test_styles_that_a_template_lacks_are_added() -> None:
    """A template with hardly any styles is filled up with ours; those that number headings no longer do."""

    def bare(made: WordFile) -> None:
        for name in ("Title", "Heading 2", "Table Grid"):
            made.styles[name].delete()
        properties = made.styles["Heading 1"].element.get_or_add_pPr()
        properties.get_or_add_numPr().get_or_add_numId().val = 1

    opened = word(word_document(document(), template(bare)))
    assert font(style(opened, "Title")) == "方正小标宋简体"
    assert opened.tables[0].style.name == "Table Grid"
    assert style(opened, "Heading 1").find(".//" + qn("w:numPr")) is None


def test_a_page_that_is_not_laid_out_follows_the_standard() -> None:
    """A template that says nothing about its pages is printed on A4 with our margins."""

    def without_pages(made: WordFile) -> None:
        made.element.body.remove(made.element.body.sectPr)

    [first, *_others] = word(word_document(document(), template(without_pages))).sections
    assert [round(edge / Mm(1)) for edge in (first.page_width, first.left_margin)] == [210, 28]


def test_the_first_pages_of_a_template_count() -> None:
    """Of a template with several sections the first is used; what its first page alone shows is not on annexes."""

    def sections(made: WordFile) -> None:
        made.sections[0].different_first_page_header_footer = True
        made.sections[0].first_page_header.paragraphs[0].text = "红头"
        made.add_section().page_width = Mm(420)

    first, annex = word(word_document(document(), template(sections))).sections
    assert round(first.page_width / Mm(1)) == 210
    assert first.first_page_header.paragraphs[0].text == "红头"
    assert not annex.different_first_page_header_footer


def test_a_report_is_a_template_too() -> None:
    """What sciplan wrote can be changed in Word and used again; the result has the same pages."""
    written = word_document(document())
    again = word_document(document(), written)
    assert words_of(word(again)) == words_of(word(written))
    assert [section.orientation for section in word(again).sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]


def package_of(**files: bytes) -> bytes:
    """Give a zip archive with these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return out.getvalue()


def of_kind(kind: str) -> bytes:
    """Give a template whose main part says that it is of another kind."""
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return replaced(template(), "[Content_Types].xml", main, kind)


def with_measure(name: str, told: str) -> bytes:
    """Give a template that says something else of an edge of its pages."""
    [old] = re.findall(rf'w:{name}="[0-9]+"', package_text(template(), "word/document.xml"))
    return replaced(template(), "word/document.xml", old, f'w:{name}="{told}"')


def package_text(content: bytes, name: str) -> str:
    """Give one of the files of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name).decode()


def narrow(made: WordFile) -> None:
    """Leave no room between the margins."""
    made.sections[0].left_margin = made.sections[0].right_margin = Mm(100)


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "text": (lambda: b"hello", "damaged, or not a Word document"),
    "empty": (lambda: b"", "damaged, or not a Word document"),
    "cut": (lambda: template()[:9000], "damaged, or not a Word document"),
    "zip": (lambda: package_of(a=b"1"), "damaged, or not a Word document"),
    "xlsx": (lambda: book({"a": targets(1, "zh")}), "damaged, or not a Word document"),
    "broken": (lambda: replaced(template(), "word/document.xml", "</w:body>", ""), "damaged, or not a Word document"),
    "without styles": (
        lambda: replaced(template(), "word/styles.xml", "<w:styles", "<w:nothing"),
        "damaged, or not a Word document",
    ),
    "without its part": (
        lambda: replaced(template(), "_rels/.rels", "word/document.xml", "word/none.xml"),
        "damaged, or not a Word document",
    ),
    "doc": (lambda: OLD + bytes(100), "old kind (.doc)"),
    "password": (lambda: OLD + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
    "odt": (lambda: package_of(mimetype=b"application/vnd.oasis.opendocument.text"), "OpenDocument text (.odt)"),
    "docm": (lambda: of_kind("application/vnd.ms-word.document.macroEnabled.main+xml"), "macros"),
    "dotx": (
        lambda: of_kind("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"),
        "Word template (.dotx)",
    ),
    "bomb": (lambda: package_of(a=bytes(101_000_000)), "more than 100 MB"),
    "bomb of markup": (lambda: package_of(**{"a.xml": bytes(11_000_000)}), "more than 10 MB"),
    "no room": (lambda: template(narrow), "leaves no room"),
    "no number": (lambda: with_measure("top", "abc"), "damaged, or not a Word document"),
    "no footer": (lambda: with_measure("footer", "abc"), "damaged, or not a Word document"),
    "huge": (lambda: with_measure("header", "99999999999"), "damaged, or not a Word document"),
    "entities": (
        lambda: replaced(template(), "word/document.xml", "<w:document", "<!DOCTYPE x []><w:document"),
        "damaged, or not a Word document",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_template_is_refused(case: str) -> None:
    """Each file that is none is refused with its reason and with what to do, never with a traceback."""
    content, message = REFUSED[case]
    with pytest.raises(Refused) as refused:
        word_document(document(), content())
    assert message in refused.value.message
    assert refused.value.hint
