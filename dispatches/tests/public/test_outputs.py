import json
import re
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from dispatches.outputs import atom, newsarticle
from dispatches.outputs.values import Piece, PublishedStory, Withdrawn
from dispatches.tests.public.paper import NOON, SITE, printed

NAMES = {"a": atom.ATOM, "at": atom.TOMBSTONES}


def parsed(*entries: PublishedStory | Withdrawn) -> etree._Element:
    return etree.fromstring(
        atom.write(atom.Feed(SITE, "https://post.example/feeds/atom.xml", entries))
    )


@given(st.text())
def test_any_text_comes_out_of_the_data_block_as_it_went_in(text: str) -> None:
    block = newsarticle.block(printed(headline=text, pieces=(Piece(text),)), SITE)
    inside = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not re.search("[<>&\u2028\u2029]", inside)
    assert json.loads(inside)["headline"] == text if text else True


@given(st.text())
def test_any_text_makes_a_feed_that_parses(text: str) -> None:
    feed = parsed(printed(headline=text, pieces=(Piece(text),), byline=text, caveat=text))
    assert feed.find("a:entry/a:title", NAMES) is not None


def test_markup_in_copy_stays_text_in_the_feed() -> None:
    feed = parsed(printed(pieces=(Piece("<script>alert(1)</script>"),)))
    content = feed.findtext("a:entry/a:content", "", NAMES)
    assert "<script>" not in content
    assert "&lt;script&gt;" in content


def test_an_entry_has_all_that_the_format_demands() -> None:
    entry = parsed(printed(credit=("BSS",))).find("a:entry", NAMES)
    assert entry is not None
    said = {etree.QName(child).localname: child.text for child in entry}
    assert said["id"] == "tag:post.example,2026-03-01:story/7"
    assert said["published"] == said["updated"] == "2026-03-01T12:00:00Z"
    assert {"title", "link", "author", "summary", "content"} <= set(said)


def test_a_feed_has_an_identifier_itself_a_title_an_author_and_its_own_address() -> None:
    feed = parsed()
    assert feed.findtext("a:id", "", NAMES).startswith("tag:post.example,")
    assert feed.findtext("a:title", "", NAMES) == "The Post"
    assert feed.findtext("a:author/a:name", "", NAMES) == "The Post"
    links = {link.get("rel"): link.get("href") for link in feed.findall("a:link", NAMES)}
    assert links == {
        "self": "https://post.example/feeds/atom.xml",
        "alternate": "https://post.example/",
    }


def test_the_feed_was_updated_when_its_last_entry_changed() -> None:
    later = Withdrawn("tag:post.example,2026-03-01:story/8", NOON + timedelta(hours=1))
    assert parsed(printed(), later).findtext("a:updated", "", NAMES) == "2026-03-01T13:00:00Z"


def test_a_withdrawn_story_is_a_deleted_entry_that_repeats_nothing() -> None:
    gone = parsed(Withdrawn("tag:post.example,2026-03-01:story/8", NOON))
    deleted = gone.find("at:deleted-entry", NAMES)
    assert deleted is not None
    assert deleted.get("ref") == "tag:post.example,2026-03-01:story/8"
    assert deleted.get("when") == "2026-03-01T12:00:00Z"
    assert gone.find("a:entry", NAMES) is None


def test_the_copy_in_the_feed_has_its_dateline_once_and_its_crossheads() -> None:
    body = atom.body(printed(city="NOLIMPUR", credit=("BSS",)))
    assert body.count("NOLIMPUR (BSS) – Prices eased.") == 1
    assert "<h2>Mills at work</h2>\n<p>Yes.</p>" in body


def test_subscribers_are_told_why_a_story_went_out_incomplete() -> None:
    assert "<p><em>Part of this report had not reached us" in atom.body(printed(caveat="No end."))


def test_a_story_without_a_credit_is_its_services() -> None:
    said = newsarticle.article(printed(agency="BSS"), SITE)
    assert [one["name"] for one in said["sourceOrganization"]] == ["BSS"]


def test_what_is_not_known_is_left_out_of_the_article() -> None:
    assert {"dateline", "contentLocation", "author"}.isdisjoint(
        newsarticle.article(printed(), SITE)
    )
