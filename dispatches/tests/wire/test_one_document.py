"""Several items in one transmission: each is what it is, and none carries on another by standing
below it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable

import pytest

from dispatches.tests.wire.reader import NOON
from dispatches.wire import pipeline
from dispatches.wire.values import Assembly, Take

ITEM = "<item><title>{}</title><guid>urn:ost:{}</guid><description>{}</description></item>"
TEXTS = (
    "The pier was shut at noon for want of a plank.",
    "Members passed the budget by one vote after a long night.",
    "A halibut of 190 kilos was landed by two brothers.",
)


def told(*raws: bytes) -> list[Assembly]:
    takes: list[Take] = []
    for number, raw in enumerate(raws):
        came = NOON.replace(minute=number)
        takes += pipeline.read(raw, feed="ost", received_at=came, page=f"p{number}").takes
    return list(pipeline.join(takes).assemblies)


def feed(items: Iterable[tuple[str, str, str]]) -> bytes:
    inner = "".join(ITEM.format(*one) for one in items)
    return f'<rss version="2.0"><channel><title>Ost</title>{inner}</channel></rss>'.encode()


def archive(**files: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as zipped:
        for name, text in files.items():
            zipped.writestr(f"{name}.txt", text)
    return held.getvalue()


def standing(stories: Iterable[Assembly]) -> list[list[str]]:
    return [[part.text for take in one.takes for part in take.paragraphs] for one in stories]


def test_each_entry_of_a_feed_is_a_story_of_its_own() -> None:
    entries = [(name, str(n), TEXTS[n]) for n, name in enumerate(("Pier", "Vote", "Fish"))]
    assert standing(told(feed(entries))) == [[text] for text in TEXTS]


def test_an_entry_that_was_changed_stands_though_it_bears_no_version() -> None:
    before, after = TEXTS[0], TEXTS[0].replace("shut at noon", "not shut")
    stories = told(feed([("Pier", "1", before)]), feed([("Pier", "1", after)]))
    assert standing(stories) == [[after]]


def test_one_id_for_everything_makes_no_one_story_of_it() -> None:
    raws = [
        json.dumps({"uri": "urn:ost", "type": "text", "headline": head, "body_text": text}).encode()
        for head, text in zip(("Pier shut", "Budget passed", "Fish landed"), TEXTS, strict=True)
    ]
    assert len(told(*raws)) == 3


@pytest.mark.parametrize(
    "later", [{"pubstatus": "withheld"}, {"embargoed": "2031-05-01T10:00:00Z"}]
)
def test_an_embargo_that_comes_later_holds_the_item(later: dict[str, str]) -> None:
    item = {"uri": "urn:ost:1", "version": "1", "type": "text", "headline": "Pier shut"}
    item["body_text"] = TEXTS[0]
    (story,) = told(json.dumps(item).encode(), json.dumps(item | later).encode())
    assert [bool(take.embargo) for take in story.takes] == [True]


def test_files_in_an_archive_are_no_one_page() -> None:
    (one, two) = told(archive(a=f"Pier shut\n\n{TEXTS[0]}", b=f"Budget passed\n\n{TEXTS[1]}"))
    assert standing([one, two]) == [[TEXTS[0]], [TEXTS[1]]]


def test_fifty_frames_are_fifty_takes() -> None:
    frame = (
        "ZCZC OST{0:03}\nHarbour {0} counts its lamps\n\nTARRAN, May 1 - Lamp {0} is out.\nNNNN\n"
    )
    raw = "".join(frame.format(number) for number in range(50)).encode()
    assert len(pipeline.read(raw, feed="ost").takes) == 50


def test_a_member_without_a_name_breaks_no_archive() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as zipped:
        zipped.writestr(zipfile.ZipInfo(""), b"Nobody named this.")
        zipped.writestr("a.txt", f"Pier shut\n\n{TEXTS[0]}")
    assert TEXTS[0] in str(standing(told(held.getvalue())))
