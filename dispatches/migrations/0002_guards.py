"""Puts the guards on the tables that must be kept."""

from typing import Any

from django.db import migrations

from dispatches.models import guards


def install(apps: Any, schema_editor: Any) -> None:
    guards.install(schema_editor.connection)


def remove(apps: Any, schema_editor: Any) -> None:
    guards.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("dispatches", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
