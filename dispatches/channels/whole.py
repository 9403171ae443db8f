"""Is a file whole? It has not changed for a while, by our own clock, and nobody writes to it.

The times that files carry are compared with themselves alone: clocks of other machines differ.
"""

from __future__ import annotations

import errno
import fcntl
import signal
import time
from collections.abc import Callable, Container, Hashable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Watch:
    """What was seen in a folder by the looks before this one: since when it lies there unchanged.

    `said` are the things about which a sentence was said, so that it is said once.
    """

    clock: Callable[[], float] = time.monotonic
    since: dict[str, tuple[Hashable, float]] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)

    def still(self, path: str, mark: Hashable) -> float:
        """For how many seconds something has lain there with this mark; 0 when it is new."""
        now = self.clock()
        before = self.since.get(path)
        if before is None or before[0] != mark:
            self.since[path] = (mark, now)
            return 0.0
        return now - before[1]

    def say(self, path: str, sentence: str) -> list[str]:
        """The sentence, unless it was said of this thing already."""
        if self.said.get(path) == sentence:
            return []
        self.said[path] = sentence
        return [sentence]

    def forget_all_but(self, seen: Container[str]) -> None:
        """Forget what does not lie there any more."""
        self.since = {path: told for path, told in self.since.items() if path in seen}
        self.said = {path: told for path, told in self.said.items() if path in seen}


def being_written(file: int) -> bool:
    """Whether a program of this machine has an open file open for writing, as far as can be told.

    It is asked for by a lease, which is given only where nobody writes. Where the file system has
    no leases, or the file is somebody else's, the answer is no.
    """
    if not hasattr(fcntl, "F_SETLEASE"):  # not Linux
        return False
    try:
        # Whoever opens it at this very moment has us told: by a signal that does nothing.
        fcntl.fcntl(file, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False
