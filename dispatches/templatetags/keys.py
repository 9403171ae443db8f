"""The keys of the desk: one table, from which the pages, the help and the key reader are made.

A key presses what carries its name (`data-key`), or does one of the things that keys.js calls by
`deed`. Plain letters only; they sleep while somebody types, and whoever likes switches them off.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import groupby

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@dataclass(frozen=True, slots=True)
class Key:
    """One row of the table: `press` as a person reads it, such as “g q” or “P”."""

    name: str
    press: str
    says: str
    where: str
    deed: str = "press"

    @property
    def strokes(self) -> list[str]:
        """The strokes, one after the other."""
        return self.press.split()

    @property
    def aria(self) -> str:
        """What aria-keyshortcuts says; nothing for two strokes, which it has no words for."""
        if len(self.strokes) > 1:
            return ""
        return (
            f"Shift+{self.press}" if self.press.isupper() and len(self.press) == 1 else self.press
        )


ANYWHERE, LISTS, REVIEW, PROBLEM = "Anywhere", "In lists", "On a story", "On a problem"

KEYS = (
    Key("help", "?", "Show these keys", ANYWHERE),
    Key("search", "/", "Search the queue", ANYWHERE),
    Key("queue", "g q", "Go to the queue", ANYWHERE),
    Key("takes", "g t", "Go to the takes", ANYWHERE),
    Key("rejects", "g r", "Go to the rejects", ANYWHERE),
    Key("file", "g f", "File copy", ANYWHERE),
    Key("row_next", "j", "Next row", LISTS, "next row"),
    Key("row_previous", "k", "Previous row", LISTS, "previous row"),
    Key("row_open", "o", "Open it (Enter does too)", LISTS, "open row"),
    Key("row_choose", "x", "Choose the row at hand, or not", LISTS, "choose row"),
    Key("row_range", "X", "Choose all rows from the last one to here", LISTS, "choose range"),
    Key("rows_all", "* a", "Choose all rows of this page", LISTS, "choose all"),
    Key("rows_none", "* n", "Choose none", LISTS, "choose none"),
    Key("actions", ".", "What can be done with what is chosen", LISTS, "actions"),
    Key("undo", "z", "Undo what you did last", LISTS, "undo"),
    Key("claim", "t", "Take it: claim the story", REVIEW),
    Key("problem_next", "n", "Next open problem", REVIEW, "next problem"),
    Key("problem_previous", "p", "Previous open problem", REVIEW, "previous problem"),
    Key("edit", "e", "Edit the paragraph at hand", REVIEW, "press here"),
    Key("heading", "h", "Edit headline, dateline and credit", REVIEW),
    Key("diff", "d", "What changed: the diff", REVIEW),
    Key("story", "u", "Back up to the story, or to the queue", REVIEW),
    Key("return", "r", "Return it, with a reason", REVIEW),
    Key("approve", "a", "Approve", REVIEW),
    Key("publish", "P", "Publish: asks, with Cancel first", REVIEW),
    Key("way_1", "1", "Settle it the first way", PROBLEM, "way 1"),
    Key("way_2", "2", "Settle it the second way", PROBLEM, "way 2"),
    Key("way_3", "3", "Settle it the third way", PROBLEM, "way 3"),
    Key("way_4", "4", "Settle it the fourth way", PROBLEM, "way 4"),
)
_BY_NAME = {key.name: key for key in KEYS}


@register.simple_tag
def key(name: str) -> SafeString | str:
    """The attributes by which a button or link answers to its key.

    >>> key("approve")
    ' data-key="approve" aria-keyshortcuts="a"'
    """
    row = _BY_NAME.get(name)
    if row is None:  # a move without a key of its own
        return ""
    if not row.aria:
        return format_html(' data-key="{}"', name)
    return format_html(' data-key="{}" aria-keyshortcuts="{}"', name, row.aria)


@register.simple_tag
def hint(name: str) -> SafeString | str:
    """The key itself, to stand on its button; nothing for what has no key."""
    row = _BY_NAME.get(name)
    return format_html('<kbd aria-hidden="true">{}</kbd>', row.press) if row else ""


@register.simple_tag
@cache
def keys_help() -> SafeString:
    """The help with the whole table, for people and for keys.js: the same on every page."""
    groups = [(where, list(rows)) for where, rows in groupby(KEYS, key=lambda row: row.where)]
    table = [{"name": row.name, "strokes": row.strokes, "deed": row.deed} for row in KEYS]
    return render_to_string("dispatches/_keys.html", {"groups": groups, "table": table})
