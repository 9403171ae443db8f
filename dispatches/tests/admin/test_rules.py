import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from dispatches.models import Event, Rule, Story
from dispatches.tests import make
from dispatches.tests.admin import stage
from dispatches.wire.rules import CONDITIONS, DEEDS
from dispatches.workflow import Role, Status

pytestmark = pytest.mark.django_db
ADD = reverse("admin:dispatches_rule_add")
LIST = reverse("admin:dispatches_rule_changelist")


@pytest.fixture
def browser() -> Client:
    return stage.at_the_desk(Role.ADMINISTRATOR)


def page_of(row: Rule) -> str:
    return reverse("admin:dispatches_rule_change", args=[row.pk])


def typed(**fields: object) -> dict[str, object]:
    return {"name": "Ferries", "place": "100", "is_active": "on", "do_desk": "home", **fields}


def test_a_form_asks_for_every_condition_and_every_deed(browser: Client) -> None:
    page = browser.get(ADD)
    for name in [*(f"if_{one}" for one in CONDITIONS), *(f"do_{one}" for one in DEEDS)]:
        assertContains(page, f'name="{name}"')


def test_a_rule_is_added_as_it_is_typed(browser: Client) -> None:
    said = typed(
        if_slug="ferry*, harbour fire", if_urgency_at_most="3", if_embargo="no", do_tags="River"
    )
    assertRedirects(browser.post(ADD, said | {"reason": "Asked for"}), LIST)
    rule = Rule.objects.get()
    asked = {"slug": ["ferry*", "harbour fire"], "urgency_at_most": 3, "embargo": False}
    assert rule.conditions == asked
    assert rule.deeds == {"desk": "home", "tags": ["river"]}
    assert Event.objects.get(kind="rule").reason == "Asked for"


def test_what_was_typed_stands_in_the_form_again(browser: Client) -> None:
    rule = make.rule(if_slug=["a*", "b"], if_embargo=True, do_approve=True)
    form = browser.get(page_of(rule)).context["adminform"].form
    shown = {name: form[name].value() for name in ("if_slug", "if_embargo", "do_approve")}
    assert form.fields["if_slug"].prepare_value(shown["if_slug"]) == "a*, b"
    assertContains(browser.get(page_of(rule)), '<option value="yes" selected>yes</option>', count=2)


def test_saving_what_stands_changes_nothing(browser: Client) -> None:
    rule = make.rule(if_slug=["a*"], do_desk="home")
    events = Event.objects.count()
    saw = browser.get(page_of(rule)).context["adminform"].form.initial["saw"]
    assertRedirects(browser.post(page_of(rule), typed(if_slug="a*", saw=saw)), LIST)
    assert Event.objects.count() == events


@pytest.mark.parametrize(
    ("fields", "name", "sentence"),
    [
        ({"if_slug": "--"}, "if_slug", "“--” has no letter and no digit."),
        ({"do_desk": ""}, "do_desk", "Say what is to be done"),
        ({"do_hold": "Ask.", "do_approve": "yes"}, "do_approve", "choose one"),
        ({"if_urgency_at_most": "99"}, "if_urgency_at_most", "9"),
    ],
)
def test_a_mistake_is_told_beside_its_field(
    browser: Client, fields: dict[str, object], name: str, sentence: str
) -> None:
    answer = browser.post(ADD, typed(**fields))
    assert sentence in answer.context["adminform"].form.errors[name][0]
    assert not Rule.objects.exists()


def test_a_stale_change_gets_both_texts(browser: Client) -> None:
    rule = make.rule(do_desk="home")
    saw = browser.get(page_of(rule)).context["adminform"].form.initial["saw"]
    assertRedirects(browser.post(page_of(rule), typed(if_slug="a*", saw=saw)), LIST)
    answer = browser.post(page_of(rule), typed(if_slug="b*", saw=saw))
    assertContains(answer, "was changed by somebody else")
    assertContains(answer, "It says “a*” now.")


# The dry run -------------------------------------------------------------------------------------
def test_a_trial_explains_every_decision_and_writes_nothing(browser: Client) -> None:
    make.rule("Older", do_urgency=7, place=1)
    make.story(make.first("BFF-40", slug="FERRY-FARES"))
    make.story(make.first("BFF-44", slug="BUDGET"))
    events = Event.objects.count()
    answer = browser.post(ADD, typed(if_slug="ferry*", _try="yes"))
    assertContains(answer, "It holds of 1 of the 2 latest stories of every source.")
    assertContains(answer, "Yes: slug “FERRY-FARES” matches ferry*")
    assertContains(answer, "No: slug “BUDGET” does not match ferry*")
    assertContains(answer, "Desk: home. Urgency: 7.")
    assert Rule.objects.count() == 1
    assert Event.objects.count() == events
    assert not Story.objects.filter(desk="home").exists()


def test_a_trial_says_what_would_be_approved_and_why_the_rest_would_not(browser: Client) -> None:
    make.story(make.first("BFF-40"))
    make.story(make.first("BFF-44", body=("It rained.", make.DAMAGED)))
    make.story(status=Status.IN_REVIEW)
    answer = browser.post(ADD, typed(do_approve="yes", _try="yes"))
    assertContains(answer, "Approved, without a person.", count=1)
    assertContains(answer, "Not approved. A problem is open", count=1)
    assertContains(answer, "Not approved. Somebody has worked on it", count=1)
    assert not Story.objects.filter(status=Status.APPROVED).exists()


def test_a_trial_of_a_rule_that_stands_takes_its_place(browser: Client) -> None:
    rule = make.rule(do_desk="home")
    make.story()
    answer = browser.post(page_of(rule), typed(do_desk="sea", _try="yes"))
    assert [one.decided for one in answer.context["tried"].outcomes] == [["Desk: sea."]]
    rule.refresh_from_db()
    assert rule.deeds == {"desk": "home"}


def test_a_trial_is_on_the_stories_of_the_source_of_the_rule(browser: Client) -> None:
    make.story()
    answer = browser.post(ADD, typed(source=make.source("ops").pk, _try="yes"))
    assertContains(answer, "No story of ops has come yet.")


def test_a_script_in_copy_is_inert_in_a_trial(browser: Client) -> None:
    make.story(make.first("BFF-40", headline=stage.SCRIPT))
    answer = browser.post(ADD, typed(if_headline="alert", _try="yes"))
    assert answer.context["tried"].outcomes[0].asked.held
    assertNotContains(answer, "<script>alert")


def test_a_trial_with_a_mistake_is_no_trial(browser: Client) -> None:
    answer = browser.post(ADD, typed(if_slug="--", _try="yes"))
    assert "tried" not in answer.context


def test_one_is_switched_off_after_a_look_at_what_comes_of_it(browser: Client) -> None:
    rule = make.rule()
    deed = {"action": "switch_off", "_selected_action": [rule.pk]}
    assertContains(browser.post(LIST, deed), "It is asked of no story any more.")
    assertContains(browser.post(LIST, {**deed, "confirmed": "yes"}), "Switched off.")
    rule.refresh_from_db()
    assert not rule.is_active


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.CHIEF])
def test_nobody_else_sees_them(role: Role) -> None:
    assert stage.at_the_desk(role).get(LIST).status_code in (302, 403)
    assert stage.at_the_desk(role).post(ADD, typed()).status_code == 403
