"""The same thing done to many stories: each in a transaction of its own, by the action for one.

What one story refuses holds up no other; the answer says what was done and what was not, and why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied

from dispatches.models import Person, Story
from dispatches.workflow import MOVES, Power

from .assign import assign, tag
from .errors import Refused
from .hold import permit
from .move import may_make, move
from .undo import undo

MOST = 200
Chosen = Sequence[tuple[int, int]]
"""Stories by number, each with the `touched` that the form saw."""
Act = Callable[[Story, int], Story]


@dataclass(frozen=True, slots=True)
class Deed:
    """What may be done to many at once: the words for it, and what it asks for beside them.

    `done` follows on the number of stories; `asks` is the name of a field, or nothing.
    """

    label: str
    done: str
    asks: str = ""


DEEDS: dict[str, Deed] = {
    "claim": Deed("Claim", "claimed"),
    "approve": Deed("Approve", "approved"),
    "return": Deed("Return", "returned", asks="reason"),
    "spike": Deed("Spike", "spiked", asks="reason"),
    "assign": Deed("Assign", "assigned", asks="person"),
    "tag": Deed("Tag", "tagged", asks="tag"),
}


@dataclass(slots=True)
class Outcome:
    """What became of each story: those that it was done to, and why not to the others."""

    done: list[Story] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def do(name: str, chosen: Chosen, *, by: Person, said: Mapping[str, str]) -> Outcome:
    """Do one of DEEDS to the chosen stories; `said` holds what it asks for.

    A person is named in it by username. Refused as a whole only where nothing could be done to any.
    """
    if name not in DEEDS:
        raise Refused("Choose what is to be done.")
    return each(chosen, _act(name, by, said))


def undo_each(chosen: Chosen, *, by: Person) -> Outcome:
    """Take back the last thing done to each of these stories, each by itself."""
    permit(by, Power.REVIEW)
    return each(chosen, lambda story, saw: undo(story, by=by, saw=saw))


def each(chosen: Chosen, act: Act) -> Outcome:
    """Do something to each story by itself, in the order in which they were chosen."""
    if not chosen:
        raise Refused("Choose a story first.")
    if len(chosen) > MOST:
        raise Refused(f"Choose {MOST} stories at most.")
    found = Story.objects.in_bulk([pk for pk, _ in chosen])
    outcome = Outcome()
    for pk, saw in dict(chosen).items():
        story = found.get(pk)
        if story is None:
            outcome.refused.append((f"story {pk}", "There is no such story any more."))
            continue
        try:
            outcome.done.append(act(story, saw))
        except Refused as refusal:
            outcome.refused.append((str(story), str(refusal)))
    return outcome


def _act(name: str, by: Person, said: Mapping[str, str]) -> Act:
    """The action for one story; whoever has not the power, or left out what is asked, learns it
    before anything is done."""
    asks = DEEDS[name].asks
    if asks and not said.get(asks, "").strip():
        raise Refused({"reason": "Say why: this needs a reason."}.get(asks, f"Name the {asks}."))
    if name in MOVES:
        if not may_make(name, by):
            raise PermissionDenied("Your role has not the power to make this move.")
        reason = said.get("reason", "") if asks else ""
        return lambda story, saw: move(story, name, by=by, saw=saw, reason=reason)
    permit(by, Power.REVIEW)
    if name == "assign":
        to = Person.objects.filter(username=said["person"]).first()
        if to is None:
            raise Refused("Nobody here is called that.")
        return lambda story, saw: assign(story, to, by=by, saw=saw)
    return lambda story, saw: tag(story, said["tag"], by=by, saw=saw)


def reviewers() -> list[Person]:
    """Whom a story may be given to."""
    active = Person.objects.filter(is_active=True).order_by("first_name", "last_name", "username")
    return [person for person in active if person.can(Power.REVIEW)]
