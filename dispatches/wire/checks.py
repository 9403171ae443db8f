"""What is wrong with a story: one check a function, in one ordered table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from .breaks import broken_word
from .conserve import LEFT_OVER
from .dated import dateline
from .lost import looks_like_crosshead, lost
from .mends import LIKELY, MENDED, SURE, edit, ways
from .nearness import near_duplicate
from .oddities import broken_letters, danda, names_differ, odd_address
from .quotations import open_quotation
from .sentences import ends_whole, last_full_sentence
from .stops import named_by_a_notice
from .values import Assembly, Block, Copy, Edit, Level, Paragraph, Problem, State, Take

Check = Callable[[Copy, Assembly], Iterator[Problem]]

_NUMBERED = re.compile(r"^[A-Z]{2,4}-\d{1,4}\b")
_NUMBERS = re.compile(r"^[A-Z]{2,4}-\d{1,4}(?:, ?\d{1,4})*:? *")
_MARKS = re.compile(
    r"^\(?-{0,2}(?:MORE|more)-{0,2}\)?$|^MORE/[A-Z/]+"
    r"|\b[A-Z]{2,8}(?:/[A-Z]{1,10})+/? ?\d{4} ?hrs?\b"
)
_LONGEST_MARK = 12  # of those without a stroke
_EXCERPT = 160
_RUNNING = 50  # letters in a paragraph of running text
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


def numbered_headline(copy: Copy, assembly: Assembly) -> Iterator[Problem]:
    """C03: take numbers stand in the headline, or the headline is repeated in the copy."""
    if _NUMBERED.search(copy.headline):
        bare = _NUMBERS.sub("", copy.headline)
        edits = (edit(None, copy.headline, bare, SURE),) if bare else ()
        yield Problem(
            "C03", Level.WARNING, "The headline holds take numbers.", None, copy.headline, bare,
            ways(edits, *_SETTLE_TEXT), edits,
        )  # fmt: skip
    for number, part in _body(copy):
        alike = 0 < len(part.text) <= 2 * len(copy.headline)
        if alike and part.text.casefold() == copy.headline.casefold():
            message = "The paragraph repeats the headline."
            yield Problem(
                "C03", Level.WARNING, message, number, part.text, "Leave the paragraph out.",
                ("omitted", *_SETTLE_TEXT),
            )  # fmt: skip


def mark_in_copy(copy: Copy, assembly: Assembly) -> Iterator[Problem]:
    """C05: a sign-off or MORE is still in the copy."""
    for number, part in _body(copy):
        marked = "/" in part.text or len(part.text) <= _LONGEST_MARK
        if marked and (found := _MARKS.search(part.text)):
            message = "A mark of the wire stands in the copy."
            bare = (part.text[: found.start()] + part.text[found.end() :]).strip(" .")
            rest = f"Without it: {_excerpt(bare + '.')}" if bare else "Leave the paragraph out."
            edits = (Edit(number, found.start(), found[0], "", LIKELY, way=MENDED),) if bare else ()
            choices = ways(edits, *_SETTLE_TEXT) if bare else ("omitted", *_SETTLE_TEXT)
            yield Problem("C05", Level.WARNING, message, number, found[0], rest, choices, edits)


def unmarked_crosshead(copy: Copy, assembly: Assembly) -> Iterator[Problem]:
    """C06: a few words alone between paragraphs, that may be a sub-heading."""
    for before, (number, part), after in _between(copy):
        if looks_like_crosshead(part.text) and not any(map(str.isdigit, part.text)):
            running = ends_whole(before.text) and len(after.text) > _RUNNING
            if running and len(before.text) > _RUNNING // 2:
                message = "These words may be a crosshead."
                yield Problem(
                    "C06", Level.NOTE, message, number, part.text, "Make it a crosshead.",
                    ("crosshead", *_SETTLE_TEXT),
                )  # fmt: skip


def _between(copy: Copy) -> Iterator[tuple[Paragraph, tuple[int, Paragraph], Paragraph]]:
    """Each paragraph with a number, between the one before it and the one after it."""
    parts = list(_body(copy))
    for (_, before), part, (_, after) in zip(parts, parts[1:], parts[2:], strict=False):
        yield before, part, after


def not_all_here(copy: Copy, assembly: Assembly) -> Iterator[Problem]:
    """C07: a take is missing, or two takes claim one number."""
    ways = ("wait", "join", "as_it_stands")
    verb = "Waiting for" if assembly.state is State.OPEN else "Missing:"
    for lack in assembly.missing:
        yield Problem("C07", Level.ERROR, f"{verb} {lack}.", choices=ways)
    pages = {(str(take.serial), take.page or take.key) for take in assembly.takes if take.serial}
    numbers = Counter(serial for serial, _ in pages)  # the halves of one that was cut are one
    for serial, times in numbers.items():
        if times > 1:
            message = f"{times} takes with different copy claim the number {serial}."
            yield Problem("C07", Level.ERROR, message, choices=ways)


def disagreement(copy: Copy, assembly: Assembly) -> Iterator[Problem]:
    """C08: the takes of one story disagree about slug, agencies or date."""
    takes = assembly.takes
    told = {
        "slug": _unlike({take.slug for take in takes if take.slug}),
        "agencies": _unlike_agencies(takes),
        "date": {str(t.dateline.date) for t in takes if t.dateline and t.dateline.date},
    }
    for what, versions in told.items():
        if len(versions) > 1:
            message = f"The takes disagree about the {what}: {', '.join(sorted(versions))}."
            yield Problem(
                "C08", Level.WARNING, message, None, "", "Part them where they are two stories.",
                _SETTLE_TEXT,
            )  # fmt: skip


def _unlike(names: set[str]) -> set[str]:
    """The names of which none is another cut short, whatever their case."""
    longest = sorted(names, key=lambda name: (-len(name), name))
    kept: list[str] = []
    for name in longest:
        if not any(other.casefold().startswith(name.casefold()) for other in kept):
            kept.append(name)
    return set(kept)


def _unlike_agencies(takes: Sequence[Take]) -> set[str]:
    """The agencies that takes name otherwise at their heads, or in the lines that close them.

    The two are not compared with each other: a wire that hands copy on closes it with its own name.
    """
    heads = _unlike_sets(take.credit for take in takes if take.credit and take.dateline)
    closed = (take.sign_off.agencies for take in takes if take.sign_off)
    return heads if len(heads) > 1 else _unlike_sets(names for names in closed if names)


def _unlike_sets(named: Iterable[Sequence[str]]) -> set[str]:
    """The groups of agencies of which none holds all of another, whatever their case.

    The line that closes a take may leave out an agency that the first take names.
    """
    by_size = sorted(named, key=lambda names: (-len(names), "/".join(names)))
    kept: dict[frozenset[str], str] = {}
    for names in by_size:
        group = frozenset(name.casefold() for name in names)
        if not any(group <= other for other in kept):
            kept[group] = "/".join(names)
    return set(kept.values())


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


def meanings() -> dict[str, str]:
    """What each check finds, as it says itself, by its code: all that the desk may see."""
    said = ((check.__doc__ or "").partition("\n")[0] for check in (*CHECKS, near_duplicate))
    told = (line.partition(": ") for line in sorted(said))
    return {code: meaning for code, _, meaning in told}
