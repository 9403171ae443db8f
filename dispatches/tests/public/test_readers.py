import re
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client
from pytest_django.asserts import assertContains

from dispatches.models.stories import StoryQuerySet
from dispatches.tests.public import paper
from dispatches.workflow import Status

pytestmark = pytest.mark.django_db
PAGES = ["/", "/s/{}/", "/feeds/atom.xml", "/guide/", "/robots.txt", "/healthz", "/readyz"]


@pytest.mark.parametrize("page", PAGES)
def test_no_public_page_sets_a_cookie(client: Client, page: str) -> None:
    answer = client.get(page.format(paper.publish().story_id), follow=True)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer
    assert not answer.cookies


@pytest.mark.parametrize("page", PAGES)
def test_a_public_page_is_the_same_for_whoever_is_logged_in(client: Client, page: str) -> None:
    address = page.format(paper.publish().story_id)
    as_reader = client.get(address, follow=True).content
    client.force_login(paper.chief())
    assert client.get(address, follow=True).content == as_reader


@pytest.mark.parametrize("page", PAGES)
def test_no_public_page_asks_who_is_reading(client: Client, page: str) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = "of-a-session-that-is-over"
    answer = client.get(page.format(paper.publish().story_id), follow=True)
    assert "Vary" not in answer
    assert not answer.cookies


@pytest.mark.parametrize("page", ["/", "/s/{}/", "/guide/"])
def test_public_pages_run_no_script(client: Client, page: str) -> None:
    html = client.get(page.format(paper.publish().story_id), follow=True).content.decode()
    assert not re.findall(r'<script(?! type="application/ld\+json")', html)
    assert not re.findall(r"\sstyle=|\son[a-z]+=", html)


@pytest.mark.parametrize("page", PAGES)
def test_nobody_writes_to_a_public_page(client: Client, page: str) -> None:
    assert client.post(page.format(paper.publish().story_id)).status_code == 405


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.PUBLISHED}))
def test_a_publication_counts_only_while_its_story_is_published(
    client: Client, status: Status
) -> None:
    publication = paper.publish("Not for readers")
    publication.story.status, publication.story.spiked_from = status.value, "incoming"
    publication.story.save()
    assert client.get(paper.page_of(publication)).status_code == 404
    for page in ("/", "/feeds/atom.xml"):
        assert b"Not for readers" not in client.get(page).content


def test_copy_is_escaped_wherever_it_stands(client: Client) -> None:
    bad = "<script>alert(1)</script>"
    publication = paper.publish(
        bad, paper.paragraph(bad), caveat=bad, byline=bad, place=bad, city=bad, credit=[bad]
    )
    for page in ("/", paper.page_of(publication)):
        assert bad not in client.get(page).content.decode()


def test_robots_may_read_all_that_readers_may(client: Client) -> None:
    said = client.get("/robots.txt").content.decode()
    assert said.splitlines()[0] == "User-agent: *"
    assert "Disallow: /desk/" in said
    assert "Disallow: /s/" not in said


def test_a_process_that_is_alive_says_so(client: Client) -> None:
    assertContains(client.get("/healthz"), "alive")


def test_the_site_is_ready_while_its_database_answers(client: Client) -> None:
    assertContains(client.get("/readyz"), "ready")


def test_the_site_is_not_ready_without_its_database(client: Client) -> None:
    with patch.object(StoryQuerySet, "exists", side_effect=OperationalError("gone")):
        answer = client.get("/readyz")
    assertContains(answer, "The database does not answer", status_code=503)
    assert answer["Retry-After"]
