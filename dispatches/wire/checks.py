"""What is wrong with a story: one check a function, in one ordered table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import timedelta

from .conserve import LEFT_OVER
from .lost import looks_like_crosshead, lost
from .oddities import broken_letters, danda, names_differ, odd_address
from .sentences import last_full_sentence
from .stops import named_by_a_notice
from .values import Assembly, Block, Copy, Level, Paragraph, Problem, State

Check = Callable[[Copy, Assembly], Iterator[Problem]]

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY = re.compile(rf"\b(?:{'|'.join(DAYS)})\b")
_NOT_NOW = re.compile(
    r"\b(?:will|would|next|last|due|until|since|from|by|plans?|set|expected|scheduled|starting)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^[A-Z]{2,4}-\d{1,4}\b")
_HYPHEN = re.compile(r"\b[^\W\d_]{2,}- (?!and\b|or\b|to\b)[a-z]{2,}")
_MARKS = re.compile(
    r"^\(?-{0,2}(?:MORE|more)-{0,2}\)?$|^MORE/[A-Z/]+"
    r"|\b[A-Z]{2,8}(?:/[A-Z]{1,10})+/? ?\d{4} ?hrs?\b"
)
_LONGEST_MARK = 12  # of those without a stroke
_EXCERPT = 160
_SETTLE_TEXT = ("fixed", "ignored")


def check(copy: Copy, assembly: Assembly, *, muted: Collection[str] = ()) -> tuple[Problem, ...]:
    """What the checks find, the story's own first and then paragraph by paragraph."""
    found = [
        problem for one in CHECKS for problem in one(copy, assembly) if problem.code not in muted
    ]
    return tuple(sorted(found, key=lambda p: (-1 if p.paragraph is None else p.paragraph, p.code)))


def _body(copy: Copy) -> Iterator[tuple[int, Paragraph]]:
    for number, part in enumerate(copy.paragraphs):
        if part.kind is Block.PARAGRAPH:
            yield number, part


def _excerpt(text: str) -> str:
    """The end of a paragraph, where most damage is."""
    return text if len(text) <= _EXCERPT else "…" + text[-_EXCERPT:]


def lost_end(copy: Copy, assembly: Assembly) -> Iterator[Problem]:
    """C01: a paragraph stops without a full stop, so its last line may be lost."""
    for number, part in lost(copy.paragraphs):
        whole = last_full_sentence(part.text)
        yield Problem(
            "C01",
            Level.ERROR,
            "The paragraph breaks off; its last line may be lost.",
            number,
            _excerpt(part.text),
            f"Cut back to: {_excerpt(whole)}" if whole else "It holds no full sentence.",
            ("verified", "typed", "cut" if whole else "omitted"),
        )


def open_quotation(copy: Copy, assembly: Assembly) -> Iterator[Problem]:
    """C02: a quotation that opens and never closes, or closes and never opened.

    A quotation may run over paragraphs: each then opens with a mark, and only the last closes.
    """
    parts = list(_body(copy))
    follows = {n: copy.paragraphs[n + 1 : n + 2] for n, _ in parts}
    running = False
    for number, part in parts:
        opens, closes = _quotes(part.text)
        runs_on = opens == closes + 1 and any(
            p.text.startswith(("“", '"')) for p in follows[number]
        )
        whole = opens == closes or runs_on or (running and opens == closes - 1)
        if not whole:
            said = "opens and never closes" if opens > closes else "closes and never opened"
            message = f"A quotation {said}."
            yield Problem(
                "C02", Level.ERROR, message, number, _excerpt(part.text), "", ("verified", "typed")
            )
        running = runs_on


def _quotes(text: str) -> tuple[int, int]:
    """How many quotations open and close; straight marks open and close in turn."""
    straight = text.count('"')
    return text.count("“") + straight - straight // 2, text.count("”") + straight // 2


def numbered_headline(copy: Copy, assembly: Assembly) -> Iterator[Problem]:
    """C03: take numbers stand in the headline, or the headline is repeated in the copy."""
    if _NUMBERED.search(copy.headline):
        yield Problem(
            "C03", Level.WARNING, "The headline holds take numbers.", None, copy.headline, "",
            _SETTLE_TEXT,
        )  # fmt: skip
    for number, part in _body(copy):
        alike = 0 < len(part.text) <= 2 * len(copy.headline)
        if alike and part.text.casefold() == copy.headline.casefold():
            message = "The paragraph repeats the headline."
            yield Problem("C03", Level.WARNING, message, number, part.text, "", _SETTLE_TEXT)


def broken_word(copy: Copy, assembly: Assembly) -> Iterator[Problem]:
    """C04: a word is still broken by a printer's hyphen."""
    for number, part in _body(copy):
        if "- " in part.text and (found := _HYPHEN.search(part.text)):
            message = "A word may be broken by a line's end."
            yield Problem("C04", Level.WARNING, message, number, found[0], "", _SETTLE_TEXT)


def mark_in_copy(copy: Copy, assembly: Assembly) -> Iterator[Problem]:
    """C05: a sign-off or MORE is still in the copy."""
    for number, part in _body(copy):
        marked = "/" in part.text or len(part.text) <= _LONGEST_MARK
        if marked and (found := _MARKS.search(part.text)):
            message = "A mark of the wire stands in the copy."
            yield Problem("C05", Level.WARNING, message, number, found[0], "", _SETTLE_TEXT)


def unmarked_crosshead(copy: Copy, assembly: Assembly) -> Iterator[Problem]:
    """C06: a few words alone that may be a sub-heading."""
    for number, part in _body(copy):
        if looks_like_crosshead(part.text):
            message = "These words may be a crosshead."
            yield Problem("C06", Level.NOTE, message, number, part.text, "", _SETTLE_TEXT)


def not_all_here(copy: Copy, assembly: Assembly) -> Iterator[Problem]:
    """C07: a take is missing, or two takes claim one number."""
    ways = ("wait", "join", "as_it_stands")
    verb = "Waiting for" if assembly.state is State.OPEN else "Missing:"
    for lack in assembly.missing:
        yield Problem("C07", Level.ERROR, f"{verb} {lack}.", choices=ways)
    numbers = Counter(str(take.serial) for take in assembly.takes if take.serial)
    for serial, times in numbers.items():
        if times > 1:
            message = f"{times} takes with different copy claim the number {serial}."
            yield Problem("C07", Level.ERROR, message, choices=ways)


def disagreement(copy: Copy, assembly: Assembly) -> Iterator[Problem]:
    """C08: the takes of one story disagree about slug, agencies or date."""
    takes = assembly.takes
    told = {
        "slug": _unlike({take.slug for take in takes if take.slug}),
        "agencies": {"/".join(c) for take in takes if (c := take.credit or _signed(take))},
        "date": {str(t.dateline.date) for t in takes if t.dateline and t.dateline.date},
    }
    for what, versions in told.items():
        if len(versions) > 1:
            message = f"The takes disagree about the {what}: {', '.join(sorted(versions))}."
            yield Problem("C08", Level.WARNING, message, choices=_SETTLE_TEXT)


def _unlike(names: set[str]) -> set[str]:
    """The names of which none is another cut short, whatever their case."""
    longest = sorted(names, key=lambda name: (-len(name), name))
    kept: list[str] = []
    for name in longest:
        if not any(other.casefold().startswith(name.casefold()) for other in kept):
            kept.append(name)
    return set(kept)


def _signed(take: object) -> Sequence[str]:
    sign_off = getattr(take, "sign_off", None)
    return sign_off.agencies if sign_off else ()


def dateline(copy: Copy, assembly: Assembly) -> Iterator[Problem]:
    """C09: no dateline, or a date that the transmission or the copy itself contradicts.

    The day of arrival says nothing: old copy comes again. Only a time that the transmission itself
    states is compared, and the check is silent without one.
    """
    if not assembly.takes[0].heads_a_story or not copy.paragraphs:
        return
    if copy.dateline is None:
        yield _date_problem("There is no dateline.")
        return
    day = copy.dateline.date
    if day is None:
        return
    stated = next((take.stated_at for take in assembly.takes if take.stated_at), None)
    if stated and abs(stated.date() - day) > timedelta(days=1):
        yield _date_problem(f"The dateline says {day}, the transmission {stated.date()}.")
    first = next((part.text for _, part in _body(copy)), "")
    days = set(_DAY.findall(first))
    near = {DAYS[(day.weekday() + step) % 7] for step in (-1, 0, 1)}
    if len(days) == 1 and not days & near and not _NOT_NOW.search(first):
        yield _date_problem(f"The lead says {days.pop()}; {day} is a {DAYS[day.weekday()]}.")


def _date_problem(message: str) -> Problem:
    return Problem("C09", Level.WARNING, message, choices=_SETTLE_TEXT)


def left_over(copy: Copy, assembly: Assembly) -> Iterator[Problem]:
    """C16: a line of a take stands neither in its copy nor among what was set aside by name."""
    for take in assembly.takes:
        for one in take.removals:
            if one.role == LEFT_OVER:
                name = str(take.serial or take.slug or take.headline or "a take")
                message = f"Line {one.line} of {name} is neither all in the copy nor named."
                yield Problem(
                    "C16", Level.ERROR, message, None, _excerpt(one.text), "", _SETTLE_TEXT
                )


CHECKS: tuple[Check, ...] = (
    lost_end,
    open_quotation,
    numbered_headline,
    broken_word,
    mark_in_copy,
    unmarked_crosshead,
    not_all_here,
    disagreement,
    dateline,
    named_by_a_notice,
    broken_letters,
    names_differ,
    danda,
    odd_address,
    left_over,
)
