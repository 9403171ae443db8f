"""JSON over HTTP: a list of items, page by page; each item is handed on by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from dispatches.models import Channel

from . import web
from .adapter import Fault, GoOn, Looked, Setting, Take
from .fetch import Fetched
from .given import Given
from .looking import SEEN, Passed, digest, kept, remembered

SETTINGS: tuple[Setting, ...] = (
    web.ADDRESS,
    Setting(
        "items",
        "Where the items are",
        help="Names with dots between them, such as data.items; empty: it is found.",
    ),
    Setting(
        "next",
        "Where the next page is",
        help="Names with dots between them, such as links.next; empty: there is one page.",
    ),
    Setting("pages", "Most pages a look", "number", 10),
    *web.KEY,
    *web.LIMITS,
)

_ACCEPT = "application/json, */*;q=0.5"
_USUAL = ("items", "data.items", "results")
_NAMES = ("uri", "guid", "id", "_id", "url")

Piece = tuple[str, str, bytes]


def look(channel: Channel, secret: str, take: Take, go_on: GoOn) -> Looked:
    """Ask for the pages if the first changed, and take each item that was not seen.

    The validators are kept only when all of it was taken: else it is asked for whole again. What
    was refused is refused whenever it comes, so that it is offered once, and then counts as seen.
    """
    return web.patiently(channel.memo, lambda: _look(channel, secret, take, go_on))


def _look(channel: Channel, secret: str, take: Take, go_on: GoOn) -> Looked:
    given, memo, looked = Given(SETTINGS, channel.settings), channel.memo, Looked()
    most = given.number("most")
    first = web.ask(given, secret, memo, _ACCEPT)
    if first.status == 304:
        return looked
    before = set(memo.get("seen", ()))
    seen: list[str] = []
    whole = True
    for mark, name, raw in _all(given, secret, first, looked):
        if mark in before:
            seen.append(mark)
            continue
        if looked.taken >= most or not go_on():
            whole = False
            break
        try:
            kept(looked, take, raw, name)
        except Passed as why:
            looked.left.append(str(why))
        before.add(mark)
        seen.append(mark)
    looked.memo = {"seen": remembered(seen, memo.get("seen", ()))}
    if whole and not looked.left:
        looked.memo |= web.validators(given, first)
    return looked


def test(channel: Channel, secret: str) -> str:
    """Ask for the first page, and say how many items it has."""
    given = Given(SETTINGS, channel.settings)
    got = web.ask(given, secret, {}, _ACCEPT)
    pieces, further = page(got.body, given.text("items"), given.text("next"))
    return f"It is JSON, and has {len(pieces):,} items{' and a next page' if further else ''}."


def _all(given: Given, secret: str, got: Fetched, looked: Looked) -> Iterator[Piece]:
    """The items of the first page and of those after it; what stops before the end is said."""
    visited, most = {given.text("url")}, given.number("pages")
    count = 0
    while True:
        pieces, further = page(got.body, given.text("items"), given.text("next"))
        for piece in pieces:
            count += 1
            if count > SEEN:
                looked.left.append(f"It has more than {SEEN:,} items; the first are read.")
                return
            yield piece
        url = urljoin(got.url, further) if further else ""
        if not url or url in visited:
            return
        if len(visited) >= most:
            looked.left.append(f"There are more than {most} pages; the first are read.")
            return
        visited.add(url)
        try:
            got = web.ask(given, secret, {}, _ACCEPT, url)
        except Fault as fault:
            looked.left.append(f"The next page was not had: {fault}")
            return


def page(raw: bytes, items: str = "", further: str = "") -> tuple[list[Piece], str]:
    """The items of a page as (mark, name, bytes), and where the next page is.

    What is no JSON, or holds no list where none was named, is one item, whole.

    >>> page(b'{"results": [{"id": 7, "b": 1}], "next": "?page=2"}', further="next")
    ([('...', '7', b'{"b":1,"id":7}')], '?page=2')
    """
    try:
        read = json.loads(raw, parse_constant=_no_number)
        found = _list(read, items)
        pieces = [_piece(one) for one in found] if found is not None else [_piece(read)]
    except (ValueError, RecursionError):
        return [(digest(raw.hex()), "answer.json", raw)], ""
    where = _at(read, further) if further else None
    return pieces, where if isinstance(where, str) else ""


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no JSON")


def _list(read: Any, items: str) -> list[Any] | None:
    if items:
        found = _at(read, items)
        if not isinstance(found, list):
            raise Fault(f"There is no list at “{items}”; mend “Where the items are”.")
        return found
    if isinstance(read, list):
        return read
    for path in _USUAL:
        found = _at(read, path)
        if isinstance(found, list):
            return found
    return None


def _at(read: Any, path: str) -> Any:
    for name in path.split("."):
        if not isinstance(read, dict):
            return None
        read = read.get(name)
    return read


def _piece(one: Any) -> Piece:
    """An item as bytes that are always the same for the same item, its mark and its name."""
    write = json.JSONEncoder(
        ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    try:
        raw = write.encode(one).encode()
    except UnicodeEncodeError:  # half of a surrogate pair, which UTF-8 cannot write
        write.ensure_ascii = True
        raw = write.encode(one).encode()
    return digest(raw.hex()), _called(one), raw


def _called(one: Any) -> str:
    inner = one.get("item") if isinstance(one, dict) else None
    for part in (one, inner):
        if isinstance(part, dict):
            for name in _NAMES:
                if isinstance(part.get(name), str | int):
                    return str(part[name])[:255]
    return "item.json"
