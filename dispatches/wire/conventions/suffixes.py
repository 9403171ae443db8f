"""Sign-offs behind the last words of the copy: "... he said. (MORE) PTI AB CD"."""

from __future__ import annotations

import re

from dispatches.wire.values import Mark

from .sheet import Sheet
from .words import AGENCIES, END, MORE, agency

_SUFFIX = re.compile(
    r"(?P<more>\(?\bMORE\)? )?(?P<agency>[A-Z]{2,8})(?P<initials>(?: [A-Z]{2,3}){1,4})$"
)
_SUFFIX_AGENCY = re.compile(
    r" (?:[/(]{1,2}(?P<agency>[A-Za-z]{2,12})[/)]\.?|(?<=[.!?”\"] )(?P<bare>[A-Z]{2,8}))$"
)
_SUFFIX_MORE = re.compile(
    r"(?:[(\[](?P<word>[^\W\d_][\w' ]{2,20}?)[)\]]|-{1,2}(?P<word2>[a-z]{4,10})-{1,2})\.?$"
)
_CAPITALS = frozenset(name.upper() for name in AGENCIES if len(name) < 9)
_CLOSED = re.compile(r"[.!?…][\"'”’»)]{0,3}\s*$")


def read(at: int, sheet: Sheet) -> None:
    """A sign-off at the end of the last line of copy: "... he said. (MORE) PTI AB CD"."""
    text = sheet.lines[at].text.rstrip()
    closed = text.endswith((")", "]", ").", "/", "/."))
    if sheet.mark is not Mark.NONE and not closed and text[-9:].split(" ")[-1] not in _CAPITALS:
        return
    found = _SUFFIX.search(text[-60:])
    if found and (
        found["agency"].casefold() in AGENCIES or _CLOSED.search(text[-60:][: found.start()])
    ):
        start = len(text) - (len(found[0]))
        sheet.signed(found["initials"].strip())
        sheet.mark = Mark.MORE if found["more"] else sheet.mark
        sheet.agencies.append(agency(found["agency"]))
        sheet.cut(at, "sign-off", start, len(text))
        text = sheet.lines[at].text
    named = _SUFFIX_AGENCY.search(text[-20:])
    name = (named["agency"] or named["bare"]) if named else ""
    if named and name.casefold() in AGENCIES:
        sheet.mark = Mark.END if sheet.mark is Mark.NONE else sheet.mark
        sheet.agencies.append(agency(name))
        sheet.cut(at, "sign-off", len(text) - len(named[0]), len(text))
        text = sheet.lines[at].text
    word = _SUFFIX_MORE.search(text[-30:])
    said = (word["word"] or word["word2"]).casefold() if word else ""
    more = said in MORE or said in sheet.own.more
    if word and (more or (said in END and word["word"])):
        sheet.mark = Mark.MORE if more else sheet.mark
        sheet.mark = Mark.END if sheet.mark is Mark.NONE else sheet.mark
        sheet.cut(at, "sign-off", len(text) - len(word[0]), len(text))
