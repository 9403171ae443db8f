import pytest

from dispatches.actions import saved
from dispatches.actions.errors import Refused
from dispatches.actions.preferences import prefer
from dispatches.actions.viewed import saw
from dispatches.models import ChainHead, Person, SavedQuery, Viewed
from dispatches.tests import make

pytestmark = pytest.mark.django_db


def kept(by: Person, *names: str, shared: bool = False) -> list[SavedQuery]:
    """Filters of these names."""
    return [saved.keep(name, f"q={name}", by=by, shared=shared) for name in names]


def order(by: Person) -> list[str]:
    """The names of what somebody keeps, in their order."""
    return [one.name for one in SavedQuery.objects.filter(owner=by)]


def test_a_filter_is_kept_at_the_end_and_moved() -> None:
    by = make.editor()
    first, _, last = kept(by, "Sea", "Land", "Air")
    assert order(by) == ["Sea", "Land", "Air"]
    saved.move(last, -1, by=by)
    assert order(by) == ["Sea", "Air", "Land"]
    saved.move(first, 5, by=by)
    assert order(by) == ["Air", "Land", "Sea"]


def test_a_name_is_used_once_a_person() -> None:
    by = make.editor()
    sea, land = kept(by, "Sea", "Land")
    with pytest.raises(Refused, match="already"):
        saved.keep("  Sea ", "", by=by)
    with pytest.raises(Refused, match="already"):
        saved.rename(land, "Sea", by=by)
    assert saved.rename(sea, "The sea", by=by).name == "The sea"
    assert saved.keep("Sea", "", by=make.editor()).name == "Sea"


@pytest.mark.parametrize("name", [" ", "x" * 61])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(Refused):
        saved.keep(name, "", by=make.editor())


def test_nobody_keeps_more_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved, "MOST", 1)
    by = make.editor()
    kept(by, "Sea")
    with pytest.raises(Refused, match="let one of them go"):
        saved.keep("Land", "", by=by)


def test_only_its_owner_changes_a_shared_one() -> None:
    (sea,) = kept(make.editor(), "Sea", shared=True)
    for other in (make.editor(), make.chief()):
        with pytest.raises(Refused, match="only they"):
            saved.rename(sea, "Mine", by=other)
        with pytest.raises(Refused, match="only they"):
            saved.share(sea, False, by=other)
        with pytest.raises(Refused, match="only they"):
            saved.move(sea, 1, by=other)


def test_a_chief_removes_a_shared_one_and_nobody_elses_own() -> None:
    sea, land = kept(make.editor(), "Sea", "Land", shared=True)
    saved.share(land, False, by=land.owner)
    with pytest.raises(Refused):
        saved.let_go(sea, by=make.editor())
    saved.let_go(sea, by=make.chief())
    with pytest.raises(Refused):
        saved.let_go(land, by=make.chief())
    saved.let_go(land, by=land.owner)
    assert not SavedQuery.objects.exists()


def test_a_look_is_kept_once_a_version_and_is_no_history() -> None:
    story, by = make.story(), make.editor()
    version = ChainHead.objects.get().events
    saw(story, by)
    story.version += 1
    saw(story, by)
    assert Viewed.objects.get().version == story.version
    assert ChainHead.objects.get().events == version


def test_what_a_person_likes_is_kept_in_one_row() -> None:
    by = make.editor()
    prefer(by, density="roomy")
    row = prefer(by, columns=["title", "words"])
    assert (row.density, row.columns) == ("roomy", ["title", "words"])
    with pytest.raises(Refused):
        prefer(by, density="scattered")
