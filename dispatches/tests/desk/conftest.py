"""Somebody at the desk: a browser that is logged in as a role."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from lxml import html

from dispatches.models import Person, Story
from dispatches.tests import make
from dispatches.workflow import Role


class Desk:
    """A person at a browser."""

    def __init__(self, role: Role | None) -> None:
        self.client = Client()
        self.person: Person | None = None
        if role not in (None, Role.ANONYMOUS):
            self.person = make.person(role)
            self.client.force_login(self.person)

    def open(self, name: str, /, *args: object, **asked: Any) -> HttpResponse:
        """Open a page of the desk."""
        return self.client.get(reverse(f"desk:{name}", args=args), asked)  # type: ignore[return-value]

    def send(self, name: str, /, *args: object, **said: Any) -> HttpResponse:
        """Send a form of the desk."""
        return self.client.post(reverse(f"desk:{name}", args=args), said)  # type: ignore[return-value]

    def swap(self, name: str, /, *args: object, **said: Any) -> HttpResponse:
        """Send a form of the desk as HTMX does."""
        address = reverse(f"desk:{name}", args=args)
        return self.client.post(address, said, headers=HTMX)  # type: ignore[return-value]

    def page(self, name: str, *args: object, **asked: Any) -> str:
        """The text of a page that works."""
        answer = self.open(name, *args, **asked)
        assert answer.status_code == 200
        return answer.content.decode()


At = Callable[[Role], Desk]
HTMX = {"HX-Request": "true"}


def parsed(page: str) -> Any:
    """A page as a tree; lxml tells its types too finely for a test."""
    return html.fromstring(page)


@pytest.fixture
def at(db: None) -> At:
    """Sit down at the desk in a role."""
    return Desk


@pytest.fixture
def editor(db: None) -> Desk:
    """An editor at the desk."""
    return Desk(Role.EDITOR)


@pytest.fixture
def chief(db: None) -> Desk:
    """A chief at the desk."""
    return Desk(Role.CHIEF)


@pytest.fixture
def story(db: None) -> Story:
    """A story with one paragraph that broke off."""
    return make.damaged()
