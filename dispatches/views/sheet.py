"""A story as its page shows it: the takes as received, the copy, and the threads between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from dispatches.models import Person, Problem, Revision, Story, StoryTake, Transmission, WireItem
from dispatches.wire import formats, typed
from dispatches.wire.values import Block, Line, Unreadable

from .lent import borrowed


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring lines that went the same way: into a paragraph, or aside as `fate` says."""

    item: int
    lines: tuple[Line, ...]
    key: str = ""
    place: int = 0
    fate: str = ""

    @property
    def first(self) -> int:
        """The number of its first line."""
        return self.lines[0].number

    @property
    def last(self) -> int:
        """The number of its last line."""
        return self.lines[-1].number

    @property
    def paragraph_key(self) -> str:
        """The key of the paragraph that began with its first line, if one did."""
        return f"{self.item}-{self.first}"

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to read in it."""
        return not any(line.text.strip() for line in self.lines)


@dataclass(frozen=True, slots=True)
class RawTake:
    """One take as received: its lines, and where they went."""

    placing: StoryTake
    stretches: tuple[Stretch, ...]

    @property
    def item(self) -> WireItem:
        """The take itself."""
        return self.placing.item


@dataclass(frozen=True, slots=True)
class Thread:
    """Where copy came from: a serial, its lines, and the place on the page where they are."""

    item: int
    serial: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Lent:
    """The story that a paragraph was brought in from, and whose copy it is."""

    story: int
    credit: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph's text; with the problem whose excerpt it is, if it is one."""

    text: str
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph or crosshead of the copy."""

    key: str
    place: int
    text: str
    kind: str
    threads: tuple[Thread, ...]
    typed_by: str
    by_notice: str
    lent: Lent | None
    fixes: tuple[dict[str, Any], ...]
    pieces: tuple[Piece, ...]
    problems: tuple[Problem, ...] = field(default=())

    @property
    def is_crosshead(self) -> bool:
        """Whether it stands between paragraphs as a heading."""
        return self.kind == Block.CROSSHEAD


LONGEST_MARK = 48
"""A longer excerpt at a paragraph's end is marked by its last words alone."""

Homes = dict[tuple[int, int], Paragraph]
"""Which paragraph each line of each item went into."""


def lines_of(transmission: Transmission) -> tuple[Line, ...]:
    """The lines of a transmission, as the wire counts them from 1; none where it is not text."""
    try:
        return formats.read(transmission.raw(), transmission.read_as).text.lines()
    except Unreadable:
        return ()


def paragraphs_of(
    revision: Revision, problems: Sequence[Problem], placings: Sequence[StoryTake]
) -> list[Paragraph]:
    """The copy of a revision, each paragraph with its threads, its hand and its problems."""
    serials = {p.item_id: p.item.serial or _unnumbered(p.item) for p in placings}
    people = _people(revision)
    by_key: defaultdict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_key[problem.paragraph_key].append(problem)
    copy, place = [], 0
    for block in revision.paragraphs:
        is_counted = block["kind"] == Block.PARAGRAPH
        place += is_counted
        typed_by = people.get(block.get("by"), "")
        copy.append(_paragraph(block, place * is_counted, serials, typed_by, by_key[block["key"]]))
    return copy


def _paragraph(
    block: dict[str, Any],
    place: int,
    serials: dict[int, str],
    typed_by: str,
    problems: Sequence[Problem],
) -> Paragraph:
    return Paragraph(
        key=block["key"],
        place=place,
        text=block["text"],
        kind=block["kind"],
        threads=tuple(_threads(block, serials)),
        typed_by=typed_by,
        lent=_lent(block.get("lent")),
        by_notice=serials.get(block["notice"], "a notice") if block.get("notice") else "",
        fixes=tuple(block.get("fixes", ())),
        pieces=tuple(_pieces(block["text"], problems)),
        problems=tuple(problems),
    )


def _lent(said: dict[str, Any] | None) -> Lent | None:
    return Lent(said["story"], tuple(said["credit"])) if said else None


def _unnumbered(item: WireItem) -> str:
    return "as filed" if item.transmission.format == typed.FORMAT else f"take {item.pk}"


def _people(revision: Revision) -> dict[Any, str]:
    hands = {block["by"] for block in revision.paragraphs if block.get("by")}
    last = revision.made_by if hands else None
    known = {last.pk: str(last)} if last else {}
    if hands <= known.keys():
        return known
    return {person.pk: str(person) for person in Person.objects.filter(pk__in=hands)}


def _threads(block: dict[str, Any], names: dict[int, str]) -> Iterator[Thread]:
    for origin in block.get("origins", ()):
        item = int(origin["item"])
        yield Thread(item, names.get(item, f"take {item}"), origin["first"], origin["last"])


def _pieces(text: str, problems: Sequence[Problem]) -> Iterator[Piece]:
    """The text cut where the excerpts of its open problems begin and end."""
    at = 0
    for start, end, problem in _spans(text, problems):
        if start < at:
            continue
        if start > at:
            yield Piece(text[at:start])
        yield Piece(text[start:end], problem)
        at = end
    if at < len(text):
        yield Piece(text[at:])


def _spans(text: str, problems: Sequence[Problem]) -> list[tuple[int, int, Problem]]:
    """Where the excerpts of open problems stand; of one at the end, only its last words."""
    spans = []
    for problem in problems:
        excerpt = problem.excerpt.strip(" …")
        start = text.rfind(excerpt) if excerpt and problem.is_open else -1
        if start < 0:
            continue
        end = start + len(excerpt)
        if end == len(text) and len(excerpt) > LONGEST_MARK:
            start = end - len(" ".join(text.split(" ")[-3:]))
        spans.append((start, end, problem))
    return sorted(spans, key=lambda span: span[:2])


def raw_takes(placings: Sequence[StoryTake], copy: Sequence[Paragraph]) -> list[RawTake]:
    """The takes as received, their lines told apart by where they went."""
    homes = {
        (thread.item, number): paragraph
        for paragraph in copy
        for thread in paragraph.threads
        for number in range(thread.first, thread.last + 1)
    }
    texts: dict[int, tuple[Line, ...]] = {}
    takes = []
    for placing in placings:
        sent = placing.item.transmission
        if sent.pk not in texts:
            texts[sent.pk] = lines_of(sent)
        takes.append(RawTake(placing, tuple(_stretches(placing.item, texts[sent.pk], homes))))
    return takes


def _stretches(item: WireItem, text: Sequence[Line], homes: Homes) -> Iterator[Stretch]:
    """The lines of a take, neighbours that went the same way together."""
    fates = {removal["line"]: removal["role"] for removal in item.removals}
    read = {n for block in item.body for n in range(block["first"], block["last"] + 1)}

    def way(line: Line) -> tuple[str, int, str]:
        home = homes.get((item.pk, line.number))
        if home is not None:
            return home.key, home.place, ""
        if not line.text.strip():
            return "", 0, ""
        otherwise = "left out" if line.number in read else "set aside"
        return "", 0, fates.get(line.number, otherwise)

    for (key, place, fate), group in groupby(text[item.first_line - 1 : item.last_line], key=way):
        yield Stretch(item.pk, tuple(group), key, place, fate)


def fixes_made(copy: Sequence[Paragraph], takes: Sequence[RawTake]) -> list[tuple[str, list[Any]]]:
    """What cleaning did, by the name of the fix, each with its line and what stood there."""
    made = [fix for paragraph in copy for fix in paragraph.fixes]
    made += [fix for take in takes for fix in take.item.fixes]
    by_name: defaultdict[str, list[Any]] = defaultdict(list)
    for fix in made:
        by_name[fix["name"]].append(fix)
    return sorted(by_name.items())


def placings_of(story: Story, revision: Revision | None = None) -> list[StoryTake]:
    """Every take and notice of a story that was found for its page, in reading order; then the
    items that it borrowed from, as far as `revision`, its present one, is not known to have none.
    """
    return [*story.placings.all(), *borrowed(story, revision)]


def untouched(copy: Sequence[Paragraph]) -> tuple[int, int]:
    """How many paragraphs stand as the machine read them, and how many there are; crossheads are
    not counted."""
    counted = [paragraph for paragraph in copy if not paragraph.is_crosshead]
    return sum(not paragraph.typed_by for paragraph in counted), len(counted)
