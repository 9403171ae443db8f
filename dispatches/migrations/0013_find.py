"""By what words stories are found; and indexes for what the search and the dashboard count."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from dispatches.models import search

_FIELDS = ("headline", "slug", "byline", "place")


def index(apps: Any, schema_editor: Any) -> None:
    for statement in search.index(schema_editor.connection):
        schema_editor.execute(statement)


def no_index(apps: Any, schema_editor: Any) -> None:
    for statement in search.no_index(schema_editor.connection):
        schema_editor.execute(statement)


def fill(apps: Any, schema_editor: Any) -> None:
    """The words of every story's present version."""
    searched = apps.get_model("dispatches", "Searched")
    heads = apps.get_model("dispatches", "Revision").objects.filter(
        version=models.F("story__version")
    )
    rows = heads.order_by("story").values_list("story", "paragraphs", *_FIELDS)
    searched.objects.bulk_create(
        (
            searched(story_id=story, text=search.text_of(heading, paragraphs))
            for story, paragraphs, *heading in rows.iterator(chunk_size=500)
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("dispatches", "0012_desk"),
    ]

    operations = [
        migrations.CreateModel(
            name="Searched",
            fields=[
                (
                    "story",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="searched",
                        serialize=False,
                        to="dispatches.story",
                    ),
                ),
                ("text", models.TextField(blank=True)),
            ],
            options={"verbose_name_plural": "searched"},
        ),
        migrations.AddIndex(
            model_name="problem",
            index=models.Index(
                condition=models.Q(("how__in", ["", "wait", "join", "heading"])),
                fields=["story"],
                name="problem_open",
            ),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(fields=["published_at"], name="publication_by_time"),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(fields=["arrived_at", "id"], name="story_by_arrival_of_all"),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(fields=["updated_at"], name="story_by_change"),
        ),
        migrations.AddIndex(
            model_name="transmission",
            index=models.Index(
                condition=models.Q(("state__in", ["rejected", "held"])),
                fields=["source", "state"],
                name="transmission_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                condition=~models.Q(assembly="complete"), fields=["arrived_at"], name="story_open"
            ),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                condition=~models.Q(embargo=""), fields=["arrived_at"], name="story_embargoed"
            ),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                condition=models.Q(urgency__lt=4),
                fields=["urgency", "arrived_at"],
                name="story_pressing",
            ),
        ),
        migrations.AddIndex(
            model_name="wireitem",
            index=models.Index(
                condition=models.Q(kind="beside"), fields=["transmission"], name="item_beside"
            ),
        ),
        migrations.AddIndex(
            model_name="wireitem",
            index=models.Index(
                condition=models.Q(facts__has_key="relations"),
                fields=["id"],
                name="item_with_links",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(kind__in=["approve", "joined", "parted"]),
                fields=["at"],
                name="event_of_joining",
            ),
        ),
        # The index comes first: PostgreSQL changes no table that has new rows to be checked.
        migrations.RunPython(index, no_index),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
