"""Embargoes in words: every format knows them by one vocabulary, and none lets one through."""

from __future__ import annotations

import pytest

from dispatches.tests.wire.formats import frames
from dispatches.tests.wire.formats.imitations import ATOM, RSS, ap, items, mail, ninjs
from dispatches.wire import formats
from dispatches.wire.formats import embargoes
from dispatches.wire.items import Item

from . import xml_papers as papers

HEADS = (
    "STRICTLY EMBARGOED until Friday: Ferry late",
    "UNDER EMBARGO until 6 pm: Ferry late",
    "Strictly embargoed: Ferry late",
    "Ferry story embargoed until 0600 GMT",
    "NOT FOR RELEASE BEFORE 0600: Ferry late",
    "Sperrfrist 6 Uhr: Fähre",
    "EMBARGADA: Ferry tarde",
)
NOTES = (
    "Sperrfrist: Freitag, 6 Uhr",
    "Sperrefrist til fredag",
    "EMBARGADO hasta las 6",
    "Nota embargada hasta el viernes",
    "Sous embargo jusqu'à vendredi",
    "Bajo embargo hasta el viernes",
    "EMBARGOED until 0600 GMT. No archives.",
    "Adds quote. Embargo 0600 GMT",
    "Hold for release at noon",
    "Not for publication till Friday",
)
FREE = (
    "Adds details of the oil embargo",
    "Embargo lifted",
    "The embargo is now over",
    "No embargo",
    "Not embargoed",
    "Sperrfrist aufgehoben",
    "Sin embargo, la nave zarpa",
)


def read_as_each(note: str, headline: str) -> dict[str, Item]:
    """An item with this note and this headline, in each format that can say them."""
    line = '<NewsLineType FormalName="AdvisoryLine"/>'
    raws = {
        "ninjs": ninjs(ednote=note, headline=headline),
        "apmedia": ap(ednote=note, headline=headline),
        "nitf": papers.nitf(
            docdata=f'<ed-msg info="{note}"/>', above=f"<hedline><hl1>{headline}</hl1></hedline>"
        ),
        "newsml-1.2": papers.newsml(
            lines=f"<HeadLine>{headline}</HeadLine><NewsLine>{line}"
            f"<NewsLineText>{note}</NewsLineText></NewsLine>"
        ),
        "newsml-g2": papers.g2(f"<edNote>{note}</edNote>", f"<headline>{headline}</headline>"),
        "email": mail(f"Slug: ferry\nEdnote: {note}\n\nOne.\n", subject=headline).as_bytes(),
        "atom": ATOM.replace("Reed &amp;amp; Sons&lt;br&gt;late", headline)
        .replace("</entry>", f"<orr:ednote>{note}</orr:ednote></entry>")
        .encode(),
    }
    raws |= {
        "anpa1312": frames.anpa(headline=headline, notes=f"^Eds: {note}<\r\n"),
        "iptc7901": frames.dpa(over=f"({note})\n").replace(b"Ferry to", headline.encode("latin-1")),
    }
    assert [formats.recognise(raw).NAME for raw in raws.values()] == [*raws]
    return {name: items(raw)[0] for name, raw in raws.items()}


@pytest.mark.parametrize("note", NOTES)
def test_a_note_that_holds_an_item_holds_it_in_every_format(note: str) -> None:
    found = read_as_each(note, "Ferry late")
    assert [name for name, item in found.items() if item.is_usable] == []


@pytest.mark.parametrize("head", HEADS)
def test_a_head_that_holds_an_item_holds_it_in_every_format(head: str) -> None:
    found = read_as_each("Adds quote", head)
    assert [name for name, item in found.items() if item.is_usable] == []


@pytest.mark.parametrize("title", [b"$Ferry is late again", b"#Legal"])
def test_the_head_of_a_frame_holds_it(title: bytes) -> None:
    raw = frames.script().replace(title, title[:1] + b"UNDER EMBARGO until 6: Ferry")
    assert not items(raw)[0].is_usable


def test_the_words_of_an_embargo_are_the_line_that_they_stand_on() -> None:
    assert embargoes.noted("Adds a quote.\nEmbargo: noon\nWith a map.") == "Embargo: noon"


@pytest.mark.parametrize("note", FREE)
def test_a_note_about_an_embargo_that_is_none_holds_nothing(note: str) -> None:
    found = read_as_each(note, "Ferry late")
    assert [name for name, item in found.items() if not item.is_usable] == []


@pytest.mark.parametrize(
    "head", ["Oil embargo ends", "US oil embargo hurts Orrin", "EMBARGO LIFTED: Ferry late"]
)
def test_a_headline_about_an_embargo_is_free(head: str) -> None:
    assert embargoes.noted("", head) == ""


@pytest.mark.parametrize(
    "first",
    [
        "EMBARGOED UNTIL 0600 GMT FRIDAY",
        "Strictly embargoed until Friday",
        "Sperrfrist: Freitag, 6 Uhr",
        "NOT FOR PUBLICATION BEFORE FRIDAY",
    ],
)
def test_what_comes_with_a_mail_under_embargo_is_held_too(first: str) -> None:
    made = mail(f"\n{first}\n\nThe ferry was late.\n")
    made.add_attachment(b"Two words.", maintype="text", subtype="plain", filename="a.txt")
    found = items(made.as_bytes())
    assert [item.is_usable for item in found] == [False, False]
    assert found[0].embargo in ("", first)


def test_a_mail_whose_copy_tells_of_an_embargo_is_free() -> None:
    made = mail("The embargo of Orrin ends on Friday.\n\nNo ferry was embargoed until then.\n")
    assert items(made.as_bytes())[0].is_usable


def test_the_head_of_an_entry_holds_it() -> None:
    raw = RSS.replace("<title>Reed", "<title>UNDER EMBARGO until noon: Reed")
    assert not items(raw.encode())[0].is_usable
