"""Trials and proposals: what a convention does to copy that is here, and what copy teaches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import localize
from django.utils.timezone import localtime

from dispatches.models import Convention, Source, Transmission
from dispatches.models.conventions import users_of
from dispatches.wire import formats, learn, trial
from dispatches.wire.conventions import texts
from dispatches.wire.values import Unreadable

MOST = 500
_LARGEST = 50_000  # bytes of a transmission that is tried
_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Tried:
    """A trial as its page shows it; `sentence` says on what, or why there was none."""

    sentence: str
    rows: list[tuple[str, int, int]]
    changes: list[tuple[Transmission, trial.Change]]
    left_out: int = 0


def tried(typed: Convention, on: Source | None) -> Tried:
    """Read the latest day of copy as it is read now, and by the convention as it was typed.

    It is the copy of one source, or of those that use the convention. Nothing is written.
    """
    sources = [on] if on else users_of(typed)
    if not sources:
        return Tried("No source uses it yet. Choose one to try it on.", [], [])
    came = _latest_day(sources)
    names = ", ".join(str(source) for source in sources)
    if not came:
        return Tried(f"No copy has come from {names} yet.", [], [])
    known = Convention.objects.in_force()
    then = {**known, typed.name: typed.described()}
    copy = [
        trial.Came(
            str(one.pk),
            one.raw(),
            one.received_at.astimezone(one.source.tz),
            one.source.slug,
            one.source.convention,
        )
        for one in came
    ]
    made = trial.compare(copy, trial.Way(known), trial.Way(then, typed.name if on else ""))
    found = {str(one.pk): one for one in came}
    changes = [(found[change.page], change) for change in made.changes]
    said = f"{len(came)} transmissions of {names} ({_span(came)}). Nothing was written."
    return Tried(said, made.rows(), changes[:_SHOWN], len(changes[_SHOWN:]))


def proposed(source: Source) -> tuple[dict[str, Any], str]:
    """A convention for a source, as a form is filled in with it; and what it was learned from."""
    came = _latest_day([source])
    pages = []
    for one in came:
        try:
            pages.append(formats.read(one.raw()).text.lines())
        except Unreadable:
            continue
    made = learn.propose(source.slug, pages)
    if not made.findings:
        return {"name": source.slug}, (
            f"Nothing recurs in the {len(pages)} transmissions of the latest day that all wires do "
            f"not share; {learn.FEWEST} are the fewest from which anything is learned."
        )
    said = [f"{len(pages)} transmissions of {source} ({_span(came)}):"]
    said += [str(one) for one in made.findings]
    filled = texts.write(made.convention) | {"name": source.slug, "learned_from": "\n".join(said)}
    return filled, ""


def _latest_day(sources: Iterable[Source]) -> list[Transmission]:
    among = Transmission.objects.filter(source__in=sources, size__lte=_LARGEST)
    return among.latest_day(MOST)


def _span(came: list[Transmission]) -> str:
    first, last = (localize(localtime(one.received_at)) for one in (came[0], came[-1]))
    return f"{first} to {last}" if len(came) > 1 else first
