"""The tree of commands."""

from collections.abc import Sequence
from typing import Annotated

import typer

from sciplan import __version__
from sciplan.cli import (
    batch,
    check,
    checklist,
    console,
    database,
    doctor,
    evidence,
    exporting,
    forms,
    importing,
    ledger,
    mending,
    overviews,
    owed,
    plan,
    report,
    scorecard,
    start,
    target,
    tasks,
)
from sciplan.cli.context import session_of
from sciplan.cli.grammar import Command, Group
from sciplan.i18n import N_

SETTINGS = {"help_option_names": ["--help", "-h"]}

COMMANDS = (
    ("init", start.init, N_("Create a database and load the bundled plans.")),
    ("demo", start.demo, N_("Look at a real plan with real figures.")),
    ("use", start.use, N_("Choose the default plan.")),
    ("status", ledger.status, N_("Show how each target stands.")),
    ("show", target.show, N_("Explain how one target stands.")),
    ("owed", owed.owed, N_("List what is due and not reported.")),
    ("checklist", checklist.checklist, N_("List what must be ready for a review.")),
    ("report", report.report, N_("Write the report on a year or a review.")),
    ("form", forms.form, N_("Make the yearly form for agencies.")),
    ("tasks", tasks.tasks, N_("List the year's key tasks, and who has them.")),
    ("import", importing.import_files, N_("Import files of figures.")),
    ("export", exporting.export, N_("Write entries into a file.")),
    ("record", ledger.record, N_("Record one figure or state.")),
    ("correct", mending.correct, N_("Correct an entry, with a reason.")),
    ("retract", mending.retract, N_("Retract an entry, with a reason.")),
    ("log", ledger.log, N_("List the entries as they were written.")),
    ("check", check.check, N_("List figures that cannot all be right.")),
    ("matrix", overviews.matrix, N_("Show who leads and who answers for what.")),
    ("agencies", overviews.agencies, N_("Show what agencies lead, answer for and owe.")),
    ("scorecard", scorecard.scorecard, N_("Assess agencies by what the ledger shows.")),
    ("doctor", doctor.doctor, N_("Check whether sciplan can work here.")),
)
PLAN_COMMANDS = (
    ("check", plan.check, N_("Check plan files.")),
    ("load", plan.load, N_("Load plan files, revision by revision.")),
    ("list", plan.list_plans, N_("List the loaded plans.")),
    ("show", plan.show, N_("Show the outline of a plan.")),
    ("schema", plan.schema, N_("Print the JSON Schema of plan files.")),
)
EVIDENCE_COMMANDS = (
    ("list", evidence.list_evidence, N_("List the files that prove entries.")),
    ("save", evidence.save, N_("Get a file out again.")),
)
BATCH_COMMANDS = (
    ("list", batch.list_batches, N_("List what was written at once.")),
    ("show", batch.show, N_("Show a batch with its entries.")),
    ("undo", batch.undo, N_("Take a batch back, with a reason.")),
)
DATABASE_COMMANDS = (
    ("path", database.path, N_("Print where the database is.")),
    ("upgrade", database.upgrade, N_("Bring the database up to date.")),
    ("verify", database.verify, N_("Prove that nothing was changed.")),
    ("backup", database.backup, N_("Copy the database into a file.")),
    ("restore", database.restore, N_("Put a backup in its place.")),
)


def build() -> typer.Typer:
    """Give the whole program."""
    app = _group(N_("Track the targets of a science literacy action plan."), COMMANDS)
    app.callback(invoke_without_command=True)(_root)
    app.add_typer(_group(N_("Check, load and show plans."), PLAN_COMMANDS), name="plan")
    app.add_typer(_group(N_("Files that prove entries."), EVIDENCE_COMMANDS), name="evidence")
    app.add_typer(_group(N_("List, show and undo writes."), BATCH_COMMANDS), name="batch")
    app.add_typer(_group(N_("The database file."), DATABASE_COMMANDS), name="db")
    return app


def _group(help_text: str, commands: tuple[tuple[str, object, str], ...]) -> typer.Typer:
    group = typer.Typer(
        cls=Group,
        help=help_text,
        context_settings=SETTINGS,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        pretty_exceptions_show_locals=False,
        add_completion=False,
    )
    for name, function, text in commands:
        group.command(name, help=text, cls=Command, context_settings=SETTINGS)(function)  # type: ignore[type-var]
    return group


def command_name(arguments: Sequence[str]) -> str:
    """Give which command a command line is about, and nothing else of it: the first words that are commands."""
    groups = {"plan": PLAN_COMMANDS, "evidence": EVIDENCE_COMMANDS, "batch": BATCH_COMMANDS, "db": DATABASE_COMMANDS}
    for number, word in enumerate(arguments):
        if word in groups:
            known = {name for name, _function, _help in groups[word]}
            return " ".join([word, *(rest for rest in arguments[number + 1 : number + 2] if rest in known)])
        if word in {name for name, _function, _help in COMMANDS}:
            return word
    return ""


def _version(asked: bool) -> None:
    if asked:
        console.out(f"sciplan {__version__}\n")
        raise typer.Exit


def _root(
    context: typer.Context,
    database: Annotated[
        str | None, typer.Option("--database", metavar="FILE", help=N_("The database, if not the usual one."))
    ] = None,
    lang: Annotated[  # noqa: ARG001 - main looks at it before parsing
        str | None, typer.Option("--lang", metavar="en|zh", help=N_("The language of messages."))
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help=N_("Show where an error comes from."))] = False,
    version: Annotated[  # noqa: ARG001 - its callback prints and leaves
        bool, typer.Option("--version", callback=_version, is_eager=True, help=N_("Print the version."))
    ] = False,
) -> None:
    session = session_of(context)
    session.database_option = database
    session.debug = debug
    if context.invoked_subcommand is None:
        start.overview(session)
