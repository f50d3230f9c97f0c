"""The database file: `db path`, `db upgrade`, `db verify`, `db backup` and `db restore`."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sciplan.cli import console
from sciplan.cli.context import confirmation, session_of
from sciplan.cli.options import ForceOption
from sciplan.errors import EXIT_NO, Refused
from sciplan.i18n import N_, _
from sciplan.paths import new_database

if TYPE_CHECKING:
    from sciplan.report.backups import Prospect


def path(context: typer.Context) -> None:
    """Print where the database is, whether or not it exists."""
    console.out(f"{session_of(context).database}\n")


def upgrade(context: typer.Context) -> None:
    """Bring the database to this version's schema, after a copy of it is made."""
    from sciplan.app import backups
    from sciplan.render.backups import left_text, upgraded_text

    session = session_of(context)
    done = backups.upgrade(session.database, session.now)
    if done is None:
        console.out(_("{path} is up to date.").format(path=session.database) + "\n")
    else:
        console.out(upgraded_text(done, str(session.database)))
        if done.left:
            console.say(left_text(done.left))


def verify(
    context: typer.Context,
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="FINGERPRINT|bBATCH", help=N_("A state that must be part of the ledger.")),
    ] = None,
    form: Annotated[str, typer.Option("--format", "-f", metavar="table|json", help=N_("How to print it."))] = "table",
) -> None:
    """Prove that the ledger is what was written; exit with 1 if it is not."""
    from sciplan.app import verifying
    from sciplan.render.verification import verification_page

    console.check_format(form, ("table", "json"))
    database = session_of(context).database
    with console.progress(database.name) as progress:
        done = verifying.verify(database, against, progress)
    console.show(form, verification_page(done))
    if not done.verified:
        raise typer.Exit(EXIT_NO)


def backup(
    context: typer.Context,
    output: Annotated[
        str | None, typer.Argument(metavar="[FILE]", show_default=False, help=N_("Where to; else beside the database."))
    ] = None,
    force: ForceOption = False,
) -> None:
    """Copy the database into a file that is verified before it counts."""
    from sciplan.app import backups
    from sciplan.render.backups import backed_up_text, share_warning

    session = session_of(context)
    done = backups.backup(session.database, output, session.now, force=force)
    console.out(backed_up_text(done))
    if done.share:
        console.say(share_warning(done.share))


def restore(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help=N_("A backup, of this version or an older one."))],
    yes: Annotated[bool, typer.Option("--yes", help=N_("Restore without asking."))] = False,
) -> None:
    """Put a backup in the place of the database, after a copy of that is made."""
    from sciplan.app import backups
    from sciplan.render.backups import restored_text, share_warning

    session = session_of(context)
    used = session.database
    database = used if used.exists() else new_database(session.database_option)
    done = backups.restore(database, Path(file), session.now, partial(_agree, yes=yes))
    console.out(restored_text(done))
    if done.share:
        console.say(share_warning(done.share))


def _agree(prospect: "Prospect", *, yes: bool) -> None:
    """Tell what restoring would do, and raise `Refused` unless somebody wants that."""
    from sciplan.render.backups import prospect_lines

    console.say("\n".join(prospect_lines(prospect)))
    if yes or (prospect.before is None and not prospect.damaged):
        return
    confirm = confirmation()
    if confirm is None:
        raise Refused(
            _("The database would be replaced, and nobody can be asked."), _("Look at what would change and add --yes.")
        )
    if not confirm(_("Restore this? A copy of what is in use is kept.")):
        raise Refused(_("Nothing was restored."))
