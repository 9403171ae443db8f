"""What the tests of the admin stand on: one take that came in, and who is logged in."""

from django.test import Client

from dispatches.models import Person, Story, Transmission, WireItem
from dispatches.tests import make
from dispatches.workflow import Role

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def came(copy: str = "It rained.", number: int = 21) -> Transmission:
    """A take that came in, was read and joined."""
    text = make.first(f"BFF-{number}", slug="FERRY-FARES", body=("Fares go up.", copy))
    receipt = make.ingest(text, name=f"ferry-{number}.txt")
    assert receipt.transmission
    return receipt.transmission


def item(copy: str = "It rained.", number: int = 21) -> WireItem:
    """The item read out of it."""
    return came(copy, number).items.get()


def story() -> Story:
    """The story that it makes."""
    return Story.objects.get(placings__item=item())


def corrector() -> Person:
    """Who puts data right."""
    return make.person(Role.CORRECTOR)


def at_the_desk(role: Role) -> Client:
    """A browser in which somebody of this role is logged in."""
    client = Client()
    client.force_login(make.person(role))
    return client
