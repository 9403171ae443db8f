"""A person's order of takes, and a person's word that was taken back."""

from typing import Any

from django.db import migrations, models

from dispatches.models import guards


def away(apps: Any, schema_editor: Any) -> None:
    """Take the guards away: SQLite makes the table of rulings anew."""
    guards.remove(schema_editor.connection)


def back(apps: Any, schema_editor: Any) -> None:
    """Put the guards back."""
    guards.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("dispatches", "0014_review"),
    ]

    operations = [
        migrations.AddField(
            model_name="storytake",
            name="rank",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="Where a person put it among the takes; empty: nobody did.",
                null=True,
            ),
        ),
        migrations.RunPython(away, back),
        migrations.AlterField(
            model_name="ruling",
            name="together",
            field=models.BooleanField(null=True),
        ),
        migrations.RunPython(back, away),
    ]
