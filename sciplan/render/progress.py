"""A progress bar on stderr, drawn by Rich; it is gone when the work is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """Give what is told how much of how much is done; nothing is drawn before it is told for the first time."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True, markup=False, emoji=False, highlight=False),
        transient=True,
    )
    task = bar.add_task(label, total=None)

    def advance(done: int, whole: int) -> None:
        if not bar.live.is_started:
            bar.start()
        bar.update(task, completed=done, total=whole)

    try:
        yield advance
    finally:
        bar.stop()
