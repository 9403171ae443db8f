import pytest

from dispatches.tests.house import ground
from dispatches.tests.house.writes import ALLOWED, unused, writes


def test_no_room_but_actions_writes_a_row() -> None:
    names = ground.python_files()
    assert not [line for name in names for line in writes(name, ground.read(name))]


def test_every_allowance_is_needed() -> None:
    sources = {name: ground.read(name) for name in ground.python_files()}
    assert not unused(set(ALLOWED), sources)


@pytest.mark.parametrize(
    "name",
    [
        "dispatches/views/desk.py",
        "dispatches/admin.py",
        "dispatches/admin/items.py",
        "dispatches/api.py",
        "dispatches/feeds.py",
        "dispatches/forms/review.py",
        "dispatches/filters.py",
        "dispatches/requests/doors.py",
        "dispatches/models/stories.py",
        "dispatches/templatetags/words.py",
        "dispatches/management/commands/ingest_wire.py",
    ],
)
def test_a_save_in_any_other_room_is_named(name: str) -> None:
    assert writes(name, "def f(story):\n    story.save()\n") == [
        f"{name}:2: story.save() writes a row; let an action do it"
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Story.objects.filter(pk=1).update(status='x')",
        "Story.objects.bulk_create(rows)",
        "story.events.create(kind='x')",
        "story.events.get_or_create(kind='x')",
        "story.delete()",
        "form.save()",
        "await story.asave()",
        "super().save_model(request, story, form, change)",
        "connection.cursor().execute('DELETE FROM story')",
    ],
)
def test_every_way_of_writing_is_known(line: str) -> None:
    assert writes("dispatches/views/a.py", f"async def f():\n    {line}\n")


def test_an_action_may_write_and_a_view_may_ask() -> None:
    assert not writes("dispatches/actions/moves.py", "story.save()")
    assert not writes("dispatches/views/a.py", "Story.objects.published().first()\nseen |= {1}")


def test_an_allowance_that_nothing_needs_is_named() -> None:
    assert unused({("a.py", "bar.update")}, {"a.py": "bar.close()"})
    assert not unused({("a.py", "bar.update")}, {"a.py": "bar.update(1)"})
