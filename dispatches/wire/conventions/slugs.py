"""Serial lines and slug lines: what numbers a take, and what its story is called on the wire."""

from __future__ import annotations

import re

from dispatches.wire.ids import Serial

from .dates import is_clock
from .marks import Marked, TakeMark, ends_in_mark, take_mark, without_prefixes
from .sheet import Sheet
from .words import AGENCIES

_SERIAL = re.compile(
    r"(?:(?:No\.?|Nr\.?|#|Item|Story|Serial|Msg) ?)?(?P<prefix>[A-Za-z]{0,6}|[A-Z]{7,10})[-/.: ]?"
    r"(?P<number>\d{2,6}|(?<=[A-Z]{2})\d|(?<=[A-Z]{2}[/-])\d|(?<=#)\d|(?<=[.] )\d)"
    r"(?:[/-](?P<initials>[A-Za-z]{2,8})|(?<!\D\d\d)(?<!^\d\d)(?P<service>[a-z]{2,3}))?"
    r"(?: (?P<more>[a-z]{3,8}))?",
)
_DATED = re.compile(
    r"(?P<prefix>[A-Z]{2,5})[-_]?(?:(?:19|20)\d{6}[-_]?(?P<number>\d{3,6})|"
    r"\d{6}[-_](?P<number2>\d{2,6}))"
)
_STRICT = re.compile(
    r"(?:#|No\. ?|Nr\. ?)\d{1,6}|\[\d{2,6}\]|[A-Z]{2,6}[ /-]\d{1,6}|[A-Z]{2,5}\d{2,6}(?:-\d{2,6})?"
    r"|\d{4,6}[a-z]{2,3}"
)
_CODE = re.compile(r"(?=[A-Z0-9]{0,12}[0-9])(?=[A-Z0-9]{0,12}[A-Z])[A-Z0-9]{7,13}")
_CORE = re.compile(r"(?:[^\W_]|<)[\w.&'’<>+$%()-]*(?:[/-][\w.&'’<>+$%()-]*)*")
_DRESSED = re.compile(r"[#*=<>~+-]{2,20} ?(?P<serial>[A-Z]{1,6}[ /-]?\d{2,6}) ?[#*=<>~+-]{2,20}")
_ADDED = re.compile(
    r"(?:add|take|page|part) \d{1,2}[ :,-]+|(?:\d(?:st|nd|rd|th)|first|second|third) (?:add|take) ",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\[\d{2,6}\]")
_OF_AGENCY = re.compile(r"(?P<prefix>[A-Z]{2,8}-[A-Z]{2,12})-(?P<number>\d{1,5})")
_NAMES = AGENCIES.keys()
_CYCLE = re.compile(r"(?:BC|AM|PM|AS|BCN|FT)-{1,2}(?=\S)")
_COUNT = re.compile(r"[, ] ?\d{1,4}(?: ?words| ?wds)?$| \d{1,2}[-/]\d{1,2}$")
_COUNTED = re.compile(
    r"(?P<core>[^\s/]+-[^\s/]+)(?: |/)(?P<count>0|\d{2,4})(?P<rest>(?:,| -)? \S.*)?"
)
_NUMBERED = re.compile(r"[1-9] ?/ ?[2-9] +(?=[^\W\d_])")
_PLACED = re.compile(r"(?P<mark>.{1,24}?)(?P<place> [A-Z][A-Z.'’, -]{2,30})")


_PAGE = re.compile(
    r"(?P<prefix>[A-Z]{2,5})-(?P<numbers>\d{1,4}(?:, ?\d{1,4}){0,20}) "
    r"(?P<title>[^\W\d_]\S*(?: \S+){2,30})"
)


def read_page(at: int, sheet: Sheet) -> bool:
    """Read a line that numbers a page's takes and gives the headline: "BFF-08, 09 Ferry ..."."""
    text = sheet.lines[at].text.strip()
    found = _PAGE.fullmatch(text) if len(text) < 200 and not sheet.serials else None
    if found is None:
        return False
    numbers = [number.strip() for number in found["numbers"].split(",")]
    sheet.serials = [Serial(found["prefix"], int(one), len(one)) for one in numbers]
    sheet.title = found["title"]
    sheet.set_aside(at, "serial")
    return True


def read_serial(at: int, sheet: Sheet) -> bool:
    """Read a line that numbers the take, by the looks that most such lines share."""
    text = sheet.lines[at].text.strip()
    if sheet.serials or sheet.headline or len(text) > 70:
        return False
    if sheet.slug and not _STRICT.fullmatch(text):
        return False
    text = text[1:-1] if _IN_BRACKETS.fullmatch(text) else text
    dressed = _DRESSED.fullmatch(text)
    text = dressed["serial"] if dressed else text
    if len(text) > 26 or text[0] in "[{" or "|" in text:
        return _reads_header_line(at, text, sheet)
    if serial := _long_serial(text):
        sheet.serials = [serial]
    elif found := _SERIAL.fullmatch(text):
        prefix = found["prefix"] or found["service"] or ""
        sheet.serials = [Serial(prefix, int(found["number"]), len(found["number"]))]
        if initials := found["initials"] or found["more"]:
            sheet.signed_at_head(initials)
    elif not _CODE.fullmatch(text):
        return _reads_header_line(at, text, sheet)
    sheet.set_aside(at, "serial")
    return True


def _long_serial(text: str) -> Serial | None:
    """A number behind an agency and its desk, or behind a day: "AFP-DESK-24", "AEN2019050202"."""
    found = _OF_AGENCY.fullmatch(text)
    if found and text.partition("-")[0].casefold() in AGENCIES:
        return _serial(found, found["number"])
    found = _DATED.fullmatch(text)
    return _serial(found, found["number"] or found["number2"]) if found else None


def _serial(found: re.Match[str], number: str) -> Serial:
    return Serial(found["prefix"], int(number), len(number))


def _reads_header_line(at: int, text: str, sheet: Sheet) -> bool:
    """A number with the slug or the time beside it: "[A0412] [FERRY/2]", "KYO-0413 25/04 1035"."""
    bare = re.sub(r"[\[\]{}|]+", " ", text).strip()
    first, _, rest = bare.partition(" ")
    words = (rest if first.casefold() in _NAMES or "|" in text else bare).split(None, 1)
    found = _SERIAL.fullmatch(words[0]) if words else None
    if found is None or len(words) < 2 or not any(sign in text for sign in "[{|-0123456789"):
        return False
    rest = words[1].strip()
    added = _ADDED.match(rest)
    told = _keyword(rest) if added else parted(rest) or _keyword(rest)
    told = told if rest[0].isupper() else None
    if told is None and not is_clock(f"1 {rest}"):
        return False
    sheet.serials = [_serial(found, found["number"])]
    if told:
        sheet.slug = tidy(told[0])
        sheet.replaces = told[1].replaces or sheet.replaces
        sheet.takes_number(told[1].number, told[1].is_last)
    sheet.set_aside(at, "serial")
    return True


def _keyword(text: str) -> tuple[str, TakeMark] | None:
    """A few words in capitals that call a story, with a take's number before them or not."""
    added = _ADDED.match(text)
    mark = take_mark(added[0]) if added else None
    words = text[added.end() :] if added and mark else text
    plain = words.isupper() and len(words.split()) <= 4 and not any(map(str.isdigit, words))
    return (words, mark or TakeMark()) if plain else None


def read_slug(at: int, sheet: Sheet) -> bool:
    """Read a keyword line, with the marks that stand on it."""
    text = sheet.lines[at].text.strip().strip("^<").strip()
    if sheet.slug or sheet.headline or len(text) > 80:
        return False
    numbered = _NUMBERED.match(text)
    text = text[numbered.end() :] if numbered else text
    marked = without_prefixes(text, sheet.own)
    marked = marked if marked.cut.endswith(" ") else Marked(text)
    found = parted(marked.text, small=bool(sheet.serials or sheet.own_names))
    if found is None:
        return False
    core, mark = found
    sheet.slug = tidy(core)
    sheet.priority = marked.priority or sheet.priority
    sheet.replaces = marked.replaces or mark.replaces or sheet.replaces
    first = take_mark(numbered[0]) if numbered else None
    sheet.takes_number(first.number if first else mark.number, (first or mark).is_last)
    sheet.set_aside(at, "slug")
    return True


def parted(text: str, *, small: bool = False) -> tuple[str, TakeMark] | None:
    """A keyword line's core and its take mark; None where it is no keyword line.

    `small` says that a keyword in small letters is taken for one where it has but one hyphen.

    >>> parted("ferry-fares-rise/112, 1st Add")
    ('ferry-fares-rise', TakeMark(number=2, is_last=False, replaces=''))
    """
    if told := _COUNTED.fullmatch(text):
        text = told["core"] + (told["rest"] or "").replace(" - ", " ", 1).replace(",", "", 1)
    cycled = _CYCLE.match(text)
    counted = _COUNT.search(text)
    if counted and (
        cycled or text[counted.start()] == "," or "-" in counted[0] or "/" in counted[0]
    ):
        text = text[: counted.start()]
    core, gap, rest = text.partition(",") if cycled and "," in text else text.partition(" ")
    if cycled and not gap.strip(" "):
        core, rest = (text, "") if take_mark(rest) is None else (core, rest)
    core = core.removesuffix(",")
    if not (cycled or _is_core(core) or _is_small(core, 1 if small else 2)):
        return None
    if not rest.strip():
        ended = ends_in_mark(core)
        return (ended[0], ended[1]) if ended else (core, TakeMark())
    mark = _marked(rest)
    return (core, mark) if mark else None


def _marked(rest: str) -> TakeMark | None:
    """The take mark after a core, with or without the city that story is from."""
    mark = take_mark(rest)
    if mark is None and (placed := _PLACED.fullmatch(rest)):
        mark = take_mark(placed["mark"])
    return mark


def _is_core(core: str) -> bool:
    if not _CORE.fullmatch(core) or core[0].islower() or core.isdigit():
        return False
    return core.isupper() or ("-" in core[1:-1] and not core.endswith("-")) or "/" in core[1:]


def _is_small(core: str, hyphens: int) -> bool:
    """Whether words with hyphens between them, all in small letters, are a keyword."""
    return core.count("-") >= hyphens and core.islower() and _CORE.fullmatch(core) is not None


def tidy(core: str) -> str:
    """A slug without cycle and closing strokes.

    >>> tidy("BC-Pier-Fares"), tidy("Pier/fares/")
    ('Pier-Fares', 'Pier-fares')
    """
    cycle = _CYCLE.match(core)
    core = core[cycle.end() :] if cycle else core
    if core.endswith("/"):
        core = core.rstrip("/").replace("/", "-")
    return core.strip(" ,")
