import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from dispatches.tests.faults.ground import own_database, told

pytestmark = pytest.mark.faults
KILLS = os.environ.get("FAULT_KILLS", "300")


def killed(folder: Path, kills: str, *more: str) -> Mapping[str, Any]:
    """What came of so many kills, on a database of their own."""
    with own_database(folder) as url:
        found = told("killing", str(folder / "in"), kills, *more, url=url, var=folder / "var")
    print(*(f"{name} {value}" for name, value in found.items()), sep=", ")
    return found


def test_a_receiver_that_is_killed_at_any_moment_loses_nothing_and_doubles_nothing(
    tmp_path: Path,
) -> None:
    found = killed(tmp_path, KILLS)
    assert found["kills"] == int(KILLS)
    wrong = ("lost", "doubled", "changed", "unread", "unplaced", "breaks")
    assert {name: found[name] for name in wrong} == dict.fromkeys(wrong, 0)
    assert found["transmissions"] == found["sent"]
    assert found["put_away"] == found["files"]
    assert found["clean"] is True


def test_the_same_kills_find_a_receiver_that_consumes_before_it_commits(tmp_path: Path) -> None:
    assert killed(tmp_path, "30", "planted")["lost"] > 0
