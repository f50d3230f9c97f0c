"""What is measured at a date: from a baseline to a goal."""

from tests.domain.worked_examples.example import Example

BASE = 'kind: level, unit: "%", baseline: {value: 10.56, year: 2020}'
LITERACY = f"{BASE}, goal: {{at_least: 15}}"
MORE = f"{BASE}, goal: {{more_than: 15}}"
RANGE = f"{BASE}, goal: {{between: [15, 25]}}"
TWO_SURVEYS = f"{LITERACY}, reported_in: [2023, 2025]"
SURVEYED = f"{LITERACY}, sampled: true"
UNKNOWN = 'kind: level, unit: "%", goal: {at_least: 15}, baseline: unknown'
FALLING = 'kind: level, unit: "%", goal: {at_most: 3}, baseline: {value: 10, year: 2020}'
HOLDING = 'kind: level, unit: "%", goal: {at_least: baseline}, baseline: {value: 10, year: 2020}'
BEYOND = 'kind: level, unit: "%", goal: {at_least: 15}, baseline: {value: 16, year: 2020}'

AT_LEAST = (
    Example(
        "12.93 % at the end of 2022 (check vector)",
        LITERACY,
        {"2022": "12.93"},
        "2022-12-31",
        8,
        "on-track",
        "v = 12.93; A = (v − 10.56) / (15 − 10.56) = 2.37 / 4.44 = 53.378…%; E = 2 / 5 = 40%; P = A / E = 1.334…; "
        "G = (A − E) × 100 = 13.378…; projection = 10.56 + P × 4.44 = 16.485; "
        "k = (2.07 / 3) / (2.37 / 2) = 4.14 / 7.11 = 0.582…",
        notices=("two-points-only",),
    ),
    Example(
        "14.14 % at the end of 2023 (check vector)",
        LITERACY,
        {"2022": "12.93", "2023": "14.14"},
        "2023-12-31",
        8,
        "on-track",
        "v = 14.14; A = (v − 10.56) / (15 − 10.56) = 3.58 / 4.44 = 80.630…%; E = 3 / 5 = 60%; P = A / E = 1.343…; "
        "G = (A − E) × 100 = 20.630…; projection = 10.56 + P × 4.44 = 16.526…; "
        "k = (0.86 / 2) / (3.58 / 3) = 1.29 / 3.58 = 0.360…",
    ),
    Example(
        "Of levels only the latest due value counts: with 2023 late it is overdue",
        LITERACY,
        {"2022": "12.93"},
        "2024-02-01",
        6,
        "overdue",
        "v = 12.93; A = (v − 10.56) / (15 − 10.56) = 2.37 / 4.44 = 53.378…%; E = 2 / 5 = 40%; P = A / E = 1.334…; "
        "G = (A − E) × 100 = 13.378…; projection = 10.56 + P × 4.44 = 16.485; "
        "k = (2.07 / 3) / (2.37 / 2) = 4.14 / 7.11 = 0.582…",
        notices=(
            "report-overdue: 2023",
            "two-points-only",
            "stale-value: 2022",
        ),
    ),
    Example(
        "Far behind, and silent since",
        LITERACY,
        {"2022": "11"},
        "2024-02-01",
        5,
        "far-behind",
        "v = 11; A = (v − 10.56) / (15 − 10.56) = 0.44 / 4.44 = 9.909…%; E = 2 / 5 = 40%; P = A / E = 0.247…; "
        "G = (A − E) × 100 = −30.090…; projection = 10.56 + P × 4.44 = 11.66; "
        "k = (4 / 3) / (0.44 / 2) = 8 / 1.32 = 6.060…",
        notices=(
            "report-overdue: 2023",
            "two-points-only",
            "stale-value: 2022",
        ),
    ),
    Example(
        "Reached early and not measured since: met, with a notice",
        LITERACY,
        {"2021": "15"},
        "2023-02-01",
        3,
        "met",
        "v = 15; A = (v − 10.56) / (15 − 10.56) = 100%; E = 1 / 5 = 20%; P = A / E = 5; G = (A − E) × 100 = 80; "
        "projection = 10.56 + P × 4.44 = 32.76; k = 0",
        notices=(
            "report-overdue: 2022",
            "stale-value: 2021",
        ),
    ),
    Example(
        "Due and reported: reached",
        LITERACY,
        {"2025": "15"},
        "2025-12-31",
        1,
        "met",
        "v = 15; A = (v − 10.56) / (15 − 10.56) = 100%; E = 5 / 5 = 100%; P = A / E = 1; G = (A − E) × 100 = 0; "
        "projection = 10.56 + P × 4.44 = 15",
    ),
    Example(
        "A level must hold in its due period: reached in 2024, fallen in 2025",
        LITERACY,
        {"2024": "15", "2025": "14.14"},
        "2025-12-31",
        1,
        "missed",
        "v = 14.14; A = (v − 10.56) / (15 − 10.56) = 3.58 / 4.44 = 80.630…%; E = 5 / 5 = 100%; P = A / E = 0.806…; "
        "G = (A − E) × 100 = −19.369…; projection = 10.56 + P × 4.44 = 14.14",
    ),
    Example(
        "Reached in 2024, the report of 2025 still in time",
        LITERACY,
        {"2024": "15"},
        "2026-01-31",
        3,
        "met",
        "v = 15; A = (v − 10.56) / (15 − 10.56) = 100%; E = 4 / 5 = 80%; P = A / E = 1.25; G = (A − E) × 100 = 20; "
        "projection = 10.56 + P × 4.44 = 16.11; k = 0",
        notices=("stale-value: 2024",),
    ),
    Example(
        "Reached in 2024, 2025 never reported: nobody knows whether it held",
        LITERACY,
        {"2024": "15"},
        "2026-02-01",
        1,
        "overdue",
        "v = 15; A = (v − 10.56) / (15 − 10.56) = 100%; E = 4 / 5 = 80%; P = A / E = 1.25; G = (A − E) × 100 = 20; "
        "projection = 10.56 + P × 4.44 = 16.11; k = 0",
        notices=(
            "report-overdue: 2025",
            "stale-value: 2024",
        ),
    ),
    Example(
        "Far behind in 2024, 2025 never reported: at the due date silence is overdue",
        LITERACY,
        {"2024": "11"},
        "2026-02-01",
        1,
        "overdue",
        "v = 11; A = (v − 10.56) / (15 − 10.56) = 0.44 / 4.44 = 9.909…%; E = 4 / 5 = 80%; P = A / E = 0.123…; "
        "G = (A − E) × 100 = −70.090…; projection = 10.56 + P × 4.44 = 11.11; "
        "k = (4 / 1) / (0.44 / 4) = 16 / 0.44 = 36.363…",
        notices=(
            "report-overdue: 2025",
            "two-points-only",
            "stale-value: 2024",
        ),
    ),
    Example(
        "Surveyed only in 2023 and 2025: nothing is owed in between",
        TWO_SURVEYS,
        {"2023": "14.14"},
        "2025-06-30",
        8,
        "on-track",
        "v = 14.14; A = (v − 10.56) / (15 − 10.56) = 3.58 / 4.44 = 80.630…%; E = 3 / 5 = 60%; P = A / E = 1.343…; "
        "G = (A − E) × 100 = 20.630…; projection = 10.56 + P × 4.44 = 16.526…; "
        "k = (0.86 / 2) / (3.58 / 3) = 1.29 / 3.58 = 0.360…",
        notices=(
            "two-points-only",
            "stale-value: 2023",
        ),
    ),
    Example(
        "A survey of 2,000 misses by less than its sampling error: 1.96 × √(0.145 × 0.855 / 2,000) = 1.54 points",
        SURVEYED,
        {"2025": "290/2000"},
        "2025-12-31",
        1,
        "missed",
        "v = 290 / 2,000 × 100 = 14.5; A = (v − 10.56) / (15 − 10.56) = 3.94 / 4.44 = 88.738…%; E = 5 / 5 = 100%; "
        "P = A / E = 0.887…; G = (A − E) × 100 = −11.261…; projection = 10.56 + P × 4.44 = 14.5",
        notices=("sampling-error: 1.54",),
    ),
    Example("Surveyed only in 2023 and 2025: nothing is owed before", TWO_SURVEYS, {}, "2023-12-31", 7, "no-data"),
)

OTHER_GOALS = (
    Example(
        "To fall from 10 to at most 3: two of seven done",
        FALLING,
        {"2022": "8"},
        "2022-12-31",
        8,
        "behind",
        "v = 8; A = (v − 10) / (3 − 10) = 2 / 7 = 28.571…%; E = 2 / 5 = 40%; P = A / E = 5 / 7 = 0.714…; "
        "G = (A − E) × 100 = −11.428…; projection = 10 − P × 7 = 5; k = (5 / 3) / (2 / 2) = 5 / 3 = 1.666…",
        notices=("two-points-only",),
    ),
    Example(
        "To fall, and risen instead: less than nothing is attained",
        FALLING,
        {"2022": "11"},
        "2022-12-31",
        8,
        "far-behind",
        "v = 11; A = (v − 10) / (3 − 10) = −1 / 7 = −14.285…%; E = 2 / 5 = 40%; P = A / E = −5 / 14 = −0.357…; "
        "G = (A − E) × 100 = −54.285…; projection = 10 − P × 7 = 12.5",
        notices=("two-points-only",),
    ),
    Example(
        "At most three, due with three",
        FALLING,
        {"2025": "3"},
        "2025-12-31",
        1,
        "met",
        "v = 3; A = (v − 10) / (3 − 10) = 100%; E = 5 / 5 = 100%; P = A / E = 1; G = (A − E) × 100 = 0; "
        "projection = 10 − P × 7 = 3",
    ),
    Example(
        "At most three, due with four",
        FALLING,
        {"2025": "4"},
        "2025-12-31",
        1,
        "missed",
        "v = 4; A = (v − 10) / (3 − 10) = 6 / 7 = 85.714…%; E = 5 / 5 = 100%; P = A / E = 0.857…; "
        "G = (A − E) × 100 = −14.285…; projection = 10 − P × 7 = 4",
    ),
    Example(
        "At most three, due and never reported",
        FALLING,
        {},
        "2026-02-01",
        1,
        "overdue",
        notices=("report-overdue: 2025",),
    ),
    Example(
        "More than 15, due with 15",
        MORE,
        {"2025": "15"},
        "2025-12-31",
        1,
        "missed",
        "v = 15; A = (v − 10.56) / (15 − 10.56) = 100%; E = 5 / 5 = 100%; P = A / E = 1; G = (A − E) × 100 = 0; "
        "projection = 10.56 + P × 4.44 = 15",
    ),
    Example(
        "More than 15, due with 15.01",
        MORE,
        {"2025": "15.01"},
        "2025-12-31",
        1,
        "met",
        "v = 15.01; A = (v − 10.56) / (15 − 10.56) = 4.45 / 4.44 = 100.225…%; E = 5 / 5 = 100%; P = A / E = 1.002…; "
        "G = (A − E) × 100 = 0.225…; projection = 10.56 + P × 4.44 = 15.01",
    ),
    Example(
        "More than 15, due and never reported",
        MORE,
        {},
        "2026-02-01",
        1,
        "overdue",
        notices=("report-overdue: 2025",),
    ),
    Example(
        "More than 15, on the way there",
        MORE,
        {"2022": "12.93"},
        "2022-12-31",
        8,
        "on-track",
        "v = 12.93; A = (v − 10.56) / (15 − 10.56) = 2.37 / 4.44 = 53.378…%; E = 2 / 5 = 40%; P = A / E = 1.334…; "
        "G = (A − E) × 100 = 13.378…; projection = 10.56 + P × 4.44 = 16.485; "
        "k = (2.07 / 3) / (2.37 / 2) = 4.14 / 7.11 = 0.582…",
        notices=("two-points-only",),
    ),
    Example(
        "From 15 to 25: measured against 15",
        RANGE,
        {"2022": "12.93"},
        "2022-12-31",
        8,
        "on-track",
        "v = 12.93; A = (v − 10.56) / (15 − 10.56) = 2.37 / 4.44 = 53.378…%; E = 2 / 5 = 40%; P = A / E = 1.334…; "
        "G = (A − E) × 100 = 13.378…; projection = 10.56 + P × 4.44 = 16.485; "
        "k = (2.07 / 3) / (2.37 / 2) = 4.14 / 7.11 = 0.582…",
        notices=("two-points-only",),
    ),
    Example(
        "From 15 to 25: above the upper end when due",
        RANGE,
        {"2025": "26"},
        "2025-12-31",
        1,
        "met",
        "v = 26; A = (v − 10.56) / (15 − 10.56) = 15.44 / 4.44 = 347.747…%; E = 5 / 5 = 100%; P = A / E = 3.477…; "
        "G = (A − E) × 100 = 247.747…; projection = 10.56 + P × 4.44 = 26",
        notices=("above-range",),
    ),
    Example(
        "From 15 to 25: below the lower end when due",
        RANGE,
        {"2025": "14.14"},
        "2025-12-31",
        1,
        "missed",
        "v = 14.14; A = (v − 10.56) / (15 − 10.56) = 3.58 / 4.44 = 80.630…%; E = 5 / 5 = 100%; P = A / E = 0.806…; "
        "G = (A − E) × 100 = −19.369…; projection = 10.56 + P × 4.44 = 14.14",
    ),
    Example(
        "From 15 to 25: due and never reported",
        RANGE,
        {},
        "2026-02-01",
        1,
        "overdue",
        notices=("report-overdue: 2025",),
    ),
    Example("At least the baseline: held", HOLDING, {"2022": "10"}, "2022-12-31", 3, "met", "v = 10"),
    Example("At least the baseline: fallen", HOLDING, {"2022": "9.9"}, "2022-12-31", 8, "far-behind", "v = 9.9"),
    Example("At least the baseline: held when due", HOLDING, {"2025": "10"}, "2025-12-31", 1, "met", "v = 10"),
    Example("At least the baseline: fallen when due", HOLDING, {"2025": "9.9"}, "2025-12-31", 1, "missed", "v = 9.9"),
    Example(
        "At least the baseline: due and never reported",
        HOLDING,
        {"2024": "10"},
        "2026-02-01",
        1,
        "overdue",
        "v = 10",
        notices=(
            "report-overdue: 2025",
            "stale-value: 2024",
        ),
    ),
    Example(
        "A baseline beyond the goal leaves no way to go: met while the value holds, silent or not",
        BEYOND,
        {"2021": "15"},
        "2023-02-01",
        3,
        "met",
        "v = 15",
        notices=(
            "report-overdue: 2022",
            "stale-value: 2021",
        ),
    ),
    Example("A baseline beyond the goal: lost", BEYOND, {"2021": "14"}, "2021-12-31", 8, "far-behind", "v = 14"),
)

BASELINES = (
    Example(
        "Baseline unknown: the first reported value serves, and the way begins at its date",
        UNKNOWN,
        {"2021": "11", "2022": "13"},
        "2022-12-31",
        8,
        "on-track",
        "v = 13; A = (v − 11) / (15 − 11) = 50%; E = 1 / 4 = 25%; P = A / E = 2; G = (A − E) × 100 = 25; "
        "projection = 11 + P × 4 = 19; k = (2 / 3) / (2 / 1) = 1 / 3 = 0.333…",
        notices=(
            "first-value-as-baseline",
            "two-points-only",
        ),
    ),
    Example("Baseline unknown: one value alone", UNKNOWN, {"2021": "11"}, "2021-12-31", 7, "no-baseline", "v = 11"),
    Example("Baseline unknown, goal reached", UNKNOWN, {"2021": "15"}, "2021-12-31", 3, "met", "v = 15"),
    Example(
        "Baseline unknown, but the figure of 2020 is reported: it is the baseline",
        UNKNOWN,
        {"2020": "10", "2021": "11"},
        "2021-12-31",
        8,
        "on-track",
        "v = 11; A = (v − 10) / (15 − 10) = 20%; E = 1 / 5 = 20%; P = A / E = 1; G = (A − E) × 100 = 0; "
        "projection = 10 + P × 5 = 15; k = (4 / 4) / (1 / 1) = 1",
        notices=("two-points-only",),
    ),
)
