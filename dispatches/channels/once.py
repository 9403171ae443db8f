"""One look at one channel, here and now, for whoever asks for it."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread

from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from dispatches.actions import holders, receiving, sealed
from dispatches.actions.errors import Refused
from dispatches.models import Channel

from . import adapter_of
from .adapter import Fault
from .receiver import EVERY_HOLD, Turn, take_turn

log = logging.getLogger(__name__)

_MOST_LOOKS = 5
_LONGEST_WAIT = 30.0


@dataclass(slots=True)
class Outcome:
    """What came of it, as a sentence."""

    sentence: str
    failed: bool = False

    def __str__(self) -> str:
        return self.sentence


def look_at(channel: Channel) -> Outcome:
    """Look at a channel now, whenever its turn is; wait for what is not whole yet."""
    holder, taken, new, left = holders.new(), 0, 0, list[str]()
    for _ in range(_MOST_LOOKS):
        channel = Channel.objects.select_related("source").get(pk=channel.pk)
        if not receiving.claim(channel, holder, now=timezone.now(), due=False):
            return Outcome("it is paused, off, or just being read by a receiver.", failed=True)
        with _held(channel, holder):
            turn = take_turn(Turn(channel), holder)
        if turn.looked is None:
            receiving.let_go(holder)
            return Outcome(turn.said, failed=True)
        taken, new, left = taken + turn.looked.taken, new + turn.looked.new, [*turn.looked.left]
        if turn.looked.again_in is None or turn.looked.again_in > _LONGEST_WAIT:
            break
        time.sleep(turn.looked.again_in)
    return Outcome(" ".join([f"taken {taken}, new {new}.", *left]))


@contextmanager
def _held(channel: Channel, holder: str) -> Iterator[None]:
    """Say now and then that the channel is being read, so that no receiver takes it over."""
    over = Event()

    def hold() -> None:
        while not over.wait(EVERY_HOLD):
            try:
                receiving.hold_on([channel.pk], holder, now=timezone.now())
            except (DatabaseError, InterfaceError) as error:
                log.warning("%s: nobody could be told that it is being read. %s", channel, error)
                connection.close()  # the next try makes a new one
        connection.close()

    thread = Thread(target=hold, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(EVERY_HOLD)


def tried(channel: Channel) -> str:
    """Try a channel's settings without taking anything; what was found, or Refused."""
    try:
        secret = sealed.opened(channel.secret)
        return sealed.without(secret, adapter_of(channel.kind).test(channel, secret))
    except Fault as fault:
        raise Refused(sealed.without(sealed.opened(channel.secret), str(fault))) from None
