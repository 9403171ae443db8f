"""The keys of the desk: one table, from which pages, help, guide and key reader are made.

A key presses what carries its name (`data-key`), or does one of the things that keys.js calls by
`deed`; “tell” hands it to whatever script listens for it. Plain letters sleep while somebody types,
and whoever likes switches them off. Two groups may share a key where no page has both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

_ARIA = {"Up": "ArrowUp", "Down": "ArrowDown", "Left": "ArrowLeft", "Right": "ArrowRight"}
_ARIA |= {"Esc": "Escape", "Ctrl": "Control"}
_SHIFTED = re.compile(r"(?:Shift\+)?[A-Z]")


@dataclass(frozen=True, slots=True)
class Key:
    """One row of the table: `press` as a person reads it, such as “g q”, “P” or “Alt+Up”.

    `also` are other strokes for the same; in lists, such a one asks that a row has the focus.
    """

    name: str
    press: str
    says: str
    where: str
    deed: str = "press"
    also: tuple[str, ...] = ()

    @property
    def strokes(self) -> list[str]:
        """The strokes, one after the other."""
        return self.press.split()

    @property
    def ways(self) -> list[list[str]]:
        """Every way to press it, its strokes as keys.js hears them: “Shift+X” is an “X”."""
        return [
            [one[-1] if _SHIFTED.fullmatch(one) else one for one in press.split()]
            for press in (self.press, *self.also)
        ]

    @property
    def aria(self) -> str:
        """What aria-keyshortcuts says; nothing for two strokes, which it has no words for.

        >>> Key("spike", "Alt+Up", "", "").aria, Key("palette", "Ctrl+K", "", "").aria
        ('Alt+ArrowUp', 'Control+K Meta+K')
        """
        if len(self.strokes) > 1:
            return ""
        said = [_aria(press) for press in (self.press, *self.also)]
        said += [one.replace("Control", "Meta") for one in said if one.startswith("Control+")]
        return " ".join(said)


def _aria(stroke: str) -> str:
    if _SHIFTED.fullmatch(stroke):
        return f"Shift+{stroke[-1]}"
    return "+".join(_ARIA.get(part, part) for part in stroke.split("+")) if stroke != "+" else "+"


ANYWHERE, LISTS, REVIEW, PROBLEM = "Anywhere", "In lists", "On a story", "On a problem"
ZEN, EDITING = "In a zen run", "While editing"
TAKES = "Among takes"

KEYS = (
    Key("help", "?", "Show these keys", ANYWHERE),
    Key("search", "/", "Search the queue", ANYWHERE),
    Key("queue", "g q", "Go to the queue", ANYWHERE),
    Key("takes", "g t", "Go to the takes", ANYWHERE),
    Key("rejects", "g r", "Go to the rejects", ANYWHERE),
    Key("file", "g f", "File copy", ANYWHERE),
    Key("published", "g p", "Go to the front page", ANYWHERE),
    Key("admin", "g a", "Go to the admin", ANYWHERE),
    Key("me", "g m", "How I like it: colours, keys, my clock", ANYWHERE),
    Key("palette", "Ctrl+K", "Find an action, a page or a story", ANYWHERE),
    Key("leave", "Esc", "Close what is open, leave the form", ANYWHERE, "leave"),
    Key("own", "g o", "Go to own copy", ANYWHERE),
    Key("handover", "g h", "Go to the hand-over", ANYWHERE),
    Key("find", "g s", "Search all stories", ANYWHERE),
    Key("status", "g d", "Go to the dashboard", ANYWHERE),
    Key("row_next", "j", "Next row", LISTS, "next row", ("Down",)),
    Key("row_previous", "k", "Previous row", LISTS, "previous row", ("Up",)),
    Key("row_open", "o", "Open it (Enter does too)", LISTS, "open row"),
    Key("zen", "g z", "Zen run: these stories, one after the other", LISTS),
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
    Key("heading", "H", "Edit headline, dateline, credit, section and tags", REVIEW),
    Key("diff", "d", "What changed: the diff, and back to the copy", REVIEW),
    Key("story", "u", "Back up to the story, or to the queue", REVIEW),
    Key("return", "r", "Return it, with a reason", REVIEW),
    Key("spike", "#", "Spike it, with a reason", REVIEW),
    Key("approve", "a", "Approve", REVIEW),
    Key("publish", "P", "Publish: asks, with Cancel first", REVIEW),
    Key("next_story", "N", "Next story of the list", REVIEW),
    Key("since", "D", "What changed since it was approved", REVIEW),
    Key("version_back", "[", "What the version before changed", REVIEW),
    Key("version_on", "]", "What the next version changed", REVIEW),
    Key("history", "h", "History of the story", REVIEW),
    Key("note", "c", "Comment: write a note", REVIEW),
    Key("fix_all", "F", "Mend all that is safe", REVIEW),
    Key("several", "I", "Settle several with one reason", REVIEW),
    Key("take_over", "T", "Take over from whoever edits it", REVIEW),
    Key("way_1", "1", "Settle it the first way", PROBLEM, "way 1"),
    Key("way_2", "2", "Settle it the second way", PROBLEM, "way 2"),
    Key("way_3", "3", "Settle it the third way", PROBLEM, "way 3"),
    Key("way_4", "4", "Settle it the fourth way", PROBLEM, "way 4"),
    Key("fix", "f", "Mend it, or go to its ways", PROBLEM, "press way"),
    Key("ignore", "i", "Ignore it with a reason, or go to its ways", PROBLEM, "press way"),
    Key("merge_take", "m", "Join it to the first story suggested", TAKES, "press row"),
    Key("own_story", "u", "It is a story of its own", TAKES, "press row"),
    Key("spike_take", "#", "Spike it, with a reason", TAKES, "press row"),
    Key("split", "s", "Part the story before this paragraph", TAKES, "press row"),
    Key("move_up", "Alt+Up", "Move it up: a take, or a paragraph", TAKES, "pressed by its list"),
    Key("move_down", "Alt+Down", "Move it down", TAKES, "pressed by its list"),
    Key("undo_join", "z", "Take back the last that you joined, parted or ordered", TAKES),
    Key("zen_skip", "Space", "Skip it: the next story", ZEN),
    Key("zen_undo", "z", "Undo the last deed", ZEN),
    Key("save", "Ctrl+S", "Save what you typed", EDITING, "send"),
    Key("send", "Ctrl+Enter", "Send the form", EDITING, "send"),
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
    told = ("name", "ways", "deed", "says", "where")
    table = [{name: getattr(row, name) for name in told} for row in KEYS]
    return render_to_string("dispatches/_keys.html", {"groups": groups, "table": table})


@register.simple_tag
@cache
def keys_table() -> SafeString:
    """The table as the guide writes it: which key, what it does, where."""
    return render_to_string("public/_keys.md", {"rows": KEYS})
