"""Copy of the desk's own: handed in, revised, checked, traced, and left alone by the machine."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dispatches.actions.correct import correct_item
from dispatches.actions.errors import Refused, Stale
from dispatches.actions.join import look_again, merge
from dispatches.actions.move import move
from dispatches.actions.own import hand_in, revise_own, text_of
from dispatches.actions.reread import look
from dispatches.models import Event, Person, Story, Transmission
from dispatches.tests import make
from dispatches.views.sheet import lines_of
from dispatches.workflow import Role

pytestmark = pytest.mark.django_db
TEXT = "The night ferry to Sonapur was late.\n\nNobody\nwas hurt, its master said."


def said(**more: Any) -> dict[str, Any]:
    fields = {
        "headline": "Ferry late",
        "slug": "FERRY",
        "byline": "By Mina",
        "place": "SONAPUR, Char Islands",
        "dateline_date": timezone.localdate(),
        "section": "Home",
        "text": TEXT,
    }
    return fields | more


@pytest.fixture
def mina() -> Person:
    return make.person(Role.REPORTER, username="mina")


@pytest.fixture
def story(mina: Person) -> Story:
    return hand_in(said(), by=mina)


def test_copy_that_is_handed_in_waits_for_the_editors(story: Story, mina: Person) -> None:
    assert (story.status, story.assembly, story.section) == ("incoming", "complete", "Home")
    assert (story.source.slug, story.city) == ("own", "SONAPUR")
    assert [row["by"] for row in story.head().paragraphs] == [mina.pk, mina.pk]


def test_every_paragraph_traces_to_the_lines_as_they_were_filed(story: Story) -> None:
    sent = Transmission.objects.get(format="own")
    texts = {line.number: line.text for line in lines_of(sent)}
    for row in story.head().paragraphs:
        (origin,) = row["origins"]
        lines = [texts[n] for n in range(origin["first"], origin["last"] + 1)]
        assert " ".join(lines) == row["text"]


def test_the_same_text_handed_in_twice_is_one_story(story: Story, mina: Person) -> None:
    assert hand_in(said(), by=mina) == story
    assert hand_in(said(), by=make.editor()) != story


def test_the_checks_run_over_it(mina: Person) -> None:
    story = hand_in(said(text=f"It rained.\n\n{make.DAMAGED}\n\n{make.OTHERWISE}"), by=mina)
    assert make.problem(story).code == "C01"


def test_own_copy_goes_the_way_of_all_copy(mina: Person) -> None:
    story = hand_in(said(), by=mina)
    chief = make.chief()
    for name in ("claim", "approve", "publish"):
        story = move(story, name, by=chief, saw=story.touched)
    assert story.status == "published"


@pytest.mark.parametrize("fields", [{"text": " \n"}, {"headline": " "}, {"text": "x" * 200_001}])
def test_what_is_no_story_is_refused(mina: Person, fields: dict[str, str]) -> None:
    with pytest.raises(Refused):
        hand_in(said(**fields), by=mina)
    assert not Transmission.objects.exists()


def test_what_is_not_changed_keeps_its_key_and_its_hand(story: Story, mina: Person) -> None:
    first, second = story.head().paragraphs
    text = f"It was the fog.\n\n{second['text']}\n\nThe night ferry to Sonapur was very late."
    story = revise_own(story, said(text=text), by=mina, saw=story.touched)
    rows = story.head().paragraphs
    assert [row["key"] for row in rows][1:] == [second["key"], first["key"]]
    assert text_of(story) == text
    items = {row["origins"][0]["item"] for row in rows}
    assert items == {story.placings.in_force().get().item_id}


def test_a_paragraph_that_an_editor_mended_stays_the_editors(story: Story, mina: Person) -> None:
    editor = make.editor()
    story = revise_own(story, said(text=TEXT + "\n\nIt sank."), by=editor, saw=story.touched)
    story = revise_own(
        story, said(text="All is well.\n\n" + text_of(story)), by=mina, saw=story.touched
    )
    assert [row["by"] for row in story.head().paragraphs] == [mina.pk, mina.pk, mina.pk, editor.pk]


def test_going_back_to_an_earlier_text_is_a_new_version_too(story: Story, mina: Person) -> None:
    for text in ("Other words.", TEXT):
        story = revise_own(story, said(text=text), by=mina, saw=story.touched)
    assert (story.version, text_of(story)) == (3, TEXT.replace("\nwas", " was"))
    assert story.placings.count() == 3


def test_handing_in_what_stands_already_changes_nothing(story: Story, mina: Person) -> None:
    again = revise_own(story, said(), by=mina, saw=story.touched)
    assert (again.version, again.touched) == (story.version, story.touched)


def test_a_writer_revises_what_is_theirs_and_with_them(story: Story, mina: Person) -> None:
    with pytest.raises(PermissionDenied):
        revise_own(story, said(slug="X"), by=make.person(Role.REPORTER), saw=story.touched)
    story = move(story, "claim", by=make.editor(), saw=story.touched)
    with pytest.raises(Refused, match="the editors have it now"):
        revise_own(story, said(slug="X"), by=mina, saw=story.touched)
    story = move(story, "return", by=make.editor(), saw=story.touched, reason="Who?")
    assert revise_own(story, said(slug="X"), by=mina, saw=story.touched).slug == "X"


def test_a_stale_revision_changes_nothing_and_says_both_texts(story: Story, mina: Person) -> None:
    saw = story.touched
    revise_own(story, said(text="Other words."), by=mina, saw=saw)
    with pytest.raises(Stale) as stale:
        revise_own(story, said(text="Mine."), by=mina, saw=saw)
    assert (stale.value.mine["text"], stale.value.theirs["text"]) == ("Mine.", "Other words.")


def test_wire_copy_is_not_revised_as_own_copy(mina: Person) -> None:
    story = make.story()
    with pytest.raises(Refused, match="came by wire"):
        revise_own(story, said(), by=make.editor(), saw=story.touched)


def test_history_names_who_filed_and_who_revised(story: Story, mina: Person) -> None:
    revise_own(story, said(slug="X"), by=mina, saw=story.touched)
    told = Event.objects.filter(story=story).order_by("number").values_list("kind", "actor")
    assert list(told) == [("filed", mina.pk), ("revised", mina.pk)]


# What the machine leaves alone --------------------------------------------------------------------
def test_nothing_reads_it_again(story: Story) -> None:
    assert not look(Transmission.objects.get(format="own")).differs


def test_no_look_and_no_wire_copy_joins_it(story: Story, mina: Person) -> None:
    hand_in(said(text=TEXT + "\n\nMORE"), by=mina)
    wire = make.story(make.first(headline="Ferry late", slug="FERRY"))
    look_again(now=timezone.now())
    assert Story.objects.count() == 3
    assert wire.placings.count() == story.placings.count() == 1


def test_nobody_joins_takes_to_it(story: Story, mina: Person) -> None:
    other = hand_in(said(slug="OTHER"), by=mina)
    with pytest.raises(Refused, match="written here"):
        merge(story, other.placings.get().item, by=make.editor(), saw=story.touched)


def test_its_item_is_not_corrected_as_one_that_was_read(story: Story) -> None:
    corrector = make.person(Role.CORRECTOR)
    with pytest.raises(Refused, match="written here"):
        correct_item(story.placings.get().item, {"slug": "X"}, by=corrector, reason="Wrong.")
