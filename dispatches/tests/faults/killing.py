"""Kill the receiver at random moments, and count what was lost: `killing FOLDER KILLS [planted]`.

A kill counts when it struck a receiver that had put a file away already and had more to do.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path
from random import Random

from dispatches.tests.faults import nest  # it loads Django, and so comes first
from dispatches.tests.faults.ground import Feeder

BACKLOG = 12
LONGEST = 0.05  # seconds from the first file put away to the kill
_GIVE_UP = 30.0


def planted() -> None:
    """Put the bug in that the harness must find: the file is put away before it is taken."""
    from dispatches.channels import pickup
    from dispatches.channels.claims import Claimed

    def keep(one: pickup.Look, claimed: Claimed) -> None:
        raw = claimed.read(1 << 20)
        one.claims.put_away(claimed, one.today)
        one.take(raw, claimed.found.path)
        os.close(claimed.file)

    pickup._keep = keep


def strike(feeder: Feeder, chance: Random) -> bool:
    """Start a receiver and kill it; whether that counts."""
    feeder.put(max(BACKLOG - feeder.lying(), 0))
    before, pid, end = feeder.put_away(), nest.fork(nest.receive), time.monotonic() + _GIVE_UP
    while feeder.put_away() == before:
        if time.monotonic() > end or nest.ended(pid, 0.001) is not None:
            raise SystemExit("A receiver did nothing.")
    time.sleep(chance.uniform(0, LONGEST))
    os.kill(pid, signal.SIGKILL)
    nest.ended(pid)
    return feeder.lying() > 0


def finish(feeder: Feeder) -> bool:
    """Let a last receiver take all that is left; whether it stops cleanly when it is told to."""
    pid, end = nest.fork(nest.receive), time.monotonic() + _GIVE_UP
    while feeder.lying() and time.monotonic() < end:
        time.sleep(0.02)
    os.kill(pid, signal.SIGTERM)
    return nest.ended(pid) == 0


def main(folder: Path, kills: int, *, buggy: bool) -> dict[str, object]:
    """Strike until so many kills count; what came of it."""
    folder.mkdir()
    nest.done(lambda: nest.furnish(folder))
    nest.warm()
    if buggy:
        planted()
    feeder, chance, began = Feeder(folder), Random(f"kills {kills}"), time.monotonic()
    counted = strikes = 0
    while counted < kills:
        strikes += 1
        counted += strike(feeder, chance)
    took = time.monotonic() - began
    clean = finish(feeder)
    return {
        "kills": counted,
        "strikes": strikes,
        "seconds": round(took, 1),
        "clean": clean,
        "files": feeder.files,
        "put_away": feeder.put_away(),
        "sent": len(feeder.sent),
        **nest.count(feeder.sent),
    }


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]), buggy="planted" in sys.argv[3:])))
