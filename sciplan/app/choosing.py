"""Finding what a person means: any unique part of a key or name, with suggestions for what is misspelt."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from sciplan.domain.plan import Milestone, Plan
from sciplan.errors import Refused
from sciplan.i18n import _

Confirm = Callable[[str], bool]
"""Asks the person at the terminal whether something is what they meant."""


class Candidate(NamedTuple):
    """Something that can be meant: its key, the name to show, and the other names it goes by."""

    key: str
    name: str
    others: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Everything it can be called."""
        return (self.key, self.name, *self.others)


def find(typed: str, candidates: Sequence[Candidate], unknown: str) -> Candidate:
    """Give the one candidate that is called so or that alone has this in a name; raise `Refused` otherwise.

    `unknown` is the sentence for no match, with `{typed}` in it.
    """
    if not typed:
        raise Refused(unknown.format(typed=typed), _suggestion(typed, candidates))
    exact = [candidate for candidate in candidates if typed in candidate.names]
    found = exact or [one for one in candidates if any(typed.casefold() in name.casefold() for name in one.names)]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(
            _("“{typed}” can mean {number} things: {names}.").format(
                typed=typed, number=len(found), names=_listed(found)
            ),
            _("Give the whole key."),
        )
    raise Refused(unknown.format(typed=typed), _suggestion(typed, candidates))


def find_to_write(typed: str, candidates: Sequence[Candidate], unknown: str, confirm: Confirm | None) -> Candidate:
    """Give the candidate with exactly this key; a part of a name is confirmed at a terminal and refused in scripts."""
    for candidate in candidates:
        if candidate.key == typed:
            return candidate
    found = find(typed, candidates, unknown)
    if confirm is None:
        raise Refused(
            _("“{typed}” is not a whole key.").format(typed=typed),
            _("To write without being asked, give the key: {key} ({name}).").format(key=found.key, name=found.name),
        )
    if not confirm(_("Do you mean {key} ({name})?").format(key=found.key, name=found.name)):
        raise Refused(_("Nothing was written."), _("Give the whole key."))
    return found


def _listed(found: Iterable[Candidate]) -> str:
    shown = [_shown(candidate) for candidate in found]
    return _(", ").join(shown[:8]) + (" …" if len(shown) > 8 else "")


def _shown(candidate: Candidate) -> str:
    return _("{key} ({name})").format(key=candidate.key, name=candidate.name)


def _suggestion(typed: str, candidates: Sequence[Candidate]) -> str:
    by_name = {name.casefold(): candidate for candidate in candidates for name in candidate.names}
    near = difflib.get_close_matches(typed.casefold(), by_name, n=6, cutoff=0.5)
    shown = list(dict.fromkeys(_shown(by_name[name]) for name in near))[:3]
    if shown:
        return _("Did you mean {names}?").format(names=_(", ").join(shown))
    return _("There are: {names}.").format(names=_listed(candidates)) if candidates else _("There are none.")


def target_candidates(plan: Plan) -> list[Candidate]:
    """Give the targets and measures of a plan."""
    return [Candidate(target.key, target.name) for target in plan.targets]


def region_candidates(plan: Plan) -> list[Candidate]:
    """Give the regions of a plan."""
    return [Candidate(region.code, region.name) for region in plan.regions]


def agency_candidates(plan: Plan) -> list[Candidate]:
    """Give the agencies of a plan, by all the names they go by."""
    return [
        Candidate(agency.key, agency.name, (*([agency.full_name] if agency.full_name else []), *agency.aliases))
        for agency in plan.agencies
    ]


def party_candidates(plan: Plan) -> list[Candidate]:
    """Give the agencies and the agency groups of a plan."""
    return [*agency_candidates(plan), *(Candidate(group.key, group.name) for group in plan.groups)]


def find_party(plan: Plan, typed: str) -> str:
    """Give the key of the agency or agency group that is meant; raise `Refused` if it is not clear which."""
    return find(typed, party_candidates(plan), unknown_agency()).key


def find_milestone(plan: Plan, typed: str) -> Milestone:
    """Give the milestone that is meant; raise `Refused`, naming those that there are, if it is not clear which."""
    if not plan.milestones:
        raise Refused(
            _("The plan {plan} has no schedule, and so no milestones.").format(plan=plan.name),
            _("“sciplan status --as-of DATE” and “sciplan report annual” look at any date."),
        )
    candidates = [Candidate(milestone.key, milestone.name) for milestone in plan.milestones]
    found = find(typed, candidates, _("There is no milestone “{typed}” in this plan."))
    return next(milestone for milestone in plan.milestones if milestone.key == found.key)


def unknown_target() -> str:
    """Give the sentence for a target that does not exist."""
    return _("There is no target “{typed}” in this plan.")


def unknown_region() -> str:
    """Give the sentence for a region that does not exist."""
    return _("There is no region “{typed}” in this plan.")


def unknown_agency() -> str:
    """Give the sentence for an agency that does not exist."""
    return _("There is no agency “{typed}” in this plan.")
