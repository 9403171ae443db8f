from collections.abc import Callable
from html.parser import HTMLParser
from itertools import product

import pytest
from django.contrib import admin
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from dispatches.admin.keepers import KEEPERS
from dispatches.models import (
    Channel,
    Convention,
    Event,
    Person,
    Problem,
    Publication,
    Revision,
    Rule,
    Ruling,
    Source,
    Story,
    StoryTake,
    Token,
    Transmission,
    WireItem,
)
from dispatches.tests import make
from dispatches.tests.admin import stage
from dispatches.workflow import POWERS, Role, Status

pytestmark = pytest.mark.django_db
NOUNS = sorted(KEEPERS, key=lambda noun: noun.__name__)
ODD = [
    *("q=%00", "o=99.-99", "p=99999", "id__exact=1", "password__startswith=a", "e=1", "all=&p=x"),
    *("received_at__year=99999", "kind__exact=%00", "status__exact=%00", "source__id__exact=%00"),
    *(
        "transmission__source__id__exact=99999999999999999999",
        "arrived_at__month=13",
        "_to_field=x",
    ),
    *("level__exact=%00", "role__exact=%00", "origin=%00", f"q={'a' * 5000}", "received_at__day=x"),
]
LET_IN = (Role.CORRECTOR, Role.ADMINISTRATOR)


class Inline(HTMLParser):
    """Collects what a strict Content-Security-Policy would stop."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in names):
            self.found.append(tag)
        self.found += [name for name in names if name == "style" or name.startswith("on")]


def address(noun: type[models.Model], page: str, *args: int) -> str:
    return reverse(f"admin:dispatches_{noun._meta.model_name}_{page}", args=args)


_MADE: dict[type[models.Model], Callable[[], models.Model]] = {
    Person: make.person,
    Convention: make.convention,
    Rule: lambda: make.rule(if_slug=[stage.SCRIPT]),
    Token: lambda: make.token().token,
    Channel: make.channel,
}


def row_of(noun: type[models.Model]) -> models.Model:
    """A row of any noun, out of a story that was joined from copy with a script in it."""
    if noun in _MADE:
        return _MADE[noun]()
    if noun in (Source, Event):
        make.source()
    elif noun is Publication:
        make.story(make.first(body=(f"It said {stage.SCRIPT}.",)), status=Status.PUBLISHED)
    else:
        stage.item(f"It said {stage.SCRIPT} to the", number=22)
        make.person(Role.EDITOR)
    found = noun._default_manager.first()
    if found is None:
        item, at = WireItem.objects.get(), make.NOON
        return Ruling.objects.create(item=item, other=item, together=True, by=make.person(), at=at)
    return found


def keeper_of(noun: type[models.Model]) -> Role:
    """A role that sees the noun."""
    return next(role for role in LET_IN if KEEPERS[noun].view in POWERS[role])


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("role", LET_IN)
def test_a_noun_is_seen_by_whom_the_table_names(noun: type[models.Model], role: Role) -> None:
    row, client = row_of(noun), stage.at_the_desk(role)
    expected = 200 if KEEPERS[noun].view in POWERS[role] else 403
    assert client.get(address(noun, "changelist")).status_code == expected
    assert client.get(address(noun, "change", row.pk)).status_code == expected
    assert client.get(address(noun, "history", row.pk)).status_code == expected


@pytest.mark.parametrize("noun", NOUNS)
def test_nothing_can_be_deleted(noun: type[models.Model]) -> None:
    row = row_of(noun)
    for role in LET_IN:
        client = stage.at_the_desk(role)
        deed = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        assert client.post(address(noun, "delete", row.pk), {"post": "yes"}).status_code == 403
        client.post(address(noun, "changelist"), deed)
    assert noun._default_manager.filter(pk=row.pk).exists()


def test_there_is_no_action_that_deletes() -> None:
    assert "delete_selected" not in [name for name, _ in admin.site.actions]


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("role", LET_IN)
def test_nothing_is_changed_or_added_by_whom_the_table_does_not_name(
    noun: type[models.Model], role: Role
) -> None:
    row, client, keeper = row_of(noun), stage.at_the_desk(role), KEEPERS[noun]
    if keeper.change not in POWERS[role]:
        assert client.post(address(noun, "change", row.pk), {}).status_code == 403
    if keeper.add not in POWERS[role]:
        assert client.post(address(noun, "add"), {}).status_code == 403


@pytest.mark.parametrize("role", sorted(set(Role) - {*LET_IN, Role.ANONYMOUS}))
def test_the_others_are_not_let_in(role: Role) -> None:
    client = stage.at_the_desk(role)
    for noun in NOUNS:
        assert client.get(address(noun, "changelist")).status_code == 403
        assert client.post(address(noun, "changelist"), {}).status_code == 403


def test_a_stranger_is_sent_to_the_one_login() -> None:
    answer = Client().get(reverse("admin:index"))
    assert answer["Location"] == f"{reverse('account_login')}?next={reverse('admin:index')}"
    assert Client().post(address(Source, "add"), {}).status_code == 403


@pytest.mark.parametrize("page", ["login", "logout", "password_change", "password_change_done"])
def test_the_admin_has_no_way_in_or_out_of_its_own(page: str) -> None:
    answer = stage.at_the_desk(Role.CORRECTOR).get(reverse(f"admin:{page}"))
    assert answer.status_code == 302


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(method: str) -> None:
    answer = getattr(stage.at_the_desk(Role.CORRECTOR), method)(address(Story, "changelist"))
    assert answer.status_code == 405


@pytest.mark.parametrize("noun", NOUNS)
def test_no_page_needs_what_the_policy_forbids(noun: type[models.Model]) -> None:
    row = row_of(noun)
    client = stage.at_the_desk(keeper_of(noun))
    pages = [address(noun, page, row.pk) for page in ("change", "history")]
    for page in [*pages, address(noun, "changelist"), reverse("admin:index")]:
        answer = client.get(page)
        assert Inline(answer.content.decode()).found == []
        assert "'unsafe-inline'" not in answer["Content-Security-Policy"]


@pytest.mark.parametrize("noun", [Transmission, WireItem, Revision, Problem])
def test_a_script_in_copy_is_inert(noun: type[models.Model]) -> None:
    client = stage.at_the_desk(Role.CORRECTOR)
    page = client.get(address(noun, "change", row_of(noun).pk)).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "<img" not in page


@pytest.mark.parametrize("noun", [Story, WireItem, Revision, StoryTake])
def test_a_script_in_a_headline_is_inert(noun: type[models.Model]) -> None:
    make.story(make.first(headline=stage.SCRIPT))
    row, client = noun._default_manager.get(), stage.at_the_desk(Role.CORRECTOR)
    pages = [address(noun, page, row.pk) for page in ("change", "history")]
    for page in [*pages, address(noun, "changelist")]:
        assert "<script>alert" not in client.get(page).content.decode()


def test_the_bytes_are_shown_and_cannot_be_typed_over() -> None:
    transmission = stage.came(stage.SCRIPT)
    answer = stage.at_the_desk(Role.CORRECTOR).get(address(Transmission, "change", transmission.pk))
    page = answer.content.decode()
    assert transmission.sha256 in page
    assert "    8  &lt;script&gt;alert(1)" in page
    assert "00000000  42 46 46 2d 32 31 0a" in page
    assert '<input type="text"' not in page


def test_marks_that_turn_letters_round_are_written_out() -> None:
    transmission = stage.came("Boatmen \u202esaid\u202c so.")
    page = stage.at_the_desk(Role.CORRECTOR).get(address(Transmission, "change", transmission.pk))
    assert "[U+202E]said[U+202C]" in page.content.decode()


@pytest.mark.parametrize(
    ("noun", "words"),
    [*product((WireItem, Story, Transmission), ("BFF-21", "ferry-fares"))],
)
def test_a_row_is_found_by_serial_and_slug(noun: type[models.Model], words: str) -> None:
    row = row_of(noun)
    stage.item()
    other = noun._default_manager.exclude(pk=row.pk).get()
    answer = stage.at_the_desk(Role.CORRECTOR).get(address(noun, "changelist"), {"q": words})
    assert other in answer.context["cl"].queryset


@pytest.mark.parametrize("noun", NOUNS)
def test_no_address_breaks_a_list(noun: type[models.Model]) -> None:
    client = stage.at_the_desk(keeper_of(noun))
    for asked in ODD:
        answer = client.get(f"{address(noun, 'changelist')}?{asked}")
        assert answer.status_code in (200, 302, 400), asked


@pytest.mark.parametrize("noun", NOUNS)
def test_no_key_breaks_a_page(noun: type[models.Model]) -> None:
    client = stage.at_the_desk(keeper_of(noun))
    for key in ("abc", "%00", "-1", "9" * 30, "_5F", "1.5"):
        page = address(noun, "change", 1).replace("/1/", f"/{key}/")
        assert client.get(page).status_code in (302, 404)
        assert client.get(page.replace("change", "history")).status_code == 404
        chosen = {"action": "switch_off", "_selected_action": key, "index": "0"}
        assert client.post(address(noun, "changelist"), chosen).status_code in (200, 302, 400, 403)


def test_relations_are_completed_for_whom_they_are_there() -> None:
    stage.item()
    asked = {"app_label": "dispatches", "model_name": "storytake", "field_name": "item"}
    page = reverse("admin:autocomplete")
    found = stage.at_the_desk(Role.CORRECTOR).get(page, asked | {"term": "BFF-21\x00"})
    assert [one["text"] for one in found.json()["results"]] == ["BFF-21 FERRY-FARES"]
    assert stage.at_the_desk(Role.ADMINISTRATOR).get(page, asked).status_code == 403


@pytest.mark.parametrize("noun", NOUNS)
def test_a_list_asks_as_much_for_many_rows_as_for_one(
    noun: type[models.Model], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    row_of(noun)
    client, lists = stage.at_the_desk(keeper_of(noun)), address(noun, "changelist")
    with CaptureQueriesContext(connection) as asked:
        client.get(lists)
    for number in range(31, 34):
        make.person(Role.REPORTER)
        stage.item(number=number)
    with django_assert_num_queries(len(asked)):
        client.get(lists)
    assert len(asked) <= 10
    assert not any('"content"' in query["sql"] for query in asked.captured_queries)


def test_relations_are_completed_and_never_listed() -> None:
    for noun, page in admin.site._registry.items():
        relations = {field.name for field in noun._meta.fields if field.is_relation}
        typed = set(getattr(page, "corrected", ())) & relations
        assert typed <= set(page.autocomplete_fields)
        assert relations <= set(page.autocomplete_fields)
        assert page.search_fields
