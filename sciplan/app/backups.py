"""Copies of the database: making one, and putting one back in the place of what is in use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from sciplan.app.ledgers import ledger_note
from sciplan.clock import Now
from sciplan.domain.verification import AROUND_THE_LEDGER
from sciplan.errors import Refused, StorageFault
from sciplan.files import NotOrdinary, check_place, is_of_database
from sciplan.i18n import _
from sciplan.report.backups import BackedUp, Prospect, Restored, Upgraded, relation_of
from sciplan.report.ledger_note import LedgerNote
from sciplan.storage import backups, kept, placing, restoring, schema
from sciplan.storage.connection import reading, writing
from sciplan.storage.filesystem import network_share, require_local
from sciplan.storage.reader import ALL_BATCHES
from sciplan.storage.summaries import make_all_anew, wrong_summaries
from sciplan.storage.verifying import flaws


def backup(database: Path, output: str | None, now: Now, *, force: bool) -> BackedUp:
    """Copy the database into a file, by default beside it under a name with the time, and verify the copy.

    Raises `Refused` when the place is taken, or is that of the database; `StorageFault` when no sound copy can be made.
    """
    schema.require_current(database)
    if output is None:
        place, ledger = backups.keep_copy(database, kept.BACKUP, now.utc, partial(_sound, database))
    else:
        place = Path(output)
        check_place(place, force=force, database=database)
        ledger = backups.make_copy(database, place, partial(_sound, database), force=force)
    return BackedUp(place, ledger, network_share(place))


def _sound(database: Path, copy: Path) -> LedgerNote:
    """Give what is in a copy of a database; raise `StorageFault` unless that is what sciplan wrote."""
    backups.check_sound(copy, database)
    with reading(copy) as connection:
        return ledger_note(connection, ALL_BATCHES)


def restore(database: Path, file: Path, now: Now, agree: Callable[[Prospect], None]) -> Restored:
    """Put a backup in the place of the database, of which a copy is kept, once `agree` lets it.

    `agree` is told what would happen and raises what it likes if it must not. A backup of an older version is brought
    up to date; the file itself stays as it is. Raises `Refused` or `StorageFault`, with nothing changed.
    """
    place = database.resolve()
    _check_source(file, place)
    if not place.exists():
        require_local(place)
        placing.require_alone(place)
    with backups.beside(place) as prepared:
        with _of_the_backup(file):
            backups.fill_copy(file, prepared)
            schema.upgrade(prepared, lambda path: path)
            backups.check_sound(prepared, file)
        prospect = _prospect(file, place, prepared)
        agree(prospect)
        if prospect.before is None and not prospect.damaged:  # nobody has agreed to replace what may be there by now
            restoring.put_first(place, prepared)
            return Restored(prospect, None, network_share(place))
        copy = restoring.replace_database(place, prepared, now.utc)
    if not prospect.damaged:  # somebody may have written until the lock was taken: the copy has it all
        prospect = replace(prospect, before=_what_is_in(copy)[0])
    return Restored(prospect, copy, network_share(place))


@contextmanager
def _of_the_backup(file: Path) -> Iterator[None]:
    """Say of a fault that it is the backup's: what is advised for the database in use would be wrong for that."""
    try:
        yield
    except StorageFault as fault:
        raise StorageFault(
            _("{file} cannot be restored: {reason}").format(file=file.name, reason=fault.message),
            _(
                "What is in use is as it was. Choose another backup; “sciplan --database {file} db verify” says what "
                "is wrong with this one."
            ).format(file=file),
        ) from fault


def _check_source(file: Path, database: Path) -> None:
    """Raise `Refused` or `StorageFault` unless a file can be restored over the database, by what they are called."""
    if file.exists() and not file.is_file():
        raise NotOrdinary(file)
    if is_of_database(file, database):
        raise Refused(_("{path} is the database itself.").format(path=file), _("Name a backup of it."))
    if not file.exists():
        raise StorageFault(_("There is no backup {file}.").format(file=file), _("Check its name and its folder."))
    with _of_the_backup(file):
        schema.require_known(file)
    if database.exists() and not restoring.is_damaged(database):
        schema.require_known(database)


def _prospect(file: Path, database: Path, prepared: Path) -> Prospect:
    after, coming = _what_is_in(prepared)
    if not database.exists():
        return Prospect(file, database, None, damaged=False, after=after, relation=None, common=0)
    if restoring.is_damaged(database):
        return Prospect(file, database, None, damaged=True, after=after, relation=None, common=0)
    before, held = _what_is_in(database)
    relation, common = relation_of(held, coming)
    current = schema.schema_revision(database) == schema.REVISIONS[-1]
    problems = backups.problems_in(database) if current else 0  # what an older version wrote differs without a fault
    return Prospect(file, database, before, False, after, relation, common, problems)


def _what_is_in(database: Path) -> tuple[LedgerNote, list[str]]:
    with reading(database) as connection:
        return ledger_note(connection, ALL_BATCHES), restoring.digests(connection)


def upgrade(database: Path, now: Now) -> Upgraded | None:
    """Bring the database to this version's schema after a copy of it is made, of which the last ten are kept.

    Summaries that are not what the entries make, which only another program can bring about, are made anew. Gives None
    if all is up to date already.
    """
    place = database.resolve()

    def keep(path: Path) -> Path:
        place, _seen = backups.keep_copy(path, kept.BEFORE_UPGRADE, now.utc, lambda _copy: None)
        return place  # the upgrade itself looks at what is in it

    copy, wrong = schema.upgrade(place, keep), 0
    if copy is None:
        wrong = _wrong_summaries(place)
        if not wrong:
            return None
        _require_right_entries(place)
        copy = keep(place)
        with writing(place) as connection:
            make_all_anew(connection)
    gone, left = kept.remove_old(place, copy)
    return Upgraded(copy, tuple(gone), tuple(left), wrong)


def _require_right_entries(database: Path) -> None:
    """Raise `StorageFault` unless entries are as they were written: else a right summary may be what tells of it."""
    with reading(database) as connection:
        others = [flaw for flaw in flaws(connection) if flaw.code not in AROUND_THE_LEDGER]
    if others:
        raise StorageFault(
            _("{path} does not hold what sciplan wrote.").format(path=database),
            _("Its summaries are left as they are; “sciplan db verify” says what is wrong."),
        )


def _wrong_summaries(database: Path) -> int:
    with reading(database) as connection:
        return sum(1 for _slot in wrong_summaries(connection))
