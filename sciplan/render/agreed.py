"""What became of a workbook of a year's tasks, in words and as JSON."""

from __future__ import annotations

from decimal import Decimal

from sciplan.domain.plan import Target
from sciplan.i18n import _, ngettext
from sciplan.render.figures import amount_with_unit
from sciplan.render.imported import file_text
from sciplan.render.outcome import outcome_text
from sciplan.render.records import decimal_text
from sciplan.report.agreed import AgreedChange, AgreedQuotas

SCHEMA = "sciplan/agreed/1"


def agreed_text(done: AgreedQuotas) -> str:
    """Say what became of a file: in a line, and a line for each quota that is another one now."""
    lines = [_("{file}: {said}").format(file=file_text(done.file), said=_said(done))]
    if not done.refused:
        lines += [f"  {_changed(change)}" for change in done.changes]
    return "".join(f"{line}\n" for line in lines)


def _changed(change: AgreedChange) -> str:
    target = change.target
    told = {
        "name": target.name,
        "before": _amount(target, change.before),
        "after": _amount(target, change.after),
        "total": _amount(target, change.by_end),
    }
    if change.after is None:
        return _("{name}: {before} withdrawn").format(**told)
    if change.before is None:
        return _("{name}: {after}, {total} by the end of the year").format(**told)
    return _("{name}: {before} → {after}, {total} by the end of the year").format(**told)


def _amount(target: Target, amount: Decimal | None) -> str:
    return "" if amount is None else amount_with_unit(amount, target.unit)


def _said(done: AgreedQuotas) -> str:
    if done.refused:
        number = len(done.problems)
        return ngettext(
            "refused, {number} problem; nothing was agreed.", "refused, {number} problems; nothing was agreed.", number
        ).format(number=number)
    counted = _(
        "quotas for {year}: {agreed} agreed, {changed} changed, {withdrawn} withdrawn, {same} as before"
    ).format(year=done.year, agreed=done.agreed, changed=done.changed, withdrawn=done.withdrawn, same=done.same)
    return outcome_text(done.outcome, counted, done.batch, done.fingerprint)


def agreed_document(done: AgreedQuotas) -> dict[str, object]:
    """Give what became of a file as a JSON document."""
    return {
        "schema": SCHEMA,
        "file": done.file,
        "sha256": done.sha256 or None,
        "plan": done.plan,
        "year": done.year,
        "outcome": done.outcome,
        "batch": done.batch,
        "fingerprint": done.fingerprint,
        "agreed": done.agreed,
        "changed": done.changed,
        "withdrawn": done.withdrawn,
        "same": done.same,
        "changes": [
            {
                "target": one.target.key,
                "before": decimal_text(one.before),
                "after": decimal_text(one.after),
                "by_end": decimal_text(one.by_end),
            }
            for one in done.changes
        ],
        "problems": [
            {"code": one.code, "where": str(one.where), "message": one.message, "hint": one.hint}
            for one in done.problems
        ],
    }
