"""Entries as they were written: as a table and as records."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from sciplan.domain.ledger import Content, Entry, LoggedEntry
from sciplan.i18n import _, pgettext
from sciplan.render.page import Page
from sciplan.render.records import decimal_text
from sciplan.render.table import RIGHT, Column, Table, without_empty
from sciplan.render.words import state_word

SCHEMA = "sciplan/log/1"
COLUMNS = (
    "id",
    "batch",
    "plan",
    "target",
    "year",
    "period",
    "region",
    "agency",
    "value",
    "numerator",
    "denominator",
    "state",
    "kind",
    "supersedes",
    "recorded_at",
    "recorded_by",
    "note",
)


def log_document(entries: Sequence[LoggedEntry]) -> dict[str, object]:
    """Give the entries as a JSON document."""
    return {"schema": SCHEMA, "entries": log_records(entries)}


def log_records(entries: Sequence[LoggedEntry]) -> list[dict[str, object]]:
    """Give one record per entry."""
    return [_record(logged) for logged in entries]


def _record(logged: LoggedEntry) -> dict[str, object]:
    entry = logged.entry
    slot, content = entry.slot, entry.content
    return {
        "id": entry.id,
        "batch": entry.batch,
        "plan": slot.plan,
        "target": slot.target,
        "year": int(slot.period.removeprefix("..")[:4]),
        "period": slot.period,
        "region": slot.region,
        "agency": slot.agency or None,
        "value": decimal_text(content.value),
        "numerator": decimal_text(content.numerator),
        "denominator": decimal_text(content.denominator),
        "state": content.state,
        "kind": entry.kind,
        "supersedes": entry.supersedes,
        "recorded_at": logged.recorded_at,
        "recorded_by": logged.recorded_by,
        "note": entry.note,
    }


def log_table(entries: Sequence[LoggedEntry]) -> Table:
    """Give the table that a person reads."""
    columns = (
        Column(_("Entry"), RIGHT),
        Column(_("Batch"), priority=3),
        Column(_("Target"), wraps=True),
        Column(_("Period")),
        Column(_("Region")),
        Column(_("Agency"), priority=2, optional=True),
        Column(pgettext("entry", "Value"), RIGHT),
        Column(_("Kind")),
        Column(_("Recorded at"), priority=4),
        Column(_("By"), priority=5),
        Column(_("Note"), priority=6, wraps=True, optional=True),
    )
    return without_empty(Table(columns, tuple(_cells(logged) for logged in entries)))


def _cells(logged: LoggedEntry) -> tuple[str, ...]:
    entry = logged.entry
    return (
        str(entry.id),
        f"b{entry.batch}",
        f"{entry.slot.plan}:{entry.slot.target}",
        entry.slot.period,
        entry.slot.region,
        entry.slot.agency,
        content_text(entry.content),
        _kind(entry),
        logged.recorded_at[:19].replace("T", " ") + "Z",
        logged.recorded_by,
        entry.note or "",
    )


def content_text(content: Content) -> str:
    """Give what an entry says: a number, a ratio, a state, or nothing."""
    if content.state is not None:
        return state_word(content.state)
    if content.numerator is not None and content.denominator is not None:
        return f"{content.numerator:,f}/{content.denominator:,f}"
    return "" if content.value is None else f"{content.value:,f}"


def _kind(entry: Entry) -> str:
    word = {"record": _("record"), "correction": _("correction"), "retraction": _("retraction")}[entry.kind]
    return word if entry.supersedes is None else f"{word} → {entry.supersedes}"


def log_page(entries: Sequence[LoggedEntry]) -> Page:
    """Give entries for every format."""
    return Page(
        partial(log_document, entries),
        partial(log_records, entries),
        COLUMNS,
        partial(log_table, entries),
        nothing=_("There are no such entries."),
    )
