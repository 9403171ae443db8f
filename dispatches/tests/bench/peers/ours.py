"""The desk with so many stories on it and behind it: `ours OPEN ARCHIVED`, on DATABASE_URL.

It prints what `clock.told` tells of the queue, the review page, an approval and a search.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from functools import partial

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsdesk.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  # after the settings
from django.db.models import F  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from dispatches.models import Story  # noqa: E402
from dispatches.tests import make  # noqa: E402
from dispatches.tests.bench import archive  # noqa: E402
from dispatches.tests.bench.peers import clock  # noqa: E402
from dispatches.workflow import Status  # noqa: E402

MANY = 60
BASE = 200
WORDS = [
    "ferry",
    "harbour",
    "minister",
    "council",
    "keeper",
    "bridge",
    "strike",
    "“the",
    "harbour”",
    "storm",
    "village",
]


def fill(waiting: int, archived: int) -> None:
    """So many stories that wait on the desk, and so many that went out."""
    call_command("migrate", verbosity=0)
    chief = make.chief()
    stories = archive.stand_up(BASE)
    out = archive.publish(stories[: BASE // 2], chief)
    archive.multiply(out, archived // len(out))
    archive.multiply(stories[BASE // 2 :], waiting // (BASE // 2))


def measure() -> dict[str, dict[str, float]]:
    """Ask for each page as an editor would."""
    client = Client()
    client.force_login(make.chief())
    queue, search = reverse("desk:queue"), reverse("desk:search")
    get = partial(clock.get, client)
    return {
        "queue": clock.told(partial(get, queue) for _ in range(MANY)),
        "review": clock.told(partial(get, story.desk_url()) for story in _some(MANY)),
        "approve": clock.told(_approvals(client)),
        "search": clock.told(partial(get, search, {"q": q}) for q in (WORDS * MANY)[:MANY]),
    }


def _some(many: int) -> list[Story]:
    """Whole stories from all over the desk."""
    whole = Story.objects.filter(status=Status.INCOMING, assembly="complete")
    found = whole.filter(problems__isnull=True).order_by("headline")
    return list(found[: many * 7 : 7])


def _approvals(client: Client) -> Iterable[clock.Answer]:
    stories = _some(MANY)
    chosen = Story.objects.filter(pk__in=[story.pk for story in stories])
    chosen.update(status=Status.IN_REVIEW, touched=F("touched") + 1)
    for story in chosen:
        address = reverse("desk:move", args=[story.pk, "approve"])
        yield partial(clock.post, client, address, {"saw": story.touched})


if __name__ == "__main__":
    fill(int(sys.argv[1]), int(sys.argv[2]))
    print(json.dumps(measure()))
