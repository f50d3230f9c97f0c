"""Batches as tables and records, and what undoing one came to, in words."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from sciplan.domain.batches import Batch
from sciplan.domain.quotas import Quota
from sciplan.i18n import _, ngettext
from sciplan.render.figures import number
from sciplan.render.ledger_log import COLUMNS as ENTRY_COLUMNS
from sciplan.render.ledger_log import log_records, log_table
from sciplan.render.page import Page
from sciplan.render.records import decimal_text
from sciplan.render.table import RIGHT, Column, Table, without_empty
from sciplan.report.batches import BatchList, BatchPage, Undone

LIST_SCHEMA = "sciplan/batches/1"
SCHEMA = "sciplan/batch/1"
COLUMNS = ("number", "at", "who", "command", "file", "file_sha256", "entries", "undone_by", "fingerprint", "quotas")
QUOTA_COLUMNS = ("plan", "target", "year", "amount", "checkpoint", "typed", "batch")


def list_page(found: BatchList) -> Page:
    """Give all batches for every format."""
    records = partial(_list_records, found)
    return Page(
        lambda: {"schema": LIST_SCHEMA, "batches": records()},
        records,
        COLUMNS,
        partial(_list_table, found),
        nothing=_("There are no batches."),
    )


def batch_page(page: BatchPage) -> Page:
    """Give one batch with what it brought for every format; as CSV its entries, else its quotas, alone."""
    agreed = bool(page.quotas)
    return Page(
        lambda: {
            "schema": SCHEMA,
            "batch": _record(page.batch, page.undone, len(page.quotas)),
            "entries": log_records(page.entries),
            "quotas": _quota_records(page),
        },
        partial(_quota_records, page) if agreed else partial(log_records, page.entries),
        QUOTA_COLUMNS if agreed else ENTRY_COLUMNS,
        partial(_quota_table, page) if agreed else partial(log_table, page.entries),
        title=_title(page.batch),
        lines=_lines(page),
    )


def _quota_records(page: BatchPage) -> list[dict[str, object]]:
    return [{"plan": plan, "target": one.target, **quota_record(one)} for plan, one in page.quotas]


def _quota_table(page: BatchPage) -> Table:
    columns = (
        Column(_("Plan"), priority=1),
        Column(_("Target")),
        Column(_("Year")),
        Column(_("Agreed"), RIGHT),
        Column(_("By the end"), RIGHT),
    )
    rows = tuple(
        (plan, one.target, f"{one.year}", _amount(one.amount) or _("withdrawn"), _amount(one.checkpoint))
        for plan, one in page.quotas
    )
    return Table(columns, rows)


def _amount(amount: Decimal | None) -> str:
    return "" if amount is None else number(amount)


def quota_record(quota: Quota) -> dict[str, object]:
    """Give a quota as a member of a JSON document; the amounts are absent where it was withdrawn."""
    return {
        "year": quota.year,
        "amount": decimal_text(quota.amount),
        "checkpoint": decimal_text(quota.checkpoint),
        "typed": quota.typed,
        "batch": quota.batch,
    }


def undone_text(done: Undone) -> str:
    """Say how many entries were taken back, and by which batch."""
    parts = []
    if done.retracted:
        parts.append(
            ngettext("{count} entry retracted", "{count} entries retracted", done.retracted).format(
                count=f"{done.retracted:,}"
            )
        )
    if done.put_back:
        parts.append(
            ngettext("{count} entry put back", "{count} entries put back", done.put_back).format(
                count=f"{done.put_back:,}"
            )
        )
    if done.unchanged:
        parts.append(
            ngettext("{count} entry left as it is", "{count} entries left as they are", done.unchanged).format(
                count=done.unchanged
            )
        )
    line = _("Batch b{batch} is undone: {parts}.").format(batch=done.batch, parts=_(", ").join(parts))
    written = _("Written as batch b{batch}, fingerprint {fingerprint}.").format(
        batch=done.by, fingerprint=done.fingerprint[:12]
    )
    return f"{line}\n{written}\n"


def _list_records(found: BatchList) -> list[dict[str, object]]:
    return [_record(one, found.undone.get(one.number), found.quotas.get(one.number, 0)) for one in found.batches]


def _record(batch: Batch, undone: int | None, quotas: int) -> dict[str, object]:
    return {
        "number": batch.number,
        "at": batch.at,
        "who": batch.who,
        "command": batch.command,
        "file": batch.file,
        "file_sha256": batch.file_sha256,
        "entries": batch.entries,
        "undone_by": undone,
        "fingerprint": batch.digest,
        "quotas": quotas,
    }


def _list_table(found: BatchList) -> Table:
    columns = (
        Column(_("Batch")),
        Column(_("Recorded at"), priority=2),
        Column(_("By"), priority=1),
        Column(_("Command")),
        Column(_("File"), priority=3, wraps=True, optional=True),
        Column(_("Entries"), RIGHT),
        Column(_("Quotas"), RIGHT, optional=True),
        Column(_("Undone by"), optional=True),
        Column(_("Fingerprint"), priority=4),
    )
    rows = tuple(
        (
            f"b{one.number}",
            _time(one),
            one.who,
            one.command,
            one.file or "",
            f"{one.entries:,}",
            f"{found.quotas[one.number]:,}" if one.number in found.quotas else "",
            f"b{found.undone[one.number]}" if one.number in found.undone else "",
            one.digest[:12],
        )
        for one in found.batches
    )
    return without_empty(Table(columns, rows))


def _title(batch: Batch) -> str:
    return " · ".join((f"b{batch.number}", batch.command, _time(batch), batch.who))


def _lines(page: BatchPage) -> list[str]:
    batch = page.batch
    entries = ngettext("{count} entry", "{count} entries", batch.entries).format(count=f"{batch.entries:,}")
    if page.quotas:
        entries = ngettext("{count} quota", "{count} quotas", len(page.quotas)).format(count=f"{len(page.quotas):,}")
    lines = [_("{entries}, fingerprint {fingerprint}").format(entries=entries, fingerprint=batch.digest[:12])]
    if batch.file is not None:
        lines.append(_("File {file}, SHA-256 {sha256}").format(file=batch.file, sha256=batch.file_sha256))
    if page.undone is not None:
        lines.append(_("Undone by batch b{batch}").format(batch=page.undone))
    return lines


def _time(batch: Batch) -> str:
    return batch.at[:19].replace("T", " ") + "Z"
