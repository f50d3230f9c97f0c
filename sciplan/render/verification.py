"""What verifying came to, in a few lines, and each flaw with its place and remedy."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from sciplan.domain import verification as codes
from sciplan.domain.verification import Flaw, Looked
from sciplan.i18n import _, ngettext
from sciplan.render.page import Page
from sciplan.render.table import Column, Table, without_empty
from sciplan.report.verification import State, Verification

SCHEMA = "sciplan/verification/1"
COLUMNS = ("code", "table", "batch", "entry", "name", "message", "hint")


def verification_page(done: Verification) -> Page:
    """Give what verifying came to for every format."""
    return Page(
        partial(_document, done),
        partial(_records, done),
        COLUMNS,
        partial(_table, done),
        title=done.database,
        lines=_lines(done),
        after=[*_remedies(done), *_verdict(done)],
    )


def _document(done: Verification) -> dict[str, object]:
    looked, state = done.looked, done.against
    return {
        "schema": SCHEMA,
        "database": done.database,
        "verified": done.verified,
        "fingerprint": done.fingerprint or None,
        "at": done.at or None,
        "checked": None
        if looked is None
        else {
            "batches": looked.batches,
            "entries": looked.entries,
            "files": looked.files,
            "plans": looked.plans,
            "revisions": looked.revisions,
            "quotas": looked.quotas,
        },
        "against": None
        if done.asked is None
        else {"asked": done.asked, "found": done.found, "state": None if state is None else _state(state)},
        "flaws": _records(done),
    }


def _state(state: State) -> dict[str, object]:
    return {
        "batch": state.batch.number,
        "at": state.batch.at,
        "who": state.batch.who,
        "command": state.batch.command,
        "fingerprint": state.batch.digest,
        "entries": state.entries,
        "batches_since": state.batches_since,
        "entries_since": state.entries_since,
    }


def _records(done: Verification) -> list[dict[str, object]]:
    return [
        {
            "code": flaw.code,
            "table": flaw.table or None,
            "batch": flaw.batch,
            "entry": flaw.entry,
            "name": flaw.name or None,
            "message": message,
            "hint": hint,
        }
        for flaw, (message, hint) in ((flaw, _explained(done, flaw)) for flaw in done.flaws)
    ]


def _table(done: Verification) -> Table:
    """Give the table that a person reads; codes and tables are for programs, and remedies stand below it once each."""
    columns = (
        Column(_("Batch"), optional=True),
        Column(_("Entry"), optional=True),
        Column(_("What is wrong"), wraps=True),
    )
    rows = tuple(
        (
            "" if flaw.batch is None else f"b{flaw.batch}",
            "" if flaw.entry is None else f"{flaw.entry}",
            explained(flaw)[0],
        )
        for flaw in done.flaws
    )
    return without_empty(Table(columns, rows))


def _remedies(done: Verification) -> list[str]:
    hints = dict.fromkeys(_explained(done, flaw)[1] for flaw in done.flaws)
    return [_("What to do: {hint}").format(hint=hint) for hint in hints]


def _lines(done: Verification) -> list[str]:
    lines = [] if done.looked is None else [_looked(done.looked)]
    if done.fingerprint:
        lines.append(
            _("fingerprint {fingerprint}, of {time} UTC").format(fingerprint=done.fingerprint, time=_time(done.at))
        )
    if done.asked is not None and done.looked is not None:
        lines += _against(done.asked, done.against, done.doubtful)
    return lines


def _looked(looked: Looked) -> str:
    parts = [
        ngettext("{count} batch", "{count} batches", looked.batches).format(count=f"{looked.batches:,}"),
        ngettext("{count} entry", "{count} entries", looked.entries).format(count=f"{looked.entries:,}"),
        ngettext("{count} file", "{count} files", looked.files).format(count=f"{looked.files:,}"),
        ngettext("{count} quota", "{count} quotas", looked.quotas).format(count=f"{looked.quotas:,}"),
        ngettext("{count} plan in {revisions}", "{count} plans in {revisions}", looked.plans).format(
            count=f"{looked.plans:,}",
            revisions=ngettext("{count} revision", "{count} revisions", looked.revisions).format(
                count=f"{looked.revisions:,}"
            ),
        ),
    ]
    return _("checked: {parts}").format(parts=_(", ").join(parts))


def _against(asked: str, state: State | None, doubtful: int | None) -> list[str]:
    if state is None and doubtful is not None:
        unknown = _("Of {asked} nothing can be told: the ledger is not sound from batch b{batch} on.")
        return [unknown.format(asked=asked, batch=doubtful)]
    if state is None and re.fullmatch(r"[bB][0-9]+", asked):
        return [_("This ledger has no batch {asked}.").format(asked=asked)]
    if state is None:
        return [
            _("{asked} is no state of this ledger.").format(asked=asked),
            _(
                "What bears it was made from another database, or this one was changed since then; compare the digits, "
                "and look for the file that the report was made from."
            ),
        ]
    batch = state.batch
    held = ngettext("it held {count} entry then", "it held {count} entries then", state.entries)
    came = ngettext("{count} entry came since", "{count} entries came since", state.entries_since)
    return [
        _("batch b{batch}, fingerprint {fingerprint}: of {time} UTC, by {who} ({command}).").format(
            batch=batch.number,
            fingerprint=batch.digest,
            time=_time(batch.at),
            who=batch.who,
            command=batch.command,
        ),
        _("The ledger passed through it: {held}, {came}.").format(
            held=held.format(count=f"{state.entries:,}"), came=came.format(count=f"{state.entries_since:,}")
        ),
    ]


def _verdict(done: Verification) -> list[str]:
    if done.verified:
        return [_("verified: all is as it was written, and nothing else is there.")]
    if not done.flaws:
        return [_("The ledger itself is as it was written.")]
    if done.only_around_it:
        return [
            ngettext(
                "not verified: {count} problem, and nothing that was recorded is changed. Do what is said about it.",
                "not verified: {count} problems, and nothing that was recorded is changed. Do what is said about them.",
                len(done.flaws),
            ).format(count=len(done.flaws))
        ]
    return [
        ngettext(
            "not verified: {count} problem. Write nothing more to this database; keep it, and restore a backup.",
            "not verified: {count} problems. Write nothing more to this database; keep it, and restore a backup.",
            len(done.flaws),
        ).format(count=len(done.flaws))
    ]


def _time(at: str) -> str:
    return at[:19].replace("T", " ")


def _explained(done: Verification, flaw: Flaw) -> tuple[str, str]:
    """Give what a flaw is, and what to do; where entries were changed a summary may be what is right, so it stays."""
    message, hint = explained(flaw)
    return message, _compare() if flaw.code == codes.WRONG_SUMMARY and not done.only_around_it else hint


def explained(flaw: Flaw) -> tuple[str, str]:
    """Give what a flaw is, and what to do about it."""
    message, hint = _SENTENCES[flaw.code]()
    return message.format(name=_name(flaw)), hint


def _name(flaw: Flaw) -> str:
    """Give what a flaw is about; of an object of the schema its kind is a word of the language."""
    if flaw.code not in (codes.MISSING_OBJECT, codes.ALTERED_OBJECT, codes.FOREIGN_OBJECT):
        return flaw.name
    kind, _space, name = flaw.name.partition(" ")
    kinds = {"table": _("table"), "index": _("index"), "trigger": _("trigger"), "view": _("view")}
    return f"{kinds.get(kind, kind)} {name}"


def _restore() -> str:
    return _("Restore the last backup that verifies.")


def _compare() -> str:
    return _("Another program changed it; compare with a backup, and restore that.")


_SENTENCES: dict[str, Callable[[], tuple[str, str]]] = {
    codes.UNREADABLE: lambda: (_("SQLite cannot read it ({name})."), _restore()),
    codes.DAMAGED: lambda: (_("The file is damaged: {name}."), _restore()),
    codes.JOURNAL: lambda: (
        _("Another program switched the way of writing to {name}."),
        _("Close that program; the next thing you record switches it back."),
    ),
    codes.VERSION: lambda: (_("It is marked as of version {name}, and should be as of this one alone."), _compare()),
    codes.MISSING_OBJECT: lambda: (_("{name} is missing."), _compare()),
    codes.ALTERED_OBJECT: lambda: (_("{name} is not as sciplan made it."), _compare()),
    codes.FOREIGN_OBJECT: lambda: (
        _("{name} is not of sciplan."),
        _("Remove it with the program that made it; keep own views in a database of their own."),
    ),
    codes.BROKEN_REFERENCE: lambda: (_("A row refers to one of {name} that is not there."), _compare()),
    codes.BATCH_NUMBER: lambda: (_("The batch before this one is missing."), _compare()),
    codes.BATCH_TIME: lambda: (_("The batch is from before its predecessor."), _compare()),
    codes.BATCH_FORM: lambda: (_("The batch has the form {name}, which there is not."), _compare()),
    codes.BATCH_ENTRIES: lambda: (_("The batch does not hold the entries that it counts."), _compare()),
    codes.BATCH_DIGEST: lambda: (
        _("The digest is not that of the batch and what it brought, after the one before."),
        _compare(),
    ),
    codes.ENTRY_WITHOUT_BATCH: lambda: (_("Entries from here on belong to no batch."), _compare()),
    codes.ENTRY_CHAIN: lambda: (_("The entry does not follow on what it supersedes."), _compare()),
    codes.WRONG_SUMMARY: lambda: (
        _("The summary of {name} is not what its entries make."),
        _("Another program changed it; “sciplan db upgrade” makes it anew from the entries."),
    ),
    codes.EVIDENCE_ORDER: lambda: (_("The entry's files are not numbered as they were kept."), _compare()),
    codes.FILE_CONTENT: lambda: (_("The content is not that of the file {name}."), _restore()),
    codes.FILE_UNUSED: lambda: (_("The file {name} belongs to no entry."), _compare()),
    codes.REVISION_NUMBER: lambda: (_("The revision {name} is out of its turn."), _compare()),
    codes.REVISION_TEXT: lambda: (_("The text is not that of the plan {name}."), _compare()),
    codes.REVISION_LAYOUT: lambda: (
        _("The columns say something else than the text of the plan {name}."),
        _compare(),
    ),
    codes.NAME_UNUSED: lambda: (_("{name} is in no revision of a plan."), _compare()),
    codes.SETTING: lambda: (
        _("The setting {name} names no plan, or is not of sciplan."),
        _("Choose the default plan again with “sciplan use PLAN”."),
    ),
    codes.MORE: lambda: (_("There are more problems of this kind ({name})."), _restore()),
}
