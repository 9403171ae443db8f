import pytest

from dispatches.tests.house import ground
from dispatches.tests.house.engines import asks_which


def test_nothing_outside_models_and_settings_asks_which_database_it_is() -> None:
    names = ground.python_files()
    assert not [line for name in names for line in asks_which(name, ground.read(name))]


@pytest.mark.parametrize(
    "source",
    [
        "if connection.vendor:\n    pass",
        "import sqlite3",
        "from django.contrib.postgres.search import SearchVector",
        "from django.contrib import postgres",
        "engine == 'postgresql'",
        "psycopg.connect()",
        "db.sqlite_version()",
    ],
)
def test_a_line_that_asks_is_named(source: str) -> None:
    assert asks_which("dispatches/actions/a.py", source)
    assert not asks_which("dispatches/models/search.py", source)


def test_prose_may_name_a_database() -> None:
    assert not asks_which("dispatches/actions/a.py", '"""SQLite has no row locks."""\n')
