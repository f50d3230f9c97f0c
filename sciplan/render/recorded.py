"""What a `record` wrote, said in two lines."""

from __future__ import annotations

from sciplan.domain.ledger import RETRACTION, Content
from sciplan.domain.plan import Target
from sciplan.domain.quantity import quotient, rounded
from sciplan.i18n import _
from sciplan.render.figures import amount_with_unit
from sciplan.render.ledger_log import content_text
from sciplan.report.recorded import Corrected, Recorded
from sciplan.text import visible


def recorded_text(done: Recorded) -> str:
    """Say what was recorded, for what, and under which entry and batch; or that it was there already."""
    slot = done.draft.slot
    places = [done.target.name, slot.period, done.region_name]
    if done.agency_name:
        places.append(done.agency_name)
    shown = _shown(done.draft.content, done.target)
    line = _("{places}: {value}").format(places=" · ".join(places), value=shown)
    if done.entry is None or done.fingerprint is None:
        said = _("The ledger already holds this; nothing was written.")
        if done.draft.note:
            said += " " + _("The note was not kept.")
        return f"{visible(line)}\n{said}\n"
    written = _("Recorded as entry {entry} in batch b{batch}, fingerprint {fingerprint}.").format(
        entry=done.entry, batch=done.batch, fingerprint=done.fingerprint[:12]
    )
    return f"{visible(line)}\n{written}\n"


def corrected_text(done: Corrected) -> str:
    """Say what superseded which entry, and under which entry and batch."""
    before = _shown(done.held.content, done.target)
    places = [done.target.name, done.held.slot.period, done.region_name, done.agency_name]
    what = " · ".join(place for place in places if place)
    if done.draft.kind == RETRACTION:
        line = _("{what}: {before} is retracted").format(what=what, before=before)
    else:
        now = _shown(done.draft.content, done.target)
        line = _("{what}: {before} → {now}").format(what=what, before=before, now=now)
    written = _("Entry {held} is superseded by entry {entry} in batch b{batch}, fingerprint {fingerprint}.").format(
        held=done.held.id, entry=done.entry, batch=done.batch, fingerprint=done.fingerprint[:12]
    )
    return f"{visible(line)}\n{written}\n"


def _shown(content: Content, target: Target) -> str:
    """Give what an entry says with its unit; a ratio with its quotient."""
    if content.value is not None:
        return amount_with_unit(content.value, target.unit)
    shown = content_text(content)
    if content.numerator is not None and content.denominator is not None:
        ratio = quotient(content.numerator, content.denominator, target.unit)
        if ratio is not None:
            shown += f" ({amount_with_unit(rounded(ratio, 2), target.unit)})"
    return shown
