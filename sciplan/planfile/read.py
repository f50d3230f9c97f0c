"""Plan files into plans: the steps in order, every problem of a step reported at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import ValidationError

from sciplan.domain.checks import CHECKS
from sciplan.domain.problems import Problem, Where
from sciplan.i18n import _
from sciplan.paths import plans_folder
from sciplan.planfile.build import build_plan
from sciplan.planfile.explain import shape_problems
from sciplan.planfile.files import read_text_file
from sciplan.planfile.model import PlanFields
from sciplan.planfile.node import Fields, Items, Scalar, as_data
from sciplan.planfile.partial import well_shaped_part
from sciplan.planfile.places import Places
from sciplan.planfile.regions import load_regions, plan_regions
from sciplan.planfile.yamltext import in_order, read_tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sciplan.domain.plan import Plan, Region
    from sciplan.planfile.node import Node

REGION_TABLE = "regions.csv"


@dataclass(frozen=True, slots=True)
class PlanFile:
    """What a plan file holds: the plan unless there is an error, all problems in order, the SHA-256 of its bytes."""

    plan: Plan | None
    problems: tuple[Problem, ...]
    sha256: str


def read_plan_file(path: Path) -> PlanFile:
    """Read a plan file once, for what it says and for what names its bytes."""
    file = read_text_file(path)
    if isinstance(file, Problem):
        return PlanFile(None, (file,), "")
    plan, problems = parse_plan(file.text, str(path), load_regions(plans_folder() / REGION_TABLE))
    return PlanFile(plan, tuple(problems), file.sha256)


def read_plan(path: Path) -> tuple[Plan | None, list[Problem]]:
    """Give the plan of a file unless there is an error, and all problems in the order of the file."""
    file = read_plan_file(path)
    return file.plan, list(file.problems)


def parse_plan(text: str, file: str, known_regions: Mapping[str, Region]) -> tuple[Plan | None, list[Problem]]:
    """Read the text of a plan file; `file` is the name that problems carry. Nothing in a text makes it raise."""
    root, problems = read_tree(text, file)
    plan = None
    if root is not None and as_data(root) != "":
        plan, found = _plan_of(root, file, known_regions)
        problems += found
    elif not problems:
        message = _("The file holds no plan.")
        problems.append(Problem("file-empty", message, Where(file), _("docs/plan-files.md explains the format.")))
    has_error = any(not problem.information for problem in problems)
    return None if has_error else plan, in_order(problems)


def _plan_of(root: Node, file: str, known_regions: Mapping[str, Region]) -> tuple[Plan | None, list[Problem]]:
    try:
        fields = PlanFields.model_validate(as_data(root))
    except ValidationError as error:
        problems = list(shape_problems(error, root, file))
        return None, problems + _problems_of_the_rest(root, error, file, known_regions)
    return _checked(root, fields, file, known_regions)


def _problems_of_the_rest(
    root: Node, error: ValidationError, file: str, known_regions: Mapping[str, Region]
) -> list[Problem]:
    """Check what is well-shaped, so that all mistakes are told at once; nothing is said of what was taken out."""
    part = well_shaped_part(root, error)
    if part is None:
        return []
    rest, fields, removed = part
    _plan, problems = _checked(rest, fields, file, known_regions)
    named = {(node.line, node.column) for node in _scalars(root) if node.text.strip() in removed}
    return [
        problem
        for problem in problems
        if not problem.information and (problem.where.line, problem.where.column) not in named
    ]


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    for value in node.values if isinstance(node, Items) else node.values.values() if isinstance(node, Fields) else ():
        yield from _scalars(value)


def _checked(
    root: Node, fields: PlanFields, file: str, known_regions: Mapping[str, Region]
) -> tuple[Plan, list[Problem]]:
    regions = plan_regions(fields, known_regions)
    named = [regions.named_by(target) for target in fields.targets]
    plan = build_plan(fields, regions.inside, named)
    places = Places(root, as_data(root))
    findings = [*regions.findings, *(finding for check in CHECKS for finding in check(plan))]
    return plan, [
        Problem(finding.code, finding.message, Where(file, *places.of(finding)), finding.hint, finding.information)
        for finding in findings
    ]
