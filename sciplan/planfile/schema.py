"""The JSON Schema of plan files, for editors and for `sciplan plan schema`."""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from sciplan.planfile.model import PlanFields

TITLE = "sciplan plan file"


def json_schema() -> dict[str, object]:
    """Give the schema (2020-12), which describes the values that an editor sees: numbers, texts, true and false."""
    schema = _tidy(PlanFields.model_json_schema())
    return {"$schema": GenerateJsonSchema.schema_dialect, **schema, "title": TITLE}


def schema_text() -> str:
    """Give the schema as the text of `plans/plan.schema.json`."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def _tidy(schema: dict[str, Any]) -> dict[str, Any]:
    """Leave out what plan files do not have: null, and titles that only repeat the fields' names."""
    kept: dict[str, Any] = {}
    for name, value in schema.items():
        if name in ("properties", "$defs"):
            kept[name] = {field: _tidy(inner) for field, inner in value.items()}
        elif isinstance(value, dict):
            kept[name] = _tidy(value)
        elif name in ("anyOf", "oneOf"):
            kept[name] = [_tidy(choice) for choice in value]
        elif name != "title" and not (name == "default" and value is None):
            kept[name] = value
    return _without_null(kept)


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    choices = [choice for choice in schema.get("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == len(schema.get("anyOf", ())):
        return schema
    rest = {name: value for name, value in schema.items() if name != "anyOf"}
    return {**choices[0], **rest} if len(choices) == 1 else {"anyOf": choices, **rest}
