"""A hot folder for tests: its channel, a clock that is set by hand, and what a look takes."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from dispatches.actions.channels import add_channel
from dispatches.channels import folder, whole
from dispatches.channels.adapter import Looked
from dispatches.models import Channel, Source
from dispatches.tests import make


def channel(path: Path, *, name: str = "in", source: Source | None = None, **more: Any) -> Channel:
    """A channel that reads this folder."""
    fields = {"name": name, "kind": "folder", "source": source or make.source(), "every_seconds": 1}
    given = {"path": str(path), **more}
    return add_channel({**fields, "settings": given}, by=None)


@dataclass(slots=True)
class Hot:
    """A folder that is looked into; `took` is what was taken, in order, as name and bytes."""

    path: Path
    channel: Channel
    now: float = 0.0
    took: list[tuple[str, bytes]] = field(default_factory=list)
    meanwhile: Callable[[], None] = lambda: None

    def take(self, raw: bytes, name: str) -> bool:
        """As the receiver's own, without a database."""
        self.meanwhile()
        self.took.append((name, raw))
        return True

    def look(self, *, go_on: Callable[[], bool] = lambda: True) -> Looked:
        """Look once; what the channel is to remember is remembered."""
        looked = folder.look(self.channel, "", self.take, go_on)
        if looked.memo is not None:
            self.channel.memo = looked.memo
        return looked

    def settle(self) -> Looked:
        """Look, let three seconds pass, and look again."""
        self.look()
        self.now += 3
        return self.look()

    def put(self, name: str, raw: bytes = b"It rained.\n") -> Path:
        """Write a file, at once and whole."""
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw)
        return file

    def names(self) -> list[str]:
        """The names of what was taken."""
        return [name for name, _ in self.took]

    def lies(self) -> list[str]:
        """Everything that lies in the folder, but for the day under which it was put away."""
        found = []
        for here, _, files in os.walk(self.path):
            for name in files:
                parts = Path(here, name).relative_to(self.path).parts
                found.append("/".join((parts[0], *parts[2:]) if parts[0] == ".done" else parts))
        return sorted(found)


def hot_folder(path: Path, monkeypatch: pytest.MonkeyPatch, **settings: Any) -> Hot:
    """A hot folder with its channel, and the clock in hand."""
    path.mkdir(exist_ok=True)
    made = Hot(path, channel(path, **settings))
    monkeypatch.setattr(folder, "Watch", lambda: whole.Watch(clock=lambda: made.now))
    folder._watches.clear()
    return made
