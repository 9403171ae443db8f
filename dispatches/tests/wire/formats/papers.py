"""Imitations of formats that are markup, JSON, mail or office files: short, and all invented."""

from __future__ import annotations

import io
import json
import zipfile

_FIRST = "The ferry to the island was late for the third day – “late again”, the keeper said."
_SECOND = "Nobody told Ann Poe, who was on the quay with her goats & a lamp."
_HEAD = "Ferry to the island is late again"
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FIRST_XML, _SECOND_XML = (text.replace("&", "&amp;") for text in (_FIRST, _SECOND))
PARAGRAPHS = f"<p>{_FIRST_XML}</p><p>{_SECOND_XML}</p>"


def nitf() -> bytes:
    """NITF 3.2, with a dateline, a byline and a table."""
    return (
        f'{_XML}<nitf version="-//IPTC//DTD NITF 3.2//EN"><head><title>{_HEAD}</title>'
        '<docdata management-status="usable"><doc-id id-string="ost-0001"/><urgency ed-urg="4"/>'
        '<date.issue norm="20190425T083200Z"/><key-list><keyword key="ferries"/></key-list>'
        '<du-key key="ost-ferry" part="1" version="2"/></docdata></head><body><body.head><hedline>'
        f"<hl1>{_HEAD}</hl1></hedline><byline>By Ann Poe</byline><dateline><location>Tarran"
        "</location><story.date norm='20190425'>April 25</story.date></dateline></body.head>"
        f"<body.content>{PARAGRAPHS}<table><tr><td>Goats</td><td>7</td></tr></table>"
        "</body.content></body></nitf>"
    ).encode()


def newsml_1() -> bytes:
    """NewsML 1.2 with one text in it."""
    return (
        f'{_XML}<NewsML Version="1.2"><NewsEnvelope><TransmissionId>17</TransmissionId><SentFrom>'
        '<Party FormalName="OST"/></SentFrom><DateAndTime>20190425T083200Z</DateAndTime><Priority '
        'FormalName="4"/></NewsEnvelope><NewsItem xml:lang="en"><Identification><NewsIdentifier>'
        "<ProviderId>ost.example</ProviderId><DateId>20190425</DateId><NewsItemId>ferry-1"
        '</NewsItemId><RevisionId PreviousRevision="1" Update="N">2</RevisionId><PublicIdentifier>'
        "urn:newsml:ost.example:20190425:ferry-1:2</PublicIdentifier></NewsIdentifier>"
        "</Identification><NewsManagement><NewsItemType FormalName='News'/><FirstCreated>"
        "20190425T080000Z</FirstCreated><ThisRevisionCreated>20190425T083200Z"
        '</ThisRevisionCreated><Status FormalName="Usable"/><Urgency FormalName="4"/>'
        "</NewsManagement><NewsComponent><Role FormalName='Main'/><NewsLines><HeadLine>"
        f"{_HEAD}</HeadLine><SlugLine>ost-ferry</SlugLine><ByLine>Ann Poe</ByLine><DateLine>Tarran"
        ", April 25</DateLine></NewsLines><DescriptiveMetadata><Language FormalName='en'/>"
        "</DescriptiveMetadata><ContentItem><MediaType FormalName='Text'/><DataContent>"
        f"{PARAGRAPHS}</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
    ).encode()


def newsml_g2() -> bytes:
    """NewsML-G2, a news item with inline XHTML."""
    return (
        f'{_XML}<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:ost.example:'
        '20190425:ferry-1" version="2" standard="NewsML-G2" standardversion="2.28" xml:lang="en">'
        '<catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_32.xml"/>'
        "<rightsInfo><usageTerms>None abroad</usageTerms></rightsInfo><itemMeta><itemClass qcode="
        '"ninat:text"/><provider literal="OST"/><versionCreated>2019-04-25T08:32:00Z'
        '</versionCreated><pubStatus qcode="stat:usable"/><edNote>Picture to come</edNote>'
        '</itemMeta><contentMeta><urgency>4</urgency><located qcode="city:1"><name>Tarran</name>'
        f"</located><headline>{_HEAD}</headline><slugline>ost-ferry</slugline><by>Ann Poe</by>"
        '<subject qcode="medtop:1"><name>ferries</name></subject></contentMeta><contentSet>'
        '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<body>{PARAGRAPHS}</body></html></inlineXML></contentSet></newsItem>"
    ).encode()


def _ninjs() -> dict[str, object]:
    return {
        "uri": "urn:ost.example:ferry-1",
        "version": "2",
        "type": "text",
        "pubstatus": "usable",
        "versioncreated": "2019-04-25T08:32:00Z",
        "urgency": 4,
        "language": "en",
        "headline": _HEAD,
        "slugline": "ost-ferry",
        "byline": "Ann Poe",
        "keyword": ["ferries", "goats"],
        "subject": [{"code": "medtop:1", "name": "ferries"}],
        "place": [{"name": "Tarran"}],
        "body_html": PARAGRAPHS,
        "associations": {"featured": {"uri": "urn:ost.example:pic-1", "type": "picture"}},
    }


def ninjs() -> bytes:
    """ninjs 1, pretty-printed."""
    return json.dumps(_ninjs(), indent=2, ensure_ascii=False).encode()


def ninjs_3() -> bytes:
    """ninjs 3, whose bodies and headlines are lists."""
    row = _ninjs()
    row |= {"standard": {"name": "ninjs", "version": "3.0"}, "headlines": [{"value": _HEAD}]}
    row |= {"bodies": [{"role": "main", "contentType": "text/html", "value": row["body_html"]}]}
    return json.dumps(
        {key: row[key] for key in row if key not in ("headline", "body_html")}
    ).encode()


def ap_media() -> bytes:
    """AP's Media API: an item with its renditions."""
    item = {
        "altids": {"itemid": "a1", "etag": "a1_1", "friendlykey": "1", "transref": "W2870"},
        "version": 1,
        "type": "text",
        "urgency": 4,
        "language": "en",
        "pubstatus": "usable",
        "editorialtypes": ["Lead"],
        "versioncreated": "2019-04-25T08:32:00Z",
        "headline": _HEAD,
        "slugline": "BC-OST--Ferry",
        "bylines": [{"by": "By ANN POE"}],
        "subjects": [{"name": "ferries", "code": "f1"}],
        "renditions": {"nitf": {"href": "https://ost.example/1.nitf", "type": "text"}},
    }
    answer = {"api_version": "1.1", "data": {"item": item, "query": {}}}
    return json.dumps(answer, indent=1).encode()


def rss() -> bytes:
    """RSS 2.0 with an entry."""
    return (
        f'{_XML}<rss version="2.0"><channel><title>Ostrand</title><link>https://ost.example/</link>'
        f"<language>en</language><item><title>{_HEAD}</title><link>https://ost.example/1</link>"
        '<guid isPermaLink="false">ost-1</guid><pubDate>Thu, 25 Apr 2019 08:32:00 GMT</pubDate>'
        f"<description><![CDATA[{PARAGRAPHS}]]></description></item></channel></rss>"
    ).encode()


def atom() -> bytes:
    """Atom with an entry."""
    return (
        f'{_XML}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Ostrand</title><id>'
        "urn:ost</id><updated>2019-04-25T08:32:00Z</updated><entry><id>urn:ost:1</id><title>"
        f"{_HEAD}</title><updated>2019-04-25T08:32:00Z</updated><author><name>Ann Poe</name>"
        '</author><link href="https://ost.example/1"/><content type="xhtml"><div xmlns='
        f'"http://www.w3.org/1999/xhtml">{PARAGRAPHS}</div></content></entry></feed>'
    ).encode()


def wxr() -> bytes:
    """A WordPress export with a post."""
    return (
        f'{_XML}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">'
        "<channel><title>Ostrand</title><wp:wxr_version>1.2</wp:wxr_version><item><title>"
        f"{_HEAD}</title><link>https://ost.example/1</link><dc:creator>ann</dc:creator><guid>ost-1"
        f"</guid><content:encoded><![CDATA[{PARAGRAPHS}]]></content:encoded><wp:post_id>1"
        "</wp:post_id><wp:post_date_gmt>2019-04-25 08:32:00</wp:post_date_gmt><wp:status>publish"
        "</wp:status><wp:post_type>post</wp:post_type></item></channel></rss>"
    ).encode()


_MAIL = """From: Ann Poe <ann@ost.example>
To: desk@news.example
Subject: =?utf-8?q?Ferry_late?=
Date: Thu, 25 Apr 2019 08:32:00 +0000
Message-ID: <1@ost.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b1"

--b1
Content-Type: multipart/alternative; boundary="b2"

--b2
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

{text}
--b2
Content-Type: text/html; charset=utf-8

<html><body>{html}</body></html>
--b2--
--b1
Content-Type: text/plain; name="goats.txt"
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename=goats.txt

U2V2ZW4gZ29hdHMu
--b1--
"""


def mail() -> bytes:
    """Mail with text, HTML and an attachment."""
    told = _MAIL.format(text=f"{_FIRST}\n\n{_SECOND}", html=PARAGRAPHS)
    return told.replace("\n", "\r\n").encode()


def rtf() -> bytes:
    """Rich text with two paragraphs."""
    first, second = (text.encode("ascii", "replace").decode() for text in (_FIRST, _SECOND))
    return (
        r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times;}}{\info{\author Ann Poe}}\pard\b "
        rf"{_HEAD}\b0\par {first}\par {second}\par}}"
    ).encode()


def packed(files: dict[str, bytes]) -> bytes:
    """A ZIP of these files; the same files make the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2019, 4, 25, 8, 32, 0)), raw)
    return stream.getvalue()


def docx() -> bytes:
    """A Word file with two paragraphs: no more parts than one must have."""
    kinds = (
        f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default'
        ' Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    links = (
        f'{_XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    runs = "".join(
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in (_HEAD, _FIRST_XML, _SECOND_XML)
    )
    written = (
        f'{_XML}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{runs}</w:body></w:document>"
    )
    names = ("[Content_Types].xml", "_rels/.rels", "word/document.xml")
    return packed(dict(zip(names, map(str.encode, (kinds, links, written)), strict=True)))


def odt() -> bytes:
    """An OpenDocument text with two paragraphs: no more parts than one must have."""
    kind = "application/vnd.oasis.opendocument.text"
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"'
    )
    text = f"<text:h>{_HEAD}</text:h><text:p>{_FIRST_XML}</text:p><text:p>{_SECOND_XML}</text:p>"
    content = (
        f"{_XML}<office:document-content {spaces}><office:body><office:text>{text}</office:text>"
        "</office:body></office:document-content>"
    )
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entries = "".join(
        f'<m:file-entry m:full-path="{path}" m:media-type="{media}"/>'
        for path, media in (("/", kind), ("content.xml", "text/xml"))
    )
    manifest = f'{_XML}<m:manifest xmlns:m="{space}" m:version="1.2">{entries}</m:manifest>'
    files = {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest}
    return packed({name: part.encode() for name, part in files.items()})


def archive() -> bytes:
    """A ZIP with a NITF and a ninjs file in a folder."""
    return packed({"in/1.xml": nitf(), "in/2.json": ninjs(), "in/3.txt": _FIRST.encode()})


PAPERS = {
    "nitf": nitf(), "newsml-1.2": newsml_1(), "newsml-g2": newsml_g2(), "ninjs": ninjs(),
    "ninjs 3": ninjs_3(), "apmedia": ap_media(), "rss": rss(), "atom": atom(), "wordpress": wxr(),
    "email": mail(), "rtf": rtf(), "docx": docx(), "odt": odt(), "zip": archive(),
}  # fmt: skip
