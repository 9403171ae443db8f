"""What the envelopes of a story's takes say, and the pictures, films and plans beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from dispatches.models import Story, StoryTake, Transmission, WireItem
from dispatches.wire.ids import Identity, stands_over
from dispatches.wire.items import PubStatus
from dispatches.wire.values import Kind

MOST = 40
_NEAR = timedelta(days=2)  # within which a package is looked for that holds a story's items
_TOLD: Final = {
    "ednote": "Editor’s note",
    "usageterms": "Usage terms",
    "copyrightholder": "Copyright",
    "copyrightnotice": "Copyright notice",
    "abstract": "Summary",
    "take_key": "Take key",
    "sequence": "Number on the wire",
    "urgency": "Urgency",
    "pubstatus": "Status",
    "genre": "Genre",
    "language": "Language",
    "expires": "Not to be used after",
    "uri": "Id",
    "version": "Version",
}
_LISTED: Final = {
    "keywords": "Keywords",
    "subjects": "Subjects",
    "places": "Places",
    "signals": "Signals",
}


@dataclass(frozen=True, slots=True)
class Envelope:
    """One take's envelope: its labels with what stands behind each."""

    item: WireItem
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A picture, film, plan or file beside a story: an item of the wire, or a link alone."""

    type: str
    title: str
    caption: str
    href: str
    item: WireItem | None = None
    held_back: str = ""


def envelopes(placings: Sequence[StoryTake]) -> list[Envelope]:
    """What the formats of a story's takes say of them, of those in force."""
    items = [one.item for one in placings if one.role == StoryTake.Role.IN_FORCE]
    return [Envelope(item, rows) for item in items if (rows := tuple(_rows(item.facts)))]


def _rows(facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, label in _TOLD.items():
        if facts.get(name) and (name, facts[name]) != ("pubstatus", "usable"):
            yield label, str(facts[name])
    for name, label in _LISTED.items():
        words = [_word(one) for one in facts.get(name, ())]
        if words:
            yield label, ", ".join(filter(None, words))


def _word(told: Any) -> str:
    return str(told.get("name") or told.get("code", "")) if isinstance(told, dict) else str(told)


def beside(story: Story, placings: Sequence[StoryTake]) -> list[Beside]:
    """What stands beside a story: items that its takes name, that came with them or in a package
    with them; and links to what did not come."""
    items = [one.item for one in placings if one.item.kind == Kind.TAKE]
    relations = [one for item in items for one in item.facts.get("relations", ())]
    found = list(_items(story, items, {one["uri"] for one in relations if one.get("uri")}))
    known = {item.uri for item in found if item.uri}
    links = [
        Beside(
            one.get("rel", ""), one.get("title", ""), one.get("caption", ""), one.get("href", "")
        )
        for one in relations
        if one.get("uri") not in known and (one.get("href") or one.get("title"))
    ]
    usable = [item for item in found if item.pubstatus != PubStatus.CANCELED]
    return [*(_shown(item) for item in usable), *links][:MOST]


def _items(story: Story, items: Sequence[WireItem], uris: set[str]) -> Iterator[WireItem]:
    """The items beside these, the latest version of each."""
    ours = {item.uri for item in items if item.uri}
    asides: QuerySet[WireItem] = WireItem.objects.in_force().filter(
        kind=Kind.BESIDE, transmission__source=story.source_id
    )
    near = Q(arrived_at__range=(story.arrived_at - _NEAR, story.updated_at + _NEAR))
    packages = asides.filter(near, type="composite") if ours else asides.none()
    for package in packages.order_by("-arrived_at")[:MOST]:
        held = {one.get("uri") for one in package.facts.get("relations", ())}
        uris |= {uri for uri in held if uri} if held & ours else set()
    latest: dict[str, WireItem] = {}
    named = asides.filter(Q(uri__in=uris - ours) | Q(transmission__in=_alone(items)))
    loaded = named.select_related("transmission").defer("transmission__content")
    for item in loaded.order_by("-arrived_at", "-pk")[: 2 * MOST]:
        name = item.uri or str(item.pk)
        beaten = stands_over(_identity(latest.get(name)), _identity(item)) is not False
        latest[name] = latest[name] if name in latest and beaten else item
    yield from latest.values()


def _alone(items: Sequence[WireItem]) -> set[int]:
    """The transmissions of these items that hold no other copy: what came with it is beside it."""
    held = Count("items", filter=Q(items__kind=Kind.TAKE))
    came = Transmission.objects.filter(pk__in={item.transmission_id for item in items})
    return set(came.annotate(held=held).filter(held=1).order_by().values_list("pk", flat=True))


def _identity(item: WireItem | None) -> Identity | None:
    return Identity(item.uri, item.version) if item is not None and item.uri else None


def _held_back(item: WireItem) -> str:
    """Why what stands beside a story may not be used now; empty where it may."""
    until = item.facts.get("embargoed") or item.facts.get("embargo", "")
    if until:
        return f"under embargo: {until}"
    return "withheld" if item.pubstatus == PubStatus.WITHHELD else ""


def _shown(item: WireItem) -> Beside:
    caption = " ".join(block["text"] for block in item.body)
    links = [one["href"] for one in item.facts.get("relations", ()) if one.get("href")]
    title = item.headline or item.slug or item.facts.get("title", "")
    href = links[0] if links else ""
    return Beside(item.type, title, caption, href, item, _held_back(item))
