"""`docs/reliability.md` and `SECURITY.md` name tests that exist."""

import ast
import re

from tests.transcripts import ROOT

NAMED = re.compile(r"`(tests/[a-z_/]+\.py)(?:::(test_[a-z_]+))?`")


def test_every_named_test_exists() -> None:
    """Each promise names at least one test, and each test that is named is there."""
    text = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    promises = [line for line in text.partition("##")[0].splitlines() if line.startswith("| ")][1:]
    assert len(promises) > 20
    check_tests_of(promises)


def test_what_is_protected_names_its_tests() -> None:
    """Each protection names at least one test, and each test that is named is there."""
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    _head, _title, rest = text.partition("## What is protected")
    protections = [line for line in rest.partition("\n## ")[0].splitlines() if line.startswith("- ")]
    assert len(protections) >= 5
    check_tests_of(protections)


def check_tests_of(promises: list[str]) -> None:
    """Fail unless each promise names tests that are there."""
    for promise in promises:
        named = NAMED.findall(promise)
        assert named, promise
        for file, name in named:
            tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
            found = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
            assert any(one.startswith("test_") for one in found) if not name else name in found, (file, name)


def test_every_fault_is_in_the_suite() -> None:
    """Each fault of the benchmark is made in small by a test."""
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").glob("test_fault_*.py"))
    main = ast.parse((ROOT / "benchmarks" / "faults" / "__main__.py").read_text(encoding="utf-8"))
    called = {
        f"{node.func.value.id}.{node.func.attr}"
        for node in ast.walk(main)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)
    }
    faults = {name for name in called if re.match(r"(kills|races|upgrades|damage|fuzzing|hostile|round_trips)", name)}
    assert len(faults) >= 8
    assert all(f"{name}(" in text for name in faults), faults
