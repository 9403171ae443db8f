"""What every channel's adapter is: it looks once, hands over whole files, and says what went wrong.

The rule that holds for all: bytes are consumed (a file moved, a mail flagged, a validator kept)
only after `take` came back, for then they are committed. What cannot be read waits in the
rejects. `take` raises Refused for bytes of which nothing is kept, and what the database raises:
nothing is consumed then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from dispatches.models import Channel


class Fault(Exception):
    """A channel cannot be read now; its text is a sentence for whoever looks after it."""


Take = Callable[[bytes, str], bool]
"""Keep these bytes, under this name; True when they are new. They are committed when it returns."""

GoOn = Callable[[], bool]
"""Whether the receiver still wants this channel to go on: asked between two items."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of a kind of channel, as a form asks for it.

    `kind` is "text", "number", "yes", "choice" or "secret"; a secret is kept encrypted, apart.
    """

    name: str
    label: str
    kind: str = "text"
    default: Any = ""
    help: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(slots=True)
class Looked:
    """What one look brought: how many items were taken, how many of them new, what was left.

    `left` are sentences about what was not taken and stays where it lies. `memo` is what the
    channel must remember for the next look; None leaves it as it was. `again_in` asks for the next
    look in so many seconds, where something that lies there may be ready then; None: as set.
    """

    taken: int = 0
    new: int = 0
    left: list[str] = field(default_factory=list)
    memo: dict[str, Any] | None = None
    again_in: float | None = None


class Adapter(Protocol):
    """A module of channels/: one kind of channel.

    A module may name LONGEST_PAUSE, the seconds that it waits at most after failures (else 15
    minutes): where looking again costs nobody anything, it goes on soon. It may name QUICKEST, the
    seconds between two looks of a channel that is set to look every second.
    """

    SETTINGS: tuple[Setting, ...]

    def look(self, channel: Channel, secret: str, take: Take, go_on: GoOn) -> Looked:
        """Take all that is there now. Raises Fault when the other side cannot be read."""

    def test(self, channel: Channel, secret: str) -> str:
        """Try the settings without taking anything; a sentence on what was found, or Fault."""
