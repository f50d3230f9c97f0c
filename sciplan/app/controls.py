"""Control totals: what the rows of a file must add up to, as a totals row or a control file says."""

from __future__ import annotations

from dataclasses import dataclass

from sciplan.domain.ledger import Content
from sciplan.domain.plan import Plan
from sciplan.domain.quantity import from_millionths, is_ratio, to_millionths
from sciplan.exchange.findings import Findings
from sciplan.i18n import _

_WORDS = ("合计", "总计", "共计", "total", "totals", "sum", "grand total")
_PARTS = ("小计", "subtotal")
Sums = tuple[int, int, int]
"""Values, numerators and denominators, in millionths."""


@dataclass(frozen=True, slots=True)
class Total:
    """What somebody says the rows of a target add up to, for one period or for all, and where it stands."""

    target: str | None
    period: str | None
    content: Content
    line: int
    column: int
    cells: tuple[str, ...]


def is_total(text: str) -> bool:
    """Say whether a cell says that its row is a total."""
    bare = "".join(text.split()).casefold()
    return bare.endswith(("合计", "总计", "共计")) or bare in _WORDS


def is_part_total(text: str) -> bool:
    """Say whether a cell says that its row adds up some of the rows, nobody knows which."""
    bare = "".join(text.split()).casefold()
    return bare.endswith("小计") or bare in _PARTS


class Controls:
    """The sums of a file's rows by target and period, and the totals that they are held against."""

    def __init__(self, plan: Plan) -> None:
        """Begin with nothing."""
        self._plan = plan
        self._sums: dict[tuple[str, str], Sums] = {}
        self.totals: list[Total] = []

    @property
    def only_target(self) -> str | None:
        """The target that alone was reported so far."""
        targets = {key for key, _period in self._sums}
        return next(iter(targets)) if len(targets) == 1 else None

    def count(self, target: str, period: str, value: int, above: int = 0, below: int = 0) -> None:
        """Add one row, in millionths."""
        key = (target, period)
        before = self._sums.get(key)
        self._sums[key] = (
            (value, above, below) if before is None else (before[0] + value, before[1] + above, before[2] + below)
        )

    def count_content(self, target: str, period: str, content: Content) -> None:
        """Add what one row says; a state adds nothing."""
        if content.state is None:
            amounts = (content.value, content.numerator, content.denominator)
            self.count(target, period, *(to_millionths(amount) or 0 for amount in amounts))

    def check(self, findings: Findings, *, every: bool = False) -> None:
        """Note each total that the rows do not make; with `every`, also each target that no total is given for."""
        for total in self.totals:
            self._check(total, findings)
        if every:
            told = {total.target for total in self.totals}
            for target in dict.fromkeys(key for key, _period in self._sums):
                if target not in told:
                    findings.add(
                        "control-total",
                        _("There is no total for {target}, which the file reports.").format(target=target),
                        _("Add its total, or take its rows out of the file."),
                    )

    def _check(self, total: Total, findings: Findings) -> None:
        targets = {key for key, _period in self._sums}
        if not total.target and not targets:
            message = _("The row is a total, and there is nothing above it.")
            findings.add("control-total", message, _("Check that it is the right file."), total.line, 0, total.cells)
            return
        if total.target is None and len(targets) > 1:
            message = _("One total cannot be that of {number} targets.").format(number=len(targets))
            hint = _("Give a total for each target, or leave the row out.")
            findings.add("control-total", message, hint, total.line, total.column, total.cells)
            return
        target = total.target or next(iter(targets))
        found = [
            sums
            for (key, period), sums in self._sums.items()
            if key == target and (total.period is None or period == total.period)
        ]
        made = tuple(sum(column) for column in zip((0, 0, 0), *found, strict=True))
        said = total.content
        unit = self._plan.target_by_key[target].unit
        if said.value is not None and is_ratio(unit):
            message = _("{target} is counted in {unit}, which does not add up.").format(target=target, unit=unit)
            hint = _("Give the totals of numerator and denominator, or leave the row out.")
            findings.add("control-total", message, hint, total.line, total.column, total.cells)
            return
        for place, amount in enumerate((said.value, said.numerator, said.denominator)):
            if amount is not None and to_millionths(amount) != made[place]:
                message = _("The total of {target} says {said}, the rows make {made}.")
                message = message.format(target=target, said=f"{amount:f}", made=f"{from_millionths(made[place]):f}")
                hint = _("Look for a row that is missing, doubled or mistyped; nothing was imported.")
                findings.add("control-total", message, hint, total.line, total.column, total.cells)
