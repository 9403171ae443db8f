import json
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError

from dispatches.actions import correct, join
from dispatches.actions.edit import edit_heading
from dispatches.actions.record import verify
from dispatches.actions.reread import look, reread
from dispatches.actions.settle import settle
from dispatches.models import Event, Story, Transmission, WireItem
from dispatches.tests import make
from dispatches.tests.admin.test_commands import said
from dispatches.wire import pipeline
from dispatches.wire.values import Kind, Take, Unreadable
from dispatches.workflow import Role, Status

pytestmark = pytest.mark.django_db
TEXT = make.first("BFF-40", slug="FERRY-FARES", headline="Fares go up", body=("One.", make.DAMAGED))


class Newer:
    """Code that reads some things otherwise than it did."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.read = pipeline.read
        self.patch = monkeypatch

    def takes(self, *made: Take | dict[str, Any]) -> None:
        """From now on each take is read with these fields; more of them are takes besides."""

        def reads(raw: bytes, **how: Any) -> Any:
            reading = self.read(raw, **how)
            first, *more = made
            assert isinstance(first, dict)
            extra = [replace(reading.takes[0], place_on_page=n, **one)  # type: ignore[arg-type]
                     for n, one in enumerate(more, 1)]  # fmt: skip
            return replace(reading, takes=(replace(reading.takes[0], **first), *extra))

        self.patch.setattr(pipeline, "read", reads)

    def fails(self, fault: Exception) -> None:
        """From now on it cannot be read."""

        def reads(*_args: object, **_more: object) -> None:
            raise fault

        self.patch.setattr(pipeline, "read", reads)


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> Newer:
    return Newer(monkeypatch)


@pytest.fixture
def story() -> Story:
    return make.story(TEXT)


def sent() -> Transmission:
    return Transmission.objects.select_related("source").order_by("pk").first()  # type: ignore[return-value]


def counts() -> list[int]:
    return [model.objects.count() for model in (WireItem, Event, Story)]


def test_the_same_code_reads_the_same(story: Story) -> None:
    before = counts()
    assert not look(sent()).differs
    assert reread(sent()).filed == 0
    assert counts() == before


def test_a_moment_is_the_same_in_every_zone(story: Story, newer: Newer) -> None:
    newer.takes({"stated_at": make.NOON.astimezone(ZoneInfo("Asia/Dhaka"))})
    assert reread(sent()).filed == 1
    assert WireItem.objects.latest("pk").stated_at == make.NOON
    assert not look(sent()).differs


def test_what_would_be_read_otherwise_is_shown_and_not_written(story: Story, newer: Newer) -> None:
    newer.takes({"slug": "FARES"})
    before = counts()
    (change,) = look(sent()).changes
    assert change.fields == {"slug": ("FERRY-FARES", "FARES")}
    assert counts() == before


def test_what_nobody_touched_is_filed_as_a_younger_row_and_joined(
    story: Story, newer: Newer
) -> None:
    newer.takes({"slug": "FARES", "headline": "Fares rise"})
    assert reread(sent()).filed == 1
    elder, younger = WireItem.objects.order_by("pk")
    assert (younger.elder, younger.slug, elder.slug) == (elder, "FARES", "FERRY-FARES")
    assert younger.arrived_at == elder.arrived_at
    fresh = Story.objects.get()
    assert (fresh.pk, fresh.headline, fresh.version) == (story.pk, "Fares rise", 2)
    assert Event.objects.get(kind="reread").after == {"items": [younger.pk]}
    assert not look(sent()).differs
    assert verify() == []


def test_a_take_that_was_overlooked_is_filed_beside_the_others(story: Story, newer: Newer) -> None:
    more = {"headline": "Pier closed", "slug": "PIER", "serial": None, "key": "k#1"}
    newer.takes({}, more)
    (change,) = look(sent()).changes
    assert change.item is None
    assert reread(sent()).filed == 1
    assert Story.objects.filter(headline="Pier closed").exists()


def test_nothing_that_was_filed_goes_by_itself(newer: Newer) -> None:
    make.ingest(f"{TEXT}\n\n{make.first('BFF-42', headline='Pier closed')}")
    assert WireItem.objects.count() == 2
    newer.takes({"slug": "FARES"})
    outcome = reread(sent())
    assert "would not hold" in outcome.left
    assert (outcome.filed, WireItem.objects.count()) == (0, 2)


def test_what_would_be_refused_now_stands_as_it_was(story: Story, newer: Newer) -> None:
    newer.fails(Unreadable("There is no take in this file."))
    assert "would be refused now" in reread(sent()).left
    newer.fails(KeyError("x"))
    assert "KeyError" in reread(sent()).left
    assert WireItem.objects.count() == 1


def test_a_take_that_would_be_a_notice_is_for_a_person(story: Story, newer: Newer) -> None:
    newer.takes({"kind": Kind.KILL})
    assert "a person has to look" in reread(sent()).changes[0].left
    assert not Event.objects.filter(kind="reread").exists()


def test_a_reject_that_can_be_read_now_is_taken_in(newer: Newer) -> None:
    newer.fails(Unreadable("No."))
    make.ingest(TEXT)
    assert not look(sent()).differs
    newer.patch.undo()
    assert look(sent()).read
    assert not WireItem.objects.exists()
    assert reread(sent()).filed == 1
    assert sent().state == Transmission.State.READ
    assert Story.objects.get().headline == "Fares go up"


@pytest.mark.parametrize("state", ["held", "discarded"])
def test_what_is_held_or_discarded_is_not_read(state: str) -> None:
    make.transmission(TEXT, state=state)
    assert state in reread(sent()).left


# What a person touched ----------------------------------------------------------------------------
def corrected(story: Story) -> None:
    item = WireItem.objects.get()
    correct.correct_item(item, {"city": "Port"}, by=make.person(Role.CORRECTOR), reason="x")


def parted(story: Story) -> None:
    other = make.story(make.first("BFF-44"))
    item = WireItem.objects.get(placing__story=other)
    join.merge(story, item, by=make.editor(), saw=story.touched)


def edited(story: Story) -> None:
    editor, head = make.editor(), {"headline": "Mine", "slug": "MINE"}
    edit_heading(story, head, by=editor, saw=story.touched)


def settled(story: Story) -> None:
    found = make.problem(story)
    settle(found, "verified", by=make.editor(), saw=story.touched)


@pytest.mark.parametrize("touch", [corrected, parted, edited, settled])
def test_what_a_person_touched_is_left_alone(story: Story, newer: Newer, touch: Any) -> None:
    touch(story)
    newer.takes({"slug": "FARES"})
    before = counts()
    outcome = reread(sent())
    assert outcome.changes[0].left.startswith("Somebody")
    assert (outcome.filed, counts()) == (0, before)


@pytest.mark.parametrize("status", [one for one in Status if one is not Status.INCOMING])
def test_a_story_that_the_desk_has_moved_is_left_alone(status: Status, newer: Newer) -> None:
    make.story(make.first("BFF-40", slug="FERRY-FARES"), status=status)
    newer.takes({"slug": "FARES"}, {"slug": "PIER", "key": "k#1"})
    outcome = reread(sent())
    assert [bool(change.left) for change in outcome.changes] == [True, True]
    assert WireItem.objects.count() == 1


# The command --------------------------------------------------------------------------------------
def test_the_command_shows_and_writes_only_when_told_to(story: Story, newer: Newer) -> None:
    newer.takes({"slug": "FARES"})
    shown = said("reread")
    assert "slug: “FERRY-FARES” → “FARES”" in shown
    assert "Nothing was changed" in shown
    assert WireItem.objects.count() == 1
    assert "items filed: 1" in said("reread", "--apply", "--source", "bss")
    assert "0 would be read otherwise" in said("reread", "--transmission", str(sent().pk))


def test_the_command_tells_a_machine_old_and_new(story: Story, newer: Newer) -> None:
    newer.takes({"slug": "FARES", "paragraphs": ()})
    (row,) = json.loads(said("reread", "--json"))
    fields = row["changes"][0]["fields"]
    assert fields["slug"] == {"old": "FERRY-FARES", "new": "FARES"}
    assert len(fields["body"]["old"]) == 2
    assert (fields["body"]["new"], row["filed"]) == ([], 0)


def test_the_command_says_what_it_left_alone_and_why(newer: Newer) -> None:
    make.story(make.first("BFF-40", headline="Fares go up"), status=Status.PUBLISHED)
    newer.takes({"slug": "FARES"})
    told = said("reread", "--apply")
    assert "left alone: “Fares go up” is published." in told
    assert "left alone: 1" in told


def test_the_command_begins_on_the_day_that_it_is_given(newer: Newer) -> None:
    make.ingest(TEXT, at=make.NOON)
    newer.takes({"slug": "FARES"})
    assert "1 read again" in said("reread", "--since", "2019-04-25")
    assert "0 read again" in said("reread", "--since", "2019-04-25T12:01")
    for wrong in ("yesterday", "2019-04-31"):
        with pytest.raises(CommandError, match="is no day"):
            said("reread", "--since", wrong)
    with pytest.raises(CommandError, match="no source"):
        said("reread", "--source", "nowhere")
