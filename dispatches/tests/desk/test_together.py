import pytest

from dispatches.actions.edit import edit_paragraph
from dispatches.actions.notes import write_note
from dispatches.models import Event, Story
from dispatches.tests import make
from dispatches.tests.desk.conftest import At, Desk, parsed
from dispatches.workflow import Role, Status

TRACKED = "Read it at https://gauge.example/?utm_source=w9 again."


@pytest.fixture
def tracked(db: None) -> Story:
    """A story with two safe problems and an error."""
    return make.story(make.first(body=(TRACKED, make.DAMAGED, TRACKED.replace("gauge", "river"))))


def test_problems_stand_by_their_level_the_worst_first(editor: Desk, tracked: Story) -> None:
    root = parsed(editor.page("story", tracked.pk))
    heads = [h.text_content() for h in root.xpath("//h3[@class='problems__level']")]
    assert heads == ["Errors 1", "Warnings 2"]
    assert root.find(".//title").text_content().startswith("(3) ")


def test_all_that_is_safe_is_mended_and_told(editor: Desk, tracked: Story) -> None:
    assert "Mend 2 that are safe" in editor.page("story", tracked.pk)
    page = editor.swap("safe", tracked.pk, saw=tracked.touched).content.decode()
    assert "Mended without a look: C15 (2). 1 problem is left: C01." in page
    assert "Mend 2 that are safe" not in page


def test_a_whole_check_is_settled_with_one_reason(editor: Desk, tracked: Story) -> None:
    said = {"saw": tracked.touched, "code": "C15", "how": "ignored", "reason": "Their own links."}
    assert editor.send("several", tracked.pk, **said).status_code == 302
    assert [p.code for p in tracked.current_problems().open()] == ["C01"]
    assert Event.objects.filter(kind="settled", reason="Their own links.").count() == 2


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"how": "ignored", "reason": "So."}, "Choose a problem"),
        ({"code": "C15", "how": "ignored"}, "Say why"),
        ({"code": "C15", "how": "mended", "reason": "So."}, "not settled in that way"),
        ({"problem": "99999", "how": "ignored", "reason": "So."}, "not open any more"),
        ({"code": "C01", "how": "fixed", "reason": "So."}, "settle it alone"),
    ],
)
def test_what_cannot_be_settled_together_says_why(
    editor: Desk, tracked: Story, said: dict[str, str], why: str
) -> None:
    answer = editor.send("several", tracked.pk, saw=tracked.touched, **said)
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert make.fresh(tracked).touched == tracked.touched


@pytest.mark.parametrize("name", ["safe", "several", "revert"])
def test_a_stale_form_shows_what_stands(editor: Desk, tracked: Story, name: str) -> None:
    said = {"code": "C15", "how": "ignored", "reason": "So.", "to": 1}
    answer = editor.send(name, tracked.pk, saw=tracked.touched + 1, **said)
    assert answer.status_code == 409


def test_a_check_can_be_muted_by_whoever_keeps_the_source(at: At, tracked: Story) -> None:
    link = f"/admin/dispatches/source/{tracked.source_id}/change/"
    assert link in at(Role.CORRECTOR).page("story", tracked.pk)
    assert link not in at(Role.EDITOR).page("story", tracked.pk)


def test_the_copy_says_how_much_of_it_is_the_machines(editor: Desk, story: Story) -> None:
    key = story.head().paragraphs[0]["key"]
    edit_paragraph(story, key, "It hailed.", by=make.chief(), saw=story.touched)
    page = editor.page("story", story.pk)
    assert "1 of 2 paragraphs is untouched machine output" in page
    assert f"/p/{key}/revert/" in page
    editor.send("revert_paragraph", story.pk, key, saw=make.fresh(story).touched)
    assert "2 of 2 paragraphs are untouched" in editor.page("story", story.pk)


def test_a_paragraph_that_was_left_out_is_put_back_where_its_lines_are(
    editor: Desk, story: Story
) -> None:
    key = story.head().paragraphs[1]["key"]
    edit_paragraph(story, key, "", by=make.chief(), saw=story.touched)
    assert f'action="/desk/s/{story.pk}/p/{key}/revert/"' in editor.page("story", story.pk)
    editor.send("revert_paragraph", story.pk, key, saw=make.fresh(story).touched)
    assert len(make.fresh(story).head().paragraphs) == 2


def test_a_crosshead_is_made_a_paragraph(editor: Desk) -> None:
    story = make.story(make.first(body=("It rained.", "– Later –", "It stopped.")))
    key = story.head().paragraphs[1]["key"]
    assert f"/p/{key}/kind/" in editor.page("story", story.pk)
    editor.send("reshape", story.pk, key, saw=story.touched, kind="paragraph")
    assert "¶3" in editor.page("story", story.pk)


def test_a_story_that_came_back_says_who_sent_it_and_why(editor: Desk) -> None:
    story = make.story(status=Status.RETURNED)
    page = editor.page("story", story.pk)
    assert "returned this story" in page
    assert '<q dir="auto">It must be.</q>' in page


def test_history_leads_to_each_step_and_back_to_each_version(editor: Desk, story: Story) -> None:
    key = story.head().paragraphs[0]["key"]
    story = edit_paragraph(story, key, "It hailed.", by=make.chief(), saw=story.touched)
    page = editor.page("history", story.pk)
    assert f"/desk/s/{story.pk}/diff/1..2/" in page
    said = {"saw": story.touched, "to": 1, "reason": "It did rain."}
    assert editor.send("revert", story.pk, **said).status_code == 302
    assert "It rained." in editor.page("story", story.pk)


def test_history_says_whether_it_is_as_it_was_written(editor: Desk, story: Story) -> None:
    assert "Every event of this story is as it was written." in editor.page(
        "history", story.pk, verify="yes"
    )


def test_the_heading_counts_and_only_warns(editor: Desk, story: Story) -> None:
    said = {"headline": "x" * 70, "slug": "A-B-C-D", "tags": "rain, river", "section": "home"}
    assert editor.send("heading", story.pk, saw=story.touched, **said).status_code == 302
    page = editor.page("heading", story.pk)
    assert "70 letters, 64 are usual" in page
    assert "4 words, 3 are usual" in page
    assert '<option value="river">' in page
    assert (make.fresh(story).section, make.fresh(story).tags) == ("home", ["rain", "river"])


def test_a_note_calls_and_is_read(at: At, story: Story) -> None:
    editor, chief = at(Role.EDITOR), at(Role.CHIEF)
    assert chief.person is not None
    text = f"@{chief.person.username} look & say. <b>@nobody</b>"
    page = editor.swap("note", story.pk, text=text).content.decode()
    assert f'<b class="call">@{chief.person.username}</b>' in page
    assert "Nobody here is called @nobody." in page
    assert "&lt;b&gt;" in page
    assert "1</b> note calls you" in chief.page("queue")
    assert story.headline in chief.page("mentions")
    chief.send("mentions", upto=2**40)
    assert "All are read." in chief.page("mentions")
    assert "calls you" not in chief.page("queue")


def test_a_note_that_calls_me_is_read_where_it_stands(chief: Desk, story: Story) -> None:
    assert chief.person is not None
    note = write_note(story, f"@{chief.person.username} look.", by=make.editor())
    assert "calls you</b>" in chief.page("story", story.pk)
    answer = chief.send("mentions", upto=0, note=note.pk, story=story.pk)
    assert answer["Location"] == f"{story.desk_url()}#note-{note.pk}"
    assert "calls you</b>" not in chief.page("story", story.pk)


def test_notes_are_not_published(chief: Desk) -> None:
    story = make.story(status=Status.PUBLISHED)
    write_note(story, "Between ourselves.", by=make.editor())
    assert "Between ourselves." in chief.page("story", story.pk)
    assert "Between ourselves." not in chief.client.get(story.get_absolute_url()).content.decode()


@pytest.mark.parametrize("text", ["", " ", "x" * 2001])
def test_a_note_that_cannot_be_says_why(editor: Desk, story: Story, text: str) -> None:
    answer = editor.send("note", story.pk, text=text)
    assert answer.status_code == 422
    assert "The note is" in answer.content.decode()


def test_the_names_that_a_note_may_call_are_told(editor: Desk) -> None:
    told = editor.open("names").json()["people"]  # type: ignore[attr-defined]
    assert editor.person is not None
    assert {"name": editor.person.username, "called": str(editor.person)} in told


def test_a_mention_that_there_is_not_is_read_in_vain(editor: Desk) -> None:
    assert editor.send("mentions", upto="x").status_code == 302
