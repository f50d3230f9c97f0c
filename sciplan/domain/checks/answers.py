"""Worth knowing, and no mistake: facts that the document does not state, and who answers for what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciplan.domain.checks.finding import AGENCIES, GROUPS, SECTIONS, TARGETS, Finding
from sciplan.domain.checks.references import listed_agencies
from sciplan.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sciplan.domain.plan import Plan


def check_facts(plan: Plan) -> Iterator[Finding]:
    """The document's number, issuer and date are given."""
    facts = (
        (plan.document.number, _("The document's number is not given.")),
        (plan.document.issuer, _("The document's issuer is not given.")),
        (plan.document.issued, _("The document's date is not given.")),
    )
    for fact, message in facts:
        if fact is None:
            hint = _("Add it if the document states it.")
            yield Finding("missing-fact", message, ("document",), hint, information=True)


def check_answered(plan: Plan) -> Iterator[Finding]:
    """Somebody leads or answers for every target and measure."""
    answered = _answered_sections(plan)
    for target in plan.targets:
        is_placed = target.section in plan.section_by_key
        if is_placed and not (target.lead or target.responsible or target.section in answered):
            message = _("Nobody leads or answers for “{key}”.").format(key=target.key)
            hint = _("Add “lead” or “responsible” here or to its section, if the document names anyone.")
            yield Finding("unanswered", message, (TARGETS, target.key), hint, information=True)


def _answered_sections(plan: Plan) -> set[str]:
    """Give the keys of sections that have agencies of their own or from a section around them."""
    answered: set[str] = set()
    for section in plan.sections:
        # A section stands after the one around it, so one pass is enough.
        if section.lead or section.responsible or section.parent in answered:
            answered.add(section.key)
    return answered


def check_unused(plan: Plan) -> Iterator[Finding]:
    """Every agency and group is named somewhere; an agency that is in a group is."""
    named = {key for _path, keys in listed_agencies(plan) for key in keys}
    listed = [(AGENCIES, agency.key) for agency in plan.agencies] + [(GROUPS, group.key) for group in plan.groups]
    for collection, key in listed:
        if key not in named:
            message = _("“{key}” is listed and never named.").format(key=key)
            hint = _("Name it under “lead” or “responsible”, or leave it out.")
            yield Finding("unused-agency", message, (collection, key), hint, information=True)


def check_lead_repeated(plan: Plan) -> Iterator[Finding]:
    """Who leads is not listed as responsible too."""
    items = [(SECTIONS, section.key, section.lead, section.responsible) for section in plan.sections]
    items += [(TARGETS, target.key, target.lead, target.responsible) for target in plan.targets]
    for collection, key, lead, responsible in items:
        for number, agency in enumerate(responsible):
            if agency in lead:
                message = _("“{agency}” leads and is listed as responsible too.").format(agency=agency)
                path = (collection, key, "responsible", number)
                yield Finding(
                    "lead-also-responsible", message, path, _("Keep the one that is meant."), information=True
                )


CHECKS: tuple[Callable[[Plan], Iterator[Finding]], ...] = (
    check_facts,
    check_answered,
    check_unused,
    check_lead_repeated,
)
