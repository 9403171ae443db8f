"""Items that come in envelopes: versions, kills and embargoes by id, pictures beside stories."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dispatches.actions import ingest
from dispatches.models import Source, Story, StoryTake, WireItem
from dispatches.tests import make
from dispatches.views.envelopes import beside, envelopes
from dispatches.wire.values import Kind

pytestmark = pytest.mark.django_db
URI = "urn:wire.example:ferry-9"
COPY = "TARRAN, May 1 (OST) - The ferry to Ostley was late again on Friday, her master said.\n\n{}"


def ninjs(version: str = "1", **told: Any) -> bytes:
    """An imitation of a ninjs item."""
    said = {
        "uri": URI,
        "version": version,
        "type": "text",
        "pubstatus": "usable",
        "headline": "Ferry late again",
        "slugline": "ferry-late",
        "body_text": COPY.format(f"Nobody on the quay was told, for the {version}th time."),
        "versioncreated": "2026-05-01T10:00:00+00:00",
    }
    return json.dumps(said | told).encode()


def came(raw: bytes, at: float = 0, source: Source | None = None) -> ingest.Receipt:
    source = source or Source.objects.filter(slug="ost").first() or make.source("ost")
    return ingest.receive(raw, source=source, name="a.json", arrived_at=make.minutes(at))


def roles(story: Story) -> list[tuple[str, str]]:
    placings = StoryTake.objects.filter(story=story).order_by("item__version", "pk")
    return [(one.item.version, one.role) for one in placings]


def test_an_item_is_one_take_with_its_envelope() -> None:
    (item,) = came(ninjs(urgency=2, keywords=["ferries"], ednote="Adds a goat.")).items
    assert (item.uri, item.version, item.urgency) == (URI, "1", 2)
    assert (item.headline, item.slug, item.city) == ("Ferry late again", "ferry-late", "TARRAN")
    assert item.facts["ednote"] == "Adds a goat."
    assert [block["text"][:9] for block in item.body] == ["The ferry", "Nobody on"]
    assert item.transmission.format == "ninjs"


def test_a_date_without_a_year_is_of_the_year_that_the_envelope_says() -> None:
    (item,) = came(ninjs(versioncreated="2031-05-01T10:00:00+00:00")).items
    assert str(item.dateline_date) == "2031-05-01"


def test_nothing_of_an_envelope_is_left_over() -> None:
    (item,) = came(ninjs(byline="Ann Poe")).items
    assert {row["role"] for row in item.removals} <= {"headline", "slug", "byline", "dateline"}


@pytest.mark.parametrize("order", [("1", "2"), ("2", "1")])
def test_a_higher_version_stands_in_any_order(order: tuple[str, str]) -> None:
    for at, version in enumerate(order):
        came(ninjs(version), at)
    assert roles(Story.objects.get()) == [("1", "superseded"), ("2", "in_force")]


def test_the_same_version_in_other_bytes_is_a_duplicate() -> None:
    came(ninjs())
    came(ninjs(ednote="Sent again."), 1)
    assert [role for _, role in roles(Story.objects.get())] == ["in_force", "duplicate"]


def test_a_version_finds_its_story_after_a_month() -> None:
    came(ninjs("1"))
    came(ninjs("2"), 30 * 24 * 60)
    assert roles(Story.objects.get()) == [("1", "superseded"), ("2", "in_force")]


def test_a_canceled_item_kills_its_story_and_no_other_wires() -> None:
    came(ninjs("1"))
    came(ninjs("1"), source=make.source("other"))
    came(ninjs("2", pubstatus="canceled"), 5)
    ours, others = (Story.objects.get(source__slug=slug) for slug in ("ost", "other"))
    assert [p.code for p in ours.blockers()] == ["C10"]
    assert not others.blockers().exists()
    assert WireItem.objects.get(kind=Kind.KILL).target["uris"] == [URI]


@pytest.mark.parametrize(
    ("told", "until"),
    [
        ({"embargoed": "2026-05-01T18:00:00+02:00"}, "2026-05-01T16:00:00+00:00"),
        ({"pubstatus": "withheld"}, None),
    ],
)
def test_an_item_under_embargo_is_held(told: dict[str, str], until: str | None) -> None:
    came(ninjs(**told))
    story = Story.objects.get()
    assert story.embargo
    assert (story.embargo_until and story.embargo_until.isoformat()) == until


def test_a_new_version_without_an_embargo_lifts_it() -> None:
    came(ninjs("1", pubstatus="withheld"))
    came(ninjs("2"), 5)
    assert Story.objects.get().embargo == ""


def test_a_picture_is_no_story_and_stands_beside_its_own() -> None:
    picture = {"uri": "urn:p:1", "type": "picture", "headline": "The quay", "version": "1"}
    picture["description_text"] = "Goats wait on the quay at Tarran."
    came(ninjs(associations={"featured": picture}))
    story = Story.objects.get()
    placings = list(StoryTake.objects.select_related("item").filter(story=story))
    shown = beside(story, placings)
    assert [(one.type, one.title, one.caption) for one in shown] == [
        ("picture", "The quay", "Goats wait on the quay at Tarran.")
    ]
    assert ("Version", "1") in envelopes(placings)[0].rows


def beside_now() -> list[tuple[str, str]]:
    story = Story.objects.get(headline="Ferry late again")
    placings = list(StoryTake.objects.select_related("item").filter(story=story))
    return [(one.title, one.held_back) for one in beside(story, placings)]


def picture(version: str, **told: str) -> dict[str, str]:
    said = {"uri": "urn:p:1", "type": "picture", "version": version, "headline": f"Quay {version}"}
    return said | {"description_text": "Goats wait on the quay at Tarran."} | told


def test_of_a_picture_the_highest_version_is_shown_and_none_that_was_canceled() -> None:
    came(ninjs(associations={"featured": picture("2")}))
    came(json.dumps(picture("10")).encode(), 1)
    came(json.dumps(picture("9")).encode(), 2)
    assert beside_now() == [("Quay 10", "")]
    came(json.dumps(picture("11", pubstatus="canceled")).encode(), 3)
    assert beside_now() == []


def test_a_picture_that_is_held_back_says_so() -> None:
    came(ninjs(associations={"featured": picture("1", pubstatus="withheld")}))
    assert beside_now() == [("Quay 1", "withheld")]


def test_pictures_of_a_list_of_stories_stand_beside_their_own_alone() -> None:
    own = json.loads(ninjs(associations={"featured": picture("1")}))
    other = json.loads(ninjs(uri="urn:other", headline="Pier shut", slugline="pier"))
    other["body_text"] = "OSTLEY, May 2 (OST) - A pier that nobody had used was shut for good."
    other["associations"] = {"featured": picture("1", uri="urn:p:2", headline="A pier")}
    came(json.dumps([own, other]).encode())
    assert beside_now() == [("Quay 1", "")]
