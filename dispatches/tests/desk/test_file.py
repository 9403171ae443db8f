import re
from io import BytesIO
from typing import Any

import pytest
from pytest_django import Settings

from dispatches.models import Arrival, Event, Source, Story, Transmission
from dispatches.tests import make
from dispatches.tests.desk.conftest import HTMX, At, Desk, parsed
from dispatches.views import file as page
from dispatches.workflow import Role


def upload(text: str | bytes, name: str = "ferry.txt") -> BytesIO:
    """A file as a browser sends it."""
    sent = BytesIO(text if isinstance(text, bytes) else text.encode())
    sent.name = name
    return sent


def look(desk: Desk, **said: Any) -> Any:
    """Ask for a preview; the page as a tree."""
    answer = desk.send("file_preview", whole="yes", **said)
    assert answer.status_code == 200
    return parsed(answer.content.decode()).get_element_by_id("foreseen")


def words(tree: Any) -> str:
    return " ".join(tree.text_content().split())


def rows() -> list[int]:
    return [model.objects.count() for model in (Transmission, Arrival, Story, Source, Event)]


def test_a_preview_shows_the_takes_their_fixes_and_problems_and_keeps_nothing(
    editor: Desk,
) -> None:
    body = ("It rained in the har-\nbour town.", make.DAMAGED)
    text = make.first("BFF-40", headline="Rain at last", body=body)
    before = rows()
    told = words(look(editor, file=upload(text), source=""))
    for said in ("Rain at last", "BFF-40", "GAUGE-READ", "END", "TARANGDI", "C01", "set aside"):
        assert said in told
    assert "Bss (a new source)".casefold() in told.casefold()
    assert rows() == before


def test_a_preview_says_where_a_take_would_go(editor: Desk) -> None:
    story = make.story(make.first("BFF-40", headline="Rain at last", end="MORE"))
    told = look(editor, text=make.then("BFF-41"), source="bss")
    assert "Goes with “Rain at last”" in words(told)
    assert (
        f'href="{story.desk_url()}"'
        in editor.send(
            "file_preview", whole="yes", text=make.then("BFF-41"), source="bss"
        ).content.decode()
    )


def test_a_preview_says_that_these_bytes_came_already(editor: Desk) -> None:
    text = make.first()
    make.ingest(text)
    assert "came already" in words(look(editor, file=upload(text), source="bss"))


def test_a_preview_of_many_takes_shows_the_first_of_them(
    editor: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dispatches.channels.foreseen.MOST", 1)
    takes = (make.first("BFF-40", headline="Rain"), make.first("BFF-42", headline="Pier closed"))
    told = words(look(editor, text="\n\n".join(takes), source=make.source().slug))
    assert "Rain" in told
    assert "Pier closed" not in told
    assert "And 1 more." in told


def test_a_preview_says_that_a_source_is_stopped(editor: Desk) -> None:
    make.source(most_an_hour=1)
    for _ in range(3):
        make.ingest(make.first())
    assert "held unread" in words(look(editor, text=make.first(), source="bss"))


@pytest.mark.parametrize("raw", [b"%PDF-1.4", b"\x00" * 50, b"\xff\xfe\x00\xd8", b"<\x00>" * 9])
def test_a_preview_says_why_it_would_be_refused(editor: Desk, raw: bytes) -> None:
    assert "would wait in the rejects" in words(look(editor, file=upload(raw)))


def test_a_preview_is_a_part_of_the_page_for_htmx(editor: Desk) -> None:
    answer = editor.swap("file_preview", whole="yes", text=make.first())
    assert 'id="foreseen"' in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_without_scripts_files_and_text_come_along_from_the_preview(editor: Desk) -> None:
    one, two = make.first(), make.first()
    seen = editor.send("file_preview", whole="yes", file=upload(one, "আজ \x01.txt"), text=two)
    form = parsed(seen.content.decode()).xpath("//form[@data-drop]")[0]
    carried = form.xpath(".//input[@name='carried']/@value")
    editor.send("file", whole="yes", carried=carried, text=form.xpath(".//textarea")[0].text)
    kept = {sent.raw(): sent.name for sent in Transmission.objects.all()}
    assert set(kept) == {one.encode(), two.encode()}
    assert kept[one.encode()].startswith("আজ")


def test_what_is_taken_in_is_kept_as_it_came_and_history_names_who_did_it(editor: Desk) -> None:
    text = make.first("BFF-40", headline="Rain at last")
    said = {"whole": "yes", "file": upload(text), "text": make.first(), "name": "My note"}
    answer = editor.client.post("/desk/file/", said)
    told = answer.content.decode()
    assert answer.status_code == 200
    assert "Rain at last" in told
    channels = dict(Arrival.objects.values_list("name", "channel"))
    assert channels == {"ferry.txt": "upload", "My note": "paste"}
    assert {event.actor for event in Event.objects.filter(kind="handed in")} == {editor.person}


def test_pasted_text_has_the_line_ends_of_the_wire_and_is_not_taken_twice(editor: Desk) -> None:
    text = make.first()
    make.ingest(text)
    answer = editor.send("file", whole="yes", text=text.replace("\n", "\r\n"), source="bss")
    assert "had come already" in answer.content.decode()
    assert Transmission.objects.get().raw() == text.encode()


@pytest.mark.parametrize("name", ["file", "file_preview"])
def test_a_form_that_broke_off_is_not_taken_for_a_whole(editor: Desk, name: str) -> None:
    answer = editor.send(name, file=upload(make.first()[:40]))
    assert answer.status_code == 422
    assert "broke off" in answer.content.decode()
    assert not Transmission.objects.exists()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "Choose a file"),
        ({"text": " \n"}, "Choose a file"),
        ({"text": "a\x00b"}, "Null characters"),
        ({"source": "nowhere", "text": "x"}, "takes no copy"),
        ({"carried": "%%%.x"}, "choose them again"),
    ],
)
@pytest.mark.parametrize("name", ["file", "file_preview"])
def test_what_cannot_be_taken_is_told_in_a_sentence(
    editor: Desk, name: str, said: dict[str, str], why: str
) -> None:
    answer = editor.send(name, whole="yes", **said)
    assert answer.status_code in (200, 422)
    assert re.search(why, answer.content.decode())
    assert not Transmission.objects.exclude(state="rejected").exists()


def test_too_many_and_too_large_files_are_refused(editor: Desk, settings: Settings) -> None:
    many = [upload("x") for _ in range(page.MOST_FILES + 1)]
    assert editor.send("file", whole="yes", file=many).status_code == 422
    settings.MAX_TRANSMISSION_BYTES = 10
    assert editor.send("file", whole="yes", file=upload("x" * 11)).status_code == 422
    settings.MAX_POST_BYTES = -settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert editor.send("file", whole="yes", file=upload("x")).status_code == 400
    assert not Transmission.objects.exists()


def test_a_source_that_is_switched_off_takes_nothing(editor: Desk) -> None:
    make.source(is_active=False)
    answer = editor.send("file", whole="yes", text=make.first())
    assert "switched off" in answer.content.decode()
    assert not Transmission.objects.exists()


@pytest.mark.parametrize("role", list(Role))
def test_who_files_copy_has_the_page_the_link_and_the_key(at: At, role: Role) -> None:
    desk, may = at(role), role in (Role.REPORTER, Role.EDITOR, Role.CHIEF)
    assert (desk.open("file").status_code == 200) is may
    assert (desk.send("file", whole="yes", text=make.first()).status_code == 200) is may
    assert (desk.send("file_preview", whole="yes", text="x").status_code == 200) is may
    assert Transmission.objects.exists() is may
    if role is not Role.ANONYMOUS:
        assert ('data-key="file"' in desk.page("queue")) is may


def test_a_preview_is_asked_for_by_post_alone(editor: Desk) -> None:
    assert editor.open("file_preview").status_code == 405
    assert editor.client.get("/desk/file/", headers=HTMX).status_code == 200


def test_copy_with_a_script_in_it_is_shown_and_not_obeyed(editor: Desk) -> None:
    text = make.first(headline="<script>alert(1)</script>", body=("<img src=x onerror=x()>",))
    answer = editor.send("file_preview", whole="yes", file=upload(text, "<b>.txt"), text=text)
    assert "<script>alert" not in answer.content.decode()
    assert "<img" not in answer.content.decode()
