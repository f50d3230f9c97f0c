"""What every period must reach alone, in several regions: added up, pooled, and each region alone."""

from tests.domain.worked_examples.example import TWO, Example

TWICE = "reported_in: [2021, 2025]"
SPENT = "kind: annual, unit: 万元"
YEARLY = "kind: annual, unit: 名, goal: {at_least: 400}"
RISING = f"{SPENT}, goal: {{more_than: previous}}"
NAMED = f"{YEARLY}, {TWICE}, {TWO}"
PER_HEAD = f"kind: annual, unit: 元/人, goal: {{at_least: 2}}, reported_in: [2023, 2025], {TWO}"
ALONE = f"{YEARLY}, {TWICE}, combine: each, {TWO}"
ALONE_RISING = f"{RISING}, combine: each, {TWO}"

COMBINED = (
    Example(
        "Sum: two prefectures",
        NAMED,
        {"2021@Xining": "150", "2021@Haidong": "250"},
        "2021-12-31",
        2,
        "on-track",
        "v = 150 + 250 = 400; A = v / 400 = 100%",
    ),
    Example(
        "Sum: two prefectures, one short when due",
        NAMED,
        {"2021": "400", "2025@Xining": "150", "2025@Haidong": "249"},
        "2025-12-31",
        1,
        "missed",
        "v = 150 + 249 = 399; A = v / 400 = 99.75%",
    ),
    Example(
        "Sum: two prefectures, one never reported when due",
        NAMED,
        {"2021": "400", "2025@Xining": "400"},
        "2026-02-01",
        1,
        "overdue",
        "v = 400; A = v / 400 = 100%",
        notices=("report-overdue: 2025", "later-partial: Haidong"),
    ),
    Example(
        "Pooled: yuan over people, not the average of 3 and 1.5",
        PER_HEAD,
        {"2023@Xining": "300/100", "2023@Haidong": "300/200"},
        "2023-12-31",
        2,
        "on-track",
        "v = (300 + 300) / (100 + 200) = 2; A = v / 2 = 100%",
    ),
    Example(
        "Pooled: two quotients without the numbers behind them",
        PER_HEAD,
        {"2023@Xining": "3", "2023@Haidong": "1.5"},
        "2023-12-31",
        7,
        "no-data",
        notices=("not-computable",),
    ),
    Example(
        "Pooled: below the floor when due",
        PER_HEAD,
        {"2023": "2", "2025": "1.99"},
        "2025-12-31",
        1,
        "missed",
        "v = 1.99; A = v / 2 = 99.5%",
    ),
    Example(
        "Pooled: the floor reached each time",
        PER_HEAD,
        {"2023": "2", "2025": "2"},
        "2025-12-31",
        1,
        "met",
        "v = 2; A = v / 2 = 100%",
    ),
    Example(
        "Pooled: due and never reported",
        PER_HEAD,
        {"2023": "2"},
        "2026-02-01",
        1,
        "overdue",
        "v = 2; A = v / 2 = 100%",
        notices=("report-overdue: 2025",),
    ),
    Example(
        "Each: a surplus in one repairs nothing in the other",
        ALONE,
        {"2021@Xining": "900", "2021@Haidong": "399"},
        "2021-12-31",
        2,
        "far-behind",
        "v = 1 / 2 × 100 = 50; A = v / 100 = 50%",
    ),
    Example(
        "Each: both pass both times",
        ALONE,
        {"2021@Xining": "400", "2021@Haidong": "400", "2025@Xining": "400", "2025@Haidong": "400"},
        "2025-12-31",
        1,
        "met",
        "v = 2 / 2 × 100 = 100; A = v / 100 = 100%",
    ),
    Example(
        "Each: one fails when due",
        ALONE,
        {"2021@Xining": "400", "2021@Haidong": "400", "2025@Xining": "400", "2025@Haidong": "399"},
        "2025-12-31",
        1,
        "missed",
        "v = 1 / 2 × 100 = 50; A = v / 100 = 50%",
    ),
    Example(
        "Each: one never reported when due",
        ALONE,
        {"2021@Xining": "400", "2021@Haidong": "400", "2025@Xining": "400"},
        "2026-02-01",
        1,
        "overdue",
        "v = 2 / 2 × 100 = 100; A = v / 100 = 100%",
        notices=("report-overdue: 2025", "later-partial: Haidong"),
    ),
    Example(
        "Each rising: a region with no year before is left out, and named",
        ALONE_RISING,
        {"2020@Xining": "5", "2021@Xining": "6", "2021@Haidong": "9"},
        "2021-12-31",
        2,
        "on-track",
        "v = 1 / 1 × 100 = 100; A = v / 100 = 100%",
        notices=("regions-without-baseline: Haidong",),
    ),
)
