"""What a person asks of an import, as typed: which files, how they are read, and which options go together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sciplan.app.ledgers import require_reason
from sciplan.domain.quantity import ascii_digits
from sciplan.domain.return_layout import CHINESE
from sciplan.errors import Refused, UsageError
from sciplan.exchange.columns import IGNORED, NAMES
from sciplan.exchange.encoding import check_encoding
from sciplan.exchange.sheet import Reading
from sciplan.exchange.source import STANDARD_INPUT
from sciplan.i18n import _


def check_request(correct: bool, reason: str | None, files: Sequence[str], control: str | None) -> str | None:
    """Give the reason of corrections, or None; raise `UsageError` for options that do not go together."""
    why = require_reason(reason, _("Add --reason TEXT; it is kept with the entry.")) if correct else None
    if reason is not None and not correct:
        raise UsageError(_("--reason belongs to --correct."), _("Add --correct if the file may correct the ledger."))
    if control is not None and len(files) != 1:
        raise UsageError(_("A control file is for one file."), _("Import the files one by one."))
    return why


def check_errors_to(path: Path, inputs: Sequence[str]) -> None:
    """Raise `UsageError` for a place where rejected rows cannot be written, or where one of the inputs lies."""
    if path.suffix.lower() != ".xlsx":
        raise UsageError(_("Rejected rows are written as a workbook."), _("Name it with --errors-to FILE.xlsx."))
    if not path.parent.is_dir():
        raise UsageError(_("There is no folder {path}.").format(path=path.parent), _("Name one that is there."))
    if path.exists() and any(name != STANDARD_INPUT and path.samefile(name) for name in inputs if Path(name).exists()):
        raise UsageError(_("{path} is to be imported itself.").format(path=path), _("Choose another name."))


def files_of(named: Sequence[str]) -> list[str]:
    """Give the files to import: those named, and in the place of a folder what lies in it, by name.

    Hidden files and the lock files of office programs are passed over; nothing else is, so that no return is missed.
    """
    found: list[str] = []
    for name in named:
        path = Path(name)
        if name == STANDARD_INPUT or not path.is_dir():
            found.append(name)
            continue
        inside = sorted(file for file in path.iterdir() if not file.name.startswith((".", "~$")) and not file.is_dir())
        if not inside:
            raise Refused(_("There is no file in {path}.").format(path=path), _("Name the folder with the returns."))
        found += map(str, inside)
    return found


def reading(encoding: str | None, sheet: str | None, mapping: Sequence[str], period: str | None) -> Reading:
    """Give how files are to be read, from options as typed; raise `UsageError` for what cannot be meant."""
    return Reading(check_encoding(encoding), sheet, _mapping(mapping), period)


def _mapping(typed: Sequence[str]) -> dict[str, str]:
    mapping = {}
    for pair in typed:
        heading, equals, column = pair.rpartition("=")
        known = NAMES.get(column.casefold(), column if column == IGNORED else None)
        if not equals or not heading or known is None:
            raise UsageError(
                _("“{typed}” says of no heading which column it is.").format(typed=pair),
                _("Write HEADING=COLUMN with one of: {names}.").format(names=", ".join((*CHINESE, IGNORED))),
            )
        mapping["".join(ascii_digits(heading).split()).casefold()] = known
    return mapping
