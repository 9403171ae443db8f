"""What a wire format says of an item, in the words of ninjs where ninjs has one.

A format's file reads bytes into a Document: its text in lines, and the items on it. What the copy
itself says (takes, marks, datelines) is for the conventions; this is what the envelope says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from .values import Line, Take, Text

_UNSOUND = re.compile("[\x00\ud800-\udfff]")


class Type(StrEnum):
    """What an item is; only TEXT is ever filed as a take."""

    TEXT = "text"
    PICTURE = "picture"
    AUDIO = "audio"
    VIDEO = "video"
    GRAPHIC = "graphic"
    COMPOSITE = "composite"
    PLANNING = "planning"
    EVENT = "event"
    OTHER = "other"


class PubStatus(StrEnum):
    """Whether an item may be used (IPTC NewsCodes, scheme pubStatus)."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


@dataclass(frozen=True, slots=True)
class Place:
    """The dateline as an envelope states it: its text as printed, the city, the date."""

    text: str = ""
    city: str = ""
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """What an item is about: a name, and a code of a scheme where the format gives one."""

    name: str = ""
    code: str = ""
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """Another item or file that an item names.

    `rel` says how: "picture", "video", "item" (a package holds it), "attachment", "seealso".
    `uri` is that item's own, without its version; `href` is an address, http or https only.
    """

    rel: str
    uri: str = ""
    href: str = ""
    title: str = ""
    caption: str = ""
    mimetype: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One item as its format states it; what the format does not say is empty.

    `body` is the text before any cleaning: no tags, paragraphs parted by a blank line, lines kept
    only where the format keeps them. `urgency` runs from 1 (most urgent) to 9, as sent.
    `embargoed` is the moment until which an item may not be used (naive where no zone was sent),
    `embargo` the words for it where no moment can be told: one of the two stands on an item that
    is under embargo, or its `pubstatus` is withheld. `take_key` holds the words that mark a take,
    lead, add or update; `series`, `part` and `parts` say which part of how many it is.
    `evolvedfrom` holds the uris of items that this one takes the place of. `genre` and `signals`
    are as sent. `markup` makes the body's safe HTML when asked.
    """

    type: Type = Type.TEXT
    guid: str = ""
    uri: str = ""
    version: str = ""
    pubstatus: PubStatus = PubStatus.USABLE
    headline: str = ""
    slugline: str = ""
    byline: str = ""
    abstract: str = ""
    ednote: str = ""
    usageterms: str = ""
    copyrightholder: str = ""
    copyrightnotice: str = ""
    body: str = ""
    dateline: Place | None = None
    language: str = ""
    urgency: int | None = None
    firstcreated: datetime | None = None
    versioncreated: datetime | None = None
    embargoed: datetime | None = None
    embargo: str = ""
    expires: datetime | None = None
    sequence: str = ""
    source: str = ""
    take_key: str = ""
    series: str = ""
    part: int | None = None
    parts: int | None = None
    evolvedfrom: tuple[str, ...] = ()
    previous: str = ""
    keywords: tuple[str, ...] = ()
    subjects: tuple[Subject, ...] = ()
    places: tuple[Subject, ...] = ()
    genre: str = ""
    signals: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    markup: Callable[[], str] | None = field(default=None, compare=False, repr=False)

    @property
    def body_html(self) -> str:
        """The body as safe HTML; empty where the format carries no structure."""
        return self.markup() if self.markup else ""

    @property
    def is_usable(self) -> bool:
        """Whether it may be used now and always has been: not withheld, not under embargo."""
        free = not (self.embargo or self.embargoed)
        return self.pubstatus is PubStatus.USABLE and free


@dataclass(frozen=True, slots=True)
class Page:
    """An item and its lines in the document's text.

    Its lines run from `first` to `last`; its copy begins on line `copy` and ends on `copy_last`,
    what stands outside is the envelope's. `copy` None: the format knows no more than that the lines
    are a page of wire copy, and the conventions part the copy from its head.
    """

    item: Item
    first: int
    last: int
    copy: int | None = None
    copy_last: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What a format made of bytes: the name of the format, the text, the items on it in order."""

    format: str
    text: Text
    pages: tuple[Page, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """The items, in order."""
        return tuple(page.item for page in self.pages)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read out of one transmission; `envelopes` are the items of the takes by their keys,
    where the format states any."""

    takes: tuple[Take, ...]
    lines: tuple[Line, ...]
    charset: str
    convention: str
    notes: tuple[str, ...] = ()
    format: str = ""
    envelopes: Mapping[str, Item] = field(default_factory=dict)


def composed(form: str, items: tuple[Item, ...], charset: str, *notes: str) -> Document:
    """A document of items whose format is no text: its lines are written out from the items.

    Slug, headline and byline have a line each, then comes the body; two blank lines part items.
    Every word keeps a line to be traced to, and the same bytes always give the same lines.

    >>> document = composed("ninjs", (Item(headline="Ferry late", body="One.\\n\\nTwo."),), "utf-8")
    >>> document.text.text.split("\\n")
    ['Ferry late', '', 'One.', '', 'Two.']
    >>> document.pages[0].copy, document.pages[0].copy_last
    (3, 5)
    """
    lines: list[str] = []
    pages: list[Page] = []
    for item in map(_sound, items):
        if lines:
            lines += ["", ""]
        first = len(lines) + 1
        head = [line for line in (item.slugline, item.headline, item.byline) if line]
        lines += [" ".join(line.split()) for line in head]
        lines += [""] if bool(head) is bool(item.body) else []  # an item without a word has a line
        copy = len(lines) + 1
        lines += item.body.split("\n") if item.body else [""] * (len(lines) < first)
        pages.append(Page(item, first, len(lines), copy, len(lines)))
    return Document(form, Text("\n".join(lines), charset, notes), tuple(pages))


def _sound(told: Any) -> Any:
    """An item, or what stands in one, without what no database keeps: NUL and half characters."""
    match told:
        case str():
            return _UNSOUND.sub("\ufffd", told) if _UNSOUND.search(told) else told
        case tuple():
            return tuple(map(_sound, told)) if told else told
        case Item() | Place() | Subject() | Relation():
            before = ((name, getattr(told, name)) for name in told.__dataclass_fields__)
            changed = {name: new for name, old in before if (new := _sound(old)) is not old}
            changed = {name: new for name, new in changed.items() if new != getattr(told, name)}
            return replace(told, **changed) if changed else told
    return told


def as_json(item: Item) -> dict[str, Any]:
    """An item in JSON's own kinds: what is empty is left out, times are ISO 8601, HTML is made."""
    told = facts(item) | {"body": item.body, "body_html": item.body_html}
    return {name: value for name, value in told.items() if value}


def facts(item: Item) -> dict[str, Any]:
    """What an item says beside its copy, in JSON's own kinds; what is empty is left out."""
    row = {name: _plain(getattr(item, name)) for name in _NAMES}
    return {name: value for name, value in row.items() if value not in ("", None, [], {})}


_NAMES = tuple(name for name in Item.__dataclass_fields__ if name not in ("markup", "body"))


def _plain(value: Any) -> Any:
    match value:
        case datetime() | date():
            return value.isoformat()
        case tuple():
            return [_plain(one) for one in value]
        case Place() | Subject() | Relation():
            told = {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
            return {name: one for name, one in told.items() if one not in ("", None)}
        case StrEnum():
            return value.value
    return value
