"""Mistakes put into the program on purpose: the suite must find each.

    python -m benchmarks.mutants [NUMBER...]

Each is made in a copy of the checkout, and the tests that should find it run there; the last lines name survivors.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A mistake: the file, what stands there, what stands there instead, why it matters, and the tests to run."""

    file: str
    old: str
    new: str
    why: str
    tests: tuple[str, ...]


_TRUST = ("tests/test_trust.py", "tests/test_open_batch.py")
_CHAIN = ("tests/test_canonical.py", "tests/test_open_batch.py", "tests/test_fault_damage.py")
_RECORD = ("tests/test_record.py", "tests/test_mending.py", "tests/test_batches.py")
_FAULTS = ("tests/test_fault_races.py", "tests/test_fault_kills.py")
_IMPORT = ("tests/test_import_refused.py", "tests/test_import_workbooks.py", "tests/test_import.py")
_PLAN = ("tests/test_plan_problems.py", "tests/test_planfile.py")
_VERIFY = ("tests/test_verify_attacks.py", "tests/test_verify.py")
_BACKUP = ("tests/test_backup.py",)

MUTANTS = (
    Mutant(
        "sciplan/storage/chain.py",
        "max(at, now)",
        "now",
        "a batch before its predecessor",
        ("tests/test_record.py", "tests/test_fault_rules.py"),
    ),
    Mutant("sciplan/storage/chain.py", "number + 1, max", "number + 2, max", "a gap between batches", _TRUST),
    Mutant(
        "sciplan/storage/chain.py",
        "digest_of(previous, header)",
        "digest_of(NO_DIGEST, header)",
        "links that do not hold",
        _CHAIN,
    ),
    Mutant(
        "sciplan/storage/canonical.py",
        "        entry.note,\n    )",
        "        None,\n    )",
        "notes outside the chain",
        _CHAIN,
    ),
    Mutant("sciplan/storage/canonical.py", '"\\t": "\\\\t", ', "", "tabs that move columns", _CHAIN),
    Mutant(
        "sciplan/storage/canonical.py",
        "        header.file_sha256,\n",
        "        header.file,\n",
        "an import's file outside the chain",
        _CHAIN,
    ),
    Mutant(
        "sciplan/storage/canonical.py",
        'return _columns("evidence", entry, sha256, size, name)',
        'return _columns("evidence", entry, name)',
        "evidence outside the chain",
        _CHAIN,
    ),
    Mutant(
        "sciplan/storage/open_batch.py",
        "            self._connection.execute(self._guard)\n",
        "            self._guard = None\n",
        "a guard that is not put back",
        _TRUST,
    ),
    Mutant(
        "sciplan/storage/summaries.py",
        "    check_totals(connection)\n",
        "",
        "totals past 64 bits",
        ("tests/test_record.py", "tests/test_open_batch.py", "tests/test_import_ledger.py"),
    ),
    Mutant(
        "sciplan/storage/open_batch.py",
        "        keep_summaries(self._connection, self.first - 1)\n",
        "        keep_summaries(self._connection, self.first)\n",
        "the first entry of a batch in no summary",
        ("tests/test_summaries.py",),
    ),
    Mutant(
        "sciplan/storage/summaries.py",
        "WHERE e.kind <> 'retraction' AND e.id NOT IN",
        "WHERE e.id NOT IN",
        "retractions in summaries",
        ("tests/test_summaries.py",),
    ),
    Mutant(
        "sciplan/storage/merged.py",
        "WHERE id > :last AND target_id",
        "WHERE id > :last + 1 AND target_id",
        "a past state that knows the next entry",
        ("tests/test_summaries.py",),
    ),
    Mutant(
        "sciplan/domain/merging.py",
        "not everybody or one in (everybody, {self._plan.region}) else one",
        "not everybody or one <= everybody else one",
        "regions that must report and have not",
        ("tests/domain/test_merging.py",),
    ),
    Mutant(
        "sciplan/domain/merging.py",
        "return not ratio and not target.take_numerator",
        "return not target.take_numerator",
        "percentages added up",
        ("tests/domain/test_merging.py",),
    ),
    Mutant(
        "sciplan/storage/open_batch.py",
        "if decision.outcome != NEW:",
        "if decision.outcome == 'conflict':",
        "doubled entries",
        _RECORD,
    ),
    Mutant(
        "sciplan/storage/open_batch.py",
        "enumerate(draft.evidence)",
        "enumerate(draft.evidence[:1])",
        "evidence that is dropped",
        ("tests/test_export.py", "tests/test_record.py", "tests/test_mending.py"),
    ),
    Mutant(
        "sciplan/storage/connection.py",
        'connection.execute("BEGIN IMMEDIATE")\n        except',
        'connection.execute("BEGIN")\n        except',
        "writers that begin deferred",
        _FAULTS,
    ),
    Mutant(
        "sciplan/storage/connection.py",
        "PRAGMA synchronous = FULL",
        "PRAGMA synchronous = NORMAL",
        "a COMMIT that is not on disk",
        ("tests/test_fault_rules.py",),
    ),
    Mutant(
        "sciplan/storage/connection.py",
        '    "PRAGMA foreign_keys = ON",\n',
        "",
        "references that lead nowhere",
        ("tests/test_fault_rules.py",),
    ),
    Mutant(
        "sciplan/storage/connection.py",
        '    "PRAGMA recursive_triggers = ON",\n',
        "",
        "REPLACE past the triggers",
        ("tests/test_fault_rules.py",),
    ),
    Mutant(
        "sciplan/storage/schema.py",
        "if revision != REVISIONS[-1]:\n        raise",
        "if revision not in REVISIONS:\n        raise",
        "old schemas taken for new ones",
        ("tests/test_schema.py", "tests/test_upgrade.py"),
    ),
    Mutant(
        "sciplan/storage/engine.py",
        "            _require_whole(connection, path)\n",
        "",
        "upgrades of rows that sciplan never wrote",
        ("tests/test_upgrade.py",),
    ),
    Mutant(
        "sciplan/domain/appending.py",
        "chain_end.id != draft.corrects",
        "False",
        "forks of a slot's chain",
        (*_RECORD, "tests/test_fault_races.py"),
    ),
    Mutant(
        "migrations/versions/0001_ledger.py",
        'for event in ("UPDATE", "DELETE"):',
        'for event in ("UPDATE",):',
        "rows that can be deleted",
        ("tests/test_schema.py", "tests/test_trust.py"),
    ),
    Mutant(
        "migrations/versions/0005_rules.py",
        "OR coalesce((SELECT batch FROM entry WHERE id = NEW.entry), 0) <= {LAST_BATCH}",
        "",
        "evidence that joins a closed batch",
        ("tests/test_trust.py", "tests/test_schema.py", "tests/test_fault_damage.py"),
    ),
    Mutant(
        "migrations/versions/0003_bulk.py",
        "NEW.id <> coalesce",
        "0 AND NEW.id <> coalesce",
        "entries out of turn",
        ("tests/test_trust.py",),
    ),
    Mutant(
        "migrations/versions/0003_bulk.py",
        "OR (SELECT coalesce(max(id), 0) FROM entry) <>",
        "OR 0 AND (SELECT coalesce(max(id), 0) FROM entry) <>",
        "a batch that counts wrong",
        ("tests/test_trust.py",),
    ),
    Mutant(
        "migrations/versions/0005_rules.py",
        "AND year = NEW.year)\n    OR NEW.batch <> {LAST_BATCH}",
        "AND year = NEW.year)\n    OR 0 AND NEW.batch <> {LAST_BATCH}",
        "quotas of an old batch",
        ("tests/test_quotas.py", "tests/test_trust.py", "tests/test_fault_damage.py"),
    ),
    Mutant(
        "sciplan/domain/quantity.py",
        '"": 1, "万": 10**4',
        '"": 1, "万": 10**3',
        "万 that is a thousand",
        ("tests/domain",),
    ),
    Mutant(
        "sciplan/domain/quantity.py",
        "(?:,[0-9]{3})+",
        "(?:,[0-9]+)+",
        "1,2345 that is taken",
        ("tests/domain", "tests/test_import_refused.py"),
    ),
    Mutant(
        "sciplan/exchange/delimited.py",
        "if reader.line_num != line:",
        "if False:",
        "rows that a quote swallows",
        _IMPORT,
    ),
    Mutant(
        "sciplan/exchange/archive.py",
        "if total > LARGEST or (",
        "if False and (",
        "bombs that are unpacked",
        (*_IMPORT, "tests/test_fault_hostile.py"),
    ),
    Mutant(
        "sciplan/exchange/records.py",
        "root, problems = read_tree(stream.read(), findings.file)",
        "root, problems = read_tree(stream.read(), findings.file)[0], []",
        "YAML problems that nobody hears",
        _IMPORT,
    ),
    Mutant(
        "sciplan/render/table.py",
        'for mark in "|*_`[]<>#~&":',
        'for mark in "|*_`[]<>#~":',
        "names that Markdown reads as others",
        ("tests/test_fault_hostile.py",),
    ),
    Mutant(
        "sciplan/storage/objects.py",
        "== '\"' and name in QUOTED else",
        "== '\"' else",
        "rules that became a text",
        _VERIFY,
    ),
    Mutant(
        "sciplan/storage/objects.py",
        "if (name, table, sql) not in OWN:",
        "if 'sqlite_' not in name or 'sqlite_autoindex_' in name:",
        "triggers under a name of SQLite's",
        _VERIFY,
    ),
    Mutant(
        "sciplan/storage/verifying.py",
        '        ("files", lambda: file_flaws(connection)),\n',
        "",
        "evidence that nobody looks at",
        _VERIFY,
    ),
    Mutant(
        "sciplan/app/verifying.py",
        "ALL_BATCHES if doubtful is None else doubtful - 1",
        "ALL_BATCHES",
        "forged fingerprints that are found",
        ("tests/test_verify.py",),
    ),
    Mutant(
        "sciplan/app/backups.py",
        "    backups.check_sound(copy, database)\n",
        "",
        "backups of what is not sound",
        _BACKUP,
    ),
    Mutant(
        "sciplan/storage/restoring.py",
        "copy = keep_image(database, BEFORE_RESTORE, at)",
        "copy = database",
        "restoring without a copy of what was in use",
        _BACKUP,
    ),
    Mutant(
        "sciplan/storage/filesystem.py",
        'return kind if kind in NETWORK else ""',
        'return ""',
        "databases on network shares",
        ("tests/test_backup.py", "tests/test_doctor.py"),
    ),
    Mutant(
        "sciplan/app/doctor_place.py",
        "if not may(place, os.W_OK | os.X_OK):",
        "if not may(place, os.R_OK):",
        "folders that are called good and cannot be written to",
        ("tests/test_doctor.py",),
    ),
)


def main(numbers: Sequence[int]) -> int:
    """Make the mutants with these numbers, or all; give the exit code."""
    chosen = [(number, one) for number, one in enumerate(MUTANTS, 1) if not numbers or number in numbers]
    survivors = []
    with tempfile.TemporaryDirectory(prefix="sciplan-mutants-") as name:
        copy = Path(name) / "checkout"
        ignored = shutil.ignore_patterns(".git", ".*_cache", "__pycache__", ".venv")
        shutil.copytree(ROOT, copy, ignore=ignored)
        for number, mutant in chosen:
            found = survives(mutant, copy)
            print(f"{number:>2} {'SURVIVES' if found else 'killed'}  {mutant.file}: {mutant.why}", flush=True)
            survivors += [number] if found else []
    print(f"\n{len(chosen)} mutants, {len(chosen) - len(survivors)} killed, survivors: {survivors or 'none'}")
    return 1 if survivors else 0


def survives(mutant: Mutant, copy: Path) -> bool:
    """Say whether the tests pass with a mistake in the program; raise `ValueError` if there is no place for it."""
    file = copy / mutant.file
    text = file.read_text(encoding="utf-8")
    if text.count(mutant.old) != 1:
        raise ValueError(f"{mutant.file}: {mutant.old!r} stands there {text.count(mutant.old)} times")
    file.write_text(text.replace(mutant.old, mutant.new), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-n0", "-p", "no:cacheprovider", *mutant.tests]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)
    finally:
        file.write_text(text, encoding="utf-8")
    if done.returncode not in (0, 1, 2):
        raise RuntimeError(done.stdout + done.stderr)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main([int(argument) for argument in sys.argv[1:]]))
