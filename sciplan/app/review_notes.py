"""A clerk's own paragraphs for a report: a small YAML file, by section key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sciplan.domain.plan import Plan
from sciplan.domain.problems import Problem, Where
from sciplan.errors import ProblemsFound, Refused
from sciplan.files import read_file
from sciplan.i18n import _
from sciplan.planfile.node import Fields, Items, Node, Scalar, as_data
from sciplan.planfile.yamltext import read_tree
from sciplan.report.review import CLOSING, OVERVIEW, Notes

_MOST = 1_000_000


def read_notes(path: Path, plan: Plan) -> Notes:
    """Read paragraphs by section key; raise `ProblemsFound` with all that is wrong, each with its place."""
    content = read_file(path, _MOST)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Refused(
            _("{path} is not UTF-8 text.").format(path=path), _("Open it in an editor and save it as UTF-8.")
        ) from fault
    root, problems = read_tree(text, str(path))
    found: dict[str, tuple[str, ...]] = {}
    if isinstance(root, Fields):
        for key, node in root.values.items():
            problems += _key_problems(plan, root.keys[key], str(path))
            paragraphs = list(_paragraphs(node))
            problems += [
                Problem("wrong-shape", _("A text or a list of texts belongs here."), Where(str(path), *at), _example())
                for at, text in paragraphs
                if text is None
            ]
            found[key] = tuple(text for _at, text in paragraphs if text)
    elif not problems and root is not None and as_data(root) != "":
        message = _("The file holds no paragraphs by section.")
        problems.append(Problem("wrong-shape", message, Where(str(path)), _example()))
    if problems:
        raise ProblemsFound(_("The paragraphs cannot be used; nothing was written."), problems)
    return {key: paragraphs for key, paragraphs in found.items() if paragraphs}


def _example() -> str:
    return _("Write “{key}: text”.").format(key=OVERVIEW)


def _key_problems(plan: Plan, key: Scalar, file: str) -> list[Problem]:
    if key.text in (OVERVIEW, CLOSING, *plan.section_by_key):
        return []
    message = _("There is no section “{typed}” in this plan.").format(typed=key.text)
    known = [_("{key} ({name})").format(key=section.key, name=section.name) for section in plan.sections]
    names = _(", ").join([OVERVIEW, CLOSING, *known])
    return [
        Problem(
            "unknown-section",
            message,
            Where(file, key.line, key.column),
            _("There are: {names}.").format(names=names),
        )
    ]


def _paragraphs(node: Node) -> Iterator[tuple[tuple[int, int], str | None]]:
    """Give each paragraph with its place; None for what is no text."""
    for one in node.values if isinstance(node, Items) else [node]:
        at = (one.line, one.column)
        yield at, " ".join(str(as_data(one)).split()) if isinstance(one, Scalar) else None
