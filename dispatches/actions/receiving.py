"""A channel's turn: one receiver at a time has it, keeps what comes, and notes how it went.

No event tells of a turn: what came is told by its arrivals, and how the channel fares by its row.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any

from django.db import transaction
from django.db.models import Q

from dispatches.models import Channel, Convention
from dispatches.models.shapes import plain, storable

from . import holders
from .errors import Refused
from .ingest import Known, Receipt, join_all, receive

HOLD = timedelta(seconds=60)
"""How long a channel stays with a receiver that says nothing more."""
LONGEST_PAUSE = 15 * 60
_LONGEST_WORDS = 2000
_RUSH = 0.1  # seconds between two that come in a rush
_LONGEST_BATCH, _MOST_IN_BATCH = 0.4, 100  # seconds, transmissions
_MOST_DOUBLINGS = 12
_chance = SystemRandom()


@dataclass(frozen=True, slots=True)
class Went:
    """How a look went: how many items were taken, what was left, what is to be remembered."""

    taken: int = 0
    left: tuple[str, ...] = ()
    memo: dict[str, Any] | None = None
    again_in: float | None = None


def claim(channel: Channel, holder: str, *, now: datetime, due: bool = True) -> bool:
    """Give the channel to this receiver, if it is nobody else's and (if `due`) its turn has come.

    One UPDATE decides, so that of several receivers on several machines one gets it. A holder that
    is dead for certain holds nothing any more.
    """
    whose = Q(held_until__isnull=True) | Q(held_until__lte=now) | Q(holder=holder)
    if holders.dead(channel.holder):
        whose |= Q(holder=channel.holder)
    mine = Channel.objects.filter(whose, pk=channel.pk, is_active=True, is_paused=False)
    if due:
        mine = mine.filter(Q(next_at__isnull=True) | Q(next_at__lte=now))
    return bool(mine.update(holder=holder, held_until=now + HOLD))


def hold_on(channels: Iterable[int], holder: str, *, now: datetime) -> set[int]:
    """Say that these are still being read; those that are this receiver's still."""
    ours = Channel.objects.filter(pk__in=list(channels), holder=holder)
    ours.update(held_until=now + HOLD)
    return set(ours.values_list("pk", flat=True))


def let_go(holder: str) -> None:
    """Give back whatever this receiver holds."""
    Channel.objects.filter(holder=holder).update(holder="", held_until=None)


@dataclass(slots=True)
class Taking:
    """What an adapter hands bytes to: keep them and read them; True when they are new.

    They are committed when it returns. What comes in a rush is joined a little later, a batch at a
    time; what comes by itself is joined at once. It raises what the database raises, and Refused
    for bytes of which nothing is kept: they are not consumed. Whoever made it calls `settle` when
    the look is over; a receiver that dies before that leaves takes without a story, which the next
    look at what waits takes along.
    """

    channel: Channel
    clock: Callable[[], float] = time.monotonic
    _waiting: list[Receipt] = field(default_factory=list)
    _known: Known = field(default_factory=dict)
    _since: float = 0.0
    _last: float = float("-inf")

    def __call__(self, raw: bytes, name: str) -> bool:
        """Keep these bytes."""
        in_a_rush = self.clock() - self._last < _RUSH
        self._since = self._since if self._waiting else self.clock()
        channel = self.channel
        if not self._waiting:
            self._known = Convention.objects.in_force()
        how: dict[str, Any] = {"channel": channel.kind, "known": self._known}
        receipt = receive(raw, source=channel.source, name=name, join=False, **how)
        if receipt.transmission is None:
            raise Refused(receipt.reason)
        self._waiting.append(receipt)
        long = self.clock() - self._since > _LONGEST_BATCH
        if not in_a_rush or long or len(self._waiting) >= _MOST_IN_BATCH:
            self.settle()
        self._last = self.clock()
        return receipt.new

    def settle(self) -> None:
        """Join what came and was not joined yet."""
        join_all(self._waiting)
        self._waiting.clear()


def note_look(channel: Channel, went: Went, holder: str, *, now: datetime) -> None:
    """A look is over, and nothing failed: note it, and give the channel back."""
    wait = channel.every_seconds if went.again_in is None else went.again_in
    changes: dict[str, Any] = {"failures": 0, "looked_at": now}
    if went.taken:
        changes["took_at"] = now
    if went.left:
        changes |= {"last_error": _words(" ".join(went.left)), "last_error_at": now}
    if went.memo is not None:
        changes["memo"] = plain(went.memo)
    _note(channel, holder, changes | {"next_at": now + timedelta(seconds=wait)})


def note_fault(
    channel: Channel, sentence: str, holder: str, *, now: datetime, longest: float = LONGEST_PAUSE
) -> None:
    """A look failed: note the sentence, and let the channel wait, each time twice as long."""
    failures = channel.failures + 1
    wait = pause_after(failures, channel.every_seconds, longest)
    changes = {
        "failures": failures,
        "looked_at": now,
        "last_error": _words(sentence),
        "last_error_at": now,
        "next_at": now + timedelta(seconds=wait),
    }
    _note(channel, holder, changes)


def pause_after(failures: int, every: float, longest: float = LONGEST_PAUSE) -> float:
    """How many seconds a channel waits after so many failures; chance parts those that wait.

    >>> 7 <= pause_after(1, 5) <= 13, pause_after(50, 5) <= LONGEST_PAUSE
    (True, True)
    """
    wait = max(every, 1) * 2 ** min(failures, _MOST_DOUBLINGS)
    return float(min(wait * _chance.uniform(0.75, 1.25), longest))


@transaction.atomic
def _note(channel: Channel, holder: str, changes: dict[str, Any]) -> None:
    """Write what came of a turn, if the turn is this receiver's still.

    What somebody changed meanwhile stays: other settings know nothing of what the old ones saw.
    """
    row = Channel.objects.select_for_update(no_key=True).filter(pk=channel.pk).first()
    if row is None or row.holder != holder:
        return
    if row.settings != channel.settings:
        changes = {name: changes[name] for name in changes if name not in ("memo", "next_at")}
    for name, value in (changes | {"holder": "", "held_until": None}).items():
        setattr(row, name, value)
    row.save(update_fields=[*changes, "holder", "held_until"])


def _words(text: str) -> str:
    return storable(text, _LONGEST_WORDS)
