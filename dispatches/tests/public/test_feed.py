from datetime import timedelta

import pytest
from django.test import Client
from lxml import etree
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from dispatches.outputs.atom import ATOM, TOMBSTONES
from dispatches.tests.public import paper
from dispatches.workflow import Status

pytestmark = pytest.mark.django_db
NAMES = {"a": ATOM, "at": TOMBSTONES}


def feed(client: Client) -> etree._Element:
    answer = client.get("/feeds/atom.xml")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return etree.fromstring(answer.content)


def test_the_feed_of_a_new_site_is_empty_and_valid(client: Client) -> None:
    assert feed(client).findtext("a:updated", "", NAMES) == "1970-01-01T00:00:00Z"


def test_a_published_story_is_in_the_feed_with_its_copy(client: Client) -> None:
    publication = paper.publish()
    entry = feed(client).find("a:entry", NAMES)
    assert entry is not None
    assert "Prices eased on Thursday." in entry.findtext("a:content", "", NAMES)
    link = entry.find("a:link", NAMES)
    assert link is not None
    assert link.get("href") == f"http://testserver{paper.page_of(publication)}"


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.PUBLISHED}))
def test_the_feed_knows_nothing_that_was_never_published(client: Client, status: Status) -> None:
    paper.story(status, headline="Not for readers")
    assert b"Not for readers" not in client.get("/feeds/atom.xml").content


def test_a_withdrawn_story_is_a_tombstone_under_the_identifier_that_it_had(client: Client) -> None:
    publication = paper.publish()
    had = feed(client).findtext("a:entry/a:id", "", NAMES)
    paper.withdraw(publication)
    deleted = feed(client).find("at:deleted-entry", NAMES)
    assert deleted is not None
    assert deleted.get("ref") == had
    assert b"Rice" not in client.get("/feeds/atom.xml").content


def test_an_identifier_is_the_same_under_every_host(client: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    settings.SITE_URL = "https://post.example"
    paper.publish(at=paper.NOON)
    for host in settings.ALLOWED_HOSTS:
        answer = client.get("/feeds/atom.xml", headers={"host": host})
        assert b"<id>tag:post.example,2026-03-01:story/" in answer.content


def test_the_feed_tells_of_the_last_fifty_in_three_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    row = paper.paragraph("Yes.", origins=[{"item": paper.take("BFF-08").pk}])
    for number in range(55):
        paper.publish(f"Story {number:02}", row, at=paper.NOON + timedelta(minutes=number))
    with django_assert_num_queries(3):
        titles = [title.text for title in feed(client).findall("a:entry/a:title", NAMES)]
    assert titles == [f"Story {number:02}" for number in range(54, 4, -1)]


def test_whoever_has_the_feed_gets_304_from_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    paper.publish()
    first = client.get("/feeds/atom.xml")
    with django_assert_num_queries(1):
        again = client.get("/feeds/atom.xml", headers={"If-None-Match": first["ETag"]})
    later = client.get("/feeds/atom.xml", headers={"If-Modified-Since": first["Last-Modified"]})
    assert (again.status_code, later.status_code) == (304, 304)
