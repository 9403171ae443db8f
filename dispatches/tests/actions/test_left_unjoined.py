"""What was filed while joining failed: nothing waits for ever, and a kill least of all."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.utils import timezone

from dispatches.actions import breaker, ingest, join
from dispatches.models import Source, Story, Transmission, WireItem
from dispatches.tests import make

pytestmark = pytest.mark.django_db


def unjoined(text: str) -> ingest.Receipt:
    """Kept and filed by a process that ended before it joined."""
    return ingest.receive(text.encode(), source=make.source(), name="a.txt", join=False)


def test_a_kill_that_was_filed_and_not_joined_stops_its_story_at_the_next_look() -> None:
    make.ingest(make.first("BFF-11"))
    unjoined(make.kill("BFF-12", names="BFF-11"))
    assert not Story.objects.get().blockers().exists()
    join.look_again(now=timezone.now())
    assert [one.code for one in Story.objects.get().blockers()] == ["C10"]


def test_what_is_sent_again_after_its_joining_failed_is_joined() -> None:
    text = make.first("BFF-11")
    unjoined(text)
    again = ingest.receive(text.encode(), source=make.source(), name="a.txt")
    assert (again.new, len(again.stories), again.reason) == (False, 1, "")


def test_a_story_that_cannot_be_joined_holds_up_no_other_source(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = join.join_now

    def fails(source: Source, *given: object, **more: object) -> None:
        if source.slug == "bss":
            raise LookupError("a take that breaks joining")
        real(source, *given, **more)  # type: ignore[arg-type]

    unjoined(make.first("BFF-11"))
    other = make.source("other")
    ingest.receive(make.first("BFF-12").encode(), source=other, name="b.txt", join=False)
    monkeypatch.setattr(join, "join_now", fails)
    told = join.look_again(now=timezone.now())
    assert [story.source.slug for story in told] == ["other"]


def test_a_database_that_goes_away_while_joining_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*given: object, **more: object) -> None:
        raise OperationalError

    monkeypatch.setattr(join, "join_now", away)
    with pytest.raises(OperationalError):
        make.ingest(make.first("BFF-11"))
    assert WireItem.objects.unjoined().count() == 1


def test_bytes_that_another_has_read_meanwhile_are_not_held() -> None:
    sent = unjoined(make.first("BFF-11")).transmission
    Source.objects.update(tripped_at=timezone.now())
    assert sent is not None
    assert breaker.stopped(sent, timezone.now()) == ""
    assert Transmission.objects.get().state == Transmission.State.READ
