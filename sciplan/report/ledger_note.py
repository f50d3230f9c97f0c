"""The state of the ledger that a report was made from."""

from typing import NamedTuple


class LedgerNote(NamedTuple):
    """The state of the ledger that a report was made from: its entries, fingerprint, and when (UTC) it came to be."""

    entries: int
    fingerprint: str
    at: str = ""
