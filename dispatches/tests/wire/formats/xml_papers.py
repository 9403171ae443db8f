"""Imitations of XML transmissions: an agency, places and people that do not exist."""

from __future__ import annotations

NAR = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
COPY = "<p>OSTERBY (TARN) — The ferry to Lindholm <b>did not</b> sail.</p><p>It will on Friday.</p>"
TEXT = "OSTERBY (TARN) — The ferry to Lindholm did not sail.\n\nIt will on Friday."


def nitf(
    docdata: str = "", head: str = "", above: str = "", copy: str = COPY, root: str = ""
) -> bytes:
    """A NITF document, by what stands in its docdata, its head and the head of its body."""
    return (
        f"<nitf {root}><head>{head}<docdata{docdata if docdata.startswith(' ') else '>' + docdata}"
        f"</docdata></head><body><body.head>{above}</body.head>"
        f"<body.content>{copy}</body.content></body></nitf>"
    ).encode()


def newsml(management: str = "", lines: str = "", content: str = "", ids: str = "") -> bytes:
    """A NewsML 1.2 document of one item; `content` stands in its one component."""
    content = content or data(f"<nitf><body><body.content>{COPY}</body.content></body></nitf>")
    return (
        "<NewsML><NewsEnvelope><TransmissionId>0412</TransmissionId></NewsEnvelope><NewsItem>"
        f"<Identification><NewsIdentifier>{ids}</NewsIdentifier></Identification>"
        f"<NewsManagement>{management}</NewsManagement>"
        f"<NewsComponent><NewsLines>{lines}</NewsLines>{content}</NewsComponent></NewsItem></NewsML>"
    ).encode()


def data(inside: str, sort: str = "Text") -> str:
    """A content item of NewsML 1.2."""
    return (
        f'<ContentItem><MediaType FormalName="{sort}"/>'
        f"<DataContent>{inside}</DataContent></ContentItem>"
    )


def component(role: str, content: str, attributes: str = "") -> str:
    """A component of NewsML 1.2 that plays a role."""
    return f'<NewsComponent {attributes}><Role FormalName="{role}"/>{content}</NewsComponent>'


def g2(meta: str = "", about: str = "", content: str = "", sort: str = "ninat:text") -> bytes:
    """A news item of NewsML-G2, by what stands in itemMeta, contentMeta and contentSet."""
    content = (
        content
        or f'<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>{COPY}</body></html></inlineXML>'
    )
    return (
        f'<newsItem {NAR} guid="urn:newsml:tarn.example:20260302:41" version="3" xml:lang="en">'
        f'<itemMeta><itemClass qcode="{sort}"/><provider literal="Tarn"/>{meta}</itemMeta>'
        f"<contentMeta>{about}</contentMeta><contentSet>{content}</contentSet></newsItem>"
    ).encode()
