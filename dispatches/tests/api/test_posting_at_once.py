from typing import Any

import pytest

from dispatches.models import Answered, Transmission, WireItem
from dispatches.tests import make
from dispatches.tests.actions.test_races import at_once, crowd  # noqa: F401  # a fixture
from dispatches.tests.api.poster import Poster


@pytest.mark.parametrize("key", ["", "a-1"])
@pytest.mark.usefixtures("crowd")
def test_the_same_post_that_comes_twice_at_once_is_taken_once(key: str) -> None:
    poster, text = Poster(), make.first()
    said = {"Idempotency-Key": key} if key else {}
    answers: list[Any] = at_once(*[lambda: poster.post(text, **said) for _ in range(4)])
    assert {answer.status_code for answer in answers} <= {200, 201}
    assert len({answer.json()["transmission"] for answer in answers}) == 1
    assert (Transmission.objects.count(), WireItem.objects.count()) == (1, 1)
    if key:
        assert len({answer.content for answer in answers}) == 1
        assert Answered.objects.get().status in (200, 201)
