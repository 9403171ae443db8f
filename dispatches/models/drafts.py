"""What was typed and not saved: no copy and no history; it goes when its text is saved."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q

from .people import Person
from .stories import Story

ASIDE = "~"
"""Stands in the place of a draft that another one of its person's took the place of."""
_CHOSEN = frozenset({"how", "item", "proposal", "read_as", "source"})  # buttons and lists, no words
LONGEST_WORD = 20
"""So many letters of each part of a place's name: a problem's mark need not be whole."""


class DraftQuerySet(models.QuerySet["Draft"]):
    """Questions about drafts."""

    def of(self, person: Person) -> Self:
        """What this person typed and did not save, the latest first."""
        return self.filter(person=person).select_related("story__source").order_by("-at", "-pk")

    def at_place(self, person: Person, story: Story | None, place: str) -> Self:
        """This person's draft of one form, if there is one."""
        return self.filter(person=person, story=story, place=place)


class Draft(models.Model):
    """What a person has typed into a form and not saved.

    `place` names the form: “p-KEY”, “heading”, “own” ...; `fields` are the words in it by the names
    of its inputs; `saw` and `version` are the story's `touched` and version when it was opened.
    `tab` names the page that typed it and `turn` counts what it sent, so that a page that is late,
    or a second one, overwrites nothing.
    """

    story = models.ForeignKey(
        Story, on_delete=models.PROTECT, null=True, blank=True, related_name="drafts"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="drafts")
    place = models.CharField(max_length=80)
    saw = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    fields: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    tab = models.CharField(max_length=40, blank=True)
    turn = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["story", "person", "place"],
                condition=Q(story__isnull=False),
                name="draft_once_a_place",
            ),
            models.UniqueConstraint(
                fields=["person", "place"],
                condition=Q(story__isnull=True),
                name="draft_once_a_place_without_a_story",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}'s draft of {self.place}"

    @property
    def stamp(self) -> str:
        """Which draft it is, and which state of it: a form that shows it names this."""
        return f"{self.tab}.{self.turn}"

    @property
    def form(self) -> str:
        """The form that it belongs to, also when it was set aside."""
        return self.place.partition(ASIDE)[0]

    @property
    def is_aside(self) -> bool:
        """Whether another draft of the same form took its place."""
        return ASIDE in self.place

    def words(self) -> list[tuple[str, str]]:
        """What was typed, by the names of the inputs; nothing for those that are empty."""
        typed = sorted(name for name in self.fields if name not in _CHOSEN)
        rows = ((name, shown(self.fields[name])) for name in typed)
        return [(name.replace("_", " "), text) for name, text in rows if text]


def shown(value: Any) -> str:
    """A field as it stands in an input: agencies with slashes between them, dates as ISO."""
    if isinstance(value, list | tuple):
        return "/".join(map(str, value))
    return "" if value is None else str(value)


def place_of(*parts: object) -> str:
    """The name of a form, from what tells it from others.

    >>> place_of("settle", "ab" * 32, "typed"), place_of("p", "12-3")
    ('settle-abababababababababab-typed', 'p-12-3')
    """
    if len(parts) == 1:
        return str(parts[0])
    return "-".join(str(part)[:LONGEST_WORD] for part in parts)
