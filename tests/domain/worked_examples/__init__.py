"""Worked examples of judgement: each target in the words of a plan file, each result computed by hand."""

from tests.domain.worked_examples import annual, annual_parts, cumulative, cumulative_parts, level, level_parts, state
from tests.domain.worked_examples.example import Example

TABLES: dict[str, tuple[Example, ...]] = {
    "Cumulative: before the due date": cumulative.BEFORE_DUE,
    "Cumulative: at the due date and after it": cumulative.AT_DUE,
    "Cumulative: what contains what": cumulative_parts.CONTAINMENT,
    "Cumulative: regions": cumulative_parts.REGIONS,
    "Level: from a baseline to a goal": level.AT_LEAST,
    "Level: other goals": level.OTHER_GOALS,
    "Level: where the baseline comes from": level.BASELINES,
    "Level: pooled and summed": level_parts.COMBINED,
    "Level: each region alone": level_parts.EACH,
    "Annual: a floor for every period": annual.FLOOR,
    "Annual: other goals": annual.OTHER_GOALS,
    "Annual: regions": annual_parts.COMBINED,
    "State: something to be done": state.TO_BE_DONE,
    "State: something that goes on": state.GOES_ON,
    "State: regions": state.REGIONS,
}
"""The examples by the heading under which the document shows them."""

EXAMPLES = tuple(example for table in TABLES.values() for example in table)
