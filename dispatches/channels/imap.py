"""A mailbox by IMAP: each mail is handed on as it came, and flagged or moved only after that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import Any

from dispatches.models import Channel

from .adapter import Fault, GoOn, Looked, Setting, Take
from .given import Given, one_line
from .looking import each, kept
from .mailbox import Mailbox, TooLarge, opened
from .web import ALLOW_PRIVATE

SETTINGS: tuple[Setting, ...] = (
    Setting("host", "Host", required=True),
    Setting("port", "Port", "number", 993, "993 for TLS, 143 for STARTTLS and none."),
    Setting(
        "tls",
        "How it is secured",
        "choice",
        "TLS",
        "none only where private addresses are allowed.",
        choices=("TLS", "STARTTLS", "none"),
    ),
    Setting("user", "User", required=True),
    Setting(
        "login",
        "How it logs in",
        "choice",
        "password",
        "The secret is the password, or the bearer token of OAuth.",
        choices=("password", "oauthbearer", "xoauth2"),
    ),
    Setting("secret", "Password or bearer token", "secret"),
    Setting("folder", "Folder", default="INBOX"),
    Setting(
        "which",
        "Which mails",
        "choice",
        "unread",
        "unread: those not flagged as seen; new: those after the last that was taken.",
        choices=("unread", "new"),
    ),
    Setting(
        "after",
        "What becomes of a mail that was taken",
        "choice",
        "flag as seen",
        choices=("flag as seen", "move", "leave"),
    ),
    Setting("to", "Folder to move it to", help="For move; it must be there."),
    Setting(
        "wait",
        "How it waits for mail",
        "choice",
        "poll",
        "idle: the line stays open, and the server says when mail comes.",
        choices=("poll", "idle"),
    ),
    Setting("idle_seconds", "Seconds of waiting with idle", "number", 60),
    Setting("most", "Most mails a look", "number", 200, "The rest comes at the next look."),
    Setting("mebibytes", "Most MiB a mail", "number", 10, "A larger one is left, and named."),
    ALLOW_PRIVATE,
)

_DONE = 2000
_broke: dict[int | None, set[int]] = {}  # by channel, the mails that broke the line
_GLANCE = 3  # seconds of idling between two times that the receiver is asked


@dataclass(slots=True)
class _Memory:
    """What is known of a folder: which mails were taken, which are too large."""

    validity: int = 0
    last: int = 0
    done: set[int] = field(default_factory=set)
    large: set[int] = field(default_factory=set)

    def written(self) -> dict[str, Any]:
        return {
            "uidvalidity": self.validity,
            "uid": self.last,
            "done": sorted(self.done)[-_DONE:],
            "large": sorted(self.large)[-_DONE:],
        }


@dataclass(slots=True)
class _Round:
    """One look at a folder."""

    given: Given
    take: Take
    go_on: GoOn
    looked: Looked
    memory: _Memory
    broke: set[int]
    listed: list[int] = field(default_factory=list)

    def fetch(self, box: Mailbox, uid: int) -> None:
        """Take one mail, then do with it what the settings say."""
        if uid not in self.memory.done:
            name = f"{self.given.text('folder')}-{uid}.eml"
            try:
                kept(self.looked, self.take, box.read(uid), name)
            except TooLarge:
                self.memory.large.add(uid)
                raise
            self.memory.done.add(uid)
        after = self.given.choice("after")
        if after == "flag as seen":
            box.flag(uid)
        elif after == "move":
            box.move(uid, self.given.text("to"))

    def waiting(self, box: Mailbox) -> list[int]:
        """The mails to take, the first come first; those that are too large are said, and stay."""
        if box.validity != self.memory.validity:
            self.memory = _Memory(box.validity)
        self.listed = self._find(box)
        if not self.listed and self.given.choice("wait") == "idle" and self._wait(box):
            self.listed = self._find(box)
        chosen = [uid for uid in self.listed if uid not in self.memory.large]
        self.broke.intersection_update(chosen)
        chosen.sort(key=self._how_late)
        chosen = chosen[: self.given.number("most")]
        sizes = box.sizes([uid for uid in chosen if uid not in self.memory.done])
        most = self.given.most_bytes()
        self.memory.large |= {uid for uid, size in sizes.items() if size > most}
        large = [uid for uid in self.listed if uid in self.memory.large]
        if large:
            self.looked.left.append(
                f"{len(large)} mails are larger than {most:,} bytes and stay in the folder, the "
                f"first as number {large[0]}."
            )
        return [uid for uid in chosen if uid not in self.memory.large]

    def _how_late(self, uid: int) -> tuple[bool, bool]:
        """What is new comes before what waits to go, and last what broke the line."""
        return uid in self.broke, uid in self.memory.done

    def _find(self, box: Mailbox) -> list[int]:
        if self.given.choice("which") == "unread":
            return box.unread()
        known = self.memory.last
        return [uid for uid in box.after(known) if uid > known]

    def _wait(self, box: Mailbox) -> bool:
        """Whether mail came while the line was held open; the receiver is asked all the time."""
        if not box.can_idle():
            return False
        until = monotonic() + min(self.given.number("idle_seconds"), 25 * 60)
        with box.idling() as news:
            while monotonic() < until and self.go_on():
                if news(_GLANCE):
                    return True
        return False

    def close(self) -> None:
        """Write down how far the mails are taken without a gap."""
        memory = self.memory
        for uid in self.listed:
            if uid not in memory.done | memory.large:
                break
            memory.last = max(memory.last, uid)
        if self.given.choice("which") == "new":
            memory.done = {uid for uid in memory.done if uid > memory.last}
        self.looked.memo = memory.written()


def look(channel: Channel, secret: str, take: Take, go_on: GoOn) -> Looked:
    """Take the mails that wait. A mail is flagged or moved when its bytes are committed."""
    given, looked = Given(SETTINGS, channel.settings), Looked()
    broke = _broke.setdefault(channel.pk, set())
    round_ = _Round(given, take, go_on, looked, _remembered(channel.memo), broke)
    _sensible(given)
    each(_connecting(given, secret), round_.waiting, round_.fetch, looked, go_on, broke)
    round_.close()
    return looked


def test(channel: Channel, secret: str) -> str:
    """Log in, and say how many mails wait in the folder."""
    given = Given(SETTINGS, channel.settings)
    _sensible(given)
    with _connecting(given, secret)() as box:
        return f"Logged in; {len(box.unread()):,} unread mails are in {given.text('folder')}."


def _sensible(given: Given) -> None:
    """Fault where mails would be taken again and again, or moved nowhere."""
    if given.choice("which") == "unread" and given.choice("after") == "leave":
        raise Fault("Unread mails that are left stay unread: take new ones, or flag them as seen.")
    if given.choice("after") == "move" and not given.text("to"):
        raise Fault("Say which folder the mails are moved to.")


def _connecting(given: Given, secret: str) -> Callable[[], AbstractContextManager[Mailbox]]:
    return partial(_box, given, one_line(secret))


@contextmanager
def _box(given: Given, secret: str) -> Iterator[Mailbox]:
    with opened(
        given.text("host"),
        given.number("port"),
        tls=given.choice("tls"),
        private=given.yes("allow_private"),
    ) as box:
        box.login(given.text("user"), secret, given.choice("login"))
        box.most = given.most_bytes()
        box.enter(given.text("folder"), writing=given.choice("after") != "leave")
        yield box


def _remembered(memo: dict[str, Any]) -> _Memory:
    return _Memory(
        int(memo.get("uidvalidity", 0)),
        int(memo.get("uid", 0)),
        set(memo.get("done", ())),
        set(memo.get("large", ())),
    )
