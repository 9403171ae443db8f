import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from dispatches.actions.edit import edit_heading, edit_paragraph
from dispatches.models import Draft, Story
from dispatches.tests import make
from dispatches.tests.desk.conftest import At, Desk, parsed
from dispatches.workflow import Role

POURED = "It rained, and it poured."
OURS = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def key(story: Story) -> str:
    return str(story.head().paragraphs[0]["key"])


def form_of(answer: HttpResponse | str) -> dict[str, str]:
    """What the editing form of a page would send."""
    text = answer if isinstance(answer, str) else answer.content.decode()
    (form,) = parsed(text).xpath("//form[@data-draft and (@id='edit' or @data-holds)]")[:1]
    return {name: str(value or "") for name, value in form.form_values()}


def kept(story: Story, desk: Desk, key: str, text: str, **more: Any) -> HttpResponse:
    said = {"saw": story.touched, "version": story.version, "text": text, **more}
    return desk.send("keep", story.pk, f"p-{key}", **said)


def test_a_draft_that_is_kept_by_form_is_said_to_be_kept(
    editor: Desk, story: Story, key: str
) -> None:
    assert kept(story, editor, key, POURED).status_code == 302
    page = editor.page("story", story.pk)
    assert "Kept as a draft at" in page
    assert POURED in page
    assert make.fresh(story).touched == story.touched


def test_a_script_is_told_which_draft_it_made(editor: Desk, story: Story, key: str) -> None:
    answer = editor.client.post(
        reverse("desk:keep", args=[story.pk, f"p-{key}"]),
        {"text": POURED, "draft-tab": "a", "draft-turn": "3"},
        headers={"Accept": "application/json"},
    )
    assert json.loads(answer.content)["stamp"] == "a.3"


def test_a_form_that_is_opened_again_shows_what_was_typed(
    editor: Desk, story: Story, key: str
) -> None:
    kept(story, editor, key, POURED)
    page = editor.page("paragraph", story.pk, key)
    assert "What you typed at" in page
    assert form_of(page)["text"] == POURED
    assert form_of(page)["saw"] == str(story.touched)


def test_a_save_lets_go_of_the_draft_that_the_form_shows(
    editor: Desk, story: Story, key: str
) -> None:
    kept(story, editor, key, POURED)
    said = form_of(editor.page("paragraph", story.pk, key))
    assert editor.send("paragraph", story.pk, key, **said).status_code == 302
    assert not Draft.objects.exists()
    assert make.fresh(story).head().paragraphs[0]["text"] == POURED


def test_a_draft_from_before_another_version_is_joined_with_it(
    editor: Desk, story: Story, key: str
) -> None:
    kept(story, editor, key, "It rained hard.")
    by, saw = make.editor(), story.touched
    edit_paragraph(story, key, "In Tarangdi, it rained.", by=by, saw=saw)
    said = form_of(editor.page("paragraph", story.pk, key))
    assert said["text"] == "In Tarangdi, it rained hard."
    assert said["saw"] == str(make.fresh(story).touched)
    assert Draft.objects.get().fields["text"] == "It rained hard."


def test_a_draft_of_words_that_nobody_else_touched_stands_as_it_is(
    editor: Desk, story: Story, key: str
) -> None:
    kept(story, editor, key, POURED)
    edit_heading(story, {"slug": "RAIN"}, by=make.editor(), saw=story.touched)
    said = form_of(editor.page("paragraph", story.pk, key))
    assert (said["text"], said["saw"]) == (POURED, str(make.fresh(story).touched))


def test_a_draft_of_a_paragraph_that_is_gone_is_still_shown(editor: Desk, story: Story) -> None:
    key = story.head().paragraphs[1]["key"]
    kept(story, editor, key, POURED)
    edit_paragraph(story, key, "", by=make.editor(), saw=story.touched)
    assert POURED in editor.page("paragraph", story.pk, key)


def test_a_stale_save_keeps_the_words_as_a_draft_too(editor: Desk, story: Story, key: str) -> None:
    said = form_of(editor.page("paragraph", story.pk, key)) | {"text": POURED}
    edit_paragraph(story, key, "It hailed.", by=make.editor(), saw=story.touched)
    answer = editor.send("paragraph", story.pk, key, **said)
    assert answer.status_code == 409
    assert Draft.objects.get().fields == {"text": POURED}
    again = form_of(answer)
    assert again["draft-over"] == Draft.objects.get().stamp


def test_changes_in_two_places_are_joined_and_saved_as_they_are(
    editor: Desk, story: Story, key: str
) -> None:
    edit_paragraph(story, key, "It rained by noon.", by=make.editor(), saw=story.touched)
    story = make.fresh(story)
    said = form_of(editor.page("paragraph", story.pk, key))
    edit_paragraph(story, key, "Then it rained by noon.", by=make.editor(), saw=story.touched)
    answer = editor.send("paragraph", story.pk, key, **said | {"text": "It rained by noon today."})
    assert answer.status_code == 409
    merged = form_of(answer)
    assert "noon today." in merged["text"]
    assert (
        editor.send("paragraph", story.pk, key, **merged | {"text": "Joined."}).status_code == 302
    )
    assert not Draft.objects.exists()


def test_a_clash_that_still_stands_is_not_saved(editor: Desk, story: Story, key: str) -> None:
    said = form_of(editor.page("paragraph", story.pk, key))
    edit_paragraph(story, key, "It hailed.", by=make.editor(), saw=story.touched)
    merged = form_of(editor.send("paragraph", story.pk, key, **said | {"text": "It poured."}))
    assert merged["text"] == "It ⟦poured. ¦ hailed.⟧"
    answer = editor.send("paragraph", story.pk, key, **merged)
    assert answer.status_code == 422
    assert "Choose first" in answer.content.decode()
    assert "⟦poured. ¦ hailed.⟧" in answer.content.decode()


def test_fields_of_a_heading_are_joined_one_by_one(editor: Desk, story: Story) -> None:
    said = form_of(editor.page("heading", story.pk))
    edit_heading(story, {"slug": "RAIN"}, by=make.editor(), saw=story.touched)
    answer = editor.send("heading", story.pk, **said | {"byline": "By Our Own"})
    merged = form_of(answer)
    assert answer.status_code == 409
    assert (merged["slug"], merged["byline"]) == ("RAIN", "By Our Own")
    assert editor.send("heading", story.pk, **merged).status_code == 302
    assert make.fresh(story).slug == "RAIN"


def test_a_settlement_that_came_late_is_joined_too(editor: Desk, story: Story) -> None:
    problem = make.problem(story)
    said = form_of(editor.page("settle_form", story.pk, problem.pk, "typed"))
    edit_paragraph(
        story, problem.paragraph_key, f"So {make.DAMAGED}", by=make.editor(), saw=story.touched
    )
    typed = f"{make.DAMAGED} deadline."
    merged = form_of(editor.send("settle", story.pk, problem.pk, **said | {"text": typed}))
    assert merged["text"] == f"So {make.DAMAGED} deadline."
    assert merged["how"] == "typed"


def test_a_draft_of_a_settlement_leads_to_the_page_on_which_it_is_joined(
    editor: Desk, story: Story
) -> None:
    problem = make.problem(story)
    said = form_of(editor.page("settle_form", story.pk, problem.pk, "typed"))
    place = said.pop("draft-place")
    editor.send("keep", story.pk, place, **said | {"text": POURED})
    address = reverse("desk:settle_form", args=[story.pk, problem.pk, "typed"])
    assert f'href="{address}"' in editor.page("story", story.pk)
    assert form_of(editor.page("settle_form", story.pk, problem.pk, "typed"))["text"] == POURED


def test_a_reason_that_was_typed_is_on_the_page_of_its_story(editor: Desk, story: Story) -> None:
    editor.send("keep", story.pk, "move-spike", reason="It never rained.")
    page = editor.page("story", story.pk)
    assert "It never rained." in page
    assert 'data-kept="move-spike"' in page


def test_a_draft_is_discarded_by_its_person_alone(editor: Desk, at: At, story: Story) -> None:
    editor.send("keep", story.pk, "move-spike", reason="It never rained.")
    draft = Draft.objects.get()
    assert at(Role.EDITOR).send("discard", draft.pk).status_code == 404
    assert editor.send("discard", draft.pk).status_code == 302
    assert not Draft.objects.exists()


def test_nobody_reads_what_another_typed_unless_they_hold_the_story(
    editor: Desk, at: At, story: Story
) -> None:
    editor.send("keep", story.pk, "move-spike", reason="It never rained.")
    other = at(Role.EDITOR)
    assert "It never rained." not in other.page("story", story.pk)
    other.send("take_over", story.pk)
    assert "It never rained." in other.page("story", story.pk)


def test_copy_that_was_pasted_waits_until_it_is_taken_in(editor: Desk) -> None:
    editor.send("keep_loose", "file", text="It rained.", source="", read_as="")
    assert "It rained." in editor.page("drafts")
    said = form_of_file(editor.page("file"))
    assert said["text"] == "It rained."
    assert editor.client.post(reverse("desk:file"), said).status_code == 200
    assert not Draft.objects.exists()


def form_of_file(page: str) -> dict[str, str]:
    (form,) = parsed(page).xpath("//form[@data-draft='file']")
    return {name: str(value or "") for name, value in form.form_values()}


def test_a_draft_of_a_form_that_is_none_is_refused(editor: Desk, story: Story) -> None:
    assert editor.send("keep", story.pk, "x" * 71, text="It rained.").status_code == 422


# A session that ended ---------------------------------------------------------------------------
def test_words_that_come_after_the_session_ended_are_shown_to_be_sent_again(
    editor: Desk, story: Story, key: str
) -> None:
    said = form_of(editor.page("paragraph", story.pk, key)) | {"text": POURED}
    editor.client.logout()
    address = reverse("desk:paragraph", args=[story.pk, key])
    answer = editor.client.post(address, said, headers=OURS)
    assert answer.status_code == 403
    again = form_of_again(answer)
    assert (again["text"], again["saw"]) == (POURED, said["saw"])
    editor.client.force_login(editor.person)  # type: ignore[arg-type]
    assert editor.client.post(address, again).status_code == 302
    assert make.fresh(story).head().paragraphs[0]["text"] == POURED


def form_of_again(answer: Any) -> dict[str, str]:
    (form,) = parsed(answer.content.decode()).xpath("//form[@id='edit']")
    return {name: str(value or "") for name, value in form.form_values()}


def test_a_form_whose_token_is_old_loses_no_word(story: Story, key: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    person = make.editor()
    strict.force_login(person)
    address = reverse("desk:paragraph", args=[story.pk, key])
    said = {"saw": story.touched, "version": story.version, "text": POURED}
    answer = strict.post(address, said, headers=OURS)
    assert answer.status_code == 403
    again = form_of_again(answer)
    assert again["text"] == POURED
    assert strict.post(address, again, headers=OURS).status_code == 302


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "http://evil.example"}, {**OURS, "Sec-Fetch-Site": "cross-site"}],
)
@pytest.mark.parametrize("logged_in", [True, False])
def test_what_another_site_sends_is_shown_to_nobody(
    story: Story, key: str, headers: dict[str, str], logged_in: bool
) -> None:
    strict = Client(enforce_csrf_checks=True)
    if logged_in:
        strict.force_login(make.editor())
    address = reverse("desk:paragraph", args=[story.pk, key])
    answer = strict.post(address, {"text": POURED}, headers=headers)
    assert answer.status_code == 403
    assert POURED not in answer.content.decode()


def test_a_password_is_never_shown_again(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/accounts/login/", {"login": "x", "password": "a-secret"}, headers=OURS)
    assert "a-secret" not in answer.content.decode()
