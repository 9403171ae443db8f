import json
import re

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains

from dispatches.models import Publication
from dispatches.tests.public import paper
from dispatches.workflow import Status

pytestmark = pytest.mark.django_db


def read(client: Client, publication: Publication) -> str:
    return client.get(paper.page_of(publication)).content.decode()


def test_a_story_opens_with_its_dateline(client: Client) -> None:
    said = re.sub(r"\s+", " ", read(client, paper.publish()))
    assert "NOLIMPUR, Ostrand, April 25, 2019 (BSS/AFP) –</span> Prices eased on Thursday." in said


def test_crossheads_are_sub_headings_without_their_dashes(client: Client) -> None:
    rows = (paper.paragraph("Prices eased."), paper.paragraph("– Mills at work –", "crosshead"))
    assert '<h2 dir="auto">Mills at work</h2>' in read(client, paper.publish("Rice", *rows))


def test_a_story_tells_where_its_words_come_from(client: Client) -> None:
    rows = [
        paper.paragraph(f"Part {serial}.", origins=[{"item": paper.take(serial).pk}], by=by)
        for serial, by in (("BFF-08", None), ("BFF-09", paper.chief().pk))
    ]
    said = read(client, paper.publish("Rice", *rows))
    assert "From the wire of BSS/AFP; joined from two takes, BFF-08 and BFF-09." in said
    assert "Our desk edited one paragraph. Version 1." in said


def test_a_story_without_a_headline_is_called_by_its_first_words(client: Client) -> None:
    publication = paper.publish("", paper.paragraph("His bowlers had tired."))
    assert 'dir="auto">His bowlers had tired.</h1>' in read(client, publication)


def test_readers_are_told_why_a_story_went_out_incomplete(client: Client) -> None:
    said = read(client, paper.publish(caveat="Take BCN-32 never came."))
    assert "it is published as it stands. The desk’s note: Take BCN-32 never came." in said


def test_a_whole_story_has_no_caveat(client: Client) -> None:
    assert "as it stands" not in read(client, paper.publish())


def test_machines_read_the_story_as_a_news_article(client: Client) -> None:
    page = read(client, paper.publish("Rice </script> prices"))
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    said = json.loads(block)
    assert (said["@type"], said["headline"]) == ("NewsArticle", "Rice </script> prices")
    assert said["dateline"] == "NOLIMPUR, Ostrand, April 25, 2019 (BSS/AFP)"


def test_the_page_names_its_canonical_address(client: Client) -> None:
    publication = paper.publish()
    url = f"http://testserver{paper.page_of(publication)}"
    assertContains(client.get(paper.page_of(publication)), f'<link rel="canonical" href="{url}"')
    assertContains(client.get(paper.page_of(publication)), f'property="og:url" content="{url}"')


def test_the_short_and_the_wrong_address_lead_to_the_right_one(client: Client) -> None:
    publication = paper.publish()
    for address in (f"/s/{publication.story_id}/", f"/s/{publication.story_id}-wheat/"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (301, paper.page_of(publication))


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.PUBLISHED}))
def test_what_was_never_published_is_as_unknown_as_what_never_was(
    client: Client, status: Status
) -> None:
    story = paper.story(status)
    known = client.get(f"/s/{story.pk}-{'x'}/")
    unknown = client.get("/s/999999-x/")
    assert known.status_code == unknown.status_code == 404
    assert known.content == unknown.content


@pytest.mark.parametrize("address", ["/s/{}/", "/s/{}-x/"])
def test_a_number_that_no_database_holds_is_unknown(client: Client, address: str) -> None:
    assert client.get(address.format("9" * 40)).status_code == 404


def test_a_withdrawn_story_is_gone_and_the_notice_repeats_nothing_of_it(client: Client) -> None:
    publication = paper.publish("Fire in net store", caveat="Half of it.")
    address = paper.page_of(publication)
    paper.withdraw(publication, at=paper.NOON)
    for one in (address, f"/s/{publication.story_id}/", f"/s/{publication.story_id}-wheat/"):
        answer = client.get(one)
        assert "Location" not in answer
        assertContains(answer, "1 March 2026, 12:00 UTC", status_code=410)
        for secret in ("net store", "Prices eased", "Half of it", "lawyer", "NOLIMPUR"):
            assertNotContains(answer, secret, status_code=410)


def test_whoever_has_the_story_gets_304_from_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = paper.page_of(paper.publish())
    first = client.get(address)
    with django_assert_num_queries(1):
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
    later = client.get(address, headers={"If-Modified-Since": first["Last-Modified"]})
    assert (again.status_code, later.status_code) == (304, 304)
    assert again["ETag"] == first["ETag"]


def test_the_entity_tag_is_strong_and_knows_what_the_page_shows(client: Client) -> None:
    publication = paper.publish()
    address = paper.page_of(publication)
    first = client.get(address)["ETag"]
    source = paper.source()
    source.agency = "XNA"
    source.save()
    assert first.startswith('"')
    assert client.get(address)["ETag"] != first


def test_caches_may_keep_a_story_for_a_minute_and_then_must_ask(client: Client) -> None:
    answer = client.get(paper.page_of(paper.publish()))
    assert answer["Cache-Control"] == "public, max-age=60, must-revalidate"


def test_a_later_publication_keeps_the_first_time_and_tells_its_own(client: Client) -> None:
    first = paper.publish(at=paper.NOON)
    Publication.objects.filter(pk=first.pk).update(ended_at=paper.NOON, end_kind="replaced")
    Publication.objects.create(
        story=first.story,
        revision=first.revision,
        number=2,
        published_at=paper.NOON.replace(hour=14),
        published_by=paper.chief(),
    )
    said = re.sub(r"<[^>]*>|\s+", " ", read(client, first))
    assert re.search(r"Published +1 March 2026, 12:00 UTC", said)
    assert re.search(r"Updated +1 March 2026, 14:00 UTC", said)


def test_times_of_a_zone_without_letters_name_their_offset(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    publication = paper.publish(at=paper.NOON)
    monkeypatch.setattr(settings, "TIME_ZONE", "Asia/Dhaka")
    from django.utils import timezone

    with timezone.override("Asia/Dhaka"):
        assertContains(client.get(paper.page_of(publication)), "1 March 2026, 18:00 UTC+06")
