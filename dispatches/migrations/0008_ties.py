"""The index of ties, filled for the items that are there."""

from datetime import time

import django.db.models.deletion
from django.db import migrations, models

from dispatches.wire.ties import ties_of
from dispatches.wire.ids import Serial, Target
from dispatches.wire.values import Dateline, Kind, Mark, Paragraph, Removal, SignOff, Take

AT_A_TIME = 200


def fill(apps, schema_editor):
    """Write the ties of every item; what a take says of itself is read from its row as it was."""
    tie = apps.get_model("dispatches", "Tie")
    items = apps.get_model("dispatches", "WireItem").objects.select_related("transmission")
    rows = []
    for item in items.defer("transmission__content").order_by("pk").iterator(AT_A_TIME):
        source = item.transmission.source_id
        rows += [
            tie(item_id=item.pk, source_id=source, tie=number, arrived_at=item.arrived_at)
            for number in ties_of(take(item))
        ]
        if len(rows) > 20 * AT_A_TIME:
            tie.objects.bulk_create(rows)
            rows = []
    tie.objects.bulk_create(rows)


def take(item):
    """Of an item, what its ties are made of."""
    dated = item.city or item.place or item.dateline_date
    target = item.target or {}
    said = ("number", "is_last", "pick_up", "replaces", "reference", "ends_are_marked")
    return Take(
        key=str(item.pk),
        page=item.transmission.sha256,
        place_on_page=item.place_on_page,
        kind=Kind(item.kind),
        serial=serial(item.serial),
        headline=item.headline,
        slug=item.slug,
        dateline=Dateline(item.place, item.city, item.dateline_date) if dated else None,
        paragraphs=tuple(Paragraph(row["text"]) for row in item.body),
        mark=Mark(item.mark),
        sign_off=SignOff(initials=item.initials, time=item.signed_time or time()),
        target=Target(
            tuple(filter(None, map(serial, target.get("serials", ())))),
            target.get("slug", ""),
            target.get("headline", ""),
        ),
        received_at=item.arrived_at,
        removals=tuple(Removal(row["line"], row["text"], row["role"]) for row in item.removals),
        **{name: item.marks[name] for name in said if name in item.marks},
    )


def serial(text):
    """A serial as it was printed; None where there is none."""
    prefix, _, digits = text.rpartition("-")
    return Serial(prefix, int(digits), len(digits)) if digits.isdecimal() else None


class Migration(migrations.Migration):
    dependencies = [
        ("dispatches", "0007_nearness"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tie",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tie", models.BigIntegerField()),
                ("arrived_at", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ties",
                        to="dispatches.wireitem",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="dispatches.source",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["source", "tie", "arrived_at"], name="tie_looked_up")
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
