"""`db verify`: a ledger that nobody touched is verified; whatever was changed in it is found."""

import json
import random
import shutil
import sqlite3
import tempfile
from pathlib import Path

import pytest

from sciplan.app.verifying import verify
from sciplan.domain.verification import CODES, Flaw
from sciplan.errors import StorageFault
from sciplan.render.verification import explained
from sciplan.storage import object_digests, schema, verify_chain
from sciplan.storage.object_digests import OBJECTS
from sciplan.storage.objects import normal
from sciplan.storage.objects import object_digests as digests_of
from tests.conftest import Sciplan, without_privileges
from tests.rows import rows
from tests.whole_ledger import codes, hostile, whole_ledger

FLIPS, SEED = 60, 7


@pytest.fixture
def ledger() -> Path:
    """Give a database with every kind of batch."""
    return whole_ledger()


def test_an_untouched_ledger(ledger: Path, sciplan: Sciplan) -> None:
    """A ledger with every kind of batch verifies, and nothing is written."""
    before = ledger.read_bytes(), ledger.stat().st_mtime_ns
    kinds = {command.split()[0] for (command,) in rows(ledger, "SELECT command FROM batch")}
    assert kinds >= {"init", "plan", "record", "correct", "retract", "import", "tasks", "batch"}
    done = sciplan("db", "verify")
    [(digest,)] = rows(ledger, "SELECT digest FROM batch ORDER BY number DESC LIMIT 1")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        str(ledger),
        "checked: 16 batches, 35 entries, 2 files, 2 quotas, 2 plans in 3 revisions",
        f"fingerprint {digest}, of 2026-03-02 01:30:00 UTC",
        "",
        "verified: all is as it was written, and nothing else is there.",
    ]
    assert (ledger.read_bytes(), ledger.stat().st_mtime_ns) == before
    assert [file.name for file in ledger.parent.iterdir()] == [ledger.name]


@pytest.mark.parametrize("at_once", [1, 5, 24])
def test_entries_are_read_some_at_a_time(at_once: int, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the entries of a batch are cut, its digest is the same."""
    monkeypatch.setattr(verify_chain, "AT_ONCE", at_once)
    monkeypatch.setattr(verify_chain, "_TOLD", 1)
    told: list[tuple[int, int]] = []
    assert verify(ledger, None, lambda done, whole: told.append((done, whole))).flaws == ()
    assert (told[0], told[-1]) == ((1, 35), (35, 35))


def test_a_printed_fingerprint(ledger: Path, sciplan: Sciplan) -> None:
    """A state that a report names is found: after which batch, when, by whom, with how many entries then and since."""
    [(digest,)] = rows(ledger, "SELECT digest FROM batch WHERE number = 5")
    for asked in (digest[:12], digest.upper(), "b5"):
        done = sciplan("db", "verify", "--against", asked)
        assert done.code == 0
        assert f"batch b5, fingerprint {digest}: of 2026-03-02 01:30:00 UTC, by tester (record)." in done.out
        assert "The ledger passed through it: it held 3 entries then, 32 entries came since." in done.out


@pytest.mark.parametrize("asked", ["b99", "b0"])
def test_a_batch_that_is_not_there(asked: str, ledger: Path, sciplan: Sciplan) -> None:
    """A batch that the ledger does not have is told as that."""
    done = sciplan("db", "verify", "--against", asked)
    assert (done.code, f"This ledger has no batch {asked}." in done.out) == (1, True)
    assert ledger.exists()


@pytest.mark.parametrize("asked", ["0123456789ab", "f" * 64])
def test_a_fingerprint_of_another_ledger(asked: str, ledger: Path, sciplan: Sciplan) -> None:
    """A state that is not part of the ledger is said not to be, with what that means; the answer is no."""
    done = sciplan("db", "verify", "--against", asked)
    assert (done.code, f"{asked} is no state of this ledger." in done.out) == (1, True)
    assert "made from another database" in done.out
    assert "verified:" not in done.out
    assert ledger.exists()


@pytest.mark.parametrize("forged", ["aaaaaaaaaaaa" + "0" * 52, "b5", "b16", "b99"])
def test_a_forged_fingerprint(forged: str, ledger: Path, sciplan: Sciplan) -> None:
    """A digest that was written over another proves nothing, nor does a later one; an earlier state is found still."""
    with hostile(ledger) as connection:
        connection.execute("UPDATE batch SET digest = ? WHERE number = 5", ("aaaaaaaaaaaa" + "0" * 52,))
    done = sciplan("db", "verify", "--against", forged)
    said = f"Of {forged} nothing can be told: the ledger is not sound from batch b5 on."
    assert (done.code, said in done.out, "passed through it" in done.out) == (1, True, False)
    document = json.loads(sciplan("db", "verify", "--against", forged, "--format", "json").out)
    assert document["against"] == {"asked": forged, "found": None, "state": None}
    [(digest,)] = rows(ledger, "SELECT digest FROM batch WHERE number = 4")
    done = sciplan("db", "verify", "--against", digest)
    assert (done.code, f"batch b4, fingerprint {digest}" in done.out) == (1, True)


def test_two_digests_that_begin_alike(ledger: Path) -> None:
    """A later digest that was forged to begin like an earlier one does not hide that."""
    [(digest,)] = rows(ledger, "SELECT digest FROM batch WHERE number = 4")
    with hostile(ledger) as connection:
        connection.execute("UPDATE batch SET digest = ? WHERE number = 9", (digest[:12] + "0" * 52,))
    found = verify(ledger, digest[:12]).against
    assert found is not None
    assert found.batch.number == 4


@pytest.mark.parametrize("asked", ["0123456789a", "xyz", "", "b", "g" * 12])
def test_what_is_no_fingerprint(asked: str, ledger: Path, sciplan: Sciplan) -> None:
    """Fewer than twelve digits, or none at all, is wrong usage."""
    assert sciplan("--database", str(ledger), "db", "verify", "--against", asked).code == 2


def test_json(ledger: Path, sciplan: Sciplan) -> None:
    """For scripts: what was checked, the fingerprint, the state that was asked for, and each flaw with its remedy."""
    sound = json.loads(sciplan("db", "verify", "--format", "json", "--against", "b4").out)
    assert (sound["schema"], sound["verified"], sound["flaws"]) == ("sciplan/verification/1", True, [])
    assert sound["checked"] == {"batches": 16, "entries": 35, "files": 2, "plans": 2, "revisions": 3, "quotas": 2}
    assert (sound["against"]["asked"], sound["against"]["found"]) == ("b4", True)
    state = sound["against"]["state"]
    assert (state["batch"], state["who"], state["command"], state["entries"]) == (4, "tester", "record", 2)
    assert (state["batches_since"], state["entries_since"]) == (12, 33)
    with hostile(ledger) as connection:
        connection.execute("UPDATE entry SET value = 1 WHERE id = 3")
    done = sciplan("db", "verify", "--format", "json", "--against", "b99")
    flaw, other = json.loads(done.out)["flaws"]
    assert (done.code, flaw["code"], flaw["batch"], flaw["entry"]) == (1, "batch-digest", 5, None)
    assert (other["code"], other["table"]) == ("wrong-summary", "summary")
    assert flaw["message"]
    assert flaw["hint"]
    assert json.loads(done.out)["against"] == {"asked": "b99", "found": None, "state": None}


def test_what_is_found_is_told(ledger: Path, sciplan: Sciplan) -> None:
    """All flaws come at once, each with its place; each remedy stands once; the last line forbids to go on."""
    with hostile(ledger) as connection:
        connection.execute("UPDATE entry SET value = 1 WHERE id = 3")
        connection.execute("UPDATE file SET content = x'6f74686572' WHERE size = 5")
        connection.execute("CREATE TABLE mine (a)")
    done = sciplan("db", "verify")
    assert done.code == 1
    for part in ("b5", "The digest is not that", "The content is not that", "table mine", "compare with a backup"):
        assert part in done.out
    assert "not verified: " in done.out.splitlines()[-1]


@pytest.mark.parametrize("code", CODES)
def test_every_flaw_is_explained(code: str) -> None:
    """Each code has a sentence that names what it is about, and a remedy."""
    message, hint = explained(Flaw(code, name="NAME"))
    assert message.endswith(".")
    assert hint.endswith(".")
    assert "{" not in message


def test_the_objects_are_those_of_the_migrations(pytestconfig: pytest.Config, tmp_path: Path) -> None:
    """What verifying compares a schema with is what a freshly migrated database has; `--update` rewrites it."""
    path = tmp_path / "fresh.db"
    schema.create(path, lambda _unfinished: None)
    with sqlite3.connect(path) as connection:
        fresh = dict(digests_of(connection))
    if pytestconfig.getoption("--update"):
        file = Path(object_digests.__file__)
        head = file.read_text(encoding="utf-8").partition("OBJECTS")[0]
        lines = "".join(f'    "{name}": "{digest}",\n' for name, digest in fresh.items())
        file.write_text(f"{head}OBJECTS = {{\n{lines}}}\n", encoding="utf-8")
    else:
        assert fresh == OBJECTS


def test_no_digest_depends_on_quotes(tmp_path: Path) -> None:
    """Whatever a library puts between quotes in a fresh database is a name that loses them."""
    path = tmp_path / "fresh.db"
    schema.create(path, lambda _unfinished: None)
    for (sql,) in rows(path, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"):
        assert '"' not in normal(str(sql))


@pytest.mark.parametrize(
    ("sql", "same"),
    [
        (' CREATE  TABLE "plan" (\n "key" TEXT , b ) ', "CREATE TABLE plan(key TEXT,b)"),
        ("""WHERE a = 'x "key" ( , )  ''y'' "plan"' """, """WHERE a = 'x "key" ( , )  ''y'' "plan"'"""),
        ('IS "NULL" AND "a b" = "KEY"', 'IS "NULL" AND "a b" = "KEY"'),
        ('"it\'s" ( "plan" ) \'"\'', "\"it's\"(plan)'\"'"),
    ],
)
def test_what_two_spellings_of_a_statement_share(sql: str, same: str) -> None:
    """White space and the quotes of our own names do not count; nothing within quotes is touched."""
    assert normal(sql) == same


def test_a_read_only_file(ledger: Path, sciplan: Sciplan) -> None:
    """Who may only read can verify."""
    assert sciplan("db", "verify").code == 0
    with tempfile.TemporaryDirectory() as folder:
        shared = Path(shutil.copy(ledger, folder))
        shared.chmod(0o444)
        shared.parent.chmod(0o555)
        done = without_privileges("--database", str(shared), "db", "verify")
        shared.parent.chmod(0o700)
        assert (done.code, "verified:" in done.out) == (0, True)


def test_while_somebody_writes(ledger: Path) -> None:
    """What another process has not committed is not looked at; what it has is part of the next look."""
    writer = sqlite3.connect(ledger, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute(
        "INSERT INTO entry SELECT 36, 17, target_id, '2030', region, agency, value, numerator, denominator,"
        " state, 'record', NULL, typed, note FROM entry WHERE id = 1"
    )
    assert verify(ledger, None).verified
    writer.execute("COMMIT")
    writer.close()
    assert codes(ledger) == ["entry-without-batch", "wrong-summary"]


def test_what_is_no_ledger(sciplan: Sciplan) -> None:
    """A file that is not there or another program's database is not called damaged."""
    assert sciplan("--database", "x.db", "db", "verify").code == 4
    with sqlite3.connect("other.db") as connection:
        connection.execute("CREATE TABLE t (a)")
    done = sciplan("--database", "other.db", "db", "verify")
    assert (done.code, "is not a sciplan database" in done.err) == (4, True)


@pytest.mark.parametrize(("mark", "word"), [("0004", "sciplan db upgrade"), ("9999", "newer version")])
def test_another_version(mark: str, word: str, ledger: Path, sciplan: Sciplan) -> None:
    """A database that is marked as another version's is that: what to do is said, and nothing is called damaged."""
    with sqlite3.connect(ledger) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (mark,))
    done = sciplan("db", "verify")
    assert (done.code, word in done.err) == (4, True)


@pytest.mark.parametrize("place", ["beginning", "middle", "end"])
def test_a_damaged_file(place: str, ledger: Path, sciplan: Sciplan) -> None:
    """A file that SQLite cannot read is a flaw with its remedy, and no crash."""
    content = ledger.read_bytes()
    start = {"beginning": 0, "middle": len(content) // 2, "end": len(content)}[place]
    ledger.write_bytes(content[:start] + (b"\xa5" * 4096 + content[start + 4096 :] if place != "end" else b""))
    if place == "end":
        ledger.write_bytes(content[: len(content) // 2])
    done = sciplan("db", "verify")
    assert (done.code, done.err) == (1, "")
    assert "not verified" in done.out
    assert "Restore" in done.out


def test_a_damaged_name(ledger: Path, sciplan: Sciplan) -> None:
    """A name in the schema that is no text any more makes every command say that the file is damaged."""
    with sqlite3.connect(ledger) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = CAST(x'43524541544520e5' AS TEXT) WHERE name = 'v_entry'")
    for command in (["status"], ["record", "training", "1", "--year", "2024"], ["log"]):
        done = sciplan(*command)
        assert (done.code, "is damaged" in done.err) == (4, True)
    assert sciplan("db", "verify").code == 1


def test_flipped_bits(ledger: Path) -> None:
    """Every flipped bit that changes anything one can read from the database is found, or keeps it from opening."""
    content = ledger.read_bytes()
    before = _readable(ledger)
    chance = random.Random(SEED)  # noqa: S311
    found = 0
    for _flip in range(FLIPS):
        place, bit = chance.randrange(len(content)), chance.randrange(8)
        flipped = bytearray(content)
        flipped[place] ^= 1 << bit
        ledger.write_bytes(flipped)
        try:
            sound = verify(ledger, None).verified
        except StorageFault:
            sound = False
        found += not sound
        assert not sound or _readable(ledger) == before, (place, bit)
    assert found > FLIPS // 6


def _readable(path: Path) -> object:
    """Give every row of every table, and the statements that made them, or what SQLite says instead."""
    connection = sqlite3.connect(path)
    try:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        mark = connection.execute("PRAGMA application_id").fetchone()
        return mark, [connection.execute(f"SELECT * FROM {name}").fetchall() for name in ("sqlite_master", *names)]
    except (sqlite3.Error, UnicodeDecodeError) as fault:
        return str(fault)
    finally:
        connection.close()
