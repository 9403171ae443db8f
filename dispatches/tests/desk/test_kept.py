from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from dispatches.actions import saved
from dispatches.actions.preferences import prefer
from dispatches.models import Preference, SavedQuery
from dispatches.models.liking import COLUMNS
from dispatches.tests import make
from dispatches.tests.desk.conftest import At, Desk, parsed
from dispatches.tests.desk.test_queue import QUERIES
from dispatches.views import tabs
from dispatches.workflow import Role, Status


def shown(page: str) -> dict[str, str]:
    """The tabs of a page, and their counts."""
    found = parsed(page).xpath("//a[@class='tab']")
    names = [" ".join(tab.xpath("text()")).strip() for tab in found]
    return dict(zip(names, (tab.xpath("string(b)") for tab in found), strict=True))


def kept(desk: Desk, name: str = "Sea", query: str = "status=spiked", **more: Any) -> SavedQuery:
    """A filter that whoever sits at a desk kept."""
    assert desk.person is not None
    return saved.keep(name, query, by=desk.person, **more)


def test_a_filter_that_is_kept_becomes_a_tab_with_its_count(editor: Desk) -> None:
    make.story(status=Status.SPIKED)
    said = {"name": "Gone", "asked": "status=spiked&after=1~2&page=3&q="}
    assert editor.send("saved", **said)["Location"] == "/desk/?status=spiked"
    assert SavedQuery.objects.get().query == "status=spiked"
    page = editor.page("queue", status="spiked")
    assert shown(page)["Gone"] == "1"
    chosen = parsed(page).xpath("//nav[@aria-label='Kept filters']/a[@aria-current]/@href")
    assert chosen == ["?status=spiked"]


def test_what_one_keeps_only_they_see_unless_they_share_it(editor: Desk, at: At) -> None:
    one = kept(editor)
    other = at(Role.REPORTER)
    assert "Sea" not in shown(other.page("queue"))
    editor.send("saved_change", one.pk, "share")
    assert "Sea" in shown(other.page("queue"))
    assert "Shared by others" in other.page("saved")


def test_its_owner_renames_moves_and_removes_it(editor: Desk) -> None:
    kept(editor, "Land")
    one = kept(editor)
    editor.send("saved_change", one.pk, "rename", name="Gone")
    editor.send("saved_change", one.pk, "up")
    assert [other.name for other in SavedQuery.objects.all()] == ["Gone", "Land"]
    editor.send("saved_change", one.pk, "down")
    editor.send("saved_change", one.pk, "hide")
    assert editor.send("saved_change", one.pk, "delete").status_code == 302
    assert [other.name for other in SavedQuery.objects.all()] == ["Land"]


def test_somebody_else_is_refused_and_a_chief_may_remove_a_shared_one(
    editor: Desk, chief: Desk
) -> None:
    one = kept(editor, shared=True)
    answer = chief.send("saved_change", one.pk, "rename", name="Mine")
    assert answer.status_code == 422
    assert "only they change it" in answer.content.decode()
    assert "Rename" not in chief.page("saved")
    chief.send("saved_change", one.pk, "delete")
    assert not SavedQuery.objects.exists()


@pytest.mark.parametrize("said", [{}, {"name": ""}, {"name": "x" * 61, "asked": "q=x"}])
def test_what_cannot_be_kept_is_refused(editor: Desk, said: dict[str, str]) -> None:
    assert editor.send("saved", **said).status_code == 422
    assert not SavedQuery.objects.exists()


def test_a_deed_or_a_filter_that_there_is_not_is_not_found(editor: Desk) -> None:
    assert editor.send("saved_change", kept(editor).pk, "burn").status_code == 404
    assert editor.send("saved_change", 999, "share").status_code == 404
    page = kept(editor, "A search", page=SavedQuery.Page.SEARCH)
    assert editor.send("saved_change", page.pk, "share").status_code == 404


def test_counts_stop_where_nobody_needs_them(editor: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tabs, "MOST", 3)
    for _ in range(4):
        make.story()
    page = editor.page("queue")
    assert shown(page)["On the desk"] == shown(page)["Incoming"] == shown(page)["All"] == "2+"
    assert "4 of 3+ ·" in page


def test_what_has_left_the_desk_is_counted_as_a_whole_only(editor: Desk) -> None:
    make.story(status=Status.SPIKED)
    assert shown(editor.page("queue"))["Spiked"] == "1"
    counts = shown(editor.page("queue", q="gauge"))
    assert (counts["Spiked"], counts["All"], counts["Incoming"]) == ("", "", "")
    kept(editor, query="status=spiked&q=gauge")
    assert shown(editor.page("queue"))["Sea"] == ""


def test_kept_filters_and_likings_cost_no_query_each(
    editor: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert editor.person is not None
    prefer(editor.person, density="roomy")
    for number in range(8):
        make.damaged(make.OTHERWISE + str(number))
        kept(editor, f"Filter {number}", "problems=open&source=bss&who=nobody")
    with django_assert_num_queries(QUERIES):
        page = editor.page("queue")
    assert shown(page)["Filter 7"] == shown(page)["On the desk"]


def test_columns_and_density_are_each_persons_own(editor: Desk, chief: Desk) -> None:
    make.story()
    for mark in ("row__words", "row__who", "rows--dense"):
        assert mark in editor.page("queue")
    answer = editor.send("view", columns=["who", "junk"], density="roomy", asked="status=all")
    assert answer["Location"] == "/desk/?status=all"
    page = editor.page("queue")
    assert "row__who" in page
    assert "rows--roomy" in page
    assert "row__words" not in page
    assert "row__words" in chief.page("queue")


def test_no_column_at_all_is_a_choice_too_and_all_of_them_is_none(editor: Desk) -> None:
    make.story()
    editor.send("view", density="dense")
    page = editor.page("queue")
    assert not [name for name in COLUMNS if f"row__{name}" in page]
    editor.send("view", density="dense", columns=list(COLUMNS))
    assert Preference.objects.get().columns == []
    assert "row__status" in editor.page("queue")


def test_a_density_that_there_is_not_is_refused(editor: Desk) -> None:
    answer = editor.client.post("/desk/view/", {"density": "scattered"}, follow=True)
    assert "message--warning" in answer.content.decode()
    assert not Preference.objects.filter(density="scattered").exists()
