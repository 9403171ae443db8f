"""How long pages take, from the request to the last byte, in the process that answers them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

WARM = 3
Answer = Callable[[], int]


def told(asked: Iterable[Answer]) -> dict[str, float]:
    """Call each, in milliseconds: the median and the 95th in a hundred of all but the first few.

    Each hands back the status of its answer, which must be that of a page or of a way on.
    """
    times = []
    for answer in asked:
        began = time.perf_counter()
        status = answer()
        times.append((time.perf_counter() - began) * 1000)
        if status not in (200, 302):
            raise SystemExit(f"A page was answered {status}.")
    ordered = sorted(times[WARM:])
    last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return {"p50": round(statistics.median(ordered), 1), "p95": round(last, 1)}


def get(client: Any, address: str, said: Mapping[str, Any] | None = None) -> int:
    """Ask for a page with Django's test client; its status, once the answer is written out."""
    return _status(client.get(address, said or {}))


def post(client: Any, address: str, said: Mapping[str, Any] | None = None) -> int:
    """Send a form, likewise."""
    return _status(client.post(address, said or {}))


def _status(response: Any) -> int:
    _ = response.content
    return int(response.status_code)
