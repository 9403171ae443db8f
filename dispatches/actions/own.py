"""Copy of the desk's own: a person writes it, hands it in, and revises it.

The text is kept as it was filed, as a transmission of the desk itself, and each paragraph traces to
its lines and to who typed it. No machine joins it with anything, and nothing reads it again.
"""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from dispatches.models import Arrival, Person, Source, Story, StoryTake, Transmission, WireItem
from dispatches.models.shapes import fitting, plain, storable
from dispatches.models.sources import OWN
from dispatches.models.wording import Wording, wording_of
from dispatches.wire import formats, typed
from dispatches.wire.typed import Written
from dispatches.wire.values import Kind, Mark, State, Unreadable
from dispatches.workflow import Power, Status

from .edit import fit
from .errors import Refused
from .hold import hold, in_work, permit, write
from .own_rows import Row, rows_again, rows_of
from .record import record
from .route import route
from .versions import rewrite

HEAD = ("headline", "slug", "byline", "place", "dateline_date", "section")
"""What a writer says above the copy; under it comes the `text`."""
MOST_TEXT = 200_000
_SOURCE = {"name": "Own desk", "convention": "plain", "is_active": False, "silence_minutes": 0}
_AS_KEPT = {
    "state": Transmission.State.READ,
    "format": typed.FORMAT,
    "read_as": "text",
    "charset": "utf-8",
}
_WITH_THE_WRITER = frozenset({Status.INCOMING, Status.RETURNED})


@dataclass(frozen=True, slots=True)
class Copy:
    """What somebody wrote: a heading's fields, the section, and the text as they typed it.

    `beside` names what else is kept with it, such as where paragraphs were brought in from.
    """

    heading: dict[str, Any]
    section: str
    text: str
    beside: str = ""

    def kept(self, by: Person) -> bytes:
        """The bytes that are kept of it; the mark at their head says that they are UTF-8."""
        head = {name: str(self.heading[name] or "") for name in HEAD if name in self.heading}
        head |= {"section": self.section, "from": self.beside, "filed by": f"{by} ({by.username})"}
        return codecs.BOM_UTF8 + typed.as_kept(head, storable(self.text)).encode()


def said(fields: Mapping[str, Any], beside: str = "") -> Copy:
    """What a form says, as it is kept; Refused where it cannot be."""
    names = ("headline", "slug", "byline", "place")
    heading = {name: fit(name, fields.get(name) or "") for name in names}
    heading["city"] = fit("city", heading["place"].partition(",")[0].strip())
    heading["dateline_date"] = fit("dateline_date", fields.get("dateline_date") or None)
    section = " ".join(str(fields.get("section") or "").split())
    text = str(fields.get("text") or "")
    if len(text) > MOST_TEXT:
        raise Refused(f"The text is too long: {MOST_TEXT:,} characters at most.")
    return Copy(heading, fitting(Story, "section", section), text, beside)


# Handing in ---------------------------------------------------------------------------------------
def hand_in(fields: Mapping[str, Any], *, by: Person) -> Story:
    """Keep what a person wrote, and put it before the editors as a story that came in."""
    permit(by, Power.FILE_COPY)
    copy = said(fields)
    with transaction.atomic():
        return begin(copy, by=by, told=lambda item, written: rows_of(written, item.pk, by.pk))


def begin(
    copy: Copy, *, by: Person, told: Callable[[WireItem, list[Written]], Sequence[Row]]
) -> Story:
    """A new story of the desk's own, with the rows that `told` makes of what was written.

    The same text handed in twice is one story.
    """
    source, raw = own_desk(), copy.kept(by)
    again = Story.objects.filter(
        source=source, placings__item__transmission__sha256=hashlib.sha256(raw).hexdigest()
    )
    if (standing := again.first()) is not None:
        return standing
    now = timezone.now()
    item, written = _file(source, raw, copy, by=by, at=now)
    rows = [dict(row) for row in told(item, written)]
    if not rows:
        raise Refused("There is no copy in it: write a paragraph.")
    story = Story.objects.create(
        source=source,
        arrived_at=now,
        updated_at=now,
        assembly=State.COMPLETE.value,
        section=copy.section,
    )
    StoryTake.objects.create(story=story, item=item, by=by, reasons=["written by hand"])
    heading = copy.heading | {"credit": _credit([], rows)}
    rewrite(story, Wording(heading, rows), by=by, reason=f"Written by {by}.")
    route(story, now)
    after = {"version": story.version, "transmission": item.transmission_id}
    record("filed", actor=by, origin="desk", story=story, reason=copy.beside, after=after)
    return story


def own_desk() -> Source:
    """The source of own copy, locked, so that one text at a time is kept; made the first time.

    It is switched off: nothing comes in for it, and nobody is told that it is silent.
    """
    ours = {"zone": settings.TIME_ZONE, "agency": fitting(Source, "agency", settings.SITE_NAME)}
    source, new = Source.objects.get_or_create(slug=OWN, defaults=_SOURCE | ours)
    if new:
        after, about = source.facts(), f"source {source.pk}"
        record("source", actor=None, origin="desk", about=about, after=after)
    return Source.objects.select_for_update(no_key=True).get(pk=source.pk)


def _file(
    source: Source,
    raw: bytes,
    copy: Copy,
    *,
    by: Person,
    at: datetime,
    elder: WireItem | None = None,
) -> tuple[WireItem, list[Written]]:
    """Keep the bytes, and the item that stands for them; with the paragraphs that were written."""
    try:
        lines = formats.read(raw, "text").text.lines()
    except Unreadable as reason:
        raise Refused(str(reason)) from reason
    removals = typed.head_of(lines)
    written = typed.paragraphs(lines, len(removals))
    name = fitting(Transmission, "name", f"own copy by {by}")
    sent, _ = Transmission.objects.get_or_create(
        source=source,
        sha256=hashlib.sha256(raw).hexdigest(),
        defaults={"size": len(raw), "content": raw, "name": name, "received_at": at} | _AS_KEPT,
    )
    Arrival.objects.create(transmission=sent, arrived_at=at, channel="own", name=name)
    body = [
        {"text": one.text, "kind": "paragraph", "first": one.first, "last": one.last, "fixes": []}
        for one in written
    ]
    aside = [{"line": one.line, "text": one.text, "role": one.role} for one in removals]
    item = WireItem.objects.create(
        transmission=sent, elder=elder, first_line=1, last_line=len(lines), kind=Kind.TAKE.value,
        mark=Mark.END.value, stated_at=at, arrived_at=at, joined_at=at, filed_by=by,
        body=plain(body), removals=plain(aside), **copy.heading,
    )  # fmt: skip
    return item, written


# Revising -----------------------------------------------------------------------------------------
def why_not_revised(story: Story, by: Person) -> str:
    """The sentence that keeps this person from revising a story as own copy; empty: they may."""
    if not story.source.is_own:
        return "It came by wire: its paragraphs are edited one by one."
    if by.can(Power.EDIT_COPY):
        in_work(story)
        return ""
    if not by.can(Power.FILE_COPY) or not is_writer(story, by):
        raise PermissionDenied("Somebody else wrote it; an editor may change it.")
    if story.status not in _WITH_THE_WRITER:
        return f"It is {story.get_status_display().replace('_', ' ')}: the editors have it now."
    return ""


def is_writer(story: Story, person: Person) -> bool:
    """Whether this person wrote it first."""
    return story.revisions.filter(version=1, made_by=person).exists()


def text_of(story: Story) -> str:
    """The copy as its writer edits it: paragraphs with blank lines between them."""
    return "\n\n".join(row["text"] for row in story.head().paragraphs)


def revise_own(story: Story, fields: Mapping[str, Any], *, by: Person, saw: int) -> Story:
    """File own copy again with other words; what is not changed keeps its lines and its hand."""
    copy = said(fields)
    with transaction.atomic():
        source = own_desk()
        mine = {"headline": copy.heading["headline"], "text": copy.text}
        held = hold(story, saw, mine=mine, theirs=_now)
        if hindrance := why_not_revised(held, by):
            raise Refused(hindrance)
        old = wording_of(held.head())
        if _same(held, copy, old):
            return held
        elder = held.placings.in_force().select_related("item").get()
        raw, now = copy.kept(by), timezone.now()
        item, written = _file(source, raw, copy, by=by, at=now, elder=elder.item)
        _replace(held, elder, item, by)
        rows = rows_again(written, old.paragraphs, item.pk, elder.item_id, by.pk)
        if not rows:
            raise Refused("There is no copy left in it; spike the story instead.")
        write(held, section=copy.section)
        heading = copy.heading | {"credit": _credit(old.heading["credit"], rows)}
        rewrite(held, Wording(heading, rows), by=by, reason=f"Handed in again by {by}.")
        route(held, now)
        after = {"version": held.version, "transmission": item.transmission_id}
        record("revised", actor=by, origin="desk", story=held, after=after)
    return held


def _now(story: Story) -> dict[str, str]:
    return {"headline": story.headline, "text": text_of(story)}


def _same(story: Story, copy: Copy, old: Wording) -> bool:
    """Whether nothing was changed."""
    lines = (part.split() for part in copy.text.replace("\r\n", "\n").split("\n\n"))
    parts = [" ".join(words) for words in lines if words]
    same = all(old.heading[name] == value for name, value in copy.heading.items())
    return (
        same and story.section == copy.section and parts == [row["text"] for row in old.paragraphs]
    )


def _replace(story: Story, elder: StoryTake, item: WireItem, by: Person) -> None:
    elder.role, elder.position = StoryTake.Role.SUPERSEDED, elder.position + 1
    elder.reasons = ["handed in again with other words"]
    elder.save(update_fields=["role", "position", "reasons"])
    StoryTake.objects.create(story=story, item=item, by=by, reasons=["written by hand"])


def _credit(before: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """The agencies that the copy names already, and those of the paragraphs lent to it."""
    lent = [name for row in rows for name in row.get("lent", {}).get("credit", ())]
    return list(dict.fromkeys([*before, *lent]))
