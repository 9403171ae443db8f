from __future__ import annotations

import pytest

from dispatches.tests.wire.formats.imitations import WXR, items
from dispatches.wire import formats
from dispatches.wire.items import PubStatus, Type


def test_a_post_is_read_with_its_paragraphs_and_the_picture_above_it() -> None:
    document = formats.read(WXR.encode())
    post = document.items[0]
    assert (document.format, post.headline, post.byline) == ("wordpress", "Ferry late", "Ana Flint")
    assert (post.body, post.abstract) == ("The ferry was late.\n\nIt was full.", "Late.")
    assert post.body_html == "<p>The ferry was late.</p><p>It was <b>full</b>.</p>"
    assert (post.slugline, post.keywords, post.source) == ("ferry-late", ("ferry",), "Orrin Post")
    assert ("picture", "https://orrin.example/7.jpg") in {
        (one.rel, one.href) for one in post.relations
    }


def test_a_file_is_a_picture_and_a_menu_is_no_copy() -> None:
    document = formats.read(WXR.encode())
    _, picture = document.items
    assert (picture.type, picture.body) == (Type.PICTURE, "The ferry at Port Orrin.")
    assert "no copy" in document.text.notes[0]


@pytest.mark.parametrize("status", ["draft", "pending", "private", "trash", "future", "auto-draft"])
def test_a_post_that_is_not_published_is_held_back_and_its_picture_with_it(status: str) -> None:
    raw = WXR.replace("<wp:status>publish", f"<wp:status>{status}")
    assert [item.pubstatus for item in items(raw.encode())] == [PubStatus.WITHHELD] * 2


def test_a_scheduled_post_is_held_until_its_moment() -> None:
    post = items(WXR.replace("<wp:status>publish", "<wp:status>future").encode())[0]
    assert post.embargoed == post.firstcreated


def test_a_post_behind_a_password_is_held_back() -> None:
    raw = WXR.replace("<wp:post_name>", "<wp:post_password>x</wp:post_password><wp:post_name>")
    assert not items(raw.encode())[0].is_usable
