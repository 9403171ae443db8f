"""The figures of what people type and save: `pytest -m figures`, on either database."""

from __future__ import annotations

import pytest

from dispatches.tests.actions.test_races import crowd
from dispatches.tests.figures.saving import figures

__all__ = ["crowd"]

pytestmark = pytest.mark.figures


@pytest.mark.usefixtures("crowd")
def test_what_people_lose_is_measured() -> None:
    found = list(figures())
    for figure in found:
        print(f"{figure.name}: {figure.value:g} (goal {figure.goal})")
    assert [figure for figure in found if not figure.met] == []
