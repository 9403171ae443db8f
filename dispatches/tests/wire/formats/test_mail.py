from __future__ import annotations

import json

import pytest

from dispatches.tests.wire.formats.imitations import RTF, docx, items, mail
from dispatches.wire import formats
from dispatches.wire.formats.mail import sniff
from dispatches.wire.items import Place, PubStatus, Subject
from dispatches.wire.values import Unreadable

HTML = "<p>The <b>ferry</b> was late.</p><script>x()</script>"
FORM = {
    "Headline": ["Ferry late"], "Slugline": ["FERRY"], "News Value": ["1"], "Priority": ["Urgent"],
    "Dateline": ["PORT ORRIN"], "Category": ["INTERNATIONAL NEWS"], "Body": ["One.\n\nTwo."],
}  # fmt: skip


def test_a_mail_is_an_item_with_its_subject_for_a_headline() -> None:
    (item,) = items(mail("The ferry was late.\n\nIt was full.\n").as_bytes())
    assert (item.headline, item.source) == ("Ferry late", "Ana Flint")
    assert (item.guid, item.uri) == ("<1@orrin.example>", "1@orrin.example")
    assert item.body == "The ferry was late.\n\nIt was full."
    assert item.versioncreated is not None
    assert item.versioncreated.isoformat() == "2026-03-04T05:06:07+01:00"


def test_the_plain_text_is_the_body_and_the_html_its_structure() -> None:
    made = mail()
    made.add_alternative(HTML, subtype="html")
    (item,) = items(made.as_bytes())
    assert item.body == "The ferry was late."
    assert "<b>ferry</b>" in item.body_html
    assert "script" not in item.body_html


def test_html_serves_where_there_is_no_plain_text() -> None:
    made = mail("")
    made.set_content(HTML, subtype="html")
    assert items(made.as_bytes())[0].body == "The ferry was late."


def test_lines_of_fields_at_the_top_are_read_and_are_no_copy() -> None:
    text = (
        "Headline: Ferry late again\nSlug: ferry\nPriority: 2\nByline: Ana Flint\n\nOne.\n\nTwo.\n"
    )
    (item,) = items(mail(text).as_bytes())
    assert (item.headline, item.slugline, item.byline) == (
        "Ferry late again", "ferry", "Ana Flint",
    )  # fmt: skip
    assert (item.urgency, item.body) == (2, "One.\n\nTwo.")


def test_a_form_that_is_sent_as_json_is_read_field_by_field() -> None:
    text = json.dumps(FORM)
    (item,) = items(mail(text, subject="Formatted Editorial Story").as_bytes())
    assert (item.headline, item.slugline, item.urgency) == ("Ferry late", "FERRY", 1)
    assert item.dateline == Place("PORT ORRIN", "PORT ORRIN")
    assert item.subjects == (Subject("INTERNATIONAL NEWS"),)
    assert item.body == "One.\n\nTwo."


@pytest.mark.parametrize(
    ("headers", "urgency"),
    [
        ({"x_priority": "1 (Highest)"}, 1),
        ({"x_priority": "3"}, None),
        ({"importance": "high"}, 2),
        ({"priority": "urgent"}, 3),
        ({}, None),
    ],
)
def test_urgency_is_what_somebody_marked(headers: dict[str, str], urgency: int | None) -> None:
    assert items(mail(**headers).as_bytes())[0].urgency == urgency


def test_attached_files_are_further_items_and_pictures_are_relations() -> None:
    made = mail()
    made.add_attachment(docx(), maintype="application", subtype="x", filename="../copy.docx")
    made.add_attachment(RTF, maintype="application", subtype="rtf", filename="copy.rtf")
    made.add_attachment(b"\x89PNG\r\n", maintype="image", subtype="png", filename="a.png")
    document = formats.read(made.as_bytes())
    assert [item.body.split("\n")[0] for item in document.items] == [
        "The ferry was late.", "The ferry was late.", "PORT ORRIN – The ferry was late.",
    ]  # fmt: skip
    assert [one.title for one in document.items[0].relations] == [
        "../copy.docx", "copy.rtf", "a.png",
    ]  # fmt: skip


def test_an_attached_file_that_cannot_be_read_stops_nothing() -> None:
    made = mail()
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="a.pdf")
    document = formats.read(made.as_bytes())
    assert len(document.items) == 1
    assert "“a.pdf” was not read: This is a PDF" in document.text.notes[0]


def test_a_forwarded_mail_is_an_item_of_its_own() -> None:
    made = mail()
    made.add_attachment(mail("Older copy.\n", subject="Ferry on time"))
    assert [item.headline for item in items(made.as_bytes())] == ["Ferry late", "Ferry on time"]


@pytest.mark.parametrize(
    "text", ["Embargo: 2026-03-05T06:00:00Z\n\nOne.\n", "Status: hold\nSlug: a\n\nOne.\n"]
)
def test_what_comes_with_a_held_mail_is_held_too(text: str) -> None:
    made = mail(text)
    made.add_attachment(b"Two words.", maintype="text", subtype="plain", filename="a.txt")
    assert [item.is_usable for item in items(made.as_bytes())] == [False, False]


def test_an_embargo_in_the_subject_holds_the_mail() -> None:
    (item,) = items(mail(subject="EMBARGOED until Friday: Ferry late").as_bytes())
    assert (item.pubstatus, item.is_usable) == (PubStatus.USABLE, False)


def test_lines_that_flow_are_joined() -> None:
    raw = mail("The ferry \nwas late.\n").as_bytes().replace(b'utf-8"', b'utf-8"; format=flowed')
    assert items(raw)[0].body == "The ferry was late."


def test_a_charset_that_is_none_and_headers_that_are_broken_stop_nothing() -> None:
    raw = (
        b"From: a@b\nSubject: =?x?q?F=E4?=\nMessage-ID: <\n"
        b"Content-Type: text/plain; charset=q\n\nB\xe4r\n"
    )
    assert items(raw)[0].body == "Bär"


def test_a_line_of_space_or_of_a_mailbox_may_stand_before_the_headers() -> None:
    raw = mail().as_bytes()
    assert sniff(b"   \r\n" + raw)
    assert sniff(b"From ana@orrin.example Wed Mar  4\n" + raw)


@pytest.mark.parametrize("raw", [b"Orrin: Ferry late\nA: b\n\nCopy.", b"SUBJECT: ferry\n\nCopy."])
def test_copy_with_a_colon_is_no_mail(raw: bytes) -> None:
    assert not sniff(raw)


def test_a_mail_without_a_word_is_refused() -> None:
    with pytest.raises(Unreadable, match="no text"):
        formats.read(mail("", subject="").as_bytes())


@pytest.mark.parametrize(
    ("raw", "sort", "name"),
    [
        (b"BEGIN:VCALENDAR\r\nSUMMARY:Ferry\r\nEND:VCALENDAR", "octet-stream", "a.txt"),
        (b"A ferry at six.", "ics", "a.ics"),
        (b"\x78\x9f\x3e\x22 a ferry at six", "octet-stream", "a.bin"),
        (b"A ferry at six.", "ms-tnef", ""),
        (b"A ferry at six.", "vnd.ms-tnef", ""),
        (b"A ferry at six.", "octet-stream", "WINMAIL.DAT"),
    ],
)
def test_calendars_and_the_parcels_of_a_mail_program_are_no_copy(
    raw: bytes, sort: str, name: str
) -> None:
    made = mail()
    made.add_attachment(raw, maintype="application", subtype=sort, filename=name or None)
    (item,) = items(made.as_bytes())
    assert [one.rel for one in item.relations] == ["attachment"]


def test_a_date_with_more_figures_than_time_has_is_no_date() -> None:
    date = b"Date: Wed, 25 Apr 99999999999999999999 10:12:00 +0000\n"
    (item,) = formats.read(
        b"From: a@ost.example\nSubject: Ferry late\n" + date + b"\nShe was."
    ).items
    assert (item.headline, item.versioncreated) == ("Ferry late", None)
