from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from dispatches.actions import sealed
from dispatches.admin import channels as page
from dispatches.channels import folder
from dispatches.channels.adapter import Setting
from dispatches.models import Channel, Event
from dispatches.tests import make
from dispatches.tests.admin import stage
from dispatches.workflow import Role

pytestmark = pytest.mark.django_db
ADD = reverse("admin:dispatches_channel_add")
LIST = reverse("admin:dispatches_channel_changelist")
SECRET = "tidewater-81"
ASKS_A_SECRET = (*folder.SETTINGS, Setting("password", "Password", "secret", required=True))


@pytest.fixture(params=[Role.CORRECTOR, Role.ADMINISTRATOR])
def browser(request: pytest.FixtureRequest) -> Client:
    return stage.at_the_desk(request.param)


@pytest.fixture
def secretive(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hot folder that asks for a password."""
    monkeypatch.setattr(folder, "SETTINGS", ASKS_A_SECRET)


def page_of(row: Channel) -> str:
    return reverse("admin:dispatches_channel_change", args=[row.pk])


def typed(**fields: Any) -> dict[str, Any]:
    said = {"name": "in", "source": make.source().pk, "every_seconds": 5, "is_active": "on"}
    said |= {"set_path": "/srv/in", "set_patterns": "*", "set_after": "move", "set_settle": "2"}
    return said | fields


def chosen(browser: Client, action: str, row: Channel, **more: str) -> str:
    deed = {"action": action, "_selected_action": [row.pk], **more}
    return browser.post(LIST, deed).content.decode()


def test_a_channel_is_added_in_two_steps_its_kind_and_what_that_asks_for(browser: Client) -> None:
    assertContains(browser.get(ADD), 'href="?kind=folder"')
    assertContains(browser.get(f"{ADD}?kind=folder"), 'name="set_path"')
    answer = browser.post(f"{ADD}?kind=folder", typed(reason="A new wire"))
    assertRedirects(answer, LIST)
    channel = Channel.objects.get()
    assert channel.settings == {"path": "/srv/in", "patterns": "*", "after": "move", "settle": 2}
    assert (channel.kind, channel.every_seconds) == ("folder", 5)
    assert Event.objects.get(kind="channel").reason == "A new wire"


@pytest.mark.parametrize("kind", ["", "pigeon", "%00", "folder%00"])
def test_a_kind_that_is_none_is_asked_for(browser: Client, kind: str) -> None:
    assertContains(browser.get(f"{ADD}?kind={kind}"), "By what does the copy come?")
    browser.post(f"{ADD}?kind={kind}", typed())
    assert not Channel.objects.exists()


def test_what_a_kind_needs_is_asked_for_beside_its_field(browser: Client) -> None:
    answer = browser.post(f"{ADD}?kind=folder", typed(set_path="", set_settle="soon"))
    errors = answer.context["adminform"].form.errors
    assert set(errors) == {"set_path", "set_settle"}
    answer = browser.post(f"{ADD}?kind=folder", typed(every_seconds=0))
    assertContains(answer, "write a number from 1 to 86,400")


def test_a_channel_is_changed_and_a_stale_change_is_refused(browser: Client) -> None:
    row = make.channel()
    saw = browser.get(page_of(row)).context["adminform"].form.initial["saw"]
    assertRedirects(browser.post(page_of(row), typed(name="night", saw=saw)), LIST)
    row.refresh_from_db()
    assert (row.name, row.settings["path"]) == ("night", "/srv/in")
    answer = browser.post(page_of(row), typed(name="day", saw=saw))
    assertContains(answer, "was changed by somebody else")
    assertContains(answer, "It says “night” now.")


@pytest.mark.usefixtures("secretive")
def test_a_secret_is_typed_and_never_shown(browser: Client) -> None:
    assert browser.post(f"{ADD}?kind=folder", typed(set_password=SECRET)).status_code == 302
    row = Channel.objects.get()
    assert sealed.opened(row.secret) == SECRET
    pages = [page_of(row), LIST, reverse("admin:dispatches_channel_history", args=[row.pk])]
    for address in pages:
        assertNotContains(browser.get(address), SECRET)
        assertNotContains(browser.get(address), row.secret)
    assertContains(browser.get(page_of(row)), page._KEPT)


@pytest.mark.usefixtures("secretive")
def test_a_secret_that_is_not_typed_again_stays(browser: Client) -> None:
    assertContains(browser.post(f"{ADD}?kind=folder", typed()), "This field is required.")
    row = make.channel(secret=SECRET)
    saw = browser.get(page_of(row)).context["adminform"].form.initial["saw"]
    browser.post(page_of(row), typed(name="night", saw=saw))
    row.refresh_from_db()
    assert (row.name, sealed.opened(row.secret)) == ("night", SECRET)
    answer = browser.post(page_of(row), typed(name="", set_password="ebb-and-flow"))
    assertNotContains(answer, "ebb-and-flow")


def test_a_channel_is_paused_and_resumed_after_a_look_at_what_comes_of_it(browser: Client) -> None:
    row = make.channel()
    assert "Nothing is taken by it until it is resumed" in chosen(browser, "pause", row)
    assert "Paused." in chosen(browser, "pause", row, confirmed="yes", reason="Night")
    assertContains(browser.get(LIST), "paused")
    assert "Nothing: paused already." in chosen(browser, "pause", row)
    assert "at once" in chosen(browser, "resume", row)
    assert "Resumed." in chosen(browser, "resume", row, confirmed="yes")
    assert "Nothing: it is not paused." in chosen(browser, "resume", row)
    assert [e.reason for e in Event.objects.filter(kind="channel")] == ["", "Night", ""]


def test_a_channel_is_tried_and_says_what_it_found(browser: Client, tmp_path: Path) -> None:
    row = make.channel(str(tmp_path))
    assert "nothing is taken" in chosen(browser, "test", row)
    assert "Files to take: 0." in chosen(browser, "test", row, confirmed="yes")
    Channel.objects.update(settings={"path": str(tmp_path / "gone")})
    assert "There is no folder" in chosen(browser, "test", row, confirmed="yes")


def test_the_list_says_what_runs_what_fails_and_why(browser: Client) -> None:
    make.channel(name="stands")
    fails = make.channel(name="fails")
    Channel.objects.filter(pk=fails.pk).update(failures=2, last_error="<b>No such folder.</b>")
    answer = browser.get(LIST)
    assertContains(answer, "failing")
    assertContains(answer, "&lt;b&gt;No such folder.&lt;/b&gt;")


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.CHIEF])
def test_nobody_else_comes_near_a_channel(role: Role) -> None:
    row, client = make.channel(), stage.at_the_desk(role)
    for address in (ADD, f"{ADD}?kind=folder", LIST, page_of(row)):
        assert client.get(address).status_code == 403
        assert client.post(address, typed()).status_code == 403


def test_a_stranger_and_a_wrong_method_are_refused(browser: Client) -> None:
    row = make.channel()
    for address in (ADD, page_of(row)):
        assert Client().get(address).status_code == 302
        assert browser.put(address).status_code == 405
