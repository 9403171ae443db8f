"""Paragraphs in another order, and later takes that keep it."""

import pytest
from django.core.exceptions import PermissionDenied

from dispatches.actions.arrange import arrange
from dispatches.actions.edit import edit_paragraph
from dispatches.actions.errors import Refused, Stale
from dispatches.models import Event, Story
from dispatches.tests import make
from dispatches.workflow import Role, Status

pytestmark = pytest.mark.django_db
BODY = (
    "The pier at Sonapur was closed at noon on Thursday, the harbour master said.",
    "The tide office said that the water had risen by two metres since the morning.",
    "The ferry would lie at the quay until the fog had gone, its owner said.",
)
MORE = "The weather office said that the fog would last until Friday at the least."


@pytest.fixture
def story() -> Story:
    return make.story(make.first("BFF-40", body=BODY, end="MORE"))


def keys(story: Story) -> list[str]:
    return [row["key"] for row in make.fresh(story).head().paragraphs]


def texts(story: Story) -> list[str]:
    return [row["text"] for row in make.fresh(story).head().paragraphs]


def turned(story: Story) -> Story:
    return arrange(story, keys(story)[::-1], by=make.editor(), saw=story.touched)


def test_the_order_is_a_version_of_its_own_with_the_same_lines(story: Story) -> None:
    before = story.head().paragraphs
    after = turned(story).head().paragraphs
    assert after == before[::-1]
    assert Event.objects.filter(story=story, kind="reordered").exists()


def test_a_later_take_keeps_the_order(story: Story) -> None:
    turned(story)
    make.ingest(make.then("BFF-41", body=(MORE,)))
    assert texts(story) == [BODY[2], MORE, BODY[1], BODY[0]]


def test_what_was_edited_after_it_keeps_its_place_too(story: Story) -> None:
    story = turned(story)
    edit_paragraph(story, keys(story)[0], "Typed.", by=make.editor(), saw=story.touched)
    make.ingest(make.then("BFF-41", body=(MORE,)))
    assert texts(story) == ["Typed.", MORE, BODY[1], BODY[0]]


def test_an_edit_alone_arranges_nothing(story: Story) -> None:
    edit_paragraph(story, keys(story)[1], "Typed.", by=make.editor(), saw=story.touched)
    make.ingest(make.then("BFF-41", body=(MORE,)))
    assert texts(story) == [BODY[0], "Typed.", BODY[2], MORE]


def test_the_order_that_stands_makes_no_version(story: Story) -> None:
    same = arrange(story, keys(story), by=make.editor(), saw=story.touched)
    assert same.version == story.version


@pytest.mark.parametrize("places", [[0, 1], [0, 1, 2, 0], [0, 0, 2]])
def test_not_all_of_them_or_one_twice_is_refused(story: Story, places: list[int]) -> None:
    order = [keys(story)[place] for place in places]
    with pytest.raises(Refused):
        arrange(story, order, by=make.editor(), saw=story.touched)


def test_a_stale_hand_and_one_without_the_power_arrange_nothing(story: Story) -> None:
    saw = story.touched
    turned(story)
    with pytest.raises(Stale):
        arrange(story, keys(story), by=make.editor(), saw=saw)
    with pytest.raises(PermissionDenied):
        arrange(story, keys(story), by=make.person(Role.REPORTER), saw=saw)


def test_what_is_out_is_not_arranged() -> None:
    story = make.story(make.first(body=BODY), status=Status.PUBLISHED)
    with pytest.raises(Refused):
        turned(story)
