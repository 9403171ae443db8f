from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains

from dispatches.tests.public import paper
from dispatches.workflow import Status

pytestmark = pytest.mark.django_db


def test_a_new_site_says_that_nothing_is_published_yet(client: Client) -> None:
    assertContains(client.get("/"), "Nothing has been published yet")


def test_the_front_page_leads_with_what_was_published_last(client: Client) -> None:
    paper.publish("Old news", at=timezone.now() - timedelta(days=1))
    paper.publish("New news")
    page = client.get("/").content.decode()
    assert page.index("New news") < page.index("Old news")


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.PUBLISHED}))
def test_the_front_page_shows_no_story_that_is_not_published(
    client: Client, status: Status
) -> None:
    paper.story(status, headline="Not for readers")
    assertNotContains(client.get("/"), "Not for readers")


def test_a_withdrawn_story_leaves_the_front_page(client: Client) -> None:
    paper.withdraw(paper.publish("Fire in net store"))
    assertNotContains(client.get("/"), "Fire in net store")


def test_the_front_page_holds_thirty_stories_and_takes_three_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    row = paper.paragraph("Yes.", origins=[{"item": paper.take("BFF-08").pk}])
    for number in range(35):
        paper.publish(f"Story {number:02}", row, at=paper.NOON + timedelta(minutes=number))
    with django_assert_num_queries(3):
        page = client.get("/").content.decode()
    assert page.count("/s/") == 30
    assert "Story 34" in page
    assert "Story 04" not in page


def test_the_front_page_states_its_date_and_the_times_with_their_zone(client: Client) -> None:
    paper.publish(at=paper.NOON)
    assertContains(client.get("/"), "1 March 2026, 12:00 UTC")
    today = timezone.localdate()
    assertContains(client.get("/"), f"{today.day} {today:%B %Y}</p>")


def test_whoever_has_the_front_page_gets_304_from_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    paper.publish()
    etag = client.get("/")["ETag"]
    with django_assert_num_queries(1):
        again = client.get("/", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_the_front_page_is_another_after_a_withdrawal(client: Client) -> None:
    publication = paper.publish()
    etag = client.get("/")["ETag"]
    paper.withdraw(publication)
    assert client.get("/", headers={"If-None-Match": etag}).status_code == 200
