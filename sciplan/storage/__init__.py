"""The database: the only place that knows SQLModel, SQL and Alembic."""
