"""Fields that an agency sends in the text of a mail: lines at its top, or a form's JSON."""

from __future__ import annotations

import re

from dispatches.wire.values import Unreadable

from .jsontext import Row, parse, said

_LINE = re.compile(r"[*_>]{0,3}\s{0,9}([A-Za-z][A-Za-z /'-]{1,24})[*_]{0,3}\s{0,9}[:=]\s{0,99}(.*)")
_NAMES = {
    "headline": "headline", "head line": "headline", "heading": "headline", "title": "headline",
    "hl": "headline",
    "slug": "slugline", "slugline": "slugline", "slug line": "slugline", "keyword": "slugline",
    "byline": "byline", "by-line": "byline", "author": "byline", "reporter": "byline",
    "abstract": "abstract", "summary": "abstract", "precede": "abstract",
    "news value": "urgency", "newsvalue": "urgency", "urgency": "urgency",
    "priority": "priority", "precedence": "priority",
    "dateline": "dateline", "embargo": "embargo", "embargoed": "embargo",
    "embargoed until": "embargo", "hold until": "embargo", "not for use before": "embargo",
    "status": "pubstatus", "pubstatus": "pubstatus",
    "category": "category", "categories": "category", "genre": "genre", "place": "place",
    "keywords": "keywords", "language": "language", "source": "source", "take key": "take_key",
    "takekey": "take_key", "take": "take_key", "ednote": "ednote", "ed note": "ednote",
    "editor's note": "ednote", "editors note": "ednote", "eds": "ednote", "note": "ednote",
    "editorial note": "ednote", "legal flag": "signals", "copyright": "copyrightnotice",
    "usage terms": "usageterms", "usage": "usageterms", "guid": "guid", "version": "version",
    "sequence": "sequence", "desk": "desk", "timestamp": "timestamp", "username": "username",
    "body": "body", "text": "body", "story": "body", "copy": "body",
}  # fmt: skip
_ALONE = frozenset({"note", "eds", "title", "text", "copy", "story", "take", "usage", "status",
                    "source", "summary", "place", "author", "heading"})  # fmt: skip
_MOST_LINES = 30


def of(text: str) -> tuple[dict[str, str], str]:
    """The fields in a mail's text under our names, and the text that is left for the body.

    >>> of("Headline: Ferry late\\nPriority: 2\\n\\nThe ferry is late.")
    ({'headline': 'Ferry late', 'priority': '2'}, 'The ferry is late.')
    >>> of("Note: this is how a story may begin.")
    ({}, 'Note: this is how a story may begin.')
    """
    form = _form(text)
    if form is not None:
        fields = _named(form)
        return fields, fields.pop("body", "")
    return _lines(text)


def _form(text: str) -> Row | None:
    """A form's answer: an object of words, or of lists with one word each."""
    stripped = text.strip()
    if not stripped.startswith("{"):
        return None
    end = stripped.rfind("}") + 1
    for one in (stripped[:end], stripped[:end].replace("\n", "")):
        try:
            value = parse(one)
        except Unreadable:
            continue
        return value if isinstance(value, dict) and _named(value) else None
    return None


def _named(row: Row) -> dict[str, str]:
    found = ((_NAMES.get(str(key).strip().lower()), said(value)) for key, value in row.items())
    return {
        name: value if name == "body" else " ".join(value.split())
        for name, value in reversed([*found])
        if name and value
    }


def _lines(text: str) -> tuple[dict[str, str], str]:
    """Lines with a name we know, from the first line on, up to the first that has none."""
    fields: dict[str, str] = {}
    seen: set[str] = set()
    lines = text.strip("\n").split("\n")
    at = 0
    for line in lines[:_MOST_LINES]:
        found = _LINE.fullmatch(line.strip()) if line.strip() else None
        word = found[1].strip().lower() if found else ""
        name = _NAMES.get(word)
        if line.strip() and (found is None or name is None):
            break
        at += 1
        if found and name:
            seen.add(word)
            fields.setdefault(name, found[2].strip(" *_"))
            if name == "body":
                break
    if not seen - _ALONE:
        return {}, text
    body = [fields.pop("body", ""), *lines[at:]]
    return {name: said for name, said in fields.items() if said}, "\n".join(body).strip("\n")
