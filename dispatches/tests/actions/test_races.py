"""Two who write at once: one is first, and the other loses nothing."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.conf import settings
from django.db import connection

from dispatches.actions import edit, hold, versions
from dispatches.actions.edit import edit_paragraph
from dispatches.actions.errors import Stale
from dispatches.actions.hold import write
from dispatches.actions.join import rejoin
from dispatches.actions.move import move
from dispatches.actions.record import record, verify
from dispatches.models import ChainHead, Event, Story, WireItem
from dispatches.tests import make
from dispatches.tests.actions.racing import race
from dispatches.workflow import Status


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """What became of deeds done in threads of their own that start together."""
    came: list[object] = [None] * len(deeds)
    start = Barrier(len(deeds))

    def run(number: int) -> None:
        try:
            start.wait(10)
            came[number] = deeds[number]()
        except Exception as fault:  # noqa: BLE001  # what became of it is what is asked
            came[number] = fault
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number,)) for number in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return came


@pytest.fixture
def crowd(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """A database that several threads reach: one in memory is put into a file for the while."""
    if connection.features.test_db_allows_multiple_connections:
        yield
        return
    file = str(tmp_path / "crowd.sqlite3")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [file])
    in_memory, connection.connection = connection.connection, None
    names = [connection.settings_dict, settings.DATABASES["default"]]
    name = names[0]["NAME"]
    for place in names:
        place["NAME"] = file
    yield
    connection.close()
    for place in names:
        place["NAME"] = name
    connection.connection = in_memory


@pytest.mark.django_db
def test_a_write_that_saw_less_than_what_stands_is_refused_without_any_lock() -> None:
    one = make.story()
    two = make.fresh(one)
    write(one, slug="FIRST")
    with pytest.raises(Stale) as stale:
        write(two, slug="SECOND")
    assert stale.value.story.slug == make.fresh(one).slug == "FIRST"


@pytest.mark.django_db
def test_every_write_makes_the_story_newer() -> None:
    story = make.story()
    seen = story.touched
    for number in range(3):
        write(story, urgency=number)
    assert make.fresh(story).touched == story.touched == seen + 3


@pytest.mark.usefixtures("crowd")
def test_of_many_who_claim_at_once_one_gets_the_story() -> None:
    story, people = make.story(), [make.editor() for _ in range(6)]
    came = at_once(*(lambda by=by: move(story, "claim", by=by, saw=story.touched) for by in people))
    assert sum(isinstance(one, Story) for one in came) == 1
    assert sum(isinstance(one, Stale) for one in came) == 5
    assert make.fresh(story).status == Status.IN_REVIEW
    assert Event.objects.filter(kind="claim").count() == 1


@pytest.mark.usefixtures("crowd")
def test_of_many_who_type_at_once_one_is_kept_and_the_others_get_both_texts() -> None:
    story, by = make.story(), make.editor()
    key = story.head().paragraphs[0]["key"]
    came = at_once(
        *(
            lambda n=n: edit_paragraph(story, key, f"Text {n}.", by=by, saw=story.touched)
            for n in range(6)
        )
    )
    kept = make.fresh(story).head().paragraphs[0]["text"]
    stale = [one for one in came if isinstance(one, Stale)]
    assert (len(stale), make.fresh(story).version) == (5, 2)
    assert {one.theirs["text"] for one in stale} == {kept}
    assert {one.mine["text"] for one in stale} | {kept} == {f"Text {n}." for n in range(6)}


@pytest.mark.usefixtures("crowd")
def test_history_written_by_many_at_once_is_one_chain() -> None:
    came = at_once(*(lambda: record("claim", actor=None, origin="desk") for _ in range(8)))
    assert sorted(one.number for one in came if isinstance(one, Event)) == [*range(1, 9)]
    assert verify() == []
    assert ChainHead.objects.count() == 1


@pytest.mark.usefixtures("crowd")
def test_takes_that_come_at_once_are_one_story() -> None:
    make.source()
    texts = [make.first("BFF-08", end="MORE", clock="0832")]
    texts += [make.then(f"BFF-{n:02}", end="MORE", clock=f"08{24 + n}") for n in (9, 10, 11)]
    came = at_once(*(lambda text=text: make.ingest(text, at=make.NOON) for text in texts))
    assert not [one for one in came if isinstance(one, Exception)]
    (story,) = Story.objects.filter(placings__isnull=False).distinct()
    assert story.placings.in_force().count() == 4
    assert verify() == []


@pytest.mark.usefixtures("crowd")
def test_the_same_bytes_that_come_at_once_are_kept_once() -> None:
    make.source()
    text = make.first()
    came = at_once(*(lambda: make.ingest(text) for _ in range(5)))
    assert not [one for one in came if isinstance(one, Exception)]
    assert WireItem.objects.count() == 1
    assert sum(getattr(one, "new", False) for one in came) == 1


@pytest.mark.usefixtures("crowd")
def test_editors_and_the_wire_do_not_wait_for_each_other_for_ever() -> None:
    stories, by = [make.story(at=make.NOON) for _ in range(4)], make.editor()
    items = list(WireItem.objects.select_related("transmission"))
    Story.objects.update(assembly="open")
    moves = [lambda s=s: move(s, "claim", by=by, saw=s.touched) for s in stories]
    came = at_once(*moves, *(lambda: rejoin(items, now=make.minutes(9)) for _ in range(3)))
    assert not [one for one in came if isinstance(one, Exception) and not isinstance(one, Stale)]
    assert verify() == []


RACES = int(os.environ.get("RACES", "300"))
"""Some hundred here, and 10,000 by hand: RACES=10000."""


@pytest.mark.usefixtures("crowd")
def test_every_write_of_many_that_race_is_in_the_history_or_is_told_that_it_was_late() -> None:
    told = race(threads=6, writes=RACES)
    assert told.broken == {}
    assert (told.lost(), told.doubled(), told.undone()) == ([], 0, 0)
    assert len(told.acknowledged) + told.stale == told.writes == RACES // 6 * 6
    assert told.stale > 0
    assert verify() == []


@pytest.mark.usefixtures("crowd")
def test_a_write_that_does_not_ask_what_was_seen_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def blind(story: Story, saw: int, **words: object) -> Story:
        return Story.objects.get(pk=story.pk)

    monkeypatch.setattr(edit, "hold", blind)
    monkeypatch.setattr(hold, "write", lambda story, **changes: None)
    monkeypatch.setattr(versions, "write", lambda story, **changes: None)
    told = race(threads=6, writes=60)
    assert told.broken or told.lost() or told.doubled() or told.undone()
