"""Correction notices: which words of a story a notice wants changed, and into which.

The new words are those of the notice, the old ones stand in the story exactly once. Where a notice
leaves any of it open there is no proposal at all, for half a correction is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from .phrases import EXPLAINS, FORMS, NAMED_STORY, TRIGGERS
from .places import BARRIER, Place, masked, nearest
from .seek import Copied, Stretch
from .values import Copy, Edit

_QUOTED = re.compile(r"[\s¦]*(?:“([^”]+)”|\"([^\"]+)\"|``(.+?)''|«([^»]+)»|„([^“”]+)[“”])")
_LONGEST = 2000  # letters: what is longer is a text sent again, and no list of changes
_ENDS = re.compile(r"$|;|\.{2,}|\. (?=[^a-z])|\.$|,? (?:and|und|et|y|e) (?=¦)|,? \(|, ")


@dataclass(frozen=True, slots=True)
class Asked:
    """An instruction as it was found: its place, its parts, and what it is looked for in."""

    place: Place
    parts: dict[str, str]
    copied: Copied


def proposed(notice: str, copy: Copy, takes: Sequence[str] = ()) -> tuple[Edit, ...]:
    """The edits that a correction notice asks for; none where any part of it cannot be told.

    `notice` holds the words of the notice, `takes` the keys of the story's takes in reading order,
    for a notice that counts paragraphs within a take.
    """
    if len(notice) > _LONGEST:
        return ()
    text = NAMED_STORY.sub(" ", " ".join(notice.split()))
    text, named = masked(_unexplained(text))
    copied = Copied(copy, takes)
    edits: list[Edit] = []
    at = 0
    while step := _next(text, at):
        name, found = step
        parts = {key: value or "" for key, value in found.groupdict().items()}
        place = nearest(named, at, found.end("upto"), _next_trigger(text, found))
        made = _ACTS[name](Asked(place, parts, copied))
        if made is None:
            return ()
        edits.append(made[0])
        at = found.end() - made[1]
    if TRIGGERS.search(text, at) or _meet(edits):
        return ()
    return tuple(edits)


def _unexplained(text: str) -> str:
    """A notice without what it says, behind its instructions, of why they are given."""
    first = TRIGGERS.search(text)
    found = EXPLAINS.search(text, first.end()) if first else None
    return text[: found.start()] if found else text


def _next_trigger(text: str, found: re.Match[str]) -> int:
    """Where the instruction behind this one begins."""
    last = max(found.start(part) for part in ("new", "old") if part in found.re.groupindex)
    following = TRIGGERS.search(text, last)
    return following.start() if following else len(text)


def mended(text: str, edits: Sequence[Edit]) -> str:
    """A text with the edits made in it; they must not meet.

    >>> mended("Two boats sank.", [Edit(0, 0, "Two boats", "Three boats", 1.0, "")])
    'Three boats sank.'
    """
    for one in sorted(edits, key=lambda edit: -edit.start):
        text = text[: one.start] + one.after + text[one.start + len(one.before) :]
        if not one.after:
            text = re.sub(r"[\s,]+(?=[.,;:!?])", "", " ".join(text.split()))
    return " ".join(text.split())


def _meet(edits: Sequence[Edit]) -> bool:
    return any(
        one.paragraph == two.paragraph
        and one.start < two.start + len(two.before)
        and two.start < one.start + len(one.before)
        for one, two in combinations(edits, 2)
    )


def _next(text: str, at: int) -> tuple[str, re.Match[str]] | None:
    """The next instruction; of two that begin at one word the form that stands first."""
    best: tuple[int, str, re.Match[str]] | None = None
    for name, pattern in FORMS.items():
        found = pattern.search(text, at)
        if found and (best is None or found.start("trigger") < best[0]):
            best = found.start("trigger"), name, found
    return (best[1], best[2]) if best else None


# The forms: each gives the edit, and how many letters behind it were not part of it ---------------
Made = tuple[Edit, int] | None


def _instead(asked: Asked) -> Made:
    """Read NEW instead of OLD; substitute NEW for OLD."""
    new = _between(asked.parts["new"])
    old = _first_found(asked.parts["old"], asked)
    return _made(old, _beyond(old[0], new)) if old and new else None


def _other_way(asked: Asked) -> Made:
    """Instead of OLD read NEW; change OLD to NEW."""
    old = asked.copied.once(_between(asked.parts["old"]), asked.place)
    new = _to_the_end(asked.parts["new"])
    return _made((old, new[1]), new[0]) if old and new else None


def _insert(asked: Asked) -> Made:
    """Insert NEW after OLD, or before it."""
    new = _between(asked.parts["new"])
    found = _first_found(asked.parts["old"], asked)
    if found is None or not new:
        return None
    words = found[0].words
    gap = "" if new[0] in ",.;:" else " "
    is_after = asked.parts["side"].casefold() != "before"
    return _made(found, f"{words}{gap}{new}" if is_after else f"{new} {words}")


def _delete(asked: Asked) -> Made:
    """Delete OLD, or all of the paragraph that is named."""
    if not asked.parts["old"].strip(f" .;{BARRIER}"):
        whole = asked.copied.whole(asked.place)
        return _made((whole, 0), "") if whole else None
    return _made(_first_found(asked.parts["old"], asked), "")


def _should(asked: Asked) -> Made:
    """OLD should read NEW; or the whole of the place that is named should."""
    new = _to_the_end(asked.parts["new"])
    if new is None:
        return None
    said = asked.parts["old"].strip(f" ,.;:{BARRIER}")
    if not said:
        whole = asked.copied.whole(asked.place)
        enough = asked.place.is_headline or len(new[0].split()) > 3
        return (
            _made((whole, new[1]), _closed_like(whole.words, new[0])) if whole and enough else None
        )
    old = _last_found(said, asked)
    return _made((old, new[1]), new[0]) if old else None


def _window(asked: Asked) -> Made:
    """Read ... NEW ..., where the old words must be those that are most like it."""
    new = _between(asked.parts["new"])
    old = asked.copied.nearest(new, asked.place) if len(new.split()) > 2 else None
    return _made((old, 0), _closed_like(old.words, new)) if old else None


_ACTS: Final[dict[str, Callable[[Asked], Made]]] = {
    "window": _window,
    "follows": _should,
    "instead": _instead,
    "turned": _other_way,
    "change": _other_way,
    "substitute": _instead,
    "insert": _insert,
    "delete": _delete,
    "should": _should,
}


def _made(found: tuple[Stretch | None, int] | None, new: str) -> Made:
    old = found[0] if found else None
    if found is None or old is None or old.words == new:
        return None
    edit = Edit(old.part.paragraph, old.start, old.words, new, old.sure, old.why)
    return edit, found[1]


# The words of an instruction ----------------------------------------------------------------------
def _between(text: str) -> str:
    """Words that the notice itself closes, freed of quotation marks; none where it is unclear."""
    quoted = _QUOTED.match(text)
    if quoted and not text[quoted.end() :].strip(f" ,.{BARRIER}"):
        return _bare(next(filter(None, quoted.groups())))
    said = text.strip(f" ,:.…{BARRIER}")
    return "" if BARRIER in said else _bare(said)


def _bare(text: str) -> str:
    """Words without the stop behind them: the story has its own."""
    return text.strip().rstrip(".,;: ").strip()


def _to_the_end(text: str) -> tuple[str, int] | None:
    """New words that nothing closes, and what is left behind them.

    In quotation marks they end there. Else they run to the end of the notice, or to a full stop
    behind which another instruction begins: anything else might be part of them.
    """
    if quoted := _QUOTED.match(text):
        return _bare(next(filter(None, quoted.groups()))), len(text) - quoted.end()
    start = len(text) - len(text.lstrip(f" :{BARRIER}"))
    for found in re.finditer(rf"$|;|\. |\.$|{BARRIER}", text[start:]):
        rest = text[start + found.end() :]
        if not rest.strip(" .") or found[0].startswith((";", BARRIER)) or TRIGGERS.search(rest):
            words = _bare(text[start : start + found.start()])
            return (words, len(rest) + (found[0] == BARRIER)) if words else None
    return None


def _first_found(text: str, asked: Asked) -> tuple[Stretch, int] | None:
    """Old words that follow: the longest beginning that stands in the story once, and what is left.

    >>> [words for words, _ in _beginnings(" three, and not four; the rest")]
    ['three, and not four', 'three']
    """
    for words, left in _beginnings(text):
        if found := asked.copied.once(words, asked.place):
            return found, left
    return None


def _beginnings(text: str) -> Iterator[tuple[str, int]]:
    if quoted := _QUOTED.match(text):
        yield _bare(next(filter(None, quoted.groups()))), len(text) - quoted.end()
        return
    start = len(text) - len(text.lstrip(f" :{BARRIER}"))
    end = min((at for sign in (";", BARRIER) if (at := text.find(sign, start)) > 0), default=None)
    part = text[start:end]
    for at in sorted({found.start() for found in _ENDS.finditer(part)}, reverse=True):
        if words := _bare(part[:at]):
            yield words, len(text) - start - at


def _last_found(text: str, asked: Asked) -> Stretch | None:
    """Old words that end a text: those quoted, else the longest that stand in the story once.

    Unquoted they must begin with a capital or hold a digit: "the number" is a word of the notice.
    """
    quoted = list(_QUOTED.finditer(text))
    if quoted and quoted[-1].end() == len(text):
        return asked.copied.once(_bare(next(filter(None, quoted[-1].groups()))), asked.place)
    words = text.split()
    for at in range(len(words)):
        said = _bare(" ".join(words[at:]))
        telling = said[:1].isupper() or any(letter.isdigit() for letter in said)
        if telling and (found := asked.copied.once(said, asked.place)):
            return found
    return None


def _beyond(old: Stretch, new: str) -> str:
    """New words without those at their beginning that stand before the old ones already."""
    words, before = new.split(), old.part.text[: old.start].split()
    for many in range(min(len(words) - 1, len(before)), 0, -1):
        if [w.casefold() for w in words[:many]] == [w.casefold() for w in before[-many:]]:
            return " ".join(words[many:])
    return new


def _closed_like(old: str, new: str) -> str:
    """New words with the stop that the old ones have at their end."""
    return new + old[-1] if old[-1] in ".,;:" and new[-1].isalnum() else new
