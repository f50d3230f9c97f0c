"""What became of imported files, in words and as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from sciplan.i18n import _, ngettext
from sciplan.render.outcome import outcome_text
from sciplan.report.imported import REFUSED, Imported

SCHEMA = "sciplan/import/1"


def file_text(name: str) -> str:
    """Give what a file is called; `-` is standard input."""
    return _("standard input") if name == "-" else name


def imported_text(done: Imported) -> str:
    """Say in a line or two what became of a file."""
    lines = [_("{file}: {said}").format(file=file_text(done.file), said=_said(done))]
    if done.empty and done.outcome != REFUSED:
        lines.append(
            ngettext("  {number} row without a figure.", "  {number} rows without a figure.", done.empty).format(
                number=done.empty
            )
        )
    if done.notes and not done.refused:
        lines.append(
            ngettext(
                "  {number} of them has a note, which is not kept without a figure.",
                "  {number} of them have a note, which is not kept without a figure.",
                done.notes,
            ).format(number=done.notes)
        )
    if done.refused and done.dry_run and (done.rejected_rows or done.new or done.corrections or done.same):
        rows = ngettext("{number} row rejected", "{number} rows rejected", done.rejected_rows)
        text = _("  Without its problems it would bring {counted}; {rejected}.")
        lines.append(text.format(counted=_counted(done), rejected=rows.format(number=done.rejected_rows)))
    if done.parts and not done.refused:
        lines.append(
            ngettext(
                "  {number} row is the part of one agency, not the whole.",
                "  {number} rows are the part of one agency, not the whole.",
                done.parts,
            ).format(number=done.parts)
        )
    if done.unread:
        lines.append(_("  Not read: sheet {names}.").format(names=_(", ").join(done.unread)))
    return "".join(f"{line}\n" for line in lines)


def _said(done: Imported) -> str:
    if done.outcome == REFUSED:
        number = len(done.problems)
        return ngettext(
            "refused, {number} problem; nothing was imported.",
            "refused, {number} problems; nothing was imported.",
            number,
        ).format(number=number)
    return outcome_text(done.outcome, _counted(done), done.batch, done.fingerprint)


def _counted(done: Imported) -> str:
    return _("{new} new, {corrections} corrected, {same} as before").format(
        new=f"{done.new:,}", corrections=f"{done.corrections:,}", same=f"{done.same:,}"
    )


def closing_text(done: Sequence[Imported]) -> str:
    """Say of several files how many there were, and which were refused."""
    files = ngettext("{number} file", "{number} files", len(done)).format(number=len(done))
    refused = [file_text(one.file) for one in done if one.refused]
    if not refused:
        return _("{files}, none refused.").format(files=files)
    names = _(", ").join(refused)
    return _("{files}, {refused} refused: {names}.").format(files=files, refused=len(refused), names=names)


def imported_document(done: Sequence[Imported]) -> dict[str, object]:
    """Give what became of files as a JSON document."""
    return {"schema": SCHEMA, "files": [_record(one) for one in done]}


def _record(done: Imported) -> dict[str, object]:
    return {
        "file": done.file,
        "sha256": done.sha256 or None,
        "plan": done.plan,
        "outcome": done.outcome,
        "batch": done.batch,
        "fingerprint": done.fingerprint,
        "new": done.new,
        "same": done.same,
        "corrections": done.corrections,
        "rejected": done.rejected_rows,
        "parts": done.parts,
        "empty": done.empty,
        "notes": done.notes,
        "unread": list(done.unread),
        "problems": [
            {"code": one.code, "where": str(one.where), "message": one.message, "hint": one.hint}
            for one in done.problems
        ],
    }
