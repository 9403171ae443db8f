"""A source's page: silence, retention and the volume breaker."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from dispatches.models import Source, Story, Transmission
from dispatches.tests import make
from dispatches.tests.admin import stage
from dispatches.workflow import Role

pytestmark = pytest.mark.django_db
LIST = reverse("admin:dispatches_source_changelist")


@pytest.fixture
def browser() -> Client:
    return stage.at_the_desk(Role.CORRECTOR)


def page_of(source: Source) -> str:
    return reverse("admin:dispatches_source_change", args=[source.pk])


def typed(browser: Client, source: Source, **fields: object) -> dict[str, object]:
    form = browser.get(page_of(source)).context["adminform"].form
    said = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    return said | {"is_active": "on", "muted_checks": []} | fields


def test_silence_retention_and_volume_are_set_in_the_form(browser: Client) -> None:
    source = make.source()
    said = {"silence_minutes": "90", "retention_days": "30", "most_an_hour": "600"}
    assertRedirects(browser.post(page_of(source), typed(browser, source, **said)), LIST)
    source.refresh_from_db()
    limits = (source.silence_minutes, source.retention_days, source.most_an_hour)
    assert limits == (90, 30, 600)


def test_bytes_are_kept_for_a_day_at_least(browser: Client) -> None:
    source = make.source()
    answer = browser.post(page_of(source), typed(browser, source, retention_days="0"))
    assertContains(answer, "Bytes are kept for a day at least")


def test_its_page_says_what_was_learned_and_when_copy_last_came(browser: Client) -> None:
    make.ingest(make.first(), at=make.NOON)
    source = make.source(learned_silence=[30] * 23 + [None])
    page = browser.get(page_of(source))
    assertContains(page, "00h 30 min; 01h 30 min")
    assertContains(page, "25 Apr 2019, noon")
    assertContains(browser.get(page_of(make.source("plain"))), "it takes a week of copy")


@pytest.mark.parametrize(
    ("action", "told", "state"),
    [
        ("release_and_read_what_is_held", "Transmissions read or rejected: 2.", "read"),
        ("go_on_and_keep_what_is_held", "2 stay held", "held"),
    ],
)
def test_a_source_that_was_stopped_is_released_after_a_look(
    browser: Client, action: str, told: str, state: str
) -> None:
    source = make.source(most_an_hour=0)
    for _ in range(2):
        make.ingest(make.first(), source=source)
    deed = {"action": action, "_selected_action": [source.pk]}
    assertContains(browser.post(LIST, deed), "Copy is taken from it again.")
    assert not Story.objects.exists()
    assertContains(browser.post(LIST, {**deed, "confirmed": "yes"}), told)
    assert set(Transmission.objects.values_list("state", flat=True)) == {state}
