"""What became of a file that was to bring something into the ledger, in one sentence."""

from __future__ import annotations

from sciplan.i18n import _
from sciplan.report.imported import ALREADY, DRY_RUN, NOTHING_NEW


def outcome_text(outcome: str, counted: str, batch: int | None, fingerprint: str | None) -> str:
    """Say whether what was counted came in, and as which batch; not for a file that was refused."""
    if outcome == ALREADY:
        return _("already imported in batch b{batch}; nothing was written.").format(batch=batch)
    if outcome == DRY_RUN:
        return _("would bring {counted}; nothing was written.").format(counted=counted)
    if outcome == NOTHING_NEW:
        return _("nothing new, {counted}; nothing was written.").format(counted=counted)
    return _("{counted}, batch b{batch}, fingerprint {fingerprint}.").format(
        counted=counted, batch=batch, fingerprint=(fingerprint or "")[:12]
    )
