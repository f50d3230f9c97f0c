"""What disagrees in the ledger: as sentences in a table, as rows, as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import partial

from sciplan.domain import disagreements as codes
from sciplan.domain.disagreements import Amount
from sciplan.domain.ledger import WHOLE
from sciplan.domain.plan import Plan, Target
from sciplan.domain.quantity import rounded
from sciplan.i18n import _, ngettext
from sciplan.render import figures, words
from sciplan.render.page import Page
from sciplan.render.records import decimal_text
from sciplan.render.table import Column, Table
from sciplan.report.disagreements import CheckReport, DisagreementRow

SCHEMA = "sciplan/check/1"
COLUMNS = (
    "code",
    "target",
    "name",
    "unit",
    "region",
    "agency",
    "period",
    "amount",
    "entries",
    "other",
    "other_entries",
    "other_regions",
    "other_agencies",
    "message",
    "hint",
)


def check_document(report: CheckReport) -> dict[str, object]:
    """Give what disagrees as a JSON document."""
    return {
        "schema": SCHEMA,
        "plan": report.plan.key,
        "as_of": report.as_of.isoformat(),
        "known_at": report.known_at,
        "ledger": words.ledger_member(report.ledger),
        "compared": report.compared,
        "disagreements": check_records(report),
    }


def check_records(report: CheckReport) -> list[dict[str, object]]:
    """Give one record per disagreement; amounts are rounded half-even to six places, states are words of the ledger."""
    return [_record(report.plan, row) for row in report.rows]


def _record(plan: Plan, row: DisagreementRow) -> dict[str, object]:
    found, target = row.found, row.target
    return {
        "code": found.code,
        "target": target.key,
        "name": target.name,
        "unit": target.unit or None,
        "region": found.region,
        "agency": found.stated[0].agency or None,
        "period": found.period,
        "amount": _member(found.amount),
        "entries": [one.entry for one in found.stated],
        "other": _member(found.other),
        "other_entries": [one.entry for one in found.against],
        "other_regions": _distinct(one.region for one in found.against),
        "other_agencies": _distinct(one.agency for one in found.against if one.agency != WHOLE),
        "message": sentence(plan, row),
        "hint": _HINTS[found.code](),
    }


def _member(amount: Amount) -> str | None:
    return decimal_text(rounded(amount)) if isinstance(amount, Fraction) else amount


def _distinct(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def check_table(report: CheckReport) -> Table:
    """Give the table that a person reads: what disagrees, and what to do about it."""
    columns = (Column(_("What disagrees"), wraps=True), Column(_("What to do"), wraps=True))
    return Table(columns, tuple((sentence(report.plan, row), _HINTS[row.found.code]()) for row in report.rows))


def check_heading(report: CheckReport) -> list[str]:
    """Give the lines above the table: which plan, as of when."""
    return [report.plan.name, words.as_of_text(report.as_of, report.known_at)]


def check_summary(report: CheckReport) -> list[str]:
    """Give the lines below the table: how much disagrees, among how many entries, and of which ledger."""
    compared = ngettext("{number} entry compared", "{number} entries compared", report.compared)
    number = len(report.rows)
    found = ngettext("{number} disagreement", "{number} disagreements", number) if number else _("Nothing disagrees")
    return [
        _("{found}; {compared}").format(
            found=found.format(number=number), compared=compared.format(number=report.compared)
        ),
        words.ledger_text(report.ledger),
    ]


def sentence(plan: Plan, row: DisagreementRow) -> str:
    """Give the sentence of a disagreement: what it is about, both figures, and the entries they stand in."""
    found = row.found
    alike = found.code == codes.SEVERAL_AGENCIES and found.amount == found.other
    return (_same_twice if alike else _SENTENCES[found.code])().format(
        where=_where(plan, row),
        amount=_amount(row.target, found.amount),
        entries=words.entries_text([one.entry for one in found.stated]),
        other=_amount(row.target, found.other),
        against=words.entries_text([one.entry for one in found.against]),
        periods=_listed(one.period.text for one in found.against),
        regions=_listed(plan.region_by_code[one.region].name for one in found.against),
        agencies=_listed(plan.agency_by_key[one.agency].name for one in (*found.stated, *found.against) if one.agency),
        places=_listed(_place(plan, one.region, one.agency, one.period.text) for one in found.against),
    )


def _where(plan: Plan, row: DisagreementRow) -> str:
    first = row.found.stated[0]
    agency = WHOLE if row.found.code == codes.SEVERAL_AGENCIES else first.agency
    return _("{target}: {place}").format(
        target=row.target.name, place=_place(plan, first.region, agency, row.found.period)
    )


def _place(plan: Plan, region: str, agency: str, period: str) -> str:
    names = [plan.region_by_code[region].name, *([plan.agency_by_key[agency].name] if agency else []), period]
    return " ".join(names)


def _amount(target: Target, amount: Amount) -> str:
    if amount is None:
        return _("not computable")
    if isinstance(amount, str):
        return words.state_word(amount)
    return figures.amount_with_unit(rounded(amount), target.unit)


def _listed(names: Iterable[str]) -> str:
    different = _distinct(names)
    shown = _(", ").join(different[:6])
    more = len(different) - 6
    return _("{names} and {number} more").format(names=shown, number=more) if more > 0 else shown


_SENTENCES: dict[str, Callable[[], str]] = {
    codes.PERIOD_TOTAL: lambda: _(
        "{where} is {amount} ({entries}), but the figures for {periods} make {other} ({against})."
    ),
    codes.TO_DATE_TOTAL: lambda: _(
        "{where} is {amount} to date ({entries}), but the figures for {periods} make {other} ({against})."
    ),
    codes.REGION_TOTAL: lambda: _(
        "{where} is {amount} ({entries}), but the figures of {regions} make {other} ({against})."
    ),
    codes.AGENCY_TOTAL: lambda: _(
        "{where} is {amount} as a whole ({entries}), but the figures of {agencies} make {other} ({against})."
    ),
    codes.SEVERAL_AGENCIES: lambda: _(
        "{where} is reported by several agencies ({agencies}): from {amount} ({entries}) to {other} ({against})."
    ),
    codes.STATES_DIFFER: lambda: _("{where} is “{amount}” ({entries}), but not {places}: “{other}” ({against})."),
    codes.OVERLAP: lambda: _(
        "{where} ({amount}, {entries}) overlaps {places} ({other}, {against}), and neither lies inside the other."
    ),
    codes.BASELINE_FIGURE: lambda: _("{where} is {amount} ({entries}), but the plan states {other} as the baseline."),
}


def _same_twice() -> str:
    return _("{where} is {amount} for each of several agencies ({agencies}; {entries}, {against}): parts, or the same?")


def _one_is_wrong() -> str:
    return _("Find out which is right, and correct or retract the other.")


_HINTS: dict[str, Callable[[], str]] = {
    codes.PERIOD_TOTAL: _one_is_wrong,
    codes.TO_DATE_TOTAL: _one_is_wrong,
    codes.REGION_TOTAL: _one_is_wrong,
    codes.AGENCY_TOTAL: lambda: _("Correct what is wrong, or record the agencies that are missing."),
    codes.SEVERAL_AGENCIES: lambda: _(
        "If each has a part, record the whole too; if all measured the same, keep one, as the whole."
    ),
    codes.STATES_DIFFER: lambda: _("Find out how far it is, and correct the entry that is wrong."),
    codes.OVERLAP: lambda: _("Retract one of them; report for periods that lie inside each other or side by side."),
    codes.BASELINE_FIGURE: lambda: _("Correct the entry, or the baseline in the plan file."),
}


def check_page(report: CheckReport) -> Page:
    """Give the report for every format."""
    title, *lines = check_heading(report)
    return Page(
        partial(check_document, report),
        partial(check_records, report),
        COLUMNS,
        partial(check_table, report),
        title,
        lines,
        check_summary(report),
    )
