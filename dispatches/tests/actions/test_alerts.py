"""Alerts: told once, in order, in the ways that each person chose."""

import pytest

from dispatches.actions.alerts import tell
from dispatches.actions.errors import Refused
from dispatches.actions.preferences import prefer
from dispatches.models import Alert
from dispatches.models.liking import DEFAULTS, ways_of
from dispatches.tests import make

pytestmark = pytest.mark.django_db
NOW = make.minutes(0)


def test_an_alert_of_one_mark_is_made_once() -> None:
    assert tell("kill", "Kill BFF-40.", mark="kill-1", now=NOW)
    assert tell("kill", "Kill BFF-40.", mark="kill-1", now=NOW) is None
    assert Alert.objects.count() == 1


def test_a_sentence_that_is_too_long_is_cut() -> None:
    told = tell("flash", "x" * 999, mark="m" * 999, now=NOW)
    assert told
    assert (len(told.sentence), len(told.mark)) == (300, 120)
    assert tell("flash", "x", mark="m" * 999, now=NOW) is None


def test_an_alert_for_one_person_comes_to_nobody_else() -> None:
    one, other = make.editor(), make.editor()
    tell("mention", "You are named.", mark="m-1", person=one, now=NOW)
    tell("kill", "Kill it.", mark="k-1", now=NOW)
    kinds = {p: [*Alert.objects.to(p).values_list("kind", flat=True)] for p in (one, other)}
    assert kinds == {one: ["kill", "mention"], other: ["kill"]}


def test_every_kind_has_its_default() -> None:
    assert set(DEFAULTS) == set(Alert.Kind)


def test_what_is_chosen_counts_and_the_rest_stays_as_it_was() -> None:
    kept = prefer(make.editor(), alerts={"kill": ["page", "mail"], "flash": []})
    assert ways_of(kept) == DEFAULTS | {"kill": ["page", "mail"], "flash": []}


@pytest.mark.parametrize("ways", [{"gossip": ["page"]}, {"kill": ["pigeon"]}])
def test_what_is_no_kind_or_no_way_is_refused(ways: dict[str, list[str]]) -> None:
    with pytest.raises(Refused):
        prefer(make.editor(), alerts=ways)
