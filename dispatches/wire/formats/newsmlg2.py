"""NewsML-G2: news, packages, events and plans, alone or several in a message."""

from __future__ import annotations

from collections.abc import Iterable

from dispatches.wire.items import Document, Item, composed
from dispatches.wire.values import Unreadable

from . import trees
from .newsmlg2_envelope import Envelope
from .newsmlg2_items import news_item
from .newsmlg2_others import concept_item, package_item, planning_item
from .tags import Element, local

NAME = "newsml-g2"
LABEL = "NewsML-G2"
_READERS = {
    "newsitem": news_item,
    "packageitem": package_item,
    "planningitem": planning_item,
    "conceptitem": concept_item,
    "knowledgeitem": concept_item,
}
_SETS = frozenset({"newsmessage", "itemset"})


def sniff(raw: bytes) -> bool:
    """Whether the root element is a message or an item of NewsML-G2."""
    name, _ = trees.root_of(raw)
    return name == "newsmessage" or name in _READERS


def read(raw: bytes) -> Document:
    """The items in a NewsML-G2 document; raises Unreadable where there is none."""
    tree = trees.parse(raw)
    items = tuple(_items(tree.root))
    if not any(item.headline or item.body or item.relations or item.guid for item in items):
        raise Unreadable("This is NewsML-G2, but there is no item in it.")
    return composed(NAME, items, tree.charset, *tree.notes)


def _items(element: Element) -> Iterable[Item]:
    name = local(element.tag)
    if name in _SETS:
        for child in element:
            yield from _items(child)
        return
    reader = _READERS.get(name)
    envelope = Envelope(element) if reader else None
    if reader and envelope and (envelope.guid or envelope.meta):
        yield reader(envelope)
