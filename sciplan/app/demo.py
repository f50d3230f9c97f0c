"""A first look: a real plan with published figures, in a database that is thrown away."""

from __future__ import annotations

import tempfile
from pathlib import Path

from sciplan.app.databases import init
from sciplan.app.importing import Import, import_file
from sciplan.app.ledgers import open_ledger
from sciplan.app.status import StatusRequest, status_of
from sciplan.clock import Now
from sciplan.paths import DATABASE_NAME, national_figures_folder
from sciplan.report.status import StatusReport

PLAN = "national-2021-2035"
REVIEW = "2023-12-31"


def demo(who: str, now: Now) -> StatusReport:
    """Load the national outline and the survey results, and judge them as of the 2023 mid-term review."""
    with tempfile.TemporaryDirectory(prefix="sciplan-demo-") as folder:
        database = Path(folder) / DATABASE_NAME
        init(database, [PLAN], who, now)
        for file in sorted(national_figures_folder().glob("*.csv")):
            import_file(database, Import(str(file), PLAN, who), now)
        with open_ledger(database) as connection:
            return status_of(connection, StatusRequest(plan=PLAN, as_of=REVIEW), now.today)
