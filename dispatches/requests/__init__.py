"""What a request may say: the middleware that stands at the doors, and what it makes of people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeGuard
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.db.models import Count, OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from dispatches.models import Mention, Person, Preference
from dispatches.models.liking import liked
from dispatches.workflow import POWERS, Power, Role

from .doors import ANYONE, Machine, door_of

DRAFT_FIELDS = ("place", "tab", "turn", "over")


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
        if not is_person(request.user) and carries_words(request):
            return send_again(request, "You are logged out: your session has ended.")
        raise PermissionDenied("Your role has not the power that this page asks for.")


class CompressedDesk(GZipMiddleware):
    """Compresses the pages of the desk; what is public keeps the tags that name its very bytes."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress it, if it is a page of the desk."""
        if not request.path.startswith(reverse("desk:queue")):
            return response
        return super().process_response(request, response)


class ClockMiddleware:
    """The pages of the desk tell the time of whoever looks, where they chose a zone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user if request.path.startswith("/desk/") else None
        zone = liked(user).zone if is_person(user) else ""
        if not zone:
            return self.get_response(request)
        with timezone.override(ZoneInfo(zone)):
            return self.get_response(request)


# Words that came too late -------------------------------------------------------------------------
NO_WORDS = frozenset(
    {"csrfmiddlewaretoken", "saw", "version", "carried", "whole"}
    | {f"draft-{name}" for name in DRAFT_FIELDS}
)
"""What a form says of itself, and nobody typed."""


def carries_words(request: HttpRequest) -> bool:
    """Whether a page of our own sent a form of the desk: the browser vouches for where it was.

    What another site sends is shown to nobody, lest they send it on in their own name.
    """
    match = request.resolver_match
    if match is None or not match.view_name.startswith("desk:") or request.method != "POST":
        return False
    origin = request.headers.get("Origin", "")
    ours = f"{request.scheme}://{request.get_host()}"
    fetched = request.headers.get("Sec-Fetch-Site", "same-origin")
    return origin == ours and fetched == "same-origin"


def send_again(request: HttpRequest, says: str) -> HttpResponse:
    """The words of a form that could not be taken, on a page from which they are sent again."""
    rows = [(name, one) for name, many in request.POST.lists() for one in many]
    context = {
        "says": says,
        "typed": [row for row in rows if row[0] not in NO_WORDS and row[1]],
        "rest": [row for row in rows if row[0] in NO_WORDS and row[0] != "csrfmiddlewaretoken"],
        "files": bool(request.FILES),
    }
    return render(request, "dispatches/again.html", context, status=403)


def token_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What a form without a good token is answered: it shows what was typed, where it may."""
    if carries_words(request):
        return send_again(request, "The form was too old: somebody logged in since it was made.")
    return render(request, "403_csrf.html", status=403)


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


class PeopleBackend(AuthenticationBackend):
    """Whoever is logged in, fetched with what every page says of them: one query, not two."""

    def get_user(self, user_id: int) -> Person | None:
        """The person with this id, and in `unread` how many notes call them that they have not
        read."""
        unread = Mention.objects.filter(person=OuterRef("pk"), read_at__isnull=True).order_by()
        many = unread.values("person").annotate(many=Count("pk")).values("many")
        people = Person.objects.select_related("preference").annotate(unread=Subquery(many))
        found = people.filter(pk=user_id).first()
        return found if found is not None and self.user_can_authenticate(found) else None


class ClosedHouse(DefaultAccountAdapter):
    """People are invited; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False


def house(request: HttpRequest) -> dict[str, Any]:
    """What every template may ask for: the site's name; who is looking, what they may and like."""
    user = getattr(request, "user", None)
    return {
        "site_name": settings.SITE_NAME,
        "training": settings.TRAINING,
        "liked": liked(user) if is_person(user) else Preference(),
        "powers": frozenset(power.value for power in Power if may(user, power)),
    }


def site_url(request: HttpRequest) -> str:
    """The address under which readers know this site, without a slash at the end."""
    if settings.SITE_URL:
        return str(settings.SITE_URL).rstrip("/")
    parts = urlsplit(request.build_absolute_uri("/"))
    return f"{parts.scheme}://{parts.netloc}"


# Which list of the queue somebody works through ---------------------------------------------------
_KEPT_AS = "queue"
_LONGEST_LIST = 1000


def remember(request: EditorRequest) -> None:
    """Keep for this session which list of the queue a story was opened from, if it was."""
    came = urlsplit(request.headers.get("Referer", ""))
    if came.path != reverse("desk:queue") or len(came.query) > _LONGEST_LIST:
        return
    if came.netloc == request.get_host() and looked_at(request) != came.query:
        request.session[_KEPT_AS] = came.query


def looked_at(request: EditorRequest) -> str:
    """What the address of that list asks for; empty: the list as it opens."""
    return str(request.session.get(_KEPT_AS, ""))
