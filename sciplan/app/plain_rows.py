"""Plain rows: a number for a target, period and region, and nothing else; what of these was right once is known.

Most rows of a long file are so, and they are read without looking anything up twice. Any other row is left to
`RowReader`, which also tells what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sciplan.app.rows import RowReader
from sciplan.domain.plan import STATE, Target
from sciplan.domain.quantity import AMOUNT_BOUND, MILLION, PERCENT, PLACES, ascii_digits
from sciplan.domain.return_layout import PERIOD, REGION, TARGET, UNIT, VALUE, YEAR
from sciplan.exchange.columns import Columns
from sciplan.storage.open_batch import FirstRow

_LONGEST = 11
"""A number of so many digits stays below the bound of an amount."""
_WHOLE = 100


@dataclass(slots=True)
class _Known:
    """A target by the text that names it, with the texts of periods, regions and units that are right for it."""

    target: Target
    number: int
    periods: dict[str, str]
    regions: dict[str, str]
    most: int
    units: set[str] = field(default_factory=lambda: {""})


def may_be_plain(columns: Columns) -> bool:
    """Say whether rows with these columns can be plain."""
    return VALUE in columns.places and len({YEAR, PERIOD} & set(columns.places)) == 1


def _decimal(typed: str) -> int | None:
    """Give a number with a point in millionths, or None if it is none, or one that needs a closer look."""
    whole, _point, part = typed.partition(".")
    plain = whole.isdigit() and part.isdigit() and typed.isascii() and len(whole) <= _LONGEST and len(part) <= PLACES
    return int(whole) * MILLION + int(part.ljust(PLACES, "0")) if plain else None


class PlainRows:
    """Reads plain rows with the columns of one table; `others` are the targets whose rows never are."""

    def __init__(self, rows: RowReader, columns: Columns, numbers: Mapping[str, int], others: set[str]) -> None:
        """Take the reader of rows, the columns, and the numbers of targets in the ledger."""
        self._rows = rows
        self._numbers = numbers
        self._others = others
        self._known: dict[str, _Known] = {}
        self._periods: dict[tuple[object, ...], dict[str, str]] = {}
        self._regions: dict[tuple[object, ...], dict[str, str]] = {}
        places = columns.places
        self._target, self._value = places[TARGET], places[VALUE]
        self._period = places[PERIOD] if PERIOD in places else places[YEAR]
        self._region, self._unit = places.get(REGION), places.get(UNIT)
        read = {self._target, self._value, self._period, self._region, self._unit}
        self._rest = [place for place in places.values() if place not in read]
        self._beside = sorted(set(range(columns.width)) - set(places.values()))
        self._heading = ascii_digits(columns.units.get(VALUE, ""))

    def reader(self) -> Callable[[Sequence[str]], FirstRow | None]:
        """Give what reads a row: for the ledger, or None if it is not plain, or if something of it is not right.

        It is a function with everything at hand, because it is called for each of a million rows.
        """
        targets, learn, learn_target = self._known, self._learn, self._learn_target
        target, value, period, region, unit = self._target, self._value, self._period, self._region, self._unit
        rest, beside = self._rest, self._beside

        def read(cells: Sequence[str]) -> FirstRow | None:
            typed = cells[value]
            if typed.isdigit() and typed.isascii() and len(typed) <= _LONGEST:
                millionths = int(typed) * MILLION
            else:
                found = _decimal(typed)
                if found is None:
                    return None
                millionths = found
            if rest and any(cells[place] for place in rest):
                return None
            if beside and not all(cells[place].isdigit() or not cells[place] for place in beside):
                return None  # a word beside the figures may say that the row is a total
            known = targets.get(cells[target]) or learn_target(cells)
            if known is None or (unit is not None and cells[unit] not in known.units):
                return None
            at = known.periods.get(cells[period]) or learn(cells, known, PERIOD)
            where = known.regions.get("" if region is None else cells[region]) or learn(cells, known, REGION)
            if at is None or where is None:
                return None
            if millionths > known.most:
                return None
            return known.number, at, where, millionths, typed

        return read

    def forget(self, target: Target) -> None:
        """Read no row of a target as plain any more."""
        self._others.add(target.key)
        for text in [text for text, known in self._known.items() if known.target is target]:
            del self._known[text]

    def _learn_target(self, cells: Sequence[str]) -> _Known | None:
        target = self._rows.target_of(cells)
        if target is None or target.kind == STATE or target.key in self._others:
            return None
        if self._heading not in ("", target.unit):
            return None  # such as 万人次, which makes another number of the figure
        # Targets of one kind and with the same regions share what is known of these and of periods.
        periods = self._periods.setdefault((target.kind, target.every, target.baseline), {})
        regions = self._regions.setdefault((target.regions, target.own_level, target.combine), {})
        most = (_WHOLE if target.unit == PERCENT else AMOUNT_BOUND) * MILLION
        known = _Known(target, self._numbers[target.key], periods, regions, most)
        known.units.add(target.unit)
        self._known[cells[self._target]] = known
        return known

    def _learn(self, cells: Sequence[str], known: _Known, column: str) -> str | None:
        """Look up the period or the region of a row, and keep it if it is right for the target."""
        if column == REGION:
            region = self._rows.region_for(cells, known.target)
            if region is not None:
                known.regions["" if self._region is None else cells[self._region]] = region
            return region
        period = self._rows.period_for(cells, known.target)
        if period is None or period.startswith(".."):
            return None
        known.periods[cells[self._period]] = period
        return period
