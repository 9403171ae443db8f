"""Wagtail with so many stories: `wagtail DATABASE HOST USER STORIES`, in an environment of its own.

It prints what `clock.told` tells of its explorer, its edit view, its moderation and its search.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from functools import partial
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command

from dispatches.tests.bench.peers import clock

MANY = 40
WORDS = (
    *("harbour", "lamp", "ferry", "keeper", "council", "bridge", "tariff", "orchard", "glacier"),
    *("minister", "strike", "timber", "festival", "quarry", "museum", "ballot", "drought"),
    *("railway", "clinic", "copper"),
)
APPS = [
    "dispatches.tests.bench.peers.stories", "wagtail.contrib.forms", "wagtail.contrib.redirects",
    "wagtail.embeds", "wagtail.sites", "wagtail.users", "wagtail.snippets", "wagtail.documents",
    "wagtail.images", "wagtail.search", "wagtail.admin", "wagtail", "modelcluster", "taggit",
    "django_filters", "django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes",
    "django.contrib.sessions", "django.contrib.messages", "django.contrib.staticfiles",
]  # fmt: skip
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
CONTEXT = ["request", "debug"]
"""As `wagtail start` writes them, without what a public site adds."""


def configure(name: str, host: str, user: str) -> None:
    """The settings of a new Wagtail site, on this database."""
    processors = [f"django.template.context_processors.{one}" for one in CONTEXT]
    processors += [
        "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages",
    ]
    engine = "django.template.backends.django.DjangoTemplates"
    templates = {"BACKEND": engine, "APP_DIRS": True, "OPTIONS": {"context_processors": processors}}
    database = {"ENGINE": "django.db.backends.postgresql", "NAME": name, "HOST": host, "USER": user}
    settings.configure(
        SECRET_KEY="only here",  # a site that lives for a minute
        ALLOWED_HOSTS=["*"],
        DATABASES={"default": database},
        INSTALLED_APPS=APPS,
        MIDDLEWARE=MIDDLEWARE,
        ROOT_URLCONF="dispatches.tests.bench.peers.urls",
        TEMPLATES=[templates],
        STATIC_URL="/static/",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
        WAGTAIL_SITE_NAME="peer",
        WAGTAILADMIN_BASE_URL="http://localhost",
        WAGTAILSEARCH_BACKENDS={"default": {"BACKEND": "wagtail.search.backends.database"}},
        USE_TZ=True,
    )
    django.setup()


def fill(many: int) -> Any:
    """An index page with so many stories under it, in the search index too."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection
    from wagtail.models import Page

    from dispatches.tests.bench.peers.stories.models import StoryPage

    call_command("migrate", verbosity=0)
    home = Page.objects.get(depth=2)
    home.add_child(instance=(top := Page(title="Stories", slug="stories")))
    kind = ContentType.objects.get_for_model(StoryPage)
    Page.objects.bulk_create(_pages(top, kind, many), batch_size=2000)
    Page.objects.filter(pk=top.pk).update(numchild=many)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO stories_storypage (page_ptr_id, dateline, body)"
            " SELECT id, 'OSTBY, April 25', search_description FROM wagtailcore_page"
            " WHERE depth = 4"
        )
    Page.objects.filter(depth=4).update(search_description="")
    call_command("update_index", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return top


def _pages(top: Any, kind: Any, many: int) -> Iterator[Any]:
    from django.utils import timezone
    from wagtail.models import Page

    dice, now = random.Random(7), timezone.now()  # the same stories each time
    for number in range(many):
        words = dice.choices(WORDS, k=8)
        title = f"The {' '.join(words[:4])} no{number}"
        yield Page(
            path=top.path + Page._int2str(number + 1).rjust(Page.steplen, "0"),
            depth=4,
            title=title,
            draft_title=title,
            slug=f"story-{number}",
            url_path=f"{top.url_path}story-{number}/",
            content_type=kind,
            locale=top.locale,
            live=True,
            first_published_at=now,
            latest_revision_created_at=now,
            search_description=" ".join(f"<p>{' '.join(dice.choices(WORDS, k=60))}.</p>"
                                        for _ in range(5)),
        )  # fmt: skip


def measure(top: Any) -> dict[str, dict[str, float]]:
    """Ask for each page as the person would who runs the desk."""
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.urls import reverse
    from wagtail.models import Page

    chief = get_user_model().objects.create_superuser("chief", "chief@example.org", "x")
    client = Client()
    client.force_login(chief)
    pages = list(Page.objects.filter(depth=4).order_by("?")[: 2 * MANY])
    explorer = reverse("wagtailadmin_explore", args=[top.pk])
    search = reverse("wagtailadmin_pages:search")
    edits = [reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in pages[:MANY]]
    waits = [_moderated(page, chief) for page in pages[MANY:]]
    get, post = partial(clock.get, client), partial(clock.post, client)
    return {
        "queue": clock.told(partial(get, explorer) for _ in range(MANY)),
        "review": clock.told(partial(get, at) for at in edits),
        "approve": clock.told(partial(post, at) for at in waits),
        "search": clock.told(partial(get, search, {"q": q}) for q in (WORDS * 2)[:MANY]),
    }


def _moderated(page: Any, chief: Any) -> str:
    """The address that approves a page, which waits in the site's own workflow."""
    from django.urls import reverse
    from wagtail.models import Workflow

    page = page.specific
    page.title += " x"
    page.save_revision(user=chief)
    state = Workflow.objects.get().start(page, chief)
    args = [page.pk, "approve", state.current_task_state.pk]
    return reverse("wagtailadmin_pages:workflow_action", args=args)


if __name__ == "__main__":
    configure(*sys.argv[1:4])
    print(json.dumps(measure(fill(int(sys.argv[4])))))
