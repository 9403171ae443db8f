"""More ways of settling a problem: by the edits of its check, as a crosshead, in the heading."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dispatches", "0013_find"),
    ]

    operations = [
        migrations.AlterField(
            model_name="problem",
            name="how",
            field=models.CharField(
                blank=True,
                choices=[
                    ("verified", "Verified as is"),
                    ("accepted", "Accept the correction"),
                    ("typed", "Type the text"),
                    ("cut", "Cut to the last full sentence"),
                    ("omitted", "Leave the paragraph out"),
                    ("wait", "Wait for it"),
                    ("join", "Join by hand"),
                    ("as_it_stands", "Publish as it stands"),
                    ("fixed", "Fixed"),
                    ("ignored", "Ignore"),
                    ("overruled", "Notice is not about this story"),
                    ("released", "Hold is released"),
                    ("embargo_over", "Embargo is over"),
                    ("mended", "Mend it"),
                    ("otherwise", "Mend it the other way"),
                    ("closed", "Close it up"),
                    ("hyphened", "Write it with a hyphen"),
                    ("crosshead", "Make it a crosshead"),
                    ("heading", "Set it in the heading"),
                ],
                max_length=20,
            ),
        ),
    ]
