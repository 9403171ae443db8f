"""What every test stands on: the database, its guards, and how hypothesis looks for trouble.

Which database it is, DATABASE_URL says: SQLite when unset, PostgreSQL under `make test-pg`
(`dispatches/tests/postgres.py` starts the server and sets the variable before Django is loaded).
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings
from pytest_django import Settings as SettingsWrapper

from dispatches.actions.known import KNOWN
from dispatches.actions.texts import TEXTS
from dispatches.models import guards

collect_ignore = ["bench/peers"]  # its programs load Django, or Wagtail, by themselves

# "ci": the same examples every time, so that a red run means a change and not luck.
# HYPOTHESIS_PROFILE=search is for a person who goes looking.
settings.register_profile(
    "ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(autouse=True)
def static_files_are_looked_up_when_asked_for(settings: SettingsWrapper) -> None:
    """Otherwise WhiteNoise walks over all of them for every new browser."""
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(autouse=True)
def nothing_is_known_of_what_other_tests_filed() -> None:
    """Otherwise what a test asks of the database would depend on those before it."""
    KNOWN.forget()
    TEXTS.forget()


@pytest.fixture(autouse=True, scope="session")
def flush_past_the_guards() -> Iterator[None]:
    """Let the flush after a transactional test pass: its tables are guarded against deletion.

    The guards are away only while Django empties the tables, never while a test runs.
    """
    flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def unguarded_flush(self: Any) -> None:
        names = self._databases_names(include_mirrors=False)
        for name in names:
            guards.remove(connections[name])
        try:
            flush(self)
        finally:
            for name in names:
                guards.install(connections[name])

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", unguarded_flush)
    yield
    patch.undo()
