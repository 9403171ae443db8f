import pytest

from dispatches.models import Story
from dispatches.tests import make
from dispatches.tests.desk.conftest import At, Desk
from dispatches.workflow import MOVES, Role, Status, powers_of

ROLES = [role for role in Role if role is not Role.ANONYMOUS]
START = {
    "claim": Status.INCOMING,
    "return": Status.IN_REVIEW,
    "approve": Status.IN_REVIEW,
    "publish": Status.APPROVED,
    "spike": Status.INCOMING,
    "unspike": Status.SPIKED,
    "withdraw": Status.PUBLISHED,
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", sorted(MOVES))
def test_a_move_is_made_by_whom_the_table_names_and_by_nobody_else(
    at: At, name: str, role: Role
) -> None:
    story = make.story(status=START[name])
    answer = at(role).send("move", story.pk, name, saw=story.touched, reason="It must be.")
    moved = make.fresh(story).status != story.status
    assert moved == (MOVES[name].power in powers_of(role))
    assert answer.status_code == (302 if moved else 403)


@pytest.mark.parametrize("name", sorted(name for name, move in MOVES.items() if move.reason))
def test_a_move_that_needs_a_reason_says_so_when_it_gets_none(chief: Desk, name: str) -> None:
    story = make.story(status=START[name])
    answer = chief.send("move", story.pk, name, saw=story.touched, reason=" ")
    assert answer.status_code == 422
    assert "Say why, in a few words." in answer.content.decode()
    assert make.fresh(story).status == story.status


def test_a_move_that_there_is_not_is_not_found(editor: Desk, story: Story) -> None:
    assert editor.send("move", story.pk, "eat", saw=story.touched).status_code == 404


def test_a_move_is_a_post(editor: Desk, story: Story) -> None:
    assert editor.open("move", story.pk, "claim").status_code == 405


def test_a_refusal_is_a_sentence_and_changes_nothing(editor: Desk) -> None:
    story = make.damaged(status=Status.IN_REVIEW)
    answer = editor.send("move", story.pk, "approve", saw=story.touched)
    assert answer.status_code == 422
    assert "A problem is open" in answer.content.decode()
    assert make.fresh(story).touched == story.touched


def test_a_problem_is_settled_in_one_click_and_the_eye_goes_to_the_next(editor: Desk) -> None:
    story = make.damaged("It stopped.", make.DAMAGED)
    first, second = story.current_problems()
    answer = editor.send("settle", story.pk, first.pk, saw=story.touched, how="verified")
    assert answer["Location"] == f"{story.desk_url()}#problem-{second.pk}"
    first.refresh_from_db()
    assert (first.how, first.settled_by) == ("verified", editor.person)


def test_when_no_problem_is_left_the_eye_goes_to_the_moves(editor: Desk, story: Story) -> None:
    problem = make.problem(story)
    answer = editor.swap("settle", story.pk, problem.pk, saw=story.touched, how="verified")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'data-focus="moves"' in page
    assert "No problem is open." in page
    assert answer["HX-Replace-Url"] == story.desk_url()


def test_what_an_editor_types_is_marked_as_theirs(editor: Desk, story: Story) -> None:
    problem = make.problem(story)
    said = {"saw": story.touched, "how": "typed", "text": "It was beyond a December deadline."}
    assert editor.send("settle", story.pk, problem.pk, **said).status_code == 302
    page = editor.page("story", story.pk)
    assert "It was beyond a December deadline." in page
    assert f"✎ {editor.person}" in page


@pytest.mark.parametrize("how", ["typed", "ignored", "eaten", ""])
def test_a_settlement_that_lacks_something_asks_for_it(
    editor: Desk, story: Story, how: str
) -> None:
    problem = make.problem(story)
    answer = editor.send("settle", story.pk, problem.pk, saw=story.touched, how=how)
    assert answer.status_code == 422
    assert make.fresh(story).touched == story.touched


def test_text_that_is_refused_stays_in_the_form(editor: Desk, story: Story) -> None:
    problem = make.problem(story)
    said = {"saw": story.touched, "how": "typed", "text": make.DAMAGED}
    answer = editor.send("settle", story.pk, problem.pk, **said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The text is what it was" in page
    assert f">{make.DAMAGED}</textarea>" in page


@pytest.mark.parametrize("how", ["typed", "omitted", "verified"])
def test_the_form_of_a_settlement_is_a_page_too(editor: Desk, story: Story, how: str) -> None:
    problem = make.problem(story)
    page = editor.page("settle_form", story.pk, problem.pk, how)
    assert f'name="how" value="{how}"' in page
    assert (f">{make.DAMAGED}</textarea>" in page) == (how == "typed")


def test_the_form_of_no_settlement_is_not_found(editor: Desk, story: Story) -> None:
    assert editor.open("settle_form", story.pk, make.problem(story).pk, "eat").status_code == 404


def test_a_problem_of_another_story_is_not_found(editor: Desk, story: Story) -> None:
    other = make.problem(make.damaged(make.OTHERWISE))
    assert editor.send("settle", story.pk, other.pk, saw=0, how="verified").status_code == 404


def test_a_paragraph_is_edited(editor: Desk, story: Story) -> None:
    key = story.head().paragraphs[0]["key"]
    assert ">It rained.</textarea>" in editor.page("paragraph", story.pk, key)
    answer = editor.send("paragraph", story.pk, key, saw=story.touched, text="It poured.")
    assert answer["Location"] == f"{story.desk_url()}#p-{key}"
    assert "It poured." in editor.page("story", story.pk)


def test_an_empty_paragraph_is_asked_for_again(editor: Desk, story: Story) -> None:
    key = story.head().paragraphs[0]["key"]
    answer = editor.send("paragraph", story.pk, key, saw=story.touched, text=" ")
    assert answer.status_code == 422
    assert "The text is empty." in answer.content.decode()


def test_a_paragraph_that_there_is_not_is_not_found(editor: Desk, story: Story) -> None:
    assert editor.open("paragraph", story.pk, "nowhere").status_code == 404


def test_the_heading_is_edited(editor: Desk, story: Story) -> None:
    page = editor.page("heading", story.pk)
    assert 'value="2019-04-25"' in page
    said = {"saw": story.touched, "headline": "Rain", "credit": "BSS/AFP", "city": "Tarangdi"}
    assert editor.send("heading", story.pk, **said).status_code == 302
    head = make.fresh(story).head()
    assert (head.headline, head.credit, head.city) == ("Rain", ["BSS", "AFP"], "Tarangdi")


@pytest.mark.parametrize("said", [{"headline": ""}, {"dateline_date": "soon"}, {"slug": "\x00"}])
def test_a_heading_that_cannot_be_is_asked_for_again(
    editor: Desk, story: Story, said: dict[str, str]
) -> None:
    answer = editor.send("heading", story.pk, saw=story.touched, **{"headline": "Rain"} | said)
    assert answer.status_code == 422
    assert make.fresh(story).version == story.version


@pytest.mark.parametrize("saw", ["", "x", "-1", "9" * 40, "\x00"])
def test_a_form_that_saw_nothing_is_not_taken(editor: Desk, story: Story, saw: str) -> None:
    assert editor.send("move", story.pk, "claim", saw=saw).status_code == 422


@pytest.mark.parametrize("role", [Role.REPORTER, Role.CORRECTOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize("page", ["paragraph", "heading", "join", "part", "settle"])
def test_copy_is_not_written_by_whom_the_table_does_not_name(
    at: At, story: Story, page: str, role: Role
) -> None:
    more = {"paragraph": "1-1", "settle": make.problem(story).pk}
    arguments = [more[page]] if page in more else []
    assert at(role).send(page, story.pk, *arguments, saw=story.touched).status_code == 403
