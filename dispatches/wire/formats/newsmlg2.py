"""NewsML-G2: news, packages, events and plans, alone or several in a message."""

from __future__ import annotations

from collections.abc import Callable, Iterable

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


def sniff(raw: bytes) -> bool:
    """Whether the root element is a message or an item of NewsML-G2."""
    name, _ = trees.root_of(raw)
    return name == "newsmessage" or name in _READERS


def read(raw: bytes) -> Document:
    """The items in a NewsML-G2 document; raises Unreadable where there is none."""
    tree = trees.parse(raw)
    items = tuple(reader(one) for reader, one in _items(tree.root))
    if not any(item.headline or item.body or item.relations or item.guid for item in items):
        raise Unreadable("This is NewsML-G2, but there is no item in it.")
    return composed(NAME, items, tree.charset, *tree.notes)


def _items(root: Element) -> Iterable[tuple[Callable[[Envelope], Item], Envelope]]:
    """The items and the readers for them; an item without an id and without metadata is none."""
    sets = [root, *(one for one in root if local(one.tag) == "itemset")]
    elements = [root] if local(root.tag) in _READERS else [one for held in sets for one in held]
    trees.refuse_too_many(len(elements))
    for one in elements:
        reader = _READERS.get(local(one.tag))
        told = Envelope(one) if reader else None
        if reader and told and (told.guid or told.meta):
            yield reader, told
