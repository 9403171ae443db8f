import pytest
from django.test import Client

from dispatches.tests import make
from dispatches.workflow import Role

PASSWORD = "a-long-enough-word"


def test_a_person_logs_in_and_comes_to_the_queue(db: None) -> None:
    made = make.person(Role.EDITOR, password=PASSWORD)
    answer = Client().post("/accounts/login/", {"login": made.username, "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")


def test_a_wrong_password_is_said_and_the_field_has_its_label(db: None) -> None:
    answer = Client().post("/accounts/login/", {"login": "nobody", "password": "wrong"})
    page = answer.content.decode()
    assert 'class="error"' in page
    assert '<label for="id_login">' in page


def test_too_many_tries_are_stopped(db: None) -> None:
    made = make.person(Role.EDITOR, password=PASSWORD)
    tries = {"login": made.username, "password": "wrong"}
    answers = [Client().post("/accounts/login/", tries) for _ in range(6)]
    assert "Too many" in answers[-1].content.decode()


def test_nobody_signs_up(db: None) -> None:
    page = Client().get("/accounts/signup/").content.decode()
    assert "By invitation" in page
    said = {"username": "x", "email": "x@example.org", "password1": PASSWORD, "password2": PASSWORD}
    assert "By invitation" in Client().post("/accounts/signup/", said).content.decode()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/accounts/login/", "Log in"),
        ("/accounts/password/reset/", "Forgotten your password?"),
        ("/accounts/password/reset/done/", "Look into your mail"),
        ("/accounts/password/reset/key/done/", "Your password is set"),
        ("/accounts/password/reset/key/1-x/", "This link has been used"),
        ("/accounts/inactive/", "This account is switched off"),
    ],
)
def test_every_page_at_the_door_is_ours(db: None, address: str, words: str) -> None:
    page = Client().get(address).content.decode()
    assert words in page
    assert "desk/desk.css" in page
    assert "<script" not in page


@pytest.mark.parametrize("address", ["/accounts/logout/", "/accounts/password/change/"])
def test_every_page_behind_the_door_is_ours(db: None, address: str) -> None:
    client = Client()
    client.force_login(make.person(Role.EDITOR, password=PASSWORD))
    assert "desk/desk.css" in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [("/nowhere/", 404, "There is no such page"), ("/desk/s/1/heading/", 403, "not yours")],
)
def test_what_is_not_there_or_not_yours_is_said_on_a_page(
    db: None, address: str, status: int, words: str
) -> None:
    client = Client()
    client.force_login(make.person(Role.REPORTER))
    answer = client.get(address)
    assert answer.status_code == status
    assert words in answer.content.decode()
