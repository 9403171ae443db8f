"""What people do on the pages of the admin: correct, invite, and act on several rows."""

import re
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse

from dispatches.models import Event, Person, Source, Story, Transmission, WireItem
from dispatches.tests import make
from dispatches.tests.admin import stage
from dispatches.wire.checks import meanings
from dispatches.workflow import Role, Status

pytestmark = pytest.mark.django_db


def page_of(row: models.Model) -> str:
    return reverse(f"admin:dispatches_{row._meta.model_name}_change", args=[row.pk])


def list_of(noun: type[models.Model]) -> str:
    return reverse(f"admin:dispatches_{noun._meta.model_name}_changelist")


def filled(client: Client, page: str, **typed: Any) -> dict[str, Any]:
    """What a browser would send: the form as it came, with what somebody typed."""
    form = client.get(page).context["adminform"].form
    said = {name: field.value() for name, field in ((name, form[name]) for name in form.fields)}
    shown = {name: form.fields[name].prepare_value(value) for name, value in said.items()}
    return {name: value for name, value in (shown | typed).items() if value not in (None, False)}


def correct(client: Client, row: models.Model, **typed: Any) -> Any:
    """Fill the form of a row in, and send it."""
    return client.post(page_of(row), filled(client, page_of(row), **typed))


def errors(answer: Any) -> str:
    return str(answer.context["adminform"].form.errors)


def choose(client: Client, action: str, *rows: models.Model, **more: str) -> Any:
    chosen = {"action": action, "_selected_action": [row.pk for row in rows], **more}
    return client.post(list_of(type(rows[0])), chosen)


def test_a_corrected_item_leads_to_its_new_row() -> None:
    elder, client = stage.item(), stage.at_the_desk(Role.CORRECTOR)
    answer = correct(client, elder, slug="FERRY-PRICES", reason="Wrong slug")
    younger = WireItem.objects.in_force().get()
    assert answer["Location"] == page_of(younger)
    assert (younger.slug, younger.elder) == ("FERRY-PRICES", elder)
    assert Event.objects.filter(kind="corrected", reason="Wrong slug").exists()


def test_only_what_was_typed_is_corrected() -> None:
    elder, client = stage.item(), stage.at_the_desk(Role.CORRECTOR)
    correct(client, elder, city="Dock", reason="x")
    event = Event.objects.get(kind="corrected")
    assert event.after == {"item": WireItem.objects.in_force().get().pk, "city": "Dock"}


def test_a_corrected_item_is_a_page_without_a_form() -> None:
    elder, client = stage.item(), stage.at_the_desk(Role.CORRECTOR)
    correct(client, elder, city="Dock", reason="x")
    page = client.get(page_of(elder)).content.decode()
    assert 'name="_save"' not in page
    assert "Corrected as" in page


def test_a_form_without_a_reason_comes_back() -> None:
    client = stage.at_the_desk(Role.CORRECTOR)
    for row in (stage.item(), Story.objects.get()):
        answer = correct(client, row, city="Dock", reason="")
        assert "reason" in errors(answer)
        assert 'value="Dock"' in answer.content.decode()


def test_what_an_action_refuses_comes_back_as_a_sentence_and_loses_nothing() -> None:
    item, client = stage.item(), stage.at_the_desk(Role.CORRECTOR)
    answer = correct(client, item, serial="seven", city="Dock", reason="x")
    assert answer.status_code == 200
    assert "“seven” is no serial" in errors(answer)
    assert 'value="Dock"' in answer.content.decode()


def test_a_story_published_meanwhile_is_not_corrected_and_the_page_says_why() -> None:
    client, story = stage.at_the_desk(Role.CORRECTOR), stage.story()
    typed = filled(client, page_of(story), headline="Late", reason="x")
    chief = make.chief()
    Story.objects.filter(pk=story.pk).update(approved_version=1, published_at=make.NOON)
    Story.objects.filter(pk=story.pk).update(status=Status.PUBLISHED, claimed_by=chief)
    answer = client.post(page_of(story), typed)
    assert "cannot be changed" in errors(answer)
    assert 'name="_save"' not in client.get(page_of(story)).content.decode()


def test_a_stale_form_shows_both_values_and_the_next_save_counts() -> None:
    client, story = stage.at_the_desk(Role.CORRECTOR), stage.story()
    typed = filled(client, page_of(story), headline="Mine", reason="x")
    correct(stage.at_the_desk(Role.CORRECTOR), story, headline="Theirs", reason="x")
    answer = client.post(page_of(story), typed)
    assert "It says “Theirs” now" in errors(answer)
    assert 'value="Mine"' in answer.content.decode()
    seen = re.search(r'name="saw" value="(\d+)"', answer.content.decode())
    assert seen
    client.post(page_of(story), typed | {"saw": seen[1]})
    assert Story.objects.get().headline == "Mine"


@pytest.mark.parametrize("saw", ["", "-1", "x", "9" * 40, "1.5"])
def test_a_form_that_saw_nothing_changes_nothing(saw: str) -> None:
    client, story = stage.at_the_desk(Role.CORRECTOR), stage.story()
    answer = correct(client, story, headline="Mine", reason="x", saw=saw)
    assert answer.status_code == 200
    assert Story.objects.get().version == 1


def test_a_stale_form_of_a_source_shows_both_values() -> None:
    client, source = stage.at_the_desk(Role.ADMINISTRATOR), make.source()
    typed = filled(client, page_of(source), name="Mine")
    correct(client, source, name="Theirs")
    answer = client.post(page_of(source), typed)
    assert "It says “Theirs” now" in errors(answer)
    assert Source.objects.get().name == "Theirs"


@pytest.mark.parametrize("role", [Role.CORRECTOR, Role.ADMINISTRATOR])
def test_a_source_is_added_and_switched_off(role: Role) -> None:
    client = stage.at_the_desk(role)
    said: dict[str, Any] = {
        "slug": "unb",
        "name": "UNB",
        "convention": "auto",
        "zone": "Asia/Dhaka",
    }
    said |= {"language": "en", "wait_minutes": "60", "is_active": "on"}
    said["muted_checks"] = ["C03", "C05"]
    client.post(reverse("admin:dispatches_source_add"), said)
    source = Source.objects.get(slug="unb")
    assert source.muted_checks == ["C03", "C05"]
    choose(client, "switch_off", source, confirmed="yes")
    assert not Source.objects.get(slug="unb").is_active


def test_a_source_is_offered_every_check_to_mute_but_those_that_never_are() -> None:
    client = stage.at_the_desk(Role.ADMINISTRATOR)
    page = client.get(page_of(make.source())).content.decode()
    boxes = re.findall(r'name="muted_checks" value="(C\d\d)"', page)
    assert boxes == [code for code in sorted(meanings()) if code not in {"C07", "C10", "C16"}]
    assert "C12 the story is nearly the same" in page


@pytest.mark.parametrize("code", ["C07", "C10", "C16", "C99"])
def test_what_is_never_muted_cannot_be_sent_either(code: str) -> None:
    client, source = stage.at_the_desk(Role.ADMINISTRATOR), make.source()
    typed = filled(client, page_of(source)) | {"muted_checks": [code]}
    assert "not one of the available choices" in errors(client.post(page_of(source), typed))
    assert Source.objects.get().muted_checks == []


def test_an_action_foretells_and_does_nothing_yet() -> None:
    client, person = stage.at_the_desk(Role.ADMINISTRATOR), make.person(Role.EDITOR)
    page = choose(client, "switch_off", person).content.decode()
    assert "Nothing was done yet" in page
    assert "Is logged out everywhere" in page
    assert Person.objects.get(pk=person.pk).is_active


def test_an_action_that_is_confirmed_is_done_and_says_what_came_of_each_row() -> None:
    client, person = stage.at_the_desk(Role.ADMINISTRATOR), make.person(Role.EDITOR)
    last = Person.objects.get(role=Role.ADMINISTRATOR)
    answer = choose(client, "switch_off", person, last, confirmed="yes", reason="Left")
    done = {row.pk: (done, said) for row, done, said in answer.context["rows"]}
    assert done[person.pk] == (True, "Switched off.")
    assert done[last.pk][0] is False
    assert "last administrator" in done[last.pk][1]
    assert Event.objects.get(about=f"person {person.pk}").reason == "Left"


def test_more_rows_than_can_be_foretold_are_refused() -> None:
    client = stage.at_the_desk(Role.ADMINISTRATOR)
    people = [Person(username=f"p{n}", email=f"p{n}@example.org") for n in range(101)]
    made = Person.objects.bulk_create(people)
    answer = choose(client, "switch_off", *made, confirmed="yes")
    assert answer.status_code == 302
    assert Person.objects.filter(is_active=True).count() == 102


def test_a_reject_is_read_again_by_the_corrector() -> None:
    client, reject = stage.at_the_desk(Role.CORRECTOR), make.transmission()
    assert "Stays where it is" in choose(client, "read_again", reject).content.decode()
    answer = choose(client, "read_again", reject, confirmed="yes")
    assert "PNG" in answer.context["rows"][0][2]
    assert Transmission.objects.rejected().exists()


def test_stories_are_checked_again() -> None:
    client, story = stage.at_the_desk(Role.CORRECTOR), make.damaged()
    assert "is checked again" in choose(client, "check_again", story).content.decode()
    choose(client, "check_again", story, confirmed="yes", reason="Check was mended")
    assert Event.objects.get(kind="checked").story == story


def test_an_invitation_is_shown_once_with_its_link() -> None:
    client = stage.at_the_desk(Role.ADMINISTRATOR)
    who = {"username": "rahim", "email": "rahim@example.org", "role": "editor"}
    page = client.post(reverse("admin:dispatches_person_add"), who).content.decode()
    link = re.search(r"<code>(http://testserver/accounts/password/reset/key/\S+)</code>", page)
    assert link
    assert Client().get(link[1]).status_code == 302
    person = Person.objects.get(username="rahim")
    assert link[1] not in client.get(page_of(person)).content.decode()


def test_an_invitation_that_is_refused_comes_back_with_what_was_typed() -> None:
    client = stage.at_the_desk(Role.ADMINISTRATOR)
    make.person(Role.EDITOR, username="rahim")
    who = {"username": "rahim", "email": "other@example.org", "role": "editor"}
    answer = client.post(reverse("admin:dispatches_person_add"), who)
    assert "There is a “rahim” already" in answer.content.decode()
    assert 'value="other@example.org"' in answer.content.decode()


def test_a_person_gets_a_new_link() -> None:
    client, person = stage.at_the_desk(Role.ADMINISTRATOR), make.person(Role.EDITOR)
    answer = choose(client, "send_a_new_link", person, confirmed="yes")
    assert "http://testserver/accounts/password/reset/key/" in answer.context["rows"][0][2]


def test_a_person_is_given_a_role_and_keeps_the_username() -> None:
    client, person = stage.at_the_desk(Role.ADMINISTRATOR), make.person(Role.REPORTER)
    correct(client, person, role="chief", username="other", is_superuser="on")
    person.refresh_from_db()
    assert (person.role, person.is_superuser) == ("chief", False)
    assert person.username != "other"


def test_the_history_of_a_row_is_the_history_of_the_house() -> None:
    client, source = stage.at_the_desk(Role.ADMINISTRATOR), make.source()
    correct(client, source, name="Theirs", reason="Renamed")
    page = client.get(reverse("admin:dispatches_source_history", args=[source.pk]))
    assert "Renamed" in page.content.decode()
    assert "Renamed" not in client.get(reverse("admin:index")).content.decode()
    assert "source" in client.get(reverse("admin:index")).content.decode()
