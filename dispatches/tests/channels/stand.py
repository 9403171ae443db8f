"""What every test of a channel stands on: a channel without a row, and a basket that takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dispatches.actions.errors import Refused
from dispatches.channels.adapter import Adapter, Looked
from dispatches.models import Channel

LOOPBACK = "127.0.0.1"


class Basket:
    """Takes what a channel hands on; the same bytes twice are not new. It refuses what it must."""

    def __init__(self) -> None:
        self.refuses: bytes | None = None  # what holds these bytes
        self.offered: list[str] = []
        self.things: list[tuple[str, bytes]] = []
        self.before: Callable[[], object] = lambda: None

    def take(self, raw: bytes, name: str) -> bool:
        self.before()
        self.offered.append(name)
        if self.refuses is not None and self.refuses in raw:
            raise Refused("It stays where it lies.")
        new = raw not in self.bytes
        self.things.append((name, raw))
        return new

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.things]

    @property
    def bytes(self) -> list[bytes]:
        return [raw for _, raw in self.things]


def channel(memo: dict[str, Any] | None = None, **settings: Any) -> Channel:
    """A channel with these settings, that may reach the loopback."""
    return Channel(name="Test", settings={"allow_private": True} | settings, memo=memo or {})


def look(
    adapter: Adapter,
    of: Channel,
    basket: Basket,
    *,
    secret: str = "",
    go_on: Callable[[], bool] = lambda: True,
) -> Looked:
    """Look once, and keep the memo as the receiver does."""
    looked = adapter.look(of, secret, basket.take, go_on)
    if looked.memo is not None:
        of.memo = looked.memo
    return looked
