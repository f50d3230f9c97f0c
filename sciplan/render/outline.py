"""The outline of a plan as an indented tree."""

from __future__ import annotations

from collections.abc import Iterator

from sciplan.domain.plan import REQUIRED, Document
from sciplan.i18n import _, ngettext
from sciplan.render import words
from sciplan.report.outline import Outline, OutlineItem, OutlineNode
from sciplan.text import visible


def outline_text(outline: Outline) -> str:
    """Give a plan's outline: sections, and in each its agencies, measures (·) and targets (◆)."""
    lines = [*_heading(outline), ""]
    for node in outline.nodes:
        lines += _node_lines(node, "")
    return "\n".join(visible(line) for line in lines) + "\n"


def _heading(outline: Outline) -> Iterator[str]:
    plan = outline.plan
    yield plan.name
    yield _("{key} · revision {revision} · {first}–{last}").format(
        key=plan.key, revision=outline.revision, first=plan.start.year, last=plan.end.year
    )
    if facts := _document_facts(plan.document):
        yield facts
    targets = sum(1 for target in plan.targets if not target.measure)
    measures = len(plan.targets) - targets
    counts = (
        ngettext("{number} target", "{number} targets", targets).format(number=targets),
        ngettext("{number} measure", "{number} measures", measures).format(number=measures),
        ngettext("{number} agency", "{number} agencies", len(plan.agencies)).format(number=len(plan.agencies)),
    )
    yield " · ".join(counts)


def _document_facts(document: Document) -> str:
    issued = document.issued.isoformat() if document.issued else None
    return " · ".join(fact for fact in (document.issuer, document.number, issued) if fact)


def _node_lines(node: OutlineNode, indent: str) -> list[str]:
    section = node.section
    clause = f"  {section.clause}" if section.clause else ""
    lines = [f"{indent}{section.name}  [{section.key}]{clause}"]
    below = f"{indent}  "
    lines += [f"{below}{line}" for line in _agencies(node.lead_names, node.responsible_names)]
    for mark, items in (("·", node.measures), ("◆", node.targets)):
        for item in items:
            lines.append(f"{below}{mark} {_item_line(item)}")
            lines += [f"{below}    {line}" for line in _agencies(item.lead_names, item.responsible_names)]
    for inner in node.nodes:
        lines += _node_lines(inner, below)
    return lines


def _agencies(lead: tuple[str, ...], responsible: tuple[str, ...]) -> Iterator[str]:
    if lead:
        yield _("Lead: {names}").format(names=_(", ").join(lead))
    if responsible:
        yield _("Responsible: {names}").format(names=_(", ").join(responsible))


def _item_line(item: OutlineItem) -> str:
    target = item.target
    parts = [f"{target.name}  [{target.key}]"]
    if not target.measure:
        parts.append(words.goal_text(target))
        parts.append(_("by {date}").format(date=target.due.isoformat()))
    if target.binding != REQUIRED:
        parts.append(words.binding_word(target.binding))
    return "  ".join(parts)
