"""What a channel was given: its settings with their defaults; what is said repeats no secret."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any

from django.conf import settings as house

from .adapter import Fault, Setting

MIB = 1024 * 1024

_SAID = 160  # so much of what another machine says is passed on
_YES = frozenset({"1", "on", "true", "yes"})


class Given:
    """A channel's settings as its kind names them; what was left empty has its default.

    >>> given = Given((Setting("port", "Port", "number", 21),), {"port": "2121"})
    >>> given.number("port")
    2121
    """

    def __init__(self, settings: tuple[Setting, ...], written: Mapping[str, Any]) -> None:
        self._settings = {setting.name: setting for setting in settings}
        self._written = written

    def text(self, name: str) -> str:
        """The setting as a text; Fault when it is required and empty, or holds control marks."""
        setting = self._settings[name]
        written = self._written.get(name)
        text = str(setting.default if written in (None, "") else written).strip()
        if setting.required and not text:
            raise Fault(f"“{setting.label}” is empty; fill it in.")
        if not text.isprintable():
            raise Fault(f"“{setting.label}” holds a line break or control mark; type it again.")
        return text

    def number(self, name: str, *, least: int = 1) -> int:
        """The setting as a whole number, not below `least`; Fault when it is none."""
        with contextlib.suppress(ValueError):
            number = int(self.text(name))
            if least <= number < 10**9:
                return number
        raise Fault(f"“{self._settings[name].label}” is no whole number from {least}; mend it.")

    def most_bytes(self) -> int:
        """How many bytes an item may have: what is set, and never more than newsdesk takes."""
        return min(self.number("mebibytes") * MIB, int(house.MAX_TRANSMISSION_BYTES))

    def yes(self, name: str) -> bool:
        """Whether the setting is switched on."""
        return self.text(name).lower() in _YES

    def choice(self, name: str) -> str:
        """The setting as one of its choices; Fault when it is none of them."""
        setting, text = self._settings[name], self.text(name)
        if text not in setting.choices:
            raise Fault(f"“{setting.label}” is none of {', '.join(setting.choices)}; choose one.")
        return text


def one_line(secret: str, *, needed: bool = True) -> str:
    """A password or token as it can be sent: one line; Fault, without it, when it is not."""
    secret = secret.strip("\r\n")
    if needed and not secret:
        raise Fault("No secret is kept for this channel; type it anew.")
    if not secret.isprintable():
        raise Fault("The secret holds a line break or control mark; type it anew.")
    return secret


def said(words: object, secret: str = "") -> str:
    """What another machine or a library said, fit for a sentence: one line, short, no secret.

    >>> said("530 no\\r\\n such pass\\x07word: sesame", "sesame")
    '530 no such password: …'
    """
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    if secret:
        text = text.replace(secret, "…")
    line = "".join(mark for mark in " ".join(text.split()) if mark.isprintable())
    return line if len(line) <= _SAID else f"{line[: _SAID - 1]}…"
