"""The API: machines post takes. It asks for a token, and answers only after the commit.

What goes wrong is told as application/problem+json, with a sentence in `detail`.
"""

from __future__ import annotations

import hashlib
import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Header, NinjaAPI, Query, Schema
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import HttpBearer

from dispatches.actions import answered, ingest, tokens
from dispatches.actions.answered import Answer
from dispatches.actions.ingest import Receipt
from dispatches.channels.posted import FIELD, Sent, Wrong, files
from dispatches.models import Token, WireItem
from dispatches.wire import formats

CHANNEL = "http"
_LONGEST_KEY = 255
_PAUSE = 5  # seconds after which one may ask again when the database is down
_TITLES = {
    400: "The post broke off or cannot be read",
    401: "No token that holds",
    403: "Nothing is taken from this source",
    411: "Its length is not said",
    413: "Too large",
    415: "Not a type that is taken",
    422: "Not to be taken as it was sent",
    429: "Too many posts",
    503: "The database does not answer",
}


class Named(Schema):
    """An item, or a story, that copy was made into."""

    id: int
    says: str


class TakenIn(Schema):
    """What became of the bytes. `reason` is a sentence when something is amiss."""

    transmission: int
    sha256: str
    new: bool
    items: list[Named]
    stories: list[Named]
    reason: str


class AllTakenIn(Schema):
    """What became of several files, in their order."""

    takes: list[TakenIn]


class Trouble(Schema):
    """A problem, as RFC 9457 has it."""

    type: str
    title: str
    status: int
    detail: str


class ByToken(HttpBearer):
    """The token in the Authorization header."""

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        """The token, when it holds now."""
        return tokens.token_of(token)


api = NinjaAPI(
    title="newsdesk",
    version="1",
    description="Post wire copy of any format; it is kept before it is answered.",
    auth=ByToken(),
    docs_url=None,
    urls_namespace="api",
)

_BODY = {"schema": {"type": "string", "format": "binary"}}
_FORM = {
    "schema": {
        "type": "object",
        "properties": {FIELD: {"type": "array", "items": _BODY["schema"]}},
        "required": [FIELD],
    }
}
_KINDS = ("application/octet-stream", "text/*", "application/json", "application/xml")
_POST: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": dict.fromkeys(_KINDS, _BODY) | {"multipart/form-data": _FORM},
    }
}
_ANSWERS: dict[Any, Any] = dict.fromkeys((200, 201, 202), TakenIn | AllTakenIn)
_ANSWERS |= dict.fromkeys(_TITLES, Trouble)


@api.post("/takes", url_name="takes", response=_ANSWERS, openapi_extra=_POST)
def takes(
    request: HttpRequest,
    name: Query[str] = "",
    read_as: Query[str] = "",
    idempotency_key: Header[str] = "",
) -> HttpResponse:
    """Take copy in. 201: kept and read; 202: kept, and not read (`reason` says why); 200: these
    bytes had come already. Several files in a form are answered together, with the highest of
    their statuses."""
    token: Token = request.auth  # type: ignore[attr-defined]  # ninja puts it there
    _admit(token, read_as, idempotency_key)
    sent = files(request, name)
    sum_ = _sum(sent, read_as)
    if idempotency_key and (answer := answered.begin(token, idempotency_key, sum_)):
        return _reply(answer, replayed=True)
    made = _take_in(token, sent, read_as)
    answer = answered.finish(token, idempotency_key, made) if idempotency_key else made
    return _reply(answer, replayed=answer is not made)


def _admit(token: Token, read_as: str, key: str) -> None:
    """Turn away what is not to be read at all."""
    if not token.source.is_active:
        raise Wrong(403, f"“{token.source}” is switched off; nothing is taken from it.")
    if wait := _overrun(token):
        raise Wrong(429, f"More than {settings.TAKES_A_MINUTE} posts a minute. Wait {wait} s.")
    if read_as and read_as not in formats.NAMES:
        raise Wrong(422, f"“{read_as[:40]}” is no format; write one of {', '.join(formats.NAMES)}.")
    if len(key) > _LONGEST_KEY or not (key.isascii() and key.isprintable()):
        raise Wrong(422, f"An Idempotency-Key has {_LONGEST_KEY} plain characters at most.")
    if tokens.note_use(token):
        answered.forget_old()


def _overrun(token: Token) -> int:
    """The seconds for which a token must wait that has posted too much this minute, else 0."""
    most, now = settings.TAKES_A_MINUTE, int(time.time())
    if not most:
        return 0
    counted = f"takes-{token.pk}-{now // 60}"
    if cache.add(counted, 1, timeout=120):
        return 0
    try:
        posts = cache.incr(counted)
    except ValueError:  # it was forgotten between the two questions
        return 0
    return 60 - now % 60 if posts > most else 0


def _sum(sent: list[Sent], read_as: str) -> str:
    """What tells whether a post is the same as another."""
    parts = [hashlib.sha256(one.raw).hexdigest() for one in sent]
    if len(parts) == 1 and not read_as:
        return parts[0]
    return hashlib.sha256(" ".join([read_as, *parts]).encode()).hexdigest()


def _take_in(token: Token, sent: list[Sent], read_as: str) -> Answer:
    told = []
    for one in sent:
        receipt = ingest.receive(
            one.raw, source=token.source, name=one.name, channel=CHANNEL, read_as=read_as
        )
        told.append((_status(receipt), _said(receipt)))
    if len(told) == 1:
        return Answer(*told[0])
    return Answer(max(status for status, _ in told), {"takes": [said for _, said in told]})


def _status(receipt: Receipt) -> int:
    if not receipt.new:
        return 200
    return 201 if receipt.items else 202


def _said(receipt: Receipt) -> dict[str, Any]:
    kept = receipt.transmission
    return {
        "transmission": kept.pk if kept else None,
        "sha256": kept.sha256 if kept else "",
        "new": receipt.new,
        "items": [{"id": item.pk, "says": _words(item)} for item in receipt.items],
        "stories": [{"id": story.pk, "says": str(story)} for story in receipt.stories],
        "reason": receipt.reason,
    }


def _words(item: WireItem) -> str:
    return " ".join(filter(None, (item.serial, item.headline or item.slug)))


def _reply(answer: Answer, *, replayed: bool) -> HttpResponse:
    in_order = {"sort_keys": True}  # a database does not keep the order, and a replay is the same
    response = JsonResponse(answer.said, status=answer.status, json_dumps_params=in_order)
    response["Cache-Control"] = "no-store"
    if replayed:
        response["Idempotency-Replayed"] = "true"
    return response


# What goes wrong ----------------------------------------------------------------------------------
def _problem(status: int, says: str) -> HttpResponse:
    body = {"type": "about:blank", "title": _TITLES[status], "status": status, "detail": says}
    response = JsonResponse(body, status=status, content_type="application/problem+json")
    response["Cache-Control"] = "no-store"
    return response


@api.exception_handler(Wrong)
def _wrong(request: HttpRequest, wrong: Wrong) -> HttpResponse:
    response = _problem(wrong.status, wrong.says)
    if wrong.status == 429:
        response["Retry-After"] = str(60 - int(time.time()) % 60)
    return response


@api.exception_handler(answered.OtherBytes)
def _other_bytes(request: HttpRequest, other: answered.OtherBytes) -> HttpResponse:
    return _problem(422, str(other))


@api.exception_handler(ValidationError)
def _not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    names = sorted({str(one["loc"][-1]) for one in error.errors})
    return _problem(422, f"This cannot be read: {', '.join(names)}.")


@api.exception_handler(AuthenticationError)
def _stranger(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    says = "Send “Authorization: Bearer nd_...” with a token that is neither revoked nor expired."
    response = _problem(401, says)
    response["WWW-Authenticate"] = 'Bearer realm="newsdesk"'
    return response


@api.exception_handler(OperationalError)
@api.exception_handler(InterfaceError)
def _down(request: HttpRequest, error: Exception) -> HttpResponse:
    says = "Nothing was acknowledged; send it again. What was kept already is not kept twice."
    response = _problem(503, says)
    response["Retry-After"] = str(_PAUSE)
    return response
