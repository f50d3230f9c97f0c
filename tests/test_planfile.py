"""Plan files become plans: defaults, levels, measures, checkpoints, and all problems at once."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sciplan.domain.plan import (
    AT_LEAST,
    BETWEEN,
    CHECKPOINTS,
    ONGOING,
    POOLED,
    STATE,
    SUM,
    Baseline,
    Goal,
    Region,
    Source,
)
from sciplan.planfile import parse_plan, read_plan
from tests.plan_texts import PLAN, PLANS, REGIONS, codes, read

NATIONAL = PLANS / "national-2021-2035.yaml"


def test_plan_fields() -> None:
    """A plan keeps its facts; the period is whole years; a rule that the file does not state has its default."""
    plan = read(PLAN)
    assert (plan.start, plan.end) == (date(2021, 1, 1), date(2025, 12, 31))
    assert plan.document.issued == date(2021, 12, 1)
    assert plan.document.url == "https://example.org/"
    assert plan.reporting_due == (2, 29)
    assert (plan.on_track, plan.behind) == (Decimal("0.95"), Decimal("0.5"))
    assert plan.language == "zh"
    assert plan.agencies[0].aliases == ("Bureau",)
    assert plan.groups[0].members == ("office", "schools")
    assert plan.groups[0].inferred


def test_plan_has_the_regions_inside_it() -> None:
    """A plan's regions are its own and all known ones inside it, the file's among them, and none above it."""
    plan = read(PLAN)
    assert plan.regions == (
        REGIONS["370700"],
        REGIONS["370725"],
        Region("370799", "New", "county", "370700"),
    )
    assert plan.within("370725") == ("370725", "370700")


def test_milestones() -> None:
    """A milestone is a year, a day, or a span of either."""
    spans = [(milestone.start, milestone.end, milestone.review) for milestone in read(PLAN).milestones]
    assert spans == [
        (date(2023, 1, 1), date(2023, 12, 31), True),
        (date(2023, 6, 30), date(2023, 6, 30), False),
        (date(2022, 1, 1), date(2023, 6, 30), False),
    ]


def test_outline() -> None:
    """Sections keep the order of the outline and know the one around them."""
    part, action = read(PLAN).sections
    assert (part.key, part.parent, part.lead) == ("part", "", ("office",))
    assert (action.key, action.parent, action.responsible, action.clause) == ("action", "part", ("everyone",), "1.2")


def test_measures_are_states_after_the_targets() -> None:
    """Measures become states of their section, in outline order behind the targets."""
    plan = read(PLAN)
    assert [target.key for target in plan.targets][-2:] == ["open-labs", "law"]
    labs, law = plan.targets[-2:]
    assert (labs.kind, labs.measure, labs.unit, labs.section) == (STATE, True, "", "part")
    assert (labs.goal, labs.due, labs.source) == (Goal(ONGOING), plan.end, (Source("1.1"),))
    assert (labs.summary, labs.note) == ("Labs open.", "Yearly.")
    assert (law.goal, law.due, law.binding, law.lead) == (Goal("done"), date(2023, 12, 31), "striving", ("schools",))


def test_cumulative_target() -> None:
    """Checkpoints are sorted by year and exact; a level stands for its regions; counts are added up."""
    target = read(PLAN).target_by_key["trained"]
    assert target.trajectory == CHECKPOINTS
    assert target.checkpoints == ((2022, Decimal("10000.5")), (2024, Decimal(40000)))
    assert target.regions == ("370725", "370799")
    assert target.combine == SUM
    assert target.source == (Source("1.3"), Source("Annex", "Other"))
    assert target.goal == Goal(AT_LEAST, Decimal(50000))


def test_level_target() -> None:
    """A range keeps both ends; a date is due on its day; minus zero is zero."""
    target = read(PLAN).target_by_key["literate"]
    assert target.goal == Goal(BETWEEN, Decimal(10), Decimal(25))
    assert target.due == date(2025, 6, 30)
    assert str(target.baseline) == str(Baseline(Decimal(0), 2020))
    assert (target.reported_in, target.combine) == ((2023, 2025), "each")


def test_annual_targets() -> None:
    """Ratios are pooled; a goal may refer to the baseline or the period before; an unknown baseline is said."""
    plan = read(PLAN)
    per_head, spent = plan.target_by_key["per-head"], plan.target_by_key["spent"]
    assert (per_head.combine, per_head.every, per_head.trajectory) == (POOLED, "half", "at-due")
    assert per_head.goal == Goal("more_than", reference="previous")
    assert per_head.baseline == Baseline(None, None)
    assert spent.goal == Goal("at_least", reference="baseline")
    assert (spent.figures_of, spent.take_numerator, spent.combine) == ("per-head", True, SUM)
    assert (spent.binding, spent.note) == ("encouraged", "One remark.")


def test_bundled_plans_have_no_errors() -> None:
    """Every bundled plan file gives a plan."""
    for path in sorted(PLANS.glob("*.yaml")):
        plan, problems = read_plan(path)
        assert plan is not None, problems


def test_national_plan_covers_every_region() -> None:
    """A national plan has all known regions."""
    plan, _problems = read_plan(NATIONAL)
    assert plan is not None
    assert plan.regions == tuple(REGIONS.values())


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_and_byte_order_mark(tmp_path: Path, ending: str) -> None:
    """A file from another system, with a byte order mark, gives the same plan."""
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + PLAN.replace("\n", ending).encode())
    assert read_plan(path) == (read(PLAN), [])


def test_wrong_fields_are_reported_together() -> None:
    """All mistakes of a file are reported at once, in the order of the file."""
    text = PLAN.replace("kind: part", "kind: teil").replace("at_least: 50000", "at_least: 010")
    text = text.replace("period:", "perriod:").replace("    name: Spent\n", "")
    assert codes(text) == ["missing-field", "unknown-field", "unknown-word", "yaml-number", "missing-field"]


def test_broken_references_are_reported_together() -> None:
    """All that does not fit together is reported at once, in the order of the file."""
    text = PLAN.replace("lead: office", "lead: ofice").replace("section: action", "section: acton")
    text = text.replace('regions: ["370725"]', 'regions: ["100000", "999999"]').replace("due: 2023,", "due: 2019,")
    assert codes(text) == [
        "unknown-agency",
        "due-outside",
        "unknown-section",
        "region-outside",
        "unknown-region",
    ]


def test_misshapen_parts_do_not_hide_the_rest() -> None:
    """A file with misshapen parts still has everything else checked, and nobody is blamed for naming those parts."""
    text = """\
format: 1
key: p
name: 方案
level: province
region: "630000"
period: [2021, 2025]
document: {title: 方案}
agencies:
  - {key: edu, name: 教育厅, nmae: 教育厅}
  - {key: agri}
sections:
  - {key: s, kind: action, name: 行动, lead: [edu, agri, nobody]}
targets:
  - {key: a, name: 甲, section: s, kind: level, unit: 个, goal: {at_lest: 1}}
  - {key: b, name: 乙, section: t, kind: cumulative, unit: 次, goal: {at_most: 2}, due: soon, figures_of: a}
  - {key: c, name: 丙, section: s, kind: annual, unit: 次, goal: {at_least: 2}, due: 2030}
"""
    plan, problems = parse_plan(text, "p.yaml", REGIONS)
    assert plan is None
    assert [(problem.where.line, problem.code) for problem in problems] == [
        (9, "unknown-field"),
        (10, "missing-field"),
        (12, "unknown-agency"),
        (14, "unknown-field"),
        (15, "unknown-section"),
        (15, "goal-kind"),
        (15, "year-expected"),
        (16, "due-outside"),
    ]
