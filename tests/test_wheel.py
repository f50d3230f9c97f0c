"""What is installed is whole: the wheel works outside the checkout, without the tests' dependencies."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.transcripts import ROOT

pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, install it with its own dependencies in a new environment, and give its `sciplan`."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder / "dist"), str(ROOT)],
        check=True,
        capture_output=True,
    )
    [wheel] = (folder / "dist").glob("*.whl")
    environment = folder / "environment"
    venv.create(environment, with_pip=True)
    subprocess.run(
        [environment / "bin" / "python", "-m", "pip", "install", "--quiet", str(wheel)],
        check=True,
        capture_output=True,
    )
    return environment / "bin" / "sciplan"


def call(program: Path, *arguments: str, code: int = 0) -> str:
    """Run the installed program outside the checkout and give what it printed."""
    surroundings = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [program, "--lang", "en", *arguments], capture_output=True, text=True, env=surroundings, check=False
    )
    assert done.returncode == code, done.stderr
    return done.stdout


def test_the_wheel_stands_alone(installed: Path) -> None:
    """`init`, `plan list`, `status`, `record` and `demo` work from the wheel, with its own plans and migrations."""
    assert "Loaded qinghai-2021-2025" in call(installed, "init")
    assert "national-2021-2035" in call(installed, "plan", "list")
    assert "公民具备科学素质的比例" in call(installed, "status", "national-2021-2035", "--as-of", "2023-12-31")
    assert "Recorded as entry 1" in call(
        installed, "record", "national-2021-2035:literacy-2025", "14.14%", "--year", "2023"
    )
    assert "+20.6" in call(installed, "status", "national-2021-2035", "--as-of", "2023-12-31")
    assert "+20.6" in call(installed, "demo")
    call(installed, "status", "atlantis", code=3)


def test_the_wheel_brings_no_test_dependency(installed: Path) -> None:
    """pytest, Hypothesis and the other tools of development are not installed with sciplan."""
    listed = subprocess.run(
        [installed.with_name("python"), "-m", "pip", "list"], capture_output=True, text=True, check=True
    ).stdout.lower()
    for tool in ("pytest", "hypothesis", "babel", "mypy", "ruff", "hatchling"):
        assert tool not in listed
