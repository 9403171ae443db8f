"""By what the queue is found fast: the shelf of each story, and its orders as indexes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dispatches", "0016_safe"),
    ]

    operations = [
        migrations.AddField(
            model_name="story",
            name="shelf",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(status="published", then=models.Value(1)),
                    models.When(status="spiked", then=models.Value(2)),
                    models.When(status="withdrawn", then=models.Value(3)),
                    default=models.Value(0),
                    output_field=models.SmallIntegerField(),
                ),
                output_field=models.SmallIntegerField(),
            ),
        ),
        migrations.AddIndex(
            model_name="problem",
            index=models.Index(
                condition=models.Q(("notice__isnull", False)),
                fields=["how", "level", "notice"],
                name="problem_recalls",
            ),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                fields=["shelf", "urgency", "arrived_at", "id"], name="story_urgent"
            ),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(fields=["shelf", "arrived_at", "id"], name="story_by_arrival"),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(fields=["shelf", "headline", "id"], name="story_by_headline"),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(fields=["urgency", "arrived_at", "id"], name="story_urgent_of_all"),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(fields=["headline", "id"], name="story_by_headline_of_all"),
        ),
    ]
