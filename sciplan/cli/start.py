"""Beginning: the overview, `init`, `demo` and `use`."""

from typing import Annotated

import typer

from sciplan.cli import console
from sciplan.cli.context import Session, confirmation, session_of, who
from sciplan.cli.options import ByOption
from sciplan.errors import StorageFault
from sciplan.faults import reason
from sciplan.i18n import N_, _, ngettext
from sciplan.paths import new_database


def overview(session: Session) -> None:
    """Say in three lines how things stand and what to do next."""
    from sciplan.app.plans import listed

    if not session.database.exists():
        console.out(
            _(
                "There is no database here yet.\n"
                "Create one with “sciplan init”, or look at an example with “sciplan demo”.\n"
                "“sciplan --help” lists all commands.\n"
            )
        )
        return
    plans, default = listed(session.database)
    number = ngettext("{number} plan", "{number} plans", len(plans)).format(number=len(plans))
    chosen = (
        _("default: {plan}").format(plan=default) if default else _("no default plan; choose one: sciplan use PLAN")
    )
    console.out(f"{session.database} · {number} · {chosen}\n")
    console.out(_("How the targets stand: sciplan status. A new figure: sciplan record TARGET VALUE --year YEAR.\n"))
    console.out(_("“sciplan --help” lists all commands.\n"))


def init(
    context: typer.Context,
    plans: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PLAN]...", show_default=False, help=N_("Bundled plans; all if none.")),
    ] = None,
    by: ByOption = None,
) -> None:
    """Create a database here and load bundled plans."""
    from sciplan.app import databases

    session = session_of(context)
    done = databases.init(new_database(session.database_option), plans or [], who(by), session.now)
    if not done.created:
        console.say(_("{path} exists already; nothing was changed.").format(path=done.database))
        console.say(_("To add a plan: sciplan plan load PLAN."))
        return
    console.out(_("Created {path}.").format(path=done.database) + "\n")
    for loaded in done.loaded:
        console.out(_("Loaded {plan}: {name}").format(plan=loaded.plan.key, name=loaded.plan.name) + "\n")
    console.say(_("Next: sciplan status PLAN, or sciplan use PLAN to choose a default."))


def demo(context: typer.Context) -> None:
    """Show the national outline with published figures, in a database that is thrown away."""
    from sciplan.app.demo import PLAN
    from sciplan.app.demo import demo as run_demo
    from sciplan.render.status import status_page

    session = session_of(context)
    try:
        report = run_demo(who("demo"), session.now)
    except OSError as fault:
        raise StorageFault(
            _("No temporary folder can be used: {reason}.").format(reason=reason(fault)), _("Set TMPDIR to a folder.")
        ) from fault
    console.show("table", status_page(report))
    console.out(
        _(
            "\nThis was a real plan with published figures, in a database that is gone again. To begin with your own:\n"
            "  sciplan init\n"
            "  sciplan record {plan}:literacy-2025 15.37% --year 2024\n"
            "  sciplan status {plan}\n"
        ).format(plan=PLAN)
    )


def use(
    context: typer.Context,
    plan: Annotated[str, typer.Argument(metavar="PLAN", help=N_("The plan that commands are about from now on."))],
) -> None:
    """Make a plan the default of this database."""
    from sciplan.app import plans

    key = plans.use(session_of(context).database, plan, confirmation())
    console.out(_("The default plan is now {plan}.").format(plan=key) + "\n")
