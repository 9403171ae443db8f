import re
from html import unescape

import pytest
from pytest_django import DjangoAssertNumQueries

from dispatches.models import Transmission
from dispatches.tests import make
from dispatches.tests.actions.test_rejects import waiting
from dispatches.tests.desk.conftest import At, Desk, parsed
from dispatches.workflow import Role

DEEDS = ("retry", "as", "plain", "discard", "now", "back")


def test_a_reject_offers_what_may_be_done_with_it(editor: Desk) -> None:
    sent, held = waiting(), waiting(Transmission.State.HELD)
    actions = parsed(editor.page("rejects")).xpath("//article//form/@action")
    assert actions == [
        *(f"/desk/t/{held.pk}/reject/{deed}/" for deed in ("now", "as", "plain", "discard")),
        *(f"/desk/t/{sent.pk}/reject/{deed}/" for deed in ("retry", "as", "plain", "discard")),
    ]
    named = parsed(editor.page("transmission", sent.pk)).xpath("//select/option/@value")
    assert "text" in named


def test_a_reject_is_read_after_all_and_its_page_says_what_came_of_it(editor: Desk) -> None:
    sent = waiting()
    answer = editor.send("reject", sent.pk, "retry")
    assert answer.status_code == 302
    page = editor.client.get(answer["Location"]).content.decode()
    assert "Items filed: 1" in page
    assert f"/desk/t/{sent.pk}/reject/" not in page


def test_the_format_is_one_that_the_page_offers(editor: Desk) -> None:
    sent = waiting()
    for said in ({}, {"read_as": "telex"}, {"read_as": "a\x00b"}):
        answer = editor.send("reject", sent.pk, "as", **said)
        assert answer.status_code == 422
    assert editor.send("reject", sent.pk, "as", read_as="text").status_code == 302


def test_what_stays_unread_says_why(editor: Desk) -> None:
    sent = make.transmission(b"%PDF-1.4")
    for deed in ("retry", "plain"):
        answer = editor.send("reject", sent.pk, deed)
        assert answer.status_code == 422
        assert "PDF" in answer.content.decode()


def test_what_was_discarded_is_listed_with_who_and_why_and_comes_back(editor: Desk) -> None:
    sent = waiting()
    assert "Say why" in editor.send("reject", sent.pk, "discard").content.decode()
    editor.send("reject", sent.pk, "discard", reason="A <b>drill</b>.")
    assert "ferry.txt" not in editor.page("rejects")
    page = editor.page("rejects", state="discarded")
    assert f"Discarded by {editor.person}" in page
    assert "A &lt;b&gt;drill&lt;/b&gt;." in page
    editor.send("reject", sent.pk, "back")
    assert "ferry.txt" in editor.page("rejects")


def test_who_was_slower_is_told(at: At) -> None:
    sent = waiting()
    assert at(Role.EDITOR).send("reject", sent.pk, "retry").status_code == 302
    late = at(Role.CHIEF).send("reject", sent.pk, "discard", reason="Old.")
    assert late.status_code == 422
    assert "is read by now" in late.content.decode()


@pytest.mark.parametrize("deed", DEEDS)
def test_only_a_post_of_somebody_with_the_power_does_anything(at: At, deed: str) -> None:
    sent = waiting()
    said = {"reason": "x", "read_as": "text"}
    assert at(Role.EDITOR).open("reject", sent.pk, deed).status_code == 405
    assert at(Role.ANONYMOUS).send("reject", sent.pk, deed, **said).status_code == 403
    assert at(Role.REPORTER).send("reject", sent.pk, deed, **said).status_code == 403
    assert f"/desk/t/{sent.pk}/reject/" not in at(Role.REPORTER).page("rejects")
    assert Transmission.objects.get().state == "rejected"


def test_a_deed_that_is_none_is_not_found(editor: Desk) -> None:
    assert editor.send("reject", waiting().pk, "burn").status_code == 404
    assert editor.send("reject", 10**9, "retry").status_code == 404


def test_all_bytes_are_shown_page_by_page(editor: Desk) -> None:
    sent = make.transmission(b"%PDF" + bytes(range(256)) * 20)
    assert "25 50 44 46" in editor.page("bytes", sent.pk)
    last = editor.page("bytes", sent.pk, page=2)
    assert "Page 2 of 2" in last
    assert "1000</th>" in last
    assert "no byte at all" in editor.page("bytes", make.transmission(b"").pk, page="x")


def test_bytes_that_have_gone_leave_a_tombstone(editor: Desk) -> None:
    sent = waiting()
    Transmission.objects.filter(pk=sent.pk).update(content=b"", forgotten_at=make.NOON)
    sent.refresh_from_db()
    assert sent.tombstone() in unescape(editor.page("bytes", sent.pk))


def test_the_list_never_fetches_more_than_the_first_bytes(
    editor: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        waiting()
    with django_assert_num_queries(7) as asked:
        editor.page("rejects")
    whole = re.compile(r'[^(]"dispatches_transmission"\."content"')
    assert not [one for one in asked.captured_queries if whole.search(one["sql"])]
