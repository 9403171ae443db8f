import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from dispatches.actions.move import move
from dispatches.actions.settle import settle
from dispatches.tests import make
from dispatches.workflow import Status

pytestmark = pytest.mark.django_db


def test_a_story_that_the_desk_publishes_is_read_by_everybody(client: Client) -> None:
    story = make.story(make.first("BFF-0812"), status=Status.PUBLISHED)
    page = client.get(story.get_absolute_url())
    assertContains(page, "TARANGDI, April 25, 2019 (BSS) –")
    assertContains(page, "From the wire of BSS; one take, BFF-0812. Version 1.")
    assertContains(client.get("/"), story.headline)
    assertContains(client.get("/feeds/atom.xml"), story.headline)


def test_a_story_that_a_chief_withdraws_is_gone_from_every_page_at_once(client: Client) -> None:
    story = make.story(status=Status.PUBLISHED)
    move(story, "withdraw", by=make.chief(), saw=story.touched, reason="It was an exercise.")
    assert client.get(story.get_absolute_url()).status_code == 410
    assertNotContains(client.get("/"), story.headline)
    feed = client.get("/feeds/atom.xml")
    assertContains(feed, "deleted-entry")
    assertNotContains(feed, story.headline)


def test_the_reason_for_publishing_half_a_story_is_told_to_readers(client: Client) -> None:
    chief = make.chief()
    story = make.story(make.first(end="MORE"))
    story = move(story, "claim", by=chief, saw=story.touched)
    while story.blockers():
        lack = story.blockers()[0]
        story = settle(
            lack, "as_it_stands", by=chief, saw=story.touched, reason="The wire is down."
        )
    for name in ("approve", "publish"):
        story = move(story, name, by=chief, saw=story.touched)
    assertContains(client.get(story.get_absolute_url()), "note: The wire is down.")


def test_words_that_an_editor_typed_are_counted_as_the_desks(client: Client) -> None:
    chief = make.chief()
    story = make.damaged()
    story = move(story, "claim", by=chief, saw=story.touched)
    lack = make.problem(story, "C01")
    story = settle(lack, "typed", by=chief, saw=story.touched, text="Kim looked for support.")
    for name in ("approve", "publish"):
        story = move(story, name, by=chief, saw=story.touched)
    assertContains(client.get(story.get_absolute_url()), "Our desk edited one paragraph.")
