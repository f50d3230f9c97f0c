"""Everything that is printed: data on stdout, messages on stderr, a closed pipe quietly."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sciplan.errors import StorageFault, UsageError
from sciplan.i18n import _
from sciplan.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sciplan.render.page import Page
    from sciplan.render.table import Table

FORMATS = ("table", "json", "csv", "md")
XLSX, DOCX = "xlsx", "docx"


def prepare_streams() -> None:
    """Let no character of a name stop the output: what a console cannot show becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def out(text: str) -> None:
    """Write text to stdout in one go; characters that a terminal would obey are left out."""
    _emit(visible_lines(text))


def out_drawn(text: str) -> None:
    """Write what was drawn for this stdout, colours and all, in one go."""
    _emit(text)


def out_data(text: str) -> None:
    """Write data for another program to stdout, as UTF-8 whatever the console speaks."""
    raw = getattr(sys.stdout, "buffer", None)
    if raw is None:
        _emit(text)
        return
    sys.stdout.flush()
    _guarded(lambda: (raw.write(text.encode()), raw.flush()))


def _emit(text: str) -> None:
    stream = sys.stdout
    if stream is not None:
        _guarded(lambda: (stream.write(text), stream.flush()))


def _guarded(write: Callable[[], object]) -> None:
    """Write; when the reader has gone, stop without a word, and when the output is full, say that it is the output."""
    try:
        write()
    except BrokenPipeError:
        _discard_stdout()
    except OSError as fault:
        _discard_stdout()
        from sciplan.faults import reason

        raise StorageFault(
            _("The output cannot be written: {reason}.").format(reason=reason(fault)),
            _("What the command did is done; “sciplan log” shows what was recorded."),
        ) from fault


def _discard_stdout() -> None:
    # Python flushes once more at exit and would complain then.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(text: str) -> None:
    """Write a message to stderr; where nobody can read it, the exit code must say enough."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            sys.stderr.write(visible_lines(text if text.endswith("\n") else f"{text}\n"))
            sys.stderr.flush()


@contextlib.contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """Give what draws a bar on stderr while long work goes on, where that is a terminal; elsewhere it says nothing."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    from sciplan.render.progress import progress_bar

    with progress_bar(visible(label)) as advance:
        yield advance


def is_terminal() -> bool:
    """Say whether stdout is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def can_ask() -> bool:
    """Say whether there is a person who can answer a question."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def check_format(name: str, known: Sequence[str] = FORMATS) -> str:
    """Give the name of a format back, or raise `UsageError`."""
    if name not in known:
        raise UsageError(
            _("There is no format “{name}”.").format(name=name),
            _("Choose one of: {names}.").format(names=", ".join(known)),
        )
    return name


def output_format(form: str | None, output: str | None, known: Sequence[str], otherwise: str) -> str:
    """Give the format: the one named, else that of the file's ending; what is no text is only written to a file."""
    ending = Path(output).suffix.removeprefix(".").lower() if output else ""
    chosen = check_format(form or ending or otherwise, known)
    if chosen == XLSX and output is None:
        raise UsageError(_("A workbook needs a file."), _("Name it with -o FILE.xlsx."))
    if chosen == DOCX and output is None:
        raise UsageError(_("A Word document needs a file."), _("Name it with -o FILE.docx."))
    return chosen


def width() -> int | None:
    """Give the width of the terminal in cells, or None where nothing need be cut."""
    return shutil.get_terminal_size().columns if is_terminal() else None


def drawn(table: Table) -> str:
    """Give a table as this stdout shows it: drawn on a terminal, plain and uncut elsewhere."""
    room = width()
    if room is None:
        from sciplan.render.table import plain_table

        return plain_table(table)
    from sciplan.render.terminal import terminal_table

    return terminal_table(table, room, colour=_in_colour())


def _in_colour() -> bool:
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def show_parts(heading: Sequence[str], parts: Sequence[tuple[str, Table]], after: Sequence[str] = ()) -> None:
    """Print lines, then tables each under a heading of its own if it has one, then lines again."""
    above = "".join(f"{visible(line)}\n" for line in heading)
    tables = "".join(f"\n{title}\n{drawn(table)}" if title else f"\n{drawn(table)}" for title, table in parts)
    below = "".join(f"{visible(line)}\n" for line in after)
    _emit(above + tables + (f"\n{below}" if below else ""))


def show_markdown_parts(heading: Sequence[str], parts: Sequence[tuple[str, Table]]) -> None:
    """Print a heading and several tables as Markdown."""
    from sciplan.render.table import escaped, markdown_table

    above = f"# {escaped(heading[0])}\n" + "".join(f"\n{escaped(line)}\n" for line in heading[1:])
    out(above + "".join(f"\n## {title}\n\n{markdown_table(table)}" for title, table in parts))


def show(form: str, page: Page) -> None:
    """Print a report of rows in a format: drawn or plain table, JSON, CSV or Markdown."""
    if form == "table":
        _show_table(page)
    elif form == "md":
        _show_markdown(page)
    else:
        from sciplan.render.records import csv_text, json_text

        out_data(json_text(page.document()) if form == "json" else csv_text(page.records(), page.names))


def _show_markdown(page: Page) -> None:
    from sciplan.render.table import escaped, markdown_table

    above = f"# {escaped(page.title)}\n\n" if page.title else ""
    below = "".join(f"\n{escaped(line)}\n" for line in (*page.lines, *page.after))
    out(f"{above}{markdown_table(page.table())}{below}")


def _show_table(page: Page) -> None:
    table = page.table()
    if not table.rows and page.nothing:
        say(page.nothing)
        return
    heading = [page.title, *page.lines] if page.title else page.lines
    above, below = ("".join(f"{visible(line)}\n" for line in part) for part in (heading, page.after))
    _emit("\n".join(part for part in (above, drawn(table) if table.rows else "", below) if part))


def error_text(message: str, hint: str) -> str:
    """Give an error as it is printed: the sentence, and below it what to do."""
    text = _("Error: {message}").format(message=message)
    return visible_lines(f"{text}\n  {hint}" if hint else text)


def visible_lines(text: str) -> str:
    """Give text of several lines without characters that a terminal would obey."""
    return "\n".join(visible(line) for line in text.split("\n"))
