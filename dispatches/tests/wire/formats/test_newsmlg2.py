"""NewsML-G2: news, packages, plans and events, and what is said of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dispatches.wire.formats import newsmlg2, recognise
from dispatches.wire.items import Item, Place, PubStatus, Relation, Subject, Type
from dispatches.wire.values import Unreadable

from . import xml_papers as papers
from .xml_papers import NAR


def read(**parts: str) -> Item:
    return newsmlg2.read(papers.g2(**parts)).items[0]


def test_a_document_is_known_by_its_root_element() -> None:
    assert recognise(papers.g2()) is newsmlg2
    assert recognise(b'<n:newsMessage xmlns:n="http://iptc.org/std/nar/2006-10-01/"/>') is newsmlg2


def test_an_item_has_an_id_a_version_and_copy() -> None:
    item = read(about="<headline>Ferry late</headline><urgency>2</urgency><by>Ada Moor</by>")
    assert item.uri == "urn:newsml:tarn.example:20260302:41"
    assert (item.guid, item.version) == (f"{item.uri}:3", "3")
    assert (item.headline, item.urgency, item.byline) == ("Ferry late", 2, "Ada Moor")
    assert (item.body, item.source, item.language) == (papers.TEXT, "Tarn", "en")


def test_the_lesser_headline_and_the_notes_of_the_house_are_passed_by() -> None:
    item = read(
        about='<headline role="hld:subHeadline">Rain</headline><headline>Ferry late</headline>',
        meta='<edNote role="x:closingline">tarn am</edNote><edNote role="x:n">Adds mayor</edNote>',
    )
    assert (item.headline, item.ednote) == ("Ferry late", "Adds mayor")


def test_a_notebook_stands_under_the_copy_as_on_the_printed_wire() -> None:
    notebook = '<edNote role="x:notepad"><h3>Notebook</h3><p>Call the mayor.</p></edNote>'
    assert read(meta=notebook).body.endswith("It will on Friday.\n\n# Notebook\n\nCall the mayor.")


@pytest.mark.parametrize(
    ("meta", "pubstatus", "is_usable"),
    [
        ("", PubStatus.USABLE, True),
        ('<pubStatus qcode="stat:usable"/>', PubStatus.USABLE, True),
        (
            '<pubStatus uri="http://cv.example/status/withheld"/>',
            PubStatus.WITHHELD,
            False,
        ),
        ('<pubStatus qcode="stat:canceled"/>', PubStatus.CANCELED, False),
        ('<pubStatus qcode="stat:paused"/>', PubStatus.WITHHELD, False),
        ('<pubStatus qcode="x:embargoed"/>', PubStatus.WITHHELD, False),
        ("<edNote>Under embargo until noon</edNote>", PubStatus.USABLE, False),
        ("<edNote>Adds end of the oil embargo</edNote>", PubStatus.USABLE, True),
        ('<signal qcode="x:embargo"/>', PubStatus.USABLE, False),
        ('<pubStatus qcode="stat:usable"/><embargoed/>', PubStatus.USABLE, False),
        ('<pubStatus qcode="stat:usable"/><embargoed>soon</embargoed>', PubStatus.USABLE, False),
    ],
)
def test_what_is_under_embargo_is_never_plainly_usable(
    meta: str, pubstatus: PubStatus, is_usable: bool
) -> None:
    item = read(meta=meta)
    assert (item.pubstatus, item.is_usable) == (pubstatus, is_usable)


def test_an_embargo_has_its_moment() -> None:
    item = read(meta="<embargoed>2026-03-03T06:00:00Z</embargoed>")
    assert item.embargoed == datetime(2026, 3, 3, 6, tzinfo=UTC)
    assert item.embargo == ""


def test_a_headline_that_is_marked_is_under_embargo_and_one_about_an_embargo_is_not() -> None:
    assert read(about="<headline>EMBARGOED - Ferry late</headline>").embargo
    assert read(about="<headline>Embargo on ferries ends</headline>").is_usable


def test_versions_before_and_items_replaced_are_named() -> None:
    item = read(
        meta='<signal qcode="sig:update"/>'
        '<link guidref="urn:newsml:tarn.example:20260302:41" version="2"/>'
        '<link rel="irel:evolvedFrom" residref="urn:newsml:tarn.example:20260301:7"/>'
    )
    assert (item.previous, item.signals) == ("2", ("sig:update",))
    assert item.evolvedfrom == ("urn:newsml:tarn.example:20260301:7",)
    assert item.relations == ()


def test_links_keep_addresses_of_the_web_alone() -> None:
    item = read(
        meta='<link rel="irel:seeAlso" href="https://tarn.example/x"><title>Ferries</title></link>'
        '<link rel="irel:seeAlso" href="javascript:x()"/>'
    )
    assert item.relations == (Relation("seealso", "", "https://tarn.example/x", "Ferries"),)


def test_places_are_told_from_subjects() -> None:
    item = read(
        about='<subject type="cpnat:geoArea" qcode="iso:TRN"><name>Tarnland</name></subject>'
        '<subject qcode="medtop:20000001"><name>ferries</name></subject>'
        "<located><name>Osterby</name></located><keyword>rain</keyword>"
    )
    assert item.subjects == (Subject("ferries", "20000001", "medtop"),)
    assert item.places == (Subject("Osterby"), Subject("Tarnland", "TRN", "iso"))
    assert (item.dateline, item.keywords) == (Place("", "Osterby"), ("rain",))


def test_the_number_on_the_wire_stands_in_an_id_beside() -> None:
    item = read(about='<altId type="x:runningnumber">tarn 107</altId>')
    assert item.sequence == "107"
    assert read(about='<altId type="x:iptc7901Id">tn:0414:4:wi:209</altId>').sequence == "0414"


def test_the_take_key_stands_in_the_slug() -> None:
    item = read(about="<slugline>BC-Ferry, 1st Ld-Writethru</slugline>")
    assert (item.slugline, item.take_key) == ("BC-Ferry, 1st Ld-Writethru", "1st Ld-Writethru")


def test_a_picture_has_its_caption_for_a_body_and_its_greatest_file() -> None:
    item = read(
        sort="ninat:picture",
        about='<description role="drol:caption">The ferry\nin the rain.</description>',
        content='<remoteContent href="https://tarn.example/s.jpg" size="9"/>'
        '<remoteContent href="https://tarn.example/l.jpg" size="99"/>',
    )
    assert (item.type, item.body) == (Type.PICTURE, "The ferry in the rain.")
    assert [one.href for one in item.relations] == ["https://tarn.example/l.jpg"]


@pytest.mark.parametrize(
    "content",
    [
        '<inlineData contenttype="text/html">&lt;p>One.&lt;/p>&lt;p>Two.&lt;/p></inlineData>',
        '<inlineData contenttype="text/plain"><![CDATA[<p>One.\n   Two.</p>]]></inlineData>',
        "<inlineXML><nitf><body><p>One.</p><p>Two.</p></body></nitf></inlineXML>",
        "<inlineXML><html><header><h1>Ferry late</h1></header><p>One.</p>Two.</html></inlineXML>",
    ],
)
def test_copy_is_found_in_every_dress(content: str) -> None:
    assert read(content=content, about="<headline>Ferry late</headline>").body == "One.\n\nTwo."


def test_a_message_holds_several_items_and_an_empty_shell_is_none() -> None:
    one = papers.g2().decode()
    inside = f"<packageItem><itemRef/></packageItem>{one}{one}"
    raw = f"<newsMessage {NAR}><itemSet>{inside}</itemSet></newsMessage>"
    assert len(newsmlg2.read(raw.encode()).items) == 2


def test_a_package_names_what_it_holds() -> None:
    raw = (
        f'<packageItem {NAR} guid="urn:p" version="1"><itemMeta/>'
        "<contentMeta><headline>Today</headline></contentMeta><groupSet><group>"
        '<itemRef residref="urn:x"><title>Ferry</title></itemRef></group></groupSet></packageItem>'
    )
    item = newsmlg2.read(raw.encode()).items[0]
    assert (item.type, item.headline) == (Type.COMPOSITE, "Today")
    assert item.relations == (Relation("item", "urn:x", title="Ferry"),)


def test_an_event_is_kept_with_its_days_and_places() -> None:
    event = (
        f'<conceptItem {NAR} guid="urn:e"><itemMeta/><concept><name>Ferry day</name><eventDetails>'
        "<dates><start>2026-03-02</start></dates><location><name>Osterby</name></location>"
        "</eventDetails></concept></conceptItem>"
    )
    item = newsmlg2.read(event.encode()).items[0]
    assert (item.type, item.headline) == (Type.EVENT, "Ferry day")
    assert item.body == "2026-03-02\n\nOsterby"


def test_a_plan_tells_what_is_due_and_when() -> None:
    plan = (
        f'<planningItem {NAR} guid="urn:q"><itemMeta/><contentMeta><headline>Ferry day</headline>'
        "</contentMeta><newsCoverageSet><newsCoverage><planning><itemClass qcode='ninat:picture'/>"
        "<scheduled>2026-03-02</scheduled></planning></newsCoverage></newsCoverageSet></planningItem>"
    )
    item = newsmlg2.read(plan.encode()).items[0]
    assert (item.type, item.body) == (Type.PLANNING, "picture: 2026-03-02")


def test_a_message_without_an_item_is_refused() -> None:
    with pytest.raises(Unreadable, match="no item"):
        newsmlg2.read(f"<newsMessage {NAR}><itemSet/></newsMessage>".encode())


@pytest.mark.parametrize(
    ("mimetype", "sort"),
    [("image/jpeg", Type.PICTURE), ("video/mp4", Type.VIDEO), ("audio/mpeg", Type.AUDIO),
     ("application/pdf", Type.TEXT)],
)  # fmt: skip
def test_an_item_of_no_class_that_holds_a_file_alone_is_what_the_file_is(
    mimetype: str, sort: Type
) -> None:
    file = f'<remoteContent contenttype="{mimetype}" href="https://tarn.example/f"/>'
    about = "<headline>Ferry</headline><description>The ferry.</description>"
    raw = papers.g2("", about, file).replace(b'<itemClass qcode="ninat:text"/>', b"")
    (item,) = newsmlg2.read(raw).items
    assert item.type is sort
    assert (item.body == "The ferry.") is (sort is not Type.TEXT)


def test_an_item_of_no_class_with_copy_is_text_whatever_it_shows() -> None:
    copy = '<inlineData contenttype="text/plain">One.</inlineData>'
    file = '<remoteContent contenttype="image/jpeg" href="https://tarn.example/f"/>'
    raw = papers.g2("", "", copy + file).replace(b'<itemClass qcode="ninat:text"/>', b"")
    assert newsmlg2.read(raw).items[0].type is Type.TEXT
