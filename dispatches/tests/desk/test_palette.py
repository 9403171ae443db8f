import re

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from dispatches.models import Person, SavedQuery
from dispatches.tests import make
from dispatches.tests.desk.conftest import HTMX, At, Desk
from dispatches.workflow import Role, Status


def found(desk: Desk, words: str = "") -> list[str]:
    """What the palette offers to a script, as addresses."""
    answer = desk.client.get("/desk/palette/", {"q": words}, headers=HTMX)
    assert answer.status_code == 200
    return re.findall(r'<a href="([^"]+)"', answer.content.decode())


def saved(owner: Person | None, name: str, **fields: object) -> SavedQuery:
    assert owner is not None
    return SavedQuery.objects.create(owner=owner, page="queue", name=name, **fields)


def test_a_story_is_found_by_its_number(editor: Desk) -> None:
    one, two = make.story(), make.story()
    assert found(editor, str(two.pk))[0] == two.desk_url()
    assert found(editor, f"{one.pk}0007") == []


def test_a_story_is_found_by_a_takes_number_its_slug_and_its_headline(editor: Desk) -> None:
    make.story()
    story = make.story(make.first("BFF-7001", slug="FERRY-PLAN", headline="Ferry late"))
    for words in ("bff-7001", "ferry-pl", "late ferry", "FERRY"):
        assert found(editor, words) == [story.desk_url()]


@pytest.mark.parametrize("words", ["%", "\0", "'", "<b>", "9" * 40, "no such thing", " " * 200])
def test_words_that_name_nothing_find_no_story(editor: Desk, words: str) -> None:
    make.story()
    assert not [link for link in found(editor, words) if "/s/" in link]


def test_without_words_it_offers_pages_and_what_was_saved(at: At) -> None:
    desk, other = at(Role.EDITOR), at(Role.EDITOR)
    saved(desk.person, "Mine", query="status=incoming")
    saved(other.person, "Shared", query="q=x", shared=True)
    saved(other.person, "Secret", query="q=secret")
    links = found(desk)
    assert {"/desk/", "/desk/takes/", "/desk/?status=incoming", "/desk/?q=x"} <= set(links)
    assert "/desk/?q=secret" not in links


@pytest.mark.parametrize(("role", "admin"), [(Role.EDITOR, False), (Role.CORRECTOR, True)])
def test_only_pages_whose_doors_are_open_are_offered(at: At, role: Role, admin: bool) -> None:
    assert ("/admin/" in found(at(role))) is admin


def test_without_a_script_it_is_a_page_with_the_same_links(editor: Desk) -> None:
    story = make.story(make.first(slug="FERRY-PLAN"), status=Status.PUBLISHED)
    page = editor.page("palette", q="ferry")
    assert f'href="{story.desk_url()}"' in page
    assert "<title>Go to" in page
    assert 'href="/desk/takes/"' in editor.page("palette", q="takes")
    assert "Nothing is called that." in editor.page("palette", q="zebra crossing")


@pytest.mark.parametrize("words", ["", "gauge"])
def test_it_asks_the_database_three_times_at_most(
    editor: Desk, words: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(12):
        make.story()
    with django_assert_num_queries(3):  # the session, the person, and what was asked for
        assert len(found(editor, words)) >= 8
