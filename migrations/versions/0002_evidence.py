"""Evidence: files that are kept with entries."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

UNIQUE = {"file": ("sha256",), "evidence": ("entry", "position")}


def upgrade() -> None:
    op.create_table(
        "file",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name="ck_file_sha256"),
        sa.CheckConstraint("length(content) = size", name="ck_file_size"),
        sa.PrimaryKeyConstraint("sha256", name="pk_file"),
        sqlite_strict=True,
    )
    op.create_table(
        "evidence",
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entry.id"], name="fk_evidence_entry"),
        sa.ForeignKeyConstraint(["sha256"], ["file.sha256"], name="fk_evidence_sha256"),
        sa.PrimaryKeyConstraint("entry", "position", name="pk_evidence"),
        sqlite_strict=True,
    )
    op.execute(
        """
        CREATE VIEW v_evidence AS
        SELECT v.entry, v.position, v.sha256, v.name, f.size, e.batch, e.plan, e.target, e.period, e.region, e.agency
        FROM evidence AS v JOIN file AS f ON f.sha256 = v.sha256 JOIN v_entry AS e ON e.id = v.entry
        """
    )
    if op.get_bind().dialect.name == "sqlite":
        for table, key in UNIQUE.items():
            _append_only(table, key)


def _append_only(table: str, key: tuple[str, ...]) -> None:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    for event in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} {refuse}")
    taken = " AND ".join(f"{column} = NEW.{column}" for column in key)
    op.execute(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {taken}) {refuse}"
    )
