"""The database as a thing: creating it, and what is in it from the start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sciplan.app import plans
from sciplan.app.choosing import Candidate, find
from sciplan.clock import Now
from sciplan.i18n import _
from sciplan.paths import bundled_plans
from sciplan.storage import schema
from sciplan.storage.filesystem import require_local


@dataclass(frozen=True, slots=True)
class Initialised:
    """What `init` came to: the database, whether it is new, and the plans that were loaded."""

    database: Path
    created: bool
    loaded: tuple[plans.Loaded, ...]


def init(database: Path, names: Sequence[str], who: str, now: Now) -> Initialised:
    """Create a database and load bundled plans, by default all; a database that exists is left as it is."""
    files = _chosen_files(names)
    if database.exists():
        schema.require_current(database)
        return Initialised(database, created=False, loaded=())
    require_local(database)
    loaded: list[plans.Loaded] = []

    def fill(unfinished: Path) -> None:
        loaded.extend(plans.store(unfinished, plans.propose(unfinished, files), who, now, command="init"))

    schema.create(database, fill)
    return Initialised(database, created=True, loaded=tuple(loaded))


def _chosen_files(names: Sequence[str]) -> list[Path]:
    bundled = bundled_plans()
    candidates = [Candidate(key, file.name) for key, file in bundled.items()]
    unknown = _("No plan “{typed}” comes with sciplan.")
    chosen = [find(name, candidates, unknown).key for name in names] or list(bundled)
    return [bundled[key] for key in dict.fromkeys(chosen)]
