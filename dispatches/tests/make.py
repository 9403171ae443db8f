"""Makers: each fills in what a test's sentence leaves out, and goes through the real actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from dispatches.actions import ingest as intake
from dispatches.actions import tokens
from dispatches.actions.channels import add_channel
from dispatches.actions.conventions import add_convention
from dispatches.actions.ingest import Receipt
from dispatches.actions.join import rejoin
from dispatches.actions.move import move
from dispatches.actions.rules import add_rule
from dispatches.models import (
    Channel,
    Convention,
    Person,
    Problem,
    Rule,
    Source,
    Story,
    Transmission,
    WireItem,
)
from dispatches.workflow import Role, Status

NOON = datetime(2019, 4, 25, 12, tzinfo=UTC)
"""A Thursday; `minutes(n)` counts from here."""

_numbers = count(1)
_WAY: dict[Status, tuple[str, ...]] = {
    Status.INCOMING: (),
    Status.IN_REVIEW: ("claim",),
    Status.RETURNED: ("claim", "return"),
    Status.APPROVED: ("claim", "approve"),
    Status.PUBLISHED: ("claim", "approve", "publish"),
    Status.SPIKED: ("spike",),
    Status.WITHDRAWN: ("withdraw",),
}


def minutes(after: float) -> datetime:
    """So many minutes after NOON."""
    return NOON + timedelta(minutes=after)


# People ------------------------------------------------------------------------------------------
def person(role: Role | str = Role.EDITOR, *, password: str = "", **fields: object) -> Person:
    """Somebody of this role; with a password only when one is given (log in by force_login)."""
    name = str(fields.pop("username", f"{role}-{next(_numbers)}"))
    made = Person(username=name, role=str(role), email=f"{name}@example.org", **fields)
    if password:
        made.set_password(password)
    else:
        made.set_unusable_password()
    made.save()
    return made


def editor() -> Person:
    """An editor."""
    return person(Role.EDITOR)


def chief() -> Person:
    """A chief editor."""
    return person(Role.CHIEF)


# Copy, as text -----------------------------------------------------------------------------------
def serial() -> str:
    """A number that no other take of the test has, two above the last."""
    return f"BFF-{1000 + 2 * next(_numbers) % 8000}"


def first(
    number: str = "",
    *,
    headline: str = "",
    slug: str = "GAUGE-READ",
    body: Sequence[str] = (),
    end: str = "BSS",
    initials: str = "RK",
    clock: str = "0910",
) -> str:
    """A take that opens a story; `end` MORE says that another follows."""
    number = number or serial()
    paragraphs = body or (f"The water office said that the gauge had been read by {number}.",)
    dateline = "TARANGDI, April 25, 2019 (BSS) – "
    copy = "\n\n".join([dateline + paragraphs[0], *paragraphs[1:]])
    headline = headline or f"Gauge {number} read twice"
    return f"{number}\n{slug}\n\n{headline}\n\n{copy}\n\n{end}/{initials}/ {clock} hrs\n"


def then(
    number: str,
    *,
    body: Sequence[str] = (),
    end: str = "BSS",
    initials: str = "RK",
    clock: str = "0914",
) -> str:
    """A take that carries on where another said MORE."""
    copy = "\n\n".join(body or (f"It would be read again, {number} said, by noon.",))
    return f"{number}\n\n{copy}\n\n{end}/{initials}/ {clock} hrs\n"


def kill(number: str, *, names: str, initials: str = "KM", clock: str = "1015") -> str:
    """A notice that kills the story with the number `names`."""
    said = f"Editors: please kill {names}. It was sent out in error."
    return f"{number}\n\nKILL KILL KILL\n\n{said}\n\nBSS/{initials}/ {clock} hrs\n"


DAMAGED = "Kim will be looking for support in easing the sanctions beyond a December"
"""A paragraph that lost its last line and holds no full sentence: one C01."""
OTHERWISE = (
    "The ferry board met on Friday, and set out its plans for four new piers at the mouth of the "
    "river and a fifth upstream, where the old mole has stood since the flood."
)
"""A paragraph by which one damaged story is not another one sent again."""


# Rows --------------------------------------------------------------------------------------------
def source(slug: str = "bss", **fields: object) -> Source:
    """The source of this slug, made when it is not there."""
    made = intake.source_for(slug)
    for name, value in fields.items():
        setattr(made, name, value)
    if fields:
        made.save()
    return made


def token(name: str = "feeder", **fields: object) -> tokens.Made:
    """A token of the source, with its secret."""
    return tokens.make(source(), name, by=person(Role.ADMINISTRATOR), **fields)  # type: ignore[arg-type]


def convention(name: str = "ops", **fields: object) -> Convention:
    """A convention of this installation, as an editor added it."""
    return add_convention({"name": name, **fields}, by=person(Role.CORRECTOR))


def rule(name: str = "Ferries", *, source: Source | None = None, **said: object) -> Rule:
    """A routing rule; `said` are its conditions ("if_slug") and its deeds ("do_desk")."""
    asks = {key.removeprefix("if_"): said[key] for key in said if key.startswith("if_")}
    does = {key.removeprefix("do_"): said[key] for key in said if key.startswith("do_")}
    fields = {"name": name, "source": source, "conditions": asks, "deeds": does or {"desk": "home"}}
    rest = {key: said[key] for key in said if key[:3] not in ("if_", "do_")}
    return add_rule(fields | rest, by=person(Role.CORRECTOR))


def channel(path: str = "/srv/wire/in", *, name: str = "in", **more: Any) -> Channel:
    """A hot folder of the source bss, or what the fields say."""
    fields = {"name": name, "kind": "folder", "source": source(), "settings": {"path": path}}
    secret = more.pop("secret", "")
    return add_channel(fields | more, by=None, secret=secret)


def ingest(
    text: str | bytes,
    *,
    source: Source | None = None,
    name: str = "take.txt",
    at: datetime | None = None,
    join: bool = True,
) -> Receipt:
    """Take copy in, as it came."""
    raw = text if isinstance(text, bytes) else text.encode()
    return intake.receive(
        raw, source=source or globals()["source"](), name=name, arrived_at=at, join=join
    )


def transmission(text: str | bytes = b"\x89PNG\r\n", **fields: object) -> Transmission:
    """Bytes that were kept; without a text, some that cannot be read."""
    made = ingest(text).transmission
    assert made is not None
    for name, value in fields.items():
        setattr(made, name, value)
    if fields:
        made.save()
    return made


def item(text: str = "", *, at: datetime | None = None, source: Source | None = None) -> WireItem:
    """A take that was read and that no story holds yet."""
    made: WireItem = ingest(text or first(), at=at, source=source, join=False).items[0]
    return made


def story(
    *texts: str,
    status: Status = Status.INCOMING,
    by: Person | None = None,
    at: datetime | None = None,
    **fields: object,
) -> Story:
    """A story from these takes (one whole take when none is given), moved to this status.

    `by` is the chief who moves it; `fields` are written over the row at the end.
    """
    at = at or timezone.now()
    items = [one for text in texts or (first(),) for one in ingest(text, at=at, join=False).items]
    rejoin(items, now=at)
    made = Story.objects.get(placings__item=items[0])
    mover = by or (chief() if _WAY[status] else None)
    for name in _WAY[status]:
        assert mover is not None
        made = move(made, name, by=mover, saw=made.touched, reason="It must be.")
    if fields:
        Story.objects.filter(pk=made.pk).update(**fields)
        made = Story.objects.get(pk=made.pk)
    return made


def damaged(*more: str, status: Status = Status.INCOMING) -> Story:
    """A story whose second paragraph broke off; `more` paragraphs follow."""
    return story(first(body=("It rained.", DAMAGED, *more)), status=status)


def problem(story: Story, code: str = "") -> Problem:
    """The first open problem of a story, or its first of this code."""
    found = story.current_problems().open()
    return found.filter(code=code)[0] if code else found[0]


def fresh(story: Story) -> Story:
    """The story as the database has it now."""
    return Story.objects.get(pk=story.pk)
