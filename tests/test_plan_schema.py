"""The JSON Schema of plan files accepts and refuses what the reader does, as an editor sees it."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from sciplan.planfile import json_schema, schema_text
from tests.plan_texts import PLAN, PLANS, plain


@pytest.mark.parametrize("path", sorted(PLANS.glob("*.yaml")), ids=lambda path: path.stem)
def test_schema_accepts_bundled_plans(path: Path) -> None:
    """The JSON Schema accepts every bundled plan as an editor sees it."""
    jsonschema.Draft202012Validator.check_schema(json_schema())
    jsonschema.validate(plain(yaml.safe_load(path.read_text(encoding="utf-8"))), json_schema())


def test_schema_accepts_every_form() -> None:
    """The JSON Schema accepts each form that the reader does, quoted where YAML would take a text for a number."""
    text = PLAN.replace("clause: 1.1", 'clause: "1.1"').replace("[1.3,", '["1.3",')
    jsonschema.validate(plain(yaml.safe_load(text)), json_schema())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("at_least: 50000", 'at_least: "50000"'),
        ("at_least: 50000", "at_least: 1, at_most: 2"),
        ("key: demo", "key: Demo"),
        ("period: [2021, 2025]", "period: [2021]"),
        ("kind: annual", "kind: yearly"),
        ("name: Trained", "nome: Trained"),
        ("name: Trained", "name: null"),
        ("trajectory: {2024", "trajectory: {24"),
    ],
)
def test_schema_refuses(old: str, new: str) -> None:
    """The JSON Schema refuses what the reader refuses."""
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(plain(yaml.safe_load(PLAN.replace(old, new, 1))), json_schema())


def test_schema_file_is_current() -> None:
    """`plans/plan.schema.json` is what the program generates."""
    assert (PLANS / "plan.schema.json").read_text(encoding="utf-8") == schema_text()


def test_schema_describes_every_field() -> None:
    """Every field of the schema has a description, its own or that of what it holds."""
    schema: dict[str, Any] = json.loads(schema_text())
    for model in [schema, *schema["$defs"].values()]:
        for field, found in model["properties"].items():
            referred = schema["$defs"].get(found.get("$ref", "").rpartition("/")[2], {})
            assert found.get("description") or referred.get("description"), field
