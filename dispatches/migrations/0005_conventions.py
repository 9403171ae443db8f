"""Conventions that an installation adds to those that are built in."""

import dispatches.models.conventions
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dispatches", "0004_marks_of_other_agencies"),
    ]

    operations = [
        migrations.CreateModel(
            name="Convention",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.SlugField(
                        max_length=40,
                        unique=True,
                        validators=[dispatches.models.conventions.check_name],
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="in force")),
                ("agencies", models.CharField(blank=True, max_length=400)),
                ("feeds", models.CharField(blank=True, max_length=400)),
                ("serial", models.CharField(blank=True, max_length=200)),
                ("slug", models.CharField(blank=True, max_length=200)),
                ("take_number", models.CharField(blank=True, max_length=200)),
                ("dateline", models.CharField(blank=True, max_length=200)),
                ("sign_off", models.CharField(blank=True, max_length=200)),
                ("more", models.CharField(blank=True, max_length=1000)),
                ("ends", models.CharField(blank=True, max_length=1000)),
                ("kills", models.CharField(blank=True, max_length=1000)),
                ("corrections", models.CharField(blank=True, max_length=1000)),
                ("advisories", models.CharField(blank=True, max_length=1000)),
                ("leads", models.CharField(blank=True, max_length=1000)),
                ("priorities", models.CharField(blank=True, max_length=1000)),
                (
                    "crossheads",
                    models.CharField(blank=True, default="dashes, capitals", max_length=40),
                ),
                ("several_on_a_page", models.BooleanField(default=False)),
                ("ends_are_marked", models.BooleanField(default=False)),
                ("learned_from", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["name"],
            },
        ),
    ]
