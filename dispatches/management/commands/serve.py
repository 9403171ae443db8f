"""Serve the desk and the public site."""

from __future__ import annotations

import errno
import os
import socket
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # how a browser reaches “anywhere”


class Command(BaseCommand):
    """Runs granian until it is told to stop."""

    help = "Serve the site; Ctrl-C stops it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen, and with how many workers."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=os.environ.get("PORT", "8000"))
        parser.add_argument("--workers", type=int, default=2)

    def handle(self, *, host: str, port: int, workers: int, **_options: Any) -> None:
        """Print the addresses and serve, or say why not."""
        _claim(host, port)
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
        if settings.PRODUCTION:
            call_command("collectstatic", interactive=False, verbosity=0)
        base = _base(host, port)
        self.stdout.write(f"The public site  {base}{reverse('public:front')}")
        self.stdout.write(f"The desk         {base}{reverse('desk:queue')}")
        self.stdout.write(f"Data correction  {base}{reverse('admin:index')}")
        self.stdout.write(f"The guide        {base}{reverse('public:guide')}")
        self.stdout.write("Ctrl-C stops it.")
        self.stdout.flush()
        _serve(host, port, workers)
        self.stdout.write("Stopped.")


def _claim(host: str, port: int) -> None:
    """Try the port before anything is printed that would not be true."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise CommandError(_why_not(host, port, error)) from error


def _why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program; choose one: PORT={port + 1} or --port."
    if error.errno == errno.EACCES:
        return f"Port {port} is not for ordinary users; choose one above 1023."
    return f"Nothing can listen at {host}, port {port}: {error.strerror or error}."


def _base(host: str, port: int) -> str:
    """The address that a browser on this machine would use."""
    name = ANYWHERE.get(host, host)
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def _serve(host: str, port: int, workers: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    target = settings.WSGI_APPLICATION.replace(".application", ":application")
    Granian(
        target,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        backlog=1024,
        log_level=LogLevels.warning,
        workers_kill_timeout=5,
    ).serve()
