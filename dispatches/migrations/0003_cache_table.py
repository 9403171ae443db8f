"""Makes the table of the cache, where the limits on login tries are kept."""

from typing import Any

from django.core.management import call_command
from django.db import migrations


def make(apps: Any, schema_editor: Any) -> None:
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("dispatches", "0002_guards")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
