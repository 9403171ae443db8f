"""Filters that people keep under a name: of the queue as tabs, each its owner's, shared or not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.db.models import Max

from dispatches.models import Person, SavedQuery
from dispatches.models.shapes import storable
from dispatches.workflow import Power

from .errors import Refused
from .hold import permit

MOST = 20
"""How many one person may keep on a page."""
_NAME, _QUERY = 60, 1000


def keep(
    name: str, query: str, *, by: Person, page: str = SavedQuery.Page.QUEUE, shared: bool = False
) -> SavedQuery:
    """Keep what an address asks for under a name; the last tab of its owner."""
    permit(by, Power.READ_DESK)
    mine = SavedQuery.objects.filter(owner=by, page=page)
    if mine.count() >= MOST:
        raise Refused(f"You keep {MOST} already; let one of them go first.")
    if len(query) > _QUERY:
        raise Refused("That asks for too much at once to be kept.")
    last = mine.aggregate(last=Max("position"))["last"]
    with _named_once(name):
        return SavedQuery.objects.create(
            owner=by, page=page, name=_name(name), query=query, shared=shared,
            position=0 if last is None else last + 1,
        )  # fmt: skip


def rename(saved: SavedQuery, name: str, *, by: Person) -> SavedQuery:
    """Give it another name."""
    held = _mine(saved, by)
    held.name = _name(name)
    with _named_once(name):
        held.save(update_fields=["name"])
    return held


def share(saved: SavedQuery, shared: bool, *, by: Person) -> SavedQuery:
    """Show it to everybody on the desk, or to its owner alone."""
    held = _mine(saved, by)
    held.shared = shared
    held.save(update_fields=["shared"])
    return held


@transaction.atomic
def move(saved: SavedQuery, by_places: int, *, by: Person) -> SavedQuery:
    """Put it so many places further on among its owner's; -1 is one to the front."""
    held = _mine(saved, by)
    row = list(
        SavedQuery.objects.select_for_update().filter(owner=by, page=held.page).order_by(
            "position", "pk"
        )
    )  # fmt: skip
    at = next(index for index, one in enumerate(row) if one.pk == held.pk)
    row.insert(min(max(at + by_places, 0), len(row) - 1), row.pop(at))
    for position, one in enumerate(row):
        if one.position != position:
            SavedQuery.objects.filter(pk=one.pk).update(position=position)
    held.refresh_from_db()
    return held


def let_go(saved: SavedQuery, *, by: Person) -> None:
    """Let it go: its owner may, and of a shared one a chief."""
    held = SavedQuery.objects.get(pk=saved.pk)
    if not may_delete(held, by):
        raise Refused(f"“{held}” belongs to {held.owner}.")
    held.delete()


def may_delete(saved: SavedQuery, by: Person) -> bool:
    """Whether this person may let it go."""
    return saved.owner_id == by.pk or (saved.shared and by.can(Power.PUBLISH))


def _mine(saved: SavedQuery, by: Person) -> SavedQuery:
    """The one as it stands; refused to whoever does not own it."""
    held = SavedQuery.objects.select_related("owner").get(pk=saved.pk)
    if held.owner_id != by.pk:
        raise Refused(f"“{held}” belongs to {held.owner}: only they change it.")
    return held


def _name(name: str) -> str:
    said = storable(" ".join(name.split()))
    if not said:
        raise Refused("Give it a name.")
    if len(said) > _NAME:
        raise Refused(f"The name is too long: {_NAME} characters at most.")
    return said


@contextmanager
def _named_once(name: str) -> Iterator[None]:
    """Refuse a second one of the same name."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Refused(f"You keep one called “{' '.join(name.split())}” already.") from error
