"""Reports that share ground without one lying inside the other: no sum is right, and it is said."""

import pytest

from sciplan.domain.cover import clashing, kept
from tests.domain.builders import Reports, a_plan, annual, at_least, cumulative, judge, noticed, reports


@pytest.mark.parametrize(
    ("said", "clash"),
    [
        ({"..2022Q2": "100", "2022": "300"}, True),
        ({"2023-05": "10", "2023@xining": "100"}, True),
        ({"2023-05": "10", "2023/edu": "100"}, True),
        ({"2023@xining": "5", "2023Q1@datong": "1"}, False),
        ({"2023@xining": "5", "2023@haidong": "5"}, False),
        ({"2023/edu": "5", "2023/labour": "5"}, False),
        ({"2022": "5", "2023": "5"}, False),
    ],
)
def test_clashes(said: Reports, clash: bool) -> None:
    """Days are shared when neither report holds the other in period, region and agency."""
    plan = a_plan(cumulative())
    assert clashing(plan, kept(plan, reports(said), measured=False)) == clash


@pytest.mark.parametrize("said", [{"..2022Q2": "100", "2022": "300"}, {"2022-05": "10", "2022@xining": "100"}])
def test_no_figure_is_lost_in_silence(said: Reports) -> None:
    """A target with clashing reports has no value until somebody has looked, and says why."""
    found = judge(cumulative(at_least("1000"), reported_in=(2022,)), said, "2022-12-31")
    assert (found.value, noticed(found)) == (None, ["overlapping-reports"])


def test_an_annual_period_with_a_clash_is_not_judged() -> None:
    """The province's month beside a prefecture's year makes no year."""
    found = judge(annual(reported_in=(2022,)), {"2022-05": "10", "2022@xining": "500"}, "2022-12-31")
    assert (found.status, found.value, noticed(found)) == ("no-data", None, ["overlapping-reports"])
