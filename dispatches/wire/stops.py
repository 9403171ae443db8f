"""C10: what stops a story whatever its copy says: notices about it, an embargo, a flash alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from .embargo import Embargo, of
from .values import Assembly, Block, Copy, Level, Problem, Take

CODE = "C10"
_HOLD = re.compile(r"\b(?:with)?hold\b", re.IGNORECASE)
_ASKS_TO_HOLD = re.compile(
    r"\b(?:please|kindly|must|asked to|requested to|advised to) (?:\w+ ){0,2}(?:with)?hold\b",
    re.IGNORECASE,
)
_KILL = re.compile(
    r"\b(?:kill|killed|withdraw\w*|annul\w*|cancel\w*|retract\w*|zurück\w+|anul\w+|retir\w+)\b",
    re.IGNORECASE,
)


def holds(heads: Iterable[str], words: str) -> bool:
    """Whether a notice only holds its story back: it says so, and no word of it is one of a kill.

    >>> holds(["HOLD"], "Editors: do not use BSP-45."), holds(["KILL"], "Please withhold BSP-45.")
    (True, False)
    """
    head = " ".join(heads)
    said = _HOLD.search(head) or _ASKS_TO_HOLD.search(words)
    return bool(said) and not _KILL.search(f"{head} {words}")


def named_by_a_notice(copy: Copy, assembly: Assembly) -> Iterator[Problem]:
    """C10: a notice kills, holds or corrects the story; an embargo; a flash without its text."""
    for notice in assembly.kills:
        name, said = str(notice.serial or notice.key), _words(notice)
        is_hold = holds([notice.headline, notice.slug], said)
        yield hold_problem(name) if is_hold else kill_problem(name)
    for notice in assembly.corrections:
        message = f"Correction notice {notice.serial or notice.key} names this story."
        yield Problem(CODE, Level.ERROR, message, None, _words(notice), "", ("fixed", "ignored"))
    if (found := of(assembly.takes)) is not None:
        yield embargo_problem(found)
    if copy.headline and not any(part.kind is Block.PARAGRAPH for part in copy.paragraphs):
        message = "A flash without text: nothing is published from it alone."
        yield Problem(CODE, Level.ERROR, message, choices=("wait", "ignored"))


def _words(notice: Take) -> str:
    return " ".join(part.text for part in notice.paragraphs)


def kill_problem(name: str) -> Problem:
    """What a kill notice of this name makes of a story that it names."""
    message = f"Kill notice {name} names this story: do not use it."
    return Problem(CODE, Level.ERROR, message, choices=("overruled",))


def hold_problem(name: str) -> Problem:
    """What a hold notice of this name makes of a story that it names."""
    message = f"HOLD: notice {name} asks not to use this story until it is released."
    return Problem(CODE, Level.ERROR, message, choices=("released", "overruled"))


def embargo_problem(found: Embargo) -> Problem:
    """An error where the end of an embargo is not certain, else a note that says when it is."""
    choices = ("embargo_over",)
    if found.until is None:
        message = f"Embargoed, and when that ends is not certain: “{found.words}”."
        return Problem(CODE, Level.ERROR, message, choices=choices)
    message = f"Embargoed until {spelt(found.until)}: “{found.words}”."
    return Problem(CODE, Level.NOTE, message, choices=choices)


def spelt(moment: datetime) -> str:
    """A moment in UTC as a desk says it.

    >>> from datetime import UTC
    >>> spelt(datetime(2019, 4, 25, 18, tzinfo=UTC))
    '25 April 2019, 18:00 UTC'
    """
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"
