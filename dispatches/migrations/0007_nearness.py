"""By what nearly the same stories are found, and which story a problem names."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dispatches", "0006_notices"),
    ]

    operations = [
        migrations.CreateModel(
            name="SketchNumber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sketch",
                        to="dispatches.story",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["number", "at"], name="sketch_by_number")],
            },
        ),
        migrations.AddField(
            model_name="problem",
            name="other",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="dispatches.story",
            ),
        ),
    ]
