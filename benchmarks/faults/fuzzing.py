"""Hypothesis on each reader: good examples with bytes changed, and bytes without sense."""

from __future__ import annotations

import time
from collections.abc import Callable

from benchmarks.faults.outcome import Outcome
from benchmarks.faults.readers import READERS, SEEDS


def fuzzing(*, seconds: float = 0, examples: int = 0, seed: int = 1) -> Outcome:
    """Give each reader so many examples, or as many as fit into so many seconds."""
    missed: list[str] = []
    ran = 0
    for name, reader in READERS.items():
        count = 0
        begun = time.monotonic()
        while True:
            count += _some(reader, SEEDS[name], examples or 500, seed + count, missed, name)
            if time.monotonic() - begun >= seconds or missed:
                break
        ran += count
    figures = f"{len(READERS)} readers, {ran:,} inputs, {len(missed)} uncaught exceptions"
    return Outcome("Hypothesis on each reader", ran, figures, tuple(missed))


def _some(
    reader: Callable[[bytes], None], seeds: tuple[bytes, ...], examples: int, seed: int, missed: list[str], name: str
) -> int:
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import seed as seeded
    from hypothesis import strategies as st

    ran = 0
    edited = st.tuples(st.sampled_from(seeds), st.integers(0, 200), st.integers(0, 8), st.binary(max_size=12)).map(
        lambda edit: edit[0][: edit[1]] + edit[3] + edit[0][edit[1] + edit[2] :]
    )
    text = st.text(max_size=60).map(lambda written: written.encode("utf-8", "surrogatepass"))

    @seeded(seed)
    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(st.one_of(edited, text, st.binary(max_size=200)))
    def read(content: bytes) -> None:
        nonlocal ran
        ran += 1
        reader(content)

    try:
        read()
    except Exception as fault:  # that is what is looked for
        missed.append(f"{name}: {fault!r} {getattr(fault, '__notes__', '')}")
    return ran
