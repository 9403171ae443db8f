"""What a request may say: the table of doors, and the middleware that stands at them."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeGuard
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed

from dispatches.models import Person
from dispatches.workflow import POWERS, Power, Role

ANYONE, MEMBER = Power.READ_PUBLIC, Power.READ_DESK


class Machine(Enum):
    """Who is no person: no role opens these doors, and no session."""

    WITH_TOKEN = 1


Door = dict[str, Power | Machine]


def _reads(power: Power) -> Door:
    return {"GET": power}


def _form(power: Power) -> Door:
    return {"GET": power, "POST": power}


_ADMIN = Power.MANAGE_SOURCES  # whom the admin lets in at all; each page there asks for more

DOORS: dict[str, Door] = {
    "public:front": _reads(ANYONE),
    "public:story": _reads(ANYONE),
    "public:story_id": _reads(ANYONE),
    "public:atom": _reads(ANYONE),
    "public:guide": _reads(ANYONE),
    "public:guide_page": _reads(ANYONE),
    "public:guide_picture": _reads(ANYONE),
    "public:robots": _reads(ANYONE),
    "public:healthz": _reads(ANYONE),
    "public:readyz": _reads(ANYONE),
    "desk:queue": _reads(MEMBER),
    "desk:story": _reads(MEMBER),
    "desk:diff": _reads(MEMBER),
    "desk:history": _reads(Power.READ_HISTORY),
    "desk:takes": _reads(MEMBER),
    "desk:rejects": _reads(MEMBER),
    "desk:transmission": _reads(MEMBER),
    "desk:raw": _reads(MEMBER),
    "desk:bytes": _reads(MEMBER),
    "desk:reject": {"POST": Power.SETTLE_REJECTS},
    "desk:file": _form(Power.FILE_COPY),
    "desk:file_preview": {"POST": Power.FILE_COPY},
    "desk:move": {"POST": MEMBER},  # the move's own row in MOVES says whose it is
    "desk:settle": {"POST": Power.SETTLE_PROBLEMS},
    "desk:settle_form": _reads(Power.SETTLE_PROBLEMS),
    "desk:paragraph": _form(Power.EDIT_COPY),
    "desk:heading": _form(Power.EDIT_COPY),
    "desk:join": _form(Power.JOIN_TAKES),
    "desk:part": {"POST": Power.JOIN_TAKES},
    "desk:apart": {"POST": Power.JOIN_TAKES},
    "desk:news": _reads(MEMBER),
    "desk:bulk": {"POST": Power.REVIEW},
    "desk:undo": {"POST": Power.REVIEW},
    "desk:view": {"POST": MEMBER},
    "desk:saved": _form(MEMBER),
    "desk:saved_change": {"POST": MEMBER},
    "api:takes": {"POST": Machine.WITH_TOKEN},
    "api:openapi-json": _reads(ANYONE),
    "account_login": _form(ANYONE),
    "account_logout": _form(ANYONE),
    "account_inactive": _reads(ANYONE),
    "account_signup": _form(ANYONE),  # answers that the house is closed
    "account_reset_password": _form(ANYONE),
    "account_reset_password_done": _reads(ANYONE),
    "account_reset_password_from_key": _form(ANYONE),
    "account_reset_password_from_key_done": _reads(ANYONE),
    "account_change_password": _form(MEMBER),
    "account_set_password": _form(MEMBER),
    "account_reauthenticate": _form(MEMBER),
}
"""Who may knock where, and how. A page that is not in this table is not there."""


def door_of(name: str) -> Door | None:
    """The door of the page with this view name; None when no door was made for it."""
    if name.startswith("admin:"):
        return _form(_ADMIN)
    return DOORS.get(name)


def is_person(user: object) -> TypeGuard[Person]:
    """Whether the request comes from somebody who is logged in."""
    return isinstance(user, Person)


def may(user: object, power: Power) -> bool:
    """Whether this user, logged in or not, has the power."""
    if is_person(user):
        return user.can(power)
    return power in POWERS[Role.ANONYMOUS]


class EditorRequest(HttpRequest):
    """A request that passed a door which only people pass: its user is a Person."""

    user: Person


class DoorMiddleware:
    """Deny by default: a request goes through a door of the table, or nowhere.

    Answers 404 for a page without a door, 405 for a method that the door does not know, the login
    page for a stranger who only wants to look, 403 for everybody else without the power.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control") and is_person(request.user):
            response["Cache-Control"] = "no-store"
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Let the request in (None), or answer it here."""
        match = request.resolver_match
        door = door_of(match.view_name) if match else None
        if door is None:
            raise Http404("There is no such page.")
        method = "GET" if request.method in ("HEAD", "OPTIONS") else str(request.method)
        if method not in door:
            return HttpResponseNotAllowed(door)
        power = door[method]
        if isinstance(power, Machine):
            return None  # the API asks for the token itself, and answers 401 without one
        if power is ANYONE or may(request.user, power):
            return None  # who it is was not asked: what everybody may see says nothing of cookies
        if not is_person(request.user) and method == "GET":
            return redirect_to_login(request.get_full_path())
        raise PermissionDenied("Your role has not the power that this page asks for.")


class BoundedUpload(FileUploadHandler):
    """Refuses a form that is too large before its files are read."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803  # Django's own name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Look at the length that was announced."""
        if content_length > settings.MAX_POST_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig("These files are too many bytes at once.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Leave it to the handlers that keep it."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave it to the handlers that keep it."""


class ClosedHouse(DefaultAccountAdapter):
    """People are invited; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False


def house(request: HttpRequest) -> dict[str, Any]:
    """What every template may ask for: the site's name, and the powers of who is looking."""
    user = getattr(request, "user", None)
    return {
        "site_name": settings.SITE_NAME,
        "powers": frozenset(power.value for power in Power if may(user, power)),
    }


def site_url(request: HttpRequest) -> str:
    """The address under which readers know this site, without a slash at the end."""
    if settings.SITE_URL:
        return str(settings.SITE_URL).rstrip("/")
    parts = urlsplit(request.build_absolute_uri("/"))
    return f"{parts.scheme}://{parts.netloc}"
