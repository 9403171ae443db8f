import re

import pytest
from django.http import HttpResponse
from pytest_django.fixtures import DjangoAssertNumQueries

from dispatches.actions.move import move
from dispatches.models import Story
from dispatches.tests import make
from dispatches.tests.desk.conftest import HTMX, At, Desk, parsed
from dispatches.workflow import Role, Status

RUN = "/desk/s/{}/zen/"


def stack(many: int = 3) -> list[Story]:
    """Whole stories without a problem, in the order of a run."""
    bodies = [
        f"The {word} board met on {day}, and the {word} keeper read its plans aloud to all {many}."
        for word, day in zip(("ferry", "gauge", "harbour", "tunnel"), "MTWF", strict=True)
    ]
    return [make.story(make.first(body=(body,)), at=make.minutes(n)) for n, body in
            enumerate(bodies[:many])]  # fmt: skip


def do(desk: Desk, story: Story, deed: str, **said: object) -> HttpResponse:
    said = {"saw": make.fresh(story).touched, "query": "", **said}
    return desk.send("zen_story", story.pk, deed=deed, **said)


def where(answer: HttpResponse) -> str:
    assert answer.status_code == 302
    return str(answer["Location"])


def test_a_run_begins_with_the_first_story_of_the_filter(editor: Desk) -> None:
    first, second, _ = stack()
    assert where(editor.open("zen")) == RUN.format(first.pk)
    asked = {"q": second.headline, "page": "2", "nonsense": "x"}
    assert where(editor.open("zen", **asked)).startswith(RUN.format(second.pk) + "?q=")


def test_a_story_of_a_run_is_its_page_with_the_place_in_the_run(editor: Desk) -> None:
    first, second, _ = stack()
    editor.open("zen")
    page = editor.page("zen_story", second.pk)
    assert "2 of 3" in page
    assert 'id="copy"' in page
    moves = parsed(page).get_element_by_id("moves").text_content()
    assert [word in moves for word in ("Approve", "Return", "Spike", "Skip", "Claim")] == [
        True, True, True, True, False,
    ]  # fmt: skip
    assert "1 of 3" in editor.page("zen_story", first.pk)


def test_approving_claims_on_the_way_and_goes_on_to_the_next(editor: Desk) -> None:
    first, second, _ = stack()
    editor.open("zen")
    assert where(do(editor, first, "approve")) == RUN.format(second.pk)
    story = make.fresh(first)
    assert (story.status, story.claimed_by) == (Status.APPROVED, editor.person)
    assert [event.kind for event in story.events.order_by("pk")][-2:] == ["claim", "approve"]


def test_each_deed_is_counted_and_the_end_says_so(editor: Desk) -> None:
    stories = stack(4)
    editor.open("zen")
    do(editor, stories[0], "approve")
    do(editor, stories[1], "return", reason="Ask again.")
    assert where(do(editor, stories[2], "spike", reason="Old.")) == RUN.format(stories[3].pk)
    end = editor.client.get("/desk/zen/?end=1").content.decode()
    tally = parsed(end).xpath("//dl[@class='tally']/div")
    told = [tuple(part.text for part in line) for line in tally]
    assert told == [("approved", "1"), ("returned", "1"), ("spiked", "1"), ("skipped", "1")]


def test_skipping_is_a_link_and_the_last_one_leads_to_the_end(editor: Desk) -> None:
    first, second = stack(2)
    editor.open("zen")
    skip = '//a[@data-key="zen_skip"]/@href'
    assert parsed(editor.page("zen_story", first.pk)).xpath(skip) == [RUN.format(second.pk)]
    assert parsed(editor.page("zen_story", second.pk)).xpath(skip) == ["/desk/zen/?end=1"]


def test_what_somebody_else_settled_is_passed_over(at: At) -> None:
    editor, chief = at(Role.EDITOR), make.chief()
    first, second, third = stack()
    editor.open("zen")
    move(second, "spike", by=chief, saw=second.touched, reason="Mine.")
    assert where(do(editor, first, "approve")) == RUN.format(third.pk)
    do(editor, third, "approve")
    assert "settled elsewhere" in editor.client.get("/desk/zen/?end=1").content.decode()


@pytest.mark.parametrize(
    ("deed", "before"),
    [("approve", Status.IN_REVIEW), ("return", Status.IN_REVIEW), ("spike", Status.INCOMING)],
)
def test_the_last_deed_can_be_taken_back(editor: Desk, deed: str, before: Status) -> None:
    first, second = stack(2)
    editor.open("zen")
    do(editor, first, deed, reason="So.")
    page = editor.page("zen_story", second.pk)
    assert "Undo “" in page
    assert where(do(editor, first, "undo")) == RUN.format(first.pk)
    assert make.fresh(first).status == before
    assert "Undo “" not in editor.page("zen_story", second.pk)


def test_nothing_is_taken_back_twice_nor_what_somebody_worked_on_since(editor: Desk) -> None:
    first, _ = stack(2)
    editor.open("zen")
    assert do(editor, first, "undo").status_code == 422
    do(editor, first, "approve")
    saw = make.fresh(first).touched
    move(make.fresh(first), "return", by=make.chief(), saw=saw, reason="No.")
    assert do(editor, first, "undo", saw=saw).status_code == 409
    assert make.fresh(first).status == Status.RETURNED


def test_what_is_refused_is_said_on_the_same_story(editor: Desk) -> None:
    broken = make.damaged()
    editor.open("zen")
    answer = do(editor, broken, "approve")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "problem" in page
    assert 'id="zen"' in page
    assert make.fresh(broken).status == Status.INCOMING
    assert do(editor, broken, "spike", reason="").status_code == 422
    assert do(editor, broken, "publish").status_code == 422


def test_a_stale_deed_shows_both_and_can_be_sent_again(editor: Desk) -> None:
    first, second = stack(2)
    editor.open("zen")
    move(first, "claim", by=make.chief(), saw=first.touched)
    answer = do(editor, first, "approve", saw=first.touched)
    assert answer.status_code == 409
    form = parsed(answer.content.decode()).xpath("//main//form[@action]")[-1]
    sent = dict(form.form_values())
    again = editor.client.post(form.get("action"), sent)
    assert again["Location"] == RUN.format(second.pk)


def test_a_problem_that_is_settled_in_a_run_leads_back_into_it(editor: Desk) -> None:
    broken = make.damaged()
    found = make.problem(broken)
    said = {"how": "verified", "saw": str(broken.touched)}
    here = f"http://testserver{RUN.format(broken.pk)}?status=incoming"
    address = f"/desk/s/{broken.pk}/problems/{found.pk}/"
    answer = editor.client.post(address, said, headers={"Referer": here})
    assert answer["Location"].startswith(f"{RUN.format(broken.pk)}?status=incoming#")


def test_a_swap_in_a_run_stays_in_it(editor: Desk) -> None:
    broken = make.damaged()
    found = make.problem(broken)
    said = {"how": "verified", "saw": str(broken.touched)}
    headers = HTMX | {"HX-Current-URL": f"http://testserver{RUN.format(broken.pk)}"}
    address = f"/desk/s/{broken.pk}/problems/{found.pk}/"
    answer = editor.client.post(address, said, headers=headers)
    assert answer["HX-Replace-Url"] == RUN.format(broken.pk)
    assert 'id="zen"' in answer.content.decode()


def test_a_form_that_is_left_shows_the_story_in_its_run_again(editor: Desk) -> None:
    first, second = stack(2)
    headers = HTMX | {"HX-Current-URL": f"http://testserver{RUN.format(first.pk)}?order=oldest"}
    answer = editor.client.get(first.desk_url(), headers=headers)
    assert 'id="zen"' in answer.content.decode()
    other = editor.client.get(second.desk_url(), headers=headers)
    assert 'id="zen"' not in other.content.decode()


def test_a_browser_that_fetched_the_next_story_is_told_only_what_was_done(editor: Desk) -> None:
    first, second, _ = stack()
    editor.open("zen")
    mark = f"{second.pk}-{second.touched}"
    said = {"deed": "approve", "saw": first.touched, "query": ""}
    address = RUN.format(first.pk)
    answer = editor.client.post(address, said, headers=HTMX | {"Zen-Has": mark})
    assert (answer["Zen-Show"], answer["HX-Push-Url"]) == ("ahead", RUN.format(second.pk))
    text = answer.content.decode()
    assert "approved 1" in text
    assert "<main" not in text


def test_what_was_fetched_and_has_changed_since_is_sent_anew(editor: Desk) -> None:
    first, second, _ = stack()
    editor.open("zen")
    said = {"deed": "approve", "saw": first.touched, "query": ""}
    answer = editor.client.post(
        RUN.format(first.pk), said, headers=HTMX | {"Zen-Has": f"{second.pk}-77"}
    )
    assert "Zen-Show" not in answer
    assert 'id="desk"' in answer.content.decode()


def test_a_reload_goes_on_where_one_was(editor: Desk) -> None:
    first, second, _ = stack()
    editor.open("zen")
    do(editor, first, "approve")
    assert "2 of 3" in editor.page("zen_story", second.pk)
    assert "approved 1" in editor.page("zen_story", second.pk)
    other = Desk(Role.EDITOR)  # who has no run begins one there
    assert "1 of 2" in other.page("zen_story", second.pk)


def test_an_empty_filter_says_that_there_is_nothing(editor: Desk) -> None:
    assert "Nothing to run through" in editor.page("zen")


def test_a_reporter_may_look_and_settles_nothing(at: At) -> None:
    reporter = at(Role.REPORTER)
    first, _ = stack(2)
    moves = parsed(reporter.page("zen_story", first.pk)).get_element_by_id("moves")
    assert re.sub(r"\s+", " ", moves.text_content()).strip() == "SkipSpace"
    assert do(reporter, first, "approve").status_code == 403


def test_a_story_of_a_run_leads_back_into_it_from_its_own_page(editor: Desk) -> None:
    first, _ = stack(2)
    assert "← Zen run" not in editor.page("story", first.pk)
    editor.open("zen")
    assert f'href="{RUN.format(first.pk)}">← Zen run' in editor.page("story", first.pk)


def test_a_run_asks_the_database_no_more_however_long_it_is(
    editor: Desk, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    first, *_ = stack(4)
    editor.open("zen")
    with django_assert_max_num_queries(15):
        editor.page("zen_story", first.pk)
