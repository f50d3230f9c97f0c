"""What a file as a whole must be: of this plan and revision, and what its totals say that its rows make."""

from __future__ import annotations

from sciplan.app.controls import Controls
from sciplan.app.rows import RowReader, Surroundings
from sciplan.domain.plan import Plan
from sciplan.domain.return_layout import SCHEMA
from sciplan.errors import Refused
from sciplan.exchange.findings import Findings
from sciplan.exchange.sheet import Reading, Sheet
from sciplan.exchange.source import Source
from sciplan.exchange.table import read_table
from sciplan.i18n import _


def check_form(sheet: Sheet, plan: Plan, revision: int) -> None:
    """Raise `Refused` for a form of another plan, or one that was made before the plan was last changed."""
    form = sheet.form
    if form is None or (form.plan, form.revision) == (plan.key, revision):
        return
    if form.plan != plan.key:
        raise Refused(
            _("This is a form of the plan {other}, not of {plan}.").format(other=form.plan, plan=plan.key),
            _("Name its plan with --plan {other}, if it is loaded.").format(other=form.plan),
        )
    raise Refused(
        _("The form was made for revision {old} of {plan}; revision {new} holds now.").format(
            old=form.revision, plan=plan.key, new=revision
        ),
        _("Make a new form with “sciplan form”, and copy the answers into it."),
    )


def check_document(sheet: Sheet, plan: Plan) -> None:
    """Raise `Refused` for a document that says it is of another plan, or of a kind that is not known."""
    schema, other = sheet.stated.get("schema"), sheet.stated.get("plan")
    if schema not in (None, SCHEMA):
        raise Refused(
            _("The document is of the kind {schema}, not {own}.").format(schema=schema, own=SCHEMA),
            _("Take what “sciplan export” wrote, or leave the kind out."),
        )
    if other not in (None, plan.key):
        raise Refused(
            _("The document holds figures of the plan {other}, not of {plan}.").format(other=other, plan=plan.key),
            _("Name its plan with --plan {other}, if it is loaded.").format(other=other),
        )


def check_totals(controls: Controls, findings: Findings, control: Source | None, around: Surroundings) -> None:
    """Note the totals that the rows do not make: those in the file itself, and those of a control file."""
    controls.check(findings)
    if control is None:
        return
    own = Findings(control.shown)
    sheet = read_table(control, Reading(period=""), own)
    if sheet is not None:
        rows = RowReader(around.without_period(), sheet.columns, own)
        read = (rows.total(line, cells) for line, cells in sheet.rows)
        controls.totals = [total for total in read if total is not None]
    if not own.problems:
        controls.check(own, every=True)
    findings.problems += own.problems
