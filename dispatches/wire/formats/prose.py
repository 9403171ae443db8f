"""Text that may be HTML: read as text, and its structure kept as safe HTML."""

from __future__ import annotations

import re
from collections.abc import Callable

from .markup import safe, text_of_html

_MARKED = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|\w{2,31});")
_BREAK = re.compile(r"\n[ \t]{0,99}\n[\s]{0,999}")


def is_marked(words: str) -> bool:
    """Whether there are tags or entities in words."""
    return _MARKED.search(words) is not None


def text(html: str) -> str:
    """The text of HTML: no tags, paragraphs parted by a blank line."""
    return text_of_html(html).strip()


def line(words: str) -> str:
    """A field as plain text on one line: tags gone, entities read."""
    return " ".join((text_of_html(words) if is_marked(words) else words).split())


def paragraphs(words: str) -> str:
    """Plain text with its paragraphs parted by one blank line each and their indents gone."""
    return _BREAK.sub("\n\n", words.strip("\n")).strip()


def markup_of(html: str) -> Callable[[], str] | None:
    """What makes the safe HTML of a body when asked; None where there is none."""
    return (lambda: safe(html)) if html else None
