"""How figures are laid out in files, whether they come in or go out: the columns and what each is called."""

from __future__ import annotations

TARGET, YEAR, PERIOD, REGION, AGENCY, UNIT = "target", "year", "period", "region", "agency", "unit"
VALUE, NUMERATOR, DENOMINATOR, STATE = "value", "numerator", "denominator", "state"
NOTE, EVIDENCE = "note", "evidence"
ANSWERS = (VALUE, NUMERATOR, DENOMINATOR, STATE)
CHINESE = {
    TARGET: "指标",
    YEAR: "年度",
    PERIOD: "期间",
    REGION: "地区",
    AGENCY: "填报单位",
    UNIT: "计量单位",
    VALUE: "数值",
    NUMERATOR: "分子",
    DENOMINATOR: "分母",
    STATE: "状态",
    NOTE: "备注",
    EVIDENCE: "佐证材料",
}
"""Every column with its Chinese name."""

EXPORTED = (TARGET, PERIOD, REGION, AGENCY, VALUE, NUMERATOR, DENOMINATOR, STATE, UNIT, NOTE, EVIDENCE)
"""The columns that an export has, in their order."""

SCHEMA = "sciplan/entries/1"
"""What a JSON or YAML document of figures says that it is."""

EVIDENCE_SEPARATOR = "|"
"""Stands between the names of several files; no system allows it in one."""

MOST_TITLES = 20
"""So many rows of titles at most stand above the headings."""
