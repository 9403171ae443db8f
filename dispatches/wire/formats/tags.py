"""The tags of markup, and how the text in them stands: in a line, as a block, not at all."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto
from functools import lru_cache

from lxml import etree

Element = etree._Element  # noqa: SLF001 (lxml names its own type so)


class Kind(Enum):
    """How the text in an element stands."""

    INLINE = auto()
    BLOCK = auto()
    BREAK = auto()
    AS_SET = auto()
    TABLE = auto()
    ROW = auto()
    NO_COPY = auto()


_BLOCK_NAMES = (
    "p div section article header footer main aside nav blockquote bq block ul ol dl li dt dd tr"
    " caption figcaption figure address hr center abstract byline dateline note tagline title"
    " hedline headline hl1 hl2 fn credit body body.content td th fieldset form h1 h2 h3 h4 h5 h6"
)
_NAMES_WITHOUT_COPY = (
    "head body.head script style template media object iframe svg math audio video img canvas"
    " select textarea input button meta link col colgroup"
)
_SAFE_NAMES = (
    "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot tr th td blockquote pre"
    " br em strong b i a"
)
MOST = 500
"""So many elements of a name are read: no copy has more, and what is hostile ends there."""
SAFE = frozenset(_SAFE_NAMES.split())
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_NO_COPY = frozenset(_NAMES_WITHOUT_COPY.split())
_LONE = {"br": Kind.BREAK, "pre": Kind.AS_SET, "table": Kind.TABLE, "tr": Kind.ROW}


@lru_cache(maxsize=1024)
def local(tag: object) -> str:
    """A tag's name in small letters and without its namespace; of what is no element, nothing.

    >>> local("{http://www.w3.org/1999/xhtml}P")
    'p'
    """
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


@lru_cache(maxsize=1024)
def kind(tag: object) -> Kind:
    """How the text in an element of this tag stands; of what is no element, there is no copy."""
    name = local(tag)
    if not name or name in _NO_COPY:
        return Kind.NO_COPY
    return _LONE.get(name) or (Kind.BLOCK if name in _BLOCKS else Kind.INLINE)


def by_name(elements: Iterable[Element]) -> dict[str, list[Element]]:
    """Elements by their local names, in their order; of one name no more than copy ever has."""
    found: dict[str, list[Element]] = {}
    for element in elements:
        name = local(element.tag)
        alike = found.get(name)
        if alike is None:
            found[name] = [element]
        elif len(alike) < MOST:
            alike.append(element)
    return found


def said(elements: Iterable[Element], *names: str) -> str:
    """The first of these attributes that says something, on the first element that has one."""
    for element in elements:
        for name in names:
            words = (element.get(name) or "").strip()
            if words:
                return words
    return ""
