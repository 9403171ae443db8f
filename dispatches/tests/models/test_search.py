import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dispatches.actions.edit import edit_paragraph
from dispatches.models import Searched, Story
from dispatches.tests import make
from dispatches.wire.findable import Phrase, words

pytestmark = pytest.mark.django_db

BENGALI = "প্রধানমন্ত্রীর বক্তব্যে নদীর পানি বেড়েছে বলে র‍্যাব ২০১৯ সালে জানায়।"
ARABIC = "قالت الحُكُومَة إن الأمطار مستمرة."


def said(text: str, *, begins: bool = False) -> list[int]:
    phrase = Phrase(tuple(words(text)), begins)
    return sorted(Searched.objects.saying([phrase]).values_list("pk", flat=True))


@pytest.mark.parametrize(
    "word", ["প্রধানমন্ত্রীর", "র্যাব", "2019", "পানি বেড়েছে", "الحكومة", "الأمطار مستمرة"]
)
def test_words_of_every_script_are_found(word: str) -> None:
    story = make.story(make.first(body=(BENGALI, ARABIC)))
    make.story()
    assert said(word) == [story.pk]


@pytest.mark.parametrize("word", ["মন্ত্রীর", "প্রধানমন্ত", "পানি সালে", "hukuma"])
def test_parts_of_words_and_words_apart_are_not_found(word: str) -> None:
    make.story(make.first(body=(BENGALI, ARABIC)))
    assert said(word) == []


def test_the_beginning_of_a_word_is_found_when_it_is_asked_for() -> None:
    story = make.story(make.first(body=(BENGALI,)))
    assert said("প্রধানমন্ত", begins=True) == [story.pk]
    assert said("নদীর পা", begins=True) == [story.pk]


def test_what_is_left_out_leaves_out_stories() -> None:
    wet, dry = make.story(make.first(body=("It rained.",))), make.story()
    rain, gauge = Phrase(("rained",)), Phrase(("gauge",))
    assert list(Searched.objects.saying([gauge], [rain])) == [dry.searched]
    assert list(Searched.objects.saying([], [rain])) == [dry.searched]
    assert wet.searched in Searched.objects.saying([], [Phrase(("zeppelin",))])


def test_a_new_version_is_found_by_its_words_and_no_more_by_the_last_ones() -> None:
    story = make.damaged()
    key = story.head().paragraphs[0]["key"]
    assert said("rained") == [story.pk]
    editor = make.editor()
    edit_paragraph(story, key, "It hailed.", by=editor, saw=story.touched)
    assert said("hailed") == [story.pk]
    assert said("it rained") == []


@given(st.text(max_size=60))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_words_are_asked_for_the_index_answers(text: str) -> None:
    for begins in (False, True):
        found = tuple(words(text))
        if found:
            assert not list(Searched.objects.saying([Phrase(found, begins)], [Phrase(("a",))]))


@pytest.mark.django_db(transaction=True)
def test_stories_that_are_there_already_can_be_found_after_the_move_to_this_table() -> None:
    story = make.story(make.first(body=(BENGALI,)))
    call_command("migrate", "dispatches", "0012", verbosity=0)
    call_command("migrate", "dispatches", verbosity=0)
    assert said("প্রধানমন্ত্রীর") == [story.pk]
    assert Story.objects.get().searched.text.startswith("gauge")
