"""The colours of the lights on paper and on a page: dark enough to read, and always beside the word."""

from __future__ import annotations

INKS = {"green": "1E6B2E", "yellow": "7A5900", "red": "A61C1C", "grey": "555555"}
"""The colour of the text, in hexadecimal."""

FILLS = {"green": "E4F2E4", "yellow": "FFF3CD", "red": "FBE3E1", "grey": "EDEDED"}
"""The colour behind it."""
