"""Checks of the machine: versions, libraries, text, who is at work, and where faults are written down."""

from __future__ import annotations

import codecs
import os
import platform
import re
import sqlite3
import sys
from collections.abc import Callable
from importlib import metadata

from sciplan.errors import Refused, StorageFault, UsageError
from sciplan.files import may
from sciplan.i18n import _, current_language
from sciplan.paths import fault_log
from sciplan.report.doctor import FAILURE, OK, WARNING, Check

PYTHON = (3, 11)
SQLITE = (3, 37)
"""The first version that knows STRICT tables."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_CHINESE = "省纲要办"


def python() -> Check:
    """Check the version of Python."""
    found = _("Python {version} on {system}").format(version=platform.python_version(), system=platform.platform())
    if sys.version_info >= PYTHON:
        return Check("python", OK, found)
    return Check("python", FAILURE, found, _("Install Python {version} or later.").format(version="3.11"))


def sqlite() -> Check:
    """Check the version of SQLite."""
    found = f"SQLite {sqlite3.sqlite_version}"
    if sqlite3.sqlite_version_info >= SQLITE:
        return Check("sqlite", OK, found)
    return Check("sqlite", FAILURE, found, _("Install a Python with SQLite {version} or later.").format(version="3.37"))


def libraries() -> Check:
    """Check that the libraries which sciplan asks for are there; they are looked up, not loaded."""
    try:
        wanted = [text for text in metadata.requires("sciplan") or () if "extra ==" not in text]
        own = metadata.version("sciplan")
    except metadata.PackageNotFoundError:
        return Check("libraries", WARNING, _("sciplan is not installed as a package."), _("Install it with pip."))
    names = [match[0] for text in wanted if (match := _NAME.match(text))]
    versions = {name: _version(name) for name in names}
    missing = [name for name, version in versions.items() if version is None]
    if missing:
        found = _("These libraries are missing: {names}").format(names=", ".join(missing))
        return Check("libraries", FAILURE, found, _("Install sciplan again with pip."))
    return Check("libraries", OK, ", ".join([f"sciplan {own}", *(f"{name} {versions[name]}" for name in names)]))


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def encoding(output: str) -> Check:
    """Check that Chinese can be printed."""
    found = _("Messages in {language}, output in {encoding}").format(language=current_language(), encoding=output)
    try:
        codecs.lookup(output)
        _CHINESE.encode(output)
    except (LookupError, UnicodeEncodeError):
        remedy = _("Chinese would become question marks; set PYTHONUTF8=1 or a locale with UTF-8.")
        return Check("encoding", WARNING, found, remedy)
    return Check("encoding", OK, found)


def person(writer: Callable[[], str]) -> Check:
    """Check that there is a name to write under, and one that the ledger can keep."""
    remedy = _("Set SCIPLAN_USER to your name, or say --by NAME each time.")
    try:
        return Check("person", OK, _("Entries are written as {name}").format(name=writer()))
    except UsageError:
        return Check("person", WARNING, _("Nobody knows who is writing."), remedy)
    except Refused as fault:
        return Check("person", FAILURE, fault.message, remedy)


def log() -> Check:
    """Check that a fault of ours could be written down."""
    try:
        path = fault_log()
    except StorageFault as fault:
        return Check("log", WARNING, fault.message, _("Set HOME to your folder."))
    found = _("Faults are written down in {path}").format(path=path)
    nearest = next(place for place in (path, *path.parents) if may(place, os.F_OK))
    if may(nearest, os.W_OK):
        return Check("log", OK, found)
    return Check("log", WARNING, found, _("Nothing can be written there; give yourself permission."))
