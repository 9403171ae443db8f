import io
import sys

import pytest
from django.core.management import call_command
from django.db import OperationalError
from pytest_django import Settings

from dispatches.actions import ingest
from dispatches.models import Arrival, Event, Source, Transmission
from dispatches.tests import make

pytestmark = pytest.mark.django_db(transaction=True)

MAIL = f"From: wire@example.org\r\nSubject: Gauge\r\n\r\n{make.first()}".encode()


def hand_over(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> int:
    """The exit status of the command for this mail."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    try:
        call_command("receive_mail", "--source", "bss", "--name", "7.eml")
    except SystemExit as end:
        return int(str(end.code))
    return 0


def test_a_mail_is_kept_as_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    assert hand_over(monkeypatch, MAIL) == 0
    kept = Transmission.objects.get()
    assert (kept.raw(), kept.source.slug, kept.name) == (MAIL, "bss", "7.eml")
    assert Arrival.objects.get().channel == "mail"


def test_a_mail_that_cannot_be_read_is_kept_too(monkeypatch: pytest.MonkeyPatch) -> None:
    assert hand_over(monkeypatch, b"\x89PNG\r\n\x00") == 0
    assert Transmission.objects.count() == 1


def test_a_mail_that_the_database_does_not_keep_stays_with_the_mail_server(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OperationalError("password=sesame")

    for name in ("_keep", "source_for"):
        with monkeypatch.context() as patch:
            patch.setattr(ingest, name, fail)
            assert hand_over(patch, MAIL) == 75
    assert Transmission.objects.count() == 0
    assert "sesame" not in capsys.readouterr().err
    assert hand_over(monkeypatch, MAIL) == 0


def test_a_mail_that_is_too_large_goes_back_and_is_named(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.MAX_TRANSMISSION_BYTES = 100
    assert hand_over(monkeypatch, b"x" * 3_000_000) == 65
    assert "3,000,000 bytes" in capsys.readouterr().err
    assert Transmission.objects.count() == 0
    assert Event.objects.get(kind="refused").after["size"] == 3_000_000
    assert Source.objects.get().slug == "bss"
