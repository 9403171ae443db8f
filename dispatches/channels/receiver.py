"""The receiver: all channels that run, each looked at when its turn comes, in a thread of its own.

What falls is noted with its channel and tried again. When the database is away, nothing is consumed
and the receiver waits for it. Told to stop, it ends the item at hand, gives back its channels and
goes. Several receivers over one database share the channels among them.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event, Thread

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone

from dispatches.actions import holders, receiving, sealed, searching, silence
from dispatches.actions.errors import Refused
from dispatches.actions.join import look_again
from dispatches.actions.mailing import tell_round
from dispatches.models import Channel

from . import adapter_of
from .adapter import Adapter, Fault, Looked

log = logging.getLogger(__name__)

EVERY_CHANNEL, EVERY_HOLD, EVERY_MINUTE, EVERY_TELL = 0.25, 10.0, 60.0, 15.0
"""Seconds between two looks at what is due, two signs of life, two at stories that wait, and two at
what is to be told by mail."""
MOST = 64
"""How many channels one receiver reads at once."""
LINGER = 5.0
"""For so many seconds a turn goes on looking where nothing comes, and writes nothing down."""
_PATIENCE = 60.0
_LONGEST_WAIT = 5.0
_AWAY = (OperationalError, InterfaceError)


@dataclass(slots=True)
class Turn:
    """What one receiver does with one channel until it gives it back; `over` tells it to end.

    `linger` are the seconds for which it looks again and again while nothing comes.
    """

    channel: Channel
    over: Event = field(default_factory=Event)
    linger: float = 0.0
    thread: Thread | None = None
    looked: Looked | None = None
    said: str = ""
    ended: bool = False


@dataclass(slots=True)
class Receiver:
    """Everything that one `manage.py receive` does; `stop` ends it from any thread or signal.

    A signal may strike while a lock is held, so that `stop` takes none and says it by a plain word.
    """

    names: tuple[str, ...] = ()
    holder: str = field(default_factory=holders.new)
    stopping: bool = False
    bell: Event = field(default_factory=Event)
    turns: dict[int, Turn] = field(default_factory=dict)
    joining: Thread | None = None
    telling: Thread | None = None
    _waited: float = 0.0
    _last: dict[str, float] = field(default_factory=dict)

    def stop(self, *_signal: object) -> None:
        """End what is at hand, and start nothing more."""
        self.stopping = True

    def run(self) -> None:
        """Go on until it is stopped."""
        while not self.stopping:
            self._guarded(self._step)
            self._rest()
        self.end()

    def _rest(self) -> None:
        """Wait for the next round, which comes at once when a turn has ended."""
        until = time.monotonic() + self._waited
        while True:
            self.bell.wait(EVERY_CHANNEL)
            self.bell.clear()
            if self.stopping or time.monotonic() >= until:
                return

    def end(self) -> None:
        """Wait for what is at hand, and give the channels back."""
        for turn in self.turns.values():
            turn.over.set()
        until = time.monotonic() + _PATIENCE
        threads = [turn.thread for turn in self.turns.values()] + [self.joining, self.telling]
        for thread in filter(None, threads):
            thread.join(max(until - time.monotonic(), 0.1))
        self._guarded(lambda: receiving.let_go(self.holder))
        connection.close()

    def _guarded(self, work: Callable[[], None]) -> None:
        """Do a piece of the round; when the database is away, wait for it, longer each time."""
        try:
            work()
        except _AWAY as error:
            if not self._waited:
                log.warning("The database does not answer; the receiver waits for it. %s", error)
            self._wait_longer()
        except Exception:  # the receiver itself goes on, whatever it was
            log.exception("The receiver stumbled, and goes on.")
            self._wait_longer()
        else:
            self._waited = 0.0

    def _wait_longer(self) -> None:
        self._waited = min(self._waited * 2 or EVERY_CHANNEL, _LONGEST_WAIT)
        _hang_up()

    def _step(self) -> None:
        close_old_connections()
        self.turns = {pk: turn for pk, turn in self.turns.items() if not turn.ended}
        running = self._channels()
        for pk, turn in self.turns.items():
            if pk not in running or running[pk].facts() != turn.channel.facts():
                turn.over.set()
        now = timezone.now()
        for pk, channel in running.items():
            due = channel.next_at is None or channel.next_at <= now
            if due and pk not in self.turns and not self.stopping:
                self._begin(channel)
        if self._is_time("hold", EVERY_HOLD):
            self._hold()
        if self._is_time("join", EVERY_MINUTE) and not (self.joining and self.joining.is_alive()):
            self.joining = _thread(_look_again, "waiting stories")
        if self._is_time("tell", EVERY_TELL) and not (self.telling and self.telling.is_alive()):
            self.telling = _thread(_tell, "alerts")

    def _channels(self) -> dict[int, Channel]:
        found = Channel.objects.enabled().select_related("source")
        if self.names:
            found = found.filter(name__in=self.names)
        return {channel.pk: channel for channel in found.order_by("next_at", "pk")}

    def _begin(self, channel: Channel) -> None:
        if len(self.turns) < MOST and receiving.claim(channel, self.holder, now=timezone.now()):
            turn = self.turns[channel.pk] = Turn(channel, linger=LINGER)
            turn.thread = _thread(lambda: self._run(turn), channel.name)

    def _run(self, turn: Turn) -> None:
        try:
            take_turn(turn, self.holder)
        finally:
            connection.close()
            turn.ended = True
            if not self._waited:
                self.bell.set()

    def _hold(self) -> None:
        """Say that its channels are read still; one that another has by now is left to it."""
        ours = receiving.hold_on(self.turns, self.holder, now=timezone.now())
        for pk, turn in self.turns.items():
            if pk not in ours and not turn.ended:
                turn.over.set()

    def _is_time(self, what: str, every: float) -> bool:
        now = time.monotonic()
        if now - self._last.get(what, -every) < every:
            return False
        self._last[what] = now
        return True


def take_turn(turn: Turn, holder: str) -> Turn:
    """Look at a channel that is ours, and note how it went; whatever happens, it is noted."""
    channel, secret, longest = turn.channel, "", float(receiving.LONGEST_PAUSE)
    try:
        adapter = adapter_of(channel.kind)
        longest = float(getattr(adapter, "LONGEST_PAUSE", longest))
        secret = sealed.opened(channel.secret)
        turn.looked = _looked(turn, adapter, secret)
    except _AWAY as error:
        log.warning("%s: the database does not answer; nothing was consumed. %s", channel, error)
        turn.said = "The database did not answer."
        _hang_up()
        return turn
    except (Fault, Refused) as fault:
        turn.said = sealed.without(secret, str(fault))
    except Exception as fault:  # one channel that falls must not take the others with it
        told = sealed.without(secret, f"{type(fault).__name__}: {fault}")
        log.error("Channel “%s” fell. %s", channel, told, exc_info=not secret)
        turn.said = f"newsdesk failed to read it ({type(fault).__name__})."
    _note(turn, holder, secret, longest)
    return turn


def _looked(turn: Turn, adapter: Adapter, secret: str) -> Looked:
    """Look until something came, or the turn is over; what the last look brought."""
    channel, take = turn.channel, receiving.Taking(turn.channel)
    quick = float(getattr(adapter, "QUICKEST", 1)) if channel.every_seconds == 1 else None
    end = time.monotonic() + turn.linger
    while True:
        try:
            looked = adapter.look(channel, secret, take, lambda: not turn.over.is_set())
        finally:
            take.settle()
        if looked.again_in is None and turn.linger:
            looked.again_in = quick
        came = looked.taken or looked.left or looked.memo is not None
        pause = channel.every_seconds if looked.again_in is None else looked.again_in
        if came or time.monotonic() + pause > end or turn.over.wait(pause):
            return looked


def _note(turn: Turn, holder: str, secret: str, longest: float) -> None:
    channel, looked, now = turn.channel, turn.looked, timezone.now()
    try:
        if looked is None:
            if turn.said != channel.last_error or not channel.failures:
                log.warning("Channel “%s”: %s", channel, turn.said)
            receiving.note_fault(channel, turn.said, holder, now=now, longest=longest)
            return
        left = tuple(sealed.without(secret, sentence) for sentence in looked.left)
        for sentence in left:
            log.warning("Channel “%s”: %s", channel, sentence)
        went = receiving.Went(looked.taken, left, looked.memo, looked.again_in)
        receiving.note_look(channel, went, holder, now=now)
    except _AWAY:  # the channel stays ours, and is looked at again
        _hang_up()


def _thread(work: Callable[[], object], name: str) -> Thread:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = Thread(target=run, name=name, daemon=True)
    thread.start()
    return thread


def _look_again() -> None:
    try:
        look_again(now=timezone.now())
        silence.learn_due(timezone.now())
        searching.look(timezone.now())
    except _AWAY:
        _hang_up()
    except Exception:  # it is asked again in a minute
        log.exception("Stories that wait could not be looked at again.")


def _tell() -> None:
    try:
        tell_round(timezone.now())
    except _AWAY:
        _hang_up()
    except Exception:  # it is asked again in a quarter of a minute
        log.exception("Alerts could not be told.")


def _hang_up() -> None:
    """Close what is left of a connection to a database that went away, and its pool."""
    connection.close()
    close_all = getattr(connection, "close_pool", None)
    if close_all is not None:
        with suppress(KeyError):  # another thread has just closed it
            close_all()
