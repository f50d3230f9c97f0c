"""What became of a workbook of a year's tasks, in words and as JSON."""

from __future__ import annotations

from sciplan.i18n import _, ngettext
from sciplan.render.imported import file_text
from sciplan.report.agreed import AgreedQuotas
from sciplan.report.imported import ALREADY, DRY_RUN, NOTHING_NEW

SCHEMA = "sciplan/agreed/1"


def agreed_text(done: AgreedQuotas) -> str:
    """Say in a line what became of a file."""
    return _("{file}: {said}").format(file=file_text(done.file), said=_said(done)) + "\n"


def _said(done: AgreedQuotas) -> str:
    if done.refused:
        number = len(done.problems)
        return ngettext(
            "refused, {number} problem; nothing was agreed.", "refused, {number} problems; nothing was agreed.", number
        ).format(number=number)
    if done.outcome == ALREADY:
        return _("already imported in batch b{batch}; nothing was written.").format(batch=done.batch)
    counted = _(
        "quotas for {year}: {agreed} agreed, {changed} changed, {withdrawn} withdrawn, {same} as before"
    ).format(year=done.year, agreed=done.agreed, changed=done.changed, withdrawn=done.withdrawn, same=done.same)
    if done.outcome == DRY_RUN:
        return _("would bring {counted}; nothing was written.").format(counted=counted)
    if done.outcome == NOTHING_NEW:
        return _("nothing new, {counted}; nothing was written.").format(counted=counted)
    return _("{counted}, batch b{batch}, fingerprint {fingerprint}.").format(
        counted=counted, batch=done.batch, fingerprint=(done.fingerprint or "")[:12]
    )


def agreed_document(done: AgreedQuotas) -> dict[str, object]:
    """Give what became of a file as a JSON document."""
    return {
        "schema": SCHEMA,
        "file": done.file,
        "sha256": done.sha256 or None,
        "plan": done.plan,
        "year": done.year,
        "outcome": done.outcome,
        "batch": done.batch,
        "fingerprint": done.fingerprint,
        "agreed": done.agreed,
        "changed": done.changed,
        "withdrawn": done.withdrawn,
        "same": done.same,
        "problems": [
            {"code": one.code, "where": str(one.where), "message": one.message, "hint": one.hint}
            for one in done.problems
        ],
    }
