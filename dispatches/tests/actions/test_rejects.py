from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from dispatches.actions import rejects
from dispatches.actions.errors import Refused
from dispatches.actions.record import verify
from dispatches.models import Event, Person, Transmission, WireItem
from dispatches.tests import make
from dispatches.workflow import Role

pytestmark = pytest.mark.django_db
REJECTED, HELD = Transmission.State.REJECTED, Transmission.State.HELD

DEEDS: dict[str, Callable[[Transmission, Person], Any]] = {
    "retry": lambda sent, by: rejects.retry(sent, by=by),
    "now": lambda sent, by: rejects.read_now(sent, by=by),
    "as": lambda sent, by: rejects.read_as(sent, "text", by=by),
    "plain": lambda sent, by: rejects.accept_as_text(sent, by=by),
    "discard": lambda sent, by: rejects.discard(sent, by=by, reason="An exercise."),
    "back": lambda sent, by: rejects.take_back(sent, by=by),
}


def waiting(state: str = REJECTED, text: str | bytes = "") -> Transmission:
    """Copy that was kept and not read."""
    raw = text if isinstance(text, bytes) else (text or make.first()).encode()
    return Transmission.objects.create(
        source=make.source(), sha256=sha256(raw).hexdigest(), size=len(raw), content=raw,
        name="ferry.txt", received_at=make.NOON, state=state, reason="It was not read.",
    )  # fmt: skip


def fresh(sent: Transmission) -> Transmission:
    return Transmission.objects.get(pk=sent.pk)


@pytest.mark.parametrize("name", ["as", "plain", "retry"])
def test_a_reject_is_read_after_all_and_its_copy_filed(name: str) -> None:
    sent = waiting()
    receipt = DEEDS[name](sent, make.editor())
    assert receipt.items
    assert receipt.stories
    assert fresh(sent).state == Transmission.State.READ
    assert fresh(sent).read_as == ("" if name == "retry" else "text")
    assert Event.objects.filter(about=f"transmission {sent.pk}", actor__isnull=False).count() == 1
    assert verify() == []


@pytest.mark.parametrize("name", ["as", "plain", "now", "discard"])
def test_what_is_held_may_be_read_or_set_aside(name: str) -> None:
    sent = waiting(HELD)
    DEEDS[name](sent, make.editor())
    assert fresh(sent).state != HELD
    assert WireItem.objects.exists() is (name != "discard")


def test_what_holds_no_words_stays_where_it_is_with_the_reason() -> None:
    sent = make.transmission(b"\x89PNG\r\n\x1a\n")
    before = fresh(sent).__dict__ | {"_state": None}
    with pytest.raises(Refused, match="PNG"):
        rejects.read_as(sent, "text", by=make.editor())
    with pytest.raises(Refused, match="no words"):
        rejects.accept_as_text(sent, by=make.editor())
    assert fresh(sent).__dict__ | {"_state": None} == before
    with pytest.raises(Refused, match="no format"):
        rejects.read_as(sent, "telex", by=make.editor())


def test_words_that_look_like_something_else_are_accepted() -> None:
    sent = waiting(text=b"%PDF is what the clerk wrote\x00 above his note on the harbour.\n")
    assert rejects.accept_as_text(sent, by=make.editor()).items
    assert fresh(sent).read_as == "words"
    assert "the clerk wrote" in str(WireItem.objects.get().body)


def test_a_reader_that_fails_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_args: object, **_more: object) -> None:
        raise KeyError("a")

    sent = waiting()
    monkeypatch.setattr("dispatches.wire.pipeline.read", fails)
    with pytest.raises(Refused, match="KeyError"):
        rejects.read_as(sent, "text", by=make.editor())
    assert (fresh(sent).state, fresh(sent).read_as) == (REJECTED, "")


@pytest.mark.parametrize("state", [REJECTED, HELD])
def test_what_was_discarded_keeps_its_bytes_and_can_be_taken_back(state: str) -> None:
    sent, editor = waiting(state), make.editor()
    rejects.discard(sent, by=editor, reason="A picture.")
    assert fresh(sent).state == Transmission.State.DISCARDED
    assert fresh(sent).raw() == sent.raw()
    assert Event.objects.get(kind="discarded").reason == "A picture."
    rejects.take_back(sent, by=editor)
    assert (fresh(sent).state, fresh(sent).reason) == (state, "It was not read.")
    assert verify() == []


def test_discarding_needs_a_reason() -> None:
    with pytest.raises(Refused, match="why"):
        rejects.discard(waiting(), by=make.editor(), reason="  ")


@pytest.mark.parametrize("name", DEEDS)
def test_who_was_slower_is_told_how_it_stands_and_nothing_is_done_twice(name: str) -> None:
    sent = waiting()
    rejects.retry(sent, by=make.editor())
    before = Event.objects.count()
    with pytest.raises(Refused, match="read"):
        DEEDS[name](sent, make.editor())
    assert (Event.objects.count(), WireItem.objects.count()) == (before, 1)


@pytest.mark.parametrize("name", DEEDS)
@pytest.mark.parametrize("role", [Role.REPORTER, Role.ADMINISTRATOR])
def test_it_takes_the_power(name: str, role: Role) -> None:
    sent = waiting()
    with pytest.raises(PermissionDenied):
        DEEDS[name](sent, make.person(role))
    assert fresh(sent).state == REJECTED


def test_a_chief_and_a_corrector_have_it_too() -> None:
    for role in (Role.CHIEF, Role.CORRECTOR):
        assert rejects.retry(waiting(), by=make.person(role)).items


def test_nothing_is_read_of_bytes_that_have_gone() -> None:
    sent = waiting()
    Transmission.objects.filter(pk=sent.pk).update(content=b"", forgotten_at=make.NOON)
    for name in ("as", "plain", "discard"):
        with pytest.raises(Refused, match="gone"):
            DEEDS[name](sent, make.editor())
