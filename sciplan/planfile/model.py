"""The fields of a plan file, one Pydantic model per mapping; the source of the JSON Schema.

The models convert single values and say which fields there are. What fields mean together is checked on the plan
that is built from them (`domain/checks`).
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from sciplan.domain.period import GRADES, TO_DATE, YEAR
from sciplan.domain.plan import AT_DUE, COMBINES, DONE, LEVELS, LINEAR, ONGOING, REQUIRED
from sciplan.planfile.scalars import (
    Binding,
    Count,
    Date,
    Flag,
    Format,
    Key,
    Kind,
    Level,
    MonthDay,
    Number,
    NumberOrReference,
    Pace,
    RegionCode,
    SectionKind,
    Text,
    Url,
    Year,
    YearOrDate,
    choice,
    refuse,
)

WORD, SHAPE = "(word)", "(shape)"
"""Tags of the two forms of a field that is one scalar or something larger; Pydantic puts them into locations."""

UNKNOWN, NUMERATOR = "unknown", "numerator"


def _form(value: object) -> str:
    return WORD if isinstance(value, str) and value.strip() else SHAPE


_BY_FORM = Discriminator(_form)

Language = Annotated[str, *choice("zh", "en")]
StateGoal = Annotated[str, *choice(DONE, ONGOING)]
Every = Annotated[str, *choice(*(grade for grade in GRADES if grade != TO_DATE))]
Combine = Annotated[str, *choice(*COMBINES)]
Take = Annotated[str, *choice(NUMERATOR)]

Pair = Field(min_length=2, max_length=2)
Filled = Field(min_length=1)
Keys = Annotated[
    Annotated[Key, Tag(WORD)] | Annotated[list[Key], Tag(SHAPE)],
    _BY_FORM,
]


class Mapping(BaseModel):
    """A mapping that takes the fields it names and no others."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class DocumentFields(Mapping):
    """The paper that the plan comes from."""

    title: Text = Field(description="Title of the paper.")
    number: Text | None = Field(None, description="Number of the paper (文号).")
    issuer: Text | None = Field(None, description="Who issued it.")
    date: Date | None = Field(None, description="Date of issue, such as 2022-03-14.")
    url: Url | None = Field(None, description="Where it is published.")


class ReportingFields(Mapping):
    """When figures must be in."""

    due: MonthDay = Field(description="Month and day by which a period's figures must be in, such as 01-31.")


class JudgementFields(Mapping):
    """The paces that separate on track, behind and far behind."""

    on_track: Pace | None = Field(None, description="Pace from which a target is on track; 0.95 if absent.")
    behind: Pace | None = Field(None, description="Pace below which a target is far behind; 0.60 if absent.")


class RegionFields(Mapping):
    """A region that the region table lacks."""

    code: RegionCode = Field(description="Six-digit code of GB/T 2260, in quotes.")
    name: Text = Field(description="Name of the region.")
    level: Level = Field(description="Level of the region.")
    parent: RegionCode = Field(description="Code of the region that it belongs to, in quotes.")


class AgencyFields(Mapping):
    """An organisation that leads or answers for something."""

    key: Key = Field(description="Key of the agency.")
    name: Text = Field(description="Name as the document calls it.")
    full_name: Text | None = Field(None, description="Full name, where the document shortens it.")
    aliases: list[Text] = Field([], description="Other names that it goes by.")
    level: Level | None = Field(None, description="Level of government that it belongs to.")


class GroupFields(Mapping):
    """A named set of agencies."""

    key: Key = Field(description="Key of the group; agencies and groups share one name space.")
    name: Text = Field(description="Name as the document calls the set.")
    members: Annotated[list[Key], Filled] = Field(description="Keys of the agencies in it.")
    inferred: Flag = Field(False, description="true if the document does not list the members.")


class SpanFields(Mapping):
    """A span of time."""

    start: YearOrDate = Field(alias="from", description="First year or day.")
    end: YearOrDate = Field(alias="to", description="Last year or day.")


class MilestoneFields(Mapping):
    """A review of the plan."""

    key: Key = Field(description="Key of the milestone.")
    name: Text = Field(description="Name as the document gives it.")
    when: Annotated[
        Annotated[YearOrDate, Tag(WORD)] | Annotated[SpanFields, Tag(SHAPE)],
        _BY_FORM,
    ] = Field(description="A year, a date, or a span whose end counts.")
    review: Flag = Field(False, description="true if states are due at it.")


class MeasureFields(Mapping):
    """A commitment without a number; its value is a state."""

    key: Key = Field(description="Key of the measure; targets and measures share one name space.")
    name: Text = Field(description="What is to be done, in a few words.")
    clause: Text | None = Field(None, description="Clause of the document.")
    summary: Text | None = Field(None, description="One short sentence in our own words.")
    goal: StateGoal = Field(ONGOING, description="done, or ongoing if it is never finished.")
    due: YearOrDate | None = Field(None, description="Year or date; the plan's end if absent.")
    binding: Binding = Field(REQUIRED, description="How binding the commitment is.")
    lead: Keys = Field([], description="Agencies or groups that lead; the section's if none answers here.")
    responsible: Keys = Field(
        [], description="Agencies or groups that answer for it; the section's if none leads here."
    )
    note: Text | None = Field(None, description="One remark.")


class SectionFields(Mapping):
    """A node of the plan's outline."""

    key: Key = Field(description="Key of the section.")
    kind: SectionKind = Field(description="What the section is in the plan.")
    name: Text = Field(description="Heading of the section.")
    clause: Text | None = Field(None, description="Clause of the document.")
    summary: Text | None = Field(None, description="One short sentence in our own words.")
    lead: Keys = Field([], description="Agencies or groups that lead everything below that names none.")
    responsible: Keys = Field([], description="Agencies or groups that answer for everything below that names none.")
    measures: list[MeasureFields] = Field([], description="Commitments without a number.")
    sections: list[SectionFields] = Field([], description="The sections inside this one.")


class GoalFields(Mapping):
    """What a figure is to reach: exactly one form."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1, "maxProperties": 1})

    at_least: NumberOrReference | None = Field(None, description="This much or more; or baseline, or previous.")
    more_than: NumberOrReference | None = Field(None, description="More than this; or baseline, or previous.")
    at_most: Number | None = Field(None, description="This much or less; not for cumulative targets.")
    between: Annotated[list[Number], Pair] | None = Field(None, description="Lower and upper end of a range.")

    @model_validator(mode="after")
    def _has_one_form(self) -> GoalFields:
        if len(self.model_fields_set) != 1:
            refuse("goal-form")
        return self


class BaselineFields(Mapping):
    """The value at the start."""

    value: Number = Field(description="The value, in the target's unit.")
    year: Year = Field(description="The year at whose end it was measured.")


class HigherGoalFields(Mapping):
    """The goal of the plan that this one carries out."""

    value: Number = Field(description="The value there, in the target's unit.")
    document: Text = Field(description="Title or number of the document that sets it.")


class DeclaresFields(Mapping):
    """How many there are, as the document says."""

    actions: Count | None = Field(None, description="Number of actions (提升行动).")
    projects: Count | None = Field(None, description="Number of projects (重点工程).")
    measures: Count | None = Field(None, description="Number of measures (举措).")


class SourceFields(Mapping):
    """Where a commitment stands, when it is not in the plan's own document."""

    clause: Text = Field(description="Clause of the document.")
    document: Text | None = Field(None, description="Title or number of the document.")


def _years_as_text(schema: dict[str, Any]) -> None:
    schema["propertyNames"] = {"pattern": "^[0-9]{4}$"}


class TargetFields(Mapping):
    """One checkable commitment."""

    key: Key = Field(description="Key of the target, never reused; targets and measures share one name space.")
    name: Text = Field(description="Name of the target.")
    section: Key = Field(description="Key of the section that it belongs to.")
    kind: Kind = Field(description="How values of periods make a value to date.")
    unit: Text | None = Field(None, description="What a figure is counted in; required but for states.")
    goal: Annotated[
        Annotated[StateGoal, Tag(WORD)] | Annotated[GoalFields, Tag(SHAPE)],
        _BY_FORM,
    ] = Field(description="What is to be reached.")
    due: YearOrDate | None = Field(None, description="Year or date; the plan's end if absent.")
    binding: Binding = Field(REQUIRED, description="How binding the commitment is.")
    baseline: (
        Annotated[
            Annotated[str, *choice(UNKNOWN), Tag(WORD)] | Annotated[BaselineFields, Tag(SHAPE)],
            _BY_FORM,
        ]
        | None
    ) = Field(None, description="The value at the start with its year, or unknown; not for cumulative targets.")
    trajectory: Annotated[
        Annotated[str, *choice(LINEAR, AT_DUE), Tag(WORD)]
        | Annotated[
            dict[Year, Number],
            Field(min_length=1, json_schema_extra=_years_as_text),
            Tag(SHAPE),
        ],
        _BY_FORM,
    ] = Field(LINEAR, description="The value expected on the way: linear, at-due, or checkpoints by year.")
    every: Every = Field(YEAR, description="The period that an annual target is judged by.")
    reported_in: Annotated[list[Year], Filled] | None = Field(
        None, description="Years in which a value is due; every year if absent."
    )
    regions: (
        Annotated[
            Annotated[str, *choice(*LEVELS), Tag(WORD)] | Annotated[list[RegionCode], Filled, Tag(SHAPE)],
            _BY_FORM,
        ]
        | None
    ) = Field(None, description="Who must report: a level inside the plan's region, or codes.")
    combine: Combine | None = Field(None, description="How regions make one value.")
    figures_of: Key | None = Field(None, description="Key of the target whose entries this one is judged on.")
    take: Take | None = Field(None, description="numerator: use the numerators of those entries.")
    lead: Keys = Field([], description="Agencies or groups that lead; the section's if none answers here.")
    responsible: Keys = Field(
        [], description="Agencies or groups that answer for it; the section's if none leads here."
    )
    source: list[
        Annotated[
            Annotated[Text, Tag(WORD)] | Annotated[SourceFields, Tag(SHAPE)],
            _BY_FORM,
        ]
    ] = Field([], description="Clauses in which it stands.")
    note: Text | None = Field(None, description="One remark.")
    higher_goal: HigherGoalFields | None = Field(None, description="The goal of the plan that this one carries out.")
    sampled: Flag = Field(False, description="true if the denominators of its percentages are sizes of samples.")
    own_level: Flag = Field(
        False, description="true if only figures of the named regions themselves count, not of regions inside them."
    )


class PlanFields(Mapping):
    """One implementation plan."""

    format: Format = Field(description="Version of this format: 1.")
    key: Key = Field(description="Key of the plan, stable for ever.")
    name: Text = Field(description="Title of the plan as the document gives it.")
    language: Language = Field("zh", description="Language of the plan's documents.")
    level: Level = Field(description="Level of government of the plan.")
    region: RegionCode = Field(description="Six-digit code of the plan's region, in quotes.")
    period: Annotated[list[Year], Pair] = Field(description="First and last year.")
    implements: Key | None = Field(None, description="Key of the plan that this one carries out.")
    document: DocumentFields = Field(description="The paper that the plan comes from.")
    declares: DeclaresFields | None = Field(None, description="How many actions, projects and measures there are.")
    reporting: ReportingFields | None = Field(None, description="When figures must be in.")
    judgement: JudgementFields | None = Field(None, description="The paces that separate the statuses.")
    regions: list[RegionFields] = Field([], description="Regions that the region table lacks.")
    agencies: list[AgencyFields] = Field([], description="The organisations that the plan names.")
    agency_groups: list[GroupFields] = Field([], description="Named sets of agencies.")
    milestones: list[MilestoneFields] = Field([], description="Reviews of the plan.")
    sections: Annotated[list[SectionFields], Filled] = Field(description="The outline of the plan.")
    targets: list[TargetFields] = Field([], description="The commitments that can be checked by a figure or a state.")
