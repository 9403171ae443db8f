"""What a search asks for, as a question to the database; and the newest that answer to it.

An archive may hold a million stories. Among the newest few thousand it costs little to look at
each; a word that many stories hold is found there. One that few hold is found by its index. So both
are tried, in this order, and neither walks through the archive.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast, Coalesce

from dispatches.wire.asking import Asked, Term
from dispatches.wire.findable import Phrase
from dispatches.wire.spans import Span
from dispatches.wire.values import Kind, Level, State

from .desk import Note, Viewed
from .intake import WireItem
from .people import Person
from .revisions import Problem
from .search import Searched
from .sources import Source
from .stories import Story, StoryTake

NEWEST = 3000
"""So many of the newest stories are looked at one by one."""

Asks: TypeAlias = Callable[[Any, Person], Q]
Place: TypeAlias = tuple[datetime, int]


@dataclass(frozen=True, slots=True)
class Question:
    """A search as the database is asked it, and what was in doubt about it."""

    stories: QuerySet[Story]
    doubts: tuple[str, ...]


def question(asked: Asked, person: Person) -> Question:
    """The stories that answer to a search, in no order; `person` is who “mine” is."""
    stories = Story.objects.alias(_tags=Cast("tags", TextField()))
    doubts: list[str] = []
    for term in (one for one in asked.terms if one.field not in ("words", "from")):
        answers = _any(_ASKS[term.field](value, person) for value in term.values)
        stories = stories.filter(~answers if term.left_out else answers)
    for term in (one for one in asked.terms if one.field == "from"):
        answers, unknown = _sources(term)
        doubts += [f"No source and no agency is called “{name}”." for name in unknown]
        stories = stories.exclude(answers) if term.left_out else stories.filter(answers)
    wanted, unwanted = _phrases(asked, left_out=False), _phrases(asked, left_out=True)
    if wanted or unwanted:
        said = Searched.objects.saying(wanted, unwanted)
        stories = stories.filter(pk__in=said.values("pk"))
    return Question(stories, tuple(doubts))


def newest(stories: QuerySet[Story], before: Place | None, many: int) -> list[Place]:
    """The first so many of some stories, newest first, that came before a place in that order."""
    if before is not None:
        at, number = before
        stories = stories.filter(Q(arrived_at__lt=at) | Q(arrived_at=at, pk__lt=number))
    edge = _edge(before)
    if edge is not None:
        near = stories.filter(arrived_at__gte=edge).order_by("-arrived_at", "-pk")
        found = list(near.values_list("arrived_at", "pk")[:many])
        if len(found) == many:
            return found
    # An order that no index has: the database finds them all first, by what few stories have.
    all_of_them = stories.annotate(_came=Coalesce("arrived_at", "arrived_at"))
    return list(all_of_them.order_by("-_came", "-pk").values_list("arrived_at", "pk")[:many])


def _edge(before: Place | None) -> datetime | None:
    """When the last of the newest came; None where there are not so many."""
    came = Story.objects.order_by("-arrived_at", "-pk")
    if before is not None:
        came = came.filter(arrived_at__lte=before[0])
    return came.values_list("arrived_at", flat=True)[NEWEST - 1 : NEWEST].first()


def _any(questions: Iterable[Q]) -> Q:
    answers = Q()
    for one in questions:
        answers |= one
    return answers


def _phrases(asked: Asked, *, left_out: bool) -> list[Phrase]:
    """The words that a search wants, or those that it leaves out."""
    return [
        value
        for term in asked.terms
        if (term.field == "words" or (term.field == "slug" and not left_out))
        and term.left_out == left_out
        for value in term.values
        if isinstance(value, Phrase)
    ]


def _sources(term: Term) -> tuple[Q, list[str]]:
    """The sources that a term names by slug, name or agency, and the words that name none."""
    called: dict[str, set[int]] = {}
    for pk, *names in Source.objects.values_list("pk", "slug", "name", "agency"):
        for name in filter(None, names):
            called.setdefault(name.casefold(), set()).add(pk)
    wanted = [str(value) for value in term.values]
    found = {pk for name in wanted for pk in called.get(name.casefold(), ())}
    return Q(source__in=found), [name for name in wanted if name.casefold() not in called]


# One question a field -----------------------------------------------------------------------------
def _has(name: str, person: Person) -> Q:
    return _HAS[name]()


def _problems(**more: Any) -> Exists:
    return Exists(Problem.objects.current().open().filter(story=OuterRef("pk"), **more).order_by())


def _picture() -> Q:
    """What came with a take, or is named by it."""
    came = WireItem.objects.filter(kind=Kind.BESIDE).order_by().values("transmission")
    takes = WireItem.objects.filter(placing__isnull=False).order_by().values("placing__story")
    named = takes.filter(facts__has_key="relations")
    return Q(pk__in=takes.filter(transmission__in=came).union(named))


def _kill() -> Q:
    named = Problem.objects.current().filter(level=Level.ERROR, notice__isnull=False)
    return Q(pk__in=named.order_by().values("story"))


_HAS: dict[str, Callable[[], Q]] = {
    "gap": lambda: Q(assembly=State.INCOMPLETE) & ~Q(missing=[]),
    "problem": lambda: Q(_problems()),
    "error": lambda: Q(_problems(level=Level.ERROR)),
    "note": lambda: Q(Exists(Note.objects.filter(story=OuterRef("pk")).order_by())),
    "picture": _picture,
    "embargo": lambda: ~Q(embargo=""),
    "kill": _kill,
}
_ASSEMBLY = {
    "waiting": State.OPEN,
    "complete": State.COMPLETE,
    "incomplete": State.INCOMPLETE,
}


def _is(name: str, person: Person) -> Q:
    if name in _ASSEMBLY:
        return Q(assembly=_ASSEMBLY[name])
    if name == "mine":
        return Q(claimed_by=person)
    if name == "unseen":
        seen = Viewed.objects.filter(person=person, story=OuterRef("pk"))
        return ~Q(Exists(seen.filter(version__gte=OuterRef("version"))))
    return Q(status=name)


def _takes(span: Span, person: Person) -> Q:
    takes = StoryTake.objects.filter(
        item__serial_prefix__in={span.name, span.name.upper()},
        item__serial_number__range=(span.first, span.last),
    )
    return Q(pk__in=takes.values("story"))


def _slug(phrase: Phrase, person: Person) -> Q:
    answers = ~Q(slug="")
    for word in filter(str.isascii, phrase.words):
        answers &= Q(slug__icontains=word)
    return answers


def _tag(tag: str, person: Person) -> Q:
    """Those with this tag, as either database writes a list down."""
    return _any(Q(_tags__contains=json.dumps(tag, ensure_ascii=safe)) for safe in (True, False))


_ASKS: dict[str, Asks] = {
    "after": lambda at, person: Q(arrived_at__gte=at),
    "before": lambda at, person: Q(arrived_at__lt=at),
    "has": _has,
    "is": _is,
    "take": _takes,
    "slug": _slug,
    "desk": lambda name, person: Q(desk__iexact=name),
    "section": lambda name, person: Q(section__iexact=name),
    "tag": _tag,
    "urgency": lambda span, person: Q(urgency__range=(span.first, span.last)),
}
