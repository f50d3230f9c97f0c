"""What a `record` wrote, said in two lines."""

from __future__ import annotations

from sciplan.domain.quantity import quotient, rounded
from sciplan.i18n import _
from sciplan.render.ledger_log import content_text
from sciplan.render.words import amount_with_unit
from sciplan.report.recorded import Recorded
from sciplan.text import visible


def recorded_text(done: Recorded) -> str:
    """Say what was recorded, for what, and under which entry and batch; or that it was there already."""
    slot = done.draft.slot
    places = [done.target.name, slot.period, done.region_name]
    if done.agency_name:
        places.append(done.agency_name)
    content = done.draft.content
    shown = content_text(content) if content.value is None else amount_with_unit(content.value, done.target.unit)
    if content.numerator is not None and content.denominator is not None:
        ratio = quotient(content.numerator, content.denominator, done.target.unit)
        if ratio is not None:
            shown += f" ({amount_with_unit(rounded(ratio, 2), done.target.unit)})"
    line = _("{places}: {value}").format(places=" · ".join(places), value=shown)
    if done.entry is None or done.fingerprint is None:
        return visible(line) + "\n" + _("The ledger already holds this; nothing was written.") + "\n"
    written = _("Recorded as entry {entry} in batch b{batch}, fingerprint {fingerprint}.").format(
        entry=done.entry, batch=done.batch, fingerprint=done.fingerprint[:12]
    )
    return f"{visible(line)}\n{written}\n"
