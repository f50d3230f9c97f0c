"""Plan files and plans: `plan check`, `load`, `list`, `show`, `schema`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sciplan.cli import console
from sciplan.cli.context import confirmation, one_plan, session_of, writer
from sciplan.cli.options import ByOption, FilesArgument, FormatOption, KnownAtOption, PlanArgument, PlanOption
from sciplan.errors import EXIT_NO, Refused, UsageError
from sciplan.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from sciplan.app.plans import Proposal


def check(files: FilesArgument) -> None:
    """Check plan files and list every problem with its place."""
    from sciplan.app import plans
    from sciplan.render.plans import problem_lines

    failed = False
    for checked in plans.check([plans.plan_file(file) for file in files]):
        console.out("".join(f"{line}\n" for line in problem_lines(checked.problems)))
        failed = failed or bool(checked.errors)
        errors = len(checked.errors)
        if errors:
            counted = ngettext("{number} problem", "{number} problems", errors).format(number=errors)
            console.out(_("{file}: {count}").format(file=checked.file, count=counted) + "\n")
        else:
            console.out(_("{file}: in order").format(file=checked.file) + "\n")
    if failed:
        raise typer.Exit(EXIT_NO)


def load(
    context: typer.Context,
    files: FilesArgument,
    yes: Annotated[bool, typer.Option("--yes", help=N_("Store differences without asking."))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Show what would change; write nothing."))] = False,
    by: ByOption = None,
) -> None:
    """Load plan files; a plan that is already there gets a new revision, and the old one is kept."""
    from sciplan.app import plans
    from sciplan.render.plans import obstacle_lines

    session = session_of(context)
    author = writer(session, by)
    try:
        proposals = plans.propose(session.database, [plans.plan_file(file) for file in files])
    except plans.EntriesInTheWay as found:
        console.say("\n".join(obstacle_lines(found.obstacles)))
        raise
    for proposal in proposals:
        _show(proposal)
    if dry_run:
        console.say(_("Nothing was written."))
        return
    if any(proposal.changes for proposal in proposals) and not yes:
        _ask_to_store()
    stored = plans.store(session.database, proposals, author, session.now)
    for loaded in stored:
        console.out(
            _("Stored {plan} as revision {revision} in batch b{batch}.").format(
                plan=loaded.plan.key, revision=loaded.revision, batch=loaded.batch
            )
            + "\n"
        )
    new = {loaded.plan.key for loaded in stored}
    for proposal in proposals:
        if not proposal.same and proposal.plan.key not in new:  # somebody else was faster
            console.out(_already_loaded(proposal))


def _already_loaded(proposal: "Proposal") -> str:
    message = _("{plan} is already loaded in exactly this form; nothing changes.")
    return message.format(plan=proposal.plan.key) + "\n"


def _show(proposal: "Proposal") -> None:
    from sciplan.render.plans import change_lines

    if proposal.same:
        console.out(_already_loaded(proposal))
    elif proposal.new:
        console.out(_("{plan} is new: {name}").format(plan=proposal.plan.key, name=proposal.plan.name) + "\n")
    elif proposal.changes:
        message = _("{plan} changes from revision {revision}:")
        console.out(message.format(plan=proposal.plan.key, revision=proposal.revision) + "\n")
        console.out("".join(f"  {line}\n" for line in change_lines(proposal.changes)))


def _ask_to_store() -> None:
    confirm = confirmation()
    if confirm is None:
        raise Refused(
            _("A loaded plan would change, and nobody can be asked."), _("Look at the differences and add --yes.")
        )
    if not confirm(_("Store this as a new revision?")):
        raise Refused(_("Nothing was written."))


def list_plans(context: typer.Context, form: FormatOption = "table") -> None:
    """List the loaded plans; an asterisk marks the default one."""
    from sciplan.app import plans
    from sciplan.render import plans as render

    console.check_format(form)
    found, default = plans.listed(session_of(context).database)
    console.show(form, render.plan_page(found, default))


def show(
    context: typer.Context,
    plan: PlanArgument = None,
    plan_option: PlanOption = None,
    known_at: KnownAtOption = None,
    clauses: Annotated[bool, typer.Option("--clauses", help=N_("Clause by clause, to tick off."))] = False,
    form: FormatOption = "table",
) -> None:
    """Show a plan's outline: sections, agencies, measures and targets."""
    from sciplan.app import plans
    from sciplan.render.outline import outline_text

    named = one_plan(plan, plan_option)
    console.check_format(form)
    if clauses:
        _show_clauses(session_of(context).database, named, known_at, form)
        return
    if form != "table":
        raise UsageError(_("An outline is a tree, not rows."), _("Add --clauses to get rows."))
    console.out(outline_text(plans.shown(session_of(context).database, named, known_at)))


def _show_clauses(database: Path, plan: str | None, known_at: str | None, form: str) -> None:
    from sciplan.app.overviews import clauses
    from sciplan.render.clauses import clause_page

    console.show(form, clause_page(clauses(database, plan, known_at)))


def schema() -> None:
    """Print the JSON Schema that editors check plan files with."""
    from sciplan.app import plans

    console.out(plans.schema())
