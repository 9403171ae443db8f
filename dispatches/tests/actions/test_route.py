"""Rules at work: what they write on a story, when, and what a person keeps from them."""

import pytest
from django.core.exceptions import PermissionDenied

from dispatches.actions.correct import correct_item
from dispatches.actions.errors import Refused
from dispatches.actions.join import part
from dispatches.actions.move import move
from dispatches.actions.record import verify
from dispatches.actions.route import facts_of, route
from dispatches.actions.rules import add_rule, change_rule
from dispatches.actions.settle import settle
from dispatches.models import Event, Rule, Story, WireItem
from dispatches.tests import make
from dispatches.workflow import Role, Status

pytestmark = pytest.mark.django_db
OPEN = make.first("BFF-40", end="MORE")
REST = make.then("BFF-41", clock="0915")


def came(*texts: str) -> Story:
    """The story of these takes, which came one after the other."""
    receipts = [make.ingest(text, at=make.minutes(n)) for n, text in enumerate(texts)]
    return receipts[-1].stories[0]


def test_a_story_is_sorted_when_it_is_made() -> None:
    make.rule(if_slug=["gauge*"], do_desk="home", do_tags=["river"], do_urgency=2)
    make.rule("Sport", if_slug=["sport"], do_desk="sport")
    story = came(OPEN)
    assert (story.desk, story.tags, story.urgency) == ("home", ["river"], 2)
    assert [(row["rule"], row["held"]) for row in story.routed] == [
        ("Ferries", True),
        ("Sport", False),
    ]
    assert story.routed[1]["why"] == "slug “GAUGE-READ” does not match sport"


def test_what_was_decided_is_in_the_history() -> None:
    make.rule(do_desk="home")
    story = came(OPEN)
    event = Event.objects.get(kind="routed")
    assert (event.story, event.actor, event.reason) == (story, None, "By Ferries.")
    assert (event.before["desk"], event.after["desk"]) == ("", "home")
    assert verify() == []


def test_without_rules_nothing_is_written() -> None:
    story = came(OPEN, REST)
    assert (story.desk, story.tags, story.routed) == ("", [], [])
    assert not Event.objects.filter(kind="routed").exists()


def test_a_rule_of_another_source_and_one_that_is_off_are_not_asked() -> None:
    make.rule(source=make.source("plain"))
    make.rule("Off", is_active=False)
    assert came(OPEN).routed == []


def test_a_story_is_asked_again_when_a_take_comes() -> None:
    story = came(OPEN)
    make.rule(do_desk="home", do_urgency=8)
    make.ingest(REST, at=make.minutes(1))
    story = make.fresh(story)
    assert (story.desk, story.urgency) == ("home", 8)


def test_what_a_person_has_touched_is_not_sorted_again() -> None:
    rule = make.rule(do_desk="home")
    story = came(OPEN)
    move(story, "claim", by=make.editor(), saw=story.touched)
    change_rule(rule, {"deeds": {"desk": "foreign"}}, by=make.person(Role.CORRECTOR))
    make.ingest(REST, at=make.minutes(1))
    assert make.fresh(story).desk == "home"


def test_a_kill_stands_above_the_urgency_of_a_rule() -> None:
    make.rule(do_urgency=8)
    story = came(OPEN, REST)
    make.ingest(make.kill("BFF-50", names="BFF-40"), at=make.minutes(5))
    story = make.fresh(story)
    assert story.urgency == 0
    problem = story.current_problems().get(notice__isnull=False)
    settle(problem, "overruled", by=make.chief(), saw=story.touched, reason="Not this one.")
    assert make.fresh(story).urgency == 8


def test_a_rule_that_cannot_stand_any_more_holds_up_no_copy() -> None:
    rule = make.rule()
    Rule.objects.filter(pk=rule.pk).update(conditions={"colour": ["red"]})
    make.rule("Good", do_desk="home")
    assert came(OPEN).desk == "home"


def test_what_the_envelope_says_can_be_asked_for() -> None:
    item = make.item(OPEN, at=make.minutes(0))
    facts = {
        "keywords": ["river"],
        "subjects": [{"name": "disaster", "code": "medtop:03000000"}],
        "places": [{"name": "Char Baluka", "code": "x:1"}],
        "genre": "Analysis",
    }
    WireItem.objects.filter(pk=item.pk).update(facts=facts, language="bn", urgency=2)
    story = came(REST)
    known = facts_of(story, story.placings.all(), make.NOON)
    assert (known.keyword, known.subject) == (("river",), ("disaster", "medtop:03000000"))
    assert (known.language, known.urgency) == (("bn",), 2)
    assert known.place == ("TARANGDI", "Char Baluka", "x:1")
    assert (known.kind, known.credit) == (("text", "Analysis"), ("BSS",))


def test_what_changes_nothing_writes_nothing() -> None:
    make.rule(do_desk="home")
    story = came(OPEN)
    route(held := make.fresh(story), make.NOON)
    assert held.touched == make.fresh(story).touched == story.touched
    assert Event.objects.filter(kind="routed").count() == 1


# Holds -------------------------------------------------------------------------------------------
def test_a_hold_stops_approval_until_a_chief_releases_it() -> None:
    make.rule(do_hold="Ask the lawyers.")
    chief, story = make.chief(), came(OPEN, REST)
    story = move(story, "claim", by=chief, saw=story.touched)
    with pytest.raises(Refused, match="HOLD by rule “Ferries”: Ask the lawyers"):
        move(story, "approve", by=chief, saw=story.touched)
    problem = make.problem(story, "C10")
    with pytest.raises(PermissionDenied):
        settle(problem, "released", by=make.editor(), saw=story.touched, reason="Fine.")
    story = settle(problem, "released", by=chief, saw=story.touched, reason="They said yes.")
    assert move(story, "approve", by=chief, saw=story.touched).status == Status.APPROVED


def test_a_hold_that_was_released_stays_so_in_the_next_version() -> None:
    make.rule(do_hold="Ask.")
    story = came(OPEN)
    settle(make.problem(story, "C10"), "released", by=make.chief(), saw=story.touched, reason="Ok")
    make.ingest(REST, at=make.minutes(1))
    story = make.fresh(story)
    assert story.version > 1
    assert not story.blockers().filter(code="C10").exists()
    assert story.current_problems().get(code="C10").how == "released"


def test_a_hold_goes_when_its_rule_does_not_hold_any_more() -> None:
    rule = make.rule(do_hold="Ask.")
    story = came(OPEN)
    change_rule(rule, {"is_active": False}, by=make.person(Role.CORRECTOR))
    make.ingest(REST, at=make.minutes(1))
    assert not make.fresh(story).current_problems().filter(code="C10").exists()


def test_a_story_in_work_can_still_be_held() -> None:
    story = came(OPEN)
    move(story, "claim", by=make.editor(), saw=story.touched)
    make.rule(do_hold="Ask.", do_desk="home")
    make.ingest(REST, at=make.minutes(1))
    story = make.fresh(story)
    assert story.blockers().filter(code="C10").exists()
    assert (story.desk, story.routed[0]["did"]) == ("", {"hold": "Ask."})


# Approval by a rule ------------------------------------------------------------------------------
def test_a_rule_approves_what_is_whole_and_without_a_problem() -> None:
    make.rule(do_approve=True)
    story = came(make.first("BFF-40"))
    assert (story.status, story.approved_version) == (Status.APPROVED, story.version)
    event = story.events.get(kind="approve")
    assert (event.actor, event.reason) == (None, "By rule Ferries.")
    assert event.before["status"] == "incoming"


def test_without_such_a_rule_nothing_is_approved() -> None:
    make.rule(do_desk="home")
    assert came(make.first("BFF-40")).status == Status.INCOMING


HINDERED = {
    "a take is missing": [OPEN],
    "a problem is open": [make.first("BFF-40", body=("It rained.", make.DAMAGED))],
    "a note is open": [make.first("BFF-40", slug="EMBARGOED UNTIL 1800 GMT April 25, 2099")],
    "a kill names it": [make.kill("BFF-50", names="BFF-40"), make.first("BFF-40")],
}


@pytest.mark.parametrize("case", HINDERED)
def test_no_rule_approves_when(case: str) -> None:
    make.rule(do_approve=True)
    assert came(*HINDERED[case]).status == Status.INCOMING


def test_no_rule_approves_what_another_holds() -> None:
    make.rule("A", do_approve=True)
    make.rule("B", do_hold="Ask.", place=1)
    assert came(make.first("BFF-40")).status == Status.INCOMING


def test_no_rule_approves_what_a_person_has_worked_on() -> None:
    story = came(OPEN)
    make.rule(do_approve=True)
    move(story, "claim", by=make.editor(), saw=story.touched)
    make.ingest(REST, at=make.minutes(1))
    assert make.fresh(story).status == Status.IN_REVIEW


def test_no_rule_approves_what_a_person_parted_or_corrected() -> None:
    whole = make.first("BFF-50", slug="TIDE", body=(make.OTHERWISE,))
    came(OPEN, REST, whole)
    story = Story.objects.get(placings__item__serial="BFF-40")
    make.rule(do_approve=True)
    last = WireItem.objects.get(serial="BFF-41")
    part(story, last, by=make.editor(), saw=story.touched, reason="Another story.")
    by = make.person(Role.CORRECTOR)
    correct_item(WireItem.objects.get(serial="BFF-50"), {"slug": "EBB"}, by=by, reason="Misread.")
    assert {one.status for one in Story.objects.all()} == {Status.INCOMING}


def test_new_copy_takes_the_approval_of_a_rule_back() -> None:
    make.rule(do_approve=True)
    story = came(make.first("BFF-40", body=(make.OTHERWISE,)))
    assert story.status == Status.APPROVED
    mended = make.OTHERWISE.replace("Friday", "Sunday")
    make.ingest(make.first("BFF-40", body=(mended,)), at=make.minutes(9))
    story = make.fresh(story)
    assert (story.status, story.approved_version) == (Status.RETURNED, None)


def test_a_take_that_is_withheld_is_approved_by_no_rule() -> None:
    item = make.item(OPEN, at=make.minutes(0))
    type(item).objects.filter(pk=item.pk).update(pubstatus="withheld")
    make.rule(do_approve=True)
    assert came(REST).status == Status.INCOMING


# Who may -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.CHIEF])
def test_only_who_manages_sources_makes_rules(role: Role) -> None:
    with pytest.raises(PermissionDenied):
        add_rule({"name": "A", "deeds": {"desk": "x"}}, by=make.person(role))


@pytest.mark.parametrize(
    "fields", [{"conditions": {"colour": ["x"]}}, {"deeds": {}}, {"name": ""}, {"place": -1}]
)
def test_what_is_no_rule_is_refused(fields: dict[str, object]) -> None:
    whole = {"name": "A", "conditions": {}, "deeds": {"desk": "x"}} | fields
    with pytest.raises(Refused):
        add_rule(whole, by=make.person(Role.CORRECTOR))
    assert not Rule.objects.exists()


def test_a_change_is_recorded_with_what_stood_there() -> None:
    rule = make.rule(do_desk="home")
    change_rule(rule, {"deeds": {"desk": "sea"}}, by=make.person(Role.CORRECTOR), reason="Moved")
    event = Event.objects.filter(kind="rule").first()
    assert event is not None
    assert (event.before["deeds"], event.after["deeds"]) == ({"desk": "home"}, {"desk": "sea"})
