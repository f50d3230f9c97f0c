"""The key tasks of a year and their division: `tasks`, and back into the ledger with `--import`."""

from typing import TYPE_CHECKING, Annotated

import typer

from sciplan.cli import console
from sciplan.cli.context import Session, one_plan, session_of, writer
from sciplan.cli.options import ByOption, ForceOption, KnownAtOption, PlanArgument, PlanOption
from sciplan.cli.papers import Delivery, FormOption, OutputOption, TemplateOption, deliver
from sciplan.errors import Refused, UsageError
from sciplan.i18n import N_, _

if TYPE_CHECKING:
    from sciplan.app.quotas import QuotaImport

IMPORT_FORMATS = ("table", "json")


def tasks(
    context: typer.Context,
    year: Annotated[str, typer.Argument(metavar="YEAR", help=N_("The year, such as 2024."))],
    plan: PlanArgument = None,
    plan_option: PlanOption = None,
    known_at: KnownAtOption = None,
    output: OutputOption = None,
    form: FormOption = None,
    template: TemplateOption = None,
    force: ForceOption = False,
    agreed: Annotated[
        str | None, typer.Option("--import", metavar="FILE", help=N_("Read the workbook back: what was agreed stands."))
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("With --import: show what would come in; write nothing."))
    ] = False,
    by: ByOption = None,
) -> None:
    """List the key tasks of a year with their figures, leads and deadlines; as a workbook they can be agreed on."""
    session = session_of(context)
    named = one_plan(plan, plan_option)
    if agreed is not None:
        from sciplan.app.quotas import QuotaImport

        _check_alone({"--known-at": known_at, "--output": output, "--template": template, "--force": force})
        shown = console.check_format(form or IMPORT_FORMATS[0], IMPORT_FORMATS)
        _read_back(session, QuotaImport(agreed, year, named, writer(session, by), dry_run), shown)
        return
    if dry_run or by is not None:
        raise UsageError(_("--dry-run and --by belong to --import."), _("Name the file with --import FILE."))
    _deliver(session, Delivery(form, output, template, force), year, named, known_at)


def _check_alone(options: dict[str, str | bool | None]) -> None:
    for name, value in options.items():
        if value:
            raise UsageError(
                _("--import and {option} do not go together.").format(option=name), _("Leave one of them out.")
            )


def _deliver(session: Session, delivery: Delivery, year: str, plan: str | None, known_at: str | None) -> None:
    from sciplan.app.tasks import TaskRequest, task_list
    from sciplan.render.tasks import tasks_paper

    request = TaskRequest(year, plan, known_at)
    deliver(session, delivery, lambda: tasks_paper(task_list(session.database, request)))


def _read_back(session: Session, request: "QuotaImport", form: str) -> None:
    from sciplan.app.quotas import import_quotas
    from sciplan.render.agreed import agreed_document, agreed_text
    from sciplan.render.plans import problem_lines
    from sciplan.render.records import json_text

    done = import_quotas(session.database, request, session.now)
    if form == "json":
        console.out_data(json_text(agreed_document(done)))
    else:
        if done.problems:
            console.say("\n".join(problem_lines(done.problems)))
        (console.say if done.refused else console.out)(agreed_text(done))
    if done.refused:
        raise typer.Exit(Refused.exit_code)
