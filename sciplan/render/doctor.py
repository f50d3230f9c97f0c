"""What `doctor` found, as a table and as JSON."""

from __future__ import annotations

from sciplan.i18n import _, ngettext
from sciplan.render.table import Column, Table
from sciplan.report.doctor import FAILURE, OK, WARNING, Check, Diagnosis

SCHEMA = "sciplan/doctor/1"
_MARKS = {OK: "√", WARNING: "▲", FAILURE: "×"}
_COLOURS = {OK: "green", WARNING: "yellow", FAILURE: "red"}


def doctor_document(diagnosis: Diagnosis) -> dict[str, object]:
    """Give the checks as a JSON document; there is a remedy where the outcome is not `ok`."""
    return {
        "schema": SCHEMA,
        "outcome": diagnosis.outcome,
        "checks": [
            {"check": one.code, "outcome": one.outcome, "found": one.found, "remedy": one.remedy or None}
            for one in diagnosis.checks
        ],
    }


def doctor_table(diagnosis: Diagnosis) -> Table:
    """Give a row for each check, its remedy below what was found."""
    columns = (Column(_("Outcome")), Column(_("Check")), Column(_("Found"), wraps=True))
    rows = []
    colours = []
    for check in diagnosis.checks:
        rows.append((f"{_MARKS[check.outcome]} {_outcome_word(check.outcome)}", _check_word(check), check.found))
        colours.append(_COLOURS[check.outcome])
        if check.remedy:
            rows.append(("", "", _("→ {remedy}").format(remedy=check.remedy)))
            colours.append(_COLOURS[check.outcome])
    return Table(columns, tuple(rows), tuple(colours))


def closing_line(diagnosis: Diagnosis) -> str:
    """Give the sentence that says what it comes to."""
    failures = sum(check.outcome == FAILURE for check in diagnosis.checks)
    warnings = sum(check.outcome == WARNING for check in diagnosis.checks)
    if failures:
        return ngettext(
            "{number} failure: sciplan cannot work safely here.",
            "{number} failures: sciplan cannot work safely here.",
            failures,
        ).format(number=failures)
    if warnings:
        return ngettext(
            "sciplan can work here; {number} warning.", "sciplan can work here; {number} warnings.", warnings
        ).format(number=warnings)
    return _("Everything is in order.")


def _outcome_word(outcome: str) -> str:
    return {OK: _("ok"), WARNING: _("warning"), FAILURE: _("failure")}[outcome]


def _check_word(check: Check) -> str:
    return {
        "python": "Python",
        "sqlite": "SQLite",
        "libraries": _("Libraries"),
        "encoding": _("Text"),
        "person": _("Who writes"),
        "log": _("Log of faults"),
        "fonts": _("Fonts"),
        "database": _("Database"),
        "folder": _("Folder"),
        "file-system": _("File system"),
        "space": _("Free space"),
        "leftovers": _("Left over"),
        "write": _("Writing"),
        "permissions": _("Permissions"),
        "schema": _("Version"),
        "journal": _("Journal"),
        "clock": _("Clock"),
    }[check.code]
