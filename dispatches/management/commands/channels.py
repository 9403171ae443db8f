"""Look after channels from the console."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localtime

from dispatches.actions import channels as deeds
from dispatches.actions.errors import Refused
from dispatches.channels.once import look_at, tried
from dispatches.models import Channel

_DEEDS = ("list", "test", "pause", "resume", "look")


class Command(BaseCommand):
    """See the help."""

    help = "List channels and how they fare; test, pause, resume or look at one of them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """[list|test|pause|resume|look] [NAME]"""
        parser.add_argument("deed", nargs="?", choices=_DEEDS, default="list")
        parser.add_argument("name", nargs="?", default="", help="the channel's name")

    def handle(self, *, deed: str, name: str, **_options: Any) -> None:
        """A line a channel, or what came of the deed."""
        if deed == "list":
            for one in Channel.objects.select_related("source"):
                self.stdout.write(_line(one))
            return
        channel = Channel.objects.select_related("source").filter(name=name).first()
        if channel is None:
            raise CommandError(f"There is no channel “{name}”.")
        try:
            self.stdout.write(_done(deed, channel))
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal


def _done(deed: str, channel: Channel) -> str:
    if deed == "test":
        return tried(channel)
    if deed == "look":
        went = look_at(channel)
        if went.failed:
            raise Refused(str(went))
        return f"{channel}: {went}"
    now = (deeds.pause if deed == "pause" else deeds.resume)(channel, by=None)
    return f"{now}: {now.state}."


def _line(channel: Channel) -> str:
    """Its name, kind, source and state; when it last took something, and what went wrong last."""
    said = [f"{channel.name}: {channel.kind}, {channel.source.slug}, {channel.state}"]
    if channel.took_at:
        said.append(f"took {localtime(channel.took_at):%Y-%m-%d %H:%M}")
    if channel.last_error_at:
        said.append(f"{localtime(channel.last_error_at):%Y-%m-%d %H:%M} {channel.last_error}")
    return "; ".join(said)
