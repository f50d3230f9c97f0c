"""Fields of one scalar: how the typed text becomes a number, a year, a date, a key or a word.

Every reader takes text and gives the value, or raises `PydanticCustomError` whose type is a problem code and whose
context says what was found; `explain.py` turns these into sentences. Patterns are ASCII and strict: YAML's own
idea of a number never counts. What an editor sees is described by the JSON Schema beside each.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, LiteralString, NoReturn

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from sciplan.domain.period import FIRST_YEAR, LAST_YEAR
from sciplan.domain.plan import BASELINE, BINDINGS, KINDS, LEVELS, PREVIOUS, SECTION_KINDS
from sciplan.domain.quantity import AMOUNT_BOUND, PLACES, plain

if TYPE_CHECKING:
    from collections.abc import Callable

KEY_LENGTH = 60
LONGEST_NUMBER = 40
"""Longer texts are not looked at as numbers: the pattern's time grows with the square of the length."""
_KEY = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_REGION = re.compile(r"[0-9]{6}")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
# What some YAML reader takes for a number: signs, octal, hexadecimal, sexagesimal, exponents, .5, 1_000, .inf.
_YAML_NUMBER = re.compile(
    r"[-+]?(?:0[xob][0-9a-f_]+|[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|[0-9][0-9_]*\.?[0-9_]*(?:e[-+]?[0-9]+)?"
    r"|\.[0-9_]+(?:e[-+]?[0-9]+)?|\.inf|\.nan)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"[0-9]{4}")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH_DAY = re.compile(r"([0-9]{2})-([0-9]{2})")
_LEAP_YEAR = 2024


def refuse(code: LiteralString, **context: object) -> NoReturn:
    """Raise the error that becomes a problem of this code."""
    raise PydanticCustomError(code, "{code}", {"code": code, **context})


def scalar(read: Callable[[str], object]) -> PlainValidator:
    """Make a validator that refuses lists, mappings and empty values, and reads the text of a scalar."""

    def validate(value: object) -> object:
        if not isinstance(value, str):
            refuse("wrong-shape", wanted="scalar")
        text = value.strip()
        if not text:
            refuse("empty-value")
        return read(text)

    return PlainValidator(validate)


def choice(*words: str) -> tuple[PlainValidator, WithJsonSchema]:
    """Make the validator and the schema of a field that takes one of some words."""

    def read(text: str) -> str:
        if text not in words:
            refuse("unknown-word", text=text, words=words)
        return text

    return scalar(read), WithJsonSchema({"enum": list(words)})


def read_text(text: str) -> str:
    """Give a text of one line."""
    if "\n" in text:
        refuse("line-break")
    return text


def read_key(text: str) -> str:
    """Give a key: lower-case ASCII words joined by hyphens."""
    if len(text) > KEY_LENGTH or not _KEY.fullmatch(text):
        refuse("key-pattern", text=text)
    return text


def read_region(text: str) -> str:
    """Give a six-digit region code."""
    if not _REGION.fullmatch(text):
        refuse("region-code", text=text)
    return text


def read_number(text: str) -> Decimal:
    """Give an exact decimal that the ledger can hold."""
    if not _NUMBER.fullmatch(text):
        is_number_elsewhere = len(text) <= LONGEST_NUMBER and _YAML_NUMBER.fullmatch(text)
        refuse("yaml-number" if is_number_elsewhere else "number-expected", text=text)
    places = len(text.partition(".")[2])
    if places > PLACES or len(text) > len(str(AMOUNT_BOUND)) + 1 + places or abs(Decimal(text)) >= AMOUNT_BOUND:
        refuse("number-size", text=text)
    return plain(Decimal(text)) + 0  # minus zero becomes zero


def read_number_or_reference(text: str) -> Decimal | str:
    """Give a number, or one of the words `baseline` and `previous`."""
    return text if text in (BASELINE, PREVIOUS) else read_number(text)


def read_pace(text: str) -> Decimal:
    """Give a pace above 0 and at most 1."""
    pace = read_number(text)
    if not 0 < pace <= 1:
        refuse("pace-range", text=text)
    return pace


def read_year(text: str) -> int:
    """Give a year of four digits."""
    if not _YEAR.fullmatch(text) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        refuse("year-expected", text=text)
    return int(text)


def read_count(text: str) -> int:
    """Give a whole number below a thousand."""
    number = read_number(text)
    if number != number.to_integral_value() or not 0 <= number < _MANY:
        refuse("number-expected", text=text)
    return int(number)


def read_date(text: str) -> date:
    """Give a date written year-month-day."""
    match = _DATE.fullmatch(text)
    try:
        day = date(*map(int, match.groups())) if match else None
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        refuse("date-expected", text=text)
    return day


def read_year_or_date(text: str) -> int | date:
    """Give a year or a date."""
    return read_date(text) if "-" in text else read_year(text)


def read_month_day(text: str) -> tuple[int, int]:
    """Give month and day; 29 February is one."""
    match = _MONTH_DAY.fullmatch(text)
    try:
        day = date(_LEAP_YEAR, *map(int, match.groups())) if match else None
    except ValueError:
        day = None
    if day is None:
        refuse("month-day-expected", text=text)
    return day.month, day.day


def read_flag(text: str) -> bool:
    """Give true or false; no other word is a yes or a no."""
    if text not in ("true", "false"):
        refuse("flag-expected", text=text)
    return text == "true"


def read_format(text: str) -> int:
    """Give the format's number, of which there is one so far."""
    if text != "1":
        refuse("format-version", text=text)
    return 1


def read_url(text: str) -> str:
    """Give a web address."""
    if not text.startswith(("http://", "https://")) or " " in text:
        refuse("url-expected", text=text)
    return read_text(text)


_MANY = 1000
_NUMBER_SCHEMA: dict[str, Any] = {"type": "number", "exclusiveMaximum": AMOUNT_BOUND, "exclusiveMinimum": -AMOUNT_BOUND}
_YEAR_SCHEMA: dict[str, Any] = {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}
_DATE_SCHEMA: dict[str, Any] = {"type": "string", "format": "date"}
_REFERENCE_SCHEMA: dict[str, Any] = {"enum": [BASELINE, PREVIOUS]}
_PACE_SCHEMA: dict[str, Any] = {"type": "number", "exclusiveMinimum": 0, "maximum": 1}


Text = Annotated[str, scalar(read_text), WithJsonSchema({"type": "string", "minLength": 1})]
Key = Annotated[
    str,
    scalar(read_key),
    WithJsonSchema({"type": "string", "pattern": f"^{_KEY.pattern}$", "maxLength": KEY_LENGTH}),
]
RegionCode = Annotated[str, scalar(read_region), WithJsonSchema({"type": "string", "pattern": f"^{_REGION.pattern}$"})]
Number = Annotated[Decimal, scalar(read_number), WithJsonSchema(_NUMBER_SCHEMA)]
NumberOrReference = Annotated[
    Decimal | str,
    scalar(read_number_or_reference),
    WithJsonSchema({"anyOf": [_NUMBER_SCHEMA, _REFERENCE_SCHEMA]}),
]
Pace = Annotated[Decimal, scalar(read_pace), WithJsonSchema(_PACE_SCHEMA)]
Count = Annotated[int, scalar(read_count), WithJsonSchema({"type": "integer", "minimum": 0, "exclusiveMaximum": _MANY})]
Year = Annotated[int, scalar(read_year), WithJsonSchema(_YEAR_SCHEMA)]
Date = Annotated[date, scalar(read_date), WithJsonSchema(_DATE_SCHEMA)]
YearOrDate = Annotated[int | date, scalar(read_year_or_date), WithJsonSchema({"anyOf": [_YEAR_SCHEMA, _DATE_SCHEMA]})]
MonthDay = Annotated[
    tuple[int, int],
    scalar(read_month_day),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{2}-[0-9]{2}$"}),
]
Flag = Annotated[bool, scalar(read_flag), WithJsonSchema({"type": "boolean"})]
Format = Annotated[int, scalar(read_format), WithJsonSchema({"const": 1})]
Url = Annotated[str, scalar(read_url), WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https?://"})]

Level = Annotated[str, *choice(*LEVELS)]
Kind = Annotated[str, *choice(*KINDS)]
SectionKind = Annotated[str, *choice(*SECTION_KINDS)]
Binding = Annotated[str, *choice(*BINDINGS)]
