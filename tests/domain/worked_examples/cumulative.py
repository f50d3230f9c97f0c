"""What adds up over the years, before the due date and when it has come."""

from tests.domain.worked_examples.example import Example

FIFTY = "kind: cumulative, unit: 个, goal: {at_least: 50}"
TRAINED = "kind: cumulative, unit: 人次, goal: {at_least: 50000}"
MORE = "kind: cumulative, unit: 个, goal: {more_than: 50}"
RANGE = "kind: cumulative, unit: 个, goal: {between: [40, 60]}"
ONE_BASE = "kind: cumulative, unit: 个, goal: {at_least: 1}, trajectory: at-due"
BENT = "kind: cumulative, unit: 个, goal: {at_least: 50}, trajectory: {2023: 15, 2024: 40}"
MID_YEAR = "kind: cumulative, unit: 个, goal: {at_least: 50}, due: 2023-06-30"
IN_2023 = "kind: cumulative, unit: 个, goal: {at_least: 50}, due: 2023"

BEFORE_DUE = (
    Example(
        "Five of fifty after two of five years (check vector)",
        FIFTY,
        {"2021": "2", "2022": "3"},
        "2022-12-31",
        8,
        "far-behind",
        "v = 2 + 3 = 5; A = v / 50 = 10%; E = 2 / 5 = 40%; P = A / E = 0.25; G = (A − E) × 100 = −30; "
        "projection = P × 50 = 12.5; k = (45 / 3) / (5 / 2) = 6",
    ),
    Example(
        "38,000 of 50,000 after three of five years (check vector)",
        TRAINED,
        {"..2023": "38000"},
        "2023-12-31",
        8,
        "on-track",
        "v = 38,000; A = v / 50,000 = 76%; E = 3 / 5 = 60%; P = A / E = 1.266…; G = (A − E) × 100 = 16; "
        "projection = P × 50,000 = 63,333.33…; k = (12,000 / 2) / (38,000 / 3) = 9 / 19 = 0.473…",
    ),
    Example(
        "Exactly 0.95 of what is expected is on track",
        FIFTY,
        {"..2022": "19"},
        "2022-12-31",
        8,
        "on-track",
        "v = 19; A = v / 50 = 38%; E = 2 / 5 = 40%; P = A / E = 0.95; G = (A − E) × 100 = −2; "
        "projection = P × 50 = 47.5; k = (31 / 3) / (19 / 2) = 62 / 57 = 1.087…",
    ),
    Example(
        "Nine tenths of what is expected is behind",
        FIFTY,
        {"..2022": "18"},
        "2022-12-31",
        8,
        "behind",
        "v = 18; A = v / 50 = 36%; E = 2 / 5 = 40%; P = A / E = 0.9; G = (A − E) × 100 = −4; "
        "projection = P × 50 = 45; k = (32 / 3) / (18 / 2) = 32 / 27 = 1.185…",
    ),
    Example(
        "Exactly 0.60 of what is expected is still behind, not far behind",
        FIFTY,
        {"..2022": "12"},
        "2022-12-31",
        8,
        "behind",
        "v = 12; A = v / 50 = 24%; E = 2 / 5 = 40%; P = A / E = 0.6; G = (A − E) × 100 = −16; "
        "projection = P × 50 = 30; k = (38 / 3) / (12 / 2) = 19 / 9 = 2.111…",
    ),
    Example(
        "Reached early: met, and nothing more need be reported",
        FIFTY,
        {"2021": "20", "2022": "30"},
        "2024-06-30",
        3,
        "met",
        "v = 20 + 30 = 50; A = v / 50 = 100%; E = 2 / 5 = 40%; P = A / E = 2.5; G = (A − E) × 100 = 60; "
        "projection = P × 50 = 125; k = (0 / 3) / (50 / 2) = 0",
    ),
    Example("Nothing reported, nothing owed yet", FIFTY, {}, "2022-01-31", 7, "no-data"),
    Example(
        "Nothing reported a day later",
        FIFTY,
        {},
        "2022-02-01",
        6,
        "overdue",
        notices=("report-overdue: 2021",),
    ),
    Example(
        "On pace, but the figure of 2023 is late",
        FIFTY,
        {"2021": "10", "2022": "10"},
        "2024-02-01",
        6,
        "overdue",
        "v = 10 + 10 = 20; A = v / 50 = 40%; E = 2 / 5 = 40%; P = A / E = 1; G = (A − E) × 100 = 0; "
        "projection = P × 50 = 50; k = (30 / 3) / (20 / 2) = 1",
        notices=(
            "report-overdue: 2023",
            "stale-value: 2022",
        ),
    ),
    Example(
        "Far behind, and silent since: silence does not turn red into grey",
        FIFTY,
        {"2021": "2", "2022": "3"},
        "2024-02-01",
        5,
        "far-behind",
        "v = 2 + 3 = 5; A = v / 50 = 10%; E = 2 / 5 = 40%; P = A / E = 0.25; G = (A − E) × 100 = −30; "
        "projection = P × 50 = 12.5; k = (45 / 3) / (5 / 2) = 6",
        notices=(
            "report-overdue: 2023",
            "stale-value: 2022",
        ),
    ),
    Example(
        "More than fifty: fifty itself is not enough",
        MORE,
        {"..2024": "50"},
        "2024-12-31",
        8,
        "on-track",
        "v = 50; A = v / 50 = 100%; E = 4 / 5 = 80%; P = A / E = 1.25; G = (A − E) × 100 = 20; "
        "projection = P × 50 = 62.5; k = (0 / 1) / (50 / 4) = 0",
    ),
    Example(
        "A range is measured against its lower end and met from there",
        RANGE,
        {"..2023": "45"},
        "2023-12-31",
        3,
        "met",
        "v = 45; A = v / 40 = 112.5%; E = 3 / 5 = 60%; P = A / E = 1.875; G = (A − E) × 100 = 52.5; "
        "projection = P × 40 = 75; k = 0",
    ),
    Example(
        "One base by 2025 (at-due): no pace before the due date, on track while zeros are reported",
        ONE_BASE,
        {"..2023": "0"},
        "2023-12-31",
        8,
        "on-track",
        "v = 0; A = 0 / 1 = 0%",
    ),
    Example(
        "Checkpoints bend what is expected",
        BENT,
        {"..2023": "15"},
        "2023-12-31",
        8,
        "on-track",
        "v = 15; A = v / 50 = 30%; E = 15 / 50 = 30%; P = A / E = 1; G = (A − E) × 100 = 0; "
        "projection = P × 50 = 50; k = (35 / 2) / (15 / 3) = 3.5",
    ),
    Example(
        "Two thirds of the time to the first checkpoint: two thirds of its 15 are expected",
        BENT,
        {"..2022": "8"},
        "2022-12-31",
        8,
        "behind",
        "v = 8; A = v / 50 = 16%; E = 30% × 2 / 3 = 20%; P = A / E = 0.8; G = (A − E) × 100 = −4; "
        "projection = P × 50 = 40; k = (42 / 3) / (8 / 2) = 3.5",
    ),
    Example(
        "Due in the middle of a year: 181 of its 365 days count",
        MID_YEAR,
        {"..2022": "20"},
        "2022-12-31",
        8,
        "far-behind",
        "v = 20; A = v / 50 = 40%; E = 2 / (2 + 181 / 365) = 730 / 911 = 80.131…%; P = A / E = 0.499…; "
        "G = (A − E) × 100 = −40.131…; projection = P × 50 = 24.958…; "
        "k = (30 / (181 / 365)) / (20 / 2) = 1,095 / 181 = 6.049…",
    ),
)

AT_DUE = (
    Example(
        "Due and reported: reached",
        FIFTY,
        {"..2025": "50"},
        "2025-12-31",
        1,
        "met",
        "v = 50; A = v / 50 = 100%; E = 5 / 5 = 100%; P = A / E = 1; G = (A − E) × 100 = 0; projection = P × 50 = 50",
    ),
    Example(
        "Due and reported: one short",
        FIFTY,
        {"..2025": "49"},
        "2025-12-31",
        1,
        "missed",
        "v = 49; A = v / 50 = 98%; E = 5 / 5 = 100%; P = A / E = 0.98; G = (A − E) × 100 = −2; "
        "projection = P × 50 = 49",
    ),
    Example(
        "Due, and short with one year never reported: the last one decides, the notice names the other",
        FIFTY,
        {"2021": "10", "2023": "30", "2024": "5", "2025": "4"},
        "2025-12-31",
        1,
        "missed",
        "v = 10 + 30 + 5 + 4 = 49; A = v / 50 = 98%; E = 5 / 5 = 100%; P = A / E = 0.98; G = (A − E) × 100 = −2; "
        "projection = P × 50 = 49",
        notices=("report-overdue: 2022",),
    ),
    Example(
        "Due, not reported, but there is time to report until 31 January",
        FIFTY,
        {"..2024": "36"},
        "2026-01-31",
        8,
        "behind",
        "v = 36; A = v / 50 = 72%; E = 4 / 5 = 80%; P = A / E = 0.9; G = (A − E) × 100 = −8; "
        "projection = P × 50 = 45; k = (14 / 1) / (36 / 4) = 14 / 9 = 1.555…",
        notices=("stale-value: 2024",),
    ),
    Example(
        "Due and never reported",
        FIFTY,
        {"..2024": "36"},
        "2026-02-01",
        1,
        "overdue",
        "v = 36; A = v / 50 = 72%; E = 4 / 5 = 80%; P = A / E = 0.9; G = (A − E) × 100 = −8; "
        "projection = P × 50 = 45; k = (14 / 1) / (36 / 4) = 14 / 9 = 1.555…",
        notices=(
            "report-overdue: 2025",
            "stale-value: 2024",
        ),
    ),
    Example(
        "Reached before the due date, no report since",
        FIFTY,
        {"2021": "20", "2022": "30"},
        "2026-02-01",
        1,
        "met",
        "v = 20 + 30 = 50; A = v / 50 = 100%; E = 2 / 5 = 40%; P = A / E = 2.5; G = (A − E) × 100 = 60; "
        "projection = P × 50 = 125; k = (0 / 3) / (50 / 2) = 0",
    ),
    Example(
        "Reached a year late",
        IN_2023,
        {"..2023": "49", "2024": "1"},
        "2024-12-31",
        1,
        "met",
        "v = 49 + 1 = 50; A = v / 50 = 100%; E = 3 / 3 = 100%; P = A / E = 1; G = (A − E) × 100 = 0; "
        "projection = P × 50 = 50",
        notices=("reached-late",),
    ),
    Example(
        "More than fifty, due with fifty",
        MORE,
        {"..2025": "50"},
        "2025-12-31",
        1,
        "missed",
        "v = 50; A = v / 50 = 100%; E = 5 / 5 = 100%; P = A / E = 1; G = (A − E) × 100 = 0; projection = P × 50 = 50",
    ),
    Example(
        "More than fifty, due with fifty-one",
        MORE,
        {"..2025": "51"},
        "2025-12-31",
        1,
        "met",
        "v = 51; A = v / 50 = 102%; E = 5 / 5 = 100%; P = A / E = 1.02; G = (A − E) × 100 = 2; "
        "projection = P × 50 = 51",
    ),
    Example(
        "More than fifty, fifty by 2024, and 2025 never reported",
        MORE,
        {"..2024": "50"},
        "2026-02-01",
        1,
        "overdue",
        "v = 50; A = v / 50 = 100%; E = 4 / 5 = 80%; P = A / E = 1.25; G = (A − E) × 100 = 20; "
        "projection = P × 50 = 62.5; k = (0 / 1) / (50 / 4) = 0",
        notices=(
            "report-overdue: 2025",
            "stale-value: 2024",
        ),
    ),
    Example(
        "Above the upper end of a range is met, with a notice",
        RANGE,
        {"..2025": "61"},
        "2025-12-31",
        1,
        "met",
        "v = 61; A = v / 40 = 152.5%; E = 5 / 5 = 100%; P = A / E = 1.525; G = (A − E) × 100 = 52.5; "
        "projection = P × 40 = 61",
        notices=("above-range",),
    ),
    Example(
        "Below the lower end of a range when due",
        RANGE,
        {"..2025": "39"},
        "2025-12-31",
        1,
        "missed",
        "v = 39; A = v / 40 = 97.5%; E = 5 / 5 = 100%; P = A / E = 0.975; G = (A − E) × 100 = −2.5; "
        "projection = P × 40 = 39",
    ),
    Example(
        "A range that was never reported",
        RANGE,
        {},
        "2026-02-01",
        1,
        "overdue",
        notices=("report-overdue: 2021, 2022, 2023, 2024, 2025",),
    ),
    Example("No base at the due date", ONE_BASE, {"..2025": "0"}, "2025-12-31", 1, "missed", "v = 0; A = 0 / 1 = 0%"),
    Example(
        "The first half of 2023 is in on 30 June, when it is due",
        MID_YEAR,
        {"..2022": "20", "2023H1": "30"},
        "2023-06-30",
        1,
        "met",
        "v = 20 + 30 = 50; A = v / 50 = 100%; E = 1 = 100%; P = A / E = 1; G = (A − E) × 100 = 0; "
        "projection = P × 50 = 50",
    ),
)
