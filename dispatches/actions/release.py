"""Releasing a source that was stopped for its volume, and reading what was held."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from dispatches.models import Person, Source, Transmission
from dispatches.workflow import Power

from .errors import Refused
from .hold import a_reason, permit
from .ingest import read_again
from .record import record

AT_ONCE = 500
"""How many held transmissions one release reads; the next one reads those that come after."""


def waiting(source: Source) -> QuerySet[Transmission]:
    """What is held of a source, in the order in which it came."""
    held = Transmission.objects.filter(source=source, state=Transmission.State.HELD)
    return held.defer("content").order_by("received_at", "pk")


def release(source: Source, *, by: Person, reason: str = "", read: bool = True) -> tuple[int, int]:
    """Take copy of a source again that was stopped; how much was read, how much is held still.

    What was held is read in its order, AT_ONCE at a time, or stays held where `read` is False.
    """
    permit(by, Power.MANAGE_SOURCES)
    why = a_reason(reason, needed=False)
    with transaction.atomic():
        locked = Source.objects.select_for_update(no_key=True).get(pk=source.pk)
        many = waiting(locked).count()
        if locked.tripped_at is None and not (read and many):
            raise Refused(f"“{locked}” is not stopped.")
        before = {"tripped_at": locked.tripped_at}
        locked.tripped_at = None
        locked.save(update_fields=["tripped_at"])
        record(
            "released", actor=by, origin="admin", about=f"source {locked.pk}", reason=why,
            before=before, after={"held": many, "read": read},
        )  # fmt: skip
    if read:
        _read_held(list(waiting(source).values_list("pk", flat=True)[:AT_ONCE]))
    return many - (left := waiting(source).count()), left


def _read_held(ids: list[int]) -> None:
    """Read these, one after another; what cannot be read goes to the rejects, as it would have."""
    for pk in ids:
        sent = Transmission.objects.select_related("source").get(pk=pk)
        if sent.state == Transmission.State.HELD:
            read_again(sent)
