"""E-mail: a mail is an item, what is attached to it are further ones."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage
from email.utils import parseaddr

from dispatches.wire.items import Document, Item, Place, Relation, Subject, Type, composed
from dispatches.wire.values import Unreadable

from . import mailfields, mailquotes, prose
from .embargoes import ending, noted
from .holding import Inner, called, held_as, joined, unread
from .jsontext import whole, words
from .mailparts import Attached, Parts, header, message, parts
from .media import kind
from .moments import moment
from .statuses import embargo, standing

NAME = "email"
LABEL = "E-mail, with what is attached"
CONTAINER = True

_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t\r\n]?")
_MACHINES = re.compile(rb"(?:received|return-path|delivered-to|message-id|mime-version|x-[a-z-]+|"
                       rb"dkim-signature|content-type)", re.IGNORECASE)  # fmt: skip
_PEOPLES = re.compile(rb"(?:from|to|subject|date|sender)", re.IGNORECASE)
_SENDER = re.compile(rb"^from:[^\n]{0,300}[^\s@]@[^\s@]", re.IGNORECASE | re.MULTILINE)
_UNREAD = frozenset({"application/pgp-signature", "application/pkcs7-signature", "text/vcard",
                     "application/x-pkcs7-signature", "text/x-vcard", "text/calendar",
                     "message/delivery-status", "text/css", "application/ics",
                     "application/ms-tnef", "application/vnd.ms-tnef"})  # fmt: skip
_PARCEL = b"\x78\x9f\x3e\x22"  # TNEF, in which a mail program sends what only it can open
_CALENDAR = b"BEGIN:VCALENDAR"
_PRECEDENCE = {
    "flash": 1, "bulletin": 2, "urgent": 3, "high": 2, "highest": 1, "important": 2, "regular": 4,
    "routine": 4, "normal": 4, "deferred": 5, "low": 6, "lowest": 8, "non-urgent": 6,
}  # fmt: skip
_NO_SIGNATURE = re.compile(r"\n-- ?\s*\Z")  # the mark of a signature, and none under it
_QUOTES = (
    "This mail quotes an older one: that text was taken out of the copy and is kept beside it."
)
_FORM = "formatted editorial story"


def sniff(raw: bytes) -> bool:
    """Lines of headers first, two of them such as mail alone has, or a sender's address."""
    head = raw[:16384].lstrip(b" \t\r\n\xef\xbb\xbf")
    if head.startswith(b"From "):  # the line with which a mailbox parts its mails
        head = head.partition(b"\n")[2]
    if _HEADER.match(head) is None:
        return False
    head = head.replace(b"\r\n", b"\n").split(b"\n\n")[0]
    names = {found[1].lower() for line in head.split(b"\n") if (found := _HEADER.match(line))}
    peoples = {name for name in names if _PEOPLES.fullmatch(name)}
    machines = any(_MACHINES.fullmatch(name) for name in names)
    if machines:
        return len(peoples) > 1 or len(names) > 4
    return len(peoples) > 2 and _SENDER.search(head) is not None


def read(raw: bytes, inner: Inner) -> Document:
    """The mail's own item, then those of the files attached to it; a picture is a relation.

    A file that cannot be read is named in a note. Raises Unreadable where there is no copy at all.
    """
    mail = message(raw)
    found = parts(mail)
    quoted = _without_quotation(mail, found)
    item = replace(_item(mail, found), relations=_answered(mail, quoted))
    documents: list[Document] = []
    notes = [_QUOTES] if quoted else []
    for file in found.files:
        item = replace(item, relations=(*item.relations, _attached(file)))
        if _is_copy(file):
            try:
                documents.append(held_as(item, inner(file.raw)))
            except Unreadable as why:
                notes.append(unread(file.name or file.mimetype, why))
    if not (item.body or item.headline or documents):
        raise Unreadable("There is no text in this mail. " + " ".join(notes[:5]))
    first = composed(NAME, (item,), found.charset)
    return joined(NAME, [first, *documents] if item.body or not documents else documents, *notes)


def _item(mail: EmailMessage, found: Parts) -> Item:
    own = found.text if found.text.strip() else prose.text(found.html)
    fields, body = mailfields.of(own)
    html = found.html if not fields else ""
    sent, ident = moment(header(mail, "date")), header(mail, "message-id")
    status, hold = standing(fields.get("pubstatus", ""))
    place = fields.get("dateline", "")
    headline = _headline(mail, fields)
    until, held = _embargo(fields, headline, body, sent)
    return Item(
        guid=fields.get("guid", "") or ident,
        uri=fields.get("guid", "") or ident.strip("<> "),
        version=fields.get("version", ""),
        pubstatus=status,
        headline=headline,
        slugline=fields.get("slugline", ""),
        byline=fields.get("byline", ""),
        abstract=fields.get("abstract", ""),
        ednote=fields.get("ednote", ""),
        usageterms=fields.get("usageterms", ""),
        copyrightnotice=fields.get("copyrightnotice", ""),
        body=prose.paragraphs(body) if fields else _NO_SIGNATURE.sub("", body.strip("\n")).rstrip(),
        dateline=Place(place, place.split(",")[0].strip()) if place else None,
        language=fields.get("language", "") or header(mail, "content-language"),
        urgency=_urgency(mail, fields),
        firstcreated=sent,
        versioncreated=sent,
        embargoed=until,
        embargo=held or hold,
        sequence=fields.get("sequence", ""),
        source=fields.get("source", "") or _sender(mail),
        take_key=fields.get("take_key", ""),
        genre=fields.get("genre", ""),
        keywords=words(fields.get("keywords", "") or header(mail, "keywords")),
        subjects=tuple(map(Subject, words(fields.get("category", "")))),
        places=tuple(map(Subject, words(fields.get("place", "")))),
        signals=words(fields.get("signals", "")),
        markup=prose.markup_of(html),
    )


def _headline(mail: EmailMessage, fields: dict[str, str]) -> str:
    subject = header(mail, "subject")
    return fields.get("headline", "") or ("" if subject.lower() == _FORM else subject)


def _embargo(
    fields: dict[str, str], headline: str, body: str, sent: datetime | None
) -> tuple[datetime | None, str]:
    """The embargo of a field, else one in the note, the subject, the slug or the first line."""
    until, held = embargo(fields.get("embargo", ""))
    if until or held:
        return until, held
    opening = body.lstrip().partition("\n")[0]
    heads = (headline, fields.get("slugline", ""), opening)
    return ending(noted(fields.get("ednote", ""), *heads), sent)


def _sender(mail: EmailMessage) -> str:
    name, address = parseaddr(header(mail, "from"))
    return name or address


def _urgency(mail: EmailMessage, fields: dict[str, str]) -> int | None:
    """The first of these that says something: the text's fields, then the mail's own headers.

    A mail program writes X-Priority 3 on all that nobody marked: that says nothing.
    """
    told = (fields.get("urgency", ""), fields.get("priority", ""))
    marks = (header(mail, name) for name in ("x-priority", "priority", "importance"))
    sent = (mark.split("(")[0].strip() for mark in marks)
    for words_ in (*told, *(one for one in sent if one.lower() not in {"3", "normal"})):
        number = whole(words_[:1], 1, 9) or _PRECEDENCE.get(words_.strip().lower())
        if number:
            return number
    return None


def _without_quotation(mail: EmailMessage, found: Parts) -> str:
    """Take what a reply quotes out of its text, and hand it back; its HTML would show it still."""
    answered = (header(mail, name) for name in ("in-reply-to", "references"))
    if not mailquotes.is_reply(header(mail, "subject"), *answered):
        return ""
    own = found.text if found.text.strip() else prose.text(found.html)
    text, quoted = mailquotes.parted(own)
    if quoted:
        found.text, found.html = text, ""
    return quoted


def _answered(mail: EmailMessage, quoted: str) -> tuple[Relation, ...]:
    """The mail that this one answers, with what it quotes of it."""
    ident = header(mail, "in-reply-to").strip("<> ")
    return (Relation("seealso", uri=ident, caption=quoted),) if ident or quoted else ()


def _attached(file: Attached) -> Relation:
    title = called(file.name) if file.name else file.mimetype
    return Relation("attachment", title=title, mimetype=file.mimetype)


def _is_copy(file: Attached) -> bool:
    sort = kind("", file.mimetype)
    beside = sort is not None and sort is not Type.TEXT
    is_parcel = file.raw.startswith(_PARCEL) or file.name.lower() == "winmail.dat"
    is_calendar = file.raw[:99].lstrip(b"\xef\xbb\xbf \t\r\n").upper().startswith(_CALENDAR)
    is_known = file.mimetype in _UNREAD or is_parcel or is_calendar
    return bool(file.raw.strip()) and not beside and not is_known
