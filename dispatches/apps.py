"""The application: where Django learns of it, and of its admin."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.core import checks


class DispatchesConfig(AppConfig):
    """Wire copy, from transmission to publication."""

    name = "dispatches"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the checks that `manage.py check` and `migrate` run."""
        from dispatches.models.engine import check_engine

        checks.register(check_engine, checks.Tags.database)


class AdminConfig(admin_apps.AdminConfig):
    """Django's admin, with this house's own site in its place."""

    default = False
    default_site = "dispatches.admin.site.DeskSite"

    def ready(self) -> None:
        """Register our nouns, and only ours."""
        super().ready()
        import_module("dispatches.admin.nouns")
