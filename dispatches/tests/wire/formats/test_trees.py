"""XML without trust: bombs are refused, broken documents are mended, nothing is fetched."""

from __future__ import annotations

import time
from contextlib import nullcontext

import pytest

from dispatches.wire.formats import recognise, trees
from dispatches.wire.formats.trees import BROKEN, ESCAPED, parse
from dispatches.wire.values import Unreadable

LAUGHS = b'<!DOCTYPE nitf [<!ENTITY a "ha">%s]><nitf>&z;</nitf>' % b"".join(
    b'<!ENTITY b%d "%s">' % (n, b"&a;" * 10) for n in range(20)
)
QUADRATIC = b'<!DOCTYPE nitf [<!ENTITY a "%s">]><nitf>%s</nitf>' % (b"h" * 90_000, b"&a;" * 9_000)
FILE = b'<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/hostname">]><nitf>&x;</nitf>'
PARAMETER = b'<!DOCTYPE nitf [<!ENTITY % x SYSTEM "http://127.0.0.1:9/"><!ENTITY y "z">]><nitf/>'
IN_UTF_7 = (
    b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE nitf [+ADwAIQ-ENTITY a "x"+AD4-]>\
<nitf>+ACY-a+ADs-</nitf>'
)


SAYS = '<?xml version="1.0" encoding="%s"?><nitf>“é”</nitf>'
HOSTILE = [LAUGHS, QUADRATIC, FILE, PARAMETER, LAUGHS.decode().encode("utf-16"), IN_UTF_7]


@pytest.mark.parametrize("raw", HOSTILE)
def test_a_document_that_declares_entities_is_refused_at_once(raw: bytes) -> None:
    started = time.process_time()
    with pytest.raises(Unreadable, match="entities of its own"):
        parse(raw)
    assert time.process_time() - started < 0.5


def test_what_is_refused_is_known_for_what_it_is_and_not_read_as_plain_text() -> None:
    assert recognise(LAUGHS).NAME == "nitf"
    with pytest.raises(Unreadable):
        recognise(LAUGHS).read(LAUGHS)


@pytest.mark.parametrize(
    "doctype",
    [
        b'<!DOCTYPE nitf SYSTEM "http://127.0.0.1:9/nitf.dtd">',
        b'<!DOCTYPE nitf PUBLIC "-//X//DTD NITF//EN" "nitf-3-2.dtd">',
        b'<!DOCTYPE nitf SYSTEM "nitf.dtd" [<!ENTITY % more SYSTEM "more.dtd"> %more; ]>',
    ],
)
def test_a_dtd_that_is_named_is_never_fetched(doctype: bytes) -> None:
    tree = parse(doctype + b"<nitf>Caf&eacute;</nitf>")
    assert (tree.root.text, tree.notes) == ("Café", ())


def test_nesting_beyond_256_is_refused_at_once() -> None:
    with pytest.raises(Unreadable, match="256 deep"):
        parse(b"<nitf>" * 10_000 + b"</nitf>" * 10_000)


@pytest.mark.parametrize(
    ("raw", "text", "charset"),
    [
        ("<nitf>Café</nitf>".encode(), "Café", "utf-8"),
        ((SAYS % "utf-16").encode("utf-16"), "“é”", "utf-16"),
        (b'<?xml version="1.0" encoding="utf-16"?><nitf>Cafe</nitf>', "Cafe", "utf-8"),
        ((SAYS % "iso-8859-1").encode("cp1252"), "“é”", "cp1252"),
        ((SAYS % "iso-8859-1").encode(), "“é”", "utf-8"),
        ((SAYS % "tarn-8").encode(), "“é”", "utf-8"),
        (b"\n \n<nitf>Cafe</nitf>", "Cafe", "utf-8"),
    ],
)
def test_the_charset_is_what_the_bytes_are_in(raw: bytes, text: str, charset: str) -> None:
    tree = parse(raw)
    assert (tree.root.text, tree.charset) == (text, charset)


def test_bare_ampersands_are_read_as_text_and_that_is_said() -> None:
    tree = parse(b"<nitf>Moor & Sons&nbsp;<![CDATA[A & B &nbsp;]]> &foo;</nitf>")
    assert tree.root.text == "Moor & Sons\xa0A & B &nbsp; &foo;"
    assert tree.notes == (ESCAPED,)


@pytest.mark.parametrize("raw", [b"<nitf><p>Text.</p><p>Mo", b"<nitf><p>Text.<b></p></nitf>"])
def test_a_broken_document_is_read_as_far_as_it_goes_and_that_is_said(raw: bytes) -> None:
    tree = parse(raw)
    assert "Text." in "".join(map(str, tree.root.itertext()))
    assert tree.notes == (BROKEN,)


@pytest.mark.parametrize("raw", [b"", b"<", b"<<<>>>", b"\x00\x00\x00\x00", b"words alone"])
def test_what_is_no_xml_is_refused(raw: bytes) -> None:
    assert trees.root_of(raw)[0] == ""
    with pytest.raises(Unreadable):
        parse(raw)


@pytest.mark.parametrize(
    "piece",
    [b"&", b"<![CDATA[", b"<!-- -->", b"<a>", b'<a b="1"/>', b"<a/>", b"]]>", b"<?x?>", b"&a;"],
)
def test_a_megabyte_of_anything_takes_less_than_a_second(piece: bytes) -> None:
    raw = b"<nitf>" + piece * (1_000_000 // len(piece)) + b"</nitf>"
    started = time.process_time()
    with pytest.raises(Unreadable) if piece == b"<a>" else nullcontext():
        parse(raw)
    assert time.process_time() - started < 1
