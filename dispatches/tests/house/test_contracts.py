from pathlib import Path

import pytest

from dispatches.tests.house import contracts, ground


def test_the_house_keeps_its_import_rule() -> None:
    assert contracts.broken(ground.ROOT) == ""


@pytest.mark.parametrize(
    ("name", "line", "complaint"),
    [
        ("dispatches/models/people.py", "import dispatches.actions", "The rooms BROKEN"),
        ("dispatches/wire/values.py", "import django", "The wire and the outputs are text BROKEN"),
        ("dispatches/outputs/__init__.py", "import psycopg", "outputs are text BROKEN"),
        ("dispatches/wire/clean/__init__.py", "import dispatches.wire.checks", "stages BROKEN"),
        ("dispatches/wire/simulator/day.py", "import dispatches.wire.conventions", "ideas BROKEN"),
        ("dispatches/wire/pipeline.py", "import dispatches.wire.simulator", "is read BROKEN"),
        ("dispatches/urls.py", "import newsdesk.settings", "The house knows no project BROKEN"),
        ("dispatches/feeds.py", "import dispatches.actions", "Readers write nothing BROKEN"),
        ("dispatches/attic.py", "", "attic"),
    ],
)
def test_an_import_against_the_rule_is_named(
    tmp_path: Path, name: str, line: str, complaint: str
) -> None:
    contracts.copy_house(tmp_path)
    with (tmp_path / name).open("a") as file:
        file.write(f"{line}\n")
    assert complaint in contracts.broken(tmp_path)
