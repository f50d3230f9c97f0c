"""What has no number: something to be done, and something that goes on."""

from tests.domain.worked_examples.example import TWO, Example

DONE = "kind: state, goal: done"
IN_2022 = "kind: state, goal: done, due: 2022"
ONGOING = "kind: state, goal: ongoing"
TOGETHER = f"kind: state, goal: done, {TWO}"
ALONE = f"kind: state, goal: done, combine: each, {TWO}"
ALONE_ONGOING = f"kind: state, goal: ongoing, combine: each, {TWO}"

TO_BE_DONE = (
    Example("Under way", DONE, {"2021-05": "in-progress"}, "2021-05-31", 4, "on-track", state="in-progress"),
    Example(
        "Not started, and less than half of the time has passed: 182 of 365 days of the third of five years",
        DONE,
        {"2022-12": "not-started"},
        "2023-07-01",
        4,
        "on-track",
        state="not-started",
    ),
    Example(
        "Not started, and half of the time has passed: 183 of 365 days of the third of five years",
        DONE,
        {"2022-12": "not-started"},
        "2023-07-02",
        4,
        "behind",
        state="not-started",
    ),
    Example("Done early", DONE, {"2021-05": "done"}, "2021-05-31", 3, "met", state="done"),
    Example("Nothing reported", DONE, {}, "2021-05-31", 7, "no-data"),
    Example(
        "The review of 2023 asks for a state until 31 January",
        DONE,
        {"2022-12": "in-progress"},
        "2024-01-31",
        4,
        "on-track",
        state="in-progress",
    ),
    Example(
        "The review of 2023 was not answered",
        DONE,
        {"2022-12": "in-progress"},
        "2024-02-01",
        6,
        "overdue",
        state="in-progress",
        notices=("report-overdue: 2023",),
    ),
    Example("Done when due", DONE, {"2025-12": "done"}, "2025-12-31", 1, "met", state="done"),
    Example("Under way when due", DONE, {"2025-12": "in-progress"}, "2025-12-31", 1, "missed", state="in-progress"),
    Example(
        "Due and not reported since 2023",
        DONE,
        {"2023-06": "in-progress"},
        "2026-02-01",
        1,
        "overdue",
        state="in-progress",
        notices=("report-overdue: 2025",),
    ),
    Example(
        "Done in 2023: no further report is needed", DONE, {"2023-06": "done"}, "2026-02-01", 1, "met", state="done"
    ),
    Example(
        "Due in 2022, done in March 2023",
        IN_2022,
        {"2022-06": "in-progress", "2023-03": "done"},
        "2023-03-31",
        1,
        "met",
        state="done",
        notices=("reached-late",),
    ),
)

GOES_ON = (
    Example("Under way", ONGOING, {"2021-05": "in-progress"}, "2021-05-31", 4, "on-track", state="in-progress"),
    Example(
        "Done, but it never ends, so it is not met before its due date",
        ONGOING,
        {"2023-05": "done"},
        "2023-05-31",
        4,
        "on-track",
        state="done",
    ),
    Example("Not started", ONGOING, {"2021-05": "not-started"}, "2021-05-31", 4, "behind", state="not-started"),
    Example("Under way when due", ONGOING, {"2025-05": "in-progress"}, "2025-12-31", 1, "met", state="in-progress"),
    Example(
        "Not started when due", ONGOING, {"2025-05": "not-started"}, "2025-12-31", 1, "missed", state="not-started"
    ),
    Example(
        "Due and not reported since 2024",
        ONGOING,
        {"2024-05": "in-progress"},
        "2026-02-01",
        1,
        "overdue",
        state="in-progress",
        notices=("report-overdue: 2025",),
    ),
)

REGIONS = (
    Example(
        "Two prefectures together: one word does not speak for the other",
        TOGETHER,
        {"2021-05@Xining": "not-started", "2022-03@Haidong": "done"},
        "2022-12-31",
        4,
        "on-track",
        state="in-progress",
    ),
    Example(
        "Two prefectures together when due: one is not done",
        TOGETHER,
        {"2025-03@Xining": "in-progress", "2025-06@Haidong": "done"},
        "2025-12-31",
        1,
        "missed",
        state="in-progress",
    ),
    Example(
        "Two prefectures together, one silent since 2024",
        TOGETHER,
        {"2024-03@Xining": "in-progress", "2025-06@Haidong": "done"},
        "2026-02-01",
        1,
        "overdue",
        state="in-progress",
        notices=("report-overdue: 2025",),
    ),
    Example(
        "Each: one of two has done it",
        ALONE,
        {"2021-05@Xining": "done", "2021-07@Haidong": "not-started"},
        "2021-12-31",
        4,
        "on-track",
        "v = 1 / 2 × 100 = 50",
        state="in-progress",
    ),
    Example(
        "Each: both have done it when due",
        ALONE,
        {"2025-05@Xining": "done", "2025-07@Haidong": "done"},
        "2025-12-31",
        1,
        "met",
        "v = 2 / 2 × 100 = 100",
        state="done",
    ),
    Example(
        "Each: one has not done it when due",
        ALONE,
        {"2025-05@Xining": "done", "2025-07@Haidong": "in-progress"},
        "2025-12-31",
        1,
        "missed",
        "v = 1 / 2 × 100 = 50",
        state="in-progress",
    ),
    Example(
        "Each: due, and one never reported",
        ALONE,
        {"2025-05@Xining": "done"},
        "2026-02-01",
        1,
        "overdue",
        notices=("report-overdue: 2025", "later-partial: Haidong"),
    ),
    Example(
        "Each, going on: what goes on must have begun in all",
        ALONE_ONGOING,
        {"2021-05@Xining": "done", "2021-07@Haidong": "not-started"},
        "2021-12-31",
        4,
        "behind",
        "v = 1 / 2 × 100 = 50",
        state="not-started",
    ),
    Example(
        "Each, going on: under way in both when due",
        ALONE_ONGOING,
        {"2025-05@Xining": "in-progress", "2025-07@Haidong": "in-progress"},
        "2025-12-31",
        1,
        "met",
        "v = 2 / 2 × 100 = 100",
        state="in-progress",
    ),
)
