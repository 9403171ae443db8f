"""Drafts know which page typed them, and which version it saw; a presence, who took over."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dispatches", "0015_tray"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="draft",
            name="base",
        ),
        migrations.AddField(
            model_name="draft",
            name="tab",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="draft",
            name="turn",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="draft",
            name="version",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="presence",
            name="taken_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
