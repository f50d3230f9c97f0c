"""What a report may say for a target: its period, and a value, a ratio or a state in the target's unit."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

from sciplan.app.choosing import Confirm, find_to_write, target_candidates, unknown_target
from sciplan.domain.acceptance import NOT_TO_DATE, OUTSIDE, TOO_LONG, period_fault, region_counts, takes_baseline
from sciplan.domain.ledger import Content
from sciplan.domain.period import YEAR, Period, grade_word, month_of, parse_period
from sciplan.domain.plan import LEVEL, STATE, STATES, VERIFIED, Plan, Target
from sciplan.domain.quantity import PERCENT, Figure, ascii_digits, is_ratio, parse_figure, quotient
from sciplan.domain.series import baseline_year
from sciplan.errors import Refused, UsageError
from sciplan.i18n import _

_WHOLE = 100
_UNIT = re.compile(r"[-+]?[0-9][0-9.,]*[万亿]?\s*((?![万亿])[\u4e00-\u9fff]\S*)")
STATE_WORDS = {
    "未开始": STATES[0],
    "进行中": STATES[1],
    "已完成": STATES[2],
    "已核验": STATES[3],
    "not started": STATES[0],
    "in progress": STATES[1],
}
"""How states are written in forms, where that is not how the ledger keeps them."""


def target_to_write(plan: Plan, typed: str, confirm: Confirm | None) -> Target:
    """Give the target that holds entries under this key; raise `Refused` for one that is judged on another's."""
    found = find_to_write(typed, target_candidates(plan), unknown_target(), confirm)
    target = plan.target_by_key[found.key]
    if target.figures_of:
        raise Refused(
            _("{target} is judged on the figures of {holder}.").format(target=target.key, holder=target.figures_of),
            _("Record the figure for {holder}.").format(holder=target.figures_of),
        )
    return target


def parse_slot_period(plan: Plan, target: Target, year: str | None, period: str | None, today: date) -> Period:
    """Read the period of a report; without one a state is for the current month.

    Raises `UsageError` when none or two are given, `Refused` when the target cannot be reported for it.
    """
    if year is not None and period is not None:
        raise UsageError(_("Give --year or --period, not both."), _("--period 2023Q2 says the year as well."))
    given = year if period is None else period
    if given is None:
        if target.kind != STATE:
            raise UsageError(_("For which year is the figure?"), _("Add --year 2023 or --period 2023Q2."))
        month = month_of(today)
        _check_period(plan, target, month)
        return month
    typed = ascii_digits(given)
    found = parse_period(typed, plan.start)
    if found is None or (year is not None and found.grade != YEAR):
        raise UsageError(
            _("“{typed}” is not a period.").format(typed=typed),
            _("Write 2023, 2023H1, 2023Q2, 2023-05, or ..2023Q2 for a total to date."),
        )
    _check_period(plan, target, found)
    _check_over(target, found, today)
    return found


def _check_over(target: Target, period: Period, today: date) -> None:
    if period.end <= today:
        return
    current_month = period == month_of(today)
    if current_month and target.kind in (LEVEL, STATE):
        return
    raise Refused(
        _("{period} is not over yet: it ends on {end}.").format(period=period, end=period.end),
        _("Record what is known for a period that is over, such as a month or quarter."),
    )


def _check_period(plan: Plan, target: Target, period: Period) -> None:
    fault = period_fault(plan, target, period)
    if fault == OUTSIDE:
        year = baseline_year(plan, target)
        raise Refused(
            _("{period} is outside the plan, which runs from {first} to {last}.").format(
                period=period, first=plan.start.year, last=plan.end.year
            ),
            _("Only the baseline year {year} is accepted before it.").format(year=year)
            if takes_baseline(target)
            else _("Give a period inside it, such as {period}.").format(period=plan.end.year),
        )
    if fault == NOT_TO_DATE:
        raise Refused(
            _("Only cumulative targets have totals to date; {target} has none.").format(target=target.key),
            _("Give the figure of a period, such as {year}.").format(year=period.end.year),
        )
    if fault == TOO_LONG:
        example = {"half": "2023H1", "quarter": "2023Q2"}.get(target.every, "2023-05")
        raise Refused(
            _("{target} is judged {every} by {every}; {period} is too long.").format(
                target=target.key, every=grade_word(target.every), period=period
            ),
            _("Write it like {example}.").format(example=example),
        )


def check_region(plan: Plan, target: Target, region: str) -> None:
    """Raise `Refused` for a region whose figures could never count for a target."""
    if region_counts(plan, target, region):
        return
    names = [plan.region_by_code[code].name for code in target.regions]
    shown = _(", ").join(names[:6]) + (" …" if len(names) > 6 else "")
    raise Refused(
        _("{target} is reported region by region; {region} is none of them.").format(
            target=target.key, region=plan.region_by_code[region].name
        ),
        _("Name one of these regions: {names}.").format(names=shown),
    )


def parse_content(target: Target, typed: str, *, proven: bool = False) -> Content:
    """Read what was typed as a value, ratio or state of a target; raise `Refused` if it cannot be one.

    The state `verified` is only taken when it is `proven` by evidence.
    """
    if target.kind == STATE:
        return Content(state=_state(target, typed, proven=proven))
    figure = parse_figure(_without_unit(target, typed), typed)
    if figure.percent and target.unit != PERCENT:
        raise of_another_unit(target, PERCENT)
    if figure.denominator is not None and not is_ratio(target.unit):
        raise Refused(
            _("{target} is counted in {unit}; a ratio cannot be counted.").format(target=target.key, unit=target.unit),
            _("Give one number in {unit}.").format(unit=target.unit),
        )
    _check_size(target, figure, typed)
    return Content(figure.value, figure.numerator, figure.denominator)


def _without_unit(target: Target, typed: str) -> str:
    """Take the target's unit off a number; raise `Refused` for another one, and for 万 where 万 is counted."""
    text = ascii_digits(typed).strip()
    bare = text.removesuffix(target.unit) if target.unit != PERCENT else text
    other = _UNIT.fullmatch(bare)
    if other:
        raise of_another_unit(target, other[1])
    scales = [scale for scale in "万亿" if scale in bare and target.unit.startswith(scale)]
    if scales:
        raise Refused(
            _("{target} is counted in {unit}; “{typed}” would say {scale} twice.").format(
                target=target.key, unit=target.unit, typed=typed, scale=scales[0]
            ),
            _("Give the number in {unit}.").format(unit=target.unit),
        )
    return typed if bare == text else bare


def of_another_unit(target: Target, given: str) -> Refused:
    """Give the answer to a figure in a unit that is not the target's."""
    return Refused(
        _("{target} is counted in {unit}, not in {given}.").format(target=target.key, unit=target.unit, given=given),
        _("Give the number in {unit}.").format(unit=target.unit),
    )


def _check_size(target: Target, figure: Figure, typed: str) -> None:
    share: Fraction | Decimal | None = figure.value
    if figure.numerator is not None and figure.denominator is not None:
        share = quotient(figure.numerator, figure.denominator, target.unit)
    if target.unit == PERCENT and share is not None and share > _WHOLE:
        raise Refused(
            _("“{typed}” is more than 100 %.").format(typed=typed),
            _("Check the number; 0.152 of a whole is written 15.2%."),
        )
    amounts = (figure.value, figure.numerator, figure.denominator)
    if any(amount is not None and amount < 0 for amount in amounts):
        raise Refused(
            _("“{typed}” is negative, which {target} cannot be.").format(typed=typed, target=target.key),
            _("To take something back, correct the earlier entry."),
        )


def _state(target: Target, typed: str, *, proven: bool) -> str:
    state = STATE_WORDS.get(typed, typed)
    if state not in STATES:
        raise Refused(
            _("“{typed}” is not a state; {target} has no number.").format(typed=typed, target=target.key),
            _("Give one of: not-started, in-progress, done, verified."),
        )
    if state == VERIFIED and not proven:
        raise Refused(_("“verified” needs evidence."), _("Add --evidence FILE, or record “done” for now."))
    return state
