"""What is said about copies of the database: made, restored, kept before an upgrade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sciplan.i18n import _, ngettext
from sciplan.render.words import ledger_text
from sciplan.report.backups import BRANCHED, EARLIER, LATER, OTHER, SAME, BackedUp, Prospect, Restored, Upgraded


def backed_up_text(done: BackedUp) -> str:
    """Give what is said when a backup was made."""
    return _("Copied to {path} and verified: {ledger}.").format(path=done.file, ledger=ledger_text(done.ledger)) + "\n"


def share_warning(kind: str) -> str:
    """Give the warning about a file on a network share."""
    return _("It lies on a network share ({kind}): good for a copy, but do not work with it there.").format(kind=kind)


def prospect_lines(prospect: Prospect) -> Iterator[str]:
    """Give what restoring would do, before anybody agrees to it."""
    if prospect.damaged:
        yield _("In use: {path} is damaged; nobody can say what is in it.").format(path=prospect.database)
    elif prospect.before is not None:
        yield _("In use: {path}: {ledger}").format(path=prospect.database, ledger=ledger_text(prospect.before))
    yield _("To be restored: {path}: {ledger}").format(path=prospect.file, ledger=ledger_text(prospect.after))
    if prospect.relation is not None:
        yield _relation(prospect, prospect.relation)
    if prospect.problems:
        yield ngettext(
            "What is in use does not verify ({number} problem): restoring brings back what was written.",
            "What is in use does not verify ({number} problems): restoring brings back what was written.",
            prospect.problems,
        ).format(number=prospect.problems)


def _relation(prospect: Prospect, relation: str) -> str:
    return {
        SAME: _("Both have the same batches, and the same fingerprint."),
        EARLIER: _("It is an earlier state of the same ledger: what came after batch b{batch} is not in it."),
        LATER: _("It is a later state of the same ledger: everything that is in use is in it."),
        BRANCHED: _("Both began as the same ledger and differ after batch b{batch}."),
        OTHER: _("It is another ledger; it has no batch in common with the one in use."),
    }[relation].format(batch=prospect.common)


def restored_text(done: Restored) -> str:
    """Give what is said when a backup was restored."""
    prospect = done.prospect
    lines = [_("Restored {path}: {ledger}.").format(path=prospect.database, ledger=ledger_text(prospect.after))]
    if prospect.before is not None:
        lines.append(_("Before it was: {ledger}.").format(ledger=ledger_text(prospect.before)))
    if done.kept is not None:
        lines.append(_("What was there before is in {path}.").format(path=done.kept))
    return "\n".join(lines) + "\n"


def upgraded_text(done: Upgraded, database: str) -> str:
    """Give what is said when a database was brought up to date."""
    text = _("{path} is up to date now; the copy from before is {backup}.").format(path=database, backup=done.backup)
    if done.summaries:
        anew = ngettext(
            "{number} summary was made anew from the entries.",
            "{number} summaries were made anew from the entries.",
            done.summaries,
        ).format(number=f"{done.summaries:,}")
        text = f"{anew}\n{text}"
    if not done.removed:
        return text + "\n"
    count = ngettext(
        "Deleted {number} older copy: {names}", "Deleted {number} older copies: {names}", len(done.removed)
    ).format(number=len(done.removed), names=_(", ").join(file.name for file in done.removed))
    return f"{text}\n{count}\n"


def left_text(files: Sequence[Path]) -> str:
    """Give the note about older copies that were to be deleted and could not be."""
    return ngettext(
        "{number} older copy could not be deleted: {names}; delete it yourself if you do not need it.",
        "{number} older copies could not be deleted: {names}; delete them yourself if you do not need them.",
        len(files),
    ).format(number=len(files), names=_(", ").join(file.name for file in files))
