import pytest

from dispatches.actions.errors import Refused
from dispatches.actions.sorting import edit_heading, sort
from dispatches.models import Event
from dispatches.tests import make
from dispatches.workflow import Status

pytestmark = pytest.mark.django_db


def test_a_section_and_tags_are_the_storys_and_make_no_version() -> None:
    story, by = make.story(), make.editor()
    said = {"section": " Home  news ", "tags": ["river", "Rain", "rain", ""]}
    after = sort(story, said, by=by, saw=story.touched)
    assert (after.section, after.tags, after.version) == ("Home news", ["river", "Rain"], 1)
    event = Event.objects.get(kind="sorted")
    assert (event.actor, event.after["section"]) == (by, "Home news")


def test_the_heading_and_the_sorting_are_one_write_with_two_events() -> None:
    story, by = make.story(), make.editor()
    fields = {"headline": "Rain", "section": "home", "tags": ["rain"]}
    after = edit_heading(story, fields, by=by, saw=story.touched)
    assert (after.headline, after.section, after.version) == ("Rain", "home", 2)
    kinds = Event.objects.filter(actor=by).values_list("kind", flat=True)
    assert set(kinds) == {"edited", "sorted"}


def test_what_does_not_change_is_not_written() -> None:
    story, by = make.story(), make.editor()
    fields = {"headline": story.headline, "section": "", "tags": []}
    assert edit_heading(story, fields, by=by, saw=story.touched).touched == story.touched
    assert not Event.objects.filter(actor=by).exists()


def test_tags_that_a_person_chose_are_not_undone_by_a_rule() -> None:
    make.rule(if_slug=["gauge*"], do_tags=["river"])
    story = make.story(make.first("BFF-40", end="MORE"))
    assert story.tags == ["river"]
    sort(story, {"tags": ["rain"]}, by=make.editor(), saw=story.touched)
    make.ingest(make.then("BFF-41"))
    after = make.fresh(story)
    assert (after.version, after.tags) == (2, ["rain"])


@pytest.mark.parametrize(
    "said",
    [{"section": "x" * 61}, {"tags": ["x" * 41]}, {"tags": map(str, range(21))}, {"city": "x"}],
)
def test_what_cannot_be_is_refused_with_all_of_it(said: dict[str, object]) -> None:
    story = make.story()
    with pytest.raises(Refused):
        sort(story, said, by=make.editor(), saw=story.touched)
    with pytest.raises(Refused):
        edit_heading(story, {"headline": "Rain", "section": "x" * 61}, by=make.editor(), saw=0)
    assert make.fresh(story).version == 1


def test_what_is_out_of_work_is_not_sorted() -> None:
    story = make.story(status=Status.APPROVED)
    with pytest.raises(Refused, match="approved"):
        sort(story, {"section": "home"}, by=make.editor(), saw=story.touched)
