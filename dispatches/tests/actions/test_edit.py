from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from dispatches.actions.edit import edit_heading, edit_paragraph
from dispatches.actions.errors import Refused, Stale
from dispatches.models import Event, Person, Story
from dispatches.tests import make
from dispatches.workflow import Role, Status

pytestmark = pytest.mark.django_db


def key(story: Story, at: int = 0) -> str:
    return str(story.head().paragraphs[at]["key"])


def type_in(story: Story, text: str, at: int = 0, by: Person | None = None) -> Story:
    return edit_paragraph(story, key(story, at), text, by=by or make.editor(), saw=story.touched)


def test_an_edited_paragraph_keeps_its_key_and_origin_and_names_its_editor() -> None:
    story, by = make.story(), make.editor()
    before = story.head().paragraphs[0]
    after = type_in(story, "It rained all day.", by=by).head().paragraphs[0]
    assert after == before | {"text": "It rained all day.", "by": by.pk}


def test_an_edit_is_a_new_version_and_the_old_one_stands() -> None:
    story = make.story()
    old = story.head()
    after = type_in(story, "It rained all day.")
    assert (after.version, after.touched) == (2, story.touched + 1)
    assert list(story.revisions.values_list("version", flat=True)) == [2, 1]
    assert story.revisions.get(version=1).paragraphs == old.paragraphs


def test_an_edit_is_recorded_with_both_texts() -> None:
    story = make.story()
    old = story.head().paragraphs[0]["text"]
    type_in(story, "It rained all day.")
    event = Event.objects.get(kind="edited")
    assert (event.before["text"], event.after["text"]) == (old, "It rained all day.")


def test_an_edit_is_checked_again() -> None:
    after = type_in(make.story(), "It rained all through the night and")
    assert make.problem(after).code == "C01"


def test_an_empty_text_leaves_the_paragraph_out() -> None:
    after = type_in(make.damaged(), "  ", at=1)
    assert [row["text"] for row in after.head().paragraphs] == ["It rained."]
    assert not after.blockers()


def test_the_last_paragraph_is_not_left_out() -> None:
    with pytest.raises(Refused, match="only paragraph"):
        type_in(make.story(), "")


def test_an_edit_that_changes_nothing_makes_no_version() -> None:
    story = make.story()
    after = type_in(story, f"  {story.head().paragraphs[0]['text']}\r\n")
    assert (after.version, after.touched) == (story.version, story.touched)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("One\r\ntwo.", "One two."), ("NUL \x00.", "NUL ␀."), ("Half \ud83d.", "Half �.")],
)
def test_any_typed_text_is_stored_as_one_paragraph(typed: str, kept: str) -> None:
    story = type_in(make.story(), typed)
    assert make.fresh(story).head().paragraphs[0]["text"] == kept


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(Refused, match="too long"):
        type_in(make.story(), "x" * 20_001)


def test_a_paragraph_that_is_not_there_is_not_edited() -> None:
    story = make.story()
    with pytest.raises(Refused, match="not in the story any more"):
        edit_paragraph(story, "0-0", "It rained.", by=make.editor(), saw=story.touched)


def test_of_two_editors_who_saw_the_same_the_second_is_refused_and_loses_nothing() -> None:
    story = make.story()
    type_in(story, "The first was here.")
    with pytest.raises(Stale) as stale:
        type_in(story, "The second was here.")
    assert stale.value.mine == {"text": "The second was here."}
    assert stale.value.theirs == {"text": "The first was here."}
    assert make.fresh(story).version == 2


@pytest.mark.parametrize(
    "status", [Status.APPROVED, Status.PUBLISHED, Status.SPIKED, Status.WITHDRAWN]
)
def test_copy_that_is_not_in_work_is_not_edited(status: Status) -> None:
    story = make.story(status=status)
    with pytest.raises(Refused, match="cannot be changed"):
        type_in(story, "It rained.")
    with pytest.raises(Refused, match="cannot be changed"):
        edit_heading(story, {"slug": "RAIN"}, by=make.editor(), saw=story.touched)


@pytest.mark.parametrize("role", [Role.REPORTER, Role.CORRECTOR, Role.ADMINISTRATOR])
def test_only_who_has_the_power_edits(role: Role) -> None:
    story = make.story()
    with pytest.raises(PermissionDenied):
        type_in(story, "It rained.", by=make.person(role))
    with pytest.raises(PermissionDenied):
        edit_heading(story, {"slug": "RAIN"}, by=make.person(role), saw=story.touched)


# The heading -------------------------------------------------------------------------------------
HEADING = {
    "headline": "It rained",
    "slug": "RAIN",
    "byline": "By A Reporter",
    "place": "DHAKA, Bangladesh",
    "city": "DHAKA",
    "dateline_date": date(2019, 4, 26),
    "credit": ["BSS", "AFP"],
}


def head(story: Story, **fields: object) -> Story:
    return edit_heading(story, fields, by=make.editor(), saw=story.touched)


def test_every_field_of_the_heading_is_changed() -> None:
    revision = head(make.story(), **HEADING).head()
    assert {name: getattr(revision, name) for name in HEADING} == HEADING


def test_a_list_shows_what_the_present_version_says() -> None:
    story = make.fresh(head(make.story(), **HEADING))
    assert (story.headline, story.slug, story.city) == ("It rained", "RAIN", "DHAKA")
    assert story.dateline_date == date(2019, 4, 26)


def test_a_heading_that_is_the_same_makes_no_version() -> None:
    story = make.story()
    assert head(story, headline=f" {story.headline} ").version == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("headline", ""),
        ("headline", "x" * 501),
        ("slug", "x" * 201),
        ("dateline_date", "yesterday"),
        ("paragraphs", []),
        ("status", "published"),
    ],
)
def test_a_heading_that_cannot_be_kept_is_refused(field: str, value: object) -> None:
    with pytest.raises(Refused):
        head(make.story(), **{field: value})


def test_a_stale_heading_shows_both() -> None:
    story = make.story()
    head(story, slug="RAIN")
    with pytest.raises(Stale) as stale:
        head(story, slug="SUN", city="DHAKA")
    assert stale.value.mine == {"slug": "SUN", "city": "DHAKA"}
    assert stale.value.theirs == {"slug": "RAIN", "city": "TARANGDI"}
