"""What adds up over the years: what contains what, several regions, and each region alone."""

from tests.domain.worked_examples.example import TWO, Example

FIFTY = "kind: cumulative, unit: 个, goal: {at_least: 50}"
NAMED = f"{FIFTY}, {TWO}"
ALONE = f"kind: cumulative, unit: 个, goal: {{at_least: 10}}, combine: each, {TWO}"
SHARED = "kind: cumulative, unit: 名, goal: {at_least: 2000}, figures_of: held"

CONTAINMENT = (
    Example(
        "Agencies add up",
        FIFTY,
        {"2021/edu": "6", "2021/labour": "4"},
        "2021-12-31",
        8,
        "on-track",
        "v = 6 + 4 = 10; A = v / 50 = 20%; E = 1 / 5 = 20%; P = A / E = 1; G = (A − E) × 100 = 0; "
        "projection = P × 50 = 50; k = (40 / 4) / (10 / 1) = 1",
    ),
    Example(
        "The whole replaces the sum of the agencies",
        FIFTY,
        {"2021/edu": "6", "2021/labour": "4", "2021": "9"},
        "2021-12-31",
        8,
        "behind",
        "v = 9; A = v / 50 = 18%; E = 1 / 5 = 20%; P = A / E = 0.9; G = (A − E) × 100 = −2; "
        "projection = P × 50 = 45; k = (41 / 4) / (9 / 1) = 41 / 36 = 1.138…",
    ),
    Example(
        "Quarters add up",
        FIFTY,
        {"2021Q1": "1", "2021Q2": "2", "2021Q3": "3", "2021Q4": "4"},
        "2021-12-31",
        8,
        "on-track",
        "v = 1 + 2 + 3 + 4 = 10; A = v / 50 = 20%; E = 1 / 5 = 20%; P = A / E = 1; G = (A − E) × 100 = 0; "
        "projection = P × 50 = 50; k = (40 / 4) / (10 / 1) = 1",
    ),
    Example(
        "The year replaces the sum of its quarters",
        FIFTY,
        {"2021Q1": "1", "2021Q2": "2", "2021Q3": "3", "2021Q4": "4", "2021": "12"},
        "2021-12-31",
        8,
        "on-track",
        "v = 12; A = v / 50 = 24%; E = 1 / 5 = 20%; P = A / E = 1.2; G = (A − E) × 100 = 4; "
        "projection = P × 50 = 60; k = (38 / 4) / (12 / 1) = 19 / 24 = 0.791…",
    ),
    Example(
        "A total to date replaces the years inside it",
        FIFTY,
        {"2021": "2", "2022": "3", "..2022": "20"},
        "2022-12-31",
        8,
        "on-track",
        "v = 20; A = v / 50 = 40%; E = 2 / 5 = 40%; P = A / E = 1; G = (A − E) × 100 = 0; "
        "projection = P × 50 = 50; k = (30 / 3) / (20 / 2) = 1",
    ),
    Example(
        "A county adds to its prefecture, whose own figure replaces it",
        FIFTY,
        {"2021@Datong": "3", "2021@Xining": "8", "2021@Haidong": "2"},
        "2021-12-31",
        8,
        "on-track",
        "v = 8 + 2 = 10; A = v / 50 = 20%; E = 1 / 5 = 20%; P = A / E = 1; G = (A − E) × 100 = 0; "
        "projection = P × 50 = 50; k = (40 / 4) / (10 / 1) = 1",
    ),
    Example(
        "The province's May and a prefecture's year share days, and neither holds the other: there is no sum",
        FIFTY,
        {"2021-05": "1", "2021@Xining": "5"},
        "2021-12-31",
        7,
        "no-data",
        notices=("overlapping-reports",),
    ),
    Example(
        "Figures of another target: the numerators of a percentage, added up",
        f"{SHARED}, take: numerator",
        {"2021": "400/900", "2022": "500/900"},
        "2022-12-31",
        8,
        "on-track",
        "v = 400 + 500 = 900; A = v / 2,000 = 45%; E = 2 / 5 = 40%; P = A / E = 1.125; G = (A − E) × 100 = 5; "
        "projection = P × 2,000 = 2,250; k = (1,100 / 3) / (900 / 2) = 22 / 27 = 0.814…",
        held='kind: annual, unit: "%", goal: {at_least: 50}',
    ),
    Example(
        "Figures of another target: 400 teachers a year are 2,000 in all",
        SHARED,
        {"2021": "400", "2022": "500"},
        "2022-12-31",
        8,
        "on-track",
        "v = 400 + 500 = 900; A = v / 2,000 = 45%; E = 2 / 5 = 40%; P = A / E = 1.125; G = (A − E) × 100 = 5; "
        "projection = P × 2,000 = 2,250; k = (1,100 / 3) / (900 / 2) = 22 / 27 = 0.814…",
        held="kind: annual, unit: 名, goal: {at_least: 400}",
    ),
)

REGIONS = (
    Example(
        "Two named prefectures make one sum",
        NAMED,
        {"2021@Xining": "6", "2021@Haidong": "4"},
        "2021-12-31",
        8,
        "on-track",
        "v = 6 + 4 = 10; A = v / 50 = 20%; E = 1 / 5 = 20%; P = A / E = 1; G = (A − E) × 100 = 0; "
        "projection = P × 50 = 50; k = (40 / 4) / (10 / 1) = 1",
    ),
    Example(
        "Judged for the latest year in which both have reported",
        NAMED,
        {"2021@Xining": "6", "2021@Haidong": "4", "2022@Xining": "40"},
        "2022-12-31",
        8,
        "on-track",
        "v = 6 + 4 = 10; A = v / 50 = 20%; E = 1 / 5 = 20%; P = A / E = 1; G = (A − E) × 100 = 0; "
        "projection = P × 50 = 50; k = (40 / 4) / (10 / 1) = 1",
        notices=("later-partial: Haidong",),
    ),
    Example(
        "Two named prefectures, due: one short",
        NAMED,
        {"..2025@Xining": "30", "..2025@Haidong": "19"},
        "2025-12-31",
        1,
        "missed",
        "v = 30 + 19 = 49; A = v / 50 = 98%; E = 5 / 5 = 100%; P = A / E = 0.98; G = (A − E) × 100 = −2; "
        "projection = P × 50 = 49",
    ),
    Example(
        "Two named prefectures, due: one of them silent in the last year",
        NAMED,
        {"..2024@Xining": "20", "..2024@Haidong": "16", "2025@Xining": "20"},
        "2026-02-01",
        1,
        "overdue",
        "v = 20 + 16 = 36; A = v / 50 = 72%; E = 4 / 5 = 80%; P = A / E = 0.9; G = (A − E) × 100 = −8; "
        "projection = P × 50 = 45; k = (14 / 1) / (36 / 4) = 14 / 9 = 1.555…",
        notices=(
            "report-overdue: 2025",
            "later-partial: Haidong",
            "stale-value: 2024",
        ),
    ),
    Example(
        "Each: one of two reaches the goal",
        ALONE,
        {"2021@Xining": "10", "2021@Haidong": "9"},
        "2021-12-31",
        8,
        "on-track",
        "v = 1 / 2 × 100 = 50; A = v / 100 = 50%; E = 1 / 5 = 20%; P = A / E = 2.5; G = (A − E) × 100 = 30; "
        "projection = P × 100 = 250; k = (50 / 4) / (50 / 1) = 0.25",
    ),
    Example(
        "Each: both reach it",
        ALONE,
        {"2021@Xining": "10", "2021@Haidong": "12"},
        "2021-12-31",
        3,
        "met",
        "v = 2 / 2 × 100 = 100; A = v / 100 = 100%; E = 1 / 5 = 20%; P = A / E = 5; G = (A − E) × 100 = 80; "
        "projection = P × 100 = 500; k = 0",
    ),
    Example(
        "Each: one is silent, so nothing can be said of both",
        ALONE,
        {"2021@Xining": "10"},
        "2021-12-31",
        7,
        "no-data",
        notices=("later-partial: Haidong",),
    ),
    Example(
        "Each: a surplus in one repairs nothing in the other",
        ALONE,
        {"..2025@Xining": "99", "..2025@Haidong": "9"},
        "2025-12-31",
        1,
        "missed",
        "v = 1 / 2 × 100 = 50; A = v / 100 = 50%; E = 5 / 5 = 100%; P = A / E = 0.5; G = (A − E) × 100 = −50; "
        "projection = P × 100 = 50",
    ),
    Example(
        "Each: one is silent past the due date",
        ALONE,
        {"..2025@Xining": "99"},
        "2026-02-01",
        1,
        "overdue",
        notices=("report-overdue: 2021, 2022, 2023, 2024, 2025", "later-partial: Haidong"),
    ),
)
