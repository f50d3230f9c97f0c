"""Every problem code of plan files: one broken file each under `problems/`, with its exact messages beside it."""

import os
import re
import socket
import sys
from pathlib import Path

import pytest

from sciplan.planfile import CODES, read_plan
from sciplan.planfile.files import MAX_BYTES

PROBLEMS = Path(__file__).parent / "problems"
BROKEN = sorted(PROBLEMS.glob("*.yaml"))
PLAN = (Path(__file__).parents[1] / "plans" / "national-2021-2035.yaml").read_text(encoding="utf-8")
INFORMATION = {
    "missing-fact",
    "unanswered",
    "unused-agency",
    "lead-also-responsible",
    "two-figures",
    "yearly-total",
    "goal-behind-baseline",
    "higher-goal",
}
MADE_BY_TESTS = {
    "file-missing",
    "file-not-ordinary",
    "file-unreadable",
    "file-too-large",
    "file-binary",
    "file-encoding",
    "yaml-size",
}
"""Codes whose files cannot be kept in the repository; the tests below make them."""


@pytest.mark.parametrize("broken", BROKEN, ids=lambda path: path.stem)
def test_broken_file(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken file gives exactly the lines that are written beside it, and a plan only if none is an error."""
    monkeypatch.chdir(PROBLEMS)
    plan, problems = read_plan(Path(broken.name))
    expected = broken.with_suffix(".expected").read_text(encoding="utf-8")
    assert "".join(f"{problem}\n" for problem in problems) == expected
    assert {problem.code for problem in problems} == {broken.stem}
    assert all(problem.hint for problem in problems)
    assert {problem.code for problem in problems if problem.information} == {broken.stem} & INFORMATION
    assert (plan is not None) == (broken.stem in INFORMATION)


def test_every_code_has_its_file() -> None:
    """Each code has one broken file, or is made by a test here; each file has a code and its messages."""
    names = {path.stem for path in BROKEN}
    assert names | MADE_BY_TESTS == set(CODES)
    assert not names & MADE_BY_TESTS
    assert {path.stem for path in PROBLEMS.glob("*.expected")} == names
    assert {path.suffix for path in PROBLEMS.iterdir()} == {".yaml", ".expected"}


def test_codes_are_nouns_with_a_sentence() -> None:
    """Codes are kebab-case, and each is explained by one sentence."""
    for code, explanation in CODES.items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code)
        assert re.fullmatch(r"[A-Z`].*\.", explanation)


def refusal(path: Path) -> str:
    """Give the only problem of a file that cannot be read, without the folder it is in."""
    plan, problems = read_plan(path)
    assert plan is None
    (problem,) = problems
    assert problem.hint
    return str(problem).removeprefix(f"{path.parent}{os.sep}")


def test_missing_file(tmp_path: Path) -> None:
    """A path without a file is one problem."""
    assert refusal(tmp_path / "none.yaml") == "none.yaml: file-missing: There is no such file. Check the path."


def test_folder(tmp_path: Path) -> None:
    """A folder is not read."""
    (tmp_path / "plan").mkdir()
    expected = "plan: file-not-ordinary: This is not an ordinary file."
    assert refusal(tmp_path / "plan").startswith(expected)


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
@pytest.mark.parametrize("kind", ["pipe", "socket"])
def test_pipe_does_not_hang(tmp_path: Path, kind: str) -> None:
    """A pipe without a writer is refused at once instead of waited for; a socket cannot be opened."""
    path = tmp_path / kind
    if kind == "pipe":
        os.mkfifo(path)
        assert refusal(path).startswith("pipe: file-not-ordinary: ")
        return
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.relpath(path))
        assert refusal(path).startswith("socket: file-unreadable: ")


def test_device() -> None:
    """A device is refused without being read."""
    assert read_plan(Path(os.devnull))[1][0].code == "file-not-ordinary"


@pytest.mark.parametrize("name", ["a\0b.yaml", "n" * 5000], ids=["NUL", "long"])
def test_unreadable_name(tmp_path: Path, name: str) -> None:
    """A name that the system does not take is a problem with the system's reason."""
    _plan, problems = read_plan(tmp_path / name)
    assert [problem.code for problem in problems] == ["file-unreadable"]


def test_too_large(tmp_path: Path) -> None:
    """A file over the limit is refused by its size, which is said."""
    path = tmp_path / "large.yaml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    expected = "large.yaml: file-too-large: The file has 1000001 bytes; a plan file has at most 1000000. "
    assert refusal(path).startswith(expected)


@pytest.mark.parametrize("content", [b"PK\x03\x04\0\0", PLAN.encode() + b"\0"])
def test_binary(tmp_path: Path, content: bytes) -> None:
    """A file with NUL bytes is no text."""
    path = tmp_path / "plan.docx"
    path.write_bytes(content)
    expected = (
        "plan.docx: file-binary: This is no text file. "
        "A plan file is text; save a Word or Excel document's content as a YAML file."
    )
    assert refusal(path) == expected


@pytest.mark.parametrize(
    ("encoding", "place", "sentence"),
    [
        ("gb18030", ":2:3", "The file is GBK, not UTF-8. Save it as UTF-8 in your editor, or run: iconv -f GB18030"),
        ("utf-16", "", "The file is UTF-16, not UTF-8. Save it as UTF-8 in your editor, or run: iconv -f UTF-16"),
    ],
)
def test_other_encodings(tmp_path: Path, encoding: str, place: str, sentence: str) -> None:
    """GBK and UTF-16 are named, with the way to convert them."""
    path = tmp_path / "gbk.yaml"
    path.write_bytes("format: 1\n# 青海省\n".encode(encoding))
    assert refusal(path).startswith(f"gbk.yaml{place}: file-encoding: {sentence}")


def test_no_encoding(tmp_path: Path) -> None:
    """Bytes that are neither UTF-8 nor GBK are placed by line and column in characters."""
    path = tmp_path / "odd.yaml"
    path.write_bytes("format: 1\n省".encode() + b"\xff\xff")
    assert refusal(path) == (
        "odd.yaml:2:2: file-encoding: The file is not UTF-8 text. Open it in an editor and save it as UTF-8."
    )


def test_too_many_values(tmp_path: Path) -> None:
    """Reading stops at more values than a plan ever has."""
    path = tmp_path / "many.yaml"
    path.write_text("[" + "a," * 100_000 + "]", encoding="utf-8")
    assert ": yaml-size: The file holds too many values." in refusal(path)
