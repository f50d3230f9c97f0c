"""Whether the fonts of official documents are on this machine; documents name them, and do not carry them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from sciplan.i18n import _
from sciplan.report.doctor import OK, WARNING, Check

FONTS: Mapping[str, tuple[str, ...]] = {
    "仿宋": ("仿宋", "fangsong", "simfang", "stfangso"),
    "小标宋": ("小标宋", "xiaobiaosong", "fzxbs"),
    "楷体": ("楷体", "kaiti", "simkai", "stkaiti"),
    "黑体": ("黑体", "simhei", "stheiti", "heiti"),
}
"""The fonts of GB/T 9704, and what a family or a file of each has in its name."""

FALLBACKS = ("cjk", "simsun", "宋体", "songti", "uming", "wenquanyi", "microsoft yahei", "msyh", "pingfang")
"""By which of these names a font is known that has Chinese characters at least."""

_SECONDS = 10


def fonts() -> Check:
    """Check which of the fonts are there."""
    names = installed()
    if not names:
        return Check("fonts", WARNING, _("No fonts could be listed."), _remedy())
    missing = [name for name, marks in FONTS.items() if not any(mark in one for one in names for mark in marks)]
    if not missing:
        return Check("fonts", OK, _("All fonts of official documents are there."))
    found = _("Documents name these fonts, which are not here: {names}").format(names=_(", ").join(missing))
    if any(mark in one for one in names for mark in FALLBACKS):
        return Check("fonts", WARNING, found, _("Others stand in for them here; print where they are installed."))
    return Check("fonts", WARNING, found, _remedy())


def _remedy() -> str:
    return _("Install Chinese fonts, or open documents where they are installed.")


def installed() -> list[str]:
    """Give the names of the fonts on this machine in small letters: families, or files where no families are known."""
    lister = shutil.which("fc-list")
    if lister:
        try:
            done = subprocess.run([lister, ":", "family"], capture_output=True, timeout=_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return []
        return done.stdout.decode("utf-8", errors="replace").lower().splitlines()
    return [file.name.lower() for folder in _folders() if folder.is_dir() for file in sorted(folder.iterdir())]


def _folders() -> list[Path]:
    windows = os.environ.get("WINDIR")
    local = os.environ.get("LOCALAPPDATA")
    return [
        *([Path(windows) / "Fonts"] if windows else []),
        *([Path(local) / "Microsoft" / "Windows" / "Fonts"] if local else []),
        Path("/System/Library/Fonts"),
        Path("/System/Library/Fonts/Supplemental"),
        Path("/Library/Fonts"),
        Path(os.path.expanduser("~/Library/Fonts")),  # noqa: PTH111 - without a home it stays as it is
    ]
