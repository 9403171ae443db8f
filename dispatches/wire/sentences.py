"""Sentences: where they end, and whether a paragraph ends with one."""

from __future__ import annotations

import re

_CLOSERS = r"[\"'”’»)\]]*"
_ENDS = re.compile(rf"(?:[.!?…।؟۔。！？]|\.\.\.){_CLOSERS}$")
_CLOSE = 12  # letters from a text's end in which it closes
_INTRODUCES = re.compile(rf":{_CLOSERS}$")
_STOP = re.compile(
    rf"(?<![.!?…।؟۔])(?P<stop>[.!?…।؟۔]+{_CLOSERS})(?=\s+[\"'“‘«(]*[^\W\d_a-z])"
)  # each run of stops is looked at once: a text without a sentence takes no longer for it
_LONGEST = 200  # letters of a word that may be an abbreviation
_ABBREVIATION = re.compile(
    r"(?:[A-Z]|(?:[A-Za-z]\.)+[A-Za-z]?|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Capt|Sgt|Gov|Sen|Rep|Rev|St|Mt|"
    r"No|Nos|Inc|Corp|Ltd|Co|vs|Jr|Sr|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)"
)


def ends_whole(text: str) -> bool:
    """Whether a paragraph ends as one does: with a full stop or its like, or a colon.

    >>> ends_whole("It rained."), ends_whole("“It rained,” he said"), ends_whole("He said:")
    (True, False, True)
    """
    text = text.rstrip()[-_CLOSE:]
    return bool(_ENDS.search(text) or _INTRODUCES.search(text))


def last_full_sentence(text: str) -> str:
    """The text cut back to its last full sentence; empty when there is none.

    >>> last_full_sentence("It rained. The U.S. envoy left. He was to")
    'It rained. The U.S. envoy left.'
    >>> last_full_sentence("He was to")
    ''
    """
    if _ENDS.search(text.rstrip()):
        return text.rstrip()
    cut = 0
    seen = 0
    for stop in _STOP.finditer(text):
        if stop["stop"] != "." or not _ABBREVIATION.fullmatch(_word(text, seen, stop.start())):
            cut = stop.end()
        seen = stop.end()
    return text[:cut]


def _word(text: str, first: int, last: int) -> str:
    """The word that ends here and does not begin before the first of these places."""
    near = text[max(first, last - _LONGEST) : last]
    return "" if near[-1:].isspace() else (near.split() or [""])[-1].lstrip("\"'“‘«(")
