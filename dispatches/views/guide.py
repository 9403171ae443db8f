"""The user guide: the pages of docs/guide/, in the look of the public site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

from dispatches.models.published import site
from dispatches.outputs.seal import etag
from dispatches.requests import site_url

from .guide_tables import TABLES
from .public import KEPT_FOR, render

PAGES = (
    *("first-steps", "desk", "joining", "formats", "sources", "channels", "network-channels"),
    *("own-copy", "shifts", "searching", "status"),
    *("posting", "checks", "publishing", "correcting", "commands", "glossary", "figures"),
)
_TEXT = "<!-- text -->"  # where the page takes the text of the guide
_PICTURES = {".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp"}
_TABLE = re.compile(r"^\[table: (?P<name>[a-z]+)\]$", re.MULTILINE)
_SIBLING = re.compile(r"^(?P<page>[a-z-]+)\.md(?P<place>#.*)?$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading to link to from the contents of a page."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the guide as it is served."""

    name: str
    title: str
    html: str
    headings: tuple[Heading, ...]


def guide(request: HttpRequest) -> HttpResponse:
    """The first page of the guide."""
    return guide_page(request, PAGES[0])


def guide_page(request: HttpRequest, page: str) -> HttpResponse:
    """One page of the guide, with the list of all."""
    if page not in PAGES:
        raise Http404("The guide has no such page.")
    read = read_page(page)
    here = site(site_url(request))
    context = {"page": read, "contents": [(name, title(name)) for name in PAGES]}
    html = render("public/guide.html", here, context).replace(_TEXT, read.html, 1)
    seal = etag("guide", html)
    answer = get_conditional_response(request, seal) or HttpResponse(html)
    answer["ETag"], answer["Cache-Control"] = seal, KEPT_FOR
    return answer


def guide_picture(request: HttpRequest, name: str) -> HttpResponse:
    """One of the guide's pictures: a name that stands in their folder, and nothing else."""
    pictures = {
        path.name: path for path in (folder() / "pictures").glob("*") if path.suffix in _PICTURES
    }
    if name not in pictures:
        raise Http404("The guide has no such picture.")
    picture = pictures[name]
    kind = _PICTURES[picture.suffix]
    return HttpResponse(picture.read_bytes(), kind, headers={"Cache-Control": KEPT_FOR})


def folder() -> Path:
    """Where the guide is written."""
    return Path(settings.BASE_DIR) / "docs/guide"


def text(name: str) -> str:
    """A page as it is written, with the tables that are made from the code."""
    written = (folder() / f"{name}.md").read_text(encoding="utf-8")
    return _TABLE.sub(lambda found: TABLES[found["name"]](), written)


def title(name: str) -> str:
    """The title of a page: its first line."""
    with (folder() / f"{name}.md").open(encoding="utf-8") as file:
        return file.readline().removeprefix("#").strip()


def read_page(name: str) -> Page:
    """The page as HTML. The text is ours, and HTML in it is shown, not obeyed."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(text(name))
    headings = tuple(_anchor(tokens))
    _head_cells(tokens)
    for token in tokens:
        for child in token.children or ():
            _lead(child)
    html = str(markdown.renderer.render(tokens, markdown.options, {}))
    return Page(name, title(name), html, headings)


def _anchor(tokens: list[Token]) -> list[Heading]:
    """Give every heading an id, and list those of the second rank."""
    found = []
    for token, words in pairwise(tokens):
        if token.type == "heading_open":
            place = slugify(words.content.partition(":")[0])
            token.attrSet("id", place)
            if token.tag == "h2":
                found.append(Heading(words.content.replace("`", ""), place))
    return found


def _head_cells(tokens: list[Token]) -> None:
    """Tell every cell of a table what stands at the head of its column, for narrow screens."""
    heads: list[str] = []
    column = 0
    for token, words in pairwise(tokens):
        if token.type == "table_open":
            heads = []
        elif token.type == "tr_open":
            column = 0
        elif token.type == "th_open":
            heads.append(words.content)
        elif token.type == "td_open":
            token.attrSet("data-head", heads[column])
            column += 1


def _lead(token: Token) -> None:
    """Turn links between the files into links between the pages, and show pictures lazily."""
    if token.type == "link_open":
        found = _SIBLING.match(str(token.attrGet("href")))
        if found:
            token.attrSet("href", f"/guide/{found['page']}/{found['place'] or ''}")
    if token.type == "image":
        name = str(token.attrGet("src"))
        if not (folder() / name).is_file():  # `make pictures` has not taken it yet
            token.type, token.content, token.children = "text", "", None
        token.attrSet("src", f"/guide/{name}")
        token.attrSet("loading", "lazy")
