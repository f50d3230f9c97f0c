"""Bits that flip in the file: opening it or `db verify` tells of every flip that changes a figure."""

from __future__ import annotations

import os
import random
import sqlite3
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.faults.offices import here, small
from benchmarks.faults.outcome import Outcome

SEEN = (
    "SELECT * FROM v_entry ORDER BY id",
    "SELECT * FROM v_live_entry ORDER BY id",
    "SELECT * FROM v_evidence ORDER BY entry, position",
    "SELECT sha256, size, content FROM file ORDER BY sha256",
    "SELECT * FROM v_quota ORDER BY batch, target, year",
    "SELECT * FROM v_plan ORDER BY id",
    "SELECT * FROM v_revision ORDER BY id",
    "SELECT * FROM v_target ORDER BY plan, position",
    "SELECT * FROM batch ORDER BY number",
)
"""What a person or another program sees of the figures and the plans."""

HARMLESS, TOLD, MISSED = "nothing that is read", "told", "missed"


def flips(count: int, *, seed: int = 1, processes: int | None = None) -> Outcome:
    """Flip so many bits, one at a time, each in a fresh copy of a small ledger with every kind of batch."""
    with tempfile.TemporaryDirectory(prefix="sciplan-faults-") as name:
        folder = Path(name)
        whole = small(folder)
        chance = random.Random(seed)
        size = whole.stat().st_size
        bits = [chance.randrange(size * 8) for _flip in range(count)]
        content = whole.read_bytes()
        if processes == 1:
            found = _flipped(content, seen(whole), bits, folder)
        else:
            workers = processes or os.cpu_count() or 1
            parts = [bits[place::workers] for place in range(workers)]
            folders = [folder / str(place) for place in range(workers)]
            for one in folders:
                one.mkdir()
            with ProcessPoolExecutor(workers) as pool:
                before = seen(whole)
                tallies = pool.map(_flipped, [content] * workers, [before] * workers, parts, folders)
                found = [one for tally in tallies for one in tally]
    counted = Counter(result for _bit, result in found)
    missed = tuple(f"bit {bit}" for bit, result in found if result == MISSED)
    figures = f"{counted[TOLD]} told, {counted[HARMLESS]} change nothing that is read, {len(missed)} missed"
    return Outcome("bit flips in the file", len(found), figures, missed)


def seen(path: Path) -> list[list[tuple[object, ...]]] | None:
    """Give what is seen of a ledger; None where SQLite itself says that the file is damaged."""
    connection = sqlite3.connect(path)
    connection.text_factory = bytes
    try:
        return [connection.execute(query).fetchall() for query in SEEN]
    except (sqlite3.Error, UnicodeDecodeError, OverflowError, MemoryError):
        return None
    finally:
        connection.close()


def _flipped(
    content: bytes, before: list[list[tuple[object, ...]]] | None, bits: list[int], folder: Path
) -> list[tuple[int, str]]:
    path = folder / "flipped.db"
    found = []
    for bit in bits:
        changed = bytearray(content)
        changed[bit // 8] ^= 1 << bit % 8
        path.write_bytes(changed)
        code, _out, _err = here(path, "db", "verify", folder=folder, code=None)
        after = seen(path)
        if code == 70:
            found.append((bit, MISSED))
        elif code != 0:
            found.append((bit, TOLD))
        else:
            found.append((bit, HARMLESS if after == before else MISSED))
    return found
