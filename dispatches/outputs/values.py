"""What outputs write: a published story as readers may know it, frozen, and the site it is on."""

from __future__ import annotations

from collections.abc import Sequence, Sized
from dataclasses import dataclass
from datetime import date, datetime
from string import capwords


@dataclass(frozen=True, slots=True)
class Site:
    """The site: its name, its address without a slash at the end, and who mints its tag: ids."""

    name: str
    url: str
    authority: str

    def tag(self, since: date, what: str) -> str:
        """An identifier for ever (RFC 4151): it names no address, so it outlives every move.

        >>> Site("Post", "https://post.example", "post.example").tag(date(2026, 3, 1), "story/7")
        'tag:post.example,2026-03-01:story/7'
        """
        return f"tag:{self.authority},{since.isoformat()}:{what}"


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph of a story, or one crosshead between them."""

    text: str
    crosshead: bool = False


@dataclass(frozen=True, slots=True)
class PublishedStory:
    """A story as it went out.

    `published_at` is its first publication and never moves; `updated_at` is this one, the
    `number`th. `takes` are the serials of the takes it was joined from, `edited` counts the
    paragraphs that a person at the desk changed, `caveat` says why it went out incomplete.
    """

    uri: str
    url: str
    path: str
    headline: str
    published_at: datetime
    updated_at: datetime
    number: int = 1
    place: str = ""
    city: str = ""
    dated: date | None = None
    byline: str = ""
    credit: tuple[str, ...] = ()
    agency: str = ""
    takes: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()
    caveat: str = ""
    edited: int = 0
    language: str = "en"

    @property
    def dateline(self) -> str:
        """Place, date and credit as they open the first paragraph, without the dash.

        >>> when = datetime(2019, 4, 25)
        >>> PublishedStory("", "", "", "", when, when, place="VLADIVOSTOK, Russia",
        ...     dated=date(2019, 4, 25), credit=("BSS", "AFP")).dateline
        'VLADIVOSTOK, Russia, April 25, 2019 (BSS/AFP)'
        """
        day = self.dated
        when = f"{day:%B} {day.day}, {day.year}" if day else ""
        credit = f"({self.credit_line})" if self.credit else ""
        where = ", ".join(filter(None, (self.place or self.city, when)))
        return " ".join(filter(None, (where, credit)))

    @property
    def credit_line(self) -> str:
        """The agencies as they are printed: BSS/AFP."""
        return "/".join(self.credit)

    @property
    def filed_by(self) -> str:
        """Whom the copy is from: the agencies credited, or the service that sent it."""
        return self.credit_line or self.agency

    @property
    def first(self) -> str:
        """The first paragraph."""
        return next((piece.text for piece in self.pieces if not piece.crosshead), "")

    @property
    def town(self) -> str:
        """The city as a name is written: datelines shout theirs.

        >>> when = datetime(2019, 4, 25)
        >>> PublishedStory("", "", "", "", when, when, city="ST. JOHN'S").town
        "St. John's"
        """
        return capwords(self.city) if self.city.isupper() else self.city

    @property
    def provenance(self) -> str:
        """Where the words come from, and which version of them this is.

        >>> when = datetime(2019, 4, 25)
        >>> PublishedStory("", "", "", "", when, when, credit=("BSS",), takes=("A-1", "A-2", "A-4"),
        ...     edited=1).provenance
        'From the wire of BSS; joined from three takes, A-1, A-2 and A-4. Our desk edited one
        paragraph. Version 1.'
        """
        joined = f"joined from {_count(self.takes)} takes" if len(self.takes) > 1 else "one take"
        wire = f"From the wire of {self.filed_by}" if self.filed_by else "From the wire"
        first = f"{wire}; {joined}, {_listed(self.takes)}." if self.takes else f"{wire}."
        some = range(self.edited)
        said = f"Our desk edited {_count(some)} paragraph{'s'[: self.edited - 1]}." if some else ""
        return " ".join(filter(None, (first, said, f"Version {self.number}.")))

    @property
    def notice(self) -> str:
        """What readers are told where it went out although part of it had not come."""
        if not self.caveat:
            return ""
        return (
            "Part of this report had not reached us when it was published; "
            f"it is published as it stands. The desk’s note: {self.caveat}"
        )

    @property
    def was_updated(self) -> bool:
        """Whether it went out again after the first time."""
        return self.updated_at > self.published_at


def _count(things: Sized) -> str:
    """How many there are, in words up to nine."""
    words = "no one two three four five six seven eight nine".split()  # noqa: SIM905
    return words[len(things)] if len(things) < len(words) else str(len(things))


def _listed(names: Sequence[str]) -> str:
    """The names as a sentence lists them."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What is left of a story that was withdrawn: that there was one, and since when it is gone."""

    uri: str
    at: datetime
