import pytest

from dispatches.tests import make
from dispatches.tests.desk.conftest import At, Desk
from dispatches.workflow import Role


def test_a_reject_shows_its_reason_its_first_bytes_its_size_and_its_hash(editor: Desk) -> None:
    sent = make.transmission(b"\x89PNG\r\n\x1a\n and more")
    page = editor.page("rejects")
    for words in (sent.reason, sent.sha256, "89 50 4e 47 0d 0a 1a 0a", "PNG␍␊␚␊ and mor"):
        assert words in page
    assert "17\xa0bytes" in page


def test_no_rejects_are_good_news(editor: Desk) -> None:
    assert "Nothing was rejected" in editor.page("rejects")


def test_a_transmission_shows_its_lines_its_arrivals_and_what_was_read(editor: Desk) -> None:
    story = make.story(make.first("BFF-40", headline="Rain"))
    sent = story.placings.get().item.transmission
    make.ingest(sent.raw(), name="again.txt")
    page = editor.page("transmission", sent.pk)
    for words in ('id="L-1"', "again.txt", "take.txt", story.desk_url(), sent.sha256):
        assert words in page


def test_the_bytes_come_back_as_they_were_and_never_as_a_page(editor: Desk) -> None:
    sent = make.transmission(b"%PDF-1.4 <script>alert(1)</script>")
    answer = editor.open("raw", sent.pk)
    assert answer.content == sent.raw()
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    "name", ['a"b;c.txt', "../../etc/passwd", "a\r\nSet-Cookie: x=1", "আজ.txt", ""]
)
def test_no_name_breaks_out_of_the_header(editor: Desk, name: str) -> None:
    sent = make.transmission(b"%PDF-1.4", name=name)
    header = editor.open("raw", sent.pk)["Content-Disposition"]
    assert "\r" not in header
    assert "/" not in header
    assert header.startswith("attachment; filename")


@pytest.mark.parametrize("page", ["rejects", "transmission", "raw"])
def test_these_pages_are_for_people_of_the_house_and_take_no_post(at: At, page: str) -> None:
    arguments = [] if page == "rejects" else [make.transmission().pk]
    assert at(Role.ANONYMOUS).open(page, *arguments).status_code == 302
    assert at(Role.REPORTER).open(page, *arguments).status_code == 200
    assert at(Role.CHIEF).send(page, *arguments).status_code == 405


def test_a_long_transmission_is_shown_in_pages(editor: Desk) -> None:
    body = "\n\n".join(f"Gauge {number} was read." for number in range(600))
    sent = make.transmission(make.first("BFF-40", body=(body,)))
    assert "Page 1 of 2" in editor.page("transmission", sent.pk)
    assert 'id="L-1100"' in editor.page("transmission", sent.pk, page=2)
