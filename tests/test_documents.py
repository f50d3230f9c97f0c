"""What the documents show is what the program does."""

from __future__ import annotations

import pytest

from tests.conftest import run_sciplan
from tests.transcripts import ROOT, Document, documents

REFERENCE = ROOT / "docs" / "commands.md"
COMMANDS = (
    "",
    "init",
    "demo",
    "use",
    "status",
    "show",
    "owed",
    "checklist",
    "report",
    "form",
    "tasks",
    "import",
    "export",
    "record",
    "correct",
    "retract",
    "log",
    "check",
    "matrix",
    "agencies",
    "scorecard",
    "doctor",
    "plan",
    "plan check",
    "plan load",
    "plan list",
    "plan show",
    "plan schema",
    "evidence",
    "evidence list",
    "evidence save",
    "batch",
    "batch list",
    "batch show",
    "batch undo",
    "db",
    "db path",
    "db upgrade",
    "db verify",
    "db backup",
    "db restore",
)


@pytest.mark.parametrize("document", documents(), ids=lambda document: document.file.name)
def test_transcripts_hold(document: Document, request: pytest.FixtureRequest) -> None:
    """Every command in a document prints what the document says, to the character."""
    now = document.as_run()
    if request.config.getoption("--update"):
        document.file.write_text(now, encoding="utf-8")
    assert document.file.read_text(encoding="utf-8") == now


COMPLETION = """
## Completion

With one line in its start-up file a shell completes commands and options when Tab is pressed, and zsh, fish and
PowerShell show what each is for, in English or Chinese:

```sh
eval "$(_SCIPLAN_COMPLETE=source_bash sciplan)"        # Bash 4.4 or later, in ~/.bashrc
eval "$(_SCIPLAN_COMPLETE=source_zsh sciplan)"         # Zsh, in ~/.zshrc, behind compinit
env _SCIPLAN_COMPLETE=source_fish sciplan | source     # Fish, in ~/.config/fish/config.fish
```

In PowerShell the lines go into the file that `$PROFILE` names:

```powershell
$Env:_SCIPLAN_COMPLETE = "source_powershell"; sciplan | Out-String | Invoke-Expression
$Env:_SCIPLAN_COMPLETE = $null
```
"""


def reference() -> str:
    """Give the reference of commands: the help of each, as the program prints it, and how a shell completes them."""
    parts = ["# Commands\n\nEvery command with its help, as `sciplan COMMAND --help` prints it.\n", COMPLETION]
    for command in COMMANDS:
        title = f"sciplan {command}".strip()
        help_text = run_sciplan(*command.split(), "--help").out
        parts.append(f"\n## {title}\n\n```text\n{help_text.rstrip()}\n```\n")
    return "".join(parts)


def test_the_reference_is_fresh(request: pytest.FixtureRequest) -> None:
    """`docs/commands.md` holds the help of every command as it is now."""
    if request.config.getoption("--update"):
        REFERENCE.write_text(reference(), encoding="utf-8")
    assert REFERENCE.read_text(encoding="utf-8") == reference()


def test_the_reference_is_complete() -> None:
    """No command is left out of the reference."""
    from sciplan.cli import tree

    names = {
        *(name for name, _function, _help in tree.COMMANDS),
        *(f"plan {name}" for name, _function, _help in tree.PLAN_COMMANDS),
        *(f"evidence {name}" for name, _function, _help in tree.EVIDENCE_COMMANDS),
        *(f"batch {name}" for name, _function, _help in tree.BATCH_COMMANDS),
        *(f"db {name}" for name, _function, _help in tree.DATABASE_COMMANDS),
    }
    assert names | {"", "plan", "evidence", "batch", "db"} == set(COMMANDS)


def test_the_repository_speaks_of_the_project_alone() -> None:
    """No file names a package registry's host or a path of somebody's machine."""
    hosts = ("pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "/" + "work/", "deb" + "ian.org")
    files = [ROOT / name for name in ("pyproject.toml", "README.md", "README.zh-CN.md", ".ci/run")]
    for folder in ("sciplan", "tests", "docs", "plans", "examples", "migrations"):
        files += [
            file for file in sorted((ROOT / folder).rglob("*")) if file.is_file() and "__pycache__" not in file.parts
        ]
    for file in (*files, *ROOT.glob("*.md")):
        text = file.read_text(encoding="utf-8", errors="replace")
        assert not [host for host in hosts if host in text], file
