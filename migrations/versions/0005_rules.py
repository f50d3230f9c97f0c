"""What is appended to a batch that is closed: no evidence, no other revision, no rows of an older revision."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

LAST_BATCH = "(SELECT coalesce(max(number), 0) FROM batch)"
NOT_OF_THE_LAST_BATCH = f"(SELECT batch FROM revision WHERE id = NEW.revision_id) IS NOT {LAST_BATCH}"

KEYS = {
    "region": ("code",),
    "agency": ("key",),
    "milestone": ("key",),
    "section": ("key",),
    "definition": ("target_id",),
    "responsibility": ("item_kind", "item", "role", "agency"),
}
"""What is unique within a revision in each table that lays its text out."""

WRONG_REVISION = f"""
    EXISTS (SELECT 1 FROM revision WHERE id = NEW.id)
    OR NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM revision WHERE plan_id = NEW.plan_id)
    OR NEW.batch <> {LAST_BATCH} OR (SELECT entries FROM batch WHERE number = NEW.batch) <> 0
    OR EXISTS (SELECT 1 FROM revision WHERE batch = NEW.batch) OR EXISTS (SELECT 1 FROM quota WHERE batch = NEW.batch)
"""
"""What a new revision must not be: out of its turn, of another batch than the last one, or of one that brought
something already."""

WRONG_EVIDENCE = f"""
    EXISTS (SELECT 1 FROM evidence WHERE entry = NEW.entry AND position = NEW.position)
    OR coalesce((SELECT batch FROM entry WHERE id = NEW.entry), 0) <= {LAST_BATCH}
"""
"""What new evidence must not be: in the place of another, or of an entry whose batch is closed."""

WRONG_QUOTA = f"""
    EXISTS (SELECT 1 FROM quota WHERE batch = NEW.batch AND target_id = NEW.target_id AND year = NEW.year)
    OR NEW.batch <> {LAST_BATCH} OR (SELECT entries FROM batch WHERE number = NEW.batch) <> 0
    OR EXISTS (SELECT 1 FROM revision WHERE batch = NEW.batch)
"""
"""What a new quota must not be: a second one, of another batch than the last one, or of one that brought something
else."""


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    _replace("revision", WRONG_REVISION)
    _replace("evidence", WRONG_EVIDENCE)
    _replace("quota", WRONG_QUOTA)
    for table, key in KEYS.items():
        same = " AND ".join(f"{column} = NEW.{column}" for column in ("revision_id", *key))
        _replace(table, f"EXISTS (SELECT 1 FROM {table} WHERE {same}) OR {NOT_OF_THE_LAST_BATCH}")


def _replace(table: str, wrong: str) -> None:
    op.execute(f"DROP TRIGGER {table}_no_replace")
    op.execute(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {wrong} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )
