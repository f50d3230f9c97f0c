"""A plan file that uses every field, and short ways to read its variations."""

from pathlib import Path
from typing import Any

from sciplan.domain.plan import (
    Plan,
)
from sciplan.planfile import load_regions, parse_plan

PLANS = Path(__file__).parents[1] / "plans"
REGIONS = load_regions(PLANS / "regions.csv")

Data = dict[str, Any] | list[Any] | str | float | None
"""What JSON can hold."""

PLAN = """\
format: 1
key: demo
name: Demo
level: prefecture
region: "370700"
period: [2021, 2025]
document: {title: Demo, number: No. 1, issuer: Office, date: 2021-12-01, url: https://example.org/}
reporting: {due: "02-29"}
judgement: {behind: 0.50}
regions:
  - {code: "370799", name: New, level: county, parent: "370700"}
agencies:
  - {key: office, name: Office, full_name: The Office, aliases: [Bureau], level: prefecture}
  - {key: schools, name: Schools}
agency_groups:
  - {key: everyone, name: Everyone, members: [office, schools], inferred: true}
milestones:
  - {key: y2023, name: Review, when: 2023, review: true}
  - {key: day, name: Day, when: 2023-06-30}
  - {key: span, name: Span, when: {from: 2022, to: 2023-06-30}}
sections:
  - key: part
    kind: part
    name: Part
    lead: office
    measures:
      - {key: open-labs, name: Open labs, clause: 1.1, summary: Labs open., note: Yearly.}
    sections:
      - key: action
        kind: action
        name: Action
        clause: "1.2"
        responsible: [everyone]
        measures:
          - {key: law, name: Law, goal: done, due: 2023, binding: striving, lead: schools}
targets:
  - key: trained
    name: Trained
    section: action
    kind: cumulative
    unit: 人次
    goal: {at_least: 50000}
    trajectory: {2024: 40000, 2022: 10000.50}
    regions: county
    source: [1.3, {clause: Annex, document: Other}]
  - key: literate
    name: Literate
    section: part
    kind: level
    unit: "%"
    goal: {between: [10, 25]}
    due: 2025-06-30
    baseline: {value: -0.0, year: 2020}
    reported_in: [2023, 2025]
    regions: ["370725"]
    combine: each
  - key: per-head
    name: Per head
    section: part
    kind: annual
    unit: 元/人
    goal: {more_than: previous}
    baseline: unknown
    every: half
    trajectory: at-due
  - key: spent
    name: Spent
    section: part
    kind: annual
    unit: 元
    goal: {at_least: baseline}
    figures_of: per-head
    take: numerator
    binding: encouraged
    note: One remark.
"""


def read(text: str) -> Plan:
    """Give the plan of a text without errors."""
    plan, problems = parse_plan(text, "plan.yaml", REGIONS)
    assert plan is not None, problems
    return plan


def codes(text: str) -> list[str]:
    """Give the codes of a text's problems in order."""
    return [problem.code for problem in parse_plan(text, "plan.yaml", REGIONS)[1]]


def plain(node: object) -> Data:
    """Give what PyYAML loads as JSON would hold it: dates and keys are texts."""
    if isinstance(node, dict):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(item) for item in node]
    return node if node is None or isinstance(node, int | float) else str(node)
