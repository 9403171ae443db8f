"""Tokens: keys with which machines post copy. A secret is told once; only its hash is kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from dispatches.models import Person, Source, Token
from dispatches.models.shapes import longest_in, storable
from dispatches.workflow import Power, Role

from .errors import Refused
from .hold import a_reason, permit
from .record import record

PREFIX = "nd_"
"""By which scanners know a secret of ours that lies where it should not."""
_BYTES = 32  # 256 bits: too many to try, so that a plain hash keeps it safe
_SHOWN = 8
_MINUTE = timedelta(minutes=1)


class Made(NamedTuple):
    """A token, and its secret, which nobody can find out again."""

    token: Token
    secret: str


def make(
    source: Source,
    name: str,
    *,
    by: Person,
    expires_at: datetime | None = None,
    reason: str = "",
    origin: str = "admin",
) -> Made:
    """A new token for a source; its secret is in the answer and nowhere else."""
    permit(by, Power.MANAGE_SOURCES)
    why, called = a_reason(reason, needed=False), _name(name)
    now = timezone.now()
    if expires_at is not None and expires_at <= now:
        raise Refused("It would have expired already; name a time that is still to come.")
    secret = PREFIX + secrets.token_urlsafe(_BYTES)
    with transaction.atomic():
        held = Source.objects.select_for_update(no_key=True).get(pk=source.pk)
        if not held.is_active:
            raise Refused(f"“{held}” is switched off; switch it on first.")
        token = Token.objects.create(
            source=held,
            name=called,
            digest=_digest(secret),
            begins=secret[:_SHOWN],
            made_by=by,
            made_at=now,
            expires_at=expires_at,
        )
        _record(token, by=by, reason=why, origin=origin, before={})
    return Made(token, secret)


def _name(name: str) -> str:
    called = storable(name.strip())
    longest = longest_in(Token, "name")
    if not called or len(called) > longest:
        raise Refused(f"Name it by what posts with it, in {longest} characters.")
    return called


@transaction.atomic
def revoke(token: Token, *, by: Person, reason: str = "") -> Token:
    """Make a token worthless, at once and for ever."""
    permit(by, Power.MANAGE_SOURCES)
    why = a_reason(reason, needed=False)
    held = Token.objects.select_for_update(no_key=True).get(pk=token.pk)
    if held.revoked_at is not None:
        raise Refused(f"“{held}” was revoked already.")
    before = held.facts()
    held.revoked_at = timezone.now()
    held.save(update_fields=["revoked_at"])
    _record(held, by=by, reason=why, origin="admin", before=before)
    return held


def who_answers(username: str) -> Person:
    """The person in whose name the console makes a token: the one that was named, else the only
    administrator there is. Refused when that says nobody, or several."""
    people = Person.objects.filter(is_active=True)
    if username:
        found = people.filter(username=username).first()
        if found is None:
            raise Refused(f"There is nobody called “{username}” who works here.")
        return found
    administrators = list(people.filter(role=Role.ADMINISTRATOR)[:2])
    if len(administrators) != 1:
        raise Refused("Say who answers for it: --by USERNAME.")
    return administrators[0]


# What a machine shows at the door -----------------------------------------------------------------
def token_of(secret: str) -> Token | None:
    """The token with this secret, its source with it; None when there is none that still holds."""
    if not secret.startswith(PREFIX) or not secret.isascii():
        return None
    found = Token.objects.select_related("source").filter(digest=_digest(secret)).first()
    if found is None or found.revoked_at is not None:
        return None
    expired = found.expires_at is not None and found.expires_at <= timezone.now()
    return None if expired else found


def note_use(token: Token) -> bool:
    """Note that a token was used now; written once a minute at most. Whether it was written."""
    now = timezone.now()
    if token.used_at is not None and token.used_at > now - _MINUTE:
        return False
    stale = Q(used_at__isnull=True) | Q(used_at__lte=now - _MINUTE)
    return bool(Token.objects.filter(stale, pk=token.pk).update(used_at=now))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("ascii")).hexdigest()


def _record(
    token: Token, *, by: Person, reason: str, origin: str, before: Mapping[str, Any]
) -> None:
    record(
        "token", actor=by, origin=origin, about=f"token {token.pk}", reason=reason,
        before=before, after=token.facts(),
    )  # fmt: skip
