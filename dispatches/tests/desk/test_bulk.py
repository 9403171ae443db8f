import re
from datetime import timedelta

import pytest

from dispatches.actions import undo as taking_back
from dispatches.models import Story
from dispatches.tests import make
from dispatches.tests.desk.conftest import At, Desk, parsed
from dispatches.views import bulk
from dispatches.workflow import Role, Status


def named(*stories: Story) -> list[str]:
    """The stories as the boxes of the list name them."""
    return [f"{story.pk}:{story.touched}" for story in stories]


def messages(page: bytes) -> list[str]:
    """What the page has to say."""
    return [" ".join(one.text_content().split()) for one in parsed(page.decode()).xpath(
        "//li[contains(@class, 'message ')]"
    )]  # fmt: skip


def test_the_list_is_a_form_and_each_box_names_the_state_that_it_shows(editor: Desk) -> None:
    story = make.story()
    form = parsed(editor.page("queue")).get_element_by_id("bulk")
    assert (form.method, form.action) == ("POST", "/desk/bulk/")
    assert [box.get("value") for box in form.xpath(".//input[@data-choose]")] == named(story)
    deeds = [button.get("value") for button in form.xpath(".//button[@name='deed']")]
    assert deeds == ["claim", "approve", "return", "spike", "assign", "tag", "join"]


def test_enter_in_a_field_does_nothing_that_was_not_asked_for(editor: Desk) -> None:
    make.story()
    form = parsed(editor.page("queue")).get_element_by_id("bulk")
    first = form.xpath(".//button[@type='submit']")[0]
    assert first.get("disabled") is not None


def test_who_reviews_nothing_chooses_nothing(at: At) -> None:
    make.story()
    page = at(Role.REPORTER).page("queue")
    assert ' name="story"' not in page
    assert 'class="bulk"' not in page


def test_the_answer_says_what_was_done_and_what_was_not_and_why(editor: Desk) -> None:
    whole, broken = make.story(status=Status.IN_REVIEW), make.damaged(status=Status.IN_REVIEW)
    answer = editor.swap("bulk", deed="approve", story=named(whole, broken), asked="order=oldest")
    assert answer.status_code == 200
    done, refused, why = messages(answer.content)
    assert (done, refused) == ("1 story approved.", "1 story not approved:")
    assert why.startswith(f"{broken}: A problem is open")
    assert make.fresh(whole).status == Status.APPROVED
    assert '<option value="oldest" selected>' in answer.content.decode()


def test_without_javascript_it_leads_back_to_the_same_list(editor: Desk) -> None:
    story = make.story()
    answer = editor.send("bulk", deed="claim", story=named(story), asked="status=all&order=oldest")
    assert answer.status_code == 302
    assert answer["Location"] == "/desk/?status=all&order=oldest"
    assert messages(editor.client.get(answer["Location"]).content) == ["1 story claimed."]


@pytest.mark.parametrize("story", ["", "x:1", "1", "1:x", "9" * 30 + ":1", "0:0", "1:" + "9" * 30])
def test_what_names_no_story_is_told_and_nothing_is_done(editor: Desk, story: str) -> None:
    answer = editor.swap("bulk", deed="claim", story=[story])
    assert answer.status_code == 422
    assert messages(answer.content) == ["Choose a story first."]


def test_a_deed_that_there_is_not_is_refused(editor: Desk) -> None:
    answer = editor.swap("bulk", deed="publish", story=named(make.story()))
    assert answer.status_code == 422


def test_a_story_that_somebody_changed_meanwhile_is_told_of(editor: Desk) -> None:
    story = make.story()
    answer = editor.swap("bulk", deed="spike", story=[f"{story.pk}:99"], reason_spike="Old.")
    assert "somebody else" in messages(answer.content)[1]
    assert make.fresh(story).status == Status.INCOMING


@pytest.mark.parametrize("deed", ["return", "spike"])
def test_a_reason_is_its_own_deeds(editor: Desk, deed: str) -> None:
    story = make.story(status=Status.IN_REVIEW)
    others = {"reason_return": "Wrong.", "reason_spike": "Wrong.", f"reason_{deed}": "Right."}
    editor.swap("bulk", deed=deed, story=named(story), **others)
    assert make.fresh(story).events.all()[0].reason == "Right."


def test_a_join_leads_to_the_join_editor_of_the_first(editor: Desk) -> None:
    one, other = make.story(), make.story()
    answer = editor.send("bulk", deed="join", story=named(one, other))
    assert answer["Location"] == f"/desk/s/{one.pk}/join/"
    assert editor.swap("bulk", deed="join", story=named(one)).has_header("HX-Location")


def test_what_was_done_to_many_is_undone_by_one_press(editor: Desk) -> None:
    one, other = make.story(), make.story()
    page = editor.swap("bulk", deed="claim", story=named(one, other), asked="").content.decode()
    assert "2 stories claimed" in page
    assert 'data-key="undo"' in page
    answer = editor.send("undo", next="/desk/?order=oldest")
    assert answer["Location"] == "/desk/?order=oldest"
    assert {make.fresh(story).status for story in (one, other)} == {Status.INCOMING}
    after = editor.page("queue", order="oldest")
    assert "2 stories put back as they were." in after
    assert 'data-key="undo"' not in after


def test_a_single_move_is_undone_where_it_was_made(editor: Desk) -> None:
    story = make.story()
    page = editor.swap("move", story.pk, "claim", saw=story.touched).content.decode()
    assert re.search(rf'name="next" value="/desk/s/{story.pk}/"', page)
    answer = editor.swap("undo", next=f"/desk/s/{story.pk}/")
    assert f"/desk/s/{story.pk}/" in answer["HX-Location"]
    assert make.fresh(story).status == Status.INCOMING


def test_what_was_published_offers_no_undo(chief: Desk) -> None:
    story = make.story(status=Status.APPROVED)
    page = chief.swap("move", story.pk, "publish", saw=story.touched).content.decode()
    assert make.fresh(story).status == Status.PUBLISHED
    assert 'data-key="undo"' not in page


def test_an_undo_goes_nowhere_but_to_the_desk(editor: Desk) -> None:
    for page in ("//elsewhere.example/", "https://elsewhere.example/desk/", "/admin/", "x"):
        assert editor.send("undo", next=page)["Location"] == "/desk/"


def test_the_next_deed_takes_the_place_of_the_last(editor: Desk) -> None:
    one, other = make.story(), make.story()
    editor.swap("bulk", deed="claim", story=named(one))
    editor.swap("bulk", deed="claim", story=named(other))
    editor.send("undo")
    editor.send("undo")
    assert make.fresh(one).status == Status.IN_REVIEW
    assert make.fresh(other).status == Status.INCOMING


def test_what_was_done_long_ago_offers_no_undo(
    editor: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = make.story()
    editor.swap("bulk", deed="claim", story=named(story))
    monkeypatch.setattr(bulk, "WHILE", timedelta(0))
    monkeypatch.setattr(taking_back, "WHILE", timedelta(0))
    assert "nothing to take back" in editor.client.post("/desk/undo/", follow=True).content.decode()
    assert make.fresh(story).status == Status.IN_REVIEW
