"""Documents that show commands with their output: finding them, running them, and writing them anew."""

from __future__ import annotations

import io
import re
import shlex
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from sciplan.cli.main import run
from tests.conftest import NOW

ROOT = Path(__file__).parent.parent
HOME = "/home/clerk"
"""What stands in the documents for the folder in which the commands ran."""

_BLOCK = re.compile(r"(?ms)^```console\n(.*?)^```$")
_COMMAND = re.compile(r"(?m)^\$ sciplan( .*)?\n")


@dataclass(frozen=True, slots=True)
class Document:
    """A Markdown file with `console` blocks, and the language in which its commands speak."""

    file: Path
    language: str

    def as_run(self) -> str:
        """Give the document's text with what its commands print now, run one after the other in this folder."""
        for shared in ("examples", "plans"):
            Path(shared).symlink_to(ROOT / shared)
        return _BLOCK.sub(self._block, self.file.read_text(encoding="utf-8"))

    def _block(self, block: re.Match[str]) -> str:
        commands = [match.group(1) or "" for match in _COMMAND.finditer(block.group(1))]
        if not commands:
            return block.group()
        return "```console\n" + "\n".join(self._shown(command) for command in commands) + "```"

    def _shown(self, command: str) -> str:
        printed = io.StringIO()
        with redirect_stdout(printed), redirect_stderr(printed):
            code = run(["--lang", self.language, *shlex.split(command)], NOW)
        output = printed.getvalue().replace(str(Path.cwd()), HOME)
        ending = f"[{code}]\n" if code else ""
        return f"$ sciplan{command}\n{output}{ending}"


def documents() -> list[Document]:
    """Give every document with commands: the two READMEs and the walk-throughs."""
    files = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "examples").glob("*.md"))]
    return [Document(file, "zh" if "zh-CN" in file.name else "en") for file in files]
