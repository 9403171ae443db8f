"""Outlines: what lines of one kind have in common, and the notation that says it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .conventions import dates, notation
from .conventions.fields import FIELDS

_RUN = re.compile(
    r"(?P<M>[A-Z]{2,8}(?:/[A-Z]{1,10}){1,5})|(?P<T>\d{1,2}[:.]\d{2}(?!\d))"
    r"|(?P<D>(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?=\D|\d{2,6}(?!\d)|$)"
    r"|(?P<N>\d+)|(?P<A>[A-Z]+)|(?P<a>[a-z]+)|(?P<x>.)",
    re.DOTALL,
)
MARKS, CLOCK, DAY, DIGITS, CAPITALS, SMALL = "M", "T", "D", "N", "A", "a"

Outline = tuple[str, ...]
Sample = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Lines with one outline: the outline, the runs of each line, and the pages they stand on."""

    outline: Outline
    samples: tuple[Sample, ...]
    pages: frozenset[int]

    def column(self, at: int) -> list[str]:
        """What stands at this place in each line."""
        return [sample[at] for sample in self.samples]


def outlined(text: str) -> tuple[Outline, Sample]:
    """The kinds of the runs in a line (what is no letter and no digit is its own kind), and them.

    >>> outlined("OPQ-0412 rk")
    (('A', '-', 'N', ' ', 'a'), ('OPQ', '-', '0412', ' ', 'rk'))
    """
    found = [(str(match.lastgroup), match[0]) for match in _RUN.finditer(text)]
    kinds = tuple(text if kind == "x" else kind for kind, text in found)
    return kinds, tuple(text for _, text in found)


def groups(lines: Iterable[tuple[int, str]]) -> list[Group]:
    """Lines, each with the page that it stands on, by their outlines; the commonest first."""
    samples: dict[Outline, list[Sample]] = defaultdict(list)
    pages: dict[Outline, set[int]] = defaultdict(set)
    for page, text in lines:
        outline, sample = outlined(text)
        samples[outline].append(sample)
        pages[outline].add(page)
    made = [Group(one, tuple(samples[one]), frozenset(pages[one])) for one in samples]
    return sorted(made, key=lambda group: (-len(group.pages), -len(group.outline), group.outline))


def number_at(group: Group) -> int | None:
    """The place of the number that counts: digits of which hardly two lines have the same."""
    places = [at for at, kind in enumerate(group.outline) if kind == DIGITS]
    ranked = sorted(places, key=lambda at: -len(set(group.column(at))))
    if not ranked or len(set(group.column(ranked[0]))) < 0.6 * len(group.samples):
        return None
    return ranked[0]


def serial(group: Group, at: int, *, several: bool, titled: bool) -> str:
    """The notation of a serial line whose number stands at this place.

    `several` says that a line may number several takes, `titled` that a headline may follow.
    """
    near = [n for n in (at - 1, at - 2, at + 1, at + 2) if 0 <= n < len(group.outline)]
    beside = [n for n in near if group.outline[n] in (CAPITALS, SMALL)]
    prefix = next((n for n in beside if not _is_parted(group.outline, at, n)), None)
    named: set[str] = set()
    parts = []
    for n, kind in enumerate(group.outline):
        if n == at:
            parts.append("{numbers}" if several else _number(group.column(n)))
        elif n == prefix:
            parts.append(_sized("PREFIX" if kind == CAPITALS else "prefix", group.column(n)))
        else:
            parts.append(_part(group, n, named))
    return "".join(parts) + ("[ {title}]" if titled else "")


def _is_parted(outline: Outline, one: int, two: int) -> bool:
    """Whether a space stands between two places."""
    return " " in outline[min(one, two) : max(one, two)]


def sign_off(group: Group, is_mark: Callable[[str], bool]) -> str:
    """The notation of a line that closes takes; `is_mark` knows the words for more and for end."""
    named: set[str] = set()
    parts = []
    for n, kind in enumerate(group.outline):
        values = set(group.column(n))
        letters = kind in (CAPITALS, SMALL)
        if letters and 1 < len(values) < 5 and any(map(is_mark, values)) and "mark" not in named:
            named.add("mark")
            parts.append("{MARK}" if kind == CAPITALS else "{mark}")
        else:
            parts.append(_part(group, n, named))
    return "".join(parts)


def _part(group: Group, at: int, named: set[str]) -> str:
    """What stands at one place: the text itself, where it is always the same, or a field."""
    kind, values = group.outline[at], group.column(at)
    if kind in (CAPITALS, SMALL, DIGITS) and len(set(values)) == 1:
        return notation.written(values[0])
    if kind in (CAPITALS, SMALL):
        return _letters(kind, values, named)
    if kind in (CLOCK, DIGITS):
        return _figures(kind, values, named)
    if kind == MARKS:
        return _once("{MARKS}", named) or "{word}"
    return "{yyyymmdd}" if kind == DAY else notation.written(kind)


def _once(field: str, named: set[str]) -> str:
    """A field, the first time; nothing where it stands in the line already."""
    if field in named:
        return ""
    named.add(field)
    return field


def _figures(kind: str, values: Sequence[str], named: set[str]) -> str:
    """The clock, or digits of which nobody knows what they are."""
    if all(map(dates.of_day, map(_clock, values))) and _once("{time}", named):
        return "{time}"
    return "{word}" if kind == CLOCK else _sized("digits", values)


def _letters(kind: str, values: Sequence[str], named: set[str]) -> str:
    """Initials come again; other letters need not."""
    repeated = len(set(values)) <= max(2, len(values) // 2)
    if repeated and max(map(len, values)) <= 8 and _once("initials", named):
        return _sized("INITIALS" if kind == CAPITALS else "initials", values)
    return _sized("LETTERS" if kind == CAPITALS else "letters", values)


def _clock(text: str) -> str:
    return text.zfill(5) if ":" in text or "." in text else text


def _number(values: Sequence[str]) -> str:
    """A number that is filled up with noughts has that width at least: tomorrow’s may be longer."""
    widths = Counter(map(len, values))
    padded = len(widths) == 1 and any(value[0] == "0" for value in values)
    width = len(values[0])
    return f"{{number:{width}-{width + 2}}}" if padded else "{number}"


def _sized(name: str, values: Sequence[str]) -> str:
    """A field with the lengths that were seen; without them, where they are the usual ones."""
    least, most = min(map(len, values)), max(map(len, values))
    if least == most:
        return f"{{{name}:{least}}}"
    usual = FIELDS[name]
    return (
        f"{{{name}}}"
        if usual.least <= least <= most <= usual.most
        else f"{{{name}:{least}-{most}}}"
    )
