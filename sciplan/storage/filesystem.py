"""On what kind of disk a file lies: the locks of a database hold on a disk of this computer, not on a network share."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from sciplan.errors import StorageFault
from sciplan.i18n import _

MOUNTS = Path("/proc/mounts")
"""What Linux has mounted, a line each: device, place, kind, options."""

NETWORK_DRIVE = "network"
"""What Windows calls each of its network drives."""

NETWORK = frozenset(
    {
        NETWORK_DRIVE,
        *("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "9p", "vboxsf"),
        *("ceph", "glusterfs", "lustre", "beegfs", "gpfs", "davfs", "davfs2", "webdav"),
        *("fuse.sshfs", "fuse.davfs", "fuse.davfs2", "fuse.rclone", "fuse.s3fs", "fuse.glusterfs", "fuse.ceph"),
        *("fuse.smbnetfs", "fuse.gvfsd-fuse", "fuse.vmhgfs-fuse", "fuse.curlftpfs", "fuse.juicefs"),
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
        lines = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    return _kind_at(place, lines)


def _kind_at(place: Path, lines: list[str]) -> str:
    """Give the kind of the innermost mount around a place; of two at the same place the later one covers the other."""
    depth, kind = -1, ""
    for line in lines:
        columns = line.split(" ")
        if len(columns) < 3:
            continue
        mounted = Path(_ESCAPE.sub(lambda escape: chr(int(escape.group(1), 8)), columns[1]))
        if len(mounted.parts) >= depth and (mounted == place or mounted in place.parents):
            depth, kind = len(mounted.parts), columns[2]
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
