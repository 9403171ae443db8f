import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from dispatches.models import Event, Person, guards
from dispatches.models.engine import check_engine, has_wal_reset_bug
from dispatches.tests import make
from dispatches.workflow import Role

ROOT = Path(__file__).resolve().parents[3]


def said(command: str, *words: str) -> str:
    out = StringIO()
    call_command(command, *words, stdout=out, stderr=out)
    return out.getvalue()


@pytest.mark.django_db
def test_demo_people_are_one_a_role_and_can_log_in_with_what_was_printed() -> None:
    printed = dict(line.split(" password ") for line in said("make_demo_people").splitlines())
    passwords = {name.strip(): word.split()[0] for name, word in printed.items()}
    assert set(passwords) == {role.value for role in Role if role is not Role.ANONYMOUS}
    for name, password in passwords.items():
        person = Person.objects.get(username=name)
        assert person.role == name
        assert person.check_password(password)


@pytest.mark.django_db
def test_demo_people_are_made_once() -> None:
    said("make_demo_people")
    before = list(Person.objects.order_by("pk").values())
    assert "nothing was changed" in said("make_demo_people")
    assert list(Person.objects.order_by("pk").values()) == before


@pytest.mark.django_db
def test_a_name_that_somebody_has_is_a_sentence() -> None:
    make.person(username="Chief")
    with pytest.raises(CommandError, match="There is a “chief” already"):
        said("make_demo_people")


@pytest.mark.django_db
def test_a_public_site_has_no_demo_people(settings: Settings) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="production"):
        said("make_demo_people")
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_the_first_administrator_is_invited_from_the_console() -> None:
    printed = said("invite", "rahim", "rahim@example.org", "administrator")
    assert "http://localhost:8000/accounts/password/reset/key/" in printed
    assert Person.objects.get().role == Role.ADMINISTRATOR


@pytest.mark.django_db
def test_an_invitation_that_is_refused_is_a_sentence() -> None:
    make.person(username="rahim")
    with pytest.raises(CommandError, match="There is a “rahim” already"):
        said("invite", "rahim", "rahim@example.com", "editor")


@pytest.mark.django_db
def test_a_whole_history_is_called_whole() -> None:
    make.story()
    assert said("verify_history") == f"{Event.objects.count()} events, whole.\n"


@pytest.mark.django_db
def test_a_history_that_somebody_changed_is_named_and_ends_in_an_error() -> None:
    make.story()
    guards.remove(connection)
    Event.objects.filter(number=2).update(reason="It was not me")
    guards.install(connection)
    with pytest.raises(CommandError, match="broken in 1 place"):
        said("verify_history")


@contextmanager
def served(folder: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    """A server of a new house in this folder, that ends with the test."""
    said_to = {**os.environ, "NEWSDESK_VAR": str(folder), "PYTHONUNBUFFERED": "1"}
    said_to.pop("DATABASE_URL", None)
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "-v0"], cwd=ROOT, env=said_to, check=True)
    server = subprocess.Popen(
        [*manage, "serve", *words],
        cwd=ROOT,
        env=said_to,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        yield server
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
            server.communicate()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as trial:
        return int(trial.getsockname()[1])


def fetch(port: int, path: str) -> int:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        asked = HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            asked.request("GET", path)
            return asked.getresponse().status
        except ConnectionError:
            time.sleep(0.1)
        finally:
            asked.close()
    return 0


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_server_answers_and_stops_when_told(tmp_path: Path, stop: signal.Signals) -> None:
    port = free_port()
    with served(tmp_path, "--port", str(port), "--workers", "1") as server:
        assert fetch(port, "/healthz") == 200
        server.send_signal(stop)
        printed, _ = server.communicate(timeout=30)
        assert server.returncode == 0
    for place in ("", "desk/", "admin/", "guide/"):
        assert f"http://127.0.0.1:{port}/{place}\n" in printed


def test_a_port_that_is_taken_is_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} is taken"):
            said("serve", "--port", str(port))


def test_an_address_that_is_not_here_is_a_sentence() -> None:
    with pytest.raises(CommandError, match="Nothing can listen at"):
        said("serve", "--host", "192.0.2.1")


@pytest.mark.parametrize(
    ("version", "bug"),
    [
        *(((3, 40, 1), True), ((3, 44, 5), True), ((3, 44, 6), False), ((3, 45, 0), True)),
        *(((3, 50, 6), True), ((3, 50, 7), False), ((3, 51, 2), True), ((3, 51, 3), False)),
        *(((3, 53, 4), False), ((4, 0, 0), False)),
    ],
)
def test_the_bug_is_in_these_versions(version: tuple[int, int, int], bug: bool) -> None:
    assert has_wal_reset_bug(version) is bug


def test_the_database_that_is_used_here_has_not_the_bug() -> None:
    assert check_engine() == []


def test_an_engine_with_the_bug_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    class Old:
        sqlite_version_info = (3, 40, 1)

    monkeypatch.setattr(connection, "vendor", "sqlite")
    monkeypatch.setattr(connection, "Database", Old)
    assert "3.40.1" in check_engine()[0].msg
