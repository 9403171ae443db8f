"""Whatever copy says, a page shows it and does nothing of it."""

from collections.abc import Iterator

import pytest

from dispatches.models import Story
from dispatches.tests import make
from dispatches.tests.desk.conftest import Desk, parsed

NASTY = (
    "zzz<script>alert(1)</script>",
    "zzz<img src=x onerror=alert(1)>",
    'zzz"><svg onload=alert(1)>',
    "zzz<a href='javascript:alert(1)' hx-get='/desk/' hx-trigger='load'>x</a>",
    "zzz{{ request.user.password }}{% now 'Y' %}</textarea></title><script>alert(1)</script>",
    "zzz</script><script>alert(1)</script><!-- ]]> &lt;script&gt;",
)
QUIET = {"textarea", "title", "option"}


@pytest.fixture
def nasty(db: None) -> Story:
    """A story all of whose words are out for trouble."""
    body = ("It rained.", f"{make.DAMAGED} {NASTY[0]}", *(f"{words} and more." for words in NASTY))
    take = make.first(
        "BFF-40", headline=f"{NASTY[1]} {NASTY[3]}", slug="zzz-WORDS".upper(), body=body, end="MORE"
    )
    story = make.story(take, make.then("BFF-41", body=(NASTY[2],)))
    make.ingest(b"%PDF" + NASTY[0].encode(), name=NASTY[1])
    return story


def pages(desk: Desk, story: Story) -> Iterator[str]:
    """Every page on which copy is shown."""
    problem, key = make.problem(story, "C02"), story.head().paragraphs[1]["key"]
    item = story.placings.in_force()[1].item
    yield from (desk.page(name) for name in ("queue", "takes", "rejects"))
    yield from (
        desk.page(name, story.pk) for name in ("story", "diff", "history", "heading", "join")
    )
    yield desk.page("join", make.story().pk)
    yield desk.page("compare", story.pk, "raw..now", view="side")
    yield desk.page("paragraph", story.pk, key)
    yield desk.page("settle_form", story.pk, problem.pk, "typed")
    yield desk.page("transmission", item.transmission_id)
    said = {"saw": story.touched + 9, "text": NASTY[4]}
    yield desk.send("paragraph", story.pk, key, **said).content.decode()


def test_no_element_of_any_page_comes_out_of_copy(chief: Desk, nasty: Story) -> None:
    for page in pages(chief, nasty):
        for element in parsed(page).xpath("//*"):
            source = element.get("src", "")
            assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
            assert not element.get("href", "").startswith("javascript:")
            assert element.tag not in ("svg", "img", "iframe", "object", "style")
            if element.tag == "script":
                assert source.startswith("/static/") or element.get("type") == "application/json"


def test_copy_stands_where_htmx_does_nothing(chief: Desk, nasty: Story) -> None:
    for page in pages(chief, nasty):
        root = parsed(page)
        for text in root.xpath("//text()[contains(., 'zzz')]"):
            holder = text.getparent()
            chain = [holder, *holder.iterancestors()]
            assert holder.tag in QUIET or any("hx-disable" in one.attrib for one in chain), text


def test_copy_is_shown_as_it_is(chief: Desk, nasty: Story) -> None:
    words = parsed(chief.page("story", nasty.pk)).text_content()
    for said in NASTY:
        assert said.split("<")[0] in words
    assert "<script>alert(1)</script>" in words
