import threading
from collections.abc import Iterator

import pytest

from dispatches.channels import imap, pull
from dispatches.tests.channels.web_server import Web, serving


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as server:
        yield server


@pytest.fixture
def stop() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture(autouse=True)
def _nothing_broke(monkeypatch: pytest.MonkeyPatch) -> None:
    """What broke a line in one test is not known in the next."""
    for room in (imap, pull):
        monkeypatch.setattr(room, "_broke", {})
