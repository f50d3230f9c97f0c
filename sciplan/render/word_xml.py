"""Pieces of WordprocessingML, the XML inside a Word document. Measures are in twentieths of a point (twips)."""

from __future__ import annotations

from typing import Any

from sciplan.text import visible

POINT = 20
"""Twips."""

CENTRE, RIGHT, LEFT, BOTH = "center", "right", "left", "both"


def node(tag: str, *children: Any, **values: str | int) -> Any:  # noqa: ANN401 - lxml has no types
    """Give an element of the w: namespace with its attributes, and its children in the order given."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element: Any = OxmlElement(f"w:{tag}")
    for name, value in values.items():
        element.set(qn(f"w:{name}"), str(value))
    element.extend(children)
    return element


def run(text: str, *properties: Any) -> Any:  # noqa: ANN401
    """Give text with properties of its own; control and direction characters are left out."""
    from docx.oxml.ns import qn

    said = node("t")
    said.text = visible(text)
    said.set(qn("xml:space"), "preserve")
    return node("r", *([node("rPr", *properties)] if properties else ()), said)


def paragraph(style: str, *runs: Any, properties: tuple[Any, ...] = ()) -> Any:  # noqa: ANN401
    """Give a paragraph in a style, by the identifier of the style, with properties of its own in schema order."""
    return node("p", node("pPr", node("pStyle", val=style), *properties), *runs)


def field(instruction: str, shown: str) -> tuple[Any, ...]:
    """Give the runs of a field, with what it shows until the program works it out."""
    from docx.oxml.ns import qn

    code = node("instrText")
    code.text = f" {instruction} "
    code.set(qn("xml:space"), "preserve")
    marks = [node("r", node("fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end")]
    return marks[0], node("r", code), marks[1], run(shown), marks[2]
