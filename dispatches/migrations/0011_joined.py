"""Items say when they were joined; what was filed and not joined is found by that."""

from typing import Any

from django.db import migrations, models


def joined(apps: Any, schema_editor: Any) -> None:
    """What a story holds was joined, and so was every notice; the rest is looked at once more."""
    items = apps.get_model("dispatches", "WireItem").objects
    placed = models.Q(placing__isnull=False) | ~models.Q(kind="take")
    found = items.filter(placed).values("pk")
    items.filter(pk__in=found).update(joined_at=models.F("arrived_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("dispatches", "0010_retention"),
    ]

    operations = [
        migrations.AddField(
            model_name="wireitem",
            name="joined_at",
            field=models.DateTimeField(
                blank=True, help_text="When it was joined with what came around it.", null=True
            ),
        ),
        migrations.RunPython(joined, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="wireitem",
            index=models.Index(
                condition=models.Q(("joined_at__isnull", True)),
                fields=["joined_at"],
                name="item_not_joined",
            ),
        ),
    ]
