"""Copy in an envelope: its headings are crossheads, its tables stay tables, all of it is told."""

from __future__ import annotations

from email.message import EmailMessage
from itertools import pairwise

import pytest

from dispatches.wire import pipeline
from dispatches.wire.conserve import LEFT_OVER
from dispatches.wire.items import Reading
from dispatches.wire.values import Block, Kind

NITF = """<nitf><head><docdata><doc-id id-string="ost-1"/></docdata></head><body><body.head>
<hedline><hl1>Tunnel to open</hl1></hedline><byline>By Ann Poe</byline></body.head><body.content>
<p>TARRAN, May 1 (OST) - The tunnel will open in June, its builders said on Friday.</p>
{}
<p>Cyclists must walk.</p></body.content></body></nitf>"""
TABLE = "<table><tr><th>Kind</th><th>Fare</th></tr><tr><td>Car</td><td>4.00</td></tr></table>"


def read(inner: str) -> Reading:
    return pipeline.read(NITF.format(inner).encode(), feed="ost")


def texts(reading: Reading) -> list[tuple[Block, str]]:
    return [(part.kind, part.text) for part in reading.takes[0].paragraphs]


@pytest.mark.parametrize("name", ["hl2", "h2"])
def test_a_heading_is_a_crosshead(name: str) -> None:
    assert (Block.CROSSHEAD, "A bend & a dip") in texts(
        read(f"<{name}>A bend &amp; a dip</{name}>")
    )


def test_a_short_paragraph_is_none() -> None:
    assert (Block.PARAGRAPH, "A bend") in texts(read("<p>A bend</p>"))


def test_each_row_of_a_table_stands_by_itself() -> None:
    rows = [text.split() for _, text in texts(read(TABLE))[1:3]]
    assert rows == [["Kind", "Fare"], ["Car", "4.00"]]


def test_every_paragraph_names_the_line_on_which_it_stands() -> None:
    reading = read(TABLE + "<hl2>A bend</hl2>")
    lines = {line.number: line.text for line in reading.lines}
    origins = [(part.origins[0].first, part.text) for part in reading.takes[0].paragraphs]
    for number, text in origins:
        assert "".join(text.split()) in "".join(lines[number].split())
    assert all(one < two for (one, _), (two, _) in pairwise(origins))


def test_nothing_is_left_over_and_nothing_told_twice() -> None:
    (take,) = read(TABLE).takes
    assert LEFT_OVER not in {one.role for one in take.removals}
    assert (take.headline, take.byline) == ("Tunnel to open", "Ann Poe")


def test_marks_on_an_envelopes_headline_are_marks() -> None:
    raw = NITF.replace("Tunnel to open", "UPDATE 2-Tunnel to open").format("").encode()
    (take,) = pipeline.read(raw, feed="ost").takes
    assert (take.headline, take.replaces, take.kind) == ("Tunnel to open", "update", Kind.TAKE)


def test_copy_that_comes_in_a_mail_under_embargo_is_held_with_it() -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@ost.example", "EMBARGOED until Monday: Pier shut"
    mail.set_content("The story is attached.")
    copy = b"Pier shut\n\nTARRAN, May 1 (OST) - The pier was shut at noon for want of a plank.\n"
    mail.add_attachment(copy, maintype="text", subtype="plain", filename="a.txt")
    takes = pipeline.read(mail.as_bytes(), feed="ost").takes
    assert [take.embargo for take in takes] == ["EMBARGOED until Monday: Pier shut"] * 2
