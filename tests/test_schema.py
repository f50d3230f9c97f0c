"""The database: its schema, its rules, and the errors for files that are no database of ours."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from sciplan.paths import migrations_folder
from sciplan.storage import (
    appender,
    batches,
    chain,
    entry_rows,
    merged,
    open_batch,
    quotas,
    reader,
    schema,
    summaries,
    tables,
    totals,
)
from tests.conftest import Sciplan
from tests.rows import rows

STATEMENTS = {
    name: text
    for module in (appender, batches, chain, entry_rows, merged, open_batch, quotas, reader, summaries, totals)
    for name, text in vars(module).items()
    if isinstance(text, str) and text.lstrip().startswith(("SELECT", "INSERT", "DELETE", "WITH"))
}
APPEND_ONLY = sorted(
    name
    for name in (table.name for table in SQLModel.metadata.sorted_tables)
    if name not in (tables.SettingRow.__tablename__, tables.SummaryRow.__tablename__)
)


def test_migrations_make_the_tables(national: Path) -> None:
    """A migrated database has exactly the tables that `tables.py` describes."""
    engine = create_engine(f"sqlite:///{national}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, SQLModel.metadata) == []
    engine.dispose()


def test_checks_and_strictness_match(national: Path) -> None:
    """Named checks and STRICT, which Alembic does not compare, are in the database as in `tables.py`."""
    stored = dict(rows(national, "SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    for table in SQLModel.metadata.sorted_tables:
        assert stored[table.name].rstrip().endswith("STRICT")
        for check in table.constraints:
            if type(check).__name__ == "CheckConstraint":
                assert f"CONSTRAINT {check.name} CHECK" in stored[table.name]


@pytest.mark.parametrize("name", sorted(STATEMENTS))
def test_statements_fit_the_tables(name: str, national: Path) -> None:
    """Every statement of the reader and the appender prepares against the migrated schema."""
    statement = STATEMENTS[name].replace("{which}", "NULL")
    connection = sqlite3.connect(national)
    connection.execute(summaries.TOUCH)
    parameters = {"last": 1, "plan": "p"} if ":" in statement else [1] * statement.count("?")
    try:
        assert connection.execute(f"EXPLAIN {statement}", parameters).fetchone() is not None
    finally:
        connection.close()


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_nothing_is_changed_or_deleted(table: str, national: Path, sciplan: Sciplan) -> None:
    """UPDATE and DELETE are refused by the database itself."""
    assert sciplan("record", "literacy-2025", "12.93%", "--year", "2022").code == 0
    connection = sqlite3.connect(national)
    column = rows(national, f"SELECT name FROM pragma_table_info('{table}')")[0][0]
    connection.execute("PRAGMA foreign_keys = OFF")
    has_rows = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    for attack in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
        if has_rows:
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(attack)
    triggers = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE tbl_name = ?", (table,))}
    assert {f"{table}_no_update", f"{table}_no_delete"} <= triggers
    connection.close()


def test_the_newest_revision_is_the_one_expected() -> None:
    """The last of the schema revisions in `schema.py` is Alembic's head."""
    folder = Path(migrations_folder(), "versions")
    assert sorted(file.name[:4] for file in folder.glob("*.py")) == list(schema.REVISIONS)


def test_database_is_private(national: Path, sciplan: Sciplan) -> None:
    """A new database can be read by its owner alone."""
    assert sciplan("--database", "new.db", "init", "national-2021-2035").code == 0
    assert Path("new.db").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "There is no database at"),
        (b"", "is not a sciplan database"),
        (b"hello, this is not a database at all" * 50, "is not a database"),
    ],
    ids=["missing", "empty", "foreign"],
)
def test_what_is_no_database(content: bytes | None, sentence: str, sciplan: Sciplan) -> None:
    """A missing, empty or foreign file is named in one sentence, with exit code 4, and is left alone."""
    if content is not None:
        Path("x.db").write_bytes(content)
    for command in (["status"], ["record", "a", "1", "--year", "2022"], ["log"], ["plan", "list"], ["db", "upgrade"]):
        done = sciplan("--database", "x.db", *command)
        assert done.code == 4
        assert sentence in done.err
        assert done.out == ""
    assert (Path("x.db").read_bytes() if content is not None else None) == content


def test_a_folder_is_no_database(sciplan: Sciplan) -> None:
    """A folder in the place of the database is said to be one."""
    Path("x.db").mkdir()
    done = sciplan("--database", "x.db", "status")
    assert (done.code, "is not a file" in done.err) == (4, True)


def test_another_programs_database(sciplan: Sciplan) -> None:
    """An SQLite database of another program is not touched."""
    connection = sqlite3.connect("other.db")
    connection.execute("CREATE TABLE t (a)")
    connection.commit()
    connection.close()
    before = Path("other.db").read_bytes()
    for command in (["status"], ["init"], ["db", "upgrade"]):
        done = sciplan("--database", "other.db", *command)
        assert (done.code, "is not a sciplan database" in done.err) == (4, True)
    assert Path("other.db").read_bytes() == before


@pytest.mark.parametrize(
    "command", [["status"], ["record", "literacy-2025", "1%", "--year", "2022"], ["db", "upgrade"]]
)
def test_a_newer_database(command: list[str], national: Path, sciplan: Sciplan) -> None:
    """A database of a later version asks for that version."""
    connection = sqlite3.connect(national)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    done = sciplan(*command)
    assert (done.code, "from a newer version" in done.err) == (4, True)


def test_an_older_database(national: Path, sciplan: Sciplan, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database of an earlier version asks for `db upgrade`."""
    monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, "9998"))
    done = sciplan("status")
    assert (done.code, "sciplan db upgrade" in done.err) == (4, True)


def test_upgrade_of_what_is_current_changes_nothing(national: Path, sciplan: Sciplan) -> None:
    """`db upgrade` says that there is nothing to do and makes no copy."""
    before = national.read_bytes()
    done = sciplan("db", "upgrade")
    assert (done.code, "up to date" in done.out) == (0, True)
    assert [file.name for file in Path().iterdir()] == ["sciplan.db"]
    assert national.read_bytes() == before


def test_init_twice_changes_nothing(national: Path, sciplan: Sciplan) -> None:
    """`init` leaves a database that is there as it is."""
    before = national.read_bytes()
    done = sciplan("init")
    assert (done.code, "exists already" in done.err) == (0, True)
    assert national.read_bytes() == before


def test_init_where_nothing_can_be_written(sciplan: Sciplan) -> None:
    """A folder that does not exist is said to be the reason, and nothing is left behind."""
    done = sciplan("--database", "nowhere/sciplan.db", "init")
    assert (done.code, "No database can be created" in done.err) == (4, True)
    assert list(Path().iterdir()) == []


def test_init_of_an_unknown_plan(sciplan: Sciplan) -> None:
    """A plan that does not come with sciplan is refused before anything is created."""
    done = sciplan("init", "atlantis")
    assert (done.code, "No plan “atlantis” comes with sciplan" in done.err) == (3, True)
    assert list(Path().iterdir()) == []


def test_views_are_documented(national: Path) -> None:
    """`docs/database.md` names every view with all its columns, and every table."""
    text = (Path(__file__).parent.parent / "docs" / "database.md").read_text(encoding="utf-8")
    for kind, name in rows(national, "SELECT type, name FROM sqlite_master WHERE type IN ('view', 'table')"):
        if name != "alembic_version":
            assert f"`{name}`" in text
        if kind == "view":
            columns = [column for (column,) in rows(national, f"SELECT name FROM pragma_table_info('{name}')")]
            assert [column for column in columns if f"`{column}`" not in text] == []
