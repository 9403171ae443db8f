"""Every address there is, walked by every role with every method, against the table of doors."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from dispatches.actions import saved
from dispatches.models import Story
from dispatches.requests.doors import Door, Machine, door_of
from dispatches.tests import make
from dispatches.workflow import POWERS, Role, Status

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
FINE = frozenset({200, 204, 301, 302, 304, 400, 422})
_PARAMETER = {True: re.compile(r"<(?:\w+:)?(\w+)>"), False: re.compile(r"\(\?P<(\w+)>[^)]*\)")}


def addresses(
    resolver: URLResolver | None = None, space: str = "", before: str = ""
) -> Iterator[tuple[str, str]]:
    """Every name and address pattern; parameters stand in them as {name}."""
    for pattern in (resolver or get_resolver()).url_patterns:
        here = before + _plain(pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern, inner, here)
        else:
            yield f"{space}{pattern.name or pattern.lookup_str}", f"/{here}"


def _plain(pattern: URLPattern | URLResolver) -> str:
    is_route = isinstance(pattern.pattern, RoutePattern)
    text = _PARAMETER[is_route].sub(r"{\1}", str(pattern.pattern))
    return text if is_route else text.strip("^$").replace("\\", "")


class World:
    """Something behind every address."""

    def __init__(self) -> None:
        work = make.damaged()
        out = make.story(status=Status.PUBLISHED)
        self.desk = self._desk(work)
        self.saved = saved.keep("Waiting", "assembly=open", by=make.editor(), shared=True).pk
        self.kept = work.placings.get().item.transmission_id
        self.public = {"pk": out.pk, "words": out.get_absolute_url().rstrip("/").partition("-")[2]}
        self.public |= {"page": _first("*.md", "x"), "name": _first("pictures/*.png", "none.png")}

    @staticmethod
    def _desk(work: Story) -> dict[str, object]:
        found = make.problem(work)
        return {
            "pk": work.pk,
            "name": "claim",
            "problem": found.pk,
            "how": "typed",
            "deed": "retry",
            "key": found.paragraph_key,
            "span": "raw..now",
            "place": f"p-{found.paragraph_key}",
            "draft": 1,
            "object_id": 1,
            "content_type_id": 1,
            "app_label": "dispatches",
            "url": "nowhere/",
            "uidb36": "1",
            "other": work.pk,
        }

    def address(self, name: str, pattern: str) -> str:
        """The address filled in."""
        values = self.public if name.startswith("public:") else self.desk | {"pk": self.kept}
        if name == "desk:saved_change":
            return pattern.format(pk=self.saved, deed="share")
        if name.startswith("desk:s") or "/s/" in pattern:
            values = self.public if name.startswith("public:") else self.desk
        return pattern.format_map({"key": "x", **values})


def _first(pattern: str, otherwise: str) -> str:
    found = sorted((Path(settings.BASE_DIR) / "docs" / "guide").glob(pattern))
    if not found:
        return otherwise
    return found[0].name if pattern.startswith("pictures") else found[0].stem


def wrong(client: Client, role: Role, method: str, name: str, address: str) -> str:
    """What is wrong with the answer, in a line; empty when it is what the table says."""
    answer = client.generic(method, address)
    wanted = expected(door_of(name), role, method, name)
    if answer.status_code in wanted:
        return ""
    return f"{role} {method} {name} {address}: {answer.status_code}, not one of {sorted(wanted)}"


def expected(
    door: Door | Mapping[str, object] | None, role: Role, method: str, name: str
) -> set[int]:
    """The statuses with which this door may answer this role."""
    asks = "GET" if method in ("HEAD", "OPTIONS") else method
    if door is None:
        return {404}
    if asks not in door:
        return {405}
    if door[asks] not in POWERS[role]:
        refused = 401 if isinstance(door[asks], Machine) else 403  # no role opens what asks a token
        return {302} if role is Role.ANONYMOUS and asks == "GET" else {refused}
    if name.startswith("admin:"):  # each page there asks for more, and tells in its own way
        return set(FINE) | {403, 404, 405}
    if name.startswith("account_"):  # throttled: too many tries are an answer too
        return set(FINE) | {429}
    own = name in (
        "public:guide_picture",
        "desk:discard",
    )  # a draft is its person's, and 404 to all
    return set(FINE) | ({404} if own else set())
