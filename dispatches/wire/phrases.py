"""How correction notices put it: "please read ... instead of ...", in the languages of the wires.

Of each form: `trigger` is the word that tells it, `old` and `new` are what it names, and a place
that is named behind `upto` comes after the old words.
"""

from __future__ import annotations

import re
from typing import Final

_INSTEAD = (
    r",? ?\(?\b(?:instead of|in place of|in lieu of|rather than|and not|not|anstatt|statt|"
    r"anstelle von|und nicht|nicht|au lieu de|et non(?: pas)?|en lugar de|en vez de|y no|"
    r"invece di|anziché|al posto di|e non)\b:? ?"
)
_READ = (
    r"\b(?:(?:please |pls |kindly )?(?:read|make it)(?: it)?|bitte (?:lesen(?: sie)?)|"
    r"muss es (?:richtig |korrekt )?heißen|es muss (?:richtig |korrekt )?heißen|"
    r"(?:veuillez |bien |prière de )?lire|léase|leggere|leggasi|si legga)\b:?"
)
_SHOULD = (
    r"\b(?:should (?:have )?(?:read|been|be)|must read|muss (?:richtig )?heißen|doit se lire|"
    r"debe (?:decir|leerse)|deve leggersi)\b:?"
)
TRIGGERS: Final = re.compile(
    rf"{_READ}|{_SHOULD}|\b(?:instead of|change|substitute|replace|insert|delete|omit)\b",
    re.IGNORECASE,
)
"""What says that a notice asks for something."""
NAMED_STORY: Final = re.compile(
    r"\b(?:item|story|report|dispatch|headlined|headed|slugged|meldung|dépêche|noticia|notizia)"
    r"[,:]? (?:“[^”]*”|\"[^\"]*\"|``.*?''|«[^»]*»)",
    re.IGNORECASE,
)
"""How a notice names the story that it is about."""
EXPLAINS: Final = re.compile(
    r"[\s,;(–—-]*\b(?:correct(?:s|ing)|(?:this|the) correction|to correct|the rest)\b.*"
    r"|\s*\((?:adds|fixes|refiles|rest)\b.*",
    re.IGNORECASE | re.DOTALL,
)
"""How it says why."""
_ELLIPSIS = r"(?:\.{3,}|…)"
_OTHER = r"(?P<side>after|behind|following|before)"

FORMS: Final = {
    name: re.compile(form, re.IGNORECASE)
    for name, form in {
        "window": (
            rf"(?P<trigger>{_READ})(?P<upto>)[¦ ]*[“\"]?{_ELLIPSIS} ?(?P<new>.{{3,600}}?)"
            rf" ?{_ELLIPSIS}[”\"]?"
        ),
        "follows": (
            rf"(?P<trigger>{_READ})(?P<upto>)(?P<old>) ?¦ ?(?:as follows|to read)\b:?"
            r"(?P<new>.{4,900})"
        ),
        "instead": (
            rf"(?P<trigger>{_READ})(?P<new>.{{1,600}}?)(?P<upto>){_INSTEAD}(?P<old>.{{1,600}})"
        ),
        "turned": (
            rf"(?P<trigger>\binstead of) (?P<old>.{{1,300}}?),? (?P<upto>){_READ}"
            r"(?P<new>.{1,600})"
        ),
        "change": (
            r"\b(?P<trigger>change|correct|amend|replace) (?P<old>.{1,300}?)(?P<upto>) "
            r"(?:to read|to|with|by)\b:? (?P<new>.{1,600})"
        ),
        "substitute": (
            r"\b(?P<trigger>substitute) (?P<new>.{1,300}?)(?P<upto>) for (?P<old>.{1,600})"
        ),
        "insert": (
            rf"\b(?P<trigger>insert|add) (?P<new>.{{1,300}}?)(?P<upto>),? {_OTHER} "
            r"(?P<old>.{1,300})"
        ),
        "delete": (
            r"\b(?P<trigger>delete|omit|strike out|strike|streichen|supprimer|suprimir)\b"
            r"(?P<upto>):?(?P<old>.{0,400})"
        ),
        "should": (
            rf"(?P<old>[^;¦]{{0,300}}?)(?P<upto>)[ ,¦]*(?P<trigger>{_SHOULD})(?P<new>.{{1,600}})"
        ),
    }.items()
}
"""The forms, in which ¦ stands where a place was named."""
