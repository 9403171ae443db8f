"""Receive copy by every channel that runs."""

from __future__ import annotations

import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dispatches.actions import searching
from dispatches.actions.join import look_again
from dispatches.actions.mailing import tell_round
from dispatches.channels.once import look_at
from dispatches.channels.receiver import Receiver
from dispatches.models import Channel


class Command(BaseCommand):
    """See the help."""

    help = "Receive copy by every channel that runs, until it is told to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """[--once] [--channel NAME]..."""
        parser.add_argument("--once", action="store_true", help="one look at each, then the end")
        parser.add_argument(
            "--channel", action="append", default=[], help="only this one; may be said again"
        )

    def handle(self, *, once: bool, channel: list[str], **_options: Any) -> None:
        """Run, or look once; the exit status of one look is 1 when a channel failed."""
        if channel:
            _check(channel)
        if once:
            self._once(channel)
            return
        receiver = Receiver(tuple(channel))
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, receiver.stop)
        self.stdout.write("Receiving. Ctrl-C stops it.")
        self.stdout.flush()
        receiver.run()
        self.stdout.write("Stopped.")

    def _once(self, names: list[str]) -> None:
        channels = Channel.objects.enabled().select_related("source")
        if names:
            channels = channels.filter(name__in=names)
        faults = 0
        for channel in channels:
            went = look_at(channel)
            faults += went.failed
            self.stdout.write(f"{channel}: {went}")
        look_again(now=timezone.now())
        tell_round(timezone.now())
        searching.look(timezone.now())
        if faults:
            raise CommandError(f"Channels that failed: {faults}.")


def _check(names: list[str]) -> None:
    unknown = set(names) - set(Channel.objects.values_list("name", flat=True))
    if unknown:
        raise CommandError(f"There is no channel “{min(unknown)}”.")
