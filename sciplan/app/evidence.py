"""Evidence: files that come in with entries, and out again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sciplan.app.choosing import find, target_candidates, unknown_target
from sciplan.app.ledgers import choose_plan, loaded_plan, open_ledger, split_target
from sciplan.domain.ledger import EvidenceFile, KeptEvidence
from sciplan.errors import Refused, UsageError
from sciplan.files import read_file, write_file
from sciplan.i18n import _
from sciplan.storage import reader
from sciplan.text import visible

LARGEST = 10_000_000
"""A file of more bytes is not taken."""


class EvidenceRequest(NamedTuple):
    """Whose evidence a person asks for, as typed; None asks for all."""

    plan: str | None = None
    target: str | None = None


def read_evidence(paths: Sequence[Path]) -> tuple[EvidenceFile, ...]:
    """Read files that prove an entry; raise `Refused` for what is not an ordinary file of at most 10 MB."""
    return tuple(EvidenceFile(visible(path.name) or "-", read_file(path, LARGEST)) for path in paths)


def listed(database: Path, request: EvidenceRequest) -> list[KeptEvidence]:
    """Give the evidence of a target, of a plan, or of the whole ledger."""
    plan_typed, target = split_target(request.target, request.plan) if request.target else (request.plan, None)
    conditions: list[tuple[str, str | int]] = []
    with open_ledger(database) as connection:
        if plan_typed is not None or target is not None:
            key = choose_plan(connection, plan_typed)
            conditions.append(("plan", key))
            if target is not None:
                _revision, plan = loaded_plan(connection, key)
                conditions.append(("target", find(target, target_candidates(plan), unknown_target()).key))
        return reader.evidence_of(connection, conditions)


def save(database: Path, named: str, output: Path, *, force: bool) -> KeptEvidence:
    """Write a file that is kept to a place; it is named by its entry, `ENTRY:N` for one of several, or its SHA-256."""
    named = named.lower()
    entry = re.fullmatch(r"([0-9]{1,12})(?::([1-9][0-9]?))?", named)
    if entry is None and not re.fullmatch(r"[0-9a-f]{6,64}", named):
        raise UsageError(
            _("“{typed}” names no evidence.").format(typed=named),
            _("Give the number of an entry, ENTRY:2 for its second file, or at least six digits of a SHA-256."),
        )
    with open_ledger(database) as connection:
        kept = reader.evidence_of(connection, [("entry", int(entry.group(1)))]) if entry else []
        if entry and entry.group(2):
            kept = kept[int(entry.group(2)) - 1 : int(entry.group(2))]
        found = kept or [one for one in reader.evidence_of(connection, []) if one.sha256.startswith(named)]
        if len({one.sha256 for one in found}) != 1:
            raise Refused(
                _("“{typed}” names no evidence.").format(typed=named)
                if not found
                else _("“{typed}” names several files.").format(typed=named),
                _("“sciplan evidence list” lists what there is; ENTRY:2 is the second file of an entry."),
            )
        write_file(output, reader.file_content(connection, found[0].sha256), force=force, database=database)
    return found[0]
