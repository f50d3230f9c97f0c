"""On what kind of disk a file lies: the locks of a database hold on a disk of this computer, not on a network share."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from sciplan.errors import StorageFault
from sciplan.i18n import _

MOUNTS = Path("/proc/mounts")
"""What Linux has mounted, a line each: device, place, kind, options."""

MOUNT = "/sbin/mount"
"""What says the same on macOS, a line each: device on place (kind, options)."""

_SAID = re.compile(r".* on (?P<place>/.*) \((?P<kind>[^,)]+)[^()]*\)")
_SECONDS = 5

NETWORK_DRIVE = "network"
"""What Windows calls each of its network drives."""

NETWORK = frozenset(
    {
        NETWORK_DRIVE,
        *("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "ncpfs", "afs", "9p", "vboxsf"),
        *("virtiofs", "vmhgfs", "prl_fs"),
        *("ceph", "glusterfs", "lustre", "beegfs", "gpfs", "orangefs", "davfs", "davfs2", "webdav"),
        *("fuse.sshfs", "fuse.davfs", "fuse.davfs2", "fuse.rclone", "fuse.s3fs", "fuse.glusterfs", "fuse.ceph"),
        *("fuse.ceph-fuse", "fuse.gcsfuse", "fuse.smbnetfs", "fuse.gvfsd-fuse", "fuse.vmhgfs-fuse"),
        *("fuse.curlftpfs", "fuse.juicefs"),
    }
)
"""Kinds of file systems whose files lie on another computer, or belong to the one that this one runs on."""

_DRIVE_REMOTE = 4
_ESCAPE = re.compile(r"\\([0-7]{3})")


def file_system(path: Path) -> str:
    """Give the kind of file system that a path lies or would lie on, such as `ext4`, or "" where nobody says."""
    place = Path(os.path.realpath(path))  # which takes links in a circle as they are
    if sys.platform == "win32":
        import ctypes

        remote = ctypes.windll.kernel32.GetDriveTypeW(place.anchor) == _DRIVE_REMOTE
        return NETWORK_DRIVE if remote else ""
    try:
        text = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return _kind_at(place, _said_by_mount())
    return _kind_at(place, _listed(text))


def _listed(text: str) -> Iterator[tuple[Path, str]]:
    for columns in (line.split(" ") for line in text.splitlines()):
        if len(columns) >= 3:
            yield Path(_ESCAPE.sub(lambda escape: chr(int(escape.group(1), 8)), columns[1])), columns[2]


def _said_by_mount() -> Iterator[tuple[Path, str]]:
    """Give what a system without a list of mounts says when asked, such as macOS; nothing if it does not answer."""
    import subprocess

    try:
        done = subprocess.run([MOUNT], capture_output=True, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired):
        return
    for line in os.fsdecode(done.stdout).splitlines():
        if found := _SAID.fullmatch(line):
            yield Path(found["place"]), found["kind"]


def _kind_at(place: Path, mounts: Iterable[tuple[Path, str]]) -> str:
    """Give the kind of the innermost mount around a place; of two at the same place the later one covers the other."""
    depth, kind = -1, ""
    for mounted, of in mounts:
        if len(mounted.parts) >= depth and (mounted == place or mounted in place.parents):
            depth, kind = len(mounted.parts), of
    return kind


def network_share(path: Path) -> str:
    """Give the kind of network share that a path lies on, or "" if it is not known to lie on one."""
    kind = file_system(path)
    return kind if kind in NETWORK else ""


def require_local(path: Path) -> None:
    """Raise `StorageFault` if a database at this path would lie on a network share."""
    kind = network_share(path)
    if kind:
        raise StorageFault(
            _("{path} would lie on a network share ({kind}), where locks do not hold and a database breaks.").format(
                path=path, kind=kind
            ),
            _("Create it on a disk of this computer; put reports and backups on the share."),
        )
