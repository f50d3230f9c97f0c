"""What was filed for a target: its entries slot by slot, what each is now, and who stands behind what counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sciplan.domain.ledger import RETRACTION, WHOLE, KeptEvidence, LoggedEntry, Reported, Slot
from sciplan.domain.period import parse_period
from sciplan.domain.plan import Plan

COUNTED, BASELINE, COVERED, LATER = "counted", "baseline", "covered", "later"
SUPERSEDED, RETRACTED = "superseded", "retracted"
_Place = tuple[str, str, str]
"""Period, region and agency of a slot."""


class Filed(NamedTuple):
    """An entry as it was written, and what it is now.

    `standing` is `superseded`, `retracted` (a retraction that stands), or, for a live entry, `counted`, `baseline`
    (of the time before the plan), `covered` (a wider one counts, or none does) or `later` (its period ends
    after the date).
    """

    logged: LoggedEntry
    standing: str
    evidence: tuple[KeptEvidence, ...] = ()


class Chain(NamedTuple):
    """The entries of one slot in the order in which each superseded the one before it."""

    region_name: str
    agency_name: str
    entries: tuple[Filed, ...]


class Filings(NamedTuple):
    """What the ledger holds of the target whose entries count: what is live, every entry, and the files with them."""

    reports: Sequence[Reported]
    entries: Sequence[LoggedEntry]
    evidence: Sequence[KeptEvidence] = ()


def standings_of(plan: Plan, seen: Sequence[Reported], counting: Sequence[Reported]) -> dict[_Place, str]:
    """Say of each slot that a judgement looks at whether its live entry counts."""
    behind = {_slot_of(report) for report in counting}
    return {
        _slot_of(report): BASELINE
        if report.period.end < plan.start
        else COUNTED
        if _slot_of(report) in behind
        else COVERED
        for report in seen
    }


def _slot_of(report: Reported) -> _Place:
    return report.period.text, report.region, report.agency


def build_chains(plan: Plan, filings: Filings, standings: Mapping[_Place, str]) -> tuple[Chain, ...]:
    """Give the chains by period, region and agency."""
    slots: dict[Slot, list[LoggedEntry]] = {}
    for logged in filings.entries:
        slots.setdefault(logged.entry.slot, []).append(logged)
    superseded = {logged.entry.supersedes for logged in filings.entries}
    return tuple(
        Chain(
            region_name(plan, entries[0].entry.slot.region),
            slot_agency_name(plan, entries[0].entry.slot.agency),
            tuple(
                Filed(
                    logged,
                    _standing(logged, superseded, standings),
                    tuple(file for file in filings.evidence if file.entry == logged.entry.id),
                )
                for logged in entries
            ),
        )
        for entries in sorted(slots.values(), key=lambda entries: _place(plan, entries[0].entry.slot))
    )


def _place(plan: Plan, slot: Slot) -> tuple[date, str, str, str]:
    period = parse_period(slot.period, plan.start)
    return period.end if period else date.max, slot.period, slot.region, slot.agency


def _standing(logged: LoggedEntry, superseded: set[int | None], standings: Mapping[_Place, str]) -> str:
    entry = logged.entry
    if entry.kind == RETRACTION:
        return RETRACTED
    if entry.id in superseded:
        return SUPERSEDED
    return standings.get((entry.slot.period, entry.slot.region, entry.slot.agency), LATER)


def region_name(plan: Plan, code: str) -> str:
    """Give the name of a region, or its code where the plan does not know it any more."""
    region = plan.region_by_code.get(code)
    return region.name if region else code


def slot_agency_name(plan: Plan, key: str) -> str:
    """Give the name of an agency, or its key where the plan does not know it any more."""
    agency = plan.agency_by_key.get(key)
    return agency.name if agency else key


def reporters_of(plan: Plan, chains: Sequence[Chain], day: date | None) -> tuple[str, ...]:
    """Give who stands behind the entries that count, of one day where it is given.

    It is the agency of the slot where it has one, else who recorded the entry.
    """
    found: dict[str, None] = {}
    for chain in chains:
        for filed in chain.entries:
            slot = filed.logged.entry.slot
            period = parse_period(slot.period, plan.start)
            if filed.standing != COUNTED or period is None or day not in (None, period.end):
                continue
            found[chain.agency_name if slot.agency != WHOLE else filed.logged.recorded_by] = None
    return tuple(found)
