import time

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from pytest_django import Settings

from dispatches.actions import correct, people, seen
from dispatches.actions.errors import Refused
from dispatches.models import Event, Person, Source
from dispatches.tests import make
from dispatches.tests.actions.test_races import at_once, crowd  # noqa: F401  # a fixture
from dispatches.workflow import Role

pytestmark = pytest.mark.django_db
NEW = "a Long-enough passphrase"


def invite(by: Person | None = None) -> people.Invitation:
    return people.invite("rahim", "Rahim@Example.org", "editor", by=by, site="https://desk.example")


def choose_password(link: str, password: str = NEW) -> Client:
    client = Client()
    page = client.get(link.removeprefix("https://desk.example"), follow=True)
    address = page.redirect_chain[-1][0] if page.redirect_chain else link
    client.post(address, {"password1": password, "password2": password})
    return client


def test_an_invitation_makes_a_person_without_a_password_and_mails_the_link() -> None:
    invitation = invite(make.person(Role.ADMINISTRATOR))
    assert not invitation.person.has_usable_password()
    assert invitation.person.email == "rahim@example.org"
    assert invitation.mailed
    assert invitation.link in mail.outbox[0].body


def test_the_link_gives_a_password_that_lets_in() -> None:
    choose_password(invite().link)
    assert Client().login(username="rahim", password=NEW)
    assert Client().login(username="rahim@example.org", password=NEW)


def test_the_link_works_once() -> None:
    link = invite().link
    choose_password(link)
    choose_password(link, "another Long passphrase")
    assert Client().login(username="rahim", password=NEW)


def test_the_link_is_not_in_the_history() -> None:
    invitation = invite(make.person(Role.ADMINISTRATOR))
    event = Event.objects.get(about=f"person {invitation.person.pk}")
    assert invitation.link.rsplit("/", 2)[1] not in f"{event.before} {event.after} {event.reason}"


def test_a_mail_server_that_is_down_does_not_undo_the_invitation(
    settings: Settings,
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    invitation = invite()
    assert not invitation.mailed
    assert Person.objects.filter(username="rahim").exists()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ANONYMOUS, Role.ADMINISTRATOR}))
def test_nobody_but_an_administrator_manages_people(role: Role) -> None:
    somebody, other = make.person(role), make.person(Role.REPORTER)
    with pytest.raises(PermissionDenied):
        invite(somebody)
    with pytest.raises(PermissionDenied):
        people.set_role(somebody, "administrator", by=somebody)
    with pytest.raises(PermissionDenied):
        people.switch_off(other, by=somebody)
    with pytest.raises(PermissionDenied):
        people.invite_again(other, by=somebody)


@pytest.mark.parametrize(
    ("username", "email", "role", "said"),
    [
        ("RAHIM", "other@example.org", "editor", "already"),
        ("karim", "RAHIM@example.org", "editor", "address"),
        ("karim", "", "editor", "address is needed"),
        ("karim", "not an address", "editor", "email"),
        ("a name with spaces", "karim@example.org", "editor", "username"),
        ("karim", "karim@example.org", "owner", "role"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused(
    username: str, email: str, role: str, said: str
) -> None:
    invite()
    with pytest.raises(Refused, match=said):
        people.invite(username, email, role, by=None)
    assert Person.objects.count() == 1


def test_a_new_role_is_recorded_with_the_old_one() -> None:
    chief = make.person(Role.ADMINISTRATOR)
    person = people.set_role(make.person(Role.REPORTER), "chief", by=chief, reason="Promoted")
    event = Event.objects.get(about=f"person {person.pk}")
    assert (event.before["role"], event.after["role"]) == ("reporter", "chief")
    assert (event.actor, event.reason) == (chief, "Promoted")


def test_the_last_administrator_stays_one() -> None:
    last = make.person(Role.ADMINISTRATOR)
    for fields in ({"role": "editor"}, {"is_active": False}):
        with pytest.raises(Refused, match="last administrator"):
            people.change(last, fields, by=last)
    last.refresh_from_db()
    assert last.is_active
    assert last.role == Role.ADMINISTRATOR


def test_one_of_two_administrators_may_go() -> None:
    first, second = make.person(Role.ADMINISTRATOR), make.person(Role.ADMINISTRATOR)
    people.switch_off(first, by=second)
    with pytest.raises(Refused, match="last administrator"):
        people.switch_off(second, by=second)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A change of a person takes its time under the lock."""
    monkeypatch.setattr(people, "_check", lambda _person: time.sleep(0.3))


@pytest.mark.usefixtures("crowd", "slow")
def test_two_administrators_who_switch_each_other_off_at_once_leave_one() -> None:
    one, two = make.person(Role.ADMINISTRATOR), make.person(Role.ADMINISTRATOR)
    came = at_once(
        lambda: people.switch_off(one, by=two),
        lambda: people.switch_off(two, by=one),
    )
    assert sum(isinstance(each, Person) for each in came) == 1
    assert sum(isinstance(each, Refused) for each in came) == 1


@pytest.mark.usefixtures("crowd", "slow")
def test_one_administrator_does_not_stand_in_the_way_of_another() -> None:
    one, two = make.person(Role.ADMINISTRATOR), make.person(Role.ADMINISTRATOR)
    source, left = make.source(), make.person(Role.EDITOR)
    came = at_once(
        lambda: people.switch_off(left, by=one),
        lambda: correct.correct_source(source, {"name": "New"}, by=two),
    )
    assert [type(each) for each in came] == [Person, Source]


def test_the_sessions_of_whoever_is_switched_off_end() -> None:
    off, on = make.person(Role.EDITOR), make.person(Role.ADMINISTRATOR)
    for person in (off, on):
        Client().force_login(person)
    people.switch_off(off, by=on)
    left = [session.get_decoded()["_auth_user_id"] for session in Session.objects.all()]
    assert left == [str(on.pk)]


def test_whoever_is_switched_off_cannot_use_a_link_that_waits() -> None:
    invitation = invite()
    people.switch_off(invitation.person, by=make.person(Role.ADMINISTRATOR))
    choose_password(invitation.link)
    assert not Person.objects.get(username="rahim").has_usable_password()


def test_an_old_address_is_no_way_in_any_more() -> None:
    person = invite().person
    people.change(person, {"email": "new@example.org"}, by=make.person(Role.ADMINISTRATOR))
    assert not EmailAddress.objects.filter(email="rahim@example.org").exists()


def test_a_stale_form_changes_nobody_and_shows_both_values() -> None:
    chief, person = make.person(Role.ADMINISTRATOR), make.person(Role.REPORTER)
    saw = seen.mark(people.facts(person))
    people.set_role(person, "chief", by=chief)
    with pytest.raises(seen.Overtaken) as raised:
        people.change(person, {"role": "editor"}, by=chief, saw=saw)
    assert raised.value.mine == {"role": "editor"}
    assert raised.value.theirs == {"role": "chief"}


def test_a_change_that_changes_nothing_is_not_recorded() -> None:
    chief = make.person(Role.ADMINISTRATOR)
    people.set_role(chief, "administrator", by=chief)
    assert not Event.objects.exists()


def test_demo_people_are_refused_on_a_public_site(settings: Settings) -> None:
    settings.PRODUCTION = True
    with pytest.raises(Refused, match="production"):
        people.make_demo("chief", Role.CHIEF, NEW)
