"""Plan files (YAML) into plans, with every problem named by code, place and remedy; and their JSON Schema."""

from sciplan.planfile.codes import CODES
from sciplan.planfile.read import PlanFile, parse_plan, read_plan, read_plan_file
from sciplan.planfile.regions import load_regions
from sciplan.planfile.schema import json_schema, schema_text

__all__ = [
    "CODES",
    "PlanFile",
    "json_schema",
    "load_regions",
    "parse_plan",
    "read_plan",
    "read_plan_file",
    "schema_text",
]
