"""What could not be read, or is held unread: read after all, or set aside for a reason."""

from __future__ import annotations

import logging

from django.db import InterfaceError, OperationalError, transaction

from dispatches.models import Convention, Event, Person, Transmission
from dispatches.wire import formats, pipeline
from dispatches.wire.values import Unreadable
from dispatches.workflow import Power

from . import correct
from .errors import Refused
from .hold import a_reason, permit
from .ingest import Receipt, read_again
from .record import record

log = logging.getLogger(__name__)

PLAIN, WORDS = "text", "words"
"""Plain text; and whatever words bytes hold that look like something else."""
_State = Transmission.State
WAITING = frozenset({_State.REJECTED, _State.HELD})
"""The states in which nothing was filed yet, and may be."""


class NotSo(Refused):
    """The bytes are not in the format that was named."""


def retry(sent: Transmission, *, by: Person) -> Receipt:
    """Read a reject again as its content says, or as it was named before."""
    return correct.retry(sent, by=by, origin="desk")


def read_now(sent: Transmission, *, by: Person) -> Receipt:
    """Read what is held unread."""
    permit(by, Power.SETTLE_REJECTS)
    held = _found(sent, frozenset({_State.HELD}))
    before = _stood(held)
    return _tell(read_again(held), "retried", before, by=by)


def read_as(sent: Transmission, form: str, *, by: Person) -> Receipt:
    """Read it as the format that a person names. Refused, with nothing changed, where that format
    makes nothing of the bytes either."""
    permit(by, Power.SETTLE_REJECTS)
    if form not in formats.NAMES:
        raise Refused(f"“{form[:40]}” is no format that newsdesk reads.")
    _try(_found(sent, WAITING), form)
    with transaction.atomic():
        held = _found(sent, WAITING, lock=True)
        before = _stood(held)
        held.read_as = form
        held.save(update_fields=["read_as"])
    return _tell(read_again(held), "read as", before, by=by)


def accept_as_text(sent: Transmission, *, by: Person) -> Receipt:
    """Read it as text, whatever it looks like. Refused, with the reason, where it has no words."""
    permit(by, Power.SETTLE_REJECTS)
    try:
        return read_as(sent, PLAIN, by=by)
    except NotSo:
        return read_as(sent, WORDS, by=by)


@transaction.atomic
def discard(sent: Transmission, *, by: Person, reason: str) -> Transmission:
    """Set it aside. It keeps its bytes, and may be taken back."""
    permit(by, Power.SETTLE_REJECTS)
    why = a_reason(reason, needed=True)
    held = _found(sent, WAITING, lock=True)
    return _move(held, _State.DISCARDED, "discarded", by=by, reason=why)


@transaction.atomic
def take_back(sent: Transmission, *, by: Person) -> Transmission:
    """Put what was discarded back where it waited."""
    permit(by, Power.SETTLE_REJECTS)
    held = _found(sent, frozenset({_State.DISCARDED}), lock=True)
    last = Event.objects.filter(about=_about(held), kind="discarded").order_by("-number").first()
    was_held = last is not None and last.before.get("state") == _State.HELD
    return _move(held, _State.HELD if was_held else _State.REJECTED, "taken back", by=by)


def _found(
    sent: Transmission, states: frozenset[Transmission.State], *, lock: bool = False
) -> Transmission:
    """The transmission as it stands; refused when it is in none of these states any more."""
    rows = Transmission.objects.select_related("source")
    if lock:
        rows = rows.select_for_update(no_key=True, of=("self",))
    found = rows.defer("content").get(pk=sent.pk)
    if found.state not in states:
        raise Refused(f"“{found}” is {found.get_state_display().lower()} by now.")
    if found.forgotten_at is not None:
        raise Refused("Its bytes have gone, at the end of their retention.")
    return found


def _try(sent: Transmission, form: str) -> None:
    """Refuse a format that makes nothing of the bytes."""
    source = sent.source
    try:
        pipeline.read(
            sent.raw(),
            feed=source.slug,
            convention=source.convention,
            received_at=sent.received_at.astimezone(source.tz),
            known=Convention.objects.in_force(),
            read_as=form,
        )
    except (OperationalError, InterfaceError):
        raise
    except Unreadable as reason:
        raise NotSo(f"It stays where it is. {reason}") from reason
    except Exception as fault:  # bytes of another format may do anything to a reader
        log.exception("Transmission %s could not be read as %s.", sent.pk, form)
        said = f"newsdesk failed to read it so ({type(fault).__name__})."
        raise Refused(f"It stays where it is: {said}") from fault


def _move(
    held: Transmission, state: Transmission.State, kind: str, *, by: Person, reason: str = ""
) -> Transmission:
    before = _stood(held)
    held.state = state
    held.save(update_fields=["state"])
    record(
        kind, actor=by, origin="desk", about=_about(held), reason=reason,
        before=before, after=_stood(held),
    )  # fmt: skip
    return held


def _tell(receipt: Receipt, kind: str, before: dict[str, str], *, by: Person) -> Receipt:
    sent = receipt.transmission
    if sent is not None:
        after = _stood(sent) | {"items": [item.pk for item in receipt.items]}
        record(kind, actor=by, origin="desk", about=_about(sent), before=before, after=after)
    return receipt


def _about(sent: Transmission) -> str:
    return f"transmission {sent.pk}"


def _stood(sent: Transmission) -> dict[str, str]:
    return {"state": sent.state, "reason": sent.reason, "read_as": sent.read_as}
