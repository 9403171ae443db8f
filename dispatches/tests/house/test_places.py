from pathlib import Path

import pytest

from dispatches.tests.house import ground, places


@pytest.fixture
def house(tmp_path: Path) -> Path:
    for name in ("dispatches/urls.py", "manage.py", ".ci/run", "static/desk.js", "docs/a.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    return tmp_path


def test_the_top_level_is_as_its_owner_fixed_it() -> None:
    assert not places.top_level(ground.ROOT)


def test_code_lives_in_its_two_folders_only() -> None:
    assert not places.stray_code(ground.ROOT)


def test_a_new_name_at_the_top_is_named(house: Path) -> None:
    assert not places.top_level(house)
    (house / "scripts").mkdir()
    assert places.top_level(house) == ["scripts: the top level is fixed"]


@pytest.mark.parametrize("name", ["docs/build.py", "static/make.sh", "setup.py"])
def test_code_anywhere_else_is_named(house: Path, name: str) -> None:
    assert not places.stray_code(house)
    (house / name).touch()
    assert places.stray_code(house) == [f"{name}: code lives in newsdesk/ and dispatches/"]


def test_the_page_on_the_house_names_every_room() -> None:
    assert not places.unsung(places.rooms(ground.ROOT), ground.read("ARCHITECTURE.md"))


def test_a_room_that_the_page_leaves_out_is_named(house: Path) -> None:
    assert places.unsung(places.rooms(house), "urls.py") == []
    assert places.unsung(places.rooms(house), "views/") == [
        "urls.py: ARCHITECTURE.md does not name it"
    ]
