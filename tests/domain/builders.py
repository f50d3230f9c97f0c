"""Plans, targets and reports in a line each, for the tests of the domain.

A report is written `PERIOD[@REGION][/AGENCY]` with `VALUE`, `NUMERATOR/DENOMINATOR` or a state, as in
`{"2022@xining/edu": "12.5"}`; regions and agencies are called by words that read well.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sciplan.domain.evaluate import evaluate
from sciplan.domain.evaluation import Evaluation
from sciplan.domain.ledger import Content, Reported
from sciplan.domain.merging import Merged
from sciplan.domain.period import parse_period
from sciplan.domain.plan import (
    ANNUAL,
    CUMULATIVE,
    EACH,
    LEVEL,
    POOLED,
    STATE,
    STATES,
    Baseline,
    Document,
    Goal,
    Plan,
    Region,
    Section,
    Target,
)
from sciplan.domain.quantity import rounded

START, END = date(2021, 1, 1), date(2025, 12, 31)
REGIONS = (
    Region("qinghai", "Qinghai", "province", ""),
    Region("xining", "Xining", "prefecture", "qinghai"),
    Region("haidong", "Haidong", "prefecture", "qinghai"),
    Region("haixi", "Haixi", "prefecture", "qinghai"),
    Region("datong", "Datong", "county", "xining"),
    Region("huangzhong", "Huangzhong", "county", "xining"),
    Region("ledu", "Ledu", "county", "haidong"),
)
BOTH = ("xining", "haidong")

Reports = Mapping[str, str]
Field = Any
"""The value of a field of a record, whichever it is."""


def at_least(value: str) -> Goal:
    """A goal from a number upwards."""
    return Goal("at_least", Decimal(value))


def more_than(value: str) -> Goal:
    """A goal above a number."""
    return Goal("more_than", Decimal(value))


def at_most(value: str) -> Goal:
    """A goal up to a number."""
    return Goal("at_most", Decimal(value))


def between(low: str, high: str) -> Goal:
    """A goal that is a range."""
    return Goal("between", Decimal(low), Decimal(high))


AT_LEAST_BASELINE = Goal("at_least", reference="baseline")
MORE_THAN_PREVIOUS = Goal("more_than", reference="previous")


def known(value: str, year: int = 2020) -> Baseline:
    """A baseline with its value."""
    return Baseline(Decimal(value), year)


UNKNOWN = Baseline(None, None)


def a_target(kind: str, unit: str, goal: Goal, **changes: Field) -> Target:
    """A target of the plan, due at its end unless told otherwise."""
    given: dict[str, Any] = {"due": END, **changes}
    return Target(given.pop("key", "t"), "Target", "s", kind, unit, goal, **given)


def cumulative(goal: Goal | None = None, **changes: Field) -> Target:
    """A count that adds up over the years: 50 by the end of 2025."""
    return a_target(CUMULATIVE, "个", goal or at_least("50"), **changes)


def level(goal: Goal | None = None, **changes: Field) -> Target:
    """A percentage that is measured: from 10.56 in 2020 to 15 in 2025."""
    given = {"baseline": known("10.56"), "combine": POOLED, "unit": "%", **changes}
    return a_target(LEVEL, given.pop("unit"), goal or at_least("15"), **given)


def annual(goal: Goal | None = None, **changes: Field) -> Target:
    """A count that every year reaches alone: 400."""
    given = {"unit": "名", **changes}
    return a_target(ANNUAL, given.pop("unit"), goal or at_least("400"), **given)


def state(form: str = "done", **changes: Field) -> Target:
    """Something that is to be done, or to go on."""
    return a_target(STATE, "", Goal(form), **changes)


def each(target: Target, *regions: str) -> dict[str, Any]:
    """Give what makes regions be judged each, for `dataclasses.replace`."""
    return {"combine": EACH, "regions": regions or target.regions or BOTH}


def a_plan(*targets: Target, **changes: Field) -> Plan:
    """A provincial plan from 2021 to 2025 with three prefectures and three counties."""
    given: dict[str, Any] = {
        "key": "p",
        "name": "Plan",
        "language": "zh",
        "level": "province",
        "region": "qinghai",
        "start": START,
        "end": END,
        "document": Document("Plan"),
        "regions": REGIONS,
        "sections": (Section("s", "", "goals", "Goals"),),
        "targets": targets,
    }
    return Plan(**{**given, **changes})


def report(slot: str, said: str) -> Reported:
    """A live entry, from `PERIOD[@REGION][/AGENCY]` and what it says."""
    place, _slash, agency = slot.partition("/")
    written, _at, region = place.partition("@")
    period = parse_period(written, START)
    assert period is not None, slot
    return Reported(period, region or "qinghai", agency, content(said))


def content(said: str) -> Content:
    """What an entry says: a state, a numerator over a denominator, or a value."""
    if said in STATES:
        return Content(state=said)
    above, slash, below = said.partition("/")
    return Content(numerator=Decimal(above), denominator=Decimal(below)) if slash else Content(value=Decimal(said))


def reports(said: Reports) -> list[Reported]:
    """Give live entries in the order written."""
    return [report(slot, text) for slot, text in said.items()]


def judge(target: Target, said: Reports, as_of: str, *others: Target, **plan: Field) -> Evaluation:
    """Judge a target on a date from what was reported; `others` are further targets of the plan."""
    return evaluate(a_plan(target, *others, **plan), target, reports(said), date.fromisoformat(as_of))


def status(target: Target, said: Reports, as_of: str, *others: Target, **plan: Field) -> str:
    """Give only the status."""
    return judge(target, said, as_of, *others, **plan).status


def noticed(evaluation: Evaluation) -> list[str]:
    """Give the codes of the notices."""
    return [notice.code for notice in evaluation.notices]


def places(fraction: Fraction | None, number: int) -> str:
    """Give a fraction rounded, as a text; an absent one is `null`."""
    return "null" if fraction is None else f"{rounded(fraction, number):.{number}f}"


def merged(found: Sequence[Reported]) -> list[Merged]:
    """Give reports with those of a period together, as the summaries of the ledger have them."""
    periods: dict[str, list[Reported]] = {}
    for one in found:
        periods.setdefault(one.period.text, []).append(one)
    return [_together(group) for _text, group in sorted(periods.items())]


def _together(group: list[Reported]) -> Merged:
    codes = ",".join(one.region for one in group)
    period = group[0].period
    if len(group) == 1:
        return Merged(period, codes, None, group[0])
    values = [one.content.value for one in group if one.content.value is not None]
    above = [one.content.numerator for one in group if one.content.numerator is not None]
    below = [one.content.denominator for one in group if one.content.denominator is not None]
    together = None
    if not any(one.agency for one in group):
        if len(values) == len(group):
            together = Content(sum(values, Decimal(0)))
        elif len(above) == len(group):
            together = Content(None, sum(above, Decimal(0)), sum(below, Decimal(0)))
    return Merged(period, codes, together)
