import pytest
from django.test import Client

from dispatches.requests.doors import DOORS, door_of
from dispatches.tests import make
from dispatches.tests.desk.walk import METHODS, World, addresses, wrong
from dispatches.workflow import Role

# What allauth and ninja register and this house has no use for.
CLOSED = {
    "api:api-root",
    "account_email",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_confirm_login_code",
}


def test_every_address_has_a_door_or_is_closed_on_purpose() -> None:
    assert {name for name, _ in addresses() if door_of(name) is None} == CLOSED


def test_every_door_leads_somewhere() -> None:
    assert set(DOORS) <= {name for name, _ in addresses()}


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_every_address_answers_every_method_as_its_door_says(role: Role) -> None:
    world, complaints = World(), []
    person = None if role is Role.ANONYMOUS else make.person(role, password="a-word-for-the-walk")
    client = Client(raise_request_exception=False)
    for name, pattern in addresses():
        if person:
            client.force_login(person)
        address = world.address(name, pattern)
        complaints += [wrong(client, role, method, name, address) for method in METHODS]
    assert not [complaint for complaint in complaints if complaint]
