import pytest
from django.core.exceptions import PermissionDenied

from dispatches.actions.errors import Refused, Stale
from dispatches.actions.join import keep_apart, merge
from dispatches.models import Proposal, Ruling, Story, StoryTake
from dispatches.tests import make
from dispatches.workflow import Role, Status

pytestmark = pytest.mark.django_db

HEAD = "Crane falls on north quay of Tarangdi, harbour closed to ships"
FLASH = f"BSP-44\nCRANE\n\nFLASH: {HEAD}\n\nBSS/KM/ 0945 hrs\n"
NEAR = make.first(
    "BSP-48", clock="0954", slug="QUAY-SHUT", headline="Crane topples at Tarangdi: north dock shut"
)
SAME = make.first("BSP-48", clock="0954", slug="QUAY-SHUT", headline=HEAD)


def proposed() -> Proposal:
    """A flash, and a story that may be its own."""
    make.ingest(FLASH, at=make.minutes(0))
    make.ingest(NEAR, at=make.minutes(9))
    return Proposal.objects.standing().get()


def home(serial: str) -> Story:
    return Story.objects.get(placings__item__serial=serial)


def test_what_is_not_certain_is_kept_where_the_desk_sees_it() -> None:
    proposal = proposed()
    assert (proposal.elder.serial, proposal.younger.serial) == ("BSP-44", "BSP-48")
    assert 0.7 <= proposal.score < 0.9
    assert "9 minutes later" in proposal.reasons
    assert proposal in Proposal.objects.of(home("BSP-44"))
    assert proposal in Proposal.objects.of(home("BSP-48"))


def test_joining_again_makes_no_second_one() -> None:
    proposal = proposed()
    make.ingest(make.first("BSP-70", headline="Rain", body=("Rain fell.",)), at=make.minutes(12))
    assert Proposal.objects.get() == proposal


def test_what_is_joined_is_proposed_no_more() -> None:
    proposal, story = proposed(), home("BSP-44")
    merge(story, proposal.younger, by=make.editor(), saw=story.touched)
    assert home("BSP-48") == story
    assert home("BSP-48").headline.startswith("Crane topples")
    assert story.placings.get(item__serial="BSP-44").role == StoryTake.Role.SUPERSEDED
    assert not Proposal.objects.exists()


def test_what_is_not_this_one_is_ruled_apart_and_comes_back_no_more() -> None:
    proposal, by, story = proposed(), make.editor(), home("BSP-44")
    keep_apart(story, proposal, by=by, saw=story.touched)
    ruling = Ruling.objects.get()
    assert (ruling.item, ruling.other) == (proposal.elder, proposal.younger)
    assert (ruling.together, ruling.by) == (False, by)
    make.ingest(make.first("BSP-70", headline="Rain", body=("Rain fell.",)), at=make.minutes(12))
    assert not Proposal.objects.exists()
    assert {
        home(name).events.filter(kind="kept apart").count() for name in ("BSP-44", "BSP-48")
    } == {1}


def test_keeping_apart_asks_for_the_power_and_for_the_state_that_was_seen() -> None:
    proposal, story = proposed(), home("BSP-44")
    with pytest.raises(PermissionDenied):
        keep_apart(story, proposal, by=make.person(Role.REPORTER), saw=story.touched)
    with pytest.raises(Stale):
        keep_apart(story, proposal, by=make.editor(), saw=story.touched + 1)
    Proposal.objects.all().delete()
    with pytest.raises(Refused, match="not proposed any more"):
        keep_apart(story, proposal, by=make.editor(), saw=story.touched)


def test_a_proposal_between_stories_that_are_out_is_not_shown() -> None:
    proposed()
    Story.objects.update(status=Status.WITHDRAWN)
    assert not Proposal.objects.standing()


@pytest.mark.parametrize("backwards", [False, True])
def test_a_flash_waits_for_its_story_and_then_gives_way(backwards: bool) -> None:
    texts = list(enumerate([FLASH, SAME]))
    for at, text in sorted(texts, reverse=backwards):
        make.ingest(text, at=make.minutes(at * 9))
        if not at and not backwards:
            assert make.problem(home("BSP-44")).message.startswith("A flash without text")
    story = Story.objects.exclude(status=Status.SPIKED).get()
    roles = dict(story.placings.values_list("item__serial", "role"))
    assert roles == {"BSP-44": StoryTake.Role.SUPERSEDED, "BSP-48": StoryTake.Role.IN_FORCE}
    assert story.placings.get(item__serial="BSP-44").reasons == ["a flash, whose story came"]
    assert not story.blockers()


def test_a_flash_is_first_in_the_queue_and_its_story_as_urgent_as_it_says() -> None:
    make.ingest(FLASH, at=make.minutes(0))
    assert home("BSP-44").urgency == 1
    make.ingest(SAME.replace(HEAD, f"URGENT: {HEAD}"), at=make.minutes(9))
    assert home("BSP-48").urgency == 3


ONE = """BNM0058
WEIR-KEEPER

Keeper of the weir retires

    TARANGDI, April 25 (Bernama) -- The keeper of the weir retired on
Thursday, the water office said.

MORE
"""
TWO = """BNM0063
WEIR-KEEPER 2 OSTRAND

    He had kept it for forty years, a clerk of the office said, and had
seen eleven floods.

MORE
"""
THREE = """BNM0064
WEIR-KEEPER 3 (LAST) OSTRAND

    A new keeper is to be chosen in June.

-- BERNAMA
"""


def test_what_the_engine_proposes_is_joined_with_all_that_carries_it_on() -> None:
    wire = make.source("bernama", convention="bernama")
    for at, text in enumerate((ONE, TWO, THREE)):
        make.ingest(text, source=wire, at=make.minutes(at * 11))
    proposal = Proposal.objects.standing().get()
    story = proposal.elder.placing.story
    assert "another place, OSTRAND" in proposal.reasons
    assert proposal.younger.placing.story.placings.count() == 2
    story = merge(story, proposal.younger, by=make.editor(), saw=story.touched)
    assert story.placings.in_force().count() == 3
    assert story.assembly == "complete"
    assert not Proposal.objects.standing()
