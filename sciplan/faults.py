"""What the operating system complains about, in the user's language."""

from __future__ import annotations

import errno

from sciplan.i18n import _


def reason(fault: OSError) -> str:
    """Give the reason of a fault as a short phrase; what is not foreseen stays in the system's own words."""
    phrases = {
        errno.ENOENT: _("it does not exist"),
        errno.EACCES: _("permission is missing"),
        errno.EPERM: _("permission is missing"),
        errno.EROFS: _("the disk is read-only"),
        errno.ENOSPC: _("the disk is full"),
        errno.EDQUOT: _("the disk is full"),
        errno.EFBIG: _("the file would become too large"),
        errno.EISDIR: _("it is a folder"),
        errno.ENOTDIR: _("it is not a folder"),
        errno.EEXIST: _("it exists already"),
        errno.ENAMETOOLONG: _("the name is too long"),
        errno.ELOOP: _("its links run in a circle"),
        errno.EIO: _("the disk cannot be read or written"),
        errno.ENXIO: _("it is not an ordinary file"),
        errno.ENODEV: _("it is not an ordinary file"),
        errno.EMFILE: _("too many files are open"),
    }
    return phrases.get(fault.errno or 0, fault.strerror or str(fault))
