"""The list of paragraphs: moved by button without scripts, and saved."""

import pytest

from dispatches.models import Story
from dispatches.tests import make
from dispatches.tests.desk.conftest import Desk, parsed

BODY = ("The pier was closed.", "The tide was high.", "The fog would last.")


@pytest.fixture
def long(db: None) -> Story:
    return make.story(make.first(body=BODY))


def keys(story: Story) -> list[str]:
    return [row["key"] for row in make.fresh(story).head().paragraphs]


def shown(page: str) -> list[str]:
    return list(parsed(page).xpath("//*[@data-arrange]//input[@name='key']/@value"))


def test_a_button_moves_a_paragraph_and_keeps_nothing(editor: Desk, long: Story) -> None:
    one, two, three = keys(long)
    assert shown(editor.page("arrange", long.pk)) == [one, two, three]
    said = {"saw": long.touched, "key": [one, two, three]}
    assert shown(editor.send("arrange", long.pk, down=one, **said).content.decode()) == [
        two, one, three,
    ]  # fmt: skip
    assert shown(editor.send("arrange", long.pk, up=one, **said).content.decode()) == [
        one, two, three,
    ]  # fmt: skip
    assert keys(long) == [one, two, three]


def test_the_order_is_saved(editor: Desk, long: Story) -> None:
    order = keys(long)[::-1]
    answer = editor.send("arrange", long.pk, saw=long.touched, key=order)
    assert answer.status_code == 302
    assert keys(long) == order


def test_a_list_that_is_not_the_storys_is_refused(editor: Desk, long: Story) -> None:
    answer = editor.send("arrange", long.pk, saw=long.touched, key=keys(long)[1:])
    assert answer.status_code == 422
    assert shown(answer.content.decode()) == keys(long)


def test_an_order_for_a_story_that_changed_is_stale(editor: Desk, long: Story) -> None:
    answer = editor.send("arrange", long.pk, saw=long.touched + 1, key=keys(long)[::-1])
    assert answer.status_code == 409
