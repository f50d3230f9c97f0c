"""What is live for each target and period together, so that the state of a plan is not added up anew each time."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

AMOUNT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

FILL = """
    INSERT INTO summary (target_id, period, reports, parts, figures, value, ratios, numerator, denominator, regions,
        last_entry)
    SELECT target_id, period, count(*), count(nullif(agency, '')), count(value), coalesce(sum(value), 0),
        count(numerator), coalesce(sum(numerator), 0), coalesce(sum(denominator), 0), group_concat(region), max(id)
    FROM entry
    WHERE kind <> 'retraction' AND id NOT IN (SELECT supersedes FROM entry WHERE supersedes IS NOT NULL)
    GROUP BY target_id, period
"""


def upgrade() -> None:
    op.create_table(
        "summary",
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("figures", sa.Integer(), nullable=False),
        sa.Column("value", AMOUNT, nullable=False),
        sa.Column("ratios", sa.Integer(), nullable=False),
        sa.Column("numerator", AMOUNT, nullable=False),
        sa.Column("denominator", AMOUNT, nullable=False),
        sa.Column("regions", sa.Text(), nullable=False),
        sa.Column("last_entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name="fk_summary_target_id"),
        sa.ForeignKeyConstraint(["last_entry"], ["entry.id"], name="fk_summary_last_entry"),
        sa.PrimaryKeyConstraint("target_id", "period", name="pk_summary"),
        sqlite_strict=True,
    )
    op.execute(FILL)
    op.drop_index("ix_entry_later", "entry")
    where = sa.text("supersedes IS NOT NULL")
    columns = ["target_id", "period"]
    op.create_index("ix_entry_later", "entry", columns, sqlite_where=where, postgresql_where=where)
