"""Notices: which stories a kill or a correction names, within its own feed only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta

from .cards import plain_time
from .ids import Serial
from .nearness import folded
from .values import Assembly, Take

_WORDS = 3  # by which a headline is found in a notice
_HEADLINE, _SLUG, _BEGINNING, _CITY = 8, 4, 3, 1  # how much a name tells
_ENOUGH = 4
_SAME_TIME = timedelta(hours=3)
_EARLY = 400  # words of a notice by which stories are looked up

Key = tuple[str, ...]


class Names:
    """The stories by what a notice may call them."""

    def __init__(self, assemblies: Sequence[Assembly]) -> None:
        self._assemblies = assemblies
        self._by_serial: dict[tuple[str, Serial], list[int]] = defaultdict(list)
        self._by_name: dict[Key, list[int]] = defaultdict(list)
        self._by_id: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, one in enumerate(assemblies):
            for take in _all_takes(one):
                if take.serial:
                    serial = Serial(take.serial.prefix, take.serial.number)
                    self._by_serial[take.feed, serial].append(place)
                if take.identity:
                    self._by_id[take.feed, take.identity.uri].append(place)
                for name in _names(take):
                    self._by_name[(take.feed, *name)].append(place)

    def told(self, notice: Take) -> list[int]:
        """The places of the stories that a notice names: by an item's id, else by number, else by
        headline or slug."""
        if found := self._by_ids(notice):
            return found
        if found := self._by_number(notice):
            return found
        text = _said(notice)
        places = sorted({place for name in _spoken(text) for place in self._found(notice, name)})
        scored = [(self._score(place, notice, text), place) for place in places]
        best = max((score for score, _ in scored), default=0)
        if best < _ENOUGH:
            return []
        return self._nearest([place for score, place in scored if score == best], notice)

    def _found(self, notice: Take, name: Key) -> list[int]:
        return self._by_name.get((notice.feed, *name), [])

    def _by_ids(self, notice: Take) -> list[int]:
        uris = notice.target.uris if notice.target else ()
        places = sorted({place for uri in uris for place in self._by_id[notice.feed, uri]})
        text = _said(notice)
        named = [place for place in places if self._score(place, notice, text) >= _ENOUGH]
        return named or places

    def _by_number(self, notice: Take) -> list[int]:
        """The stories whose numbers it names.

        Numbers come again: of those that bore one on other days only the latest before it is meant.
        Of those that bore it within hours, none is let off: a kill that misses is the worse fault.
        """
        target = notice.target
        found: set[int] = set()
        for serial in target.serials if target else ():
            bearers = self._by_serial.get((notice.feed, Serial(serial.prefix, serial.number)), [])
            places = sorted(set(bearers))
            found |= {place for place in places if self._is_near(place, notice)}
            found |= set(self._nearest(places, notice))
        return sorted(found)

    def _is_near(self, place: int, notice: Take) -> bool:
        at = plain_time(notice.received_at)
        came = plain_time(self._assemblies[place].takes[0].received_at)
        return at is not None and came is not None and abs(at - came) <= _SAME_TIME

    def _nearest(self, places: Sequence[int], notice: Take) -> list[int]:
        """Of stories with one name, the last to begin before the notice, else the first after."""
        if len(places) < 2:
            return list(places)
        at = plain_time(notice.received_at)
        begun = [plain_time(self._assemblies[place].takes[0].received_at) for place in places]
        before = [p for p, came in zip(places, begun, strict=True) if at and came and came <= at]
        return [before[-1] if before else places[0]]

    def _score(self, place: int, notice: Take, text: str) -> int:
        takes = _all_takes(self._assemblies[place])
        headlines = {folded(take.headline) for take in takes} - {""}
        slugs = {folded(take.slug) for take in takes} - {""}
        cities = {folded(take.dateline.city) for take in takes if take.dateline} - {""}
        score = _HEADLINE * any(_holds(text, one) for one in headlines)
        score += _SLUG * any(_holds(text, one) for one in slugs)
        score += _BEGINNING * (not score and any(_holds(text, _beginning(h)) for h in headlines))
        score += _CITY * any(_holds(text, one) for one in cities)
        target = notice.target
        named = folded(target.headline) if target else ""
        if named and named not in headlines | slugs:
            return 0
        return score


# What notices and takes are found by --------------------------------------------------------------
def borne(take: Take) -> set[Key]:
    """What a notice may call a take by: the beginnings of its names, its names, its number."""
    called = {("called", folded(name)) for name in (take.slug, take.headline) if folded(name)}
    numbers = {_numbered(take.serial)} if take.serial else set()
    ids = {("id", take.identity.uri)} if take.identity else set()
    return {*_names(take), *called, *numbers, *ids}


def asked(notice: Take) -> set[Key]:
    """What a notice says that it is about: ids or numbers if it names any, else a slug or a
    headline."""
    target = notice.target
    if target is None:
        return set()
    if target.uris:
        return {("id", uri) for uri in target.uris}
    numbers = {_numbered(serial) for serial in target.serials}
    names = {folded(target.slug), folded(target.headline)} - {""}
    return numbers or {("called", name) for name in names}


def spoken(notice: Take) -> set[Key]:
    """What a notice may call a story by, in its first words (it says that early)."""
    words = _said(notice).split(" ", _EARLY)[:_EARLY]
    return {*_spoken(" ".join(words)), *asked(notice)}


def _numbered(serial: Serial) -> Key:
    return ("number", serial.prefix, str(serial.number))


def _all_takes(one: Assembly) -> tuple[Take, ...]:
    return (*one.takes, *one.superseded, *one.duplicates)


def _names(take: Take) -> Iterator[Key]:
    slug, headline = folded(take.slug).split(), folded(take.headline).split()
    if slug:
        yield ("slug", *slug[:_WORDS])
    if headline:
        yield ("headline", *headline[:_WORDS])
        yield ("headline", *headline[:2])


def _spoken(text: str) -> Iterator[Key]:
    """Every run of a few words in a notice: a headline or a slug may begin with it."""
    words = text.split()
    for at in range(len(words)):
        for many in range(1, _WORDS + 1):
            yield ("headline", *words[at : at + many])
            yield ("slug", *words[at : at + many])


def _said(notice: Take) -> str:
    target = notice.target
    named = (target.slug, target.headline) if target else ()
    copy = (part.text for part in notice.paragraphs)
    return " | ".join(folded(text) for text in (notice.slug, notice.headline, *named, *copy))


def _beginning(headline: str) -> str:
    """What a wire that shows no slugs calls a story by: the first words of its headline."""
    return " ".join(headline.split()[:2])


def _holds(text: str, name: str) -> bool:
    return f" {name} " in f" {text} "
