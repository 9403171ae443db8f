import pytest

from dispatches.tests import make
from dispatches.tests.desk.conftest import Desk
from dispatches.workflow import Status


def test_a_take_is_joined_by_hand(editor: Desk) -> None:
    story = make.story(make.first("BFF-40", end="MORE", initials="AB"))
    lone = make.item(make.then("BFF-55", initials="ZZ", body=("The tide turned.",)))
    assert "The tide turned." in editor.page("join", story.pk)
    answer = editor.send("join", story.pk, saw=story.touched, item=lone.pk)
    assert answer.status_code == 302
    assert "The tide turned." in editor.page("story", story.pk)


def test_a_take_alone_in_another_story_is_on_offer_and_one_of_two_is_not(editor: Desk) -> None:
    story = make.story(make.first("BFF-40"))
    alone = make.story(make.first("BFF-60", headline="All alone"))
    make.story(make.first("BFF-70", headline="In company", end="MORE"), make.then("BFF-71"))
    page = editor.page("join", story.pk)
    assert alone.headline in page
    assert "In company" not in page


@pytest.mark.parametrize("item", ["", "x", "0", "9" * 30, "\x00"])
def test_a_take_that_is_not_on_offer_is_not_joined(editor: Desk, item: str) -> None:
    story = make.story()
    answer = editor.send("join", story.pk, saw=story.touched, item=item)
    assert answer.status_code == 422
    assert make.fresh(story).touched == story.touched


def test_a_take_is_parted_for_a_reason(editor: Desk) -> None:
    story = make.story(make.first("BFF-40", end="MORE"), make.then("BFF-41"))
    second = story.placings.in_force()[1].item
    said = {"saw": story.touched, "item": second.pk}
    assert editor.send("part", story.pk, **said).status_code == 422
    assert editor.send("part", story.pk, reason="Another fire.", **said).status_code == 302
    assert story.placings.in_force().count() == 1


def test_a_story_that_is_out_is_neither_joined_nor_parted(chief: Desk) -> None:
    story = make.story(status=Status.PUBLISHED)
    lone = make.item(make.then("BFF-55"))
    answer = chief.send("join", story.pk, saw=story.touched, item=lone.pk)
    assert answer.status_code == 422
    assert "/join/" not in chief.page("story", story.pk)


def test_parting_is_a_post(editor: Desk) -> None:
    assert editor.open("part", make.story().pk).status_code == 405
