import pytest
from pytest_django import DjangoAssertNumQueries

from dispatches.actions.edit import edit_heading
from dispatches.models import Borrowing, Story
from dispatches.tests import make
from dispatches.tests.desk.conftest import At, Desk, parsed
from dispatches.workflow import Role, Status

# Session, person, how they like it, kept filters, sources, what the rules name, what was recalled,
# counts and version, the page, its stories, their takes, and to whom one may be given.
QUERIES = 11


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ANONYMOUS])
def test_everybody_who_works_here_sees_the_queue(at: At, role: Role) -> None:
    story = make.story()
    assert story.headline in at(role).page("queue")


def test_a_stranger_is_sent_to_log_in(at: At) -> None:
    answer = at(Role.ANONYMOUS).open("queue")
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/desk/"


def test_the_queue_takes_no_post(editor: Desk) -> None:
    assert editor.send("queue").status_code == 405


def test_a_row_says_all_that_the_desk_asks(editor: Desk) -> None:
    make.story(make.first("BFF-40", end="MORE"), make.then("BFF-41"), at=make.minutes(0))
    page = editor.page("queue")
    for words in ("BFF-40, 41", "2/2", "complete", "regular", "words", "25 Apr 12:00 UTC"):
        assert words in page
    assert "incoming" in page
    assert "nobody has it" in page


def test_a_row_says_who_has_it_and_how_it_was_sorted(editor: Desk) -> None:
    to = make.person(Role.EDITOR, first_name="Rahima", last_name="Sen")
    make.story(claimed_by=to, desk="sea", section="Harbours", tags=["tide"])
    row = parsed(editor.page("queue")).xpath("//li[contains(@class, 'row ')]")[0].text_content()
    for words in ("Rahima Sen", "sea", "Harbours", "tide"):
        assert words in row


def test_a_row_says_which_take_is_missing(editor: Desk) -> None:
    story = make.story(make.first("BFF-40", end="MORE"))
    assert "1/2+" in editor.page("queue")
    missing = ["take 2", "what follows BFF-42, which ends in MORE"]
    Story.objects.filter(pk=story.pk).update(assembly="incomplete", missing=missing)
    page = editor.page("queue")
    assert "1/3+" in page
    assert "gap: take 2, the rest" in page
    Story.objects.filter(pk=story.pk).update(missing=["the first take, before BFF-40"])
    assert "gap: the beginning" in editor.page("queue")


def eye(desk: Desk) -> str:
    """What the only row says of what whoever looks has seen."""
    found: str = parsed(desk.page("queue")).xpath("string(//span[contains(@class, 'eye ')])")
    return found


def test_a_row_says_whether_whoever_looks_has_seen_it_as_it_is(editor: Desk, chief: Desk) -> None:
    story = make.story()
    assert eye(editor) == "new"
    editor.page("story", story.pk)
    assert (eye(editor), eye(chief)) == ("seen", "new")
    edit_heading(story, {"slug": "TIDE"}, by=make.editor(), saw=story.touched)
    assert eye(editor) == "changed"


def test_a_row_names_the_story_that_uses_its_copy(editor: Desk) -> None:
    lent, story = make.story(), make.story()
    Borrowing.objects.create(story=story, item=lent.placings.get().item)
    Borrowing.objects.create(story=lent, item=lent.placings.get().item)
    page = parsed(editor.page("queue"))
    used = page.xpath("//a[contains(@class, 'row__other')]")
    assert [one.get("href") for one in used] == [story.desk_url()]
    assert used[0].xpath("ancestor::li/@id") == [f"story-{lent.pk}"]


def test_a_story_without_headline_and_slug_is_called_by_its_first_words(
    editor: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in (40, 50, 60):
        made = make.story(make.then(f"BFF-{number}"))
        Story.objects.filter(pk=made.pk).update(headline="", slug="")
    with django_assert_num_queries(QUERIES):
        assert "It would be read again, BFF-50 said" in editor.page("queue")


@pytest.mark.parametrize(
    ("who", "found"), [("me", "mine"), ("nobody", "free"), ("others", "theirs")]
)
def test_who_has_it_can_be_asked_for(editor: Desk, who: str, found: str) -> None:
    stories = {"mine": editor.person, "free": None, "theirs": make.editor()}
    for name, person in stories.items():
        make.story(headline=f"It is {name}", claimed_by=person)
    page = editor.page("queue", who=who)
    assert [name for name in stories if f"It is {name}" in page] == [found]


def test_a_tag_that_no_rule_names_can_be_asked_for(editor: Desk) -> None:
    make.story(tags=["tide"], headline="Tagged by hand")
    other = make.story()
    page = editor.page("queue", tag="tide")
    assert "Tagged by hand" in page
    assert other.headline not in page


def test_a_story_that_waits_says_for_how_long(editor: Desk) -> None:
    make.story(make.first("BFF-40", end="MORE"))
    assert "waiting 0 min" in editor.page("queue")


def test_the_number_of_queries_does_not_grow_with_the_queue(
    editor: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        make.damaged()
    with django_assert_num_queries(QUERIES):
        editor.page("queue")
    for _ in range(5):
        make.damaged()
    with django_assert_num_queries(QUERIES):
        editor.page("queue")


def test_the_desk_shows_what_is_to_be_done_and_a_tab_shows_the_rest(editor: Desk) -> None:
    waits, spiked = make.story(), make.story(status=Status.SPIKED)
    assert spiked.headline not in editor.page("queue")
    assert waits.headline not in editor.page("queue", status="spiked")
    assert spiked.headline in editor.page("queue", status="spiked")
    everything = editor.page("queue", status="all")
    assert spiked.headline in everything
    assert waits.headline in everything


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "harbour"},
        {"q": "BFF-40"},
        {"q": "fire HARBOUR"},
        {"problems": "open"},
        {"assembly": "complete", "source": "bss", "problems": "open"},
    ],
)
def test_a_filter_finds_what_was_asked_for_and_nothing_else(
    editor: Desk, asked: dict[str, str]
) -> None:
    body = ("It rained.", make.DAMAGED)
    make.story(make.first("BFF-40", headline="Fire at the mole", slug="HARBOUR", body=body))
    other = make.story()
    page = editor.page("queue", **asked)
    assert "Fire at the mole" in page
    assert other.headline not in page


def test_a_desk_and_a_tag_of_the_rules_can_be_asked_for(editor: Desk) -> None:
    assert 'name="desk"' not in editor.page("queue")
    make.rule(if_slug=["harbour"], do_desk="sea", do_tags=["নদী", "a 50%"])
    make.story(make.first("BFF-40", headline="Fire at the mole", slug="HARBOUR"))
    other = make.story(make.first(slug="OTHER"))
    for asked in ({"desk": "sea"}, {"tag": "নদী"}, {"tag": "a 50%"}):
        page = editor.page("queue", **asked)
        assert "Fire at the mole" in page
        assert other.headline not in page


@pytest.mark.parametrize(
    "value", ["\x00", "9" * 5000, "-1", "' OR 1=1 --", "\u202e", "%", "a" * 101]
)
@pytest.mark.parametrize(
    "name", ["q", "status", "source", "order", "problems", "page", "assembly", "tag"]
)
def test_nothing_that_an_address_says_breaks_the_queue(editor: Desk, name: str, value: str) -> None:
    make.damaged()
    assert editor.open("queue", **{name: value}).status_code == 200


@pytest.mark.parametrize("number", ["9" * 19, "9" * 30, "0"])
def test_a_number_that_no_story_has_is_not_found(editor: Desk, number: str) -> None:
    for address in (f"/desk/s/{number}/", f"/desk/t/{number}/", f"/desk/s/{number}/diff/"):
        assert editor.client.get(address).status_code == 404


@pytest.mark.parametrize("order", ["urgent", "oldest", "newest", "problems", "headline"])
def test_every_order_of_the_table_works(editor: Desk, order: str) -> None:
    first, second = make.story(at=make.minutes(0)), make.story(at=make.minutes(90))
    page = editor.page("queue", order=order)
    newest_first = page.index(second.headline) < page.index(first.headline)
    assert newest_first == (order == "newest")


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({}, "The desk is clear"),
        ({"q": "zeppelin"}, "No story answers to these filters"),
        ({"status": "returned"}, "No story has this status"),
    ],
)
def test_an_empty_queue_says_what_to_do(editor: Desk, asked: dict[str, str], sentence: str) -> None:
    assert sentence in editor.page("queue", **asked)


def test_htmx_gets_the_middle_of_the_page_alone(editor: Desk) -> None:
    answer = editor.client.get("/desk/", headers={"HX-Request": "true"})
    assert "HX-Request" in answer["Vary"]
    assert b"<html" not in answer.content
    assert b'<main id="desk"' in answer.content


def test_pages_of_the_desk_are_compressed_and_the_public_ones_are_not(editor: Desk) -> None:
    make.story(status=Status.PUBLISHED)
    editor.client.defaults["HTTP_ACCEPT_ENCODING"] = "gzip"
    assert editor.open("queue")["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in editor.client.get("/")
