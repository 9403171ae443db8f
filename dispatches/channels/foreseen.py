"""What would be made of bytes if they were taken in: they are read, and nothing is kept."""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from dispatches.actions import breaker
from dispatches.actions.ties import bearers
from dispatches.models import Convention, Source, Story, Transmission, WireItem
from dispatches.models.shapes import take_of
from dispatches.wire import conventions, formats, pipeline
from dispatches.wire.cards import card
from dispatches.wire.index import REACH, wanted
from dispatches.wire.ties import ties
from dispatches.wire.values import Kind, Problem, Take, Unreadable

log = logging.getLogger(__name__)

MOST = 40
"""Takes of a file that are shown, and items that are looked at to find their stories."""


_LABELS = {form.NAME: form.LABEL for form in formats.FORMATS}


@dataclass(frozen=True, slots=True)
class Piece:
    """One take or notice that would be filed, and the story in which it would stand, if any yet."""

    take: Take
    story: Story | None = None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would be made of one file; `reason` is the sentence why it would wait in the rejects.

    `more` counts the pieces beyond those that are shown; `had` is the transmission as which these
    very bytes came already; `held` says that the source is stopped: it would wait unread.
    """

    name: str
    size: int
    source: str
    new_source: bool = False
    pieces: tuple[Piece, ...] = ()
    more: int = 0
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    format: str = ""
    convention: str = ""
    charset: str = ""
    reason: str = ""
    held: bool = False
    had: Transmission | None = None


def source_by_content(raw: bytes, read_as: str = "") -> str:
    """The slug of the source that writes as these bytes are written."""
    try:
        lines = formats.read(raw, read_as).text.lines()
    except Unreadable:
        return "plain"
    except Exception:  # whatever the bytes did to a reader; taking them in will say so
        log.exception("No source could be told from the bytes.")
        return "plain"
    return conventions.choose(lines, conventions.AUTO).name


def foresee(raw: bytes, *, name: str, slug: str = "", read_as: str = "") -> Foreseen:
    """Read bytes as if they came now from the source of this slug (empty: by their content).

    Nothing is written; whatever the bytes are, this answers.
    """
    slug = slug or source_by_content(raw, read_as)
    source = Source.objects.filter(slug=slug).first()
    told = Foreseen(name, len(raw), str(source or slug), source is None)
    row = source or Source(slug=slug, convention=conventions.AUTO)
    try:
        reading = pipeline.read(
            raw,
            feed=slug,
            convention=row.convention,
            received_at=timezone.now().astimezone(row.tz),
            page=hashlib.sha256(raw).hexdigest(),
            known=Convention.objects.in_force(),
            read_as=read_as,
        )
    except Unreadable as sentence:
        return _with(told, source, raw, reason=str(sentence))
    except Exception as fault:  # the same sentence as when it is taken in
        log.exception("What would be made of %r could not be foreseen.", name)
        said = f"newsdesk failed to read it ({type(fault).__name__})."
        return _with(told, source, raw, reason=said)
    takes = reading.takes
    return _with(
        told,
        source,
        raw,
        pieces=_pieces(source, takes[:MOST]),
        more=max(len(takes) - MOST, 0),
        problems=_problems(row, takes),
        notes=reading.notes,
        format=_LABELS.get(reading.format, reading.format),
        convention=reading.convention,
        charset=reading.charset,
    )


def _with(told: Foreseen, source: Source | None, raw: bytes, **more: object) -> Foreseen:
    facts: dict[str, object] = {"name": told.name, "size": told.size, "source": told.source}
    facts |= {"new_source": told.new_source, "had": _had(source, raw)}
    facts["held"] = source is not None and breaker.holds(source, timezone.now())
    return Foreseen(**(facts | more))  # type: ignore[arg-type]  # its own fields, by their names


def _had(source: Source | None, raw: bytes) -> Transmission | None:
    digest = hashlib.sha256(raw).hexdigest()
    rows = Transmission.objects.defer("content").filter(sha256=digest)
    return rows.filter(source=source).first() if source else None


def _problems(source: Source, takes: Sequence[Take]) -> tuple[Problem, ...]:
    """What the checks would find on these takes, were they alone."""
    if len(takes) > MOST:
        return ()
    found: list[Problem] = []
    for assembly in pipeline.join(takes).assemblies:
        copy = pipeline.copy_of(assembly)
        found += pipeline.check(copy, assembly, muted=source.muted_checks)
    return tuple(found)


def _pieces(source: Source | None, takes: Sequence[Take]) -> tuple[Piece, ...]:
    """The takes, each with the story that it would join as far as the index of ties knows one."""
    if source is None:
        return tuple(Piece(take) for take in takes)
    homes = _homes(source, takes)
    return tuple(Piece(take, homes.get(take.key)) for take in takes)


def _homes(source: Source, takes: Sequence[Take]) -> dict[str, Story]:
    near = _near(source, takes)
    if not near:
        return {}
    stories: dict[str, Story] = {}
    for item in near:
        if hasattr(item, "placing"):
            stories[take_of(item).key] = item.placing.story
    new = {take.key for take in takes}
    homes: dict[str, Story] = {}
    for assembly in pipeline.join([*map(take_of, near), *takes]).assemblies:
        keys = [one.key for one in (*assembly.takes, *assembly.superseded, *assembly.duplicates)]
        held = Counter(stories[key] for key in keys if key in stories)
        if held:
            homes |= dict.fromkeys(new.intersection(keys), held.most_common(1)[0][0])
    return homes


def _near(source: Source, takes: Sequence[Take]) -> list[WireItem]:
    """The items of the source that bear a tie that these takes look for."""
    own = [ties(card(take)) for take in takes if take.kind is Kind.TAKE]
    numbers = wanted(frozenset[int]().union(*own)) if own else frozenset[int]()
    now = timezone.now()
    borne = Counter(pk for pk, _, _ in bearers(source, numbers, now, now, REACH))
    ids = [pk for pk, _ in borne.most_common(MOST)]
    items = WireItem.objects.in_force().takes().filter(pk__in=ids)
    near = list(
        items.select_related("transmission", "placing__story").defer("transmission__content")
    )
    for item in near:
        item.transmission.source = source
    return near
