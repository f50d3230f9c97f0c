"""Answering what was written to the ledger, as it was written."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from sciplan.app import choosing
from sciplan.app.ledgers import batch_number, choose_plan, loaded_plan, open_ledger, split_target
from sciplan.domain.ledger import LoggedEntry
from sciplan.errors import UsageError
from sciplan.i18n import _
from sciplan.storage import reader


class LogRequest(NamedTuple):
    """Which entries a person asks for, as typed; None asks for all."""

    plan: str | None = None
    target: str | None = None
    agency: str | None = None
    region: str | None = None
    year: str | None = None
    batch: str | None = None


def log(database: Path, request: LogRequest) -> list[LoggedEntry]:
    """Give the entries of one plan, or of all plans when none is named, in the order in which they were written."""
    plan_typed, target = split_target(request.target, request.plan) if request.target else (request.plan, None)
    with open_ledger(database) as connection:
        conditions: list[tuple[str, str | int]] = []
        needs_plan = any(part is not None for part in (plan_typed, target, request.agency, request.region))
        if needs_plan:
            key = choose_plan(connection, plan_typed)
            _revision, plan = loaded_plan(connection, key)
            conditions.append(("plan", key))
            wanted = (
                ("target", target, choosing.target_candidates(plan), choosing.unknown_target()),
                ("agency", request.agency, choosing.agency_candidates(plan), choosing.unknown_agency()),
                ("region", request.region, choosing.region_candidates(plan), choosing.unknown_region()),
            )
            found = {
                column: choosing.find(typed, candidates, unknown).key
                for column, typed, candidates, unknown in wanted
                if typed is not None
            }
            if "target" in found:
                # Figures that several targets are judged on stand under the one that holds them.
                found["target"] = plan.target_by_key[found["target"]].figures_of or found["target"]
            conditions += found.items()
        if request.year is not None:
            if re.fullmatch(r"[0-9]{4}", request.year) is None:
                raise UsageError(_("“{typed}” is not a year.").format(typed=request.year), _("Write it like 2023."))
            conditions.append(("year", request.year))
        if request.batch is not None:
            conditions.append(("batch", batch_number(request.batch)))
        return reader.log(connection, conditions)
