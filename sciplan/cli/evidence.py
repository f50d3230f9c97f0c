"""Evidence: `evidence list` and `evidence save`."""

from pathlib import Path
from typing import Annotated

import typer

from sciplan.cli import console
from sciplan.cli.context import session_of
from sciplan.cli.options import ForceOption, FormatOption, PlanOption
from sciplan.i18n import N_, _


def list_evidence(
    context: typer.Context,
    target: Annotated[str | None, typer.Option("--target", metavar="TARGET", help=N_("Of this target only."))] = None,
    plan: PlanOption = None,
    form: FormatOption = "table",
) -> None:
    """List the files that are kept with entries."""
    from sciplan.app import evidence
    from sciplan.render import evidence as render

    console.check_format(form)
    found = evidence.listed(session_of(context).database, evidence.EvidenceRequest(plan, target))
    console.show(form, render.evidence_page(found))


def save(
    context: typer.Context,
    named: Annotated[str, typer.Argument(metavar="FILE", help=N_("An entry's number, or digits of a SHA-256."))],
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help=N_("Into this file."))],
    force: ForceOption = False,
) -> None:
    """Write a file that is kept to a place of its own."""
    from sciplan.app import evidence

    kept = evidence.save(session_of(context).database, named, Path(output), force=force)
    console.say(
        _("Wrote {path}: {name}, {size} bytes, SHA-256 {sha256}.").format(
            path=output, name=kept.name, size=kept.size, sha256=kept.sha256
        )
    )
