import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from dispatches.filters import ORDERS, StoryFilter
from dispatches.models import Story
from dispatches.tests import make
from dispatches.tests.desk.conftest import Desk
from dispatches.views.listing import Listing, listing, parse, written
from dispatches.workflow import Status

pytestmark = pytest.mark.django_db


def turn(asked: str, most: int = 3, **said: str) -> Listing:
    """One page of what an address asks for."""
    return listing(StoryFilter(QueryDict(asked), queryset=Story.objects.all()), said, most)


def many() -> list[Story]:
    """Stories that differ in all that an order goes by, and some that differ in nothing."""
    made = [make.story(at=make.minutes(n // 2)) for n in range(5)]
    made += [make.damaged(), make.damaged(make.OTHERWISE)]
    made += [make.story(at=make.minutes(7), urgency=n) for n in (1, 3)]
    made += [make.story(status=Status.SPIKED), make.story(status=Status.PUBLISHED)]
    Story.objects.filter(pk__in=[one.pk for one in made[:3]]).update(headline="Gauge ~ read")
    return made


def turned(asked: str) -> list[list[int]]:
    """Every page from the first to the last."""
    pages = [turn(asked)]
    while pages[-1].next:
        pages.append(turn(asked, after=pages[-1].next))
    return [one.numbers for one in pages]


def expected(order: str, status: str) -> list[int]:
    """The same by the order of the table, all at once."""
    asked = StoryFilter(
        QueryDict(f"order={order}&status={status}"), queryset=Story.objects.order_by("pk")
    )
    found = asked.qs if status else asked.qs.filter(shelf=0)
    return list(found.order_by(*ORDERS[asked.in_order()][1]).values_list("pk", flat=True))


@pytest.mark.parametrize("status", ["", "all", "incoming"])
@pytest.mark.parametrize("order", ORDERS)
def test_the_pages_of_every_order_show_each_story_once(order: str, status: str) -> None:
    many()
    pages = turned(f"order={order}&status={status}")
    assert [pk for page in pages for pk in page] == expected(order, status)
    assert all(len(page) == 3 for page in pages[:-1])


@pytest.mark.parametrize("order", ORDERS)
def test_turning_back_shows_the_page_that_was_before(order: str) -> None:
    many()
    asked = f"order={order}"
    first = turn(asked)
    second = turn(asked, after=first.next)
    third = turn(asked, after=second.next)
    assert turn(asked, before=third.previous).numbers == second.numbers
    assert turn(asked, before=second.previous).numbers == first.numbers
    assert first.previous == "" != second.previous


def test_what_comes_in_meanwhile_shifts_no_page() -> None:
    made = many()
    first = turn("order=oldest")
    make.story(at=make.minutes(-60))
    after = turn("order=oldest", after=first.next)
    assert after.numbers == [made[3].pk, made[4].pk, made[7].pk]


def test_a_page_beyond_the_end_is_the_first_one() -> None:
    made = make.story()
    beyond = turn("", after=written((9, make.minutes(0), 1)))
    assert beyond == Listing([made.pk])


@pytest.mark.parametrize(
    "place", ["x", "5~x~1", "5~20190425T120000.000000Z", "~~", "9" * 300, "5~20190425T120000.0Z~x"]
)
def test_an_address_that_names_no_place_shows_the_first_page(place: str) -> None:
    made = make.story()
    assert turn("", after=place).numbers == turn("", before=place).numbers == [made.pk]


@pytest.mark.parametrize("number", ["9" * 19, "-" + "9" * 20])
def test_a_number_that_no_row_can_have_is_no_place(number: str) -> None:
    assert parse(f"{number}~20190425T120000.000000Z~1", ORDERS["urgent"][1]) is None
    assert parse(f"5~20190425T120000.000000Z~{number}", ORDERS["urgent"][1]) is None
    assert parse("a\x00b~1", ORDERS["headline"][1]) is None


def test_what_has_left_the_desk_is_never_ordered_by_problems() -> None:
    asked = StoryFilter(QueryDict("order=problems&status=all"), queryset=Story.objects.all())
    assert asked.in_order() == "urgent"


def plan(asked: str) -> str:
    """How the database would find a page of this list, were its tables large."""
    with CaptureQueriesContext(connection) as told:
        turn(asked, after=turn(asked, most=1).next)
    sql = told.captured_queries[-1]["sql"]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
            cursor.execute("SET LOCAL enable_incremental_sort = off")
        words = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
        cursor.execute(f"{words} {sql}")
        return str(cursor.fetchall())


@pytest.mark.parametrize("status", ["", "all", "published"])
@pytest.mark.parametrize(
    ("order", "index"),
    [
        ("urgent", "story_urgent"),
        ("oldest", "story_by_arrival"),
        ("newest", "story_by_arrival"),
        ("headline", "story_by_headline"),
    ],
)
def test_a_page_is_found_by_the_index_of_its_order(order: str, index: str, status: str) -> None:
    for _ in range(3):
        make.story()
        make.story(status=Status.PUBLISHED)
    assert index in plan(f"order={order}&status={status}")


@pytest.mark.parametrize("status", list(Status))
def test_the_database_knows_the_shelf_of_every_status(status: Status) -> None:
    made = make.story(status=status)
    shelves = {"published": 1, "spiked": 2, "withdrawn": 3}
    assert make.fresh(made).shelf == shelves.get(status, 0)


def test_the_links_of_a_page_lead_to_the_next_and_back(
    editor: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = many()
    monkeypatch.setattr(listing, "__defaults__", (3,))
    page = editor.page("queue", order="oldest")
    assert made[0].desk_url() in page
    assert 'rel="prev"' not in page
    after = turn("order=oldest").next
    page = editor.page("queue", order="oldest", after=after)
    assert made[3].desk_url() in page
    assert made[0].desk_url() not in page
    assert 'rel="prev" href="?order=oldest&amp;before=' in page
