"""A process that has Django loaded and forks what is to be killed: a receiver in a hundredth of the
time that starting one takes. It keeps no connection of its own while it has children.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsdesk.settings")
django.setup()

PATIENCE = 60.0
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG: a test that is broken off leaves no receiver behind


def fork(work: Callable[[], object]) -> int:
    """Do something in a child of this process; its number."""
    pid = os.fork()
    if pid:
        return pid
    status = 1
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        work()
        status = 0
    except BaseException:  # noqa: BLE001  # the child ends here, whatever it was
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def ended(pid: int, within: float = PATIENCE) -> int | None:
    """The exit status of a child that ends within so many seconds; None when it does not."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.005)
    return None


def done(work: Callable[[], object]) -> None:
    """Do something in a child and wait for it."""
    status = ended(fork(work), 120)
    if status != 0:
        raise SystemExit(f"A child failed: {status}")


def furnish(path: Path, **settings: object) -> None:
    """Make the tables, a source and the channel of a hot folder."""
    from dispatches.actions.channels import add_channel
    from dispatches.actions.ingest import source_for

    call_command("migrate", verbosity=0)
    fields = {"name": "in", "kind": "folder", "source": source_for("bss"), "every_seconds": 1}
    add_channel({**fields, "settings": {"path": str(path), "settle": 0, **settings}}, by=None)
    connection.close()


def receive() -> None:
    """Be a receiver."""
    with open(os.devnull, "w", encoding="utf-8") as out:  # noqa: PTH123  # no path of ours
        call_command("receive", stdout=out)


def warm() -> None:
    """Load what a receiver loads when the first take comes, so that its children have it."""
    import dispatches.channels.folder
    import dispatches.channels.receiver
    from dispatches.tests import make
    from dispatches.wire import pipeline

    assert dispatches.channels.folder.SETTINGS
    assert dispatches.channels.receiver.MOST
    takes = pipeline.read(make.first().encode(), feed="bss").takes
    for story in pipeline.join(takes).assemblies:
        pipeline.check(pipeline.copy_of(story), story)


def count(feeder_sent: dict[str, bytes]) -> dict[str, int]:
    """What a database holds of what was sent: lost, doubled, changed, unread, unplaced, breaks."""
    from django.db.models import Count
    from django.utils import timezone

    from dispatches.actions.join import look_again
    from dispatches.actions.record import verify
    from dispatches.models import Transmission, WireItem

    look_again(now=timezone.now())
    kept = {one.sha256: one.raw() for one in Transmission.objects.all()}
    items = Transmission.objects.annotate(many=Count("items"))
    return {
        "lost": len(set(feeder_sent) - set(kept)),
        "doubled": Transmission.objects.count() - len(kept) + items.filter(many__gt=1).count(),
        "changed": sum(kept.get(sha, raw) != raw for sha, raw in feeder_sent.items()),
        "unread": items.exclude(many=1, state="read").count(),
        "unplaced": WireItem.objects.unplaced().count(),
        "breaks": len(verify()),
        "transmissions": len(kept),
    }
