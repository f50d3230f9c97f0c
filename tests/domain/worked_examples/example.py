"""What a worked example is, and the plan in which its target stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

from sciplan.domain.evaluate import Case, build_case
from sciplan.domain.evaluation import Notice
from sciplan.domain.facts import gather, holder_of
from sciplan.domain.ledger import Reported
from sciplan.domain.period import parse_period
from sciplan.domain.plan import Plan, Region, Target
from sciplan.planfile import load_regions, parse_plan
from tests.domain.builders import content
from tests.domain.worked_examples.arithmetic import worked

CODES = {"Xining": "630100", "Haidong": "630200", "Datong": "630121"}
"""The regions that the examples name, with the codes by which plan files call them."""

TWO = 'regions: ["630100", "630200"]'
FIGURES = {
    "A": "attainment",
    "E": "expected",
    "P": "pace",
    "G": "gap",
    "projection": "projection",
    "k": "effort",
}
PLAN = """\
format: 1
key: worked
name: Worked examples
level: province
region: "630000"
period: [2021, 2025]
document: {title: Worked examples}
agencies:
  - {key: edu, name: Education}
  - {key: labour, name: Labour}
milestones:
  - {key: review, name: Review, when: 2023, review: true}
sections:
  - {key: s, kind: goals, name: Goals}
targets:
"""
_PLANS = Path(__file__).parents[3] / "plans"


@dataclass(frozen=True, slots=True)
class Example:
    """A target in the words of a plan file, what was reported, the date, and what the judgement must be.

    Reports are written `PERIOD[@REGION][/AGENCY]: VALUE`. `figures` works out by hand v (the value), A, E, P, G, the
    projection and k; a figure that is not in it is null. `rule` is the number of the rule that decides. `held` is the
    target whose entries are judged, when they are another one's (`figures_of: held`).
    """

    title: str
    target: str
    reported: Mapping[str, str]
    as_of: str
    rule: int
    status: str
    figures: str = ""
    state: str | None = None
    notices: tuple[str, ...] = ()
    held: str = ""

    @property
    def plan(self) -> Plan:
        """The plan with the example's target in it."""
        return _plan(self.target, self.held)

    @property
    def day(self) -> date:
        """The date on which the target is judged."""
        return date.fromisoformat(self.as_of)

    @property
    def judged(self) -> Target:
        """The target that is judged."""
        return self.plan.target_by_key["example"]

    @property
    def holder(self) -> Target:
        """The target that holds the entries."""
        return holder_of(self.plan, self.judged)

    @property
    def reports(self) -> list[Reported]:
        """What was reported, as live entries."""
        return [_report(self.plan, slot, said) for slot, said in self.reported.items()]

    @property
    def case(self) -> Case:
        """What the rules look at."""
        facts = gather(self.plan, self.judged, self.reports, self.day)
        return build_case(self.plan, self.judged, facts, self.day)

    @property
    def worked_out(self) -> dict[str, Fraction]:
        """The figures by name, as worked out by hand."""
        return worked(self.figures)

    @property
    def expected_notices(self) -> tuple[Notice, ...]:
        """The notices, with regions by their codes."""
        parts = [text.partition(": ") for text in self.notices]
        return tuple(
            Notice(code, tuple(CODES.get(item, item) for item in items.split(", ")) if items else ())
            for code, _colon, items in parts
        )


@cache
def _regions() -> dict[str, Region]:
    return load_regions(_PLANS / "regions.csv")


@cache
def _plan(target: str, held: str) -> Plan:
    targets = f"  - {{key: example, name: Example, section: s, {target}}}\n"
    targets += f"  - {{key: held, name: Held, section: s, {held}}}\n" if held else ""
    plan, problems = parse_plan(PLAN + targets, "plan.yaml", _regions())
    assert plan is not None, problems
    return plan


def _report(plan: Plan, slot: str, said: str) -> Reported:
    place, _slash, agency = slot.partition("/")
    written, _at, region = place.partition("@")
    period = parse_period(written, plan.start)
    assert period is not None, slot
    return Reported(period, CODES.get(region, plan.region), agency, content(said))
