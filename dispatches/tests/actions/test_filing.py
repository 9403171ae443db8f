import pytest
from django.core.exceptions import PermissionDenied

from dispatches.actions.errors import Refused
from dispatches.actions.filing import hand_in
from dispatches.actions.record import verify
from dispatches.models import Event, Person, Transmission
from dispatches.tests import make
from dispatches.workflow import Role

pytestmark = pytest.mark.django_db


def hand(by: Person, text: str = "") -> None:
    raw = (text or make.first()).encode()
    hand_in(raw, source=make.source(), name="ferry.txt", channel="upload", by=by)


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.CHIEF])
def test_whoever_files_copy_is_named_in_the_history(role: Role) -> None:
    by = make.person(role)
    hand(by)
    event = Event.objects.get(kind="handed in")
    assert (event.actor, event.after) == (by, {"channel": "upload", "new": True})
    assert event.about == f"transmission {Transmission.objects.get().pk}"
    assert verify() == []


@pytest.mark.parametrize("role", [Role.CORRECTOR, Role.ADMINISTRATOR])
def test_nobody_else_files_copy(role: Role) -> None:
    with pytest.raises(PermissionDenied):
        hand(make.person(role))
    assert not Transmission.objects.exists()


def test_the_same_copy_by_another_hand_is_kept_once_and_both_are_named() -> None:
    text = make.first()
    for by in (make.editor(), make.chief()):
        hand(by, text)
    assert Transmission.objects.count() == 1
    assert Event.objects.filter(kind="handed in").values("actor").distinct().count() == 2


def test_a_source_that_is_switched_off_is_filed_for_by_nobody() -> None:
    make.source(is_active=False)
    with pytest.raises(Refused, match="switched off"):
        hand(make.editor())
