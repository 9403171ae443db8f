"""NewsML 1.2: where its lines stand, what its components hold, and what its statuses mean."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dispatches.wire.formats import newsml12, recognise
from dispatches.wire.items import Item, PubStatus, Type
from dispatches.wire.values import Unreadable

from . import xml_papers as papers
from .xml_papers import component, data

IDS = (
    "<ProviderId>tarn.example</ProviderId><DateId>20260302</DateId><NewsItemId>{name}</NewsItemId>"
    '<RevisionId PreviousRevision="1" Update="U">2</RevisionId>'
    "<PublicIdentifier>{public}</PublicIdentifier>"
)


def read(**parts: str) -> Item:
    return newsml12.read(papers.newsml(**parts)).items[0]


def test_a_document_is_known_by_its_root_element() -> None:
    assert recognise(papers.newsml()) is newsml12
    assert not newsml12.sniff(papers.g2())


def test_the_lines_of_an_item_are_read() -> None:
    item = read(
        lines="<HeadLine>Ferry late</HeadLine><ByLine>By Ada Moor</ByLine>"
        "<SlugLine>FERRY</SlugLine><DateLine>Osterby, 2 March (Tarn) -</DateLine>"
        "<CopyrightLine>(c) Tarn 2026</CopyrightLine>"
        '<NewsLine><NewsLineType FormalName="AdvisoryLine"/><NewsLineText>ADDS mayor</NewsLineText>'
        "</NewsLine>"
    )
    assert (item.headline, item.byline, item.slugline) == ("Ferry late", "By Ada Moor", "FERRY")
    assert item.dateline is not None
    assert item.dateline.city == "Osterby"
    assert (item.copyrightholder, item.ednote) == ("Tarn", "ADDS mayor")
    assert (item.sequence, item.body) == ("0412", papers.TEXT)


def test_the_ids_name_a_revision_and_the_one_before() -> None:
    item = read(ids=IDS.format(name="F41", public="urn:newsml:tarn.example:20260302:F41:2U"))
    assert item.guid == "urn:newsml:tarn.example:20260302:F41:2U"
    assert item.uri == "urn:newsml:tarn.example:20260302:F41"
    assert (item.version, item.previous) == ("2", "1")
    assert read(ids=IDS.format(name="F41", public="")).uri == item.uri


def test_an_id_that_names_the_agency_alone_is_no_id() -> None:
    assert read(ids=IDS.format(name="", public="urn:newsml:tarn.example")).uri == ""


@pytest.mark.parametrize("word", ["Embargoed", "Withheld", "Zurückgestellt"])
def test_what_is_not_said_to_be_usable_is_withheld(word: str) -> None:
    item = read(management=f'<Status FormalName="{word}"/>')
    assert item.pubstatus is PubStatus.WITHHELD
    assert read(management='<Status FormalName="USABLE"/>').is_usable


def test_an_embargo_ends_when_the_status_will_change() -> None:
    item = read(
        management='<Status FormalName="Embargoed"/><StatusWillChange><FutureStatus '
        'FormalName="Usable"/><DateAndTime>20260303T060000Z</DateAndTime></StatusWillChange>'
    )
    assert item.pubstatus is PubStatus.WITHHELD
    assert item.embargoed == datetime(2026, 3, 3, 6, tzinfo=UTC)


def test_an_embargo_in_an_advisory_line_is_one() -> None:
    line = '<NewsLineType FormalName="AdvisoryLine"/><NewsLineText>Embargo: noon</NewsLineText>'
    item = read(lines=f"<NewsLine>{line}</NewsLine>")
    assert (item.embargo, item.is_usable) == ("Embargo: noon", False)


def test_a_cancel_by_status_or_by_instruction_is_one() -> None:
    assert read(management='<Status FormalName="Canceled"/>').pubstatus is PubStatus.CANCELED
    item = read(management='<Status FormalName="Usable"/><Instruction FormalName="Delete"/>')
    assert item.pubstatus is PubStatus.CANCELED


@pytest.mark.parametrize("urgency", ['<Urgency FormalName="2"/>', "<Urgency>2</Urgency>"])
def test_an_urgency_is_a_name_or_a_number(urgency: str) -> None:
    assert read(management=urgency).urgency == 2


@pytest.mark.parametrize(
    "inside",
    [
        "<p>Ferry late.</p><p>It rained.</p>",
        "<![CDATA[<p>Ferry late.</p><p>It rained.</p>]]>",
        "<html><body><p>Ferry late.<p/></p><p>It rained.</p></body></html>",
        "<body><body.head><note>x</note></body.head><p>Ferry late.</p><p>It rained.</p></body>",
        "<![CDATA[<nitf><body><p>Ferry late.</p><p>It rained.</p></body></nitf>]]>",
        "Ferry late.\n\nIt rained.",
    ],
)
def test_copy_is_found_in_every_dress(inside: str) -> None:
    assert read(content=data(inside)).body == "Ferry late.\n\nIt rained."


def test_title_lead_and_body_are_components_of_one_story() -> None:
    parts = [("Title", "Ferry late"), ("Lead", "It rained."), ("Body", "It will sail.")]
    item = read(content="".join(component(role, data(text)) for role, text in parts))
    assert item.body == "It rained.\n\nIt will sail."
    assert (item.headline, item.abstract) == ("Ferry late", "It rained.")


def test_a_title_alone_is_a_flash() -> None:
    item = read(content=component("Title", data("Ferry late")) + component("Body", data("")))
    assert (item.headline, item.body) == ("Ferry late", "Ferry late")


def test_of_equivalents_one_is_read() -> None:
    item = read(content=component("Main", data("One.") + data("Two."), 'EquivalentsList="yes"'))
    assert item.body == "One."


def test_a_picture_beside_the_copy_is_kept_with_its_caption() -> None:
    file = 'Href="https://tarn.example/f.jpg"'
    photo = f'<ContentItem {file}><MediaType FormalName="Photo"/></ContentItem>'
    main = component("Main", data("<p>Text.</p>"))
    item = read(content=main + component("Photo", photo + component("Caption", data("The ferry."))))
    assert (item.type, item.body) == (Type.TEXT, "Text.")
    assert (item.relations[0].rel, item.relations[0].caption) == ("picture", "The ferry.")
    alone = read(content=photo + component("Caption", data("The ferry.")))
    assert (alone.type, alone.body) == (Type.PICTURE, "The ferry.")


def test_an_item_of_references_is_a_package() -> None:
    item = read(content='<NewsItemRef NewsItem="urn:newsml:tarn.example:20260302:F9:1"/>')
    assert item.type is Type.COMPOSITE
    assert item.relations[0].rel == "item"


def test_a_document_without_copy_is_refused() -> None:
    with pytest.raises(Unreadable, match="no news item"):
        newsml12.read(b"<NewsML><NewsEnvelope/></NewsML>")


def test_an_id_without_a_revision_in_it_is_kept_whole() -> None:
    public = "urn:newsml:agency.example:20260503:4711"
    ids = (
        "<NewsItemId>4711</NewsItemId><RevisionId>1</RevisionId>"
        f"<PublicIdentifier>{public}</PublicIdentifier>"
    )
    assert read(ids=ids).uri == public
    other = ids.replace("4711</Public", "4711:2</Public")
    assert read(ids=other).uri == f"{public}:2"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("urn:newsml:tarn.example:20260302:F9:3U", "urn:newsml:tarn.example:20260302:F9"),
        ("urn:newsml:tarn.example:20260302:4711", "urn:newsml:tarn.example:20260302:4711"),
    ],
)
def test_an_item_that_is_named_is_named_without_its_revision(sent: str, kept: str) -> None:
    item = read(management=f'<AssociatedWith NewsItem="{sent}"/>')
    assert [one.uri for one in item.relations] == [kept]


def test_what_an_item_derives_from_is_beside_it_and_not_replaced() -> None:
    item = read(management='<DerivedFrom NewsItem="urn:newsml:tarn.example:20260302:F9:3"/>')
    assert item.evolvedfrom == ()
    assert [(one.rel, one.uri) for one in item.relations] == [
        ("seealso", "urn:newsml:tarn.example:20260302:F9")
    ]


@pytest.mark.parametrize(
    ("duid", "guid"),
    [
        ("MainText1", ""),
        ("text-component-01", ""),
        ("tarn:ferry", "tarn:ferry"),
        ("N20260302", "N20260302"),
        ("0A1B2C3D4E5F6A7B8C9D", "0A1B2C3D4E5F6A7B8C9D"),
    ],
)
def test_a_name_within_a_document_is_no_id_of_an_item(duid: str, guid: str) -> None:
    raw = papers.newsml().replace(b"<NewsComponent>", f'<NewsComponent Duid="{duid}">'.encode(), 1)
    assert newsml12.read(raw).items[0].guid == guid
