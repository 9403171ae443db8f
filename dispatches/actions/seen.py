"""What a form saw of a row that counts no writes: a mark of its facts, checked under the lock."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from .errors import Refused


class Overtaken(Refused):
    """Somebody changed the row after the form was made.

    `mine` is what was sent, `theirs` what stands in its place, `saw` the mark of what stands.
    """

    def __init__(self, what: object, *, mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> None:
        super().__init__(f"“{what}” was changed by somebody else while you worked on it.")
        self.mine = {name: mine[name] for name in mine if name in theirs}
        self.theirs = {name: theirs[name] for name in self.mine}
        self.saw = mark(theirs)


def mark(facts: Mapping[str, Any]) -> str:
    """A short mark of these facts; other facts have another.

    >>> mark({"name": "BSS"}) == mark({"name": "BSS"}), mark({"name": "BSS"}) == mark({"name": ""})
    (True, False)
    """
    words = json.dumps(facts, sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def check(what: object, facts: Mapping[str, Any], saw: str | None, mine: Mapping[str, Any]) -> None:
    """Raise Overtaken when a form (`saw` is its mark; None: there was no form) is out of date."""
    if saw is not None and saw != mark(facts):
        raise Overtaken(what, mine=mine, theirs=facts)
