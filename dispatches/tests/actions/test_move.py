import pytest
from django.core.exceptions import PermissionDenied
from pytest_django import Settings

from dispatches.actions import move as moving
from dispatches.actions.edit import edit_heading
from dispatches.actions.errors import Refused, Stale
from dispatches.actions.move import move, moves_for, why_not
from dispatches.actions.settle import settle
from dispatches.models import Event, Person, Problem, Story
from dispatches.tests import make
from dispatches.workflow import MOVES, Role, Status

pytestmark = pytest.mark.django_db

ALLOWED = {(name, source) for name, step in MOVES.items() for source in step.sources}
ALL = {(name, status) for name in MOVES for status in Status}


def go(story: Story, name: str, by: Person | None = None, reason: str = "It must be.") -> Story:
    return move(story, name, by=by or make.chief(), saw=story.touched, reason=reason)


@pytest.mark.parametrize(("name", "status"), sorted(ALLOWED))
def test_a_move_of_the_table_goes_and_is_recorded(name: str, status: Status) -> None:
    story = make.story(status=status)
    moved = go(story, name, by := make.chief())
    target = MOVES[name].target or Status.INCOMING
    assert (moved.status, make.fresh(story).status) == (target, target)
    event = Event.objects.first()
    assert event is not None
    assert (event.kind, event.actor, event.story, event.reason) == (name, by, story, "It must be.")
    assert (event.before["status"], event.after["status"]) == (status, target)


@pytest.mark.parametrize(("name", "status"), sorted(ALL - ALLOWED))
def test_a_move_from_anywhere_else_changes_nothing(name: str, status: Status) -> None:
    story = make.story(status=status)
    before = Event.objects.count()
    with pytest.raises(Refused, match=status.replace("_", " ")):
        go(story, name)
    assert (make.fresh(story).touched, Event.objects.count()) == (story.touched, before)


@pytest.mark.parametrize("name", MOVES)
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ANONYMOUS])
def test_a_move_is_made_by_whom_the_table_of_powers_names(name: str, role: Role) -> None:
    by = make.person(role)
    story = make.story(status=min(MOVES[name].sources))
    if by.can(MOVES[name].power):
        assert go(story, name, by).touched == story.touched + 1
    else:
        with pytest.raises(PermissionDenied):
            go(story, name, by)
        assert make.fresh(story).touched == story.touched


@pytest.mark.parametrize("name", sorted(name for name, step in MOVES.items() if step.reason))
@pytest.mark.parametrize("reason", ["", "  \n", "x" * 501])
def test_a_reason_is_said_where_the_table_asks_for_one(name: str, reason: str) -> None:
    story = make.story(status=min(MOVES[name].sources))
    with pytest.raises(Refused, match=r"[Rr]eason"):
        go(story, name, reason=reason)


def test_a_move_that_no_table_knows_is_refused() -> None:
    with pytest.raises(Refused, match="no such move"):
        go(make.story(), "embellish")


def test_a_stale_move_is_refused_and_says_what_stands() -> None:
    story = make.story()
    go(story, "claim")
    with pytest.raises(Stale) as stale:
        go(story, "spike", reason="Old news.")
    assert stale.value.mine == {"move": "Spike", "reason": "Old news."}
    assert stale.value.theirs == {"move": "in review", "reason": ""}
    assert stale.value.story.status == Status.IN_REVIEW


def test_the_claimer_has_the_story() -> None:
    by = make.editor()
    assert go(make.story(), "claim", by).claimed_by == by


# Approve -----------------------------------------------------------------------------------------
def test_approval_names_the_version() -> None:
    story = make.story(status=Status.IN_REVIEW)
    assert go(story, "approve").approved_version == story.version


def test_an_open_error_stops_approval() -> None:
    story = make.damaged(status=Status.IN_REVIEW)
    with pytest.raises(Refused, match="A problem is open: The paragraph breaks off"):
        go(story, "approve")


def test_several_open_errors_are_counted() -> None:
    story = make.damaged(make.DAMAGED + " of war", status=Status.IN_REVIEW)
    with pytest.raises(Refused, match="2 problems are open; the first: The paragraph breaks"):
        go(story, "approve")


def test_an_open_warning_does_not_stop_approval() -> None:
    story = make.story(make.first(body=("A wo- rd broke.",)), status=Status.IN_REVIEW)
    assert make.problem(story).level == "warning"
    assert go(story, "approve").status == Status.APPROVED


def test_an_open_story_is_approved_only_as_it_stands() -> None:
    story = make.story(make.first(end="MORE"), status=Status.IN_REVIEW)
    with pytest.raises(Refused, match=r"problem is open: .*ends in MORE"):
        go(story, "approve")
    problem = make.problem(story, "C07")
    story = settle(
        problem, "as_it_stands", by=make.editor(), saw=story.touched, reason="No more will come."
    )
    assert go(story, "approve").status == Status.APPROVED


def test_a_story_that_waits_is_not_approved_by_waiting() -> None:
    story = make.story(make.first(end="MORE"), status=Status.IN_REVIEW)
    story = settle(make.problem(story, "C07"), "wait", by=make.editor(), saw=story.touched)
    with pytest.raises(Refused, match="A problem is open"):
        go(story, "approve")


def test_an_assembly_that_is_not_whole_stops_approval_even_when_no_check_says_so() -> None:
    story = make.story(status=Status.IN_REVIEW, assembly="incomplete", missing=["BFF-09"])
    assert why_not(story, "approve", make.chief()) == "The story is incomplete: BFF-09."


def test_no_desk_mutes_what_is_missing() -> None:
    make.source(muted_checks=["C07"])
    story = make.story(make.first(end="MORE"), status=Status.IN_REVIEW)
    with pytest.raises(Refused, match="Waiting for what follows"):
        go(story, "approve")


def test_four_eyes_keep_the_last_editor_of_the_copy_from_approving(settings: Settings) -> None:
    settings.FOUR_EYES = True
    by = make.chief()
    story = make.story(status=Status.IN_REVIEW)
    story = edit_heading(story, {"headline": "Gauge read"}, by=by, saw=story.touched)
    with pytest.raises(Refused, match="somebody else must approve"):
        go(story, "approve", by)
    assert go(story, "approve", make.editor()).status == Status.APPROVED


def test_two_eyes_are_enough_where_the_desk_does_not_ask_for_four() -> None:
    by = make.chief()
    story = make.story(status=Status.IN_REVIEW)
    story = edit_heading(story, {"headline": "Gauge read"}, by=by, saw=story.touched)
    assert go(story, "approve", by).status == Status.APPROVED


# Publish and withdraw ----------------------------------------------------------------------------
def test_publishing_makes_a_publication_of_the_version_that_was_approved() -> None:
    by = make.chief()
    story = go(make.story(status=Status.APPROVED), "publish", by)
    (publication,) = story.publications.standing()
    assert publication.revision == story.head()
    assert (publication.number, publication.published_by, publication.caveat) == (1, by, "")
    assert story.published_at is not None


def test_what_is_published_as_it_stands_says_why() -> None:
    story = make.story(make.first(end="MORE"), status=Status.IN_REVIEW)
    story = settle(
        make.problem(story),
        "as_it_stands",
        by=make.editor(),
        saw=story.touched,
        reason="Wire down.",
    )
    story = go(go(story, "approve"), "publish")
    assert story.publications.get().caveat == "Wire down."


def test_a_version_that_was_not_approved_is_not_published() -> None:
    story = make.story(status=Status.APPROVED, approved_version=7)
    with pytest.raises(Refused, match="This version was not approved"):
        go(story, "publish")
    assert not story.publications.exists()


def test_an_error_found_after_approval_stops_publication() -> None:
    story = make.story(status=Status.APPROVED)
    found = make.problem(make.damaged())
    Problem.objects.filter(pk=found.pk).update(story=story)
    with pytest.raises(Refused, match="A problem is open"):
        go(story, "publish")


def test_an_editor_publishes_where_the_desk_lets_editors(settings: Settings) -> None:
    story = make.story(status=Status.APPROVED)
    with pytest.raises(PermissionDenied):
        go(story, "publish", make.editor())
    settings.EDITORS_PUBLISH = True
    assert go(story, "publish", make.editor()).status == Status.PUBLISHED
    with pytest.raises(PermissionDenied):
        go(make.story(status=Status.APPROVED), "publish", make.person(Role.REPORTER))


def test_withdrawing_ends_the_publication_for_ever() -> None:
    story = go(make.story(status=Status.PUBLISHED), "withdraw", reason="It was an exercise.")
    publication = story.publications.get()
    assert publication.ended_at is not None
    assert (publication.end_kind, publication.end_reason) == ("withdrawn", "It was an exercise.")
    assert not story.publications.standing().exists()
    assert moves_for(story, make.chief()) == []


# Spike -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("status", sorted(MOVES["spike"].sources))
def test_an_unspiked_story_is_what_it_was_before(status: Status) -> None:
    story = go(go(make.story(status=status), "spike"), "unspike")
    assert (story.status, story.spiked_from) == (status, "")


def test_a_story_whose_takes_went_elsewhere_stays_spiked() -> None:
    story = make.story(status=Status.SPIKED)
    story.placings.all().delete()
    with pytest.raises(Refused, match="no takes any more"):
        go(story, "unspike")


# Buttons -----------------------------------------------------------------------------------------
def test_the_buttons_are_the_moves_of_the_role_and_the_status() -> None:
    story = make.story(status=Status.APPROVED)
    names = [name for name, _ in moves_for(story, make.editor())]
    assert names == ["return", "spike"]
    assert "publish" in dict(moves_for(story, make.chief()))
    assert moves_for(story, None) == []


def test_a_greyed_button_says_why_and_a_good_one_says_nothing() -> None:
    story = make.damaged(status=Status.IN_REVIEW)
    assert why_not(story, "approve", make.editor()).startswith("A problem is open")
    assert not why_not(story, "return", make.editor())
    assert "power" in why_not(story, "withdraw", make.editor())


def test_a_move_that_fails_half_way_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    story = make.story(status=Status.APPROVED)
    monkeypatch.setattr(moving, "record", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        go(story, "publish")
    assert make.fresh(story).status == Status.APPROVED
    assert not story.publications.exists()
