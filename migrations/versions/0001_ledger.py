"""The ledger, the plans, and the views that other programs read."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

AMOUNT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

UNIQUE = {
    "batch": (("number",), ("digest",)),
    "plan": (("id",), ("key",)),
    "revision": (("id",), ("plan_id", "number")),
    "target": (("id",), ("plan_id", "key")),
    "entry": (("id",), ("supersedes",)),
    "region": (("revision_id", "code"),),
    "agency": (("revision_id", "key"),),
    "milestone": (("revision_id", "key"),),
    "section": (("revision_id", "key"),),
    "definition": (("revision_id", "target_id"),),
    "responsibility": (("revision_id", "item_kind", "item", "role", "agency"),),
}
"""What is unique in each append-only table: INSERT OR REPLACE would delete the row that is in the way."""

ORDER = {
    "batch": "NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM batch)",
    "entry": """
        NEW.batch <> (SELECT max(number) FROM batch)
        OR NEW.supersedes IS NULL AND EXISTS (
            SELECT 1 FROM entry WHERE target_id = NEW.target_id AND period = NEW.period AND region = NEW.region
            AND agency = NEW.agency AND supersedes IS NULL)
        OR NEW.supersedes IS NOT NULL AND (NEW.kind = 'record')
            <> ((SELECT kind FROM entry WHERE id = NEW.supersedes) = 'retraction')
    """,
}
"""What a new row must not be: out of its turn, a second first entry of a slot, or a record over what still stands."""

VIEWS = {
    "v_entry": """
        SELECT e.id, e.batch, p.key AS plan, t.key AS target, e.period, e.region, e.agency,
               e.value, e.numerator, e.denominator, e.state, e.kind, e.supersedes, e.typed, e.note,
               b.at AS recorded_at, b.who AS recorded_by
        FROM entry AS e
        JOIN target AS t ON t.id = e.target_id
        JOIN plan AS p ON p.id = t.plan_id
        JOIN batch AS b ON b.number = e.batch
    """,
    "v_live_entry": """
        SELECT v.* FROM v_entry AS v
        WHERE v.kind <> 'retraction' AND NOT EXISTS (SELECT 1 FROM entry AS later WHERE later.supersedes = v.id)
    """,
    "v_revision": """
        SELECT r.id, p.key AS plan, r.number, r.batch, r.name, r.level, r.region, r.start_date, r.end_date, r.text
        FROM revision AS r JOIN plan AS p ON p.id = r.plan_id
    """,
    "v_plan": """
        SELECT v.* FROM v_revision AS v
        WHERE NOT EXISTS (SELECT 1 FROM v_revision AS later WHERE later.plan = v.plan AND later.number > v.number)
    """,
    "v_target": """
        SELECT v.plan, t.key AS target, d.position, d.name, d.section, d.kind, d.unit, d.goal, d.goal_value,
               d.goal_upper, d.due, d.binding, d.baseline_value, d.baseline_year, d.combine, d.figures_of, d.measure
        FROM v_plan AS v
        JOIN definition AS d ON d.revision_id = v.id
        JOIN target AS t ON t.id = d.target_id
    """,
}


def upgrade() -> None:
    _batch()
    _plan()
    _setting()
    _revision()
    _target()
    _agency()
    _definition()
    _entry()
    _milestone()
    _region()
    _responsibility()
    _section()
    for name, query in VIEWS.items():
        op.execute(f"CREATE VIEW {name} AS {query}")
    if op.get_bind().dialect.name == "sqlite":
        for table, keys in UNIQUE.items():
            _append_only(table, keys)


def _append_only(table: str, keys: tuple[tuple[str, ...], ...]) -> None:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    for event in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} {refuse}")
    taken = [
        f"EXISTS (SELECT 1 FROM {table} WHERE {' AND '.join(f'{column} = NEW.{column}' for column in key)})"
        for key in keys
    ]
    conditions = " OR ".join([*taken, *([ORDER[table]] if table in ORDER else [])])
    op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {conditions} {refuse}")


def _batch() -> None:
    op.create_table(
        "batch",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=True),
        sa.Column("file_sha256", sa.Text(), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("form", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.CheckConstraint("length(digest) = 64", name="ck_batch_digest"),
        sa.CheckConstraint("number > 0", name="ck_batch_number"),
        sa.PrimaryKeyConstraint("number", name="pk_batch"),
        sa.UniqueConstraint("digest", name="uq_batch_digest"),
        sqlite_strict=True,
    )


def _plan() -> None:
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan"),
        sa.UniqueConstraint("key", name="uq_plan_key"),
        sqlite_strict=True,
    )


def _setting() -> None:
    op.create_table(
        "setting",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_setting"),
        sqlite_strict=True,
    )


def _revision() -> None:
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("start_date", sa.Text(), nullable=False),
        sa.Column("end_date", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["batch"], ["batch.number"], name="fk_revision_batch"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_revision_plan_id"),
        sa.PrimaryKeyConstraint("id", name="pk_revision"),
        sa.UniqueConstraint("plan_id", "number", name="uq_revision_plan_id_number"),
        sqlite_strict=True,
    )


def _target() -> None:
    op.create_table(
        "target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_target_plan_id"),
        sa.PrimaryKeyConstraint("id", name="pk_target"),
        sa.UniqueConstraint("plan_id", "key", name="uq_target_plan_id_key"),
        sqlite_strict=True,
    )


def _agency() -> None:
    op.create_table(
        "agency",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=True),
        sa.Column("level", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name="fk_agency_revision_id"),
        sa.PrimaryKeyConstraint("revision_id", "key", name="pk_agency"),
        sqlite_strict=True,
    )


def _definition() -> None:
    op.create_table(
        "definition",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("goal_value", AMOUNT, nullable=True),
        sa.Column("goal_upper", AMOUNT, nullable=True),
        sa.Column("due", sa.Text(), nullable=False),
        sa.Column("binding", sa.Text(), nullable=False),
        sa.Column("baseline_value", AMOUNT, nullable=True),
        sa.Column("baseline_year", sa.Integer(), nullable=True),
        sa.Column("combine", sa.Text(), nullable=False),
        sa.Column("figures_of", sa.Text(), nullable=True),
        sa.Column("measure", sa.Integer(), nullable=False),
        sa.CheckConstraint("measure IN (0, 1)", name="ck_definition_measure"),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name="fk_definition_revision_id"),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name="fk_definition_target_id"),
        sa.PrimaryKeyConstraint("revision_id", "target_id", name="pk_definition"),
        sqlite_strict=True,
    )


def _entry() -> None:
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("value", AMOUNT, nullable=True),
        sa.Column("numerator", AMOUNT, nullable=True),
        sa.Column("denominator", AMOUNT, nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("supersedes", sa.Integer(), nullable=True),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "CASE WHEN kind = 'retraction' THEN 0 ELSE 1 END = CASE WHEN value IS NULL THEN 0 ELSE 1 END + CASE WHEN numerator IS NULL THEN 0 ELSE 1 END + CASE WHEN state IS NULL THEN 0 ELSE 1 END AND CASE WHEN numerator IS NULL THEN 0 ELSE 1 END = CASE WHEN denominator IS NULL THEN 0 ELSE 1 END",
            name="ck_entry_content",
        ),
        sa.CheckConstraint("kind = 'record' OR supersedes IS NOT NULL", name="ck_entry_superseding"),
        sa.CheckConstraint("kind IN ('record', 'correction', 'retraction')", name="ck_entry_kind"),
        sa.CheckConstraint("state IN ('not-started', 'in-progress', 'done', 'verified')", name="ck_entry_state"),
        sa.CheckConstraint(
            "abs(value) < 1000000000000000000 AND abs(numerator) < 1000000000000000000 AND denominator < 1000000000000000000",
            name="ck_entry_bounds",
        ),
        sa.CheckConstraint("denominator > 0", name="ck_entry_denominator"),
        sa.CheckConstraint("supersedes < id", name="ck_entry_order"),
        sa.ForeignKeyConstraint(["batch"], ["batch.number"], name="fk_entry_batch"),
        sa.ForeignKeyConstraint(
            ["supersedes", "target_id", "period", "region", "agency"],
            ["entry.id", "entry.target_id", "entry.period", "entry.region", "entry.agency"],
            name="fk_entry_supersedes_target_id_period_region_agency",
        ),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name="fk_entry_target_id"),
        sa.PrimaryKeyConstraint("id", name="pk_entry"),
        sa.UniqueConstraint(
            "id", "target_id", "period", "region", "agency", name="uq_entry_id_target_id_period_region_agency"
        ),
        sa.UniqueConstraint("supersedes", name="uq_entry_supersedes"),
        sqlite_strict=True,
    )
    op.create_index("ix_entry_batch", "entry", ["batch"], unique=False)
    op.create_index(
        "ix_entry_later",
        "entry",
        ["target_id"],
        unique=False,
        sqlite_where=sa.text("supersedes IS NOT NULL"),
        postgresql_where=sa.text("supersedes IS NOT NULL"),
    )
    op.create_index(
        "uq_entry_first",
        "entry",
        ["target_id", "period", "region", "agency"],
        unique=True,
        sqlite_where=sa.text("supersedes IS NULL"),
        postgresql_where=sa.text("supersedes IS NULL"),
    )


def _milestone() -> None:
    op.create_table(
        "milestone",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("start_date", sa.Text(), nullable=False),
        sa.Column("end_date", sa.Text(), nullable=False),
        sa.Column("review", sa.Integer(), nullable=False),
        sa.CheckConstraint("review IN (0, 1)", name="ck_milestone_review"),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name="fk_milestone_revision_id"),
        sa.PrimaryKeyConstraint("revision_id", "key", name="pk_milestone"),
        sqlite_strict=True,
    )


def _region() -> None:
    op.create_table(
        "region",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name="fk_region_revision_id"),
        sa.PrimaryKeyConstraint("revision_id", "code", name="pk_region"),
        sqlite_strict=True,
    )


def _responsibility() -> None:
    op.create_table(
        "responsibility",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("item_kind", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("item_kind IN ('section', 'target')", name="ck_responsibility_item_kind"),
        sa.CheckConstraint("role IN ('lead', 'responsible')", name="ck_responsibility_role"),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name="fk_responsibility_revision_id"),
        sa.PrimaryKeyConstraint("revision_id", "item_kind", "item", "role", "agency", name="pk_responsibility"),
        sqlite_strict=True,
    )


def _section() -> None:
    op.create_table(
        "section",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("clause", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name="fk_section_revision_id"),
        sa.PrimaryKeyConstraint("revision_id", "key", name="pk_section"),
        sqlite_strict=True,
    )
