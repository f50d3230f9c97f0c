"""What kind of file comes in: told by its content, and by its name only where content cannot say."""

from __future__ import annotations

import zipfile
from pathlib import PurePath

from sciplan.errors import Refused
from sciplan.exchange.source import Source
from sciplan.i18n import _

CSV, XLSX, JSON, YAML = "csv", "xlsx", "json", "yaml"
ENDINGS = {
    ".csv": CSV,
    ".tsv": CSV,
    ".txt": CSV,
    ".xlsx": XLSX,
    ".json": JSON,
    ".yaml": YAML,
    ".yml": YAML,
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENTRIES = b"entries:"


def kind_of(source: Source) -> str:
    """Give the kind of a file; raise `Refused` for one that cannot hold a return."""
    start = source.beginning()
    ending = PurePath(source.name).suffix.lower()
    if start.startswith(_OLE):
        raise _old_office(source)
    if start.startswith(b"PK\x03\x04"):
        return _zipped(source)
    if start.startswith(b"%PDF"):
        raise Refused(_("{file} is a PDF.").format(file=source.name), _("Ask for the workbook it was made from."))
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text[:1] == b"<" and ending in (".xls", ".xlsx", ".htm", ".html", ".xml"):
        raise Refused(
            _("{file} is a web page and not a workbook.").format(file=source.name),
            _("Open it in a spreadsheet program and save it as .xlsx."),
        )
    if ending in (".xls", ".xlsx", ".xlsm"):
        raise Refused(
            _("{file} is not a workbook, whatever its name says.").format(file=source.name),
            _("Open it in a spreadsheet program and save it as .xlsx."),
        )
    if ending in ENDINGS:
        return ENDINGS[ending]
    if text[:1] in (b"{", b"["):
        return JSON
    return YAML if text.startswith((b"- ", _ENTRIES)) else CSV


def _old_office(source: Source) -> Refused:
    source.stream.seek(0)
    while chunk := source.stream.read(1 << 20):
        if _ENCRYPTED in chunk:
            return Refused(
                _("{file} is protected by a password.").format(file=source.name),
                _("Save it without a password and send it again."),
            )
    return Refused(
        _("{file} is a workbook of the old kind (.xls).").format(file=source.name),
        _("Save it as .xlsx."),
    )


def _zipped(source: Source) -> str:
    try:
        archive = zipfile.ZipFile(source.stream)
        names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeError) as fault:
        raise damaged(source.name) from fault
    if any(part.header_offset < 0 for part in archive.infolist()):
        raise damaged(source.name)  # it would be sought before the file begins
    if any(name.endswith("vbaProject.bin") for name in names) or source.name.lower().endswith(".xlsm"):
        raise Refused(
            _("{file} is a workbook with macros (.xlsm).").format(file=source.name),
            _("Save it as .xlsx, which has none."),
        )
    if "xl/workbook.xml" not in names:
        raise Refused(
            _("{file} is no workbook that can be read.").format(file=source.name),
            _("Save it as .xlsx or CSV."),
        )
    return XLSX


def damaged(file: str) -> Refused:
    """Give the answer to a workbook that breaks off or does not fit together."""
    return Refused(
        _("{file} is damaged: it cannot be read as a workbook.").format(file=file),
        _("Open it in a spreadsheet program, save it again, and send that."),
    )
