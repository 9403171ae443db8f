import pytest
from pytest_django import DjangoAssertNumQueries

from dispatches.actions import join
from dispatches.actions.join import rejoin
from dispatches.actions.move import move
from dispatches.actions.record import verify
from dispatches.actions.settle import settle
from dispatches.models import Event, Person, Story, StoryTake, WireItem
from dispatches.models.shapes import key_of
from dispatches.tests import make
from dispatches.workflow import Status

pytestmark = pytest.mark.django_db

ONE, TWO, THREE = (
    make.first("BFF-08", end="MORE", clock="0832"),
    make.then("BFF-09", end="MORE", clock="1000"),
    make.then("BFF-10", clock="1055"),
)
"""The third is too far from the first to be joined to it without the second."""


def come(*texts: str, at: float = 0) -> Story:
    """Takes that come a minute apart; the story that holds the last."""
    receipts = [make.ingest(text, at=make.minutes(at + n)) for n, text in enumerate(texts)]
    (story,) = receipts[-1].stories
    return story


def serials(story: Story) -> list[str]:
    return [placing.item.serial for placing in story.placings.in_force().select_related("item")]


def test_a_take_alone_is_a_story_that_waits_and_says_for_what() -> None:
    story = come(ONE)
    assert story.missing == ["what follows BFF-08, which ends in MORE"]
    assert make.problem(story, "C07").level == "error"


def test_a_later_take_carries_the_story_on_in_a_new_version() -> None:
    story = come(ONE, TWO, THREE)
    assert (serials(story), story.assembly, story.version) == (
        ["BFF-08", "BFF-09", "BFF-10"], "complete", 3,
    )  # fmt: skip
    assert [len(revision.paragraphs) for revision in story.revisions.all()] == [3, 2, 1]
    assert not story.current_problems().open()


def test_a_placing_says_why_the_take_is_there() -> None:
    story = come(ONE, TWO)
    last = story.placings.in_force()[1]
    assert last.reasons == ["next serial", "same initials RK", "88 minutes later"]
    assert last.score is not None
    assert last.score > 0.9


def test_every_paragraph_names_its_item_and_its_lines() -> None:
    story = come(ONE, TWO)
    for row in story.head().paragraphs:
        (origin,) = row["origins"]
        item = WireItem.objects.select_related("transmission").get(pk=origin["item"])
        lines = item.transmission.raw().decode().split("\n")[origin["first"] - 1 : origin["last"]]
        assert row["text"] in " ".join(lines)


def test_rejoining_what_is_joined_changes_nothing() -> None:
    story = come(ONE, TWO, THREE)
    events = Event.objects.count()
    items = WireItem.objects.select_related("transmission")
    (again,) = rejoin(items, now=make.minutes(5))
    assert (again, again.touched, Event.objects.count()) == (story, story.touched, events)


def test_rejoining_nothing_is_nothing() -> None:
    assert rejoin([], now=make.NOON) == ()


def test_the_wait_ends_and_the_story_is_incomplete_in_the_same_version() -> None:
    items = [make.item(make.first("BFF-08", end="MORE"), at=make.NOON)]
    (story,) = rejoin(items, now=make.minutes(5))
    assert make.problem(story).message.startswith("Waiting for")
    (late,) = rejoin(items, now=make.minutes(180))
    assert (story.assembly, late.assembly, late.version) == ("open", "incomplete", 1)
    (problem,) = late.current_problems()
    assert problem.message.startswith("Missing")


def test_looking_again_tells_what_waited_too_long_and_leaves_the_rest(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    late, fresh, whole = come(ONE), come(make.first("BFF-70", end="MORE"), at=300), make.story()
    Story.objects.filter(pk__in=[late.pk, fresh.pk]).update(assembly="open")
    assert join.look_again(now=make.minutes(301)) == (late,)
    assert [make.fresh(one).assembly for one in (late, fresh, whole)] == [
        "incomplete", "open", "complete",
    ]  # fmt: skip
    with django_assert_num_queries(3):
        assert join.look_again(now=make.minutes(302)) == ()


def test_what_was_settled_of_a_lack_is_asked_again_when_something_else_is_lacking() -> None:
    story = come(ONE)
    problem = make.problem(story, "C07")
    story.problems.filter(pk=problem.pk).update(how="as_it_stands", settled_by=make.editor())
    story = come(TWO, at=1)
    assert make.problem(story, "C07").message.endswith("follows BFF-09, which ends in MORE.")


def test_the_same_words_again_are_a_duplicate_and_make_no_version() -> None:
    text = make.first("BFF-08")
    come(text)
    story = come(text.replace("BFF-08\n", "BFF-12\n", 1), at=30)
    assert (story.version, serials(story)) == (1, ["BFF-08"])
    assert story.placings.get(role="duplicate").item.serial == "BFF-12"


def test_a_take_sent_again_with_other_words_replaces_the_first() -> None:
    come(make.first("BFF-08", body=("The gauge at the lower bridge stood at four metres today.",)))
    story = come(
        make.first("BFF-08", body=("The gauge at the lower bridge stood at five metres today.",)),
        at=10,
    )
    assert "five" in story.head().paragraphs[0]["text"]
    assert story.placings.filter(role="superseded").count() == 1
    assert (story.version, Story.objects.count()) == (2, 1)


# Two stories that turn out to be one -------------------------------------------------------------
def claim(story: Story, by: Person | None = None) -> Story:
    return move(story, "claim", by=by or make.editor(), saw=make.fresh(story).touched)


def test_of_two_stories_that_are_one_the_older_keeps_all_the_takes() -> None:
    older, younger = come(ONE), come(THREE, at=2)
    assert older != younger
    assert come(TWO, at=1) == older
    assert serials(older) == ["BFF-08", "BFF-09", "BFF-10"]


def test_the_story_that_is_left_empty_is_spiked_and_names_the_other() -> None:
    older, younger = come(ONE), come(THREE, at=2)
    come(TWO, at=1)
    emptied = make.fresh(younger)
    assert (emptied.status, emptied.spiked_from) == (Status.SPIKED, Status.INCOMING)
    event = emptied.events.get(kind="emptied")
    assert event.actor is None
    assert f"story {older.pk} now" in event.reason
    assert emptied.revisions.count() == 1


def test_of_two_stories_that_are_one_that_which_people_touched_keeps_all() -> None:
    older, younger = come(ONE), come(THREE, at=2)
    claim(younger)
    assert come(TWO, at=1) == younger
    assert make.fresh(older).status == Status.SPIKED
    assert serials(younger) == ["BFF-08", "BFF-09", "BFF-10"]


def test_an_emptied_story_does_not_claim_its_takes_again() -> None:
    come(ONE)
    younger = come(THREE, at=2)
    older = come(TWO, at=1)
    rejoin(WireItem.objects.select_related("transmission"), now=make.minutes(9))
    assert not younger.placings.exists()
    assert make.fresh(older).status == Status.INCOMING


# What has a status -------------------------------------------------------------------------------
def published(*texts: str) -> Story:
    return make.story(*texts, status=Status.PUBLISHED, at=make.minutes(0))


def approved_as_it_stands(by: Person) -> Story:
    from dispatches.actions.move import move

    story = claim(come(ONE), by)
    problem = make.problem(story, "C07")
    story = settle(problem, "as_it_stands", by=by, saw=story.touched, reason="No more comes.")
    return move(story, "approve", by=by, saw=story.touched)


def test_a_take_that_comes_after_approval_sends_the_story_back() -> None:
    story = approved_as_it_stands(make.chief())
    after = come(make.then("BFF-09", clock="0834"), at=1)
    assert after == story
    assert (after.status, after.approved_version, after.version) == (Status.RETURNED, None, 2)
    event = after.events.filter(kind="return").get()
    assert (event.actor, event.reason) == (None, "BFF-09 arrived after approval.")


def test_a_take_that_comes_after_publication_waits_in_a_new_version() -> None:
    by = make.chief()
    story = approved_as_it_stands(by)
    story = move(story, "publish", by=by, saw=story.touched)
    after = come(make.then("BFF-09", clock="0834"), at=1)
    assert (after.status, after.version, after.approved_version) == (Status.PUBLISHED, 2, 1)
    assert after.publications.standing().get().revision.version == 1
    assert "arrived after publication" in after.events.filter(kind="revised")[0].reason


def test_a_take_that_comes_after_withdrawal_is_placed_and_changes_nothing() -> None:
    story = come(ONE)
    story = move(story, "withdraw", by=make.chief(), saw=story.touched, reason="Wrong.")
    after = come(make.then("BFF-09", clock="0834"), at=1)
    assert after == story
    assert (after.status, after.version, after.touched) == (Status.WITHDRAWN, 1, story.touched)
    assert after.events.filter(kind="placed").get().reason == "BFF-09 arrived after withdrawal."


def test_a_withdrawn_story_does_not_come_back_when_its_words_come_again() -> None:
    text = make.first("BFF-08")
    story = make.story(text, status=Status.WITHDRAWN, at=make.minutes(0))
    after = come(text.replace("BFF-08\n", "BFF-12\n", 1), at=30)
    assert after == story
    assert Story.objects.count() == 1


def test_what_people_work_on_is_not_emptied_into_what_was_withdrawn() -> None:
    killed, worked_on = come(ONE), claim(come(THREE, at=2))
    move(killed, "withdraw", by=make.chief(), saw=killed.touched, reason="Wrong.")
    assert come(TWO, at=1) == killed
    assert (make.fresh(worked_on).status, serials(worked_on)) == (Status.IN_REVIEW, ["BFF-10"])


def test_a_spiked_story_keeps_its_takes_when_another_wins_the_rest() -> None:
    worked_on, spiked = claim(come(ONE)), come(THREE, at=2)
    move(spiked, "spike", by=make.editor(), saw=spiked.touched, reason="Old.")
    assert come(TWO, at=1) == worked_on
    assert (serials(worked_on), serials(spiked)) == (["BFF-08", "BFF-09"], ["BFF-10"])


def test_what_comes_for_a_withdrawn_story_goes_to_it_and_not_to_what_people_work_on() -> None:
    worked_on, killed = claim(come(ONE)), come(THREE, at=2)
    move(killed, "withdraw", by=make.chief(), saw=killed.touched, reason="Wrong.")
    assert come(TWO, at=1) == killed
    assert (serials(worked_on), serials(killed)) == (["BFF-08"], ["BFF-09", "BFF-10"])


def test_a_take_that_comes_for_a_spiked_story_stays_with_it_unapproved() -> None:
    by = make.editor()
    story = approved_as_it_stands(by)
    story = move(story, "spike", by=by, saw=story.touched, reason="Old.")
    after = come(make.then("BFF-09", clock="0834"), at=1)
    assert (after.status, after.spiked_from, after.approved_version) == (
        Status.SPIKED, Status.RETURNED, None,
    )  # fmt: skip


def test_takes_of_another_source_are_never_joined() -> None:
    come(ONE)
    other = make.ingest(TWO, source=make.source("plain", convention="bss"), at=make.minutes(1))
    assert serials(other.stories[0]) == ["BFF-09"]


def test_takes_that_come_days_apart_are_never_joined() -> None:
    one = come(ONE)
    assert come(TWO, at=3 * 24 * 60) != one


def test_the_key_of_an_item_is_the_same_in_every_database() -> None:
    item = make.item(ONE)
    assert key_of(item) == f"{item.transmission.sha256[:20]}-0"


def test_a_take_that_joins_a_crowd_asks_no_more_of_the_database(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(12):
        make.story(at=make.minutes(0))
    with django_assert_max_num_queries(47):
        come(ONE)
    assert StoryTake.objects.count() == 13


def test_the_history_of_all_this_is_whole() -> None:
    come(ONE)
    come(THREE, at=2)
    come(TWO, at=1)
    assert verify() == []
