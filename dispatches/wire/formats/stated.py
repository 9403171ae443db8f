"""What envelopes say in words of their own: statuses, moments, take keys, bylines, cities.

The XML formats share it, for agencies fill the same fields of all three in the same ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dispatches.wire.items import PubStatus, Type

from .statuses import standing

_TYPES = {
    "text": Type.TEXT, "complexdata": Type.TEXT, "picture": Type.PICTURE, "photo": Type.PICTURE,
    "image": Type.PICTURE, "graphic": Type.GRAPHIC, "infographic": Type.GRAPHIC,
    "audio": Type.AUDIO, "sound": Type.AUDIO, "video": Type.VIDEO, "animated": Type.VIDEO,
    "animation": Type.VIDEO, "composite": Type.COMPOSITE, "package": Type.COMPOSITE,
    "event": Type.EVENT, "planning": Type.PLANNING,
}  # fmt: skip
_MOST_URGENT, _LEAST_URGENT = 1, 9
_ORDINAL = r"(?:\d{1,3}(?:st|nd|rd|th)[ -]?)?"
_TAKE_KEY = re.compile(
    rf"(?:^|[,(\s])({_ORDINAL}(?:Ld|Lead|Add|Writethru|Insert|Sub|Update)\b(?:[- ](?:\d{{1,3}}\b"
    rf"|{_ORDINAL}(?:Writethru|Add|Insert|Sub|Lead|Ld)\b))*)(?=$|[,)])",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:By|BY|Von|Par|Por) (?P<name>[^\W\d_][\w'’.-]*(?:(?:,? (?:and|und|et|y) | |, )"
    r"[^\W\d_][\w'’.-]*){1,9})"
)
_NOBODY = re.compile(r"(?:by )?(?:staff (?:reporter|writer)s?|newsroom)", re.IGNORECASE)
_LONGEST_BYLINE = 90
_AND = 3
_FIRST_PARAGRAPHS = 3
_CITY_ENDS = re.compile(r"\s*(?:[,(/\d=:]|\s[-–—_]|--)")
_MONTH_NAMES = (
    "jan january feb february mar march apr april may jun june jul july aug august sep sept"
    " september oct october nov november dec december janvier février mars avril mai juin juillet"
    " août septembre octobre novembre décembre januar februar märz juni juli oktober dezember"
    " enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
)
_MONTHS = frozenset(_MONTH_NAMES.split())
_OF_COPYRIGHT = re.compile(
    r"\(c\)|©|\bcopyright\b|\b(?:19|20)\d\d\b|\ball rights reserved\b\.?", re.IGNORECASE
)
_HEADLINE = 100


def status(word: str) -> tuple[PubStatus, str]:
    """What a status word means, and the words of an embargo where it is none that is known.

    No word is "usable"; a word that nobody knows is "withheld", for a person to look at.

    >>> status("stat:usable"), status("Embargoed"), status("zurück")
    ((<PubStatus.USABLE: 'usable'>, ''), (<PubStatus.WITHHELD: 'withheld'>, 'Embargoed'), \
(<PubStatus.WITHHELD: 'withheld'>, 'zurück'))
    """
    return standing(code(word))


def code(qcode: str) -> str:
    """The code of a qcode or of a concept's address, without its scheme.

    >>> code("stat:usable"), code("http://cv.iptc.org/newscodes/ninature/text")
    ('usable', 'text')
    """
    return qcode.strip().rpartition(":")[2].rpartition("/")[2]


def kind(word: str) -> Type | None:
    """The type that a word of an envelope stands for; None for no word that is known."""
    return _TYPES.get(code(word).lower().split(" ")[0]) if word else None


def urgency(text: str | None) -> int | None:
    """An urgency from 1 to 9, as sent; None for anything else."""
    said = (text or "").strip()
    number = int(said) if said.isdecimal() and len(said) < _LEAST_URGENT else 0
    return number if _MOST_URGENT <= number <= _LEAST_URGENT else None


def number(text: str | None) -> int | None:
    """A small number; None for anything else."""
    said = (text or "").strip()
    return int(said) if said.isdecimal() and len(said) < _LEAST_URGENT else None


def take_key(*texts: str) -> str:
    """The words in slugs that mark a take, lead, add or update; nothing where there are none.

    >>> take_key("BC-US--Ferry, 1st Ld-Writethru"), take_key("FERRY-LATE (UPDATE 1, PIX)")
    ('1st Ld-Writethru', 'UPDATE 1')
    """
    found = (_TAKE_KEY.search(text) for text in texts if text)
    return next((one[1].strip() for one in found if one), "")


def byline(said: str, body: str) -> str:
    """The byline that an envelope states, or where it names nobody, the one that the copy has."""
    if said and not _NOBODY.match(said):
        return said
    for line in body.split("\n\n", _FIRST_PARAGRAPHS)[:_FIRST_PARAGRAPHS]:
        found = _BYLINE.fullmatch(line.strip()) if len(line) < _LONGEST_BYLINE else None
        if found and all(word[0].isupper() for word in found["name"].split() if len(word) > _AND):
            return line.strip()
    return said


def headline(said: Iterable[str], body: str) -> str:
    """The first headline that is one; without any, the first words of the copy."""
    return next((one for one in said if one), "") or " ".join(body[:_HEADLINE].split())


def city(dateline: str) -> str:
    """The city that a dateline begins with; nothing where it begins with a date.

    >>> city("FORT EXAMPLE, Pa."), city("Rom (dpa) -"), city("January 21")
    ('FORT EXAMPLE', 'Rom', '')
    """
    name = _CITY_ENDS.split(dateline.strip(), maxsplit=1)[0].strip(" .-–—")
    return "" if name.lower() in _MONTHS else name


def holder(line: str) -> str:
    """Who holds the copyright, by a copyright line.

    >>> holder("(c) Copyright Beispiel 2019")
    'Beispiel'
    """
    return " ".join(_OF_COPYRIGHT.sub(" ", line).split()).strip(" ,.;")


def type_of_media(mimetype: str) -> str:
    """How an item is tied to a file of this MIME type: as its picture, video, audio, or a file."""
    sort = mimetype.strip().lower().partition("/")[0]
    return {"image": "picture", "photo": "picture"}.get(
        sort, sort if sort in ("video", "audio") else "attachment"
    )
