"""Nothing that is typed is lost, whatever fails: some sittings here, a thousand by hand.

SITTINGS=1000 python -m pytest dispatches/tests/desk/test_sittings.py
"""

import os

import pytest

from dispatches.actions import drafts
from dispatches.tests.desk.sittings import FAULTS, many

SITTINGS = int(os.environ.get("SITTINGS", "20"))

pytestmark = pytest.mark.django_db(transaction=True)


def test_no_character_is_lost_in_sittings_where_everything_fails() -> None:
    outcome = many(SITTINGS)
    assert outcome.lost == []
    assert outcome.typed > SITTINGS
    assert set(FAULTS) | {"conflict", "lock", "crashes", "gone"} <= set(outcome.befell)


def test_a_draft_that_is_dropped_before_its_text_is_saved_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def hasty(act, person, story, place, typed):  # type: ignore[no-untyped-def]
        drafts.let_go(person, story, place, typed)
        return act()

    monkeypatch.setattr(drafts, "saving", hasty)
    monkeypatch.setattr(drafts, "keep", lambda *said: None)
    assert many(12).characters_lost > 0
