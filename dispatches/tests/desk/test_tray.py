import re

import pytest
from pytest_django import DjangoAssertNumQueries

from dispatches.models import Event
from dispatches.tests import make
from dispatches.tests.actions.hands import NAMELESS, ONE, OTHER, TWO, come, home, serials
from dispatches.tests.desk.conftest import At, Desk, parsed
from dispatches.views.tray import GROUPS
from dispatches.workflow import Role, Status

QUERIES = 11


def counts(page: str) -> dict[str, int]:
    """The tabs of the tray with their counts."""
    tabs = parsed(page).xpath("//nav[@id='groups']/a")
    words = (" ".join(tab.text_content().split()).rsplit(" ", 1) for tab in tabs)
    return {label: int(count) for label, count in words}


def cells(page: str) -> list[str]:
    """What the map of numbers says, as a screen reader reads it."""
    links = parsed(page).xpath("//ol[@data-cells]//a")
    return [" ".join(link.text_content().split()) for link in links]


# Groups ------------------------------------------------------------------------------------------
def test_each_group_of_the_tray_tells_how_many_it_holds(editor: Desk) -> None:
    come(OTHER)
    come(NAMELESS, at=2)
    make.ingest(make.kill("BFF-90", names="BFF-77"), at=make.minutes(4))
    make.item(make.first("BFF-60", headline="Loose leaf"))
    said = counts(editor.page("takes"))
    assert set(said) == set(GROUPS.values())
    assert (said["Without a head"], said["Waiting for more"], said["In no story"]) == (1, 1, 1)


@pytest.mark.parametrize("group", list(GROUPS))
def test_an_empty_group_says_so(editor: Desk, group: str) -> None:
    assert 'class="fine"' in editor.page("takes", group=group)


def test_a_head_that_waits_tells_until_when(editor: Desk) -> None:
    make.story(ONE)
    page = editor.page("takes", group="waiting")
    assert "what follows BFF-08, which ends in MORE" in page
    assert "waits until" in page


def test_notices_stand_in_their_group_with_what_they_are_about(editor: Desk) -> None:
    make.ingest(make.kill("BFF-90", names="BFF-77"), at=make.minutes(4))
    page = editor.page("takes", group="notices")
    assert "BFF-90" in page
    assert "matches no story" in page


def test_takes_in_no_story_are_listed(editor: Desk) -> None:
    make.item(make.first("BFF-60", headline="Loose leaf"))
    assert "Loose leaf" in editor.page("takes", group="loose")


def test_two_takes_of_one_number_are_shown_with_what_differs(editor: Desk) -> None:
    make.ingest(make.first("BFF-20", headline="Rain", body=("Rain fell.",)), at=make.minutes(0))
    make.ingest(make.first("BFF-20", headline="Wind", body=("Wind rose.",)), at=make.minutes(3))
    page = editor.page("takes", group="twice")
    assert counts(page)["One number twice"] == 1
    assert "<del>Rain</del>" in page
    assert "<ins>Wind</ins>" in page


# The map -----------------------------------------------------------------------------------------
def test_the_map_tells_what_came_and_what_did_not(editor: Desk) -> None:
    story = come(ONE, TWO)
    make.ingest(make.first("BFF-12", headline="Other news", initials="TN"), at=make.minutes(3))
    said = cells(editor.page("takes"))
    assert said[:4] == [
        f"● 08: received, in “{story.headline}”",
        f"→ 09: continuation, in “{story.headline}”",
        "– 10: missing",
        "– 11: missing",
    ]


def test_a_killed_number_and_one_that_came_twice_are_told_apart(editor: Desk) -> None:
    make.ingest(make.first("BFF-20", headline="Rain", body=("Rain fell.",)), at=make.minutes(0))
    make.ingest(make.first("BFF-20", headline="Wind", body=("Wind rose.",)), at=make.minutes(3))
    make.ingest(make.first("BFF-21", headline="Snow"), at=make.minutes(4))
    make.ingest(make.kill("BFF-22", names="BFF-21"), at=make.minutes(6))
    said = [cell.split(",")[0] for cell in cells(editor.page("takes"))]
    assert said[0] == "×2 20: twice: two takes claim this number"
    assert said[1:] == ["† 21: killed", "! 22: notice"]


def test_many_missing_numbers_are_one_cell(editor: Desk) -> None:
    come(ONE)
    make.ingest(make.first("BFF-60", headline="Later"), at=make.minutes(3))
    assert "– 09–59: 51 missing" in cells(editor.page("takes"))


def test_the_day_is_that_of_the_source(editor: Desk) -> None:
    source = make.source("far", convention="bss", zone="Asia/Dhaka")
    late = make.NOON.replace(hour=20)  # two in the morning in Dhaka, the day after
    make.ingest(ONE, source=source, at=late)
    assert not cells(editor.page("takes", source="far", day="2019-04-25"))
    page = editor.page("takes", source="far", day="2019-04-26")
    assert len(cells(page)) == 1
    assert "Asia/Dhaka" in page


def test_the_tray_is_narrowed_by_source_and_day(editor: Desk) -> None:
    come(ONE)
    make.ingest(ONE, source=make.source("plain", convention="bss"), at=make.minutes(1))
    assert counts(editor.page("takes"))["Waiting for more"] == 2
    assert counts(editor.page("takes", source="bss"))["Waiting for more"] == 1
    assert counts(editor.page("takes", day="2019-04-24"))["Waiting for more"] == 0


@pytest.mark.parametrize(
    "asked", [{"day": "x"}, {"source": "\x00"}, {"page": "-1"}, {"group": "none"}, {"at": "999"}]
)
def test_an_address_that_is_not_understood_shows_the_tray(
    editor: Desk, asked: dict[str, str]
) -> None:
    assert "Numbers of" in editor.page("takes", **asked)


# Suggestions -------------------------------------------------------------------------------------
def form_of(page: str, deed: str) -> tuple[int, dict[str, str]]:
    """The first form of the tray for a deed: the story, and what it sends."""
    (form, *_) = parsed(page).xpath(f"//form[contains(@action, '/{deed}/')]")
    (pk,) = re.findall(r"/s/(\d+)/", form.get("action"))
    return int(pk), {
        one.get("name"): one.get("value") or "" for one in form.xpath(".//input[@name]")
    }


def test_a_take_without_a_head_shows_where_it_may_belong_and_why(editor: Desk) -> None:
    come(OTHER)
    come(NAMELESS, at=2)
    page = editor.page("takes", group="headless")
    for words in ("next serial", "2 minutes later", "The ferry board met.", "The ferry stayed in"):
        assert words in page


def test_a_suggestion_is_taken_by_one_press_and_leads_back_to_the_tray(editor: Desk) -> None:
    come(OTHER)
    come(NAMELESS, at=2)
    pk, said = form_of(editor.page("takes", group="headless"), "join")
    answer = editor.send("tray_deed", pk, "join", **said)
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/desk/takes/?group=headless&at=0"
    assert serials(home("BFF-11")) == ["BFF-11", "BFF-12"]
    assert "2 minutes later" in Event.objects.filter(kind="united")[0].reason


def test_a_take_is_a_story_of_its_own_and_leaves_the_tray(editor: Desk) -> None:
    come(OTHER)
    come(NAMELESS, at=2)
    pk, said = form_of(editor.page("takes", group="headless"), "own")
    editor.send("tray_deed", pk, "own", **said)
    page = editor.page("takes", group="headless")
    assert counts(page)["Without a head"] == 0
    undo = form_of(page, "undo")
    editor.send("tray_deed", undo[0], "undo", **undo[1])
    assert counts(editor.page("takes"))["Without a head"] == 1


def test_a_take_is_spiked_from_the_tray_for_a_reason(editor: Desk) -> None:
    story = come(NAMELESS)
    pk, said = form_of(editor.page("takes"), "spike")
    editor.send("tray_deed", pk, "spike", **said)
    assert make.fresh(story).status == Status.INCOMING
    editor.send("tray_deed", pk, "spike", **{**said, "reason": "A test."})
    assert make.fresh(story).status == Status.SPIKED


def test_a_stale_deed_of_the_tray_changes_nothing_and_says_so(editor: Desk) -> None:
    come(OTHER)
    come(NAMELESS, at=2)
    pk, said = form_of(editor.page("takes", group="headless"), "join")
    editor.send("tray_deed", pk, "join", **{**said, "other_saw": "99"})
    assert "was changed by somebody else" in editor.page("takes", group="headless")
    assert serials(home("BFF-11")) == ["BFF-11"]


def test_a_reporter_reads_suggestions_and_takes_none(at: At) -> None:
    come(OTHER)
    story = come(NAMELESS, at=2)
    desk = at(Role.REPORTER)
    assert "next serial" in desk.page("takes", group="headless")
    assert not parsed(desk.page("takes")).xpath("//article//form")
    assert desk.send("tray_deed", story.pk, "own", saw=story.touched).status_code == 403


@pytest.mark.parametrize("group", list(GROUPS))
def test_the_tray_asks_no_more_for_more_takes(
    editor: Desk,
    group: str,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    night(2)
    with django_assert_max_num_queries(QUERIES) as few:
        editor.page("takes", group=group)
    night(9)
    with django_assert_num_queries(len(few)):
        editor.page("takes", group=group)


def night(many: int) -> None:
    """So many of everything that the tray shows."""
    for n in range(many):
        number = 100 * many + 6 * n
        copy = (f"Of pier {number} the board said that it stands where the mole was.",)
        for text in (
            make.first(f"BFF-{number}", end="MORE", initials="AB", body=copy),
            make.then(f"BFF-{number + 2}").replace("BSS/RK/", "BSS/"),
            make.first(f"BFF-{number + 3}", headline=f"Rain {number}", body=("Rain fell.",)),
            make.first(f"BFF-{number + 3}", headline=f"Wind {number}", body=("Wind rose.",)),
            make.kill(f"BFF-{number + 4}", names=f"BFF-{number}"),
        ):
            make.ingest(text, at=make.minutes(n))
