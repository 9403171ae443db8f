import pytest
from django.core.exceptions import PermissionDenied

from dispatches.actions.correct import correct_item
from dispatches.actions.edit import edit_paragraph
from dispatches.actions.errors import Refused, Stale
from dispatches.actions.join import merge, part, rejoin
from dispatches.models import Person, Ruling, Story, WireItem
from dispatches.tests import make
from dispatches.workflow import Role, Status

pytestmark = pytest.mark.django_db

ONE = make.first("BFF-08", end="MORE", clock="0832")
TWO = make.then("BFF-09", clock="0834")
STRANGER = make.then("BFF-10", initials="TN", clock="0836")
OTHER = make.first("BFF-12", slug="OTHER-NEWS", initials="TN", clock="0840")


def come(*texts: str, at: float = 0) -> Story:
    receipts = [make.ingest(text, at=make.minutes(at + n)) for n, text in enumerate(texts)]
    (story,) = receipts[-1].stories
    return story


def serials(story: Story) -> list[str]:
    return [placing.item.serial for placing in story.placings.in_force().select_related("item")]


def take(serial: str) -> WireItem:
    return WireItem.objects.in_force().get(serial=serial)


def join(story: Story, serial: str, by: Person | None = None) -> Story:
    saw = make.fresh(story).touched
    return merge(story, take(serial), by=by or make.editor(), saw=saw)


def unjoin(story: Story, serial: str, by: Person | None = None, reason: str = "Not ours.") -> Story:
    saw = make.fresh(story).touched
    return part(story, take(serial), by=by or make.editor(), saw=saw, reason=reason)


def rejoin_all() -> None:
    rejoin(WireItem.objects.select_related("transmission"), now=make.minutes(60))


# Joining -----------------------------------------------------------------------------------------
def test_a_take_joined_by_hand_is_in_the_story_in_reading_order() -> None:
    story, by = come(ONE, TWO), make.editor()
    come(STRANGER, at=2)
    after = join(story, "BFF-10", by)
    assert after == story
    assert serials(after) == ["BFF-08", "BFF-09", "BFF-10"]
    assert (after.version, after.touched) == (3, story.touched + 1)
    placing = after.placings.get(item=take("BFF-10"))
    assert (placing.by, placing.reasons) == (by, ["joined by hand"])


def test_joining_by_hand_is_recorded_with_both_stories() -> None:
    story, by = come(ONE), make.editor()
    left = come(STRANGER, at=2)
    join(story, "BFF-10", by)
    for one in (story, left):
        event = one.events.get(kind="joined")
        assert (event.actor, event.after["take"]) == (by, "BFF-10")


def test_the_story_that_a_joined_take_left_empty_is_spiked_even_when_it_is_the_older() -> None:
    older = come(STRANGER)
    by = make.editor()
    key = older.head().paragraphs[0]["key"]
    edit_paragraph(older, key, "Typed by the desk.", by=by, saw=older.touched)
    story = join(come(OTHER, at=5), "BFF-10", by)
    assert make.fresh(older).status == Status.SPIKED
    assert [row["text"] for row in story.head().paragraphs][-1] == "Typed by the desk."


def test_a_story_keeps_its_other_takes_when_one_is_joined_elsewhere() -> None:
    story = come(ONE, TWO)
    other = join(come(OTHER, at=5), "BFF-09")
    assert (serials(make.fresh(story)), make.fresh(story).assembly) == (["BFF-08"], "incomplete")
    assert serials(other) == ["BFF-12", "BFF-09"]


def test_no_machine_parts_what_a_person_joined() -> None:
    story = come(ONE, TWO)
    come(STRANGER, at=2)
    story = join(story, "BFF-10")
    rejoin_all()
    come(make.first("BFF-14", initials="TN"), at=9)
    assert serials(story) == ["BFF-08", "BFF-09", "BFF-10"]
    assert make.fresh(story).touched == story.touched


def test_a_take_of_a_spiked_story_may_be_joined_to_another() -> None:
    spiked = make.story(STRANGER, status=Status.SPIKED, at=make.minutes(2))
    story = join(come(ONE), "BFF-10")
    assert serials(story) == ["BFF-08", "BFF-10"]
    assert not make.fresh(spiked).placings.exists()


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.WITHDRAWN])
def test_a_take_of_what_went_out_stays_there(status: Status) -> None:
    make.story(OTHER, status=status, at=make.minutes(0))
    with pytest.raises(Refused, match="and stays there"):
        join(come(ONE, at=1), "BFF-12")


def test_a_take_is_not_joined_twice() -> None:
    with pytest.raises(Refused, match="in this story already"):
        join(come(ONE), "BFF-08")


def test_a_notice_is_not_joined() -> None:
    make.ingest(make.kill("BFF-20", names="BFF-11"))
    with pytest.raises(Refused, match="is a notice"):
        join(come(ONE), "BFF-20")


def test_a_take_of_another_source_is_not_joined() -> None:
    make.ingest(TWO, source=make.source("plain", convention="bss"))
    with pytest.raises(Refused, match="another source"):
        join(come(ONE), "BFF-09")


# Parting -----------------------------------------------------------------------------------------
def test_a_parted_take_is_a_story_of_its_own() -> None:
    story, by = come(ONE, TWO), make.editor()
    after = unjoin(story, "BFF-09", by)
    assert (after, serials(after), after.assembly) == (story, ["BFF-08"], "incomplete")
    placing = take("BFF-09").placing
    assert placing.story != story
    assert (placing.by, placing.reasons) == (by, ["parted by hand"])
    assert placing.story.head().words() > 0


def test_the_story_stays_with_the_rest_when_its_first_take_is_parted() -> None:
    story = come(ONE, TWO)
    after = unjoin(story, "BFF-08")
    assert (after, serials(after)) == (story, ["BFF-09"])


def test_no_machine_joins_what_a_person_parted() -> None:
    story = unjoin(come(ONE, TWO), "BFF-09")
    rejoin_all()
    make.ingest(TWO, at=make.minutes(30))
    come(OTHER, at=9)
    assert serials(make.fresh(story)) == ["BFF-08"]
    assert make.fresh(story).version == story.version


def test_a_parted_take_stays_parted_when_its_data_are_corrected() -> None:
    story = unjoin(come(ONE, TWO), "BFF-09")
    by = make.person(Role.CORRECTOR)
    correct_item(take("BFF-09"), {"slug": "GAUGE-READ"}, by=by, reason="It was not read.")
    assert take("BFF-09").slug == "GAUGE-READ"
    assert serials(make.fresh(story)) == ["BFF-08"]


def test_the_latest_word_on_two_takes_counts() -> None:
    story = unjoin(come(ONE, TWO), "BFF-09")
    story = join(story, "BFF-09")
    assert serials(story) == ["BFF-08", "BFF-09"]
    story = unjoin(story, "BFF-09")
    rejoin_all()
    assert serials(make.fresh(story)) == ["BFF-08"]
    assert Ruling.objects.count() == 3


def test_what_was_typed_on_a_parted_take_goes_with_it() -> None:
    story, by = come(ONE, TWO), make.editor()
    key = story.head().paragraphs[1]["key"]
    story = edit_paragraph(story, key, "Typed by the desk.", by=by, saw=story.touched)
    after = unjoin(story, "BFF-09")
    assert len(after.head().paragraphs) == 1
    (row,) = take("BFF-09").placing.story.head().paragraphs
    assert (row["text"], row["by"]) == ("Typed by the desk.", by.pk)


def test_a_story_is_not_parted_from_its_only_take() -> None:
    with pytest.raises(Refused, match="only take"):
        unjoin(come(ONE), "BFF-08")


def test_only_a_take_of_the_story_is_parted_from_it() -> None:
    come(OTHER, at=5)
    with pytest.raises(Refused, match="not in this story"):
        unjoin(come(ONE, TWO), "BFF-12")


def test_parting_needs_a_reason() -> None:
    with pytest.raises(Refused, match="Say why"):
        unjoin(come(ONE, TWO), "BFF-09", reason=" ")


# Both --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("deed", [join, unjoin])
@pytest.mark.parametrize("role", [Role.REPORTER, Role.CORRECTOR, Role.ADMINISTRATOR])
def test_only_who_has_the_power_joins_and_parts(deed: object, role: Role) -> None:
    story = come(ONE, TWO)
    with pytest.raises(PermissionDenied):
        deed(story, "BFF-09", make.person(role))  # type: ignore[operator]
    assert not Ruling.objects.exists()


@pytest.mark.parametrize("status", [Status.APPROVED, Status.PUBLISHED, Status.WITHDRAWN])
def test_a_story_that_is_not_in_work_is_neither_joined_nor_parted(status: Status) -> None:
    story = make.story(make.first("BFF-30"), status=status, at=make.minutes(0))
    come(STRANGER, at=2)
    with pytest.raises(Refused, match="cannot be changed"):
        join(story, "BFF-10")
    with pytest.raises(Refused, match="cannot be changed"):
        unjoin(story, "BFF-30")


def test_a_stale_joining_says_which_takes_the_story_has_now() -> None:
    story = come(ONE)
    come(TWO, at=1)
    come(STRANGER, at=2)
    with pytest.raises(Stale) as stale:
        merge(story, take("BFF-10"), by=make.editor(), saw=story.touched)
    assert stale.value.mine["take"] == "BFF-10"
    assert stale.value.theirs["take"] == "BFF-08 GAUGE-READ, BFF-09"
