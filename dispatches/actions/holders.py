"""Who holds something, as a name: which machine, since when it runs, which process of it.

By such a name anybody can tell, on the same machine, that the holder is dead for certain. From
another machine nobody can: there, only time tells.
"""

from __future__ import annotations

import hashlib
import os
import re
import socket
import uuid
from functools import lru_cache
from pathlib import Path

_NAME = re.compile(r"(?P<host>[0-9a-f]{12})\.(?P<boot>[0-9a-f]{8})\.(?P<pid>\d+)\.(?P<began>\d+)\.")


def new() -> str:
    """A name for something that this process holds; no other has it.

    >>> new() != new() and not dead(new())
    True
    """
    pid = os.getpid()
    return f"{_machine()}.{pid}.{_began(pid)}.{uuid.uuid4().hex[:12]}"


def dead(name: str) -> bool:
    """Whether the process that gave itself this name is gone for certain.

    Of a name from another machine, or of one that is no such name, this is never known.

    >>> dead("somebody"), dead("")
    (False, False)
    """
    told = _NAME.match(name)
    host, _, boot = _machine().partition(".")
    if told is None or told["host"] != host:
        return False
    return told["boot"] != boot or _began(int(told["pid"])) != int(told["began"])


def ours(name: str) -> bool:
    """Whether this very process gave itself the name.

    >>> ours(new()), ours("somebody")
    (True, False)
    """
    pid = os.getpid()
    return name.startswith(f"{_machine()}.{pid}.{_began(pid)}.")


@lru_cache(maxsize=1)
def _machine() -> str:
    """This machine, or this container of it, and its present run."""
    where = f"{socket.gethostname()} {_said('/etc/machine-id')} {_inner()}"
    return f"{_digest(where)[:12]}.{_digest(_said('/proc/sys/kernel/random/boot_id'))[:8]}"


def _inner() -> str:
    """Which numbering of processes this is: a container has its own."""
    try:
        return str(Path("/proc/self/ns/pid").stat().st_ino)
    except OSError:
        return ""


def _began(pid: int) -> int:
    """When a process began, in the kernel's ticks: a number is given out again, with another time.

    0 where there is no such process, and 1 where there is and the system does not say more.
    """
    try:
        told = Path(f"/proc/{pid}/stat").read_bytes()
    except OSError:
        return _answers(pid)
    fields = told.rpartition(b")")[2].split()
    return 0 if fields[0] == b"Z" else int(fields[19])


def _answers(pid: int) -> int:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return 0
    except OSError:  # somebody else's
        return 1
    return 1 if not Path("/proc/self/stat").exists() else 0


def _said(path: str) -> str:
    try:
        return Path(path).read_text("ascii", "replace").strip()
    except OSError:
        return ""


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
