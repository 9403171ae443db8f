"""Notices, embargoes and proposals; copy under an embargo that is in work already is held back."""

from typing import Any

import dispatches.workflow
import django.db.models.deletion
from django.db import migrations, models


def hold_back(apps: Any, schema_editor: Any) -> None:
    """Until it is joined or checked again nobody knows the moment, so it is not certain."""
    placings = apps.get_model("dispatches", "StoryTake").objects.filter(role="in_force")
    out = ("published", "withdrawn")
    found = placings.exclude(story__status__in=out).select_related("story", "item")
    for placing in found.filter(item__marks__has_key="embargo"):
        placing.story.embargo = str(placing.item.marks["embargo"])[:200]
        placing.story.save(update_fields=["embargo"])


class Migration(migrations.Migration):
    dependencies = [
        ("dispatches", "0005_conventions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("score", models.FloatField()),
                ("reasons", models.JSONField(blank=True, default=list)),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="problem",
            name="proposal",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="story",
            name="embargo",
            field=models.CharField(blank=True, help_text="Its words, as printed.", max_length=200),
        ),
        migrations.AddField(
            model_name="story",
            name="embargo_until",
            field=models.DateTimeField(
                blank=True,
                help_text="Empty where the words leave a doubt: it is not over then.",
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="problem",
            name="how",
            field=models.CharField(
                blank=True,
                choices=[
                    ("verified", "Verified as is"),
                    ("accepted", "Accept the correction"),
                    ("typed", "Type the text"),
                    ("cut", "Cut to the last full sentence"),
                    ("omitted", "Leave the paragraph out"),
                    ("wait", "Wait for it"),
                    ("join", "Join by hand"),
                    ("as_it_stands", "Publish as it stands"),
                    ("fixed", "Fixed"),
                    ("ignored", "Ignore"),
                    ("overruled", "Notice is not about this story"),
                    ("released", "Hold is released"),
                    ("embargo_over", "Embargo is over"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="storytake",
            name="role",
            field=models.CharField(
                choices=[
                    ("in_force", "in force"),
                    ("superseded", "Superseded"),
                    ("duplicate", "Duplicate"),
                    ("kill", "kill notice"),
                    ("hold", "hold notice"),
                    ("correction", "correction notice"),
                ],
                default="in_force",
                max_length=12,
            ),
        ),
        migrations.RunPython(hold_back, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="story",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", dispatches.workflow.Status["PUBLISHED"]), _negated=True),
                    ("embargo", ""),
                    models.Q(
                        ("embargo_until__isnull", False),
                        ("published_at__gte", models.F("embargo_until")),
                    ),
                    _connector="OR",
                ),
                name="story_published_after_embargo",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="elder",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proposals",
                to="dispatches.wireitem",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="younger",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="dispatches.wireitem",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                fields=("elder", "younger"), name="proposal_made_once"
            ),
        ),
    ]
