"""Mending the ledger in the open: corrections and retractions, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sciplan.app.evidence import read_evidence
from sciplan.app.ledgers import loaded_plan, open_ledger, require_reason, require_revision
from sciplan.app.reports import parse_content
from sciplan.clock import Now
from sciplan.domain.appending import SAME, Draft
from sciplan.domain.ledger import CORRECTION, RETRACTION, WHOLE, Content, Entry
from sciplan.domain.plan import Plan
from sciplan.errors import Refused, UsageError
from sciplan.i18n import _
from sciplan.report.filings import region_name, slot_agency_name
from sciplan.report.recorded import Corrected
from sciplan.storage import reader
from sciplan.storage.appender import Writing, append_drafts
from sciplan.storage.connection import writing
from sciplan.text import check_text


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person asks to correct, as typed; without a value the entry is retracted."""

    entry: str
    reason: str | None
    value: str | None = None
    evidence: tuple[Path, ...] = ()


def correct(database: Path, request: Correction, who: str, now: Now) -> Corrected:
    """Append the entry that supersedes another one: a correction with its value, or a retraction.

    Raises `Refused`, with nothing written, if the entry does not exist, does not stand any more, or would not change.
    """
    number = _number(request.entry)
    note = require_reason(request.reason, _("Add --reason TEXT; it is kept with the entry."))
    with open_ledger(database) as connection:
        held = reader.entry(connection, number)
        if held is None:
            raise Refused(_("There is no entry {entry}.").format(entry=number), _("“sciplan log” lists them."))
        revision, plan = loaded_plan(connection, held.slot.plan)
    if held.slot.target not in plan.target_by_key:
        raise Refused(
            _("The plan {plan} does not have the target {target} any more.").format(
                plan=plan.key, target=held.slot.target
            ),
            _("Load a revision of the plan that has it."),
        )
    draft = _draft(plan, held, request, note)
    with writing(database) as connection:
        require_revision(connection, plan.key, revision)
        appended = append_drafts(connection, Writing(who, now.utc, _command(request)), [draft])
    if appended.link is None or appended.decisions[0].outcome == SAME:
        raise Refused(
            _("Entry {entry} says {value} already; nothing was written.").format(entry=number, value=held.typed),
            _("Give the value that it should say."),
        )
    return Corrected(
        plan.target_by_key[held.slot.target],
        region_name(plan, held.slot.region),
        slot_agency_name(plan, held.slot.agency) if held.slot.agency != WHOLE else None,
        held,
        draft,
        appended.entries[0],
        appended.link.number,
        appended.link.digest,
    )


def _number(typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 12):
        raise UsageError(
            _("“{typed}” is not the number of an entry.").format(typed=typed), _("“sciplan log” lists them.")
        )
    return int(typed)


def _command(request: Correction) -> str:
    return "retract" if request.value is None else "correct"


def _draft(plan: Plan, held: Entry, request: Correction, note: str) -> Draft:
    if request.value is None:
        return Draft(held.slot, Content(), "", note, kind=RETRACTION, corrects=held.id)
    evidence = read_evidence(request.evidence)
    target = plan.target_by_key[held.slot.target]
    content = parse_content(target, request.value, proven=bool(evidence))
    typed = check_text(request.value)
    return Draft(held.slot, content, typed, note, evidence, kind=CORRECTION, corrects=held.id)
