import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from dispatches.actions import tokens
from dispatches.models import Answered, Event, Source, Token, Transmission
from dispatches.tests import make
from dispatches.tests.api.poster import WHERE, Poster
from dispatches.workflow import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def poster() -> Poster:
    return Poster()


def upload(text: str | bytes, name: str) -> io.BytesIO:
    file = io.BytesIO(text if isinstance(text, bytes) else text.encode())
    file.name = name
    return file


def told(answer: Any, status: int) -> str:
    """The sentence of a problem of this status."""
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    said = answer.json()
    assert (said["status"], answer["Cache-Control"]) == (status, "no-store")
    return str(said["detail"])


def test_a_take_that_is_posted_is_kept_as_it_came_read_and_joined(poster: Poster) -> None:
    text = make.first("BFF-40", headline="Rain at last")
    answer = poster.post(text, f"{WHERE}?name=rain.txt")
    kept = Transmission.objects.get()
    assert (answer.status_code, kept.raw(), kept.name) == (201, text.encode(), "rain.txt")
    said = answer.json()
    assert (said["transmission"], said["sha256"]) == (kept.pk, kept.sha256)
    assert said["items"][0]["says"] == "BFF-40 Rain at last"
    assert said["stories"][0]["says"] == "Rain at last"
    assert (said["new"], said["reason"], kept.arrivals.get().channel) == (True, "", "http")


def test_the_same_bytes_make_nothing_new_and_say_so(poster: Poster) -> None:
    text = make.first()
    first, again = poster.post(text), poster.post(text)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json() | {"new": False}


def test_what_cannot_be_read_is_kept_and_the_reason_told(poster: Poster) -> None:
    answer = poster.post(b"%PDF-1.4 nothing to read")
    assert answer.status_code == 202
    assert "PDF" in answer.json()["reason"]
    assert Transmission.objects.rejected().count() == 1


def test_what_is_held_unread_is_told_so(poster: Poster) -> None:
    make.source(most_an_hour=1)
    answers = [poster.post(make.first()) for _ in range(3)]
    assert answers[-1].status_code == 202
    assert "sent too much" in answers[-1].json()["reason"]
    assert Transmission.objects.filter(state="held").exists()


def test_files_of_a_form_are_answered_together(poster: Poster) -> None:
    sent = [upload(make.first(), "one.txt"), upload(b"\x89PNG", "ফেরি/../x.png")]
    answer = poster.form(file=sent)
    assert answer.status_code == 202
    assert [one["new"] for one in answer.json()["takes"]] == [True, True]
    assert Transmission.objects.count() == 2


def test_a_format_may_be_named(poster: Poster) -> None:
    poster.post(make.first(), f"{WHERE}?read_as=text")
    assert Transmission.objects.get().read_as == "text"
    assert "telex" in told(poster.post(make.first(), f"{WHERE}?read_as=telex"), 422)


@pytest.mark.parametrize("name", ["a%00b", "%ED%A0%80", "../../etc/passwd", "x" * 3000, "আজ.txt"])
@pytest.mark.parametrize("body", [b"a\x00b\xff", b"\xed\xa0\x80 word", b"\x00" * 40])
def test_any_name_and_any_bytes_are_kept(poster: Poster, name: str, body: bytes) -> None:
    assert poster.post(body, f"{WHERE}?name={name}").status_code in (201, 202)
    assert Transmission.objects.get().raw() == body


# Who may ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("said", ["", "Bearer ", "Bearer nd_wrong", "Basic x", "Bearer nd_\xe9"])
def test_without_a_token_that_holds_nothing_is_kept(poster: Poster, said: str) -> None:
    answer = poster.post(make.first(), Authorization=said)
    assert "Bearer" in told(answer, 401)
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert not Transmission.objects.exists()


def test_a_token_that_was_revoked_or_has_expired_opens_nothing(poster: Poster) -> None:
    tokens.revoke(poster.token, by=make.person(Role.CORRECTOR))
    told(poster.post(make.first()), 401)
    late = Poster()
    Token.objects.filter(pk=late.token.pk).update(expires_at=timezone.now())
    told(late.post(make.first()), 401)
    assert not Transmission.objects.exists()


def test_a_source_that_is_switched_off_takes_nothing(poster: Poster) -> None:
    Source.objects.update(is_active=False)
    assert "switched off" in told(poster.post(make.first()), 403)
    assert not Transmission.objects.exists()


def test_a_person_at_the_desk_is_no_machine(poster: Poster) -> None:
    poster.client.force_login(make.chief())
    told(poster.post(make.first(), Authorization=""), 401)


def test_no_cookie_is_set_or_asked_for_and_no_page_guards_the_post(poster: Poster) -> None:
    poster.client = Client(enforce_csrf_checks=True)
    answer = poster.post(make.first())
    assert (answer.status_code, dict(answer.cookies)) == (201, {})
    assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_there_is_no_other_way_than_to_post(poster: Poster, method: str) -> None:
    said = {"Authorization": f"Bearer {poster.secret}"}
    assert poster.client.generic(method, WHERE, headers=said).status_code == 405


def test_the_use_of_a_token_is_noted_once_a_minute(poster: Poster) -> None:
    poster.post(make.first())
    first = Token.objects.get().used_at
    poster.post(make.first())
    assert first
    assert Token.objects.get().used_at == first
    Token.objects.update(used_at=first - timedelta(minutes=2))
    poster.post(make.first())
    assert Token.objects.get().used_at >= first  # type: ignore[operator]


# What is not taken --------------------------------------------------------------------------------
def test_too_much_is_refused_before_it_is_read(poster: Poster, settings: Settings) -> None:
    settings.MAX_TRANSMISSION_BYTES = 100
    nothing_to_read = io.BytesIO()
    nothing_to_read.close()
    answer = poster.broken(CONTENT_LENGTH="101", **{"wsgi.input": nothing_to_read})
    assert "100" in told(answer, 413)
    assert "100" in told(poster.form(file=upload("x" * 101, "long.txt")), 413)
    assert not Transmission.objects.exists()


def test_what_broke_off_is_never_taken_for_a_whole(poster: Poster) -> None:
    assert "broke off" in told(poster.broken(CONTENT_LENGTH="400"), 400)
    chunked = poster.broken(CONTENT_LENGTH="", HTTP_TRANSFER_ENCODING="chunked")
    assert "Content-Length" in told(chunked, 411)
    assert not Transmission.objects.exists()


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "image/png", "nonsense"])
def test_a_type_that_is_no_copy_is_refused(poster: Poster, kind: str) -> None:
    assert "octet-stream" in told(poster.post(make.first(), content_type=kind), 415)
    assert not Transmission.objects.exists()


@pytest.mark.parametrize("body", [b"", b"--x\r\n\r\n--x--\r\n", b"no boundary at all"])
def test_an_empty_or_broken_form_is_refused(poster: Poster, body: bytes) -> None:
    kind = "multipart/form-data; boundary=x"
    assert poster.post(body, content_type=kind).status_code in (400, 422)
    assert "no byte" in told(poster.post(b""), 422)
    assert not Transmission.objects.exists()


def test_more_posts_a_minute_than_are_allowed_must_wait(poster: Poster, settings: Settings) -> None:
    settings.TAKES_A_MINUTE = 2
    answers = [poster.post(make.first()) for _ in range(5)]
    late = [answer for answer in answers if answer.status_code == 429]
    assert late
    assert 1 <= int(late[0]["Retry-After"]) <= 60
    assert Transmission.objects.count() == len(answers) - len(late)


def test_when_the_database_is_down_nothing_is_acknowledged(
    poster: Poster, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_args: object, **_more: object) -> None:
        raise OperationalError("the connection is closed")

    monkeypatch.setattr("dispatches.actions.ingest._keep", down)
    answer = poster.post(make.first())
    assert "send it again" in told(answer, 503)
    assert int(answer["Retry-After"]) > 0
    monkeypatch.undo()
    monkeypatch.setattr("dispatches.actions.tokens.token_of", down)
    told(poster.post(make.first()), 503)


# Idempotency --------------------------------------------------------------------------------------
def test_the_same_key_with_the_same_bytes_is_answered_the_same(poster: Poster) -> None:
    text = make.first()
    first, again = (poster.post(text, **{"Idempotency-Key": "a-1"}) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again["Idempotency-Replayed"] == "true"
    assert not first.has_header("Idempotency-Replayed")
    assert Transmission.objects.get().arrivals.count() == 1


def test_the_same_key_with_other_bytes_is_refused(poster: Poster) -> None:
    poster.post(make.first(), **{"Idempotency-Key": "a-1"})
    assert "other bytes" in told(poster.post(make.first(), **{"Idempotency-Key": "a-1"}), 422)
    assert Transmission.objects.count() == 1


def test_a_key_is_its_token_s_own_and_may_not_be_anything(poster: Poster) -> None:
    other = Poster()
    for one in (poster, other):
        assert one.post(make.first(), **{"Idempotency-Key": "a-1"}).status_code == 201
    told(poster.post(make.first(), **{"Idempotency-Key": "x" * 256}), 422)


def test_a_post_that_died_before_it_was_answered_is_taken_up_again(poster: Poster) -> None:
    text = make.first()
    poster.post(text, **{"Idempotency-Key": "a-1"})
    Answered.objects.update(status=0, answer={})
    again = poster.post(text, **{"Idempotency-Key": "a-1"})
    assert (again.status_code, again.json()["new"]) == (200, False)
    assert Answered.objects.get().status == 200


def test_old_keys_are_forgotten(poster: Poster) -> None:
    poster.post(make.first(), **{"Idempotency-Key": "a-1"})
    Answered.objects.update(at=timezone.now() - timedelta(days=8))
    Token.objects.update(used_at=None)
    poster.post(make.first())
    assert not Answered.objects.exists()


# What it says of itself ---------------------------------------------------------------------------
def test_the_api_describes_itself(client: Client) -> None:
    told = client.get("/api/v1/openapi.json").json()
    post = told["paths"]["/api/v1/takes"]["post"]
    assert told["openapi"].startswith("3.1")
    assert "application/octet-stream" in post["requestBody"]["content"]
    assert {"200", "201", "202", "401", "413", "422", "503"} <= set(post["responses"])
    assert post["security"]
    assert client.get("/api/v1/").status_code == 404


def test_no_secret_is_kept_anywhere(poster: Poster) -> None:
    poster.post(make.first())
    row = Token.objects.get()
    assert poster.secret.startswith("nd_")
    assert len(poster.secret) > 43
    for said in (str(row), repr(row.__dict__), repr([*Event.objects.values()])):
        assert poster.secret not in said
        assert poster.secret[8:] not in said
