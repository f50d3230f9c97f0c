"""Pydantic's errors in our words: each becomes one problem with a code, a place, a sentence and advice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, ValidationError

from sciplan.domain.checks import did_you_mean
from sciplan.domain.problems import Problem, Where
from sciplan.i18n import _
from sciplan.planfile.model import SHAPE, WORD, PlanFields
from sciplan.planfile.node import Fields, Scalar, find, place
from sciplan.planfile.sentences import sentence
from sciplan.planfile.spelling import shortened, starts_with_wide_colon, wide_colon_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from sciplan.planfile.node import Loc, Node

_KEY_OF_MAPPING = "[key]"
_WANTED = {"list_type": "list", "model_type": "mapping", "dict_type": "mapping", "model_attributes_type": "mapping"}


def shape_problems(error: ValidationError, root: Node, file: str) -> Iterator[Problem]:
    """Give one problem for each of Pydantic's errors, except where the tree has a problem already."""
    for details in error.errors(include_url=False):
        location = tuple(step for step in details["loc"] if step not in (WORD, SHAPE, _KEY_OF_MAPPING))
        node, _key = find(root, location)
        if not (isinstance(node, Scalar) and node.refused):
            yield _problem(details, location, root, file)


def _problem(details: ErrorDetails, location: Loc, root: Node, file: str) -> Problem:
    kind = details["type"]
    if kind == "missing":
        return _missing(location, root, file)
    if kind == "extra_forbidden":
        return _unknown_field(location, root, file)
    node, key = find(root, location)
    on_key = details["loc"][-1:] == (_KEY_OF_MAPPING,) and key is not None
    where = Where(file, key.line, key.column) if on_key and key else Where(file, *place(node, key))
    code, context = _code(kind, details)
    if code == "wrong-shape" and isinstance(node, Scalar):
        meant = starts_with_wide_colon(node.text)
        if meant is not None and context["wanted"] == "mapping":
            return wide_colon_problem(meant, where)
    message, hint = sentence(code, label(location), context)
    return Problem(code, message, where, hint)


def _code(kind: str, details: ErrorDetails) -> tuple[str, dict[str, Any]]:
    """Give our code and context for an error of Pydantic's; our own errors carry theirs."""
    if kind in _WANTED:
        return ("empty-value", {}) if details["input"] == "" else ("wrong-shape", {"wanted": _WANTED[kind]})
    context = details.get("ctx", {})
    if kind in ("too_short", "too_long"):
        return ("pair-expected" if 2 in (context.get("min_length"), context.get("max_length")) else "empty-list"), {}
    return kind, context


def label(location: Loc) -> str:
    """Name a field for a sentence: “field”, an item of it by its number, or the file."""
    fields = [step for step in location if isinstance(step, str)]
    if not fields:
        return _("The file")
    if isinstance(location[-1], int):
        return _("Item {number} of “{field}”").format(number=location[-1] + 1, field=fields[-1])
    return f"“{fields[-1]}”"


def _missing(location: Loc, root: Node, file: str) -> Problem:
    node, key = find(root, location[:-1])
    message = _("“{field}” is missing.").format(field=location[-1])
    hint = _("Add it; `sciplan plan schema` explains every field.")
    return Problem("missing-field", message, Where(file, *place(node, key)), hint)


def _unknown_field(location: Loc, root: Node, file: str) -> Problem:
    field = str(location[-1])
    parent, _key = find(root, location[:-1])
    node: Node = parent.keys[field] if isinstance(parent, Fields) else parent
    where = Where(file, node.line, node.column)
    meant = starts_with_wide_colon(field)
    if meant is not None:
        return wide_colon_problem(meant, where)
    known = field_names(location[:-1])
    message = _("There is no field “{field}” here.").format(field=shortened(field))
    if field.isdigit():
        hint = _("Write numbers without commas, such as 50000.")
    else:
        hint = did_you_mean(field, known, _("The fields here are: {fields}.").format(fields=", ".join(known)))
    return Problem("unknown-field", message, where, hint)


def field_names(location: Loc) -> list[str]:
    """Give the fields of the mapping at a location, as they are written."""
    model: type[BaseModel] = PlanFields
    for step in location:
        if isinstance(step, str):
            found = next(field for name, field in model.model_fields.items() if step in (name, field.alias))
            model = _model_in(found.annotation) or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: object) -> type[BaseModel] | None:
    """Give the model that an annotation such as `list[Fields] | None` is about."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_in(argument) for argument in get_args(annotation))
    return next((model for model in found if model is not None), None)
