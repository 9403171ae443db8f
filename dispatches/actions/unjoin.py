"""Taking back the last that was joined, parted or put in order by hand: by a new event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dispatches.models import Event, Person, Problem, Ruling, Story, StoryTake, WireItem
from dispatches.models.stories import NOTICES
from dispatches.workflow import Power, Status

from .errors import Refused
from .hold import hold, in_work, permit, write
from .join import copy_of, join_now, locked, takes_now
from .joins import standing, tell
from .regroup import move_to, order_of, rank
from .share import NOBODY

JOINS = ("joined", "parted", "united", "split", "arranged", "own story")
"""The kinds of event that can be taken back."""
_IN_PLACE = ("arranged", "own story")
_OUT_OF = ("parted", "split")


@dataclass(frozen=True, slots=True)
class Last:
    """The last that a person did here and may take back: the event, and its words."""

    event: Event
    story: Story

    @property
    def says(self) -> str:
        """What would be taken back, in a few words."""
        take = self.event.after.get("take") or ", ".join(self.event.after.get("takes", ()))
        words = {
            "joined": f"joined {take}",
            "parted": f"parted {take}",
            "united": f"joined {take}",
            "split": f"parted {take}",
            "arranged": f"put in order: {take}",
            "own story": f"a story of its own: {take}",
        }
        return words[self.event.kind]


def last_of(by: Person, story: Story | None = None) -> Last | None:
    """What a person may take back now, on this story or on any; None where there is nothing."""
    events = Event.objects.filter(actor=by, story__isnull=False)
    if story is not None:
        events = events.filter(story=story)
    event = events.select_related("story__source").order_by("-number").first()
    if event is None or event.kind not in JOINS or event.story is None:
        return None
    fresh = event.after.get("touched") == event.story.touched
    return Last(event, event.story) if fresh else None


def undo_join(story: Story, *, by: Person, saw: int) -> Story:
    """Take back the last that this person joined, parted or put in order on a story, if nothing
    has happened to it since. The story that stands in its place."""
    permit(by, Power.JOIN_TAKES)
    with transaction.atomic():
        source = locked(story.source_id)
        held = hold(story, saw, mine={"take": "", "reason": ""}, theirs=takes_now)
        last = last_of(by, held)
        if last is None:
            raise Refused("There is nothing of yours to take back: something happened since.")
        stories = _concerned(last.event, by)
        before, moved = standing(stories.values()), _moved(last.event)
        home = stories.get(last.event.after.get("from") or 0)
        _unrule(last.event, by)
        if last.event.kind in _IN_PLACE:
            _reopen(last.event, held)
            _restore_ranks(last.event, [held])
            join_now(source, [*copy_of(held), *moved], now=timezone.now(), hand=NOBODY)
        else:
            _move_back(last.event, moved, home, list(stories.values()), by)
        _bump(held, saw)
        tell(
            "undone", stories, moved, by=by, reason=f"Taken back: {last.says}.",
            before=before, at=None, home=None, event=last.event.number,
        )  # fmt: skip
    back = home if last.event.kind in _OUT_OF and home else held
    return Story.objects.get(pk=back.pk)


def _concerned(event: Event, by: Person) -> dict[int, Story]:
    """The stories that the event was about, by their ids; refused when something befell one."""
    named = (event.story_id, event.after.get("from"), event.after.get("story"))
    ids = [int(pk) for pk in named if pk]
    stories = Story.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    found = {story.pk: story for story in stories}
    for story in found.values():
        told = Event.objects.filter(story=story, kind=event.kind, actor=by).first()
        if told is None or told.after.get("touched") != story.touched:
            raise Refused(f"Something happened to “{story}” since; nothing was taken back.")
    in_work(found[int(event.after.get("story") or event.story_id or 0)])
    return found


def _moved(event: Event) -> list[WireItem]:
    """The takes that the event moved, as they stand now."""
    items = WireItem.objects.in_force().filter(pk__in=event.after.get("moved", ()))
    return list(items.select_related("transmission").defer("transmission__content"))


def _unrule(event: Event, by: Person) -> None:
    """Put the word that stood before in the place of each ruling that was made with the event."""
    if not event.after.get("ruled at"):
        return
    at = datetime.fromisoformat(event.after["ruled at"])
    made = list(Ruling.objects.filter(by=by, at=at))
    items = {pk for one in made for pk in (one.item_id, one.other_id)}
    words: dict[frozenset[int], bool | None] = {}
    for one in Ruling.objects.filter(item__in=items, other__in=items).order_by("pk"):
        if one.at < at:
            words[frozenset((one.item_id, one.other_id))] = one.together
    now = timezone.now()
    Ruling.objects.bulk_create(
        Ruling(
            item_id=one.item_id,
            other_id=one.other_id,
            together=words.get(frozenset((one.item_id, one.other_id))),
            by=by,
            at=now,
        )
        for one in made
    )


def _move_back(
    event: Event,
    moved: Sequence[WireItem],
    home: Story | None,
    stories: Sequence[Story],
    by: Person,
) -> None:
    """Bring the takes back to where they were: to a story that was left empty, too."""
    if not moved:
        raise Refused("These takes were corrected since; nothing was taken back.")
    order = [pk for story in sorted(stories, key=lambda one: one != home) for pk in order_of(story)]
    items = {item.pk: item for story in stories for item in copy_of(story)}
    if home is not None and home.status == Status.SPIKED and not order_of(home):
        write(home, status=home.spiked_from, spiked_from="")
    _give_back(event, stories)
    everything = list({**items, **{item.pk: item for item in moved}}.values())
    source_id = stories[0].source_id
    move_to(home, everything, moved, source_id=source_id, by=by)
    if event.after.get("cut"):  # the take stays in two pieces: they stand as they stood
        rank(order)
    _restore_ranks(event, stories)
    join_now(locked(source_id), everything, now=timezone.now(), hand=NOBODY)


def _give_back(event: Event, stories: Sequence[Story]) -> None:
    """Let each notice name the story that it named before, and no other: it came along with takes
    that go back, and nothing but the join made it stop the story that they leave."""
    for pk, home in event.before.get("notices", {}).items():
        StoryTake.objects.filter(item=int(pk), role__in=NOTICES).update(story=home)
    stood = set(event.before.get("raised", ()))
    raised = Problem.objects.filter(story__in=stories, notice__isnull=False).current().open()
    gone = [one.pk for one in raised if f"{one.story_id} by {one.notice_id}" not in stood]
    Problem.objects.filter(pk__in=gone).delete()


def _restore_ranks(event: Event, stories: Sequence[Story]) -> None:
    """Put back the order that people had chosen before the event."""
    if event.after.get("cut"):
        return
    StoryTake.objects.filter(story__in=stories).update(rank=None)
    for pk, place in event.before.get("ranks", {}).items():
        StoryTake.objects.filter(item=int(pk)).update(rank=place)


def _reopen(event: Event, story: Story) -> None:
    """Open again what was settled with the event."""
    marks = event.after.get("settled", ())
    settled = story.current_problems().filter(mark__in=marks, how="as_it_stands")
    Problem.objects.filter(pk__in=[one.pk for one in settled]).update(
        how="", reason="", settled_by=None, settled_at=None
    )


def _bump(story: Story, saw: int) -> None:
    """Let every form know that the story was written, though its copy may be the same."""
    fresh = Story.objects.get(pk=story.pk)
    if fresh.touched == saw:
        write(fresh)
