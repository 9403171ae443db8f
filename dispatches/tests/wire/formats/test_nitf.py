"""NITF: where agencies put what a desk needs, and what its statuses mean."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dispatches.wire.formats import nitf, recognise
from dispatches.wire.items import Item, Place, PubStatus, Subject, Type
from dispatches.wire.values import Unreadable

from . import xml_papers as papers

DATED = (
    "<dateline><location><city>OSTERBY</city><state>TL</state></location>"
    "<story.date norm='20260302'/></dateline>"
)


def read(**parts: str) -> Item:
    return nitf.read(papers.nitf(**parts)).items[0]


def test_a_document_is_known_by_its_root_element() -> None:
    raw = b'<?xml version="1.0"?>\n<!-- <newsItem> -->\n<nitf><body/></nitf>'
    assert recognise(raw) is nitf
    assert recognise(raw.decode().encode("utf-16")) is nitf
    assert not nitf.sniff(b"The <nitf> element is explained here.")


def test_paragraphs_are_parted_and_tags_are_gone() -> None:
    item = read()
    assert item.body == papers.TEXT
    assert "<b>did not</b>" in item.body_html


@pytest.mark.parametrize(
    ("parts", "headline"),
    [
        (
            {"above": "<hedline><hl1>Ferry <em>late</em></hl1><hl2>Rows</hl2></hedline>"},
            "Ferry late",
        ),
        ({"above": "<hedline>Ferry late</hedline>"}, "Ferry late"),
        ({"head": "<title>Ferry late</title>"}, "Ferry late"),
        ({"copy": "<p>Ferry</p><p>late</p>"}, "Ferry late"),
    ],
)
def test_the_headline_is_found_where_it_stands(parts: dict[str, str], headline: str) -> None:
    assert read(**parts).headline == headline


@pytest.mark.parametrize(
    ("parts", "slugline"),
    [
        ({"head": '<meta name="anpa-keyword" content="FERRY"/>'}, "FERRY"),
        ({"docdata": '<du-key key="FERRY" version="02"/>'}, "FERRY"),
        ({"docdata": '<key-list><keyword key="FERRY"/></key-list>'}, "FERRY"),
        ({"docdata": '<fixture fix-id="FERRY"/>'}, "FERRY"),
    ],
)
def test_the_slug_is_found_where_it_stands(parts: dict[str, str], slugline: str) -> None:
    assert read(**parts).slugline == slugline


def test_the_ids_the_version_and_the_number_on_the_wire() -> None:
    item = read(
        docdata='<doc-id regsrc="tarn" id-string="T1:9"/><du-key version="02" key="FERRY"/>'
        '<urgency ed-urg="2"/><date.issue norm="20260302T101500+0100"/>',
        head='<meta name="anpa-sequence" content="0412"/>'
        '<meta name="anpa-takekey" content="1st Add"/>',
    )
    assert (item.guid, item.version, item.sequence, item.urgency) == ("T1:9", "02", "0412", 2)
    assert item.take_key == "1st Add"
    assert item.firstcreated == datetime(2026, 3, 2, 9, 15, tzinfo=UTC)


def test_a_byline_is_read_without_the_title_of_its_writer() -> None:
    above = "<byline>By<person>Ada Moor</person>, Osterby<byttl>Ferry Writer</byttl></byline>"
    assert read(above=above).byline == "By Ada Moor, Osterby"


def test_the_byline_of_the_copy_goes_before_a_byline_that_names_nobody() -> None:
    item = read(above="<byline>Staff Writer</byline>", copy="<p>By Ada Moor</p><p>Text.</p>")
    assert item.byline == "By Ada Moor"
    assert read(copy="<p>By Friday the ferry will sail</p>").byline == ""


@pytest.mark.parametrize(
    ("parts", "place"),
    [
        (
            {"above": DATED},
            Place("OSTERBY TL", "OSTERBY", datetime(2026, 3, 2, tzinfo=UTC).date()),
        ),
        ({"above": "<dateline>Osterby (Tarn)</dateline>"}, Place("Osterby (Tarn)", "Osterby")),
        ({"docdata": '<evloc city="Osterby" iso-cc="TRN"/>'}, Place("", "Osterby")),
    ],
)
def test_the_dateline_is_found_where_it_stands(parts: dict[str, str], place: Place) -> None:
    assert read(**parts).dateline == place


def test_an_abstract_may_be_the_paragraph_that_leads() -> None:
    assert read(copy='<p lede="true">Ferry late.</p><p>More.</p>').abstract == "Ferry late."
    assert read(above="<abstract><p>In short.</p></abstract>").abstract == "In short."


@pytest.mark.parametrize(
    ("word", "pubstatus"),
    [
        ("usable", PubStatus.USABLE),
        ("embargoed", PubStatus.WITHHELD),
        ("withheld", PubStatus.WITHHELD),
        ("canceled", PubStatus.CANCELED),
        ("whatever", PubStatus.WITHHELD),
    ],
)
def test_a_status_that_nobody_knows_withholds(word: str, pubstatus: PubStatus) -> None:
    item = read(docdata=f' management-status="{word}">')
    assert item.pubstatus is pubstatus
    assert item.is_usable == (word == "usable")


def test_an_embargo_ends_at_the_release() -> None:
    moments = '<date.issue norm="20260302T10Z"/><date.release norm="20260303T060000Z"/>'
    item = read(docdata=f' management-status="embargoed">{moments}')
    assert item.embargoed == datetime(2026, 3, 3, 6, tzinfo=UTC)
    assert not item.embargo
    assert read(docdata=moments).embargoed == item.embargoed


def test_an_embargo_in_a_note_to_editors_is_one() -> None:
    item = read(docdata='<ed-msg info="EMBARGOED until 0600 GMT"/>')
    assert (item.embargo, item.is_usable) == ("EMBARGOED until 0600 GMT", False)
    assert read(docdata='<ed-msg info="EMBARGOED; embargo lifted"/>').is_usable


def test_parts_of_a_series_are_counted_and_a_lone_part_1_is_not() -> None:
    item = read(docdata='<series series.name="Ferries" series.part="2" series.totalpart="3"/>')
    assert (item.series, item.part, item.parts) == ("Ferries", 2, 3)
    assert read(docdata='<series series.part="1"/>').part is None


def test_notes_rights_and_corrections_are_kept() -> None:
    item = read(
        docdata='<ed-msg info="Adds the mayor."/>'
        '<correction id-string="T1:8" info="Name put right."/>'
        '<doc.copyright holder="Tarn" year="2026"/><doc.rights limitations="Not for radio."/>'
    )
    assert item.ednote == "Adds the mayor.\nName put right."
    assert item.evolvedfrom == ("T1:8",)
    assert (item.copyrightholder, item.usageterms) == ("Tarn", "Not for radio.")


def test_subjects_and_places_keep_their_codes() -> None:
    item = read(
        head='<tobject><tobject.subject tobject.subject.refnum="04015001" '
        'tobject.subject.type="Economy" tobject.subject.detail="ferries"/></tobject>',
        docdata='<evloc city="Osterby" iso-cc="TRN"/>',
    )
    assert item.subjects == (Subject("ferries", "04015001", "subj"),)
    assert item.places == (Subject("Osterby", "TRN"),)


def test_a_picture_stands_beside_the_copy_and_its_caption_is_not_copy() -> None:
    picture = (
        '<media media-type="image"><media-reference source="https://tarn.example/f.jpg"'
        ' mime-type="image/jpeg"/><media-caption>The ferry.</media-caption></media>'
    )
    item = read(copy=f"<p>Text.</p>{picture}")
    assert (item.body, item.type) == ("Text.", Type.TEXT)
    assert item.relations[0].href == "https://tarn.example/f.jpg"
    alone = read(copy=picture.replace("https:", "file:"))
    assert (alone.body, alone.type, alone.relations[0].href) == ("The ferry.", Type.PICTURE, "")


def test_a_document_without_a_story_is_refused() -> None:
    with pytest.raises(Unreadable, match="no story"):
        nitf.read(b"<nitf><head/><body><body.content/></body></nitf>")


RELEASE = '<date.release norm="20260303T060000Z"/>'
ISSUED = '<date.issue norm="20260302T101500Z"/>'


@pytest.mark.parametrize(
    "docdata",
    [
        f' management-status="usable">{ISSUED}{RELEASE}',
        f' management-status="withheld">{ISSUED}{RELEASE}',
        f">{ISSUED}{RELEASE}",
        f">{RELEASE}",
        f'><date.issue norm="20260302T101500"/>{RELEASE}',
    ],
)
def test_what_is_released_later_than_it_is_sent_is_embargoed_till_then(docdata: str) -> None:
    item = read(docdata=f" {docdata}")
    assert item.embargoed == datetime(2026, 3, 3, 6, tzinfo=UTC)
    assert not item.is_usable


@pytest.mark.parametrize(
    "docdata",
    [
        f' management-status="canceled">{ISSUED}{RELEASE}',
        f' management-status="usable">{RELEASE}',
        f">{ISSUED}{RELEASE.replace('0303', '0301')}",
    ],
)
def test_a_release_that_holds_nothing_back_is_no_embargo(docdata: str) -> None:
    assert read(docdata=f" {docdata}").embargoed is None
