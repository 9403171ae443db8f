"""The components of a NewsML 1.2 news item: which hold the copy, and which stand beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice

from dispatches.wire.items import Place, Relation, Type

from . import bodies, stated
from .markup import line_of
from .media import address
from .tags import MOST, Element, by_name, local, said

FORMAL = "FormalName"
_TITLES = frozenset({"title", "headline"})
_LEADS = frozenset({"lead", "abstract", "summary", "chapeau", "chapo"})
_CAPTIONS = frozenset({"caption", "captiontext", "legend"})
_LESSER = frozenset({"thumbnail", "quicklook", "icon", "preview"})


class Found:
    """Elements by their names in small letters, and what is asked of them."""

    __slots__ = ("elements",)

    def __init__(self, elements: Iterable[Element] = ()) -> None:
        self.elements = by_name(elements)

    def __getitem__(self, name: str) -> list[Element]:
        return self.elements.get(name, [])

    def line(self, name: str) -> str:
        """The words of the first element of this name that has any."""
        found = self.elements.get(name)
        return next(filter(None, map(line_of, found)), "") if found else ""

    def formal(self, name: str) -> str:
        """The formal name that the first such element has."""
        found = self.elements.get(name)
        return said(found, FORMAL) if found else ""

    def properties(self, name: str) -> list[str]:
        """The values of the properties that are called so, whatever their case."""
        told = (one for one in self["property"] if (one.get(FORMAL) or "").lower() == name)
        return [said([one], "Value") for one in told]


@dataclass(slots=True)
class Content:
    """A content item: what it is, the part it plays, and its copy where it is text."""

    element: Element
    role: str = ""
    type: Type = Type.TEXT
    body: bodies.Body = field(default_factory=bodies.Body)
    mimetype: str = ""

    @property
    def is_text(self) -> bool:
        return self.type is Type.TEXT


@dataclass(slots=True)
class Parts:
    """What the components of a news item hold, told apart."""

    stated: Found = field(default_factory=Found)
    type: Type = Type.TEXT
    body: bodies.Body = field(default_factory=bodies.Body)
    text: str = ""
    title: str = ""
    abstract: str = ""
    relations: tuple[Relation, ...] = ()

    @property
    def dateline(self) -> Place | None:
        return self.body.dateline

    @property
    def markup(self) -> Callable[[], str] | None:
        return self.body.markup if self.text and self.text == self.body.text else None


def parts_of(item: Element) -> Parts:
    """The parts of a news item: its copy, and what is beside it."""
    groups = [(one, _contents(one)) for one in _groups(item)[:MOST]]
    beside = [group for group in groups if not all(one.is_text for one in group[1])]
    texts = [one for group in groups if all(one.is_text for one in group[1]) for one in group[1]]
    if beside:
        texts = _without_what_is_beside(texts, beside[0][1])
    has_copy = any(one.body.text for one in texts)
    relations = tuple(_relation(*group) for group in beside)
    copied = {one.element for one in texts}
    _detach(item, [one for one, found in beside if has_copy and not _holds(one, copied)])
    parts = Parts(stated=Found(item.iter()))
    if has_copy or not beside:
        _take_copy(parts, texts)
    else:
        parts.type = next(one.type for one in beside[0][1] if not one.is_text)
        parts.text = _captions(one for _, found in beside for one in found)
    named = tuple(_named(one) for one in parts.stated["newsitemref"])
    if named and not parts.text:
        parts.type = Type.COMPOSITE
    parts.relations = (*relations, *named)
    return parts


def _without_what_is_beside(texts: list[Content], beside: list[Content]) -> list[Content]:
    """The texts that are copy. A caption goes to the picture; a text before one is no caption."""
    copy = [one for one in texts if one.role not in _CAPTIONS]
    if not any(one.body.text for one in copy) and beside[0].is_text:
        copy = [one for one in beside if one.is_text]
        beside[:] = [one for one in beside if not one.is_text]
    beside += [one for one in texts if one.role in _CAPTIONS]
    return copy


def _holds(group: Element, elements: set[Element]) -> bool:
    return any(one in elements for one in group.iter("{*}ContentItem"))


def _detach(item: Element, beside: list[Element]) -> None:
    """Take the copy, and what stands beside it, away from what is stated of the item."""
    for one in (*beside, *list(item.iter("{*}DataContent"))):
        parent = one.getparent()
        if parent is not None:
            parent.remove(one)


def _groups(item: Element) -> list[Element]:
    """The parts in which a news item comes: the components, or contents, that stand side by side.

    A component that wraps no more than one other is passed by.
    """
    inner = [one for one in item if local(one.tag) == "newscomponent"]
    while len(inner) == 1:
        held = [one for one in inner[0] if local(one.tag) in ("newscomponent", "contentitem")]
        if len(held) != 1 or local(held[0].tag) == "contentitem":
            return _as_one(inner[0], held)
        inner = held
    return inner


def _as_one(component: Element, held: list[Element]) -> list[Element]:
    """Contents that stand right in a component are one group; components are one each."""
    if all(local(one.tag) == "newscomponent" for one in held):
        return held
    if all(local(one.tag) == "contentitem" for one in held):
        return [component]
    return held


def _contents(group: Element) -> list[Content]:
    elements = [group] if local(group.tag) == "contentitem" else group.iter("{*}ContentItem")
    elements = islice(elements, MOST)
    roles: dict[Element, str] = {}
    found = [_content(one, roles) for one in elements]
    texts = [one for one in found if one.is_text and one.body.text]
    if group.get("EquivalentsList") == "yes" and texts:
        return [texts[0], *(one for one in found if not one.is_text)]
    return found


def _role(element: Element, known: dict[Element, str]) -> str:
    """The part that the component of a content item plays."""
    component = element.getparent()
    if component is None:
        return ""
    if component not in known:
        roles = (one for one in component if local(one.tag) == "role")
        known[component] = said(roles, FORMAL).lower()
    return known[component]


def _content(element: Element, roles: dict[Element, str]) -> Content:
    role = _role(element, roles)
    inner = by_name(element)
    mimetype = said(inner.get("mimetype", ()), FORMAL)
    sort = stated.kind(said(inner.get("mediatype", ()), FORMAL)) or _by_mimetype(mimetype)
    data = next(iter(inner.get("datacontent", ())), None)
    if sort is None:
        sort = Type.OTHER if data is None and element.get("Href") else Type.TEXT
    body = bodies.Body()
    if data is not None and sort is Type.TEXT:
        body = bodies.of_container(data, mimetype)
    return Content(element, role, sort, body, mimetype)


def _by_mimetype(mimetype: str) -> Type | None:
    return stated.kind(mimetype.partition("/")[0])


def _take_copy(parts: Parts, texts: list[Content]) -> None:
    """Set the copy: leads and bodies in their order; a title alone is the copy of a flash."""
    written = [one for one in texts if one.body.text]
    parts.title = next((one.body.text for one in written if one.role in _TITLES), "")
    parts.abstract = next((one.body.text for one in written if one.role in _LEADS), "")
    copy = [one.body for one in written if one.role not in _TITLES]
    parts.body = next((one.body for one in written if one.role not in _TITLES | _LEADS), parts.body)
    parts.abstract = parts.abstract or parts.body.abstract
    parts.text = "\n\n".join(dict.fromkeys(one.text for one in copy)) or parts.title


def _captions(contents: Iterable[Content]) -> str:
    return "\n\n".join(dict.fromkeys(one.body.text for one in contents if one.body.text))


def _relation(group: Element, contents: list[Content]) -> Relation:
    """What stands beside the copy, by the best of its files."""
    media = [one for one in contents if not one.is_text]
    best = next((one for one in media if one.role not in _LESSER), media[0])
    told = Found(group.iter())
    href = address(said([best.element], "Href"))
    rel = best.type.value if best.type is not Type.OTHER else "attachment"
    return Relation(
        rel=rel,
        uri="" if href else said([best.element], "Href"),
        href=href,
        title=told.line("headline"),
        caption=_captions(contents) or told.line("caption"),
        mimetype=best.mimetype,
    )


def _named(element: Element) -> Relation:
    name = said([element], "NewsItem")
    return Relation("item", name, title=next(filter(None, map(line_of, element)), ""))
