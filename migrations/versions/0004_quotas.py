"""Agreed quotas: what a year is to bring, batch by batch."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

AMOUNT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

CONTENT = """CASE
    WHEN amount IS NULL THEN checkpoint IS NULL
    ELSE checkpoint IS NOT NULL AND amount BETWEEN 0 AND 999999999999999999
        AND checkpoint BETWEEN 0 AND 999999999999999999
END"""

WRONG = """
    EXISTS (SELECT 1 FROM quota WHERE batch = NEW.batch AND target_id = NEW.target_id AND year = NEW.year)
    OR NEW.batch <> (SELECT coalesce(max(number), 0) FROM batch)
    OR (SELECT entries FROM batch WHERE number = NEW.batch) <> 0
"""
"""What a new quota must not be: a second one of its batch for a target and a year, of another batch than the last one,
or of a batch that brought entries."""


def upgrade() -> None:
    op.create_table(
        "quota",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("amount", AMOUNT, nullable=True),
        sa.Column("checkpoint", AMOUNT, nullable=True),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.CheckConstraint(CONTENT, name="ck_quota_content"),
        sa.ForeignKeyConstraint(["batch"], ["batch.number"], name="fk_quota_batch"),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name="fk_quota_target_id"),
        sa.PrimaryKeyConstraint("batch", "target_id", "year", name="pk_quota"),
        sqlite_strict=True,
    )
    op.execute(
        """
        CREATE VIEW v_quota AS
        SELECT q.batch, p.key AS plan, t.key AS target, q.year, q.amount, q.checkpoint, q.typed,
               b.at AS agreed_at, b.who AS agreed_by
        FROM quota AS q
        JOIN target AS t ON t.id = q.target_id
        JOIN plan AS p ON p.id = t.plan_id
        JOIN batch AS b ON b.number = q.batch
        """
    )
    if op.get_bind().dialect.name == "sqlite":
        refuse = "BEGIN SELECT RAISE(ABORT, 'quota is append-only'); END"
        for event in ("UPDATE", "DELETE"):
            op.execute(f"CREATE TRIGGER quota_no_{event.lower()} BEFORE {event} ON quota {refuse}")
        op.execute(f"CREATE TRIGGER quota_no_replace BEFORE INSERT ON quota WHEN {WRONG} {refuse}")
