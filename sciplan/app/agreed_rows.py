"""One row of a year's tasks as a quota: its figure, and whether it can stand; each mistake is told at its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from sciplan.app.reports import parse_content
from sciplan.domain.ledger import Reported
from sciplan.domain.plan import CUMULATIVE, Plan, Target
from sciplan.domain.quantity import check_amount, rounded
from sciplan.domain.quotas import BACKWARDS, FALLS_BACK, PAST_GOAL, Quota, quota_fault, takes_quota
from sciplan.domain.shares import case_before, year_share
from sciplan.errors import Refused, SciplanError
from sciplan.exchange.agreed import AGREED_COLUMN, AgreedRow
from sciplan.exchange.findings import Findings
from sciplan.i18n import _
from sciplan.text import check_text


class AgreedReader:
    """Reads rows for one year against a plan with the quotas of all other years, and what is reported."""

    def __init__(
        self,
        plan: Plan,
        reports: Mapping[str, Sequence[Reported]],
        year: int,
        stands: Mapping[str, Quota],
        findings: Findings,
    ) -> None:
        """Take what the rows are read against, what stands for the year by target, and where problems are noted."""
        self._plan = plan
        self._reports = reports
        self._year = year
        self._stands = stands
        self._findings = findings

    def quota(self, row: AgreedRow) -> Quota | None:
        """Give the quota that a row says, its batch still 0; None, with the problem noted, if it cannot stand."""
        try:
            return self._quota(row)
        except SciplanError as fault:
            code = fault.code if isinstance(fault, _CannotStand) else "wrong-figure"
            self._findings.add(code, fault.message, fault.hint, row.line, AGREED_COLUMN)
            return None

    def _quota(self, row: AgreedRow) -> Quota:
        target = self._plan.target_by_key[row.slot.target]
        if not takes_quota(target, self._year):
            raise _CannotStand(
                "no-quota",
                _("Nothing can be agreed for {target} in {year}.").format(target=target.key, year=self._year),
                _("Empty the cell: there the plan itself says what is to be reached."),
            )
        amount = _amount(target, row.typed)
        reports = self._reports.get(target.figures_of or target.key, ())
        reached = year_share(case_before(self._plan, target, reports, self._year), self._year).reached
        checkpoint = amount
        if target.kind == CUMULATIVE:
            checkpoint = check_amount(_base(row, target, reached, self._year) + amount, row.typed)
        held = self._stands.get(target.key)
        fault = quota_fault(target, self._year, checkpoint, reached)
        if fault is not None and (held is None or (held.amount, held.checkpoint) != (amount, checkpoint)):
            raise _fault(fault, target, checkpoint, reached, self._year)
        return Quota(target.key, self._year, amount, checkpoint, check_text(row.typed), 0)


def _base(row: AgreedRow, target: Target, reached: Fraction | None, year: int) -> Decimal:
    """Give what the amount adds to; raise `Refused` if the ledger says otherwise by now."""
    base = row.slot.base
    if base is not None and reached == Fraction(base):
        return base
    message = _("{target} stood at {old} when the file was made; by the end of {year} the ledger holds {new}.")
    raise _CannotStand(
        "base-changed",
        message.format(target=target.key, old=_text(base), year=year - 1, new=_text(reached)),
        _("Make a new file with “sciplan tasks”, and copy what was agreed into it."),
    )


def _text(figure: Fraction | Decimal | None) -> str:
    return _("nothing") if figure is None else f"{rounded(Fraction(figure))}"


class _CannotStand(Refused):
    """A quota that is a figure, but not one that can stand; `code` says why not."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.code = code


def _amount(target: Target, typed: str) -> Decimal:
    content = parse_content(target, typed)
    if content.value is None:
        raise Refused(
            _("“{typed}” is a ratio; what is agreed is one number.").format(typed=typed),
            _("Give one number in {unit}.").format(unit=target.unit),
        )
    return content.value


def _fault(code: str, target: Target, checkpoint: Decimal, reached: Fraction | None, year: int) -> _CannotStand:
    told = {"target": target.key, "checkpoint": checkpoint, "year": year}
    if code == PAST_GOAL:
        message = _("{target} would be past its goal, {goal}, at {checkpoint} by the end of {year}.")
        return _CannotStand(code, message.format(**told, goal=target.goal.value), _("Agree on less."))
    if code == FALLS_BACK:
        message = _("{target} would fall back to {checkpoint} by the end of {year}; {reached} is reached already.")
        hint = _("Agree on a value nearer to the goal.")
        return _CannotStand(code, message.format(**told, reached=_text(reached)), hint)
    points = _(", ").join(f"{other}: {value}" for other, value in target.stops if other != year)
    message = _("{target} at {checkpoint} by the end of {year} does not lie between its neighbours: {points}.")
    hint = _("Agree on a value between them, or change or withdraw those first.")
    return _CannotStand(BACKWARDS, message.format(**told, points=points), hint)
