"""RSS and Atom feeds, asked again and again: each entry that is new is handed on by itself.

An entry is cut out as a feed that holds nothing else, always with the same bytes for the same
entry, so that one change in a feed does not send all of it anew.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from dispatches.models import Channel

from . import web
from .adapter import GoOn, Looked, Setting, Take
from .given import Given
from .looking import SEEN, Passed, digest, kept, remembered

SETTINGS: tuple[Setting, ...] = (web.ADDRESS, *web.KEY, *web.LIMITS)

_ACCEPT = "application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5"
_ENTRIES = frozenset({"item", "entry"})
_KEPT = frozenset({"title", "link", "id", "author", "rights", "copyright", "language", "generator"})
_NAMES = ("guid", "id", "link", "title")


def look(channel: Channel, secret: str, take: Take, go_on: GoOn) -> Looked:
    """Ask for the feed if it changed, and take each entry that was not seen, the oldest first.

    The validators are kept only when all of it was taken: else it is asked for whole again. What
    was refused is refused whenever it comes, so that it is offered once, and then counts as seen.
    """
    return web.patiently(channel.memo, lambda: _look(channel, secret, take, go_on))


def _look(channel: Channel, secret: str, take: Take, go_on: GoOn) -> Looked:
    given, memo, looked = Given(SETTINGS, channel.settings), channel.memo, Looked()
    most = given.number("most")
    got = web.ask(given, secret, memo, _ACCEPT)
    if got.status == 304:
        return looked
    pieces = parts(got.body, web.name_of(got.url, "xml"))
    if len(pieces) > SEEN:
        looked.left.append(f"The feed has {len(pieces):,} entries; the first {SEEN:,} are read.")
    before = set(memo.get("seen", ()))
    seen = [mark for mark, _, _ in pieces[:SEEN] if mark in before]
    fresh = [piece for piece in reversed(pieces[:SEEN]) if piece[0] not in before]
    whole = len(fresh) <= most
    for mark, name, raw in fresh[:most]:
        if not go_on():
            whole = False
            break
        try:
            kept(looked, take, raw, name)
        except Passed as why:
            whole = False
            looked.left.append(str(why))
        seen.append(mark)
    looked.memo = {"seen": remembered(seen, memo.get("seen", ()))}
    if whole:
        looked.memo |= web.validators(given, got)
    return looked


def test(channel: Channel, secret: str) -> str:
    """Ask for the feed, and say how many entries it has."""
    got = web.ask(Given(SETTINGS, channel.settings), secret, {}, _ACCEPT)
    if _container(got.body) is None:
        return f"It answers with {len(got.body):,} bytes that are no feed; they are taken whole."
    return f"It is a feed, and has {len(parts(got.body, '')):,} entries now."


def parts(raw: bytes, name: str) -> list[tuple[str, str, bytes]]:
    """What a feed holds, as (mark, name, bytes) of each entry; what is no feed, whole.

    The mark is of the entry alone: it stays when only the feed around it changes.
    """
    container = _container(raw)
    try:
        if container is not None:
            return [_part(container, entry, name) for entry in _entries(container)]
    except etree.LxmlError:  # it has no canonical form: a namespace that is no whole URI
        pass
    return [(digest(raw.hex()), name, raw)]


def _part(container: etree._Element, entry: etree._Element, name: str) -> tuple[str, str, bytes]:
    mark = digest(etree.tostring(_alone(entry), method="c14n", exclusive=True).hex())
    return mark, _called(entry) or name, _cut(container, entry)


def _container(raw: bytes) -> etree._Element | None:
    """The element around the entries; None for what is no feed, or declares a DTD."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # the stubs lack it
        return None
    kind = _local(root)
    if kind == "rss":
        return next((child for child in root if _local(child) == "channel"), None)
    return root if kind in ("feed", "RDF") else None


def _entries(container: etree._Element) -> list[etree._Element]:
    return [child for child in container if _local(child) in _ENTRIES]


def _local(element: etree._Element) -> str:
    tag: object = element.tag  # of a comment it is no text
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _alone(entry: etree._Element) -> etree._Element:
    alone = deepcopy(entry)
    alone.tail = None
    return alone


def _cut(container: etree._Element, entry: etree._Element) -> bytes:
    """A feed with this entry alone, and what the feed says of all its entries."""
    inner = _shell(container)
    inner.extend(_alone(child) for child in container if _lasting(child))
    inner.append(_alone(entry))
    outer = container.getparent()
    if outer is not None:
        around = _shell(outer)
        around.append(inner)
        inner = around
    return etree.tostring(inner, method="c14n")


def _shell(element: etree._Element) -> etree._Element:
    """The same element with nothing in it."""
    attributes = {str(name): str(value) for name, value in element.attrib.items()}
    named = dict(element.nsmap)
    return etree.Element(element.tag, attributes, nsmap=named)  # type: ignore[arg-type]


def _lasting(child: etree._Element) -> bool:
    """Whether it says something of the feed that does not change with each answer."""
    if _local(child) == "channel":  # RSS 1.0 describes itself beside its items
        for part in [part for part in child if _local(part) not in _KEPT]:
            child.remove(part)
        return True
    return _local(child) in _KEPT


def _called(entry: etree._Element) -> str:
    """What an entry is called: its guid, else its id, its link or its title."""
    for name in _NAMES:
        for child in entry:
            if _local(child) == name:
                found = (child.text or "").strip() or child.get("href", "")
                if found:
                    return found[:255]
    return ""
