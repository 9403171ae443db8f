"""Idempotency keys: a post that comes again with its key is answered as it was the first time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from django.utils import timezone

from dispatches.models import Answered, Token

from .errors import Refused

KEPT = timedelta(days=7)
"""How long a key is known. The bytes are known for ever, so that a later post makes nothing new."""
_OPEN = 0  # the status of a post that was begun and not answered yet


class Answer(NamedTuple):
    """What a post was answered: the status and what the body said."""

    status: int
    said: dict[str, Any]


class OtherBytes(Refused):
    """A key came again, and not with the bytes that it came with first."""


def begin(token: Token, key: str, sha256: str) -> Answer | None:
    """Keep a key before its bytes are taken in; the answer, when it has been answered already.

    A post that was begun and broke off is begun again. Raises OtherBytes, and nothing is kept.
    """
    row, new = Answered.objects.get_or_create(
        token=token,
        key=key,
        defaults={"sha256": sha256, "status": _OPEN, "at": timezone.now()},
    )
    if row.sha256 != sha256:
        raise OtherBytes("This Idempotency-Key came with other bytes before; use a new one.")
    return None if new or row.status == _OPEN else Answer(row.status, row.answer)


def finish(token: Token, key: str, answer: Answer) -> Answer:
    """Keep what a post is answered; what it was answered first, when two came at once."""
    rows = Answered.objects.filter(token=token, key=key)
    said: Mapping[str, Any] = answer.said
    if rows.filter(status=_OPEN).update(status=answer.status, answer=said):
        return answer
    row = rows.first()
    return Answer(row.status, row.answer) if row else answer


def forget_old() -> None:
    """Forget the keys that are older than KEPT."""
    Answered.objects.filter(at__lt=timezone.now() - KEPT).delete()
