"""Everything that is printed: data on stdout, messages on stderr, a closed pipe quietly."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from typing import TextIO

from sciplan.errors import UsageError
from sciplan.i18n import _
from sciplan.render.records import csv_text, json_text
from sciplan.render.table import Table, markdown_table, plain_table
from sciplan.text import visible

FORMATS = ("table", "json", "csv", "md")


def prepare_streams() -> None:
    """Let no character of a name stop the output: what a console cannot show becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def out(text: str) -> None:
    """Write data to stdout in one go; when the reader has gone, stop without a word."""
    _write(sys.stdout, text)


def say(text: str) -> None:
    """Write a message to stderr."""
    _write(sys.stderr, text if text.endswith("\n") else f"{text}\n")


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        # Python flushes once more at exit and would complain then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def is_terminal() -> bool:
    """Say whether stdout is a terminal."""
    return sys.stdout.isatty()


def can_ask() -> bool:
    """Say whether there is a person who can answer a question."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def check_format(name: str) -> str:
    """Give the name of a format back, or raise `UsageError`."""
    if name not in FORMATS:
        raise UsageError(
            _("There is no format “{name}”.").format(name=name),
            _("Choose one of: {names}.").format(names=", ".join(FORMATS)),
        )
    return name


def show_table(table: Table, before: Sequence[str] = (), after: Sequence[str] = ()) -> None:
    """Print a table with lines around it: drawn on a terminal, plain and uncut elsewhere."""
    if is_terminal():
        from sciplan.render.terminal import terminal_table

        width = shutil.get_terminal_size().columns
        body = terminal_table(table, width, colour="NO_COLOR" not in os.environ)
    else:
        body = plain_table(table)
    above = "".join(f"{line}\n" for line in before)
    below = "".join(f"{line}\n" for line in after)
    out(f"{above}\n{body}\n{below}" if before or after else body)


def show_records(
    form: str, document: Mapping[str, object], records: Sequence[Mapping[str, object]], names: Sequence[str]
) -> None:
    """Print records as JSON or CSV."""
    out(json_text(document) if form == "json" else csv_text(records, names))


def show_markdown(table: Table, title: str = "", after: Sequence[str] = ()) -> None:
    """Print a Markdown table with a heading above and lines below."""
    above = f"# {title}\n\n" if title else ""
    below = "".join(f"\n{line}\n" for line in after)
    out(f"{above}{markdown_table(table)}{below}")


def error_text(message: str, hint: str) -> str:
    """Give an error as it is printed: the sentence, and below it what to do."""
    text = _("Error: {message}").format(message=message)
    return visible_lines(f"{text}\n  {hint}" if hint else text)


def visible_lines(text: str) -> str:
    """Give text of several lines without characters that a terminal would obey."""
    return "\n".join(visible(line) for line in text.split("\n"))
