from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dispatches.tests.wire.formats.imitations import ATOM, RSS, items
from dispatches.wire import formats
from dispatches.wire.items import PubStatus, Subject, Type
from dispatches.wire.values import Unreadable

EXTENSION = """<orr:original_article_id>77</orr:original_article_id>
<orr:first_line>The ferry was late.</orr:first_line><orr:body>It was full.</orr:body>
<orr:publishing_status>Published</orr:publishing_status>
<orr:tag value="Reed"/><orr:tag value="Orrin" type_value="Place"/></entry>"""


def test_an_item_of_rss_is_read_as_text() -> None:
    document = formats.read(RSS.encode())
    (item,) = document.items
    assert (document.format, item.uri, item.headline) == (
        "rss",
        "orrin-1",
        "Reed & Sons' ferry late",
    )
    assert (item.body, item.abstract) == ("The ferry of Reed & Sons was late.", "Late again.")
    assert item.body_html == "<p>The ferry of Reed &amp; Sons was late.</p>"
    assert (item.byline, item.language, item.source) == ("Ana Flint", "en-gb", "Orrin Post")
    assert item.subjects == (Subject("Sea", "", "desk"),)
    assert item.versioncreated == datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
    assert item.copyrightnotice == "Orrin Post Ltd"


def test_what_an_item_shows_are_relations_and_of_one_picture_the_widest() -> None:
    (item,) = items(RSS.encode())
    assert [(one.rel, one.href[-9:], one.caption) for one in item.relations] == [
        ("alternate", "example/1", ""),
        ("audio", "ple/1.mp3", ""),
        ("picture", "jpg?w=460", "The ferry."),
    ]


def test_a_description_alone_is_the_body() -> None:
    raw = "<rss><channel><item><title>Late</title><description>One.</description></item>"
    (item,) = items(raw.encode())
    assert (item.headline, item.body, item.is_usable) == ("Late", "One.", True)


def test_an_entry_of_atom_is_read_as_text() -> None:
    document = formats.read(ATOM.encode())
    item = document.items[0]
    assert (document.format, item.uri) == ("atom", "urn:orrin:1")
    assert (item.headline, item.abstract) == ("Reed & Sons late", "Late again.")
    assert item.body == "One.\n\nTwo."
    assert item.versioncreated == datetime(2026, 3, 4, 5, 30, tzinfo=UTC)
    assert item.subjects == (Subject("Sea", "sea", "desk"),)
    assert [one.href for one in item.relations] == ["https://orrin.example/1.jpg"]


def test_an_entry_that_was_taken_away_is_a_cancel() -> None:
    gone = items(ATOM.encode())[-1]
    assert (gone.uri, gone.pubstatus) == ("urn:orrin:gone", PubStatus.CANCELED)
    assert gone.ednote == "Sent in error."


def test_what_an_agency_adds_to_an_entry_is_kept() -> None:
    item = items(ATOM.replace("</entry>", EXTENSION).encode())[0]
    assert (item.guid, item.abstract) == ("77", "The ferry was late.")
    assert item.body == "One.\n\nTwo.\n\nIt was full."
    assert (item.keywords, item.places) == (("Reed", "Orrin"), (Subject("Orrin"),))


def test_nitf_within_an_entry_and_a_priority_beside_it_are_read() -> None:
    inner = "<nitf><body><body.head><hedline><hl1>Late</hl1></hedline></body.head><body.content>"
    content = f"""<content type="text/xml">{inner}<p>One.</p><p>Two.</p></body.content></body>
    </nitf></content><orr:SlugLine>BC-Ferry</orr:SlugLine>
    <orr:DateLine>PORT ORRIN (ONA)</orr:DateLine>
    <orr:Priority Numeric="4"/></entry></feed>"""
    raw = ATOM[: ATOM.index("<content")] + content
    item = items(raw.encode())[0]
    assert (item.body, item.slugline, item.urgency) == ("One.\n\nTwo.", "BC-Ferry", 4)
    assert item.dateline is not None
    assert item.dateline.text == "PORT ORRIN (ONA)"


@pytest.mark.parametrize(
    "added",
    [
        "<app:control><app:draft>yes</app:draft></app:control>",
        "<orr:publishing_status>Embargoed</orr:publishing_status>",
        "<orr:embargo>2026-03-05T06:00:00Z</orr:embargo>",
    ],
)
def test_an_entry_that_is_held_is_never_plainly_usable(added: str) -> None:
    assert not items(ATOM.replace("</entry>", f"{added}</entry>").encode())[0].is_usable


def test_the_words_of_html_are_known_and_bare_ampersands_stand() -> None:
    raw = RSS.replace("late</title>", "caf&eacute; late &nosuch; R&D</title>")
    assert items(raw.encode())[0].headline == "Reed & Sons' ferry café late &nosuch; R&D"


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "utf-16"])
def test_a_feed_is_read_in_the_charset_that_it_declares(charset: str) -> None:
    raw = RSS.replace("late</title>", "verspätet</title>").replace("utf-8", charset, 1)
    assert items(raw.encode(charset))[0].headline == "Reed & Sons' ferry verspätet"


def test_a_feed_that_breaks_off_is_read_as_far_as_it_goes_and_that_is_said() -> None:
    document = formats.read(RSS[: RSS.index("<content")].encode())
    assert document.items[0].uri == "orrin-1"
    assert "breaks off" in document.text.notes[0]


def test_a_feed_is_never_taken_for_the_name_of_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr("feedparser.api.open", lambda *told: opened.append(told), raising=False)
    assert items(RSS.encode())
    assert opened == []


@pytest.mark.parametrize(
    "rules", ['<!DOCTYPE rss [<!ENTITY a "b">]>', "<!DOCTYPE rss [<!ATTLIST a>]>"]
)
def test_a_feed_with_rules_of_its_own_is_refused(rules: str) -> None:
    with pytest.raises(Unreadable, match="its own"):
        formats.read(RSS.replace("<rss", f"{rules}<rss", 1).encode())


def test_a_feed_that_the_library_falls_over_is_refused() -> None:
    with pytest.raises(Unreadable, match="broken"):
        formats.read(RSS.replace("elements/1.1/", "a\u00a0b").encode())


@pytest.mark.parametrize(
    "many",
    [
        "".join(f"<category>{number}</category>" for number in range(501)),
        "".join(f"<dc:subject>{number}</dc:subject>" for number in range(501)),
        "".join(f"<link>https://orrin.example/{number}</link>" for number in range(501)),
        f"<media:keywords>{','.join(map(str, range(502)))}</media:keywords>",
    ],
)
def test_an_entry_under_more_heads_than_anybody_reads_is_refused(many: str) -> None:
    with pytest.raises(Unreadable, match="500 categories"):
        formats.read(RSS.replace("</item>", f"{many}</item>").encode())


def test_many_entries_under_a_few_heads_each_are_read() -> None:
    few = "".join(f"<category>{number}</category>" for number in range(90))
    entries = f"<item><title>Late</title>{few}</item>" * 20
    assert len(items(f"<rss><channel>{entries}</channel></rss>".encode())) == 20


SHOWN = """<rss xmlns:media="http://search.yahoo.com/mrss/"><channel><item><title>Ferry</title>
<enclosure url="https://orrin.example/1.jpg" type="image/jpeg" length="1"/>
<media:description>The ferry at Port Orrin.</media:description>{}</item></channel></rss>"""


def test_an_entry_that_is_a_picture_with_its_caption_is_no_text() -> None:
    (item,) = items(SHOWN.format("").encode())
    assert (item.type, item.body) == (Type.PICTURE, "The ferry at Port Orrin.")
    (item,) = items(SHOWN.format("<description>The ferry was late.</description>").encode())
    assert (item.type, item.body) == (Type.TEXT, "The ferry was late.")


def test_a_tag_that_is_no_name_stops_no_broken_feed() -> None:
    raw = "<rss><channel><item><dc:creator>Ana</dc:creator><title>Late</title></item>"
    assert items(raw.encode())[0].headline == "Late"
