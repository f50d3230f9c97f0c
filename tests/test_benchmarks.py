"""The benchmarks run, in small: each figure is of a command that did what it says. No time is asserted here."""

import json
import os
import pstats
import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from benchmarks import __main__ as benchmarks
from benchmarks.nation import QUARTERS, YEARS, figures, nation
from benchmarks.speed import case, cases, checks, instructions, measure, profiles, results, rounds, statements, tables
from benchmarks.speed.grounds import Built, Grounds, entries_in
from benchmarks.speed.programs import SHELL, Programs, here
from benchmarks.speed.sizes import FEW, FULL, HISTORIES, SMALL

SOME = ("status-terminal", "record", "status-million", "known-at", "growth", "import", "verify")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the JSON that a small run of some cases on this interpreter has written."""
    file = tmp_path_factory.mktemp("benchmarks") / "results.json"
    assert benchmarks.main(["--small", "--here", "--runs", "1", "--json", str(file), *SOME]) == 0
    return file


def test_every_case_that_is_asked_for_is_measured(kept: Path) -> None:
    """The document holds each case with its goals, each contender with its runs, and the machine with its versions."""
    told = json.loads(kept.read_text(encoding="utf-8"))
    assert (told["schema"], told["small"]) == ("sciplan/benchmarks/1", True)
    assert {"date", "processor", "cores", "memory", "Python", "SQLite", "typer", "rich"} <= set(told["machine"])
    assert [one["name"] for one in told["cases"]] == list(SOME)
    for one in told["cases"]:
        there = [name.name for name in cases.CASES[one["name"]].contenders if name.name not in one["skipped"]]
        assert [contender["name"] for contender in one["contenders"]] == there
        assert all(len(contender["wall"]["runs"]) == 1 for contender in one["contenders"])
        assert all(5 < contender["resident"] < 100 for contender in one["contenders"])
        assert len(one["goals"]) == len(cases.CASES[one["name"]].goals)
    [digest] = [one for one in told["cases"][-1]["contenders"] if one["name"] == "SHA-256"]
    assert digest["note"].startswith("of 1")
    assert digest["note"].endswith(" bytes")
    assert [ledger["entries"] for ledger in told["ledgers"]] == [80, 2000, 40, 400, 2400]


def test_the_goals_are_those_of_the_issue() -> None:
    """Every bound is stated once, against a contender of its case, by a measure that there is."""
    bounds = {
        (one.name, goal.against or goal.measure): goal.bound
        for one in cases.LIST
        for goal in one.goals
        if goal.bound is not None
    }
    assert bounds == {
        ("help", "python"): 8,
        ("version", "python"): 8,
        ("status", "python"): 8,
        ("status", "sqlite-utils rows"): 0.6,
        ("status-terminal", "python"): 12,
        ("status-terminal", "sqlite-utils rows"): 0.9,
        ("status-all", "python"): 15,
        ("record", "python"): 9,
        ("record", "sqlite-utils insert"): 0.6,
        ("status-million", "window function"): 0.3,
        ("status-million", "python"): 20,
        ("known-at", "its statement"): 1.5,
        ("growth", "growth"): 0.1,
        ("import", ".import"): 0.3,
        ("import", "memory"): 100,
    }
    for one in cases.LIST:
        assert {goal.against for goal in one.goals} <= {"", *(contender.name for contender in one.contenders)}
    assert FULL.entries == 1_000_000
    assert [FULL.history(name) for name in HISTORIES] == [10_000, 1_000_000, 6_000_000]


def failing(**changes: object) -> Mapping[str, case.Case]:
    """Give the case `version` alone, its first command changed."""
    version = cases.CASES["version"]
    ours = replace(version.contenders[0], **changes)  # type: ignore[arg-type]
    return MappingProxyType({"version": replace(version, contenders=(ours, cases.BARE))})


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"command": lambda _grounds: (sys.executable, "-c", "import sys; sys.exit('broken')")}, "exit code 1\nbroken"),
        ({"command": lambda grounds: (str(grounds.path("nowhere")),)}, "cannot be started"),
        ({"check": checks.says("another word")}, "“another word” is not in:\nsciplan "),
    ],
)
def test_a_command_that_fails_has_no_time(
    changes: dict[str, object], told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A command that cannot start, fails, or does not do what it says makes the whole run fail."""
    monkeypatch.setattr(benchmarks, "CASES", failing(**changes))
    assert benchmarks.main(["--small", "--here", "--json", "results.json"]) == 1
    assert told in capsys.readouterr().out
    assert not Path("results.json").exists()


def test_a_case_that_there_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    """A name that is no case is refused, and so is keeping the figures of a small run."""
    assert benchmarks.main(["speed"]) == 2
    assert "no such case: speed; there are help, version, status" in capsys.readouterr().out
    assert benchmarks.main(["--small", "--keep"]) == 2


def folder(path: Path) -> dict[str, object]:
    """Give where a command runs, with nothing in its environment."""
    return {"folder": path, "environment": {"PATH": os.defpath}}


def test_what_a_command_prints_is_read_to_its_end(tmp_path: Path) -> None:
    """More than a pipe or a terminal holds does not block a command; a terminal has a size."""
    script = "import os, sys; print(sys.stdout.isatty()); print('多' * 100_000)"
    for terminal in (False, True):
        done = measure.measure([sys.executable, "-c", script], terminal=terminal, **folder(tmp_path))  # type: ignore[arg-type]
        assert done.output.split() == [str(terminal), "多" * 100_000]
    size = [sys.executable, "-c", "import os; print(os.get_terminal_size())"]
    shown = measure.measure(size, terminal=True, **folder(tmp_path)).output  # type: ignore[arg-type]
    assert shown.strip() == "os.terminal_size(columns=120, lines=40)"


def test_memory_is_that_of_the_command(tmp_path: Path) -> None:
    """What a command holds is in its memory, what this process holds is not."""
    ours = bytes(64 << 20)
    small, large = (
        measure.measure([sys.executable, "-c", f"x = b'1' * {size}"], **folder(tmp_path)).resident  # type: ignore[arg-type]
        for size in (1, 32 << 20)
    )
    assert len(ours) >> 20 > small
    assert 31 < large - small < 34


def test_an_import_takes_little_memory(tmp_path: Path) -> None:
    """However many rows a file has, its import stays below 100 MiB."""
    grounds = Grounds(here(), tmp_path, replace(SMALL, many=(100, 100)))
    run = rounds.run(cases.CASES["import"], grounds, 1)
    assert entries_in(tmp_path / "copy.db") == 50_000
    assert 10 < run.resident("sciplan") < 100


def runs(**times: list[float]) -> case.Runs:
    """Give runs that took so many seconds, with 10 MiB for each second."""
    return case.Runs({name: [measure.Measured(wall, 0, wall * 10) for wall in walls] for name, walls in times.items()})


def test_figures_are_of_medians() -> None:
    """A ratio is one of medians, memory the most of all runs, and a goal is reached at its bound."""
    made = runs(ours=[1.0, 9.0, 2.0], theirs=[4.0, 5.0, 3.0])
    for measured, bound, figure, good in (
        (case.TIME, 0.5, 0.5, True),
        (case.TIME, 0.49, 0.5, False),
        (case.RATE, 2, 2, True),
        (case.RATE, 2.1, 2, False),
        (case.MEMORY, 90, 90, True),
        (case.TIME, None, 0.5, None),
    ):
        assert case.reached(case.Goal(measured, "theirs", bound), made) == (figure, good)
    made.skipped["absent"] = "absent is not installed"
    assert case.reached(case.Goal(case.TIME, "absent", 8), made) == (None, None)
    assert results.quartiles([5.0, 1.0, 2.0, 4.0, 3.0]) == (2, 3, 4)
    assert results.quartiles([1.0]) == (1, 1, 1)


def test_growth_is_an_exponent() -> None:
    """What takes as long for any size grows with the power 0, what takes its square with the power 2."""
    sizes = (10_000, 1_000_000, 6_000_000)
    for power in (0, 0.1, 1, 2):
        assert case.exponent([(size, 3 * size**power) for size in sizes]) == pytest.approx(power)
    made = runs(few=[1.0], many=[2.0])
    made.sizes |= {"few": 1_000, "many": 1_000_000}
    figure, good = case.reached(case.Goal(case.GROWTH, bound=0.1), made)
    assert figure == pytest.approx(0.1003433)
    assert good is False


def test_a_missed_goal_is_shown() -> None:
    """A goal that is missed is in the table as missed, one without its yardstick as skipped."""
    one = replace(cases.CASES["status"], goals=(case.Goal(case.TIME, "theirs", 1), case.Goal(case.TIME, "absent", 1)))
    made = runs(ours=[0.3], theirs=[0.1])
    made.skipped["absent"] = "absent is not installed"
    made.instructions |= {"ours": 6_000_000, "theirs": 2_000_000}
    all_of_it = results.Results({}, small=False, cases=[(one, made)])
    assert all_of_it.missed == ["status"]
    first, second = tables.cases_table(all_of_it).splitlines()[2:]
    assert first.split(" | ")[1:] == [
        "300 ms (300–300)", "theirs 100 ms (100–100)", "3 ×", "≤ 1 ×", "**NO**", "3 MiB |"
    ]  # fmt: skip
    assert "skipped: absent is not installed" in second
    assert tables.instructions_table(all_of_it).endswith("| status | 6 | theirs 2 | 3 × |")


def test_the_document_on_scale_is_filled() -> None:
    """The table in `docs/scale.md` is what the last kept run has measured; the text around it stays."""
    made = runs(**{"history-1": [1.0], "history-2": [2.0]})
    made.sizes |= {"history-1": 1_000, "history-2": 1_000_000}
    ledgers = [Built("history-2", 1_000_000, 5, 10, 100), Built("few", 10, 1, 1, 1)]
    measured = results.Results({}, small=False, cases=[(cases.CASES["growth"], made)], ledgers=ledgers)
    text = benchmarks.SCALE.read_text(encoding="utf-8")
    new = benchmarks.filled(text, measured)
    assert "| 1,000,000 entries in one file | 100 MiB; imported in 10 s, 100,000 a second |" in new
    assert "| `status` over 1,000,000 entries | 2 s (2–2), 20 MiB |" in new
    assert new.count("entries in one file |") == 1
    before, after = text.partition("<!-- measured -->")[0], text.partition("<!-- end of measured -->")[2]
    assert new.startswith(before)
    assert new.endswith(after)


def test_instructions_are_read() -> None:
    """What Cachegrind tells is read with its commas; where it tells nothing, the run fails."""
    assert instructions.told_instructions("==1== \n==1== I   refs:      40,081,552\n") == 40_081_552
    with pytest.raises(measure.Failed, match="told no count"):
        instructions.told_instructions("==1== killed")


def test_a_profile_adds_up_by_work(tmp_path: Path) -> None:
    """What belongs to no part of sciplan counts for those who called it, by what it took for each."""
    module, reader, judge = ("x.py", 1, "<module>"), ("/sciplan/storage/reader.py", 1, "live"), ("sum", 1, "inner")
    evaluate, loop = ("/sciplan/domain/evaluate.py", 1, "evaluate"), ("json.py", 1, "loop")
    made = pstats.Stats()
    made.stats = {  # type: ignore[attr-defined]
        module: (1, 1, 2.0, 10.0, {}),
        reader: (1, 1, 1.0, 4.0, {module: (1, 1, 1.0, 4.0)}),
        evaluate: (1, 1, 3.0, 4.0, {module: (1, 1, 3.0, 4.0)}),
        judge: (2, 2, 4.0, 4.0, {reader: (1, 1, 3.0, 3.0), loop: (1, 1, 1.0, 1.0)}),
        loop: (2, 2, 0.0, 1.0, {evaluate: (1, 1, 0.0, 1.0), judge: (1, 1, 0.0, 0.0)}),
    }
    made.dump_stats(tmp_path / "profile")
    found = profiles.read_profile(tmp_path / "profile", most=1)
    assert found.seconds == 10
    assert found.shares == pytest.approx({"SQL": 0.4, "evaluation": 0.4, "imports": 0.2})
    assert found.functions == (("sum inner", 0.4),)


def test_figures_come_from_a_seed() -> None:
    """The same seed gives the same figures: one for each target, period and region, or so many rows of them."""
    plan = nation(2, 3, named=False)
    assert list(figures(plan)) == list(figures(plan))
    assert len(list(figures(plan, periods=QUARTERS))) == 1 + 2 * 20 * 3
    assert len(list(figures(plan, 7))) == 8
    assert list(figures(plan, regions=["110002"], periods=YEARS[:1]))[1].startswith("target-0000,2021,110002,")


def test_a_program_that_is_absent_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the shell its yardsticks are left out, with the reason."""
    monkeypatch.setattr("shutil.which", lambda _name: None)
    found: Programs = here()
    assert SHELL not in found.others
    assert found.missing[SHELL] == "sqlite3 is not installed"


def test_the_statement_of_a_past_moment_has_its_parameters() -> None:
    """The statement that the shell runs has values in the place of its marks."""
    text = statements.known_at_statement(2)
    assert not re.search(r"[?{}]|:last", text)
    assert text.count("batch <= 2") == 2


def test_a_status_without_its_figures_is_no_good_status(tmp_path: Path) -> None:
    """A `status` that prints every line, but not what the entries add up to, makes the run fail."""
    grounds = Grounds(here(), tmp_path, SMALL)
    told = grounds.sciplan(grounds.ledger(FEW), "status").output
    checks.judged(FEW)(grounds, told)
    with pytest.raises(measure.Failed):
        checks.judged(FEW)(grounds, re.sub(r"[0-9,]+人次 ", "0人次 ", told))
