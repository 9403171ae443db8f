import pytest
from pytest_django import DjangoAssertNumQueries

from dispatches.models import SavedQuery, Story
from dispatches.tests import make
from dispatches.tests.desk.conftest import At, Desk, parsed
from dispatches.views import search as view
from dispatches.wire.asking import OPERATORS
from dispatches.workflow import Role, Status

QUERIES = 8  # session, person, newest, those that answer, stories, versions, takes, saved searches


def harbour(**more: object) -> Story:
    body = ("The harbour master said that <b>nobody</b> was hurt in the fire.",)
    return make.story(make.first(headline="Fire at the mole", slug="MOLE", body=body), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ANONYMOUS])
def test_everybody_who_works_here_finds_a_story(at: At, role: Role) -> None:
    harbour()
    assert "Fire at the mole" in at(role).page("search", q="harbour nobody")


def test_a_stranger_finds_nothing(at: At) -> None:
    assert at(Role.ANONYMOUS).open("search", q="harbour").status_code == 302


def test_what_was_looked_for_is_marked_and_what_the_wire_sent_is_escaped(editor: Desk) -> None:
    harbour()
    page = editor.page("search", q='"harbour master" fire <script>alert(1)</script>')
    assert "No story answers" in page
    assert "<script>alert" not in page
    page = editor.page("search", q='"harbour master" fire')
    assert "<mark>harbour master</mark>" in page
    assert "<mark>Fire</mark> at the mole" in page
    assert "&lt;b&gt;nobody&lt;/b&gt;" in page


def test_words_of_bengali_copy_are_found_and_marked(editor: Desk) -> None:
    make.story(make.first(body=("প্রধানমন্ত্রীর বক্তব্যে নদীর পানি বেড়েছে।",)))
    assert "<mark>প্রধানমন্ত্রীর</mark> বক্তব্যে" in editor.page("search", q="প্রধানমন্ত্রীর")


def test_a_term_is_a_chip_that_leads_to_the_search_without_it(editor: Desk) -> None:
    root = parsed(editor.page("search", q="from:bss harbour is:wet"))
    chips = {" ".join(a.text_content().split()): a.get("href") for a in root.find_class("term")}
    assert list(chips.values()) == ["/desk/search/?q=harbour", "/desk/search/?q=from%3Abss"]
    assert "“is:wet” was left out" in root.text_content()


def test_fields_become_an_address_with_operators(editor: Desk) -> None:
    asked = dict.fromkeys(OPERATORS, "") | {"q": "mole", "is": "waiting", "not": "drill"}
    answer = editor.open("search", **asked)
    assert answer.status_code == 302
    assert answer["Location"] == "/desk/search/?q=mole+-drill+is%3Awaiting"


def test_a_killed_story_is_marked_as_one(editor: Desk) -> None:
    harbour(status=Status.WITHDRAWN)
    assert "killed: not to be used" in editor.page("search", q="harbour")


def test_the_text_of_a_story_under_embargo_is_in_no_list(editor: Desk) -> None:
    harbour(embargo="UNTIL NOON")
    page = editor.page("search", q="harbour")
    assert "under embargo" in page
    assert "nobody" not in parsed(page).get_element_by_id("desk").text_content()


def test_the_number_of_queries_does_not_grow_with_what_is_found(
    editor: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for many in (1, 4):
        for _ in range(many):
            make.damaged()
        with django_assert_num_queries(QUERIES):
            editor.page("search", q="rained")


def test_pages_follow_one_another_and_hold_each_story_once(
    editor: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "A_PAGE", 2)
    texts = ("mole", "pier", "dike", "quay", "weir")
    made = {make.story(make.first(body=(f"It rained on the {one}.",))).desk_url() for one in texts}
    seen, address = [], "/desk/search/?q=rained"
    while address:
        root = parsed(editor.client.get(address).content.decode())
        seen += [a.get("href") for a in root.xpath("//h2[@class='hit__title']/a")]
        address = "".join(a.get("href") for a in root.xpath("//a[@rel='next']"))
    assert len(seen) == 5
    assert set(seen) == made


@pytest.mark.parametrize("order", ["relevance", "newest"])
def test_what_is_most_to_the_point_comes_first_when_it_is_asked_for(
    editor: Desk, order: str
) -> None:
    much = make.story(
        make.first(headline="Barge", body=("Barge, barge, barge.",)), at=make.minutes(0)
    )
    make.story(make.first(body=("A barge, " + "and so on " * 40,)), at=make.minutes(9))
    root = parsed(editor.page("search", q=f"barge sort:{order}"))
    first = root.xpath("//h2[@class='hit__title']/a")[0].get("href")
    assert (first == much.desk_url()) == (order == "relevance")


@pytest.mark.parametrize(
    "value", ["\x00", "9" * 600, "'", '"', "-", "*", "\u202e", "%", "a:b", "১"]
)
@pytest.mark.parametrize("name", ["q", "page"])
def test_nothing_that_an_address_says_breaks_the_search(
    editor: Desk, name: str, value: str
) -> None:
    make.damaged()
    asked = {"q": "rained", name: value}
    assert editor.open("search", **asked).status_code == 200


@pytest.mark.parametrize("page", ["1-1", "9" * 16 + "-" + "9" * 18, "7-", "-7", "٣-٣", "12"])
def test_a_place_that_is_none_is_no_error(editor: Desk, page: str) -> None:
    make.damaged()
    for order in ("newest", "relevance"):
        assert editor.open("search", q=f"rained sort:{order}", page=page).status_code == 200


# Saved searches -----------------------------------------------------------------------------------
def kept(desk: Desk, **said: object) -> SavedQuery:
    asked = {"deed": "keep", "q": "harbour", "name": "Fires"} | said
    assert desk.client.post("/desk/search/saved/", asked).status_code == 302
    return SavedQuery.objects.get()


def test_a_search_is_kept_under_a_name_and_let_go(editor: Desk) -> None:
    one = kept(editor, alerts="1")
    assert (one.owner, one.query, one.alerts) == (editor.person, "harbour", True)
    assert "Fires" in editor.page("search")
    editor.send("saved_search", deed="hush", number=one.pk, q="harbour")
    one.refresh_from_db()
    assert not one.alerts
    editor.send("saved_search", deed="forget", number=one.pk)
    assert not SavedQuery.objects.exists()


def test_a_search_of_another_person_is_theirs_and_seen_where_it_is_shared(
    editor: Desk, chief: Desk
) -> None:
    one = kept(editor)
    assert "Fires" not in chief.page("search")
    chief.send("saved_search", deed="forget", number=one.pk)
    assert "You keep no such search" in chief.page("search")
    kept(editor, shared="1")
    assert "Fires" in chief.page("search")


@pytest.mark.parametrize(
    "said",
    [{"deed": "burn"}, {"deed": "keep", "q": "x" * 501}, {"deed": "tell", "number": "x"}, {}],
)
def test_a_form_that_nobody_made_is_refused(editor: Desk, said: dict[str, str]) -> None:
    assert editor.send("saved_search", **said).status_code == 400


@pytest.mark.parametrize("said", [{"name": ""}, {"q": ""}, {"name": "  "}])
def test_a_search_without_a_name_or_words_is_not_kept(editor: Desk, said: dict[str, str]) -> None:
    asked = {"deed": "keep", "q": "a", "name": "b"} | said
    assert editor.client.post("/desk/search/saved/", asked).status_code == 302
    assert not SavedQuery.objects.exists()
