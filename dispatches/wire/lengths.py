"""How long a headline and a slug are, as readers count, and how long they usually are."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

USUAL_LETTERS, USUAL_WORDS = 64, 3
_WORDS = re.compile(r"[^\s-]+")
_ON_ANOTHER = frozenset({"Mn", "Mc", "Me", "Cf"})


@dataclass(frozen=True, slots=True)
class Length:
    """How long a text is, and how long is usual; `what` is counted."""

    many: int
    usual: int
    what: str

    @property
    def over(self) -> bool:
        """Whether it is longer than usual."""
        return self.many > self.usual


def letters(text: str) -> int:
    """How many letters a reader sees: marks that sit on another letter are not counted.

    >>> letters("é"), letters("e\u0301"), letters("ঢাকা")
    (1, 1, 2)
    """
    return sum(unicodedata.category(sign) not in _ON_ANOTHER for sign in text.strip())


def lengths(headline: str, slug: str) -> dict[str, Length]:
    """The length of a headline in letters, and of a slug in words.

    >>> lengths("Rain at noon", "RAIN-NOON-GAUGE-READ")["slug"].over
    True
    """
    words = len(_WORDS.findall(slug))
    return {
        "headline": Length(letters(headline), USUAL_LETTERS, "letters"),
        "slug": Length(words, USUAL_WORDS, "words"),
    }
