"""What a reply quotes is no copy of its own, and is kept beside it."""

from __future__ import annotations

import pytest

from dispatches.tests.wire.formats.imitations import items, mail
from dispatches.wire import formats

OWN = "The ferry was late.\n\nIt was full.\n\n"
OUTLOOK = "From: Bo Reed\nSent: Tuesday, 3 March 2026 10:15\nTo: Ana Flint\nSubject: Ferry\n\n"
OLD = "Where is your copy?"
QUOTES = [
    f"-----Original Message-----\n{OLD}\n",
    f"-----Ursprüngliche Nachricht-----\n{OUTLOOK}{OLD}\n",
    f"{OUTLOOK}{OLD}\n",
    f"Von: Bo Reed\nGesendet: Dienstag\nAn: Ana Flint\n\n{OLD}\n",
    f"On Tue, 3 Mar 2026 at 10:15, Bo Reed <bo@orrin.example> wrote:\n\n> {OLD}\n> Bo\n",
    f"On Tue, 3 Mar 2026 at 10:15, Bo Reed\n<bo@orrin.example> wrote:\n>\n> {OLD}\n",
    f"Am 3. März 2026 schrieb Bo Reed:\n> {OLD}\n",
]


@pytest.mark.parametrize("quote", QUOTES)
@pytest.mark.parametrize(
    "headers", [{"in_reply_to": "<0@orrin.example>"}, {"subject": "AW: Ferry"}, {"references": "a"}]
)
def test_what_a_reply_quotes_is_beside_its_copy(quote: str, headers: dict[str, str]) -> None:
    document = formats.read(mail(OWN + quote, **headers).as_bytes())
    (item,) = document.items
    assert item.body == "The ferry was late.\n\nIt was full."
    (beside,) = item.relations
    assert (beside.rel, beside.caption) == ("seealso", quote.strip())
    assert "quotes an older one" in document.text.notes[0]


@pytest.mark.parametrize("quote", QUOTES)
def test_a_mail_that_is_no_reply_is_kept_whole(quote: str) -> None:
    (item,) = items(mail(OWN + quote).as_bytes())
    assert OLD in item.body


def test_copy_below_a_quotation_is_copy() -> None:
    text = f"On Tuesday Bo Reed wrote:\n> {OLD}\n> Bo\n\n{OWN}"
    (item,) = items(mail(text, subject="RE: Ferry").as_bytes())
    assert item.body == "The ferry was late.\n\nIt was full."
    assert item.relations[0].caption.startswith("On Tuesday Bo Reed wrote:")


@pytest.mark.parametrize("quote", [QUOTES[0], QUOTES[2]])
def test_a_reply_that_is_a_quotation_alone_is_kept_whole(quote: str) -> None:
    (item,) = items(mail(quote, subject="Re: Ferry").as_bytes())
    assert OLD in item.body


def test_words_that_look_like_a_quotation_and_quote_nothing_are_copy() -> None:
    text = "On Friday the keeper wrote:\n\nThe fog is thick.\n\nFrom: the quay\nA ferry came.\n"
    (item,) = items(mail(text, subject="RE: Ferry").as_bytes())
    assert item.body == text.strip()


def test_the_html_of_a_reply_that_quotes_is_not_shown() -> None:
    made = mail(OWN + QUOTES[0], subject="SV: Ferry")
    made.add_alternative(f"<p>The ferry was late.</p><p>{OLD}</p>", subtype="html")
    (item,) = items(made.as_bytes())
    assert item.body_html == ""
