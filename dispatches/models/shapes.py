"""Takes as the wire engine reads them, and the rows that hold them: one thing in two shapes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from dispatches.wire.ids import Identity, Serial, Target
from dispatches.wire.items import Item, facts
from dispatches.wire.values import (
    Assembly,
    Block,
    Dateline,
    Fix,
    Kind,
    Mark,
    Origin,
    Paragraph,
    Removal,
    SignOff,
    State,
    Take,
)

from .intake import Transmission, WireItem
from .stories import Story, StoryTake

MARKS = (
    "number",
    "is_last",
    "pick_up",
    "replaces",
    "embargo",
    "reference",
    "ends_are_marked",
    "alone",
)
"""What a take says of itself that no column asks for."""
_LARGEST_NUMBER = 2**63 - 1  # what both databases hold
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str, longest: int | None = None) -> str:
    r"""Text that every database takes: NUL and lone surrogates as tokens, cut when too long.

    >>> storable("a\x00b\ud800c")
    'a␀b�c'
    >>> storable("abcdef", 4)
    'abc…'
    """
    if (text.isascii() and "\x00" not in text) or not _UNSTORABLE.search(text):
        shown = text
    else:
        shown = _UNSTORABLE.sub(lambda found: "␀" if found[0] == "\x00" else "�", text)
    if longest is not None and len(shown) > longest:
        return shown[: longest - 1] + "…"
    return shown


def plain(value: Any) -> Any:
    r"""A value made of JSON's own kinds whose every text is storable.

    >>> plain({"a": ("b\x00", 1)})
    {'a': ['b␀', 1]}
    """
    match value:
        case str():
            return storable(value)
        case list() | tuple():
            return [plain(one) for one in value]
        case dict():
            return {storable(str(key)): plain(one) for key, one in value.items()}
    return value


def longest_in(model: type[Any], name: str) -> int:
    """How many characters a column of this model takes."""
    return int(model._meta.get_field(name).max_length)


def fitting(model: type[Any], name: str, text: str) -> str:
    """Text made to fit a column of this model."""
    return storable(text, longest_in(model, name))


# A take as a row ----------------------------------------------------------------------------------
def item_of(
    take: Take, transmission: Transmission, arrived_at: datetime, envelope: Item | None = None
) -> WireItem:
    """The row, not yet saved, of a take that was read out of a transmission; `envelope` is what its
    format says of it."""
    sign_off, dateline = take.sign_off or SignOff(), take.dateline or Dateline("", "")
    item = WireItem(
        transmission=transmission,
        place_on_page=take.place_on_page,
        first_line=take.first,
        last_line=take.last,
        kind=take.kind.value,
        dateline_date=dateline.date,
        credit=plain(take.credit),
        mark=take.mark.value,
        signed_agencies=plain(sign_off.agencies),
        signed_time=sign_off.time,
        marks=plain({name: getattr(take, name) for name in MARKS if getattr(take, name)}),
        target=_target_row(take.target),
        stated_at=_aware(take.stated_at, transmission),
        body=[_body_row(paragraph, take) for paragraph in take.paragraphs],
        fixes=_rows(take.fixes),
        removals=_rows(take.removals),
        arrived_at=arrived_at,
    )
    if envelope is not None:
        _address(item, envelope, take)
    number = take.serial.number if take.serial else None
    item.serial_number = number if number is not None and number <= _LARGEST_NUMBER else None
    for name, text in _texts(take, sign_off, dateline).items():
        setattr(item, name, fitting(WireItem, name, text))
    return item


def _texts(take: Take, sign_off: SignOff, dateline: Dateline) -> dict[str, str]:
    return {
        "serial_prefix": take.serial.prefix if take.serial else "",
        "serial": str(take.serial) if take.serial else "",
        "slug": take.slug,
        "headline": take.headline,
        "place": dateline.place,
        "city": dateline.city,
        "byline": take.byline,
        "priority": take.priority,
        "initials": sign_off.initials,
    }


def _rows(told: Iterable[Fix | Removal]) -> list[dict[str, Any]]:
    return [{name: plain(getattr(one, name)) for name in one.__dataclass_fields__} for one in told]


def _address(item: WireItem, envelope: Item, take: Take) -> None:
    """What an envelope says of an item, in columns where something asks for it."""
    identity = take.identity or Identity("")
    item.type, item.pubstatus = envelope.type.value, envelope.pubstatus.value
    item.urgency = envelope.urgency if envelope.urgency in range(1, 10) else None
    item.uri = name_of(identity.uri)
    item.version = fitting(WireItem, "version", identity.version)
    item.language = fitting(WireItem, "language", envelope.language)
    item.facts = plain(facts(envelope))


def name_of(uri: str) -> str:
    """An item's id as its column holds it: one that is too long ends in its hash, for two ids that
    begin alike are two.

    >>> name_of("urn:ferry"), len(name_of("a" * 999)), name_of("a" * 999) == name_of("a" * 998)
    ('urn:ferry', 300, False)
    """
    longest, uri = longest_in(WireItem, "uri"), storable(uri)
    if len(uri) <= longest:
        return uri
    digest = sha256(uri.encode()).hexdigest()
    return uri[: longest - len(digest)] + digest


def _identity(item: WireItem) -> Identity | None:
    instead_of = tuple(name_of(uri) for uri in item.facts.get("evolvedfrom", ()))
    return Identity(item.uri, item.version, instead_of) if item.uri else None


def _aware(stated: datetime | None, transmission: Transmission) -> datetime | None:
    if stated is None or stated.tzinfo is not None:
        return stated
    return stated.replace(tzinfo=transmission.source.tz)


def _target_row(target: Target | None) -> dict[str, Any]:
    if target is None:
        return {}
    serials = [str(serial) for serial in target.serials]
    row: dict[str, Any] = plain(
        {
            "serials": serials,
            "slug": target.slug,
            "headline": target.headline,
            "uris": [name_of(uri) for uri in target.uris],
        }
    )
    return row


def _body_row(paragraph: Paragraph, take: Take) -> dict[str, Any]:
    origins = paragraph.origins
    return {
        "text": storable(paragraph.text),
        "kind": paragraph.kind.value,
        "first": min((origin.first for origin in origins), default=take.first),
        "last": max((origin.last for origin in origins), default=take.last),
        "fixes": _rows(paragraph.fixes),
        "widths": list(paragraph.widths),
    }


def key_of(item: WireItem) -> str:
    """The name of an item among the takes that are joined: the same in whatever order they came.

    It needs the item's transmission, so load items with `with_pages`.
    """
    return f"{item.transmission.sha256[:20]}-{item.place_on_page}"


def take_of(item: WireItem) -> Take:
    """The take that a row holds, under the key by which joining knows it."""
    key, zone = key_of(item), item.transmission.source.tz
    dateline = item.place or item.city or item.dateline_date
    signed = item.signed_agencies or item.initials or item.signed_time
    return Take(
        key=key,
        page=item.transmission.sha256,
        place_on_page=item.place_on_page,
        first=item.first_line,
        last=item.last_line,
        kind=Kind(item.kind),
        serial=serial_of(item.serial, item.serial_prefix),
        headline=item.headline,
        slug=item.slug,
        dateline=Dateline(item.place, item.city, item.dateline_date) if dateline else None,
        credit=tuple(item.credit),
        byline=item.byline,
        priority=item.priority,
        paragraphs=tuple(_body_paragraph(row, key) for row in item.body),
        mark=Mark(item.mark),
        sign_off=SignOff(tuple(item.signed_agencies), item.initials, item.signed_time)
        if signed
        else None,
        target=_target(item.target),
        identity=_identity(item),
        received_at=item.arrived_at.astimezone(zone),
        stated_at=item.stated_at.astimezone(zone) if item.stated_at else None,
        feed=item.transmission.source.slug,
        fixes=fixes_in(item.fixes),
        removals=tuple(Removal(**row) for row in item.removals),
        **item.marks,
    )


def serial_of(text: str, prefix: str | None = None) -> Serial | None:
    """The serial as it was printed; None when it cannot have been one.

    >>> serial_of("BFF-08"), serial_of("")
    (Serial(prefix='BFF', number=8, width=2), None)
    """
    front, _, digits = text.rpartition("-")
    if not digits.isascii() or not digits.isdigit() or (prefix is not None and front != prefix):
        return None
    return Serial(front, int(digits), len(digits))


def _target(row: Mapping[str, Any]) -> Target | None:
    if not row:
        return None
    serials = (serial_of(text) for text in row.get("serials", ()))
    return Target(
        tuple(serial for serial in serials if serial),
        row.get("slug", ""),
        row.get("headline", ""),
        tuple(row.get("uris", ())),
    )


def _body_paragraph(row: Mapping[str, Any], key: str) -> Paragraph:
    origin = Origin(key, row["first"], row["last"])
    fixes, widths = fixes_in(row.get("fixes", ())), tuple(row.get("widths", ()))
    return Paragraph(row["text"], Block(row["kind"]), (origin,), fixes, widths)


def fixes_in(rows: Iterable[Mapping[str, Any]]) -> tuple[Fix, ...]:
    """The fixes that rows hold."""
    return tuple(Fix(**row) for row in rows)


def assembly_of(story: Story, placings: Sequence[StoryTake]) -> Assembly:
    """The assembly that a story's placings hold, their items loaded with their pages."""
    by_role: dict[str, list[Take]] = {role: [] for role in StoryTake.Role.values}
    for placing in sorted(placings, key=lambda one: (one.position, one.pk)):
        by_role[placing.role].append(take_of(placing.item))
    return Assembly(
        takes=tuple(by_role[StoryTake.Role.IN_FORCE]),
        superseded=tuple(by_role[StoryTake.Role.SUPERSEDED]),
        duplicates=tuple(by_role[StoryTake.Role.DUPLICATE]),
        state=State(story.assembly),
        missing=tuple(story.missing),
        kills=(*by_role[StoryTake.Role.KILL], *by_role[StoryTake.Role.HOLD]),
        corrections=tuple(by_role[StoryTake.Role.CORRECTION]),
    )
