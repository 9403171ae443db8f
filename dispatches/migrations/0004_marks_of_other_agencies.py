"""Items keep what other agencies' takes say of themselves; an address is one person's."""

from typing import Any

import django.db.models.functions.text
from django.db import migrations, models

from dispatches.models import guards


def install(apps: Any, schema_editor: Any) -> None:
    guards.install(schema_editor.connection)


def remove(apps: Any, schema_editor: Any) -> None:
    """SQLite makes a changed table anew, and its triggers with it are gone."""
    guards.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("dispatches", "0003_cache_table"),
    ]

    operations = [
        migrations.RunPython(remove, install),
        migrations.AddField(
            model_name="wireitem",
            name="marks",
            field=models.JSONField(blank=True, default=dict),
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
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(("email", ""), _negated=True),
                name="person_email_is_one_persons",
            ),
        ),
        migrations.RunPython(install, remove),
    ]
