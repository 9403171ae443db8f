"""WXR: what WordPress writes when a site's posts are exported."""

from __future__ import annotations

import re
from typing import Any

from dispatches.wire.items import Document, Item, Relation, Subject, Type, composed
from dispatches.wire.values import Unreadable

from . import feedtext, prose
from .embargoes import noted
from .media import address, kind
from .moments import moment
from .statuses import as_free_as, standing

NAME = "wordpress"
LABEL = "WordPress export (WXR)"

_NAMESPACE = b"wordpress.org/export/"
_EXCERPT = "/excerpt/"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_MADE = re.compile(r"<(?:p|div|ul|ol|table|h[1-6]|blockquote)[\s>/]", re.IGNORECASE)
_SHORTCODE = re.compile(r"\[/?caption[^\[\]]{0,500}\]")
_COPY = frozenset({"", "post", "page"})
_STATUS = {"publish": "", "inherit": "", "static": "", "future": "scheduled"}
_ENDINGS = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif",
            "webp": "image/webp", "mp3": "audio/mpeg", "mp4": "video/mp4"}  # fmt: skip


def sniff(raw: bytes) -> bool:
    """RSS with the namespace of a WordPress export."""
    return feedtext.root(raw) == "rss" and _NAMESPACE in feedtext.head(raw)


def read(raw: bytes) -> Document:
    """The posts and pages, and the files between them; what else an export holds is counted."""
    root, charset, broken = feedtext.tree(raw)
    channel = root.find("{*}channel")
    found = list(root.iter("{*}item"))
    files = {_said(one, "post_id"): one for one in found if _said(one, "post_type") == "attachment"}
    posts = {_said(one, "post_id"): item for one in found if (item := _post(one, channel, files))}
    items = [item for one in found if (item := _item(one, posts)) is not None]
    if not items:
        raise Unreadable("This WordPress export holds no post.")
    left = len(found) - len(items)
    notes = (f"{left} of its entries are no copy: menus, layouts and the like.",) if left else ()
    return composed(NAME, tuple(items), charset, *broken, *notes)


def _said(element: Any, name: str) -> str:
    """What a child element says, whatever its namespace."""
    return prose.line((element.findtext(f"{{*}}{name}") or "").strip()) if len(element) else ""


def _item(element: Any, posts: dict[str, Item]) -> Item | None:
    """A post, or a file, held back as its post is; None for what is neither."""
    if _said(element, "post_type") != "attachment":
        return posts.get(_said(element, "post_id"))
    post, file = posts.get(_said(element, "post_parent")), _file(element)
    return as_free_as(post, file) if post else file


def _post(element: Any, channel: Any, files: dict[str, Any]) -> Item | None:
    """A post or a page; None for what is neither."""
    if _said(element, "post_type") not in _COPY:
        return None
    word = _said(element, "status")
    status, hold = standing(_STATUS.get(word, word))
    secret = bool(_said(element, "post_password"))
    if secret:
        status, hold = standing("protected by a password")
    when = _gmt(element, "post_date") or moment(_said(element, "pubDate"))
    html = _html(element)
    return Item(
        **_known(element, when),
        pubstatus=status,
        body=prose.text(html) if html else "",
        abstract=_excerpt(element),
        embargoed=when if word == "future" else None,
        embargo=hold or noted("", _said(element, "title")),
        language=_said(channel, "language") if channel is not None else "",
        source=_said(channel, "title") if channel is not None else "",
        slugline=_said(element, "post_name"),
        keywords=_terms(element, "post_tag"),
        subjects=tuple(Subject(one) for one in _terms(element, "category")),
        relations=_relations(element, files, html),
        markup=prose.markup_of(html),
    )


def _known(element: Any, when: Any) -> dict[str, Any]:
    """What posts and files both say."""
    uri = _said(element, "guid") or address(_said(element, "link"))
    return {
        "guid": uri,
        "uri": uri,
        "headline": _said(element, "title"),
        "byline": _said(element, "creator"),
        "firstcreated": when,
        "versioncreated": _gmt(element, "post_modified") or when,
    }


def _gmt(element: Any, name: str) -> Any:
    """A moment in UTC; a draft has a nought for one."""
    words = _said(element, f"{name}_gmt")
    return moment(f"{words}+00:00") if words and not words.startswith("0000") else None


def _html(element: Any) -> str:
    """The body. WordPress keeps paragraphs as blank lines where nobody wrote a tag for them."""
    held = (element.findtext(_CONTENT) or element.findtext("description") or "").strip()
    held = _SHORTCODE.sub("", held.replace("\r", "\n") if "\n" not in held else held)
    if not held or _MADE.search(held):
        return held
    parts = (one.strip() for one in re.split(r"\n\s{0,99}\n", held))
    return "".join(f"<p>{one}</p>".replace("\n", "<br>") for one in parts if one)


def _excerpt(element: Any) -> str:
    found = (one for one in element.iter("{*}encoded") if _EXCERPT in str(one.tag))
    return next((prose.line(one.text) for one in found if (one.text or "").strip()), "")


def _terms(element: Any, domain: str) -> tuple[str, ...]:
    found = (one for one in element.iter("{*}category") if one.get("domain") == domain)
    return tuple(dict.fromkeys(prose.line(one.text) for one in found if (one.text or "").strip()))


def _file(element: Any) -> Item:
    href = address(_said(element, "attachment_url"))
    sort = kind("", _mimetype(href)) or Type.OTHER
    caption = _excerpt(element) or prose.line(element.findtext(_CONTENT) or "")
    title = _said(element, "title")
    when = _gmt(element, "post_date") or moment(_said(element, "pubDate"))
    return Item(
        **_known(element, when),
        type=sort,
        body=caption,
        relations=(Relation(sort.value, "", href, title, caption, _mimetype(href)),)
        if href
        else (),
    )


def _mimetype(href: str) -> str:
    return _ENDINGS.get(href.split("?", maxsplit=1)[0].rsplit(".", 1)[-1].lower(), "")


def _relations(element: Any, files: dict[str, Any], html: str) -> tuple[Relation, ...]:
    """The post's page, the picture set above it, and the pictures in its text."""
    page = Relation("alternate", href=address(_said(element, "link")))
    found = [page] if page.href else []
    for meta in element.iter("{*}postmeta"):
        above = files.get(_said(meta, "meta_value"))
        if _said(meta, "meta_key") == "_thumbnail_id" and above is not None:
            found += _file(above).relations
    sources = re.findall(r"""<img\s[^<>]{0,2000}?src\s{0,9}=\s{0,9}["']([^"'<>]{1,2000})""", html)
    found += [Relation("picture", href=one) for one in map(address, sources) if one]
    return tuple({one.href: one for one in reversed(found)}.values())[::-1]
