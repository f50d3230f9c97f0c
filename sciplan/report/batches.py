"""Batches as a person looks at them: all of them, one with its entries, and what undoing one came to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sciplan.domain.batches import Batch
from sciplan.domain.ledger import LoggedEntry
from sciplan.domain.quotas import Quota


class BatchList(NamedTuple):
    """All batches, the newest last; by which batch each that is undone was, and how many quotas some brought."""

    batches: Sequence[Batch]
    undone: Mapping[int, int]
    quotas: Mapping[int, int]


class BatchPage(NamedTuple):
    """One batch, by which batch it was undone if it was, its entries, and its agreed quotas, each with its plan."""

    batch: Batch
    undone: int | None
    entries: Sequence[LoggedEntry]
    quotas: Sequence[tuple[str, Quota]]


class Undone(NamedTuple):
    """A batch that was undone: how many entries were retracted and put back, by which batch, and what is the same.

    `unchanged` are corrections that had only added evidence, which nothing takes away.
    """

    batch: int
    retracted: int
    put_back: int
    unchanged: int
    by: int
    fingerprint: str
