"""Start a command, wait for it, and write down what it took; run as `python -I -S launch.py NOTE COMMAND...`.

The memory that `wait4` tells is never less than that of the process that started the command, so that one must be as
small as an interpreter can be: it imports only what is built in.
"""

import posix
import sys
import time

_IGNORED_BY_PYTHON = (13, 25)
"""SIGPIPE and SIGXFSZ, which the command is to find as a shell would leave them."""


def main(note: str, *command: str) -> None:
    """Run the command; the note says its status, seconds by the clock and of processor, and memory in KiB."""
    begun = time.perf_counter()
    child = posix.posix_spawn(command[0], command, posix.environ, setsigdef=_IGNORED_BY_PYTHON)
    _child, status, used = posix.wait4(child, 0)
    wall = time.perf_counter() - begun
    file = posix.open(note, posix.O_CREAT | posix.O_WRONLY | posix.O_TRUNC, 0o600)
    posix.write(file, f"{status} {wall} {used.ru_utime + used.ru_stime} {used.ru_maxrss}".encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
