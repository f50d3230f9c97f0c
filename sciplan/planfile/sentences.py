"""What is wrong with a field, and what to do: one sentence each per problem code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sciplan.domain.checks import did_you_mean
from sciplan.domain.period import FIRST_YEAR, LAST_YEAR
from sciplan.i18n import _
from sciplan.planfile.scalars import KEY_LENGTH
from sciplan.planfile.spelling import shortened

if TYPE_CHECKING:
    from collections.abc import Callable

    Sentence = tuple[str, str]


def sentence(code: str, what: str, context: dict[str, Any]) -> Sentence:
    """Give message and hint of a problem with the field called `what`; the context is the error's own."""
    if "text" in context:
        context = {**context, "text": shortened(context["text"])}
    return _SENTENCES[code](what, context)


def _wrong_shape(what: str, context: dict[str, Any]) -> Sentence:
    if context["wanted"] == "list":
        return (
            _("{what} must be a list.").format(what=what),
            _("Write its items in [brackets], or one below the other, each after “- ”."),
        )
    if context["wanted"] == "mapping":
        return (
            _("{what} must have fields of its own.").format(what=what),
            _("Write them as “name: value”, one below the other and indented alike."),
        )
    return _("{what} must be a single value.").format(what=what), _("Write one text or number after the colon.")


def _unknown_word(what: str, context: dict[str, Any]) -> Sentence:
    words = context["words"]
    message = _("{what} cannot be “{text}”.").format(what=what, text=context["text"])
    choose = _("Choose from: {words}.").format(words=", ".join(words))
    return message, did_you_mean(context["text"], words, choose)


def _empty_value(what: str, _context: dict[str, Any]) -> Sentence:
    return _("{what} has no value.").format(what=what), _("Write one, or leave the field out.")


def _empty_list(what: str, _context: dict[str, Any]) -> Sentence:
    return _("{what} is empty.").format(what=what), _("List at least one item, or leave the field out.")


def _pair_expected(what: str, _context: dict[str, Any]) -> Sentence:
    return _("{what} must have two values.").format(what=what), _("Write them like [2021, 2025].")


def _format_version(_what: str, context: dict[str, Any]) -> Sentence:
    message = _("Format “{text}” is not known; this sciplan reads format 1.").format(text=context["text"])
    return message, _("Write “format: 1”, or use a newer sciplan.")


def _key_pattern(_what: str, context: dict[str, Any]) -> Sentence:
    message = _("“{text}” is not a key.").format(text=context["text"])
    hint = _("Join lower-case ASCII words by hyphens, such as science-teachers; at most {length} characters.")
    return message, hint.format(length=KEY_LENGTH)


def _region_code(_what: str, context: dict[str, Any]) -> Sentence:
    message = _("“{text}” is not a region code.").format(text=context["text"])
    return message, _('Write six digits in quotes, such as "630000".')


def _number_expected(_what: str, context: dict[str, Any]) -> Sentence:
    message = _("“{text}” is not a number.").format(text=context["text"])
    return message, _("Write plain digits without unit or commas, such as 50000 or 10.56.")


def _yaml_number(_what: str, context: dict[str, Any]) -> Sentence:
    message = _("YAML programs read “{text}” in different ways.").format(text=context["text"])
    return message, _("Write plain digits, such as 10, 1000 or 0.5.")


def _number_size(_what: str, context: dict[str, Any]) -> Sentence:
    message = _("“{text}” is too long a number.").format(text=context["text"])
    return message, _("It stays below 1,000,000,000,000 and has at most six decimals.")


def _pace_range(_what: str, context: dict[str, Any]) -> Sentence:
    message = _("A pace of {text} is not above 0 and at most 1.").format(text=context["text"])
    return message, _("Write a part of 1, such as 0.95.")


def _year_expected(_what: str, context: dict[str, Any]) -> Sentence:
    message = _("“{text}” is not a year.").format(text=context["text"])
    hint = _("Write four digits between {first} and {last}.").format(first=FIRST_YEAR, last=LAST_YEAR)
    return message, hint


def _date_expected(_what: str, context: dict[str, Any]) -> Sentence:
    message = _("“{text}” is not a date.").format(text=context["text"])
    return message, _("Write a day of the calendar like 2025-12-31.")


def _month_day_expected(_what: str, context: dict[str, Any]) -> Sentence:
    message = _("“{text}” is not a month and a day.").format(text=context["text"])
    return message, _('Write them like "01-31".')


def _flag_expected(_what: str, context: dict[str, Any]) -> Sentence:
    message = _("“{text}” is neither true nor false.").format(text=context["text"])
    return message, _("Write true or false.")


def _line_break(what: str, _context: dict[str, Any]) -> Sentence:
    message = _("{what} runs over several lines.").format(what=what)
    return message, _("Write it as one line; after “>-” YAML joins the lines below.")


def _url_expected(_what: str, context: dict[str, Any]) -> Sentence:
    message = _("“{text}” is not a web address.").format(text=context["text"])
    return message, _("Write it in full, starting with https:// or http://.")


def _goal_form(_what: str, _context: dict[str, Any]) -> Sentence:
    message = _("A goal has exactly one form.")
    return message, _("Write one of at_least, more_than, at_most and between.")


_SENTENCES: dict[str, Callable[[str, dict[str, Any]], Sentence]] = {
    "wrong-shape": _wrong_shape,
    "unknown-word": _unknown_word,
    "empty-value": _empty_value,
    "empty-list": _empty_list,
    "pair-expected": _pair_expected,
    "format-version": _format_version,
    "key-pattern": _key_pattern,
    "region-code": _region_code,
    "number-expected": _number_expected,
    "yaml-number": _yaml_number,
    "number-size": _number_size,
    "pace-range": _pace_range,
    "year-expected": _year_expected,
    "date-expected": _date_expected,
    "month-day-expected": _month_day_expected,
    "flag-expected": _flag_expected,
    "line-break": _line_break,
    "url-expected": _url_expected,
    "goal-form": _goal_form,
}
