"""The tables, as SQLModel classes, and nothing else: the one source of truth for the schema.

Tables are STRICT, so every column is INTEGER, TEXT or BLOB; amounts are whole millionths; times are ISO text in UTC.
`entry`, `batch`, `plan`, `revision`, `target` and `quota` are append-only: migrations add the triggers that refuse
UPDATE and DELETE. The text of a revision is what the program reads and what the chain proves; `section`, `definition`,
`agency`, `milestone`, `region` and `responsibility` lay the same facts out in columns for queries.
"""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Text,
    UniqueConstraint,
    text,
)
from sqlmodel import Field, SQLModel

WholeNumber = BigInteger().with_variant(Integer, "sqlite")
STRICT = {"sqlite_strict": True}

SQLModel.metadata.naming_convention = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}

ENTRY_CHAIN = """CASE
    WHEN supersedes IS NULL THEN kind = 'record'
    ELSE supersedes < id AND kind IN ('record', 'correction', 'retraction')
END"""
ENTRY_CONTENT = """CASE
    WHEN value IS NOT NULL THEN
        numerator IS NULL AND denominator IS NULL AND state IS NULL AND kind <> 'retraction'
        AND value BETWEEN -999999999999999999 AND 999999999999999999
    WHEN numerator IS NOT NULL THEN
        denominator IS NOT NULL AND state IS NULL AND kind <> 'retraction'
        AND numerator BETWEEN -999999999999999999 AND 999999999999999999
        AND denominator BETWEEN 1 AND 999999999999999999
    WHEN state IS NOT NULL THEN
        denominator IS NULL AND kind <> 'retraction' AND state IN ('not-started', 'in-progress', 'done', 'verified')
    ELSE denominator IS NULL AND kind = 'retraction'
END"""
"""The common case, a value, is decided first and by itself: a million rows are checked one by one."""

QUOTA_CONTENT = """CASE
    WHEN amount IS NULL THEN checkpoint IS NULL
    ELSE checkpoint IS NOT NULL AND amount BETWEEN 0 AND 999999999999999999
        AND checkpoint BETWEEN 0 AND 999999999999999999
END"""


class SettingRow(SQLModel, table=True):
    """A setting of this database, such as its default plan; not part of the ledger."""

    __tablename__: ClassVar[str] = "setting"
    __table_args__ = (STRICT,)
    key: str = Field(primary_key=True, sa_type=Text)
    value: str = Field(sa_type=Text)


class BatchRow(SQLModel, table=True):
    """One write (批次), a link of the chain."""

    __tablename__: ClassVar[str] = "batch"
    __table_args__ = (
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("length(digest) = 64", name="digest"),
        STRICT,
    )
    number: int = Field(primary_key=True, sa_type=Integer)
    at: str = Field(sa_type=Text)
    who: str = Field(sa_type=Text)
    command: str = Field(sa_type=Text)
    file: str | None = Field(default=None, sa_type=Text)
    file_sha256: str | None = Field(default=None, sa_type=Text)
    entries: int = Field(sa_type=Integer)
    form: int = Field(sa_type=Integer)
    digest: str = Field(unique=True, sa_type=Text)


class PlanRow(SQLModel, table=True):
    """A plan's identity (方案)."""

    __tablename__: ClassVar[str] = "plan"
    __table_args__ = (STRICT,)
    id: int = Field(primary_key=True, sa_type=Integer)
    key: str = Field(unique=True, sa_type=Text)


class RevisionRow(SQLModel, table=True):
    """One loaded state of a plan; `text` is its canonical text."""

    __tablename__: ClassVar[str] = "revision"
    __table_args__ = (UniqueConstraint("plan_id", "number"), STRICT)
    id: int = Field(primary_key=True, sa_type=Integer)
    plan_id: int = Field(foreign_key="plan.id", sa_type=Integer)
    number: int = Field(sa_type=Integer)
    batch: int = Field(foreign_key="batch.number", sa_type=Integer)
    name: str = Field(sa_type=Text)
    level: str = Field(sa_type=Text)
    region: str = Field(sa_type=Text)
    start_date: str = Field(sa_type=Text)
    end_date: str = Field(sa_type=Text)
    text: str = Field(sa_type=Text)


class TargetRow(SQLModel, table=True):
    """A target's or measure's identity (指标、举措): what entries refer to, whatever the revision."""

    __tablename__: ClassVar[str] = "target"
    __table_args__ = (UniqueConstraint("plan_id", "key"), STRICT)
    id: int = Field(primary_key=True, sa_type=Integer)
    plan_id: int = Field(foreign_key="plan.id", sa_type=Integer)
    key: str = Field(sa_type=Text)


class EntryRow(SQLModel, table=True):
    """One reported value (填报记录); amounts in millionths; region and agency are never NULL."""

    __tablename__: ClassVar[str] = "entry"
    __table_args__ = (
        ForeignKeyConstraint(["supersedes"], ["entry.id"]),
        Index(
            "uq_entry_supersedes",
            "supersedes",
            unique=True,
            sqlite_where=text("supersedes IS NOT NULL"),
            postgresql_where=text("supersedes IS NOT NULL"),
        ),
        Index(
            "uq_entry_first",
            "target_id",
            "period",
            "region",
            "agency",
            unique=True,
            sqlite_where=text("supersedes IS NULL"),
            postgresql_where=text("supersedes IS NULL"),
        ),
        Index(
            "ix_entry_later",
            "target_id",
            "period",
            sqlite_where=text("supersedes IS NOT NULL"),
            postgresql_where=text("supersedes IS NOT NULL"),
        ),
        CheckConstraint(ENTRY_CHAIN, name="chain"),
        CheckConstraint(ENTRY_CONTENT, name="content"),
        STRICT,
    )
    id: int = Field(primary_key=True, sa_type=Integer)
    batch: int = Field(sa_type=Integer)
    target_id: int = Field(foreign_key="target.id", sa_type=Integer)
    period: str = Field(sa_type=Text)
    region: str = Field(sa_type=Text)
    agency: str = Field(sa_type=Text)
    value: int | None = Field(default=None, sa_type=WholeNumber)
    numerator: int | None = Field(default=None, sa_type=WholeNumber)
    denominator: int | None = Field(default=None, sa_type=WholeNumber)
    state: str | None = Field(default=None, sa_type=Text)
    kind: str = Field(sa_type=Text)
    supersedes: int | None = Field(default=None, sa_type=Integer)
    typed: str = Field(sa_type=Text)
    note: str | None = Field(default=None, sa_type=Text)


class FileRow(SQLModel, table=True):
    """A file that is kept as evidence, named by its SHA-256; the same file is kept once."""

    __tablename__: ClassVar[str] = "file"
    __table_args__ = (
        CheckConstraint("length(sha256) = 64", name="sha256"),
        CheckConstraint("length(content) = size", name="size"),
        STRICT,
    )
    sha256: str = Field(primary_key=True, sa_type=Text)
    size: int = Field(sa_type=Integer)
    content: bytes = Field(sa_type=LargeBinary)


class EvidenceRow(SQLModel, table=True):
    """That a file belongs to an entry (佐证材料); `name` is what it was called, and only that."""

    __tablename__: ClassVar[str] = "evidence"
    __table_args__ = (STRICT,)
    entry: int = Field(primary_key=True, foreign_key="entry.id", sa_type=Integer)
    position: int = Field(primary_key=True, sa_type=Integer)
    sha256: str = Field(foreign_key="file.sha256", sa_type=Text)
    name: str = Field(sa_type=Text)


class QuotaRow(SQLModel, table=True):
    """What was agreed for a target and a year (商定数), in millionths; both amounts are NULL where it was withdrawn."""

    __tablename__: ClassVar[str] = "quota"
    __table_args__ = (CheckConstraint(QUOTA_CONTENT, name="content"), STRICT)
    batch: int = Field(primary_key=True, foreign_key="batch.number", sa_type=Integer)
    target_id: int = Field(primary_key=True, foreign_key="target.id", sa_type=Integer)
    year: int = Field(primary_key=True, sa_type=Integer)
    amount: int | None = Field(default=None, sa_type=WholeNumber)
    checkpoint: int | None = Field(default=None, sa_type=WholeNumber)
    typed: str = Field(sa_type=Text)


class SummaryRow(SQLModel, table=True):
    """What is live for a target and a period together (合计), in millionths; derived from the entries, and replaced.

    `reports` are live, `parts` of them by an agency for itself alone; `figures` have a value, `ratios` numerator and
    denominator. `regions` are the codes of those who reported, separated by commas.
    """

    __tablename__: ClassVar[str] = "summary"
    __table_args__ = (STRICT,)
    target_id: int = Field(primary_key=True, foreign_key="target.id", sa_type=Integer)
    period: str = Field(primary_key=True, sa_type=Text)
    reports: int = Field(sa_type=Integer)
    parts: int = Field(sa_type=Integer)
    figures: int = Field(sa_type=Integer)
    value: int = Field(sa_type=WholeNumber)
    ratios: int = Field(sa_type=Integer)
    numerator: int = Field(sa_type=WholeNumber)
    denominator: int = Field(sa_type=WholeNumber)
    regions: str = Field(sa_type=Text)
    last_entry: int = Field(foreign_key="entry.id", sa_type=Integer)


class RegionRow(SQLModel, table=True):
    """A region (地区) of a revision."""

    __tablename__: ClassVar[str] = "region"
    __table_args__ = (STRICT,)
    revision_id: int = Field(primary_key=True, foreign_key="revision.id", sa_type=Integer)
    code: str = Field(primary_key=True, sa_type=Text)
    name: str = Field(sa_type=Text)
    level: str = Field(sa_type=Text)
    parent: str = Field(sa_type=Text)


class AgencyRow(SQLModel, table=True):
    """An agency (单位) of a revision."""

    __tablename__: ClassVar[str] = "agency"
    __table_args__ = (STRICT,)
    revision_id: int = Field(primary_key=True, foreign_key="revision.id", sa_type=Integer)
    key: str = Field(primary_key=True, sa_type=Text)
    name: str = Field(sa_type=Text)
    full_name: str | None = Field(default=None, sa_type=Text)
    level: str | None = Field(default=None, sa_type=Text)


class MilestoneRow(SQLModel, table=True):
    """A milestone (节点) of a revision."""

    __tablename__: ClassVar[str] = "milestone"
    __table_args__ = (CheckConstraint("review IN (0, 1)", name="review"), STRICT)
    revision_id: int = Field(primary_key=True, foreign_key="revision.id", sa_type=Integer)
    key: str = Field(primary_key=True, sa_type=Text)
    name: str = Field(sa_type=Text)
    start_date: str = Field(sa_type=Text)
    end_date: str = Field(sa_type=Text)
    review: int = Field(sa_type=Integer)


class SectionRow(SQLModel, table=True):
    """A section (章节) of a revision."""

    __tablename__: ClassVar[str] = "section"
    __table_args__ = (STRICT,)
    revision_id: int = Field(primary_key=True, foreign_key="revision.id", sa_type=Integer)
    key: str = Field(primary_key=True, sa_type=Text)
    position: int = Field(sa_type=Integer)
    parent: str = Field(sa_type=Text)
    kind: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    clause: str | None = Field(default=None, sa_type=Text)


class DefinitionRow(SQLModel, table=True):
    """What a revision says of a target or measure; goal and baseline in millionths."""

    __tablename__: ClassVar[str] = "definition"
    __table_args__ = (CheckConstraint("measure IN (0, 1)", name="measure"), STRICT)
    revision_id: int = Field(primary_key=True, foreign_key="revision.id", sa_type=Integer)
    target_id: int = Field(primary_key=True, foreign_key="target.id", sa_type=Integer)
    position: int = Field(sa_type=Integer)
    name: str = Field(sa_type=Text)
    section: str = Field(sa_type=Text)
    kind: str = Field(sa_type=Text)
    unit: str = Field(sa_type=Text)
    goal: str = Field(sa_type=Text)
    goal_value: int | None = Field(default=None, sa_type=WholeNumber)
    goal_upper: int | None = Field(default=None, sa_type=WholeNumber)
    due: str = Field(sa_type=Text)
    binding: str = Field(sa_type=Text)
    baseline_value: int | None = Field(default=None, sa_type=WholeNumber)
    baseline_year: int | None = Field(default=None, sa_type=Integer)
    combine: str = Field(sa_type=Text)
    figures_of: str | None = Field(default=None, sa_type=Text)
    measure: int = Field(sa_type=Integer)


class ResponsibilityRow(SQLModel, table=True):
    """That an agency leads or answers for a section, measure or target, as the plan itself states it."""

    __tablename__: ClassVar[str] = "responsibility"
    __table_args__ = (
        CheckConstraint("item_kind IN ('section', 'target')", name="item_kind"),
        CheckConstraint("role IN ('lead', 'responsible')", name="role"),
        STRICT,
    )
    revision_id: int = Field(primary_key=True, foreign_key="revision.id", sa_type=Integer)
    item_kind: str = Field(primary_key=True, sa_type=Text)
    item: str = Field(primary_key=True, sa_type=Text)
    role: str = Field(primary_key=True, sa_type=Text)
    agency: str = Field(primary_key=True, sa_type=Text)
    position: int = Field(sa_type=Integer)
