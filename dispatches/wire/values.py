"""The values that the stages of the wire engine hand on: frozen, slotted, plain."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from itertools import starmap
from typing import NamedTuple

from .ids import Identity, Serial, Target


class Unreadable(Exception):
    """A transmission that holds no copy; its text is a sentence for the desk."""


class Mark(StrEnum):
    """How a take says that it ends."""

    MORE = "more"
    END = "end"
    NONE = "none"


class Kind(StrEnum):
    """What a wire item is: copy, a notice about copy, or what stands beside it, as pictures do."""

    TAKE = "take"
    KILL = "kill"
    CORRECTION = "correction"
    ADVISORY = "advisory"
    BESIDE = "beside"


class Block(StrEnum):
    """What a piece of a story is."""

    PARAGRAPH = "paragraph"
    CROSSHEAD = "crosshead"


class State(StrEnum):
    """The machine's word on an assembly: is all of it here?"""

    OPEN = "open"
    COMPLETE = "complete"
    INCOMPLETE = "incomplete"


class Level(StrEnum):
    """How much a problem matters; an error stops approval."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Text:
    """What a transmission says once it is decoded: lines end in \\n, controls are visible."""

    text: str
    charset: str
    notes: tuple[str, ...] = ()

    def lines(self) -> tuple[Line, ...]:
        """The lines, numbered from 1."""
        return tuple(starmap(Line, enumerate(self.text.split("\n"), start=1)))


class Line(NamedTuple):
    """One line of a transmission: its number from 1, and its text without the line end."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and when a story was filed: the place as printed, its city, the printed date."""

    place: str
    city: str
    date: date | None = None


@dataclass(frozen=True, slots=True)
class SignOff:
    """The line that closes a take: agencies, the editor's initials, the wire's clock."""

    agencies: tuple[str, ...] = ()
    initials: str = ""
    time: time | None = None


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that cleaning made: its name, the line where, what stood there, what stands now."""

    name: str
    line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Removal:
    """A line that is not copy, and what it was recognised as; it is set aside, never lost."""

    line: int
    text: str
    role: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where copy came from: the key of a take, and the first and last line in its transmission."""

    take: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph or crosshead of clean text that knows its lines.

    `widths` are the lengths of its lines as they were sent, without the spaces around them (empty
    where nobody counted): a last line as long as the others says that one more was lost.
    """

    text: str
    kind: Block = Block.PARAGRAPH
    origins: tuple[Origin, ...] = ()
    fixes: tuple[Fix, ...] = ()
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Take:
    """One take or notice read out of a transmission.

    `key` is unique among the takes that are joined together; `received_at` is the arrival (aware,
    or naive in a stream that states no zone); `first` and `last` are its lines in the transmission;
    `page` names the transmission, and `place_on_page` counts the takes on it from 0.
    `ends_are_marked` says that this wire marks every end, so that a missing mark is a loss.
    `number` is the take's own number in its story (2 for "=2", "(2)", "-2-", "1st Add"; 1 only
    where it is printed), `is_last` says that it calls itself the last. `pick_up` holds the words of
    the take before that an add repeats. `replaces` says that it stands for an earlier text and how
    it says so ("corrected", "lead", "update", "repeat"). `embargo` holds the printed words.
    `reference` is a code that some wires print alike on every take of a story (AFP's "XD25"); it
    is not the number of a take. `identity` is what an envelope calls it, `alone` that it
    has an envelope of its own and is no part of a page. A continuation may carry
    a headline too: the story's, perhaps cut. `stated_at` is naive where `received_at` is, and holds
    the clock as printed. A notice has no
    number of its own story: what it is about is its `target`.
    """

    key: str
    page: str = ""
    place_on_page: int = 0
    first: int = 1
    last: int = 1
    kind: Kind = Kind.TAKE
    serial: Serial | None = None
    headline: str = ""
    slug: str = ""
    dateline: Dateline | None = None
    credit: tuple[str, ...] = ()
    byline: str = ""
    priority: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    mark: Mark = Mark.NONE
    ends_are_marked: bool = False
    sign_off: SignOff | None = None
    number: int | None = None
    is_last: bool = False
    pick_up: str = ""
    replaces: str = ""
    embargo: str = ""
    target: Target | None = None
    reference: str = ""
    identity: Identity | None = None
    alone: bool = False
    received_at: datetime | None = None
    stated_at: datetime | None = None
    feed: str = ""
    fixes: tuple[Fix, ...] = ()
    removals: tuple[Removal, ...] = ()

    @property
    def heads_a_story(self) -> bool:
        """Whether this take opens a story: it has a headline or a dateline, and no later number.

        A continuation repeats the headline on many wires, with its number beside it.
        """
        return bool(self.headline or self.dateline) and (self.number or 1) == 1


@dataclass(frozen=True, slots=True)
class Draft:
    """A take whose marks were read and whose copy was not cleaned yet: `body` holds its lines.

    `parted` says that blank lines part its paragraphs, and nothing else does.
    """

    take: Take
    body: tuple[Line, ...]
    parted: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Why one take follows another: a score from 0 to 1, and reasons an editor understands."""

    elder: str
    younger: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assembly:
    """One story's takes: those in force in reading order, those set aside, and why.

    `kills` and `corrections` are the notices that name it.
    """

    takes: tuple[Take, ...]
    superseded: tuple[Take, ...] = ()
    duplicates: tuple[Take, ...] = ()
    links: tuple[Link, ...] = ()
    state: State = State.COMPLETE
    missing: tuple[str, ...] = ()
    kills: tuple[Take, ...] = ()
    corrections: tuple[Take, ...] = ()


@dataclass(frozen=True, slots=True)
class Joined:
    """All that joining made of some takes; `proposals` are links below the certain threshold."""

    assemblies: tuple[Assembly, ...]
    notices: tuple[Take, ...] = ()
    proposals: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """A story's copy as the desk reads it."""

    headline: str
    slug: str = ""
    byline: str = ""
    dateline: Dateline | None = None
    credit: tuple[str, ...] = ()
    priority: str = ""
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """One change to the copy that a notice asks for, or by which a check's finding is mended.

    `paragraph` is the index into the copy's paragraphs, None for the headline. `before` are the
    words as they stand there, `after` what takes their place; without it the old words go. `sure`
    is from 0 to 1, `why` says where the words were found, `way` which of the ways this edit is.
    """

    paragraph: int | None
    start: int
    before: str
    after: str
    sure: float
    why: str = ""
    way: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What a check found.

    `paragraph` is the index into the copy's paragraphs, or None for the story as a whole. `excerpt`
    is the copy concerned; `choices` are the ways in which the desk may settle it, `edits` what
    those of them that mend it do.
    """

    code: str
    level: Level
    message: str
    paragraph: int | None = None
    excerpt: str = ""
    suggestion: str = ""
    choices: tuple[str, ...] = field(default=())
    edits: tuple[Edit, ...] = field(default=())
