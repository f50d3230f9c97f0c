"""A plan as data: what is promised, by whom, by when. The words are those of the glossary (design §2).

Frozen records without behaviour beyond looking things up. Keys are stable and unique within a plan.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

CUMULATIVE, LEVEL, ANNUAL, STATE = "cumulative", "level", "annual", "state"
KINDS = (CUMULATIVE, LEVEL, ANNUAL, STATE)

AT_LEAST, MORE_THAN, AT_MOST, BETWEEN = "at_least", "more_than", "at_most", "between"
DONE, ONGOING = "done", "ongoing"
BASELINE, PREVIOUS = "baseline", "previous"

REQUIRED, STRIVING, ENCOURAGED = "required", "striving", "encouraged"
BINDINGS = (REQUIRED, STRIVING, ENCOURAGED)

SUM, POOLED, EACH = "sum", "pooled", "each"
COMBINES = (SUM, POOLED, EACH)

LINEAR, AT_DUE, CHECKPOINTS = "linear", "at-due", "checkpoints"

NOT_STARTED, IN_PROGRESS, FINISHED, VERIFIED = "not-started", "in-progress", "done", "verified"
STATES = (NOT_STARTED, IN_PROGRESS, FINISHED, VERIFIED)
"""In order: a later one includes the earlier ones."""

LEVELS = ("country", "province", "prefecture", "county")
SECTION_KINDS = ("goals", "action", "project", "part", "safeguard")


class Region(NamedTuple):
    """An administrative division (地区): its six-digit code, name, level, and the code of its parent or ""."""

    code: str
    name: str
    level: str
    parent: str


class Agency(NamedTuple):
    """An organisation (单位) that leads or answers for something; `name` as the document calls it."""

    key: str
    name: str
    full_name: str | None = None
    aliases: tuple[str, ...] = ()
    level: str | None = None


class AgencyGroup(NamedTuple):
    """A named set of agencies (单位组); `inferred` when the document does not list its members."""

    key: str
    name: str
    members: tuple[str, ...]
    inferred: bool = False


class Milestone(NamedTuple):
    """A review of the plan (节点): it counts at its last day; states are due at those that are a `review`."""

    key: str
    name: str
    start: date
    end: date
    review: bool


class Source(NamedTuple):
    """Where a commitment stands: the clause, and the document when it is not the plan's own."""

    clause: str
    document: str | None = None


class Section(NamedTuple):
    """A node of the plan's outline (章节); `parent` is a section key or ""."""

    key: str
    parent: str
    kind: str
    name: str
    clause: str | None = None
    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    summary: str | None = None


class Goal(NamedTuple):
    """What is to be reached: a form, and for numbers a value, an upper end (a range), or a reference."""

    form: str
    value: Decimal | None = None
    upper: Decimal | None = None
    reference: str | None = None


class Baseline(NamedTuple):
    """The value at the start (基期值) with its year; a value of None is a baseline nobody knows."""

    value: Decimal | None
    year: int | None


class HigherGoal(NamedTuple):
    """What the plan that this one carries out asks for, and the document that says so."""

    value: Decimal
    document: str


class Target(NamedTuple):
    """One checkable commitment (指标), or a measure's state (`measure` is then True).

    `lead` and `responsible` are what the target states itself; when both are empty, its section's hold.
    `regions` are the codes of those that must report; empty means the plan's region as a whole.
    `own_level` says that only the figures of those regions themselves count, not those of regions inside them.
    `summary` is a measure's one sentence in our own words. `sampled` says that its ratios are of a sample, whose
    denominator is its size. `agreed` are the values that were agreed for the ends of years (quotas); a plan file has
    none.
    """

    key: str
    name: str
    section: str
    kind: str
    unit: str
    goal: Goal
    due: date
    binding: str = REQUIRED
    baseline: Baseline | None = None
    trajectory: str = LINEAR
    checkpoints: tuple[tuple[int, Decimal], ...] = ()
    every: str = "year"
    reported_in: tuple[int, ...] = ()
    regions: tuple[str, ...] = ()
    combine: str = SUM
    figures_of: str | None = None
    take_numerator: bool = False
    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    source: tuple[Source, ...] = ()
    note: str | None = None
    measure: bool = False
    summary: str | None = None
    higher_goal: HigherGoal | None = None
    sampled: bool = False
    own_level: bool = False
    agreed: tuple[tuple[int, Decimal], ...] = ()

    @property
    def stops(self) -> tuple[tuple[int, Decimal], ...]:
        """The checkpoints of the plan and, in their place or beside them, what was agreed, by year."""
        return tuple(sorted({**dict(self.checkpoints), **dict(self.agreed)}.items()))


class Document(NamedTuple):
    """The paper a plan comes from; a fact that the paper does not state stays None."""

    title: str
    number: str | None = None
    issuer: str | None = None
    issued: date | None = None
    url: str | None = None


@dataclass(frozen=True)
class Plan:
    """One implementation plan (方案): its period, region, agencies, outline, targets and rules of judgement.

    `on_track` and `behind` are the paces from which a target counts as on track and as behind;
    `reporting_due` is the month and day by which a period's figures must be in; `declares` is how many actions,
    projects and measures the document says that it has.
    """

    key: str
    name: str
    language: str
    level: str
    region: str
    start: date
    end: date
    document: Document
    implements: str | None = None
    declares: tuple[tuple[str, int], ...] = ()
    reporting_due: tuple[int, int] = (1, 31)
    on_track: Decimal = Decimal("0.95")
    behind: Decimal = Decimal("0.60")
    regions: tuple[Region, ...] = ()
    agencies: tuple[Agency, ...] = ()
    groups: tuple[AgencyGroup, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    sections: tuple[Section, ...] = ()
    targets: tuple[Target, ...] = ()

    @cached_property
    def target_by_key(self) -> dict[str, Target]:
        """Targets and measures by key."""
        return {target.key: target for target in self.targets}

    @cached_property
    def section_by_key(self) -> dict[str, Section]:
        """Sections by key."""
        return {section.key: section for section in self.sections}

    @cached_property
    def agency_by_key(self) -> dict[str, Agency]:
        """Agencies by key."""
        return {agency.key: agency for agency in self.agencies}

    @cached_property
    def group_by_key(self) -> dict[str, AgencyGroup]:
        """Agency groups by key."""
        return {group.key: group for group in self.groups}

    @cached_property
    def region_by_code(self) -> dict[str, Region]:
        """Regions by code."""
        return {region.code: region for region in self.regions}

    @cached_property
    def _lines(self) -> dict[str, tuple[str, ...]]:
        """What `within` was asked for before: judging asks for the same regions over and over."""
        return {}

    def section_path(self, key: str) -> tuple[Section, ...]:
        """Give the sections from the outermost one down to the one named."""
        path: list[Section] = []
        while key:
            section = self.section_by_key[key]
            path.append(section)
            key = section.parent
        return tuple(reversed(path))

    def answerable(self, target: Target) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give a target's lead and responsible agencies: its own, else those of the nearest section with any."""
        if target.lead or target.responsible:
            return target.lead, target.responsible
        for section in reversed(self.section_path(target.section)):
            if section.lead or section.responsible:
                return section.lead, section.responsible
        return (), ()

    def members(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        """Give the agencies that keys of agencies and groups stand for, each once, in order."""
        found: dict[str, None] = {}
        for key in keys:
            group = self.group_by_key.get(key)
            found.update(dict.fromkeys(group.members if group else (key,)))
        return tuple(found)

    def within(self, code: str) -> tuple[str, ...]:
        """Give a region's code and those of its ancestors inside the plan, nearest first."""
        line = self._lines.get(code)
        if line is None:
            region = self.region_by_code.get(code)
            line = self._lines[code] = (code, *self.within(region.parent)) if region else ()
        return line


class PlanSummary(NamedTuple):
    """The newest revision of a plan in a line: its number, the plan's days (ISO), and the batch that brought it."""

    key: str
    name: str
    revision: int
    level: str
    start: str
    end: str
    batch: int
