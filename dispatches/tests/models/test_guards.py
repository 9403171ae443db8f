"""What must be kept is kept by the database itself, whoever asks."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from dispatches.models import (
    Arrival,
    Event,
    Person,
    Problem,
    Publication,
    Revision,
    Ruling,
    Story,
    Transmission,
    WireItem,
)
from dispatches.models.guards import GUARDS
from dispatches.tests import make
from dispatches.workflow import Status

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept() -> None:
    """A row of everything that is guarded."""
    story = make.story(status=Status.PUBLISHED)
    one, two = make.item(), make.item()
    Ruling.objects.create(item=one, other=two, together=True, by=make.editor(), at=make.NOON)
    assert story.publications.exists()


NEVER: list[tuple[type[models.Model], dict[str, Any]]] = [
    (Event, {"reason": "Nothing happened."}),
    (Event, {"hash": "0" * 64}),
    (Revision, {"headline": "Something else"}),
    (Revision, {"paragraphs": []}),
    (Arrival, {"name": "other.txt"}),
    (Ruling, {"together": False}),
    (Transmission, {"content": b""}),
    (Transmission, {"content": b"other", "forgotten_at": make.NOON}),
    (Transmission, {"forgotten_at": make.NOON}),
    (Transmission, {"content": b"", "forgotten_at": make.NOON, "size": 0}),
    (Transmission, {"sha256": "0" * 64}),
    (Publication, {"number": 7}),
    (Publication, {"published_at": make.NOON}),
    (WireItem, {"body": []}),
    (WireItem, {"serial": "BFF-99"}),
]


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(("model", "change"), NEVER)
def test_the_database_refuses_to_change(model: type[models.Model], change: dict[str, Any]) -> None:
    with pytest.raises(DatabaseError, match="is kept"), transaction.atomic():
        model._default_manager.update(**change)


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("table", GUARDS)
def test_the_database_refuses_to_delete(table: str) -> None:
    with pytest.raises(DatabaseError, match="is kept"), transaction.atomic():
        connection.cursor().execute(f"DELETE FROM {table}")  # noqa: S608  # names of our tables


@pytest.mark.usefixtures("kept")
def test_what_may_change_changes() -> None:
    assert Transmission.objects.update(state="rejected", reason="It was no copy.")
    assert Publication.objects.update(ended_at=make.NOON, end_kind="withdrawn")
    assert WireItem.objects.update(arrived_at=make.NOON)


@pytest.mark.usefixtures("kept")
def test_text_that_seems_empty_is_not_taken_for_bytes_that_went() -> None:
    hidden = {"sqlite": "CAST(X'00414243' AS TEXT)", "postgresql": "'\\x00'::bytea"}
    said = f"content = {hidden[connection.vendor]}, forgotten_at = '2019-04-25 12:00:00+00:00'"
    with pytest.raises(DatabaseError, match="is kept"), transaction.atomic():
        connection.cursor().execute(f"UPDATE dispatches_transmission SET {said}")  # noqa: S608


@pytest.mark.usefixtures("kept")
def test_bytes_may_go_once_and_are_not_put_back() -> None:
    raw = Transmission.objects.earliest("pk").raw()
    assert Transmission.objects.update(content=b"", forgotten_at=make.NOON)
    for change in (
        {"content": raw},
        {"content": raw, "forgotten_at": None},
        {"content": b"x", "forgotten_at": make.minutes(1)},
        {"forgotten_at": None},
        {"forgotten_at": make.minutes(1)},
    ):
        with pytest.raises(DatabaseError, match="is kept"), transaction.atomic():
            Transmission.objects.update(**change)
    assert Transmission.objects.update(state="discarded")


def again(row: models.Model, **changes: Any) -> None:
    row.pk = None
    row._state.adding = True
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(force_insert=True)


BROKEN: dict[str, Callable[[], object]] = {
    "transmission_kept_once": lambda: again(make.transmission()),
    "transmission_reject_has_reason": lambda: make.transmission(reason=""),
    "story_published_has_time": lambda: make.story(status=Status.PUBLISHED, published_at=None),
    "story_approved_names_version": lambda: make.story(
        status=Status.APPROVED, approved_version=None
    ),
    "story_published_after_embargo": lambda: make.story(
        status=Status.PUBLISHED, embargo="UNTIL NOON"
    ),
    "story_spiked_knows_from": lambda: make.story(status=Status.SPIKED, spiked_from=""),
    "revision_numbered_once": lambda: again(make.story().head()),
    "problem_found_once_a_version": lambda: again(make.problem(make.damaged())),
    "problem_settled_by_somebody": lambda: again(
        make.problem(make.damaged()), mark="x", how="verified"
    ),
    "publication_numbered_once": lambda: again(
        make.story().publications.create(**publication()),
    ),
    "publication_one_stands_per_story": lambda: again(
        make.story(status=Status.PUBLISHED).publications.get(), number=2
    ),
    "person_role_is_known": lambda: make.person("owner"),
    "person_email_is_one_persons": lambda: [
        make.person("editor", username=name) for name in ("Ida", "IDA")
    ],
}


def publication() -> dict[str, Any]:
    story = make.story()
    return {
        "revision": story.head(),
        "number": 1,
        "published_at": make.NOON,
        "published_by": make.chief(),
        "ended_at": make.NOON,
    }


# A database that names no unique constraint names its columns.
CALLED = {
    "transmission_kept_once": "transmission_kept_once|transmission.sha256",
    "revision_numbered_once": "revision_numbered_once|revision.version",
    "problem_found_once_a_version": "problem_found_once_a_version|problem.mark",
    "publication_numbered_once": "publication_numbered_once|publication.number",
    "publication_one_stands_per_story": "one_stands_per_story|publication.story_id",
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_holds(name: str) -> None:
    with pytest.raises(IntegrityError, match=CALLED.get(name, name)):
        BROKEN[name]()


def test_every_constraint_of_a_model_is_shown_to_hold() -> None:
    guarded = (Transmission, Story, Revision, Problem, Publication, Person)
    names = {constraint.name for model in guarded for constraint in model._meta.constraints}
    assert names == set(BROKEN)
