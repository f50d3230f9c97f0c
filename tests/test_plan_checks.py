"""The rules that a plan keeps, each broken and kept; plans are built here, not read."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sciplan.domain.checks import CHECKS, Finding, Suggestions, did_you_mean
from sciplan.domain.plan import (
    ANNUAL,
    AT_LEAST,
    AT_MOST,
    BASELINE,
    BETWEEN,
    CHECKPOINTS,
    CUMULATIVE,
    DONE,
    EACH,
    LEVEL,
    MORE_THAN,
    ONGOING,
    POOLED,
    PREVIOUS,
    STATE,
    SUM,
    Agency,
    AgencyGroup,
    Baseline,
    Document,
    Goal,
    HigherGoal,
    Milestone,
    Plan,
    Region,
    Section,
    Target,
)

FIVE = Decimal(5)
TARGET = Target("bases", "Bases", "goals", LEVEL, "个", Goal(AT_LEAST, FIVE), date(2025, 12, 31))
PLAN = Plan(
    key="demo",
    name="Demo",
    language="zh",
    level="prefecture",
    region="370700",
    start=date(2021, 1, 1),
    end=date(2025, 12, 31),
    document=Document("Demo", "No. 1", "Office", date(2021, 12, 1)),
    regions=(
        Region("370700", "潍坊市", "prefecture", "370000"),
        Region("370725", "昌乐县", "county", "370700"),
    ),
    agencies=(Agency("office", "Office"), Agency("bureau", "Bureau")),
    groups=(AgencyGroup("everyone", "Everyone", ("office", "bureau")),),
    milestones=(Milestone("y2023", "Review", date(2023, 1, 1), date(2023, 12, 31), review=True),),
    sections=(
        Section("goals", "", "goals", "Goals", lead=("office",), responsible=("everyone",)),
        Section("inner", "goals", "part", "Inner"),
    ),
    targets=(TARGET,),
)


def found(plan: Plan) -> list[Finding]:
    """Give everything that the checks find in a plan."""
    return [finding for check in CHECKS for finding in check(plan)]


def codes(plan: Plan) -> list[str]:
    """Give the codes of what the checks find in a plan."""
    return [finding.code for finding in found(plan)]


def with_target(**changes: object) -> Plan:
    """Give the plan with another target in place of its only one."""
    return replace(PLAN, targets=(TARGET._replace(**changes),))  # type: ignore[arg-type]


def test_sound_plan() -> None:
    """Nothing is found in a plan that keeps every rule."""
    assert found(PLAN) == []


def test_checks_explain_themselves() -> None:
    """Each check stands once and says its rule in a docstring."""
    assert len(set(CHECKS)) == len(CHECKS)
    assert all(check.__doc__ for check in CHECKS)


KEPT: dict[str, dict[str, object]] = {
    "an at-most goal of a level": {"goal": Goal(AT_MOST, FIVE)},
    "a done state": {"kind": STATE, "unit": "", "goal": Goal(DONE)},
    "an ongoing state": {"kind": STATE, "unit": "", "goal": Goal(ONGOING)},
    "an annual goal above the year before": {"kind": ANNUAL, "goal": Goal(MORE_THAN, reference=PREVIOUS)},
    "an annual goal at the baseline": {"kind": ANNUAL, "goal": Goal(AT_LEAST, reference=BASELINE)},
    "a level at the baseline": {"goal": Goal(AT_LEAST, reference=BASELINE)},
    "a full percentage": {"unit": "%", "combine": POOLED, "goal": Goal(AT_LEAST, Decimal(100))},
    "more than a hundred of something": {"goal": Goal(AT_LEAST, Decimal(500))},
    "a range": {"goal": Goal(BETWEEN, FIVE, Decimal(6))},
    "a baseline": {"baseline": Baseline(FIVE, 2020)},
    "an unknown baseline": {"baseline": Baseline(None, None)},
    "an annual baseline": {"kind": ANNUAL, "baseline": Baseline(FIVE, 2020)},
    "half years": {"kind": ANNUAL, "every": "half"},
    "each of named regions": {"combine": EACH, "regions": ("370725",)},
    "a pooled ratio": {"unit": "元/人", "combine": POOLED},
    "due on the last day": {"due": date(2025, 12, 31)},
    "due on the first day": {"due": date(2021, 1, 1)},
    "reported in the first and the due year": {"reported_in": (2021, 2025)},
    "rising checkpoints from zero": {
        "kind": CUMULATIVE,
        "trajectory": CHECKPOINTS,
        "checkpoints": ((2021, Decimal(1)), (2022, Decimal(1)), (2024, FIVE)),
    },
    "falling checkpoints to a lower goal": {
        "goal": Goal(AT_MOST, Decimal(2)),
        "baseline": Baseline(FIVE, 2020),
        "trajectory": CHECKPOINTS,
        "checkpoints": ((2023, Decimal(3)),),
    },
    "falling checkpoints without a baseline": {
        "goal": Goal(AT_MOST, Decimal(2)),
        "trajectory": CHECKPOINTS,
        "checkpoints": ((2023, Decimal(3)), (2024, Decimal(2))),
    },
    "rising checkpoints to a goal that refers to the baseline": {
        "goal": Goal(AT_LEAST, reference=BASELINE),
        "baseline": Baseline(FIVE, 2020),
        "trajectory": CHECKPOINTS,
        "checkpoints": ((2023, Decimal(6)),),
    },
    "a checkpoint in the year of a due date within it": {
        "due": date(2025, 6, 30),
        "trajectory": CHECKPOINTS,
        "checkpoints": ((2024, Decimal(3)),),
    },
}


@pytest.mark.parametrize("changes", KEPT.values(), ids=KEPT)
def test_rule_kept(changes: dict[str, object]) -> None:
    """Nothing is found in a target that keeps every rule."""
    assert found(with_target(**changes)) == []


BROKEN: dict[str, tuple[str, dict[str, object]]] = {
    "a numeric goal of a state": ("goal-kind", {"kind": STATE, "unit": ""}),
    "a done goal of a level": ("goal-kind", {"goal": Goal(DONE)}),
    "an at-most goal of what adds up": ("goal-kind", {"kind": CUMULATIVE, "goal": Goal(AT_MOST, FIVE)}),
    "a level above the year before": ("goal-kind", {"goal": Goal(MORE_THAN, reference=PREVIOUS)}),
    "what adds up at the baseline": ("goal-kind", {"kind": CUMULATIVE, "goal": Goal(AT_LEAST, reference=BASELINE)}),
    "a negative goal": ("goal-negative", {"goal": Goal(AT_LEAST, -FIVE)}),
    "a range beyond 100 %": (
        "goal-percent",
        {"unit": "%", "combine": POOLED, "goal": Goal(BETWEEN, FIVE, Decimal("100.1"))},
    ),
    "an empty range": ("range-order", {"goal": Goal(BETWEEN, FIVE, FIVE)}),
    "a baseline of what adds up": ("baseline-kind", {"kind": CUMULATIVE, "baseline": Baseline(None, None)}),
    "a baseline of a state": (
        "baseline-kind",
        {"kind": STATE, "unit": "", "goal": Goal(DONE), "baseline": Baseline(None, None)},
    ),
    "quarters of a level": ("every-kind", {"every": "quarter"}),
    "annual checkpoints": (
        "trajectory-kind",
        {"kind": ANNUAL, "trajectory": CHECKPOINTS, "checkpoints": ((2023, FIVE),)},
    ),
    "checkpoints of a state": (
        "trajectory-kind",
        {"kind": STATE, "unit": "", "goal": Goal(DONE), "trajectory": CHECKPOINTS, "checkpoints": ((2023, FIVE),)},
    ),
    "a number without a unit": ("unit-missing", {"unit": ""}),
    "a state with a unit": ("unit-on-state", {"kind": STATE, "goal": Goal(DONE)}),
    "each of no regions": ("combine-regions", {"combine": EACH}),
    "a pooled sum": ("combine-kind", {"kind": CUMULATIVE, "combine": POOLED}),
    "a pooled state": ("combine-kind", {"kind": STATE, "unit": "", "goal": Goal(DONE), "combine": POOLED}),
    "added percentages": ("combine-unit", {"unit": "%", "combine": SUM}),
    "due before the plan": ("due-outside", {"due": date(2020, 12, 31)}),
    "due after the plan": ("due-outside", {"due": date(2026, 1, 1)}),
    "a baseline in the due year": ("baseline-year", {"baseline": Baseline(FIVE, 2025)}),
    "reported before the plan": ("reported-outside", {"reported_in": (2020,)}),
    "reported after it is due": ("reported-outside", {"due": date(2024, 12, 31), "reported_in": (2025,)}),
    "reported twice": ("repeated-item", {"reported_in": (2023, 2023)}),
    "a region twice": ("repeated-item", {"regions": ("370725", "370725")}),
    "an agency twice": ("repeated-item", {"responsible": ("office", "office")}),
    "a checkpoint before the plan": (
        "checkpoint-outside",
        {"trajectory": CHECKPOINTS, "checkpoints": ((2020, FIVE),)},
    ),
    "a checkpoint at the baseline": (
        "checkpoint-outside",
        {"baseline": Baseline(FIVE, 2022), "trajectory": CHECKPOINTS, "checkpoints": ((2022, FIVE),)},
    ),
    "a checkpoint at the due date": (
        "checkpoint-outside",
        {"trajectory": CHECKPOINTS, "checkpoints": ((2025, FIVE),)},
    ),
    "a checkpoint below the baseline": (
        "checkpoint-order",
        {"baseline": Baseline(Decimal(3), 2020), "trajectory": CHECKPOINTS, "checkpoints": ((2023, Decimal(2)),)},
    ),
    "a checkpoint above the goal": (
        "checkpoint-order",
        {"trajectory": CHECKPOINTS, "checkpoints": ((2023, Decimal(6)),)},
    ),
    "rising checkpoints to a lower goal": (
        "checkpoint-order",
        {
            "goal": Goal(AT_MOST, Decimal(1)),
            "trajectory": CHECKPOINTS,
            "checkpoints": ((2022, Decimal(2)), (2023, Decimal(3))),
        },
    ),
    "figures of nobody": ("unknown-target", {"figures_of": "base"}),
    "its own figures": ("figures-of-chain", {"figures_of": "bases"}),
    "numerators of its own figures": ("take-alone", {"take_numerator": True}),
    "an own level of no regions": ("own-level-regions", {"own_level": True}),
    "a count that is sampled": ("sampled-kind", {"sampled": True}),
    "an unknown section": ("unknown-section", {"section": "goal"}),
    "an unknown agency": ("unknown-agency", {"lead": ("ofice",)}),
    "the lead among the responsible": ("lead-also-responsible", {"lead": ("office",), "responsible": ("office",)}),
}


@pytest.mark.parametrize(("code", "changes"), BROKEN.values(), ids=BROKEN)
def test_rule_broken(code: str, changes: dict[str, object]) -> None:
    """Exactly the broken rule is found, at the target, with advice."""
    findings = found(with_target(**changes))
    assert [finding.code for finding in findings] == [code]
    assert findings[0].path[:2] == ("targets", "bases")
    assert findings[0].hint


def sharing(source: Target, **changes: object) -> list[str]:
    """Give the codes that a target finds which is judged on the entries of another."""
    borrower = TARGET._replace(key="borrower", figures_of=source.key, **changes)  # type: ignore[arg-type]
    return codes(replace(PLAN, targets=(source, borrower)))


RATIO = TARGET._replace(unit="元/人", combine=POOLED)
SHARED: dict[str, tuple[list[str], Callable[[], list[str]]]] = {
    "the same kind and unit": ([], lambda: sharing(TARGET)),
    "400 a year and 2,000 in all": (
        [],
        lambda: sharing(
            TARGET._replace(kind=ANNUAL, goal=Goal(AT_LEAST, Decimal(400))),
            kind=CUMULATIVE,
            goal=Goal(AT_LEAST, Decimal(2000)),
        ),
    ),
    "400 a year and 2,500 in all": (
        ["yearly-total"],
        lambda: sharing(
            TARGET._replace(kind=ANNUAL, goal=Goal(AT_LEAST, Decimal(400))),
            kind=CUMULATIVE,
            goal=Goal(AT_LEAST, Decimal(2500)),
        ),
    ),
    "a stock year by year": ([], lambda: sharing(TARGET, kind=ANNUAL)),
    "numerators in their own unit": ([], lambda: sharing(RATIO, take_numerator=True, unit="元")),
    "a stock of what adds up": (["figures-of-kind"], lambda: sharing(TARGET, kind=CUMULATIVE)),
    "a state of figures": (
        ["figures-of-kind"],
        lambda: sharing(TARGET._replace(kind=STATE, unit="", goal=Goal(DONE)), unit="元"),
    ),
    "another unit": (["figures-of-unit"], lambda: sharing(TARGET, unit="元")),
    "numerators of counts": (["take-ratio"], lambda: sharing(TARGET, take_numerator=True)),
}


@pytest.mark.parametrize(("expected", "find"), SHARED.values(), ids=SHARED)
def test_shared_figures(expected: list[str], find: Callable[[], list[str]]) -> None:
    """A target can be judged on entries of another whose figures mean the same thing in the same unit."""
    assert find() == expected


def test_figures_are_not_borrowed_on() -> None:
    """The target whose figures are used is reported itself."""
    second = TARGET._replace(key="second", figures_of="bases")
    third = TARGET._replace(key="third", figures_of="second")
    assert codes(replace(PLAN, targets=(TARGET, second, third))) == ["figures-of-chain"]


def test_duplicate_keys() -> None:
    """The second item of a key is found in each name space; which of the items of that key it is, is counted."""
    plan = replace(
        PLAN,
        targets=(TARGET, TARGET, TARGET._replace(measure=True)),
        groups=(*PLAN.groups, AgencyGroup("office", "Office", ("bureau",))),
        sections=(*PLAN.sections, Section("goals", "goals", "part", "Again", lead=("office",))),
        milestones=PLAN.milestones * 2,
    )
    places = [(finding.path, finding.occurrence) for finding in found(plan) if finding.code == "duplicate-key"]
    assert places == [
        (("agency_groups", "office", "key"), 0),
        (("targets", "bases", "key"), 1),
        (("targets", "bases", "key"), 2),
        (("sections", "goals", "key"), 1),
        (("milestones", "y2023", "key"), 1),
    ]


def test_same_key_in_different_name_spaces() -> None:
    """A section, a target and an agency may have the same key."""
    same = TARGET._replace(key="office")
    section = Section("office", "", "part", "Office", lead=("office",))
    assert codes(replace(PLAN, targets=(same,), sections=(*PLAN.sections, section))) == []


def test_groups_hold_agencies() -> None:
    """A group's members are agencies, not groups."""
    groups = (*PLAN.groups, AgencyGroup("more", "More", ("everyone",)))
    plan = replace(PLAN, groups=groups, sections=(PLAN.sections[0]._replace(lead=("more",)), PLAN.sections[1]))
    assert codes(plan) == ["unknown-agency"]
    assert found(plan)[0].message == "No agency has the key “everyone”."


PLANS: dict[str, tuple[list[str], dict[str, object]]] = {
    "an unknown region": (["unknown-region"], {"regions": ()}),
    "a level that is not the region's": (["level-mismatch"], {"level": "county"}),
    "carrying out itself": (["implements-itself"], {"implements": "demo"}),
    "carrying out another": ([], {"implements": "other"}),
    "thirty years": ([], {"end": date(2050, 12, 31)}),
    "thirty-one years": (["period-length"], {"end": date(2051, 12, 31)}),
    "backwards, and nothing else is measured by it": (["period-order"], {"end": date(2020, 12, 31)}),
    "behind at the pace for on track": (["judgement-order"], {"behind": Decimal("0.95")}),
    "a document without its facts": (["missing-fact"] * 3, {"document": Document("Demo")}),
    "a milestone before it": (
        ["milestone-outside"],
        {"milestones": (Milestone("m", "M", date(2020, 12, 31), date(2021, 1, 1), review=True),)},
    ),
    "a milestone after it": (
        ["milestone-outside"],
        {"milestones": (Milestone("m", "M", date(2025, 1, 1), date(2026, 1, 1), review=True),)},
    ),
    "a milestone backwards": (
        ["milestone-order"],
        {"milestones": (Milestone("m", "M", date(2023, 1, 2), date(2023, 1, 1), review=True),)},
    ),
    "an agency nobody names": (["unused-agency"], {"agencies": (*PLAN.agencies, Agency("other", "Other"))}),
    "a group nobody names": (["unused-agency"], {"groups": (*PLAN.groups, AgencyGroup("g", "G", ("office",)))}),
    "a section whose lead is responsible": (
        ["lead-also-responsible"],
        {"sections": (PLAN.sections[0]._replace(responsible=("office", "everyone")),)},
    ),
    "a target nobody answers for": (
        ["unanswered"],
        {"sections": (*PLAN.sections, Section("s", "", "part", "S")), "targets": (TARGET._replace(section="s"),)},
    ),
    "a target in a section inside one that is answered for": ([], {"targets": (TARGET._replace(section="inner"),)}),
    "a target that states who answers": (
        [],
        {
            "sections": (*PLAN.sections, Section("s", "", "part", "S")),
            "targets": (TARGET._replace(section="s", responsible=("office",)),),
        },
    ),
}


@pytest.mark.parametrize(("expected", "changes"), PLANS.values(), ids=PLANS)
def test_plan_rules(expected: list[str], changes: dict[str, object]) -> None:
    """Of a plan, exactly the broken rules are found."""
    assert codes(replace(PLAN, **changes)) == expected  # type: ignore[arg-type]


def test_suggestions() -> None:
    """An unknown word is answered with the one most like it, else with other advice."""
    assert did_you_mean("ofice", ["office", "bureau"], "Look it up.") == "Did you mean “office”?"
    assert did_you_mean("zzz", ["office", "bureau"], "Look it up.") == "Look it up."


def test_suggestions_come_to_an_end() -> None:
    """Only the first unknown words are compared, and no very long ones; a word met again keeps its advice."""
    suggestions = Suggestions(["office"])
    answers = [suggestions.advice(f"office{number}", "Look it up.") for number in range(60)]
    assert answers.count("Did you mean “office”?") == 50
    assert suggestions.advice("office1", "Look it up.") == "Did you mean “office”?"
    assert did_you_mean("office" * 50, ["office" * 50 + "s"], "Look it up.") == "Look it up."


def test_promises_that_agree_say_nothing() -> None:
    """The same figure twice, a goal above its baseline, and the goal of the higher plan are all as they should be."""
    twin = TARGET._replace(key="twin", name="Bases (again)")
    assert codes(replace(PLAN, targets=(TARGET, twin))) == []
    assert codes(with_target(higher_goal=HigherGoal(FIVE, "above"))) == []
    assert codes(with_target(baseline=Baseline(Decimal(4), 2020))) == []


def test_promises_without_numbers_are_not_compared() -> None:
    """Yearly goals of another form than so-much-at-least make no total."""
    yearly = TARGET._replace(kind=ANNUAL, goal=Goal(MORE_THAN, reference=PREVIOUS))
    assert sharing(yearly, kind=CUMULATIVE) == []
    assert sharing(TARGET._replace(kind=ANNUAL, goal=Goal(AT_LEAST, reference=BASELINE)), kind=CUMULATIVE) == []


def test_declared_counts() -> None:
    """As many sections as declared say nothing; more or fewer are told."""
    assert codes(replace(PLAN, declares=(("actions", 0),))) == []
    assert codes(replace(PLAN, declares=(("actions", 1),))) == ["declared-count"]


def test_a_goal_above_that_of_the_higher_plan() -> None:
    """Asking for more than the higher plan is worth knowing too."""
    [finding] = found(with_target(higher_goal=HigherGoal(Decimal(4), "the plan above")))
    assert finding.message == "The goal 5 is above 4 in the plan above."
