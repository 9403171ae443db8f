import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from dispatches.models import Convention, Event, Source, WireItem
from dispatches.tests import make
from dispatches.tests.admin import stage
from dispatches.tests.wire import agency
from dispatches.wire.conventions import CONVENTIONS, texts
from dispatches.workflow import Role

pytestmark = pytest.mark.django_db
ADD = reverse("admin:dispatches_convention_add")
LIST = reverse("admin:dispatches_convention_changelist")
LEARNED = {
    "serial": "<{number:4-6}.{PREFIX:3}>",
    "slug": r"\[{SLUG}\]",
    "take_number": "~{number}",
    "sign_off": "{mark}/{initials}/{time}",
    "more": "weiter",
    "crossheads": "dashes",
}


@pytest.fixture
def browser() -> Client:
    return stage.at_the_desk(Role.ADMINISTRATOR)


def page_of(row: Convention) -> str:
    return reverse("admin:dispatches_convention_change", args=[row.pk])


def typed(**fields: str) -> dict[str, str]:
    return {"name": "ops", "is_active": "on", "crossheads": "dashes, capitals", **fields}


def a_day() -> Source:
    """A source on which a day of the made-up agency's copy came."""
    source = make.source("ops")
    for n, page in enumerate(agency.pages(8)):
        make.ingest(page, source=source, name=f"p{n}", at=make.minutes(n), join=False)
    return source


def test_one_is_added_without_code_and_copy_is_read_by_it(browser: Client) -> None:
    answer = browser.post(ADD, typed(**LEARNED, reason="A new agency"))
    assertRedirects(answer, LIST)
    a_day()
    assert WireItem.objects.first().slug == "Ferryfares"  # type: ignore[union-attr]
    event = Event.objects.get(kind="convention")
    assert (event.reason, event.after["slug"]) == ("A new agency", r"\[{SLUG}\]")


def test_a_mistake_is_told_beside_its_field_and_nothing_is_kept(browser: Client) -> None:
    answer = browser.post(ADD, typed(serial="{PREFIX}-{numbr}", priorities="EIL"))
    errors = answer.context["adminform"].form.errors
    assert errors["serial"] == ["At character 10: {numbr} is no field, {number} is."]
    assert errors["priorities"] == ["“EIL” is written EIL=urgent: the word, then what it means."]
    assert not Convention.objects.exists()


def test_one_is_changed_and_a_stale_change_gets_both_texts(browser: Client) -> None:
    row = make.convention()
    page = browser.get(page_of(row))
    saw = page.context["adminform"].form.initial["saw"]
    assertRedirects(browser.post(page_of(row), typed(more="weiter", saw=saw)), LIST)
    answer = browser.post(page_of(row), typed(more="mehr", saw=saw))
    assertContains(answer, "was changed by somebody else")
    assertContains(answer, "It says “weiter” now.")


def test_the_name_is_given_once(browser: Client) -> None:
    row = make.convention()
    assertNotContains(browser.get(page_of(row)), 'name="name"')
    browser.post(page_of(row), typed(name="other", more="weiter"))
    assert Convention.objects.get().name == "ops"


def test_a_trial_shows_what_would_change_and_writes_nothing(browser: Client) -> None:
    source = a_day()
    events, items = Event.objects.count(), WireItem.objects.count()
    answer = browser.post(ADD, typed(**LEARNED, _try="yes", tried_on=str(source.pk)))
    found = answer.context["tried"]
    assert ("incomplete stories", 7, 0) in found.rows
    assertContains(answer, "15 transmissions of ops")
    assertContains(answer, "FEQ-0401")
    assertContains(answer, 'value="&lt;{number:4-6}.{PREFIX:3}&gt;"')
    assert (Event.objects.count(), WireItem.objects.count()) == (events, items)
    assert not Convention.objects.exists()


def test_a_trial_is_on_the_sources_that_use_it_unless_one_is_chosen(browser: Client) -> None:
    a_day()
    answer = browser.post(ADD, typed(**LEARNED, _try="yes"))
    assert len(answer.context["tried"].changes) == 15
    answer = browser.post(ADD, typed(**LEARNED | {"name": "nobodys"}, _try="yes"))
    assertContains(answer, "No source uses it yet.")


def test_a_trial_of_one_that_stands_compares_with_it(browser: Client) -> None:
    a_day()
    row = make.convention(**LEARNED)
    answer = browser.post(page_of(row), typed(**LEARNED, _try="yes"))
    assertContains(answer, "No transmission is read otherwise.")
    answer = browser.post(page_of(row), typed(**LEARNED | {"more": ""}, _try="yes"))
    assert answer.context["tried"].changes
    row.refresh_from_db()
    assert row.more == "weiter"


def test_a_trial_with_a_mistake_is_no_trial(browser: Client) -> None:
    a_day()
    answer = browser.post(ADD, typed(serial="{numbr}", _try="yes"))
    assert "tried" not in answer.context
    assertContains(answer, "is no field")


def test_a_script_in_copy_is_inert_in_a_trial(browser: Client) -> None:
    make.ingest(f"{stage.SCRIPT}\n\nIt rained.\n\nWEITER\n", source=make.source("ops"))
    answer = browser.post(ADD, typed(more="weiter", leads="script", _try="yes"))
    assert answer.context["tried"].changes
    assertNotContains(answer, "<script>alert")


@pytest.mark.parametrize("name", sorted(CONVENTIONS))
def test_a_new_one_starts_from_one_that_is_built_in(browser: Client, name: str) -> None:
    form = browser.get(ADD, {"copy": name}).context["adminform"].form
    said = {field: form[field].value() for field in texts.write(CONVENTIONS[name])}
    assert texts.read(name, said) == CONVENTIONS[name]


def test_what_is_built_in_is_listed_to_be_read_only(browser: Client) -> None:
    make.convention("bss")
    answer = browser.get(LIST)
    assertContains(answer, f"{ADD}?copy=", count=len(CONVENTIONS))
    assertContains(answer, "No: the one above", count=1)


def test_a_day_of_a_source_proposes_a_convention_with_its_counts(browser: Client) -> None:
    source = a_day()
    page = browser.get(reverse("admin:dispatches_source_change", args=[source.pk]))
    assertContains(page, f"{ADD}?learn={source.pk}")
    answer = browser.get(ADD, {"learn": source.pk})
    form = answer.context["adminform"].form
    assert {name: form[name].value() for name in LEARNED} == LEARNED
    assertContains(answer, "serial: 15 of 15")
    assert not Convention.objects.exists()


@pytest.mark.parametrize("key", ["", "x", "99", "9" * 30, "%00"])
def test_what_cannot_be_learned_from_proposes_nothing(browser: Client, key: str) -> None:
    assert browser.get(ADD, {"learn": key, "copy": key}).status_code == 200


def test_of_too_little_copy_nothing_is_proposed_and_the_page_says_so(browser: Client) -> None:
    answer = browser.get(ADD, {"learn": make.source("ops").pk})
    assertContains(answer, "Nothing recurs in the 0 transmissions")


def test_one_is_switched_off_after_a_look_at_what_comes_of_it(browser: Client) -> None:
    row = make.convention("bss")
    deed = {"action": "switch_off", "_selected_action": [row.pk]}
    assertContains(browser.post(LIST, deed), "by the built-in convention “bss” again")
    assertContains(browser.post(LIST, {**deed, "confirmed": "yes"}), "Switched off.")
    row.refresh_from_db()
    assert not row.is_active
    assertContains(browser.get(page_of(row)), "is read by the built-in convention “bss”")


def test_a_source_chooses_among_what_is_built_in_and_what_was_added(browser: Client) -> None:
    make.convention("ops", is_active=False)
    form = browser.get(reverse("admin:dispatches_source_add")).context["adminform"].form
    offered = dict(form.fields["convention"].choices)
    assert set(offered) == {"auto", "ops", *CONVENTIONS}
    assert offered["ops"] == "ops (switched off)"


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.CHIEF])
def test_nobody_else_tries_one(role: Role) -> None:
    answer = stage.at_the_desk(role).post(ADD, typed(_try="yes"))
    assert answer.status_code == 403
