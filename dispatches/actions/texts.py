"""The texts that stories are compared with, kept by this process as runs of words: C12.

A version is never changed, so its runs hold for good. Only what was committed is kept, for a number
that was rolled back is given again.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from django.db import transaction

from dispatches.wire import nearness

MOST = 2000
"""Texts that are kept, some 3 kB each; what was asked for longest ago goes first."""


@dataclass(frozen=True, slots=True)
class Text:
    """A version's headline and its runs of words."""

    headline: str
    runs: array[int]

    def share(self, own: frozenset[int]) -> float:
        """The share of the shorter text's runs that both have."""
        fewer = min(len(own), len(self.runs))
        return len(own.intersection(self.runs)) / fewer if fewer >= nearness.FEWEST else 0.0


def text(headline: str, words: tuple[str, ...]) -> Text:
    """The text that has these words."""
    return Text(headline, array("I", nearness.runs(words)))


class Texts:
    """Texts by story and version. Any thread may ask."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[int, int], Text] = OrderedDict()
        self._lock = Lock()

    def get(self, story: int, version: int) -> Text | None:
        """The text of this version of a story, if it is kept."""
        with self._lock:
            found = self._kept.get((story, version))
            if found is not None:
                self._kept.move_to_end((story, version))
            return found

    def keep_committed(self, told: Mapping[tuple[int, int], Text]) -> None:
        """Keep these once the transaction is committed; where it is rolled back they are not."""
        if told:
            transaction.on_commit(lambda: self._keep(told))

    def _keep(self, told: Mapping[tuple[int, int], Text]) -> None:
        with self._lock:
            self._kept.update(told)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def forget(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._kept.clear()


TEXTS = Texts()
"""What this process keeps."""
