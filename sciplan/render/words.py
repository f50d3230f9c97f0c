"""The words and marks in which judgements are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from sciplan.domain import evaluation as words
from sciplan.domain.evaluation import LIGHTS, Evaluation, Notice
from sciplan.domain.plan import AT_MOST, BETWEEN, EACH, MORE_THAN, PREVIOUS, STATE, Goal, Plan, Target
from sciplan.domain.quantity import is_ratio
from sciplan.i18n import _, ngettext, pgettext
from sciplan.render.figures import amount_with_unit, faithful, number, reported
from sciplan.report.ledger_note import LedgerNote

_ALL = 100

SYMBOLS = {
    words.MET: "√",
    words.ON_TRACK: "●",
    words.BEHIND: "▲",
    words.FAR_BEHIND: "▼",
    words.MISSED: "×",
    words.OVERDUE: "○",
    words.NO_DATA: "○",
    words.NO_BASELINE: "○",
}
"""All of them exist in GBK, so that they print on an old console too."""

_COLOURS = {"green": "green", "yellow": "yellow", "red": "red", "grey": "bright_black"}


def status_word(status: str) -> str:
    """Give the word for a status."""
    return {
        words.MET: _("met"),
        words.ON_TRACK: _("on track"),
        words.BEHIND: _("behind"),
        words.FAR_BEHIND: _("far behind"),
        words.MISSED: _("missed"),
        words.OVERDUE: _("overdue"),
        words.NO_DATA: _("no data"),
        words.NO_BASELINE: _("no baseline"),
    }[status]


def status_mark(status: str) -> str:
    """Give symbol and word of a status together."""
    return f"{SYMBOLS[status]} {status_word(status)}"


def status_colour(status: str) -> str:
    """Give the colour of a status."""
    return _COLOURS[LIGHTS[status]]


def binding_word(binding: str) -> str:
    """Give the word for how binding a target is."""
    return {"required": pgettext("binding", "required"), "striving": _("striving"), "encouraged": _("encouraged")}[
        binding
    ]


def as_of_text(as_of: date, known_at: str | None, between: str = "") -> str:
    """Give what a heading says of time: for which date a report is, and as known when, if not as known now."""
    line = _("as of {date}").format(date=as_of.isoformat()) + between
    if known_at is None:
        return line
    return line + _(" · as known at {time} UTC").format(time=known_at[:19].replace("T", " "))


def long_date(day: date) -> str:
    """Give a date as a document writes it."""
    return _("{year}-{month:02}-{day:02}").format(year=day.year, month=day.month, day=day.day)


def when_text(day: date) -> str:
    """Give what a figure is of as running text names it: a year where it is of the end of one, else the day."""
    if (day.month, day.day) == (12, 31):
        return pgettext("when", "{year}").format(year=day.year)
    return long_date(day)


def periods_text(periods: Sequence[str]) -> str:
    """Name periods in running text: a year as a year, parts of one as they are written."""
    return _(", ").join(
        pgettext("when", "{year}").format(year=period) if period.isdigit() else period for period in periods
    )


def by_text(day: date) -> str:
    """Give a due date as running text names it."""
    if (day.month, day.day) == (12, 31):
        return _("by the end of {year}").format(year=day.year)
    return pgettext("due", "by {date}").format(date=long_date(day))


def date_line(as_of: date) -> str:
    """Give the line below a document's title: for which date it is; as known when says its last line, always."""
    return _("As of {date}").format(date=long_date(as_of))


def some_of(names: Sequence[str], most: int) -> str:
    """Give names, of many only the first and how many more there are."""
    shown = _(", ").join(names[:most])
    if len(names) > most:
        return _("{names} and {number} more").format(names=shown, number=len(names) - most)
    return shown


def kind_word(kind: str) -> str:
    """Give the word for a kind of target."""
    return {
        "cumulative": _("cumulative"),
        "level": _("level"),
        "annual": _("annual"),
        "state": _("state"),
    }[kind]


def state_word(state: str) -> str:
    """Give the word for a state."""
    return {
        "not-started": _("not started"),
        "in-progress": _("in progress"),
        "done": _("done"),
        "verified": _("verified"),
    }[state]


def value_text(target: Target, evaluation: Evaluation) -> str:
    """Give the value that was judged, or the state."""
    if target.kind == STATE and target.combine != EACH:
        return "" if evaluation.state is None else state_word(evaluation.state)
    if evaluation.value is None:
        return ""
    if target.combine == EACH:
        share = faithful(evaluation.value, 1, (0, _ALL))
        return _("{share} of regions").format(share=f"{number(share)}%")
    return amount_with_unit(reported(evaluation.value, (target.goal.value, target.goal.upper)), target.unit)


def goal_text(target: Target) -> str:
    """Give the goal as a short phrase."""
    goal = target.goal
    phrase = _number_goal(goal, target.unit) if goal.form not in ("done", "ongoing") else _state_goal(goal)
    return _("each {goal}").format(goal=phrase) if target.combine == EACH else phrase


def _state_goal(goal: Goal) -> str:
    return {"done": pgettext("goal", "done"), "ongoing": _("ongoing")}[goal.form]


def _number_goal(goal: Goal, unit: str) -> str:
    if goal.reference is not None:
        return _("> year before") if goal.reference == PREVIOUS else _("≥ baseline")
    value = goal.value if goal.value is not None else Decimal(0)
    if goal.form == BETWEEN and goal.upper is not None:
        return f"{number(value)}–{amount_with_unit(goal.upper, unit)}"
    sign = {AT_MOST: "≤", MORE_THAN: ">"}.get(goal.form, "≥")
    return f"{sign} {amount_with_unit(value, unit)}"


def goal_phrase(target: Target) -> str:
    """Give the goal as running text says it."""
    goal = target.goal
    phrase = _number_phrase(target) if goal.form not in ("done", "ongoing") else _state_goal(goal)
    return _("{goal} in each region").format(goal=phrase) if target.combine == EACH else phrase


def _number_phrase(target: Target) -> str:
    goal, unit = target.goal, target.unit
    if goal.reference is not None:
        return _("more than the year before") if goal.reference == PREVIOUS else _("no less than the baseline")
    amount = amount_with_unit(goal.value if goal.value is not None else Decimal(0), unit)
    if goal.form == BETWEEN and goal.upper is not None:
        low = number(goal.value or Decimal(0))
        return _("{low} to {high}").format(low=low, high=amount_with_unit(goal.upper, unit))
    if goal.form == AT_MOST:
        return _("at most {amount}").format(amount=amount)
    if goal.form == MORE_THAN:
        return _("more than {amount}").format(amount=amount)
    return (pgettext("ratio", "at least {amount}") if is_ratio(unit) else _("at least {amount}")).format(amount=amount)


def entries_text(entries: Sequence[int]) -> str:
    """Give the numbers of entries, the first ten of them."""
    shown = ", ".join(str(entry) for entry in entries[:10]) + (" …" if len(entries) > 10 else "")
    return ngettext("entry {entries}", "entries {entries}", len(entries)).format(entries=shown)


def notice_text(notice: Notice, plan: Plan) -> str:
    """Give the sentence of a notice, with the periods or regions it is about."""
    sentence = _NOTICES[notice.code]()
    if not notice.items:
        return sentence
    names = [plan.region_by_code[item].name if item in plan.region_by_code else item for item in notice.items]
    shown = some_of(names, 6)
    return _("{sentence}: {names}").format(sentence=sentence, names=shown)


_NOTICES: dict[str, Callable[[], str]] = {
    words.REACHED_LATE: lambda: _("reached after the due date"),
    words.ABOVE_RANGE: lambda: _("above the upper end"),
    words.REPORT_OVERDUE: lambda: _("figures overdue"),
    words.FIRST_VALUE_AS_BASELINE: lambda: _("first reported value taken as baseline"),
    words.LATER_PARTIAL: lambda: _("later figures wait for"),
    words.REGIONS_WITHOUT_BASELINE: lambda: _("left out for want of a baseline"),
    words.NOT_COMPUTABLE: lambda: _("not computable together without numerators and denominators"),
    words.NOT_JUDGED: lambda: _("not judged for want of an earlier figure"),
    words.OVERLAPPING: lambda: _("reports overlap and cannot be added up"),
    words.TWO_POINTS_ONLY: lambda: _("projection rests on two values only"),
    words.STALE_VALUE: lambda: _("latest value more than a year old"),
    words.SAMPLING_ERROR: lambda: _("goal within the sampling error (95 %, in percentage points)"),
}


def ledger_text(ledger: LedgerNote) -> str:
    """Say from which state of the ledger a report was made, so that it can be proved."""
    text = ngettext(
        "{number} entry · fingerprint {fingerprint}", "{number} entries · fingerprint {fingerprint}", ledger.entries
    )
    return text.format(number=ledger.entries, fingerprint=ledger.fingerprint[:12])


def provenance_text(plan: Plan, as_of: date, ledger: LedgerNote) -> str:
    """Give the last line of a document: of which plan it is, as of when, as known when, and from which ledger."""
    text = ngettext(
        "{plan} · as of {date} · as known at {time} UTC · {number} entry · fingerprint {fingerprint}",
        "{plan} · as of {date} · as known at {time} UTC · {number} entries · fingerprint {fingerprint}",
        ledger.entries,
    )
    return text.format(
        plan=plan.name,
        date=as_of.isoformat(),
        time=ledger.at[:19].replace("T", " "),
        number=ledger.entries,
        fingerprint=ledger.fingerprint,
    )


def ledger_member(ledger: LedgerNote) -> dict[str, object]:
    """Give the same as the member `ledger` of a JSON document."""
    return {"entries": ledger.entries, "fingerprint": ledger.fingerprint}
