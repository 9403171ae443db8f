"""Documents of agencies, people and places that nobody has: each as its format has it."""

from __future__ import annotations

import io
import json
import zipfile
from email.message import EmailMessage
from typing import Any

from dispatches.wire import formats
from dispatches.wire.items import Document, Item

STORY: dict[str, Any] = {
    "uri": "urn:orrin:ferry",
    "type": "text",
    "version": "2",
    "pubstatus": "usable",
    "urgency": 3,
    "headline": "Ferry to Orrin late again",
    "slugline": "ferry-late",
    "byline": "Ana Flint",
    "description_text": "The third time in a week.",
    "body_html": "<p>The ferry was late &amp; full.</p><p>Nobody was hurt.</p>",
    "located": "Port Orrin",
    "language": "en",
    "versioncreated": "2026-03-04T05:06:07+0000",
    "subject": [{"name": "transport", "code": "04015000"}],
    "source": "Orrin News Agency",
}
PHOTO = {
    "guid": "urn:orrin:photo",
    "type": "picture",
    "headline": "The ferry",
    "description_text": "The ferry at Port Orrin.",
    "renditions": {
        "thumbnail": {"href": "https://orrin.example/t.jpg", "width": 90},
        "original": {"href": "https://orrin.example/o.jpg", "mimetype": "image/jpeg"},
    },
}
AP_STORY: dict[str, Any] = {
    "uri": "https://api.example/content/f1",
    "altids": {"itemid": "f1", "friendlykey": "77"},
    "version": 3,
    "type": "text",
    "urgency": 4,
    "pubstatus": "usable",
    "editorialtypes": ["Writethru"],
    "slugline": "BC-OR--Ferry-Late,2nd Ld-Writethru,240",
    "headline": "Ferry to Orrin late again",
    "headline_extended": "The third time in a week",
    "bylines": [{"by": "By ANA FLINT", "title": "Orrin News Agency"}],
    "located": "PORT ORRIN, Orrin",
    "datelinelocation": {"city": "Port Orrin"},
    "ednote": "Eds: UPDATES with quote.",
    "usageterms": ["Not for archives"],
    "subject": [{"name": "Transport", "code": "a1"}],
    "renditions": {"nitf": {"href": "https://api.example/f1.xml"}},
}
AP_PHOTO: dict[str, Any] = {
    "altids": {"itemid": "p1"},
    "version": 1,
    "type": "picture",
    "headline": "The ferry",
    "description_caption": "The ferry at Port Orrin.",
    "photographer": {"name": "Bo Reed"},
}
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Orrin Post</title><language>en-gb</language><copyright>Orrin Post Ltd</copyright>
<item><title>Reed & Sons' ferry late</title><link>https://orrin.example/1</link>
<guid isPermaLink="false">orrin-1</guid><description>Late &lt;b&gt;again&lt;/b&gt;.</description>
<content:encoded><![CDATA[<p>The ferry of Reed & Sons was late.</p><script>x()</script>]]>
</content:encoded><dc:creator>Ana Flint</dc:creator><category domain="desk">Sea</category>
<pubDate>Wed, 04 Mar 2026 05:06:07 GMT</pubDate>
<enclosure url="https://orrin.example/1.mp3" type="audio/mpeg" length="1"/>
<media:content url="https://orrin.example/1.jpg?w=140" width="140"/>
<media:content url="https://orrin.example/1.jpg?w=460" width="460">
<media:description>The ferry.</media:description></media:content>
</item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"
 xmlns:app="http://www.w3.org/2007/app" xmlns:orr="https://orrin.example/ns" xml:lang="en">
<title>Orrin wire</title>
<at:deleted-entry ref="urn:orrin:gone" when="2026-03-04T06:00:00Z">
<at:comment>Sent in error.</at:comment></at:deleted-entry>
<entry><id>urn:orrin:1</id><title type="html">Reed &amp;amp; Sons&lt;br&gt;late</title>
<published>2026-03-04T05:06:07Z</published><updated>2026-03-04T05:30:00Z</updated>
<author><name>Ana Flint</name></author><summary>Late again.</summary>
<category term="sea" scheme="desk" label="Sea"/>
<link rel="enclosure" type="image/jpeg" href="https://orrin.example/1.jpg"/>
<link rel="related" href="javascript:alert(1)"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div></content>
</entry></feed>"""
WXR = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Orrin Post</title><language>en-GB</language>
<item><title>Ferry late</title><link>https://orrin.example/1</link>
<dc:creator><![CDATA[Ana Flint]]></dc:creator><guid>https://orrin.example/?p=1</guid>
<content:encoded><![CDATA[The ferry was late.

It was <b>full</b>.]]></content:encoded><excerpt:encoded><![CDATA[Late.]]></excerpt:encoded>
<wp:post_id>1</wp:post_id><wp:post_date_gmt>2026-03-04 05:06:07</wp:post_date_gmt>
<wp:post_name>ferry-late</wp:post_name><wp:status>publish</wp:status>
<wp:post_type>post</wp:post_type><category domain="post_tag">ferry</category>
<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>7</wp:meta_value></wp:postmeta>
</item>
<item><title>The ferry</title><guid>https://orrin.example/?p=7</guid><wp:post_id>7</wp:post_id>
<wp:post_parent>1</wp:post_parent><wp:status>inherit</wp:status>
<wp:post_type>attachment</wp:post_type>
<wp:attachment_url>https://orrin.example/7.jpg</wp:attachment_url>
<excerpt:encoded>The ferry at Port Orrin.</excerpt:encoded></item>
<item><title>Menu</title><wp:post_type>nav_menu_item</wp:post_type></item>
</channel></rss>"""
RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\info{\author Ana Flint}{\creatim\yr2026\mo3\dy4\hr5\min6}}"
    rb"{\fonttbl{\f0 Arial;}}\f0 PORT ORRIN \'96 The ferry was late.\par It was full.\par}"
)


def items(raw: bytes) -> tuple[Item, ...]:
    """What is read out of bytes, by the format that knows them."""
    return formats.read(raw).items


def ninjs(*, without: str = "", **changes: Any) -> bytes:
    """A story in ninjs with some of its fields changed, and one of them left out."""
    row = {name: value for name, value in {**STORY, **changes}.items() if name != without}
    return json.dumps(row).encode()


def ap(**changes: Any) -> bytes:
    """The AP Media API's answer for one item, with some of its fields changed."""
    return json.dumps({"api_version": "2.2", "data": {"item": {**AP_STORY, **changes}}}).encode()


def mail(text: str = "The ferry was late.\n", **headers: str) -> EmailMessage:
    """A mail with this text; headers may be changed or added, _ for - in their names."""
    made = EmailMessage()
    told = {
        "subject": "Ferry late",
        "from": "Ana Flint <ana@orrin.example>",
        "date": "Wed, 04 Mar 2026 05:06:07 +0100",
        "message_id": "<1@orrin.example>",
        **headers,
    }
    for name, value in told.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def docx() -> bytes:
    """A Word document with a title, a paragraph, a list and a table."""
    import docx as library

    made = library.Document()
    made.add_heading("Ferry late", 0)
    made.add_paragraph("The ferry was late.")
    made.add_paragraph("It was full.", style="List Bullet")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Day", "Minutes"
    made.core_properties.author = "Ana Flint"
    return _saved(made.save)


def docx_of(xml: str, part: str = "word/document.xml") -> bytes:
    """A Word document whose text, or another part of it, is this XML."""
    whole = zipfile.ZipFile(io.BytesIO(docx()))
    return zipped({name: whole.read(name) for name in whole.namelist()} | {part: xml.encode()})


def odt() -> bytes:
    """An OpenDocument text with a title, a paragraph with a run of spaces, and a list."""
    from odf import dc, opendocument, text

    made = opendocument.OpenDocumentText()
    made.text.addElement(text.H(outlinelevel=1, text="Ferry late"))
    paragraph = text.P(text="The ferry")
    paragraph.addElement(text.S(c=900_000_000))
    paragraph.addText("was late.")
    made.text.addElement(paragraph)
    listed, entry = text.List(), text.ListItem()
    entry.addElement(text.P(text="It was full."))
    listed.addElement(entry)
    made.text.addElement(listed)
    made.meta.addElement(dc.Creator(text="Ana Flint"))
    return _saved(made.write)


def _saved(save: Any) -> bytes:
    held = io.BytesIO()
    save(held)
    return held.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    """An archive of these members."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in members.items():
            archive.writestr(name, raw)
    return held.getvalue()


def lines_of(document: Document) -> list[str]:
    """For each page, the lines of its copy as they stand in the document."""
    lines = document.text.text.split("\n")
    pages = document.pages
    return ["\n".join(lines[(one.copy or one.first) - 1 : one.last]) for one in pages]
