from collections.abc import Callable
from datetime import date

import pytest

from dispatches.tests.wire.formats import frames
from dispatches.wire import formats, pipeline, told
from dispatches.wire.decode import decode
from dispatches.wire.items import Item, Place, composed

CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127))


def items(raw: bytes) -> list[Item]:
    return list(formats.read(raw).items)


def item(raw: bytes) -> Item:
    (only,) = items(raw)
    return only


@pytest.mark.parametrize("name", frames.FRAMES)
def test_a_frame_is_known_by_its_content_and_its_text_is_what_was_sent(name: str) -> None:
    for raw in frames.FRAMES[name]:
        document = formats.read(raw)
        assert document.format == name
        assert document.text == decode(raw)


@pytest.mark.parametrize("name", ["anpa1312", "iptc7901"])
def test_a_frame_without_its_control_characters_is_known_too(name: str) -> None:
    for raw in frames.FRAMES[name]:
        bare = raw.decode("latin-1").translate(CONTROLS).encode("latin-1")
        document = formats.read(bare)
        assert document.format == name
        assert document.items[0].headline == item(raw).headline
        assert document.items[0].body.split() == item(raw).body.split()


@pytest.mark.parametrize("name", frames.FRAMES)
def test_every_line_of_several_frames_is_on_one_page(name: str) -> None:
    raw = frames.FRAMES[name][0]
    document = formats.read(raw + b"\r\n\r\n" + raw)
    pages = document.pages
    assert len(pages) == (1 if name == "text" else 2)
    assert pages[0].first == 1
    assert pages[-1].last == len(document.text.lines())
    assert [one.first for one in pages[1:]] == [one.last + 1 for one in pages[:-1]]


@pytest.mark.parametrize("make", [frames.anpa, frames.dpa, frames.bare, frames.racing])
def test_the_engine_parts_several_frames_where_the_reader_does(make: Callable[[], bytes]) -> None:
    raw = make() + b"\r\n\r\n" + make()
    takes, pages = pipeline.read(raw).takes, formats.read(raw).pages
    for take, page in zip(takes, pages, strict=True):
        assert page.first <= take.first <= take.last <= page.last


def test_a_bomb_of_heads_has_so_many_pages_and_no_line_is_lost() -> None:
    document = formats.read(b"\x01abc123 3 i 1\r\n" * 6_000)
    assert len(document.pages) == 5_000
    assert document.pages[-1].last == len(document.text.lines())


def test_the_head_of_ap_says_what_it_is_about() -> None:
    one = item(frames.anpa(field="BC-LT--Ostrand-FerryB", keyword="BC-LT--Ostrand-Ferry Fog,120"))
    assert (one.sequence, one.source, one.urgency) == ("2870", "AP", 3)
    assert (one.slugline, one.headline) == ("Ostrand-Ferry", "Ferry to the island is late again")
    assert (one.byline, one.ednote, one.language) == ("By MARIT OLDE", "With AP Photos.", "en")
    assert str(one.versioncreated) == "2013-11-13 15:09:00+00:00"
    assert one.subjects[0].code == "i"


def test_the_body_of_ap_keeps_its_notes_and_parts_its_paragraphs() -> None:
    body = item(frames.anpa()).body.split("\n\n")
    assert body[:3] == ["Eds: With AP Photos.", "By MARIT OLDE", "Associated Press"]
    assert body[3].startswith("PORT TARRAN, Ostrand (AP) _ The ferry")
    assert body[4].startswith("``Nobody told us,''")


@pytest.mark.parametrize(
    ("letter", "urgency"), [("f", 1), ("b", 2), ("u", 3), ("r", 4), ("d", 5), ("h", 6), ("z", 6)]
)
def test_the_letters_of_anpa_are_urgencies(letter: str, urgency: int) -> None:
    assert item(frames.anpa(priority=letter)).urgency == urgency


def test_the_words_of_a_lead_stand_in_the_field_or_the_keyword_line() -> None:
    field = item(frames.anpa(field="BC-Ostrand-Ferry   1stLd-Writethru a0412"))
    assert (field.slugline, field.take_key) == ("Ostrand-Ferry", "1stLd-Writethru")
    line = item(frames.anpa(keyword="BC-Ostrand-Ferry, 2nd Add,120"))
    assert line.take_key == "2nd Add"


def test_the_notes_of_ap_stand_without_their_brackets() -> None:
    one = item(frames.anpa(notes="^(Eds: Will be updated.)<\r\n^EDITOR'S NOTE _ For Monday<\r\n"))
    assert one.ednote == "Will be updated. For Monday"


def test_a_table_of_anpa_keeps_its_lines() -> None:
    table = frames.anpa(form="\x14\x12").replace(b"of the lamp", b"     of the lamp")
    assert "\n     of the lamp" in item(table).body
    assert "\n     of the lamp" not in item(frames.anpa()).body


def test_an_alert_of_ap_is_its_own_headline() -> None:
    raw = (
        b"\x16\x16\x01n0012\x1f_asian\r\nf i\x13\x11 BC-APNewsAlert   11-13 0020\r\n"
        b"\x02^BC-APNewsAlert,20<\r\n\tPORT TARRAN (AP) _ The ferry has sunk.\r\n\x03\r\n\x04"
    )
    assert item(raw).headline == "The ferry has sunk."


def test_the_head_of_kyodo_runs_to_the_plus() -> None:
    one = item(frames.kyodo())
    assert (one.slugline, one.source, one.sequence) == ("Ferry-Keeper's-Cup", "KYODO", "0105")
    assert one.headline == "Rowing: Quay Reds claim 7th Keeper's Cup in the fog"
    assert str(one.versioncreated) == "2018-12-09 21:37:00+09:00"


def test_the_head_of_dpa_says_which_lead_it_is() -> None:
    one = item(frames.dpa(over="REFILE\n1ST LEAD\n"))
    assert (one.source, one.sequence, one.urgency) == ("eca", "0003", 3)
    assert (one.slugline, one.keywords) == ("Ostrand/ferry", ("Ostrand", "ferry"))
    assert (one.take_key, one.headline) == (
        "REFILE 1ST LEAD",
        "Ferry to the island is late again",
    )
    assert one.byline == "By Marit Olde, dpa"
    assert one.ednote == "## dpa Contacts\n- Reporting by: Marit Olde\n\ndpa mo jln"
    assert str(one.firstcreated) == "2018-11-21 23:22:00+00:00"


def test_a_headline_in_capitals_is_no_mark_of_a_lead() -> None:
    raw = frames.dpa().replace(b"Ferry to the island is late again", b"FERRY TO ISLAND IS LATE")
    assert item(raw).headline == "FERRY TO ISLAND IS LATE"


def test_a_note_over_the_headline_is_a_note() -> None:
    one = item(frames.dpa(over="(Attention)\nEXTRA\n"))
    assert (one.take_key, one.headline) == ("EXTRA", "Ferry to the island is late again")
    assert one.ednote.startswith("(Attention)")


def test_a_place_over_the_headline_of_ats_is_no_part_of_it() -> None:
    one = item(frames.ats())
    assert (one.headline, one.take_key) == ("Le bac est «en retard» (Olde)", "Situation")
    assert (one.language, one.urgency, one.source) == ("fr", 4, "bsf")
    assert one.dateline
    assert (one.dateline.city, one.dateline.text) == ("Tarran", "Tarran (ats afp)")


def test_each_desk_of_aap_uses_the_signs_in_its_own_way() -> None:
    heads = [item(raw) for raw in (frames.script(), frames.results(), frames.prices())]
    assert [(one.slugline, one.headline) for one in heads] == [
        ("Legal: Olde_BC6", "Ferry is late again"),
        ("Row Preview", "ROW: Rowing Round 23 preview"),
        ("National Top Ten By Weight at", "Top Ten - March 13"),
    ]
    assert heads[0].dateline
    assert heads[0].dateline.city == "TARRAN"
    assert (heads[0].places[0].name, heads[1].take_key) == ("Ost", "Round 23")
    assert heads[2].keywords == ("National Top Ten By Weight at Noon",)


@pytest.mark.parametrize(
    ("title", "slug", "headline"),
    [
        (":POTTED :Tarran Sands DAY", "Tarran Sands DAY", "Tarran Sands DAY"),
        ("RACING : Tarran FIELDS", "Tarran FIELDS", "Tarran FIELDS"),
        (":POTTED :Tarran\n:SPORT - Goats", "Tarran", "Goats"),
        ("Tarran Comment Race 4", "Tarran Comment", "Tarran Comment Race 4"),
        (":Premierships Seaside gallop 2018", "Premierships Seaside", None),
    ],
)
def test_titles_of_the_racing_desk(title: str, slug: str, headline: str | None) -> None:
    one = item(frames.racing(title))
    assert (one.slugline, one.headline) == (slug, headline or title[1:])
    assert one.keywords == ("TDR",)
    assert one.body.lstrip().startswith("TARRAN, Oct 12 AAP")


@pytest.mark.parametrize("make", [frames.script, frames.results, frames.racing, frames.tagged])
def test_the_copy_of_a_head_that_was_read_here_is_told(make: Callable[[], bytes]) -> None:
    document = formats.read(make())
    (page,) = document.pages
    assert page.copy
    assert page.copy_last
    lines = document.text.text.split("\n")
    copy = "".join(lines[page.copy - 1 : page.copy_last])
    folded = "".join(page.item.body.split())
    assert folded in "".join(copy.split())
    assert "NNNN" not in copy


@pytest.mark.parametrize("raw", [*frames.FRAMES["anpa1312"], *frames.FRAMES["iptc7901"]])
def test_the_engine_parts_the_heads_that_it_knows_itself(raw: bytes) -> None:
    assert [page.copy for page in formats.read(raw).pages] == [None]


def test_named_lines_are_fields() -> None:
    one = item(frames.tagged())
    assert (one.source, one.slugline, one.headline) == ("Quay Bites", "Lamp", "Lamp rises 2%")
    assert (one.byline, one.abstract) == ("Ann Poe", "It rose.")
    assert one.body == "It rose on Monday.\n\nThe fog fell."


def test_a_frame_that_nobody_knows_has_its_number_and_its_whole_body() -> None:
    one = item(frames.bare())
    assert (one.source, one.sequence, one.headline) == ("BFF", "012", "")
    assert one.body.startswith("Ferry is late again\n\nTARRAN")


def test_a_press_release_names_itself() -> None:
    one = item(frames.release())
    assert (one.source, one.sequence) == ("Lamp & Horn Ltd", "PR70012")
    assert one.headline == "Lamp & Horn Lights the First Quay of Ostrand"
    assert one.body.startswith("Source: Lamp & Horn Ltd\nMEDIA RELEASE")
    assert "£1million – “a lot”" in one.body


def test_what_a_format_leaves_out_is_read_out_of_the_copy() -> None:
    (one,) = told.items(formats.read(frames.bare()))
    assert one.headline == "Ferry is late again"
    assert one.dateline
    assert (one.dateline.city, one.dateline.text) == ("TARRAN", "TARRAN, April 25 (BSS)")
    (dated,) = told.items(formats.read(frames.kyodo()))
    assert dated.dateline
    assert dated.dateline.date == date(2018, 12, 9)


@pytest.mark.parametrize(
    ("words", "until", "status"),
    [
        ("EMBARGOED UNTIL 1800 GMT NOVEMBER 21, 2018", "2018-11-21 18:00:00+00:00", "usable"),
        ("EMBARGOED UNTIL THE MINISTER HAS SPOKEN", "None", "withheld"),
    ],
)
def test_an_embargo_in_the_copy_is_never_plainly_usable(
    words: str, until: str, status: str
) -> None:
    raw = frames.dpa().replace(b"\x02Ferry", f"\x02{words}\r\nFerry".encode())
    (one,) = told.items(formats.read(raw))
    assert one.embargo in words
    assert one.headline == "Ferry to the island is late again"
    assert str(one.embargoed) == until
    assert one.pubstatus == status
    assert not one.is_usable


def test_the_dateline_of_an_item_that_is_no_frame_is_read_out_of_its_body() -> None:
    told_of = Item(headline="Le bac a coulé", body="Tarran, 10 juil 2024 (AFP) - Le bac a coulé.")
    (one,) = told.items(composed("ninjs", (told_of,), "utf-8"))
    assert one.dateline == Place("Tarran, 10 juil 2024 (AFP)", "Tarran", date(2024, 7, 10))
    assert (one.headline, one.body) == (told_of.headline, told_of.body)


def test_what_a_format_states_is_not_read_anew() -> None:
    for raws in frames.FRAMES.values():
        for raw in raws:
            document = formats.read(raw)
            for stated, whole in zip(document.items, told.items(document), strict=True):
                assert stated.headline in ("", whole.headline)
                assert stated.slugline in ("", whole.slugline)
                assert stated.byline in ("", whole.byline)
