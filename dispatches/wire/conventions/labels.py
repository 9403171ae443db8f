"""Lines that say what they are: "Slug: ...", release lines, embargoes, desk notes, bylines."""

from __future__ import annotations

import re
from typing import Final

from . import slugs
from .dates import DATE, clock, is_date, printed
from .marks import TakeMark, take_mark
from .sheet import Sheet

_LEADERS = re.compile(r"[. _]{2,}(?=[:=])")  # "Slug......: Ferry"
_LABEL = re.compile(r"(?P<key>[^\W\d_][\w ./-]{1,18}?) ?[:=] ?(?P<value>\S.*)?")
_KEYS: Final = {
    "slug": "slug", "slugline": "slug", "keyword": "slug", "catchline": "slug", "story": "slug",
    "headline": "headline", "title": "headline", "hl": "headline", "head": "headline",
    "subject": "headline", "titel": "headline", "titre": "headline", "título": "headline",
    "take": "take", "page": "take", "part": "take", "date": "date", "sent": "date",
    "time": "date", "issued": "date", "datum": "date", "fecha": "date", "byline": "byline",
    "by": "byline", "author": "byline", "reporter": "byline", "priority": "priority",
    "urgency": "priority", "embargo": "embargo", "embargoed": "embargo", "sperrfrist": "embargo",
    "from": "", "to": "", "cc": "", "source": "", "category": "", "cat": "", "topic": "",
    "service": "", "desk": "", "words": "", "word count": "", "wordcount": "", "length": "",
    "keywords": "", "tags": "", "id": "", "item": "", "ref": "", "reference": "", "guid": "",
    "language": "", "version": "", "serial": "", "number": "", "no": "", "dateline": "place",
    "location": "place", "place": "place", "distribution": "", "region": "", "section": "",
    "message-id": "",
    "content-type": "", "mime-version": "", "editor": "", "agency": "", "wire": "", "status": "",
}  # fmt: skip
_RELEASE = re.compile(
    r"\W*(?:for (?:immediate|general|press) release|press release|news release|media release|"
    r"pressemitteilung|communiqué de presse|comunicado de prensa|comunicato stampa|"
    r"for (?:immediate )?use|immediate release|not embargoed)\b.{0,60}",
    re.IGNORECASE,
)
_EMBARGO = re.compile(
    r"\W*(?:(?:strictly |under )?embargo(?:ed)?\b|hold for release|"
    r"for release (?:at|on|after|until|not before)|release (?:at|on|after)|not for (?:release|"
    r"publication|use|broadcast) (?:before|"
    r"until)|sperrfrist|gesperrt bis|sous embargo|advance for|do not (?:use|publish) before)"
    r"(?P<words>.{0,120})",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"\W*(?:eds?\.?(?: note)?s?:|attn\b|attn:|"
    r"attention (?:editors?|desks?|subscribers?|clients?)\b|editors? note|editor['’]s note|"
    r"note to desks?|"
    r"notes?: (?:adds|updates|recasts)|\(?achtung\)?[:!]?$|redaktionshinweis|avis aux rédactions|"
    r"ap photos?\b|with (?:photos?|graphic|"
    r"video|pictures?)\b|photos?:|pictures? (?:available|moving)|graphics?:|video:|"
    r"(?:pictures?|photos?|graphics?|video) (?:will|to) (?:be sent|follow|come|move)\b|"
    r"(?:adds|updates|recasts|writes through|rewrites|changes) (?:with |details|quotes|lead|byline|"
    r"background)|for use (?:by|in)|word count|\d{1,4} words?$)",
    re.IGNORECASE,
)
_OF_COPY = re.compile(
    r"\b(?:kill|withdraw|withdrawn|withhold|hold|not use|not publish|disregard|delete|please read|"
    r"please correct|should read|headlined|slugged)\b",
    re.IGNORECASE,
)
EMBARGOED = re.compile(r"[(\[] ?(?P<words>embargo[^()\[\]]{0,60})[)\]]", re.IGNORECASE)
WORDS_ONLY = re.compile(
    r"[(\[]?(?:(?:about |approx\.? )?\d{1,4} (?:words|wds|mots|wörter)|"
    r"(?:words|word count|wds|mots|wörter) ?[:=] ?\d{1,4})[)\]]?",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:by|par|von|por|di|door|de nuestro) (?P<name>[^\W\d_][^\d,;:=]{2,60}?)"
    r"(?:, (?P<of>[\w ./-]{2,40}))?\s*=?",
    re.IGNORECASE,
)
_POST = re.compile(
    r"(?:(?:the )?associated press|reuters|agence france-presse|united press international|dpa|afp|"
    r"ap|upi)(?: [a-z]+){0,3}=?|[\w ]{0,30}(?:staff writer|correspondent|sports writer|"
    r"business writer|news editor|political writer)=?",
    re.IGNORECASE,
)


def read(at: int, sheet: Sheet) -> bool:
    """Read a line that says what it is off the head of a sheet."""
    raw = sheet.lines[at].text.strip()
    text = raw.strip("^<").strip()
    if not text:
        return False
    if len(text) <= 160 and (_reads_release(at, text, sheet) or _reads_note(at, text, sheet)):
        return True
    return _reads_byline(at, text, raw, sheet) or _reads_label(at, text, sheet)


def _reads_release(at: int, text: str, sheet: Sheet) -> bool:
    if found := _EMBARGO.fullmatch(text):
        sheet.embargo = found["words"].strip(" :.-*)") or text
        sheet.set_aside(at, "embargo")
        return True
    if _RELEASE.fullmatch(text):
        sheet.set_aside(at, "release line")
        return True
    return False


def is_note(text: str) -> bool:
    """Whether a line is a note to desks that says nothing of other copy, as a notice does."""
    if WORDS_ONLY.fullmatch(text):
        return True
    return _NOTE.match(text) is not None and _OF_COPY.search(text) is None


def _reads_note(at: int, text: str, sheet: Sheet) -> bool:
    if not is_note(text):
        return False
    line = sheet.set_aside(at, "editors' note")
    closes = ")" if line.text.lstrip(" ^\t")[:1] == "(" else ""
    while closes and closes not in line.text and at + 1 < len(sheet.lines):
        at += 1
        if not sheet.lines[at].text.strip():
            break
        line = sheet.set_aside(at, "editors' note")
    return True


def _reads_byline(at: int, text: str, raw: str, sheet: Sheet) -> bool:
    found = _BYLINE.fullmatch(text) if is_byline(raw.strip("^<")) else None
    if found:
        sheet.byline = sheet.byline or found["name"].strip()
        sheet.set_aside(at, "byline")
        return True
    if sheet.byline and len(text) < 60 and _POST.fullmatch(text):
        sheet.set_aside(at, "byline")
        return True
    return False


def is_byline(text: str) -> bool:
    """Whether a line is a byline.

    >>> is_byline("By Ann Bell"), is_byline("by a narrow margin")
    (True, False)
    """
    found = _BYLINE.fullmatch(text) if len(text) < 90 else None
    return bool(found and _is_name(found["name"], text))


def _is_name(name: str, raw: str) -> bool:
    words = name.split()
    capital = all(word[0].isupper() or word in {"de", "van", "von", "and", "al"} for word in words)
    return capital and len(words) <= 8 and not raw.endswith(".")


def _reads_label(at: int, text: str, sheet: Sheet) -> bool:
    text = _LEADERS.sub("", text)
    found = _LABEL.fullmatch(text) if ":" in text[:20] else None
    key = found["key"].strip().casefold() if found else ""
    if found is None or key not in _KEYS:
        return False
    _keep(_KEYS[key], (found["value"] or "").strip(), sheet)
    sheet.set_aside(at, f"label {key}")
    return True


def _keep_slug(value: str, sheet: Sheet) -> None:
    """Note a slug, without the take's number behind it."""
    core, mark = slugs.parted(value, small=True) or (value, TakeMark())
    sheet.slug = sheet.slug or slugs.tidy(core)
    sheet.takes_number(mark.number, mark.is_last)
    sheet.replaces = sheet.replaces or mark.replaces


def _keep_date(value: str, sheet: Sheet) -> None:
    """Note the time of sending, or the day where no time is given."""
    zoned = bool(sheet.received_at and sheet.received_at.tzinfo)
    sheet.stated_at = clock(value, zoned) or sheet.stated_at
    day = DATE.fullmatch(value)
    sheet.day = printed(day, sheet.near) if day and is_date(day) else sheet.day


def _keep(what: str, value: str, sheet: Sheet) -> None:
    """Note what a labelled line says."""
    match what:
        case "headline":
            sheet.headline = sheet.headline or value
        case "slug":
            embargoed = EMBARGOED.search(value)
            sheet.embargo = embargoed["words"].strip() if embargoed else sheet.embargo
            _keep_slug(EMBARGOED.sub("", value).strip(), sheet)
        case "take":
            mark = take_mark(value)
            sheet.takes_number(mark.number if mark else None, bool(mark and mark.is_last))
        case "date":
            _keep_date(value, sheet)
        case "place" if value[:1].isupper() and len(value) < 60:
            sheet.place = value
        case "byline" | "embargo":
            setattr(sheet, what, value)
        case "priority" if value.isalpha():
            sheet.priority = value.casefold()
