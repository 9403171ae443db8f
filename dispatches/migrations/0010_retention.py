"""The bytes of a transmission may go once; a source's transmissions are found by when they came."""

from typing import Any

from django.db import migrations, models

from dispatches.models import guards


def renew(apps: Any, schema_editor: Any) -> None:
    """Put the guards as they are now in the place of those that stand."""
    guards.remove(schema_editor.connection)
    guards.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("dispatches", "0009_intake"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="transmission",
            index=models.Index(fields=["source", "received_at"], name="transmission_by_source"),
        ),
        migrations.RunPython(renew, renew),
    ]
