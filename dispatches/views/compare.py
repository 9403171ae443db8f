"""Any two states of a story's copy beside each other: as received, any version, as it went out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from dispatches.models import Revision, Story, StoryTake
from dispatches.models.wording import HEADING
from dispatches.requests import EditorRequest
from dispatches.wire.compare import Change, Part, aligned, runs
from dispatches.wire.values import Block

from .lent import BORROWED
from .sheet import paragraphs_of, placings_of, raw_takes
from .shell import asked_for, page
from .stories import find

RAW, AUTO, PUBLISHED, APPROVED, NOW = "raw", "auto", "published", "approved", "now"
_WIRE_FIELDS = {"headline": "headline", "slug": "slug", "byline": "byline"}
"""Which lines of a take, by what was said of them, are which field of the heading."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts: its name in the address and for people, its heading, its paragraphs."""

    name: str
    label: str
    version: int
    heading: dict[str, str] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """What became of one field of the heading."""

    name: str
    changes: tuple[Change, ...]


class Versions:
    """A story's versions, and which of them the names in an address mean."""

    def __init__(self, story: Story) -> None:
        self.story = story
        rows = story.revisions.select_related("made_by").defer("paragraphs")
        self.rows: dict[int, Revision] = {row.version: row for row in rows}
        out = story.publications.order_by("-number").values_list("revision__version", flat=True)
        self.published: int | None = out.first()
        self.approved = story.approved_version or self._last_approved()

    def _last_approved(self) -> int | None:
        """The version that was approved last, as history has it: a return forgets it."""
        event = self.story.events.filter(kind="approve").first()
        version = event.after.get("approved_version") if event else None
        return version if isinstance(version, int) else None

    def number(self, name: str) -> int | None:
        """The version that a name means; None for the raw text, and for what there is not."""
        if name.isdecimal() and len(name) < 9:
            return int(name) if int(name) in self.rows else None
        named = {AUTO: 1, PUBLISHED: self.published, APPROVED: self.approved}
        return named.get(name, self.story.version if name == NOW else None)

    def has(self, name: str) -> bool:
        """Whether a name means anything here."""
        return name == RAW or self.number(name) is not None

    def usual(self) -> str:
        """What the present version is compared with when nobody says: what readers have, else what
        the machine made, else the takes as received."""
        now = self.story.version
        if self.published not in (None, now):
            return PUBLISHED
        return AUTO if now > 1 else RAW

    def label(self, name: str) -> str:
        """What a name means, for people."""
        if name == RAW:
            return "the takes as received"
        version = self.number(name)
        row = self.rows.get(version or 0)
        hand = str(row.made_by) if row and row.made_by else "machine"
        words = {
            AUTO: "auto-clean",
            PUBLISHED: "as published",
            APPROVED: "as approved",
            NOW: "as it stands now",
        }
        return f"version {version}, {words.get(name, hand)}"

    def offered(self) -> list[tuple[str, str]]:
        """All that may be chosen, with the words for it."""
        names = [NOW, PUBLISHED, APPROVED, AUTO, RAW]
        numbers = [str(version) for version in sorted(self.rows, reverse=True)]
        return [(name, self.label(name)) for name in names + numbers if self.has(name)]


def diff(request: EditorRequest, pk: int, span: str = "") -> HttpResponse:
    """What became of the copy between two of its states, word by word and paragraph by paragraph;
    in the story's page when that asks for it, else as a page of its own."""
    story = find(pk)
    versions = Versions(story)
    one, two = _asked(request, versions, span)
    if not span and "b" in request.GET:
        return redirect(_address(story, one, two, request.GET.get("view", "")))
    return page(request, "dispatches/diff.html", _context(request, versions, span, one, two))


def _context(
    request: EditorRequest, versions: Versions, span: str, one: str, two: str
) -> dict[str, Any]:
    """What the page shows of two states of a story."""
    before, after = _sides(versions, one, two)
    return {
        "story": versions.story,
        "one": before,
        "two": after,
        "offered": versions.offered(),
        "fields": _fields(before, after),
        "steps": aligned(before.parts, after.parts),
        "alike": before.parts == after.parts and before.heading == after.heading,
        "side": request.GET.get("view") == "side",
        "span": f"{one}..{two}",
        "never": _never(request, versions, span),
        "within": asked_for(request) == "copy",
    } | _turns(versions.story, before, after)


def _never(request: EditorRequest, versions: Versions, span: str) -> list[str]:
    """What was asked for and never came to pass: that it was approved, or published."""
    asked = [name for name in _names(request, span) if name in (APPROVED, PUBLISHED)]
    return [name for name in asked if not versions.has(name)]


def _address(story: Story, one: str, two: str, view: str = "") -> str:
    base = reverse("desk:compare", args=[story.pk, f"{one}..{two}"])
    return f"{base}?view=side" if view == "side" else base


def _names(request: EditorRequest, span: str) -> tuple[str, str]:
    """The two names as they stand in the address."""
    one, _, two = span.partition("..")
    one = one or request.GET.get("a", "") or request.GET.get("against", "")
    return one, two or request.GET.get("b", "")


def _asked(request: EditorRequest, versions: Versions, span: str) -> tuple[str, str]:
    """The two names that the address asks for; what there is not is what is usual."""
    one, two = _names(request, span)
    return (
        one if versions.has(one) else versions.usual(),
        two if versions.has(two) else NOW,
    )


def _sides(versions: Versions, one: str, two: str) -> tuple[Side, Side]:
    """Both texts; the raw one is cut where the other's paragraphs were read from."""
    story, numbers = versions.story, [versions.number(one), versions.number(two)]
    found = story.revisions.filter(version__in=[n or story.version for n in numbers])
    wordings = {revision.version: revision for revision in found}

    def side(name: str, number: int | None, other: int | None) -> Side:
        if number is not None:
            return _written(name, versions.label(name), wordings[number])
        return _received(story, versions.label(name), wordings[other or story.version])

    return side(one, numbers[0], numbers[1]), side(two, numbers[1], numbers[0])


def _written(name: str, label: str, revision: Revision) -> Side:
    heading = {field: _said(getattr(revision, field)) for field in HEADING}
    return Side(name, label, revision.version, heading, tuple(_parts(revision)))


def _parts(revision: Revision) -> Iterator[Part]:
    """The paragraphs, counted as the story's page counts them: crossheads are not."""
    place = 0
    for row in revision.paragraphs:
        is_counted = row["kind"] == Block.PARAGRAPH
        place += is_counted
        name = "" if is_counted else row["kind"]
        yield Part(row["key"], row["text"], name, place * is_counted)


def _said(value: Any) -> str:
    if isinstance(value, list):
        return "/".join(value)
    return "" if value is None else str(value)


def _received(story: Story, label: str, beside: Revision) -> Side:
    """The lines of the takes in force, joined to the paragraphs that were read from them."""
    placings = placings_of(story)
    copy = paragraphs_of(beside, [], placings)
    heading: dict[str, str] = {}
    parts: list[Part] = []
    held = raw_takes([p for p in placings if p.role == StoryTake.Role.IN_FORCE], copy)
    lent = raw_takes([p for p in placings if p.role == BORROWED], copy)
    stretches = [one for take in held for one in take.stretches if not one.is_blank]
    stretches += [one for take in lent for one in take.stretches if one.key]
    for (key, fate), group in groupby(stretches, key=lambda one: (one.key, one.fate)):
        text = _joined(line.text for one in group for line in one.lines)
        if fate in _WIRE_FIELDS:
            heading.setdefault(_WIRE_FIELDS[fate], text)
        else:
            parts.append(Part(key, text, fate))
    return Side(RAW, label, 0, heading, tuple(_whole(parts)))


def _whole(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts, those of one key as one, where the first stands: a paragraph may run over from
    one take to the next."""
    parts = list(parts)
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for part in parts:
        texts[part.key].append(part.text)
    for part in parts:
        if not part.key:
            yield part
        elif part.key in texts:
            yield replace(part, text=" ".join(texts.pop(part.key)))


def _joined(lines: Iterable[str]) -> str:
    return " ".join(" ".join(lines).split())


def _fields(one: Side, two: Side) -> list[Field]:
    """What became of the heading, the headline in any case; of the takes as received only what
    their lines show."""
    names = [name for name in HEADING if name in one.heading and name in two.heading]
    pairs = ((name, one.heading[name], two.heading[name]) for name in names)
    return [
        Field(name.replace("_", " "), runs(a, b))
        for name, a, b in pairs
        if a != b or (a and name == "headline")
    ]


def _turns(story: Story, one: Side, two: Side) -> dict[str, Any]:
    """The addresses one version back and one on, of what each version changed."""
    at = two.version or story.version

    def step(to: int) -> str:
        return _address(story, str(to - 1) if to > 1 else RAW, str(to))

    is_step = one.version == at - 1
    back = at - 1 if is_step else at
    return {
        "back": step(back) if back >= 1 else "",
        "on": step(at + 1) if at < story.version else "",
    }
