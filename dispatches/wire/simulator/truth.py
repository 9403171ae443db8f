"""What is true of a made-up story, in the form of the evaluation's truth files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .copy import Shape
from .desks import UNKNOWN
from .notices import Notice
from .page import Page
from .plan import Job, Role, Story, in_force
from .printer import Told
from .sheet import headline_of

Pages = Mapping[Job | Notice, Page]
Ids = Mapping[Job | Notice, str]


def story(name: str, story: Story, pages: Pages, ids: Ids) -> dict[str, Any]:
    """One story's entry; `planted` and `faults` stand beside what the evaluation's files have."""
    jobs = list(in_force(story))
    body = _joined([told for job in jobs for told in pages[job].told])
    return {
        "id": name,
        "convention": story.convention,
        "source": "simulated",
        **_head(story, jobs),
        **_places(story, ids),
        "n_takes": len(story.copy.takes),
        "missing": list(story.missing),
        "state": "incomplete" if story.missing else "complete",
        "event": story.event or None,
        "collides_with": None,
        "killed": story.killed,
        "embargo": story.embargo or None,
        "priority": "flash" if story.is_flash else "urgent" if story.urgent else "normal",
        **_copy(body),
        "planted": _planted(story, body, jobs),
        "faults": _faults(story, jobs, pages),
    }


def _head(story: Story, jobs: Sequence[Job]) -> dict[str, Any]:
    """What the takes in force print above their copy: null where they do not."""
    look, copy = story.look, story.copy
    opens = any(job.number == 1 for job in jobs)
    later = " ".join(look.then)
    headline = headline_of(look, copy) if opens or "{headline}" in later else None
    slugged = "slug" in look.shows and (opens or "{slug}" in later)
    return {
        "headline": headline,
        "slug": story.slug if slugged else None,
        "dateline": _dateline(story, jobs[0]) if opens and not story.is_flash else None,
        "credit": list(look.credit) if opens or story.convention != UNKNOWN else _signed(story),
        "byline": copy.byline or None,
    }


def _signed(story: Story) -> list[str]:
    """The agencies that later takes name."""
    lines = " ".join((*story.look.then, *story.look.more, *story.look.end))
    return list(story.look.credit) if "AGENCY" in lines or "agency" in lines else []


def _dateline(story: Story, first: Job) -> dict[str, str | None] | None:
    """The place and the day: as printed, else that of sending where the page states it."""
    copy, shows = story.copy, story.look.shows
    if copy.bad_date == "missing":
        return None
    day = copy.day if "date" in shows else first.sent.date()
    stated = "date" in shows or "clock" in shows
    return {"city": copy.city, "place": copy.place, "date": day.isoformat() if stated else None}


def _places(story: Story, ids: Ids) -> dict[str, list[str]]:
    """Each transmission in its one place; a page of several takes stands once."""
    takes = list(dict.fromkeys(ids[job] for job in in_force(story)))
    others = [job for job in story.jobs if job.role is not Role.TAKE]
    return {"takes": takes} | {
        role.value: [ids[job] for job in others if job.role is role]
        for role in (Role.SUPERSEDED, Role.DUPLICATE)
    }


def _joined(told: Sequence[Told]) -> list[Told]:
    """The pieces in reading order, with a paragraph that was cut at a take's end made whole."""
    whole: list[Told] = []
    for one in told:
        if whole and whole[-1].runs_on:
            elder = whole.pop()
            text = f"{elder.text.rstrip()} {one.text.lstrip()}"
            one = Told(text, one.shape, elder.plants + one.plants, one.lost)  # noqa: PLW2901
        whole.append(one)
    return whole


def _copy(body: Sequence[Told]) -> dict[str, Any]:
    """Paragraphs, crossheads and lost lines."""
    paragraphs: list[str] = []
    crossheads: list[dict[str, Any]] = []
    dropped: list[dict[str, Any]] = []
    for one in body:
        if one.shape is Shape.CROSSHEAD:
            crossheads.append({"text": one.text, "before_paragraph": len(paragraphs)})
            continue
        if one.lost:
            place = {"paragraph": len(paragraphs), "lost": one.lost.strip()}
            dropped.append({**place, "detectable": one.detectable})
        paragraphs.append(one.text)
    return {"paragraphs": paragraphs, "crossheads": crossheads, "dropped_lines": dropped}


def _planted(story: Story, body: Sequence[Told], jobs: Sequence[Job]) -> list[dict[str, Any]]:
    """What a check ought to find: the story's own first, and then paragraph by paragraph."""
    codes = ["C07"] if story.missing else []
    codes += story.plants
    codes += ["C09"] if story.copy.bad_date and jobs[0].number == 1 else []
    codes += ["C10"] if story.killed or story.embargo or story.is_flash else []
    takes = {job.number for job in jobs}
    if {1, len(story.copy.takes)} <= takes:
        codes += story.copy.plants
    running = [one for one in body if one.shape is not Shape.CROSSHEAD]
    planted: list[dict[str, Any]] = [{"code": code, "paragraph": None} for code in codes]
    return planted + [
        {"code": code, "paragraph": at}
        for at, one in enumerate(running)
        for code in one.plants
        if code != "C02" or not _goes_on(running[at + 1 :])
    ]


def _goes_on(following: Sequence[Told]) -> bool:
    """Whether the next paragraph opens with a mark, as one does within a long quotation."""
    return bool(following) and following[0].text.startswith('"')


def _faults(story: Story, jobs: Sequence[Job], pages: Pages) -> list[str]:
    """The names of all that befell the story."""
    names = {story.fault} | {harm for job in jobs for harm in pages[job].harm}
    return sorted(names - {""})
