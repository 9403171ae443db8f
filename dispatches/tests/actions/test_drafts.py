import pytest

from dispatches.actions import drafts
from dispatches.actions.drafts import Typed
from dispatches.actions.edit import edit_paragraph
from dispatches.actions.errors import Refused, Stale
from dispatches.models import Draft, Event, Person, Story
from dispatches.tests import make

pytestmark = pytest.mark.django_db
PLACE = "p-1-5"


@pytest.fixture
def story() -> Story:
    return make.story()


@pytest.fixture
def by() -> Person:
    return make.editor()


def typed(text: str, **more: object) -> Typed:
    return Typed({"text": text}, **more)  # type: ignore[arg-type]


def texts(by: Person) -> dict[str, str]:
    return {one.place: one.fields["text"] for one in Draft.objects.of(by)}


def test_what_was_typed_is_kept_with_what_its_form_saw(story: Story, by: Person) -> None:
    drafts.keep(by, story, PLACE, typed("It rained.", saw=7, version=2))
    draft = Draft.objects.get(story=story, person=by)
    assert (draft.fields, draft.saw, draft.version) == ({"text": "It rained."}, 7, 2)


def test_a_draft_makes_no_event_and_touches_no_story(story: Story, by: Person) -> None:
    events = Event.objects.count()
    drafts.keep(by, story, PLACE, typed("It rained."))
    assert make.fresh(story).touched == story.touched
    assert Event.objects.count() == events


def test_a_page_writes_over_its_own_draft(story: Story, by: Person) -> None:
    for turn, text in enumerate(("It", "It rained", "It rained."), 1):
        drafts.keep(by, story, PLACE, typed(text, tab="a", turn=turn))
    assert texts(by) == {PLACE: "It rained."}


def test_what_comes_late_from_a_page_changes_nothing(story: Story, by: Person) -> None:
    drafts.keep(by, story, PLACE, typed("It rained.", tab="a", turn=3))
    drafts.keep(by, story, PLACE, typed("It", tab="a", turn=2))
    assert texts(by) == {PLACE: "It rained."}


def test_a_second_page_sets_the_first_ones_words_aside(story: Story, by: Person) -> None:
    for tab in ("a", "b", "c"):
        drafts.keep(by, story, PLACE, typed(f"It rained in {tab}.", tab=tab, turn=1))
    assert texts(by) == {
        PLACE: "It rained in c.",
        f"{PLACE}~1": "It rained in a.",
        f"{PLACE}~2": "It rained in b.",
    }


def test_two_pages_that_type_in_turn_keep_two_drafts(story: Story, by: Person) -> None:
    for turn in range(1, 4):
        for tab in ("a", "b"):
            drafts.keep(by, story, PLACE, typed(f"It rained in {tab}{turn}.", tab=tab, turn=turn))
    assert set(texts(by).values()) == {"It rained in a3.", "It rained in b3."}


def test_a_page_that_shows_a_draft_goes_on_with_it(story: Story, by: Person) -> None:
    draft = drafts.keep(by, story, PLACE, typed("It rained.", tab="a", turn=4))
    assert draft is not None
    drafts.keep(by, story, PLACE, typed("It poured.", tab="b", turn=1, over=draft.stamp))
    assert texts(by) == {PLACE: "It poured."}


def test_each_person_has_a_draft_of_their_own(story: Story, by: Person) -> None:
    other = make.editor()
    drafts.keep(by, story, PLACE, typed("It rained."))
    drafts.keep(other, story, PLACE, typed("It hailed."))
    assert (texts(by), texts(other)) == ({PLACE: "It rained."}, {PLACE: "It hailed."})


def test_a_form_of_no_story_keeps_its_words_too(by: Person) -> None:
    drafts.keep(by, None, "file", typed("It rained.", tab="a", turn=1))
    drafts.keep(by, None, "file", typed("It hailed.", tab="b", turn=1))
    assert texts(by) == {"file": "It hailed.", "file~1": "It rained."}


def test_what_is_saved_already_is_no_draft(story: Story, by: Person) -> None:
    row = story.head().paragraphs[0]
    place = f"p-{row['key']}"
    drafts.keep(by, story, place, typed("It rained.", tab="a", turn=1))
    assert drafts.keep(by, story, place, typed(f" {row['text']}\n", tab="a", turn=2)) is None
    assert texts(by) == {}


def test_a_heading_that_says_what_stands_is_no_draft(story: Story, by: Person) -> None:
    said = {"headline": story.headline, "credit": "BSS", "dateline_date": "2019-04-25"}
    assert drafts.keep(by, story, "heading", Typed(said)) is None
    assert drafts.keep(by, story, "heading", Typed(said | {"credit": "AFP"})) is not None


def test_a_save_lets_go_of_the_draft_of_its_page_alone(story: Story, by: Person) -> None:
    key = story.head().paragraphs[0]["key"]
    for tab in ("a", "b"):
        drafts.keep(by, story, f"p-{key}", typed(f"It rained in {tab}.", tab=tab, turn=1))
    drafts.saving(
        lambda: edit_paragraph(story, key, "It rained in a.", by=by, saw=story.touched),
        by, story, f"p-{key}", typed("It rained in a.", tab="a", turn=2),
    )  # fmt: skip
    assert texts(by) == {f"p-{key}": "It rained in b."}


def test_a_save_that_fails_lets_go_of_nothing(story: Story, by: Person) -> None:
    key = story.head().paragraphs[0]["key"]
    mine = typed("It rained.", tab="a", turn=1)
    drafts.keep(by, story, f"p-{key}", mine)
    late = story.touched - 1
    with pytest.raises(Stale):
        drafts.saving(
            lambda: edit_paragraph(story, key, "It rained.", by=by, saw=late),
            by, story, f"p-{key}", mine,
        )  # fmt: skip
    assert texts(by) == {f"p-{key}": "It rained."}


@pytest.mark.parametrize("place", ["", "a b", "x" * 71, "../x"])
def test_a_place_that_is_no_forms_is_refused(story: Story, by: Person, place: str) -> None:
    with pytest.raises(Refused):
        drafts.keep(by, story, place, typed("It rained."))


def test_a_draft_that_is_too_long_or_too_wide_is_refused(story: Story, by: Person) -> None:
    with pytest.raises(Refused):
        drafts.keep(by, story, PLACE, typed("x" * (drafts.LONGEST + 1)))
    with pytest.raises(Refused):
        drafts.keep(by, story, PLACE, Typed({f"n{n}": "x" for n in range(61)}))


def test_words_that_no_database_takes_are_kept_as_tokens(story: Story, by: Person) -> None:
    drafts.keep(by, story, PLACE, typed("It\x00rained\ud800."))
    assert texts(by) == {PLACE: "It␀rained�."}


def test_nobody_discards_what_another_typed(story: Story, by: Person) -> None:
    draft = drafts.keep(by, story, PLACE, typed("It rained."))
    assert draft is not None
    with pytest.raises(Refused):
        drafts.discard(draft, by=make.editor())
    drafts.discard(draft, by=by)
    assert texts(by) == {}
