"""Entries that can be taken by the million: cheaper rules of the same meaning, and a batch that closes its entries."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

AMOUNT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COLUMNS = (
    "id, batch, target_id, period, region, agency, value, numerator, denominator, state, kind, supersedes, typed, note"
)

CHAIN = """CASE
    WHEN supersedes IS NULL THEN kind = 'record'
    ELSE supersedes < id AND kind IN ('record', 'correction', 'retraction')
END"""
CONTENT = """CASE
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

SAME_SLOT = "target_id = NEW.target_id AND period = NEW.period AND region = NEW.region AND agency = NEW.agency"
WRONG_ENTRY = f"""
    NEW.id <> coalesce((SELECT id FROM entry ORDER BY id DESC LIMIT 1), 0) + 1
    OR NEW.batch <> (SELECT coalesce(max(number), 0) + 1 FROM batch)
    OR CASE
        WHEN NEW.supersedes IS NULL THEN EXISTS (SELECT 1 FROM entry WHERE {SAME_SLOT} AND supersedes IS NULL)
        ELSE EXISTS (SELECT 1 FROM entry WHERE supersedes = NEW.supersedes)
            OR NOT EXISTS (
                SELECT 1 FROM entry WHERE id = NEW.supersedes AND {SAME_SLOT}
                AND (kind = 'retraction') = (NEW.kind = 'record'))
    END
"""
"""What a new entry must not be: out of its turn or its batch's, a second first entry of a slot, a fork of a chain, in
another slot than what it supersedes, or a record over what still stands."""

WRONG_BATCH = """
    EXISTS (SELECT 1 FROM batch WHERE number = NEW.number) OR EXISTS (SELECT 1 FROM batch WHERE digest = NEW.digest)
    OR NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM batch)
    OR (SELECT coalesce(max(id), 0) FROM entry) <> (SELECT coalesce(sum(entries), 0) FROM batch) + NEW.entries
"""
"""What a new batch must not be: out of its turn, or closed over another number of entries than came since the last."""


def upgrade() -> None:
    # SQLite refuses to rename a table while a view or trigger mentions it.
    views = op.get_bind().exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'view'").all()
    for name, _sql in views:
        op.execute(f'DROP VIEW "{name}"')
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER batch_no_replace")
    _entry()
    op.execute(f"INSERT INTO entry_new ({COLUMNS}) SELECT {COLUMNS} FROM entry ORDER BY id")
    op.drop_table("entry")
    op.rename_table("entry_new", "entry")
    _indexes()
    for _name, sql in views:
        op.get_bind().exec_driver_sql(sql)
    if op.get_bind().dialect.name == "sqlite":
        _triggers()


def _entry() -> None:
    op.create_table(
        "entry_new",
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
        sa.CheckConstraint(CHAIN, name="ck_entry_chain"),
        sa.CheckConstraint(CONTENT, name="ck_entry_content"),
        # No reference to the batch: its row comes after its entries and needs their count and digest; a deferred one
        # would make SQLite read all entries whenever a batch is added. The triggers hold the two together.
        # The table is called so once it is renamed.
        sa.ForeignKeyConstraint(["supersedes"], ["entry_new.id"], name="fk_entry_supersedes"),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name="fk_entry_target_id"),
        sa.PrimaryKeyConstraint("id", name="pk_entry"),
        sqlite_strict=True,
    )


def _indexes() -> None:
    for name, columns, which, unique in (
        ("ix_entry_later", ["target_id"], "supersedes IS NOT NULL", False),
        ("uq_entry_first", ["target_id", "period", "region", "agency"], "supersedes IS NULL", True),
        ("uq_entry_supersedes", ["supersedes"], "supersedes IS NOT NULL", True),
    ):
        where = sa.text(which)
        op.create_index(name, "entry", columns, unique=unique, sqlite_where=where, postgresql_where=where)


def _triggers() -> None:
    refuse = "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    for event in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER entry_no_{event.lower()} BEFORE {event} ON entry {refuse.format(table='entry')}")
    for table, wrong in (("entry", WRONG_ENTRY), ("batch", WRONG_BATCH)):
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {wrong} {refuse.format(table=table)}"
        )
