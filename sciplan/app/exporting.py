"""The live entries of a plan out of the ledger, so that they can come in again somewhere else."""

from __future__ import annotations

from pathlib import Path

from sciplan.app.ledgers import choose_plan, known_at, loaded_plan, open_ledger
from sciplan.report.export import Export, ExportRow
from sciplan.storage import reader
from sciplan.storage.batches import evidence_files
from sciplan.storage.exported import live_entries
from sciplan.text import file_name

_LONGEST_NAME = 80


def export(database: Path, plan: str | None, moment: str | None, folder: str) -> Export:
    """Give the live entries of a plan; `folder` is where their evidence will lie, beside the file."""
    with open_ledger(database) as connection:
        until = known_at(connection, moment)
        _revision, found = loaded_plan(connection, choose_plan(connection, plan), until)
        entries = live_entries(connection, found.key, until.until)
        proven = {kept.entry for kept in reader.evidence_of(connection, [("plan", found.key)])}
        rows = []
        for entry in entries:
            files = evidence_files(connection, entry.id) if entry.id in proven else ()
            named = tuple(
                (f"{folder}/{entry.id}-{number}-{file_name(file.name)[-_LONGEST_NAME:]}", file)
                for number, file in enumerate(files, 1)
            )
            rows.append(ExportRow(entry, named))
    return Export(found, tuple(rows))
