"""What is measured at a date: pooled percentages, counted stocks, and each region alone."""

from tests.domain.worked_examples.example import TWO, Example

POOLED = f'kind: level, unit: "%", goal: {{at_least: 25}}, baseline: {{value: 5, year: 2020}}, {TWO}'
STOCK = "kind: level, unit: 人, goal: {at_least: 2000}, baseline: {value: 1000, year: 2020}"
STOCKS = f"{STOCK}, {TWO}"
ALONE = f'kind: level, unit: "%", goal: {{at_least: 10}}, combine: each, {TWO}'
ALONE_AT_MOST = f'kind: level, unit: "%", goal: {{at_most: 3}}, combine: each, {TWO}'
ALONE_HOLDING = f'kind: level, unit: "%", goal: {{at_least: baseline}}, combine: each, {TWO}'

COMBINED = (
    Example(
        "Pooled: numerators over denominators, never the average of 30 % and 3.3 %",
        POOLED,
        {"2021@Xining": "30/100", "2021@Haidong": "10/300"},
        "2021-12-31",
        8,
        "on-track",
        "v = (30 + 10) / (100 + 300) × 100 = 10; A = (v − 5) / (25 − 5) = 25%; E = 1 / 5 = 20%; P = A / E = 1.25; "
        "G = (A − E) × 100 = 5; projection = 5 + P × 20 = 30; k = (15 / 4) / (5 / 1) = 0.75",
        notices=("two-points-only",),
    ),
    Example(
        "Pooled: percentages without the numbers behind them make nothing together",
        POOLED,
        {"2021@Xining": "12", "2021@Haidong": "14"},
        "2021-12-31",
        7,
        "no-data",
        notices=("not-computable",),
    ),
    Example(
        "Pooled: reached when due",
        POOLED,
        {"2025@Xining": "70/100", "2025@Haidong": "30/300"},
        "2025-12-31",
        1,
        "met",
        "v = (70 + 30) / (100 + 300) × 100 = 25; A = (v − 5) / (25 − 5) = 100%; E = 5 / 5 = 100%; P = A / E = 1; "
        "G = (A − E) × 100 = 0; projection = 5 + P × 20 = 25",
    ),
    Example(
        "Pooled: one prefecture silent past the due date",
        POOLED,
        {"2025@Xining": "70/100"},
        "2026-02-01",
        1,
        "overdue",
        notices=("report-overdue: 2025", "later-partial: Haidong"),
    ),
    Example(
        "Sum: the stocks of two prefectures",
        STOCKS,
        {"2022@Xining": "600", "2022@Haidong": "800"},
        "2022-12-31",
        8,
        "on-track",
        "v = 600 + 800 = 1,400; A = (v − 1,000) / 1,000 = 40%; E = 2 / 5 = 40%; P = A / E = 1; "
        "G = (A − E) × 100 = 0; projection = 1,000 + P × 1,000 = 2,000; k = (600 / 3) / (400 / 2) = 1",
        notices=("two-points-only",),
    ),
    Example(
        "Sum: one short when due",
        STOCKS,
        {"2025@Xining": "900", "2025@Haidong": "1099"},
        "2025-12-31",
        1,
        "missed",
        "v = 900 + 1,099 = 1,999; A = (v − 1,000) / 1,000 = 99.9%; E = 5 / 5 = 100%; P = A / E = 0.999; "
        "G = (A − E) × 100 = −0.1; projection = 1,000 + P × 1,000 = 1,999",
    ),
    Example(
        "Sum: one prefecture silent past the due date",
        STOCKS,
        {"2025@Xining": "900"},
        "2026-02-01",
        1,
        "overdue",
        notices=("report-overdue: 2025", "later-partial: Haidong"),
    ),
    Example(
        "A stock is what was measured last, here in mid-2022, and never adds up over time",
        STOCK,
        {"2021": "1200", "2022Q2": "1500"},
        "2022-06-30",
        8,
        "on-track",
        "v = 1,500; A = (v − 1,000) / 1,000 = 50%; E = (1 + 181 / 365) / 5 = 546 / 1,825 = 29.917…%; "
        "P = A / E = 1.671…; G = (A − E) × 100 = 20.082…; projection = 1,000 + P × 1,000 = 2,671.245…; "
        "k = (500 / (3 + 184 / 365)) / (500 / (1 + 181 / 365)) = 546 / 1,279 = 0.426…",
    ),
)

EACH = (
    Example(
        "Each: half of the regions after four of five years",
        ALONE,
        {"2024@Xining": "12", "2024@Haidong": "9"},
        "2024-12-31",
        8,
        "behind",
        "v = 1 / 2 × 100 = 50; A = v / 100 = 50%; E = 4 / 5 = 80%; P = A / E = 0.625; G = (A − E) × 100 = −30; "
        "projection = P × 100 = 62.5; k = (50 / 1) / (50 / 4) = 4",
    ),
    Example(
        "Each: none of the regions",
        ALONE,
        {"2022@Xining": "9", "2022@Haidong": "9"},
        "2022-12-31",
        8,
        "far-behind",
        "v = 0 / 2 × 100 = 0; A = v / 100 = 0%; E = 2 / 5 = 40%; P = A / E = 0; G = (A − E) × 100 = −40; "
        "projection = P × 100 = 0",
    ),
    Example(
        "Each: both when due",
        ALONE,
        {"2025@Xining": "12", "2025@Haidong": "10"},
        "2025-12-31",
        1,
        "met",
        "v = 2 / 2 × 100 = 100; A = v / 100 = 100%; E = 5 / 5 = 100%; P = A / E = 1; G = (A − E) × 100 = 0; "
        "projection = P × 100 = 100",
    ),
    Example(
        "Each: at most three, one above it when due",
        ALONE_AT_MOST,
        {"2025@Xining": "3", "2025@Haidong": "3.1"},
        "2025-12-31",
        1,
        "missed",
        "v = 1 / 2 × 100 = 50; A = v / 100 = 50%; E = 5 / 5 = 100%; P = A / E = 0.5; G = (A − E) × 100 = −50; "
        "projection = P × 100 = 50",
    ),
    Example(
        "Each: due, and one never reported",
        ALONE,
        {"2025@Xining": "12"},
        "2026-02-01",
        1,
        "overdue",
        notices=("report-overdue: 2025", "later-partial: Haidong"),
    ),
    Example(
        "Each against its own baseline: a region without one is left out, and named",
        ALONE_HOLDING,
        {"2020@Xining": "10", "2021@Xining": "10", "2021@Haidong": "1"},
        "2021-12-31",
        3,
        "met",
        "v = 1 / 1 × 100 = 100; A = v / 100 = 100%; E = 1 / 5 = 20%; P = A / E = 5; G = (A − E) × 100 = 80; "
        "projection = P × 100 = 500; k = 0",
        notices=("regions-without-baseline: Haidong",),
    ),
    Example(
        "Each against its own baseline, and none has one",
        ALONE_HOLDING,
        {"2021@Xining": "10", "2021@Haidong": "1"},
        "2021-12-31",
        7,
        "no-baseline",
        notices=("regions-without-baseline: Xining, Haidong",),
    ),
)
