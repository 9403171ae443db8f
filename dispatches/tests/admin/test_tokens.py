from datetime import timedelta

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from dispatches.actions import tokens
from dispatches.actions.errors import Refused
from dispatches.actions.record import verify
from dispatches.models import Event, Token
from dispatches.tests import make
from dispatches.tests.admin.stage import at_the_desk
from dispatches.tests.admin.test_commands import said
from dispatches.workflow import Role

pytestmark = pytest.mark.django_db
ADD, LIST = (reverse(f"admin:dispatches_token_{page}") for page in ("add", "changelist"))


@pytest.fixture
def administrator() -> Client:
    return at_the_desk(Role.ADMINISTRATOR)


def revoke(client: Client, token: Token, **more: str) -> str:
    deed = {"action": "revoke", ACTION_CHECKBOX_NAME: str(token.pk)} | more
    return client.post(LIST, deed).content.decode()


def test_a_token_is_made_and_its_secret_shown_once(administrator: Client) -> None:
    fields = {"source": make.source().pk, "name": "The feeder"}
    page = administrator.post(ADD, fields)
    made = Token.objects.get()
    assertContains(page, made.begins)
    secret = page.context["made"].secret
    assertContains(page, secret, 1)
    assert tokens.token_of(secret) == made
    for address in (LIST, reverse("admin:dispatches_token_change", args=[made.pk])):
        assertNotContains(administrator.get(address), secret)
    assert Event.objects.get(kind="token").about == f"token {made.pk}"


@pytest.mark.parametrize("name", ["", "  ", "x" * 81])
def test_a_token_needs_a_name_and_a_time_to_come(administrator: Client, name: str) -> None:
    fields = {"source": make.source().pk, "name": name, "expires_at": "2019-01-01 10:00"}
    assert administrator.post(ADD, fields).status_code == 200
    assertContains(administrator.post(ADD, fields | {"name": "x"}), "expired already")
    assert not Token.objects.exists()


def test_a_token_is_revoked_after_a_look_at_what_comes_of_it(administrator: Client) -> None:
    made = make.token()
    assert "refused from now on" in revoke(administrator, made.token)
    assert tokens.token_of(made.secret)
    revoke(administrator, made.token, confirmed="yes", reason="It leaked.")
    assert tokens.token_of(made.secret) is None
    assert Event.objects.filter(kind="token", reason="It leaked.").exists()
    assert "revoked already" in revoke(administrator, made.token, confirmed="yes")
    assert verify() == []


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.CHIEF])
def test_who_manages_no_sources_makes_and_revokes_none(role: Role) -> None:
    made, person = make.token(), make.person(role)
    assert at_the_desk(role).get(ADD).status_code == 403
    with pytest.raises(PermissionDenied):
        tokens.make(make.source(), "x", by=person)
    with pytest.raises(PermissionDenied):
        tokens.revoke(made.token, by=person)
    assert Token.objects.get().revoked_at is None


def test_a_source_that_is_switched_off_gets_no_token() -> None:
    source = make.source(is_active=False)
    with pytest.raises(Refused, match="switched off"):
        tokens.make(source, "x", by=make.person(Role.ADMINISTRATOR))


def test_the_console_makes_one_too() -> None:
    make.source()
    make.person(Role.ADMINISTRATOR, username="asha")
    secret = said("make_token", "bss", "feeder", "--days", "3").splitlines()[-1]
    found = tokens.token_of(secret)
    assert found
    assert found.made_by.username == "asha"
    assert found.expires_at
    assert timedelta(days=2) < found.expires_at - timezone.now() < timedelta(days=4)


@pytest.mark.parametrize(
    ("words", "why"), [((), "--by"), (("--by", "nobody"), "nobody"), (("--by", "ed"), "power")]
)
def test_the_console_says_why_it_makes_none(words: tuple[str, ...], why: str) -> None:
    with pytest.raises(CommandError, match="there are: none"):
        said("make_token", "bss", "feeder", *words)
    make.source()
    make.person(Role.EDITOR, username="ed")
    with pytest.raises(CommandError, match=why):
        said("make_token", "bss", "feeder", *words)
    assert not Token.objects.exists()
