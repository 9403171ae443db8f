import re
from datetime import UTC, datetime

import pytest
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from dispatches.actions.errors import Refused
from dispatches.actions.preferences import prefer
from dispatches.forms import PreferenceForm
from dispatches.models import Person, Preference
from dispatches.models.liking import liked
from dispatches.tests import make
from dispatches.tests.desk.conftest import HTMX, At, Desk
from dispatches.workflow import Role, Status

ALL = {"theme": "dark", "density": "roomy", "zone": "asia/dhaka", "alerts_kill": ["page", "mail"]}


def person(desk: Desk) -> Person:
    assert desk.person is not None
    return Person.objects.get(pk=desk.person.pk)


def test_whoever_chose_nothing_has_no_row_and_the_defaults(editor: Desk) -> None:
    assert 'data-theme="auto" data-density="dense"' in editor.page("queue")
    assert liked(person(editor)).keys_on
    assert not Preference.objects.exists()


def test_what_is_chosen_is_kept_and_every_page_carries_it(editor: Desk) -> None:
    assert editor.send("me", **ALL, columns=["words", "who"]).status_code == 302
    kept = liked(person(editor))
    assert (kept.theme, kept.density, kept.keys_on) == ("dark", "roomy", False)
    assert (kept.zone, kept.columns) == ("Asia/Dhaka", ["title", "words", "who"])
    assert (kept.alerts["kill"], kept.alerts["hold"]) == (["page", "mail"], [])
    page = editor.page("queue")
    assert 'data-theme="dark" data-density="roomy"' in page
    assert '<meta name="color-scheme" content="dark">' in page


def test_the_form_shows_what_was_kept(editor: Desk) -> None:
    prefer(person(editor), theme="contrast", zone="Asia/Dhaka", alerts={"flash": ["mail"]})
    page = editor.page("me")
    assert re.search(r'value="contrast"[^>]* checked', page)
    assert 'value="Asia/Dhaka"' in page
    assert re.search(r'name="alerts_flash" value="mail"[^>]* checked', page)
    assert not re.search(r'name="alerts_flash" value="page"[^>]* checked', page)
    assert "desk/contrast.css" in page


@pytest.mark.parametrize(
    "wrong", [{"zone": "Mars/Olympus"}, {"theme": "pink"}, {"columns": ["x"]}, {"density": ""}]
)
def test_what_cannot_be_liked_is_said_and_nothing_is_kept(
    editor: Desk, wrong: dict[str, object]
) -> None:
    answer = editor.send("me", **(ALL | wrong))
    assert answer.status_code == 422
    assert 'class="error"' in answer.content.decode()
    assert not Preference.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"zone": "Mars/Olympus"},
        {"theme": "pink"},
        {"columns": ["x"]},
        {"alerts": {"kill": ["pigeon"]}},
        {"alerts": {"tea": ["mail"]}},
        {"salary": 1},
    ],
)
def test_the_action_refuses_what_cannot_be_liked(editor: Desk, wrong: dict[str, object]) -> None:
    with pytest.raises(Refused):
        prefer(person(editor), **wrong)
    assert not Preference.objects.exists()


def test_one_wish_leaves_the_others_as_they_were(editor: Desk) -> None:
    prefer(person(editor), theme="dark")
    prefer(person(editor), keys_on=False)
    assert (liked(person(editor)).theme, liked(person(editor)).keys_on) == ("dark", False)


def test_all_columns_are_kept_as_none_so_that_a_new_one_shows(editor: Desk) -> None:
    every = [value for value, _ in PreferenceForm().fields["columns"].choices]  # type: ignore[attr-defined]
    editor.send("me", **ALL, columns=every)
    assert liked(person(editor)).columns == []


@pytest.mark.parametrize(("said", "on"), [({}, False), ({"keys_on": "on"}, True)])
def test_the_switch_of_the_keys_is_kept_with_or_without_a_script(
    editor: Desk, said: dict[str, str], on: bool
) -> None:
    assert editor.send("me_keys", **said).status_code == 302
    assert liked(person(editor)).keys_on is on
    assert editor.swap("me_keys", **said).status_code == 204
    switch = re.search(r'<input type="checkbox" id="keys-on"[^>]*>', editor.page("queue"))
    assert switch is not None
    assert ("checked" in switch[0]) is on


def test_the_keys_stay_off_in_another_browser(editor: Desk) -> None:
    editor.send("me_keys")
    other = Desk(None)
    other.client.force_login(person(editor))
    assert 'name="keys_on" autocomplete="off">' in other.page("queue")


def test_pages_of_the_desk_tell_a_persons_own_time_and_say_so(editor: Desk) -> None:
    story = make.story(at=datetime(2026, 1, 5, 21, 30, tzinfo=UTC))
    assert "5 Jan 21:30 UTC" in editor.page("queue", status="all")
    assert "desk time" in editor.page("queue")
    prefer(person(editor), zone="Asia/Dhaka")
    page = editor.page("queue", status="all")
    assert "6 Jan 03:30" in page
    assert "your time<small>Asia/Dhaka</small>" in page
    assert timezone.get_current_timezone_name() == "UTC"
    assert story.pk


def test_readers_pages_stay_with_the_desks_time(editor: Desk) -> None:
    story = make.story(status=Status.PUBLISHED)
    before = editor.client.get(story.get_absolute_url()).content
    prefer(person(editor), zone="Pacific/Kiritimati")
    assert editor.client.get(story.get_absolute_url()).content == before


def test_the_end_of_an_embargo_is_told_by_the_readers_clock_too(editor: Desk) -> None:
    story, at = make.story(), datetime(2026, 1, 5, 21, 30, tzinfo=UTC)
    with timezone.override("Asia/Tokyo"):
        told = {who: when.hour for when, who in story.clocks(at)}
    assert told == {"UTC, desk": 21, "source": 3, "you": 6}
    assert "you" not in {who for _, who in story.clocks(at)}


def test_what_a_person_likes_costs_no_query(
    editor: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    prefer(person(editor), zone="Asia/Dhaka")
    with django_assert_num_queries(2):  # the session; the person with what they like
        editor.page("me")


def test_leaving_elsewhere_ends_every_other_session_and_no_other_persons(at: At) -> None:
    here, there, somebody = at(Role.EDITOR), Desk(None), at(Role.CHIEF)
    there.client.force_login(person(here))
    answer = here.client.post("/desk/me/elsewhere/", follow=True)
    assert "Logged out of 1 other browser." in answer.content.decode()
    assert there.open("me").status_code == 302
    assert somebody.open("me").status_code == 200


def test_a_person_changes_their_own_wishes_alone(at: At) -> None:
    one, other = at(Role.EDITOR), at(Role.EDITOR)
    one.send("me", **ALL)
    assert liked(person(other)).theme == "auto"


def test_a_page_for_a_stranger_has_the_theme_of_the_system(at: At) -> None:
    page = at(Role.ANONYMOUS).client.get("/accounts/login/", headers=HTMX).content.decode()
    assert 'data-theme="auto"' in page
    assert "(prefers-contrast: more)" in page
