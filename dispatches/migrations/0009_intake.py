"""Formats, channels, tokens, rules; what an envelope says of an item."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from dispatches.models import guards


def install(apps: Any, schema_editor: Any) -> None:
    guards.install(schema_editor.connection)


def remove(apps: Any, schema_editor: Any) -> None:
    """SQLite makes a table anew to change it, and its guards would go with the old one."""
    guards.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("dispatches", "0008_ties"),
    ]

    operations = [
        migrations.RunPython(remove, install),
        migrations.AddField(
            model_name="source",
            name="learned_silence",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
        migrations.AddField(
            model_name="source",
            name="most_an_hour",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="More transmissions than this in an hour are held unread. Empty: no limit.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="retention_days",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="After how many days the bytes of what is not in use go. Empty: never.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="silence_minutes",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="How long it may be silent before the desk is told. Empty: what was learned.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="tripped_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="story",
            name="desk",
            field=models.CharField(
                blank=True, help_text="The desk whose story it is.", max_length=40
            ),
        ),
        migrations.AddField(
            model_name="story",
            name="routed",
            field=models.JSONField(
                blank=True, default=list, help_text="Which rules decided what, in their order."
            ),
        ),
        migrations.AddField(
            model_name="story",
            name="tags",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="transmission",
            name="forgotten_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When its bytes went, at the end of their retention.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="transmission",
            name="format",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="transmission",
            name="read_as",
            field=models.CharField(
                blank=True,
                help_text="The format that a person named; empty: its content.",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="wireitem",
            name="facts",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="What else its format says of it: wire.items.Item.",
            ),
        ),
        migrations.AddField(
            model_name="wireitem",
            name="language",
            field=models.CharField(blank=True, max_length=35),
        ),
        migrations.AddField(
            model_name="wireitem",
            name="pubstatus",
            field=models.CharField(blank=True, max_length=12),
        ),
        migrations.AddField(
            model_name="wireitem",
            name="type",
            field=models.CharField(default="text", max_length=12),
        ),
        migrations.AddField(
            model_name="wireitem",
            name="urgency",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="wireitem",
            name="uri",
            field=models.CharField(blank=True, db_index=True, max_length=300),
        ),
        migrations.AddField(
            model_name="wireitem",
            name="version",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AlterField(
            model_name="transmission",
            name="state",
            field=models.CharField(
                choices=[
                    ("read", "Read"),
                    ("rejected", "Rejected"),
                    ("held", "Held"),
                    ("discarded", "Discarded"),
                ],
                default="read",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="wireitem",
            name="kind",
            field=models.CharField(
                choices=[
                    ("take", "take"),
                    ("kill", "kill"),
                    ("correction", "correction"),
                    ("advisory", "advisory"),
                    ("beside", "beside"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="Channel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("folder", "Hot folder"),
                            ("feed", "RSS or Atom feed"),
                            ("json", "JSON over HTTP"),
                            ("imap", "Mailbox (IMAP)"),
                            ("ftp", "FTP server"),
                            ("sftp", "SFTP server"),
                        ],
                        max_length=10,
                    ),
                ),
                ("settings", models.JSONField(blank=True, default=dict)),
                ("secret", models.TextField(blank=True, editable=False)),
                ("every_seconds", models.PositiveIntegerField(default=10)),
                ("is_active", models.BooleanField(default=True)),
                ("is_paused", models.BooleanField(default=False)),
                ("memo", models.JSONField(blank=True, default=dict, editable=False)),
                ("next_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("looked_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("took_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("failures", models.PositiveIntegerField(default=0, editable=False)),
                ("last_error", models.TextField(blank=True, editable=False)),
                ("last_error_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("holder", models.CharField(blank=True, editable=False, max_length=80)),
                ("held_until", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="channels",
                        to="dispatches.source",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Rule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, unique=True)),
                (
                    "place",
                    models.PositiveIntegerField(
                        default=100, help_text="Rules are asked in this order."
                    ),
                ),
                ("conditions", models.JSONField(blank=True, default=dict)),
                ("deeds", models.JSONField(blank=True, default=dict)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="dispatches.source",
                    ),
                ),
            ],
            options={
                "ordering": ["place", "name"],
            },
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("begins", models.CharField(editable=False, max_length=12)),
                ("made_at", models.DateTimeField(editable=False)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("used_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens",
                        to="dispatches.source",
                    ),
                ),
            ],
            options={
                "ordering": ["source", "name"],
            },
        ),
        migrations.CreateModel(
            name="Answered",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=255)),
                ("sha256", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField()),
                ("answer", models.JSONField(default=dict)),
                ("at", models.DateTimeField(db_index=True)),
                (
                    "token",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answered",
                        to="dispatches.token",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("token", "key"), name="answered_once")
                ],
            },
        ),
        migrations.RunPython(install, remove),
    ]
