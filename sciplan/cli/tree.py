"""The tree of commands: what is called how, and where it is done; a command is imported when it is asked for."""

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import Annotated, cast

import typer
from typer.core import TyperCommand

from sciplan import __version__
from sciplan.cli import console
from sciplan.cli.context import session_of
from sciplan.cli.grammar import Announced, Command, Group
from sciplan.i18n import N_

SETTINGS = {"help_option_names": ["--help", "-h"]}

Rules = tuple[tuple[str, str, str], ...]
"""For each command its name, its function as `module:function`, and its help."""

COMMANDS: Rules = (
    ("init", "sciplan.cli.start:init", N_("Create a database and load the bundled plans.")),
    ("demo", "sciplan.cli.start:demo", N_("Look at a real plan with real figures.")),
    ("use", "sciplan.cli.start:use", N_("Choose the default plan.")),
    ("status", "sciplan.cli.ledger:status", N_("Show how each target stands.")),
    ("show", "sciplan.cli.target:show", N_("Explain how one target stands.")),
    ("owed", "sciplan.cli.owed:owed", N_("List what is due and not reported.")),
    ("checklist", "sciplan.cli.checklist:checklist", N_("List what must be ready for a review.")),
    ("report", "sciplan.cli.report:report", N_("Write the report on a year or a review.")),
    ("form", "sciplan.cli.forms:form", N_("Make the yearly form for agencies.")),
    ("tasks", "sciplan.cli.tasks:tasks", N_("List the year's key tasks, and who has them.")),
    ("import", "sciplan.cli.importing:import_files", N_("Import files of figures.")),
    ("export", "sciplan.cli.exporting:export", N_("Write entries into a file.")),
    ("record", "sciplan.cli.ledger:record", N_("Record one figure or state.")),
    ("correct", "sciplan.cli.mending:correct", N_("Correct an entry, with a reason.")),
    ("retract", "sciplan.cli.mending:retract", N_("Retract an entry, with a reason.")),
    ("log", "sciplan.cli.ledger:log", N_("List the entries as they were written.")),
    ("check", "sciplan.cli.check:check", N_("List figures that cannot all be right.")),
    ("matrix", "sciplan.cli.overviews:matrix", N_("Show who leads and who answers for what.")),
    ("agencies", "sciplan.cli.overviews:agencies", N_("Show what agencies lead, answer for and owe.")),
    ("scorecard", "sciplan.cli.scorecard:scorecard", N_("Assess agencies by what the ledger shows.")),
    ("doctor", "sciplan.cli.doctor:doctor", N_("Check whether sciplan can work here.")),
)
PLAN_COMMANDS: Rules = (
    ("check", "sciplan.cli.plan:check", N_("Check plan files.")),
    ("load", "sciplan.cli.plan:load", N_("Load plan files, revision by revision.")),
    ("list", "sciplan.cli.plan:list_plans", N_("List the loaded plans.")),
    ("show", "sciplan.cli.plan:show", N_("Show the outline of a plan.")),
    ("schema", "sciplan.cli.plan:schema", N_("Print the JSON Schema of plan files.")),
)
EVIDENCE_COMMANDS: Rules = (
    ("list", "sciplan.cli.evidence:list_evidence", N_("List the files that prove entries.")),
    ("save", "sciplan.cli.evidence:save", N_("Get a file out again.")),
)
BATCH_COMMANDS: Rules = (
    ("list", "sciplan.cli.batch:list_batches", N_("List what was written at once.")),
    ("show", "sciplan.cli.batch:show", N_("Show a batch with its entries.")),
    ("undo", "sciplan.cli.batch:undo", N_("Take a batch back, with a reason.")),
)
DATABASE_COMMANDS: Rules = (
    ("path", "sciplan.cli.database:path", N_("Print where the database is.")),
    ("upgrade", "sciplan.cli.database:upgrade", N_("Bring the database up to date.")),
    ("verify", "sciplan.cli.database:verify", N_("Prove that nothing was changed.")),
    ("backup", "sciplan.cli.database:backup", N_("Copy the database into a file.")),
    ("restore", "sciplan.cli.database:restore", N_("Put a backup in its place.")),
)
GROUPS: tuple[tuple[str, Rules, str], ...] = (
    ("plan", PLAN_COMMANDS, N_("Check, load and show plans.")),
    ("evidence", EVIDENCE_COMMANDS, N_("Files that prove entries.")),
    ("batch", BATCH_COMMANDS, N_("List, show and undo writes.")),
    ("db", DATABASE_COMMANDS, N_("The database file.")),
)


def build() -> Group:
    """Give the whole program."""
    root = _group(N_("Track the targets of a science literacy action plan."), COMMANDS, _root)
    for name, rules, text in GROUPS:
        root.add_command(Announced(name, text, partial(_group, text, rules)))
    return root


def _group(text: str, rules: Rules, callback: Callable[..., None] | None = None) -> Group:
    empty = _typer(text)
    if callback is not None:
        empty.callback(invoke_without_command=True)(callback)
    group = cast("Group", typer.main.get_group(empty))
    for name, place, help_text in rules:
        group.add_command(Announced(name, help_text, partial(_command, name, place, help_text)))
    return group


def _command(name: str, place: str, text: str) -> TyperCommand:
    module, _colon, function = place.partition(":")
    alone = _typer(text)
    alone.command(name, help=text, cls=Command, context_settings=SETTINGS)(getattr(import_module(module), function))
    return cast("TyperCommand", typer.main.get_command(alone))


def _typer(text: str) -> typer.Typer:
    return typer.Typer(
        cls=Group,
        help=text,
        context_settings=SETTINGS,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        pretty_exceptions_show_locals=False,
        add_completion=False,
    )


def command_name(arguments: Sequence[str]) -> str:
    """Give which command a command line is about, and nothing else of it: the first words that are commands."""
    groups = {name: rules for name, rules, _help in GROUPS}
    for number, word in enumerate(arguments):
        if word in groups:
            known = {name for name, _place, _help in groups[word]}
            return " ".join([word, *(rest for rest in arguments[number + 1 : number + 2] if rest in known)])
        if word in {name for name, _place, _help in COMMANDS}:
            return word
    return ""


def _version(context: typer.Context, asked: bool) -> None:
    if asked and not context.resilient_parsing:
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
        from sciplan.cli import start

        start.overview(session)
