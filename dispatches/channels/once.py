"""One look at one channel, here and now, for whoever asks for it."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.utils import timezone

from dispatches.actions import holders, receiving, sealed
from dispatches.actions.errors import Refused
from dispatches.models import Channel

from . import adapter_of
from .adapter import Fault
from .receiver import Turn, take_turn

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
        turn = take_turn(Turn(channel), holder)
        if turn.looked is None:
            receiving.let_go(holder)
            return Outcome(turn.said, failed=True)
        taken, new, left = taken + turn.looked.taken, new + turn.looked.new, [*turn.looked.left]
        if turn.looked.again_in is None or turn.looked.again_in > _LONGEST_WAIT:
            break
        time.sleep(turn.looked.again_in)
    return Outcome(" ".join([f"taken {taken}, new {new}.", *left]))


def tried(channel: Channel) -> str:
    """Try a channel's settings without taking anything; what was found, or Refused."""
    try:
        secret = sealed.opened(channel.secret)
        return sealed.without(secret, adapter_of(channel.kind).test(channel, secret))
    except Fault as fault:
        raise Refused(sealed.without(sealed.opened(channel.secret), str(fault))) from None
