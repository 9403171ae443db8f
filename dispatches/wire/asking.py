"""What somebody typed into the search, understood: operators as mail readers know them, and words.

Any text is understood as far as it can be; `doubts` say in sentences what was not. The operators
are a table, from which the page's form, its chips and the guide are made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from .findable import Phrase, words
from .spans import Span, moment, numbers, urgencies

LONGEST, MOST = 500, 24
"""How many characters and how many terms a search may have."""

HAS: dict[str, str] = {
    "gap": "takes that are known to be missing",
    "problem": "an open problem",
    "error": "an open error",
    "note": "a note of the desk",
    "picture": "a picture, a film or a file beside it",
    "embargo": "an embargo",
    "kill": "a notice that kills it or holds it back",
}
IS: dict[str, str] = {
    "incoming": "incoming",
    "in_review": "in review",
    "returned": "returned",
    "approved": "approved",
    "published": "published",
    "spiked": "spiked",
    "withdrawn": "withdrawn",
    "waiting": "waiting for a take",
    "complete": "complete",
    "incomplete": "incomplete",
    "mine": "with me",
    "unseen": "not seen by me in its present version",
}
_SAME = {"killed": "withdrawn", "review": "in_review", "in-review": "in_review", "open": "waiting"}
SORTS = {"newest": "newest first", "relevance": "most to the point first"}

Value: TypeAlias = str | datetime | Phrase | Span


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is asked: any of `values`, or none of them where it is `left_out`."""

    field: str
    values: tuple[Value, ...]
    left_out: bool
    written: str
    says: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as it was understood."""

    terms: tuple[Term, ...] = ()
    doubts: tuple[str, ...] = ()
    sort: str = "newest"

    @property
    def written(self) -> str:
        """The search in its shortest writing."""
        return self.without(None)

    def without(self, gone: Term | None) -> str:
        """The same without one term."""
        kept = [term.written for term in self.terms if term is not gone]
        return " ".join(kept + [f"sort:{self.sort}"] * (self.sort != "newest"))

    def phrases(self) -> tuple[Phrase, ...]:
        """The words that must be there: what is marked where it stands."""
        return tuple(
            value
            for term in self.terms
            if not term.left_out and term.field in ("words", "slug")
            for value in term.values
            if isinstance(value, Phrase)
        )


Reads: TypeAlias = Callable[[str, datetime], Value | None]


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator: how its value is read, what it wants to be told, and how a chip says it."""

    reads: Reads
    wants: str
    says: str
    example: str
    many: bool = False  # several values with commas: any of them


def _plain(said: str, now: datetime) -> str | None:
    return said or None


def _among(table: Mapping[str, str]) -> Reads:
    def reads(said: str, now: datetime) -> str | None:
        name = said.casefold()
        name = _SAME.get(name, name)
        return name if name in table else None

    return reads


def _begins(said: str, now: datetime) -> Phrase | None:
    found = tuple(words(said))
    return Phrase(found, begins=True) if found else None


def _listed(table: Iterable[str]) -> str:
    *most, last = (name.replace("_", "-") for name in table)
    return f"{', '.join(most)} or {last}"


_A_DAY = "a day such as 2019-04-25, or today, yesterday, 2d, 3h"
OPERATORS: dict[str, Operator] = {
    "from": Operator(_plain, "a source or an agency", "from {}", "from:afp", many=True),
    "after": Operator(moment, _A_DAY, "came from {} on", "after:2019-04-20"),
    "before": Operator(moment, _A_DAY, "came before {}", "before:yesterday"),
    "has": Operator(_among(HAS), _listed(HAS), "has {}", "has:gap", many=True),
    "is": Operator(_among(IS), _listed(IS), "is {}", "is:waiting", many=True),
    "take": Operator(
        numbers, "a serial or several, as BFF-08..12", "take {}", "take:BFF-08..12", many=True
    ),
    "slug": Operator(_begins, "words of the slug", "slug {}", "slug:harbour"),
    "desk": Operator(_plain, "a desk", "desk {}", "desk:sea", many=True),
    "tag": Operator(_plain, "a tag", "tag {}", "tag:ferries", many=True),
    "section": Operator(_plain, "a section", "section {}", "section:world", many=True),
    "urgency": Operator(
        urgencies, "a number from 0 to 9, or two as 1..3", "urgency {}", "urgency:1..3"
    ),
}

_STROKE = re.compile(r'\s*(-?)(?:([A-Za-z]{2,10}):)?(?:"([^"]*)("?)|(\S*))')
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "−": "-", "–": "-"})
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")


def parse(text: str, now: datetime) -> Asked:
    """What a search asks for; `now` is in the zone whose days are meant.

    >>> asked = parse('from:afp "red barge" -drill is:wet', datetime(2019, 4, 25, 12))
    >>> [term.says for term in asked.terms]
    ['from afp', '“red barge”', 'without “drill”']
    >>> asked.doubts[0][:46]
    '“is:wet” was left out: “is:” wants incoming, i'
    """
    doubts: list[str] = []
    clean = _CONTROLS.sub(" ", text.translate(_QUOTES)).strip()
    if len(clean) > LONGEST:
        clean = clean[:LONGEST]
        doubts.append(f"Only the first {LONGEST} characters were read.")
    terms: dict[str, Term] = {}
    sort = "newest"
    for left_out, name, said, whole in _strokes(clean, doubts):
        if name == "sort" and said.casefold() in SORTS:
            sort = said.casefold()
            continue
        term = _term(left_out, name, said, whole, now, doubts)
        if term is not None:
            terms.setdefault(term.written, term)
    if len(terms) > MOST:
        doubts.append(f"Only the first {MOST} terms were read.")
    return Asked(tuple(terms.values())[:MOST], tuple(doubts), sort)


def _strokes(text: str, doubts: list[str]) -> Iterator[tuple[bool, str, str, bool]]:
    """Each term as it is typed: left out or not, its operator, its value, whether in quotes."""
    for found in _STROKE.finditer(text):
        minus, name, quoted, close, bare = found.groups()
        if not found[0].strip():
            continue
        if quoted is not None and not close:
            doubts.append("A quotation mark is not closed: all that follows it was taken as one.")
        yield (
            bool(minus),
            (name or "").casefold(),
            (quoted or bare or "").strip(),
            quoted is not None,
        )


def _term(
    left_out: bool, name: str, said: str, whole: bool, now: datetime, doubts: list[str]
) -> Term | None:
    if name in OPERATORS:
        return _operated(left_out, name, said, now, doubts)
    if name and not name.startswith("http"):
        doubts.append(f"“{name}:” is no operator; its letters were taken as words.")
    said = f"{name}{' ' if whole else ':'}{said}" if name else said
    begins = said.endswith("*") and not whole
    found = tuple(words(said))
    if not found:
        if said.strip("*-"):
            doubts.append(f"“{said}” holds no word, and was left out.")
        return None
    written = f"{'-' * left_out}{_quoted(said, whole)}"
    return Term("words", (Phrase(found, begins),), left_out, written, _says(f"“{said}”", left_out))


def _operated(
    left_out: bool, name: str, said: str, now: datetime, doubts: list[str]
) -> Term | None:
    operator = OPERATORS[name]
    parts = [part.strip() for part in said.split(",")] if operator.many else [said]
    read = {part: operator.reads(part, now) for part in parts if part}
    known = {part: value for part, value in read.items() if value is not None}
    unknown = [part for part in read if part not in known] if read else [""]
    doubts += [
        f"“{name}:{part}” was left out: “{name}:” wants {operator.wants}." for part in unknown
    ]
    if not known:
        return None
    told = " or ".join(_told(name, part, value) for part, value in known.items())
    written = f"{'-' * left_out}{name}:{_quoted(','.join(known), False)}"
    says = _says(operator.says.format(told), left_out)
    return Term(name, tuple(known.values()), left_out, written, says)


def _told(name: str, part: str, value: Value) -> str:
    """A value as a chip says it."""
    if isinstance(value, datetime):
        day = f"{value.day} {value:%B %Y}"
        return day if value.time().isoformat() == "00:00:00" else f"{day}, {value:%H:%M}"
    if isinstance(value, str):
        return {"has": HAS, "is": IS}.get(name, {}).get(value, value)
    return part


def _says(told: str, left_out: bool) -> str:
    if not left_out:
        return told
    return f"without {told}" if told.startswith("“") else f"not {told}"


def _quoted(said: str, whole: bool) -> str:
    return f'"{said}"' if whole or " " in said else said


def composed(fields: Mapping[str, str]) -> str:
    """The search that a form's fields ask for, as somebody would type it.

    `q` is what was typed, `exact` words side by side, `not` words to leave out, the others are the
    operators.

    >>> composed({"q": "barge", "exact": "red flag", "not": "drill", "from": "afp", "is": ""})
    'barge "red flag" -drill from:afp'
    """
    typed = [fields.get("q", "").strip()]
    exact = fields.get("exact", "").replace('"', " ").strip()
    typed += [f'"{exact}"'] * bool(exact)
    typed += [f"-{word}" for word in fields.get("not", "").split()]
    for name in OPERATORS:
        said = fields.get(name, "").replace('"', " ").strip()
        typed += [f"{name}:{_quoted(said, False)}"] * bool(said)
    sort = fields.get("sort", "")
    typed += [f"sort:{sort}"] * (sort in SORTS and sort != "newest")
    return " ".join(filter(None, typed))
